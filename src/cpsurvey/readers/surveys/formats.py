"""Every format of a survey export by its code; a table in, the one that it is out.

To add a format, write a module with `fits` and `read`, and name it here; CONTRIBUTING.md has the
whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import label_of
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys import (
    google_forms,
    indico,
    limesurvey,
    ms_forms,
    plain_table,
    qualtrics,
    redcap,
    surveymonkey,
    typeform,
)

PLAIN = "table"


class Format(NamedTuple):
    """How one platform's tables are known and read.

    ``fits`` returns what tells that a table is of this format, in words, or nothing; ``read``
    reads one that is.
    """

    fits: Callable[[Grid], str]
    read: Callable[[Grid], SurveyExport]


FORMATS: Mapping[str, Format] = {
    "qualtrics": Format(qualtrics.fits, qualtrics.read),
    "limesurvey": Format(limesurvey.fits, limesurvey.read),
    "redcap": Format(redcap.fits, redcap.read),
    "google_forms": Format(google_forms.fits, google_forms.read),
    "ms_forms": Format(ms_forms.fits, ms_forms.read),
    "typeform": Format(typeform.fits, typeform.read),
    "indico": Format(indico.fits, indico.read),
    "surveymonkey": Format(surveymonkey.fits, surveymonkey.read),
    PLAIN: Format(lambda _: "", plain_table.read),
}


def format_of(grid: Grid) -> str:
    """Return the code of the format that a table is of; a plain table where it is of none.

    Raises
    ------
    ExportError
        If it is of several; the message says what tells each of them, and how to choose.
    """
    found = {code: why for code, form in FORMATS.items() if (why := form.fits(grid))}
    if len(found) < 2:
        return next(iter(found), PLAIN)
    said = " and ".join(f"{label_of(code)} ({why})" for code, why in found.items())
    choice = " or ".join(f'platform = "{code}"' for code in found)
    raise ExportError(
        f"{grid.name} may be an export of {said}: say which it is, with --platform or, in"
        f" sources.toml, {choice}."
    )
