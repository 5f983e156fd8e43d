"""Every format of a survey export by its code; a table in, the one that it is out.

To add a format, write a module with `fits` and `read`, and name it here; CONTRIBUTING.md has the
whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to, label_of, platform
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys import (
    google_forms,
    indico,
    jisc,
    limesurvey,
    ms_forms,
    plain_table,
    qualtrics,
    redcap,
    surveymonkey,
    typeform,
)
from cpsurvey.readers.surveys.misplaced import refuse_changed

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
    "jisc": Format(jisc.fits, jisc.read),
    "typeform": Format(typeform.fits, typeform.read),
    "indico": Format(indico.fits, indico.read),
    "surveymonkey": Format(surveymonkey.fits, surveymonkey.read),
    PLAIN: Format(lambda _: "", plain_table.read),
}


def format_of(grid: Grid, named: str = "") -> str:
    """Return the code of the format that a table is of; a plain table where it is of none.

    `named` is the platform that somebody says it is of; it is believed, unless the table is plainly
    of another.

    Raises
    ------
    ExportError
        If it is of several, or of another than is named, or an export that was changed; the message
        says what tells each of them, and what to do.
    """
    found = {code: why for code, form in FORMATS.items() if (why := form.fits(grid))}
    if named:
        _check_named(named, found, grid.name)
        return named
    if len(found) == 1:
        return next(iter(found))
    if not found:
        refuse_changed(grid, _one_format)
        return PLAIN
    said = " and ".join(f"{label_of(code)} ({why})" for code, why in found.items())
    choice = " or ".join(f'platform = "{code}"' for code in found)
    raise ExportError(
        f"{grid.name} may be an export of {said}: say which it is, with --platform or, in"
        f" sources.toml, {choice}."
    )


def _one_format(grid: Grid) -> str:
    """Return the code of the first format that fits, or nothing."""
    return next((code for code, form in FORMATS.items() if form.fits(grid)), "")


def _check_named(named: str, found: Mapping[str, str], name: str) -> None:
    """Refuse a table that is plainly of another platform than is named."""
    if named == PLAIN or named in found or not found:
        return
    said = " and ".join(f"{label_of(code)} ({why})" for code, why in found.items())
    again = how_to(named, "export") if "export" in platform(named).menus else "and give that file"
    raise ExportError(
        f"{name} is said to be an export of {label_of(named)} and is one of {said}: leave the"
        f" platform out, or export the responses, {again}."
    )
