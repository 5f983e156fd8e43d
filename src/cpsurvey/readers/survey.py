"""A path in, the survey export in it out, whichever platform it comes from."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike

from cpsurvey.errors import ExportError, unknown
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import open_grid
from cpsurvey.readers.files.kinds import KINDS, kind_of, refuse
from cpsurvey.readers.files.sheets import SHEETS
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.surveys.formats import FORMATS, format_of
from cpsurvey.readers.surveys.limesurvey_archive import read_lsa_responses
from cpsurvey.readers.surveys.statistical import STATISTICAL, read_statistical

AS_FILES = tuple(dict.fromkeys(STATISTICAL.values()))
KNOWN = (*FORMATS, *AS_FILES)


def read_survey_export(
    path: str | PathLike[str],
    *,
    group: str = "",
    instrument: str = "",
    platform: str = "",
    labels: bool = True,
) -> SurveyExport:
    r"""Read a survey export as text: what people answered, and what the file says of itself.

    Reads the CSV exports of Qualtrics in all their forms (three header rows since 2017, three in
    the older form of 2016, two before), those of LimeSurvey, REDCap, Google Forms, Microsoft Forms,
    SurveyMonkey, Typeform and Indico, any other table with one header row, and the files of SPSS
    (.sav, .zsav, .por) and Stata (.dta). Choice texts or numbers; commas, semicolons or tabs;
    UTF-8, UTF-16 or Windows-1252. Every cell stays text: "NA" and "None" are answers. Columns that
    identify people (IP address, position, name, e-mail address, external reference) are dropped
    and listed.

    Parameters
    ----------
    path
        The file as downloaded.
    group
        Who answered, for example ``"parent"``.
    instrument
        Whose raw columns of the codebook the file holds; left out, those of `group`.
    platform
        Where it comes from, if the file does not tell: ``"qualtrics"``, ``"limesurvey"``,
        ``"redcap"``, ``"google_forms"``, ``"ms_forms"``, ``"typeform"``, ``"indico"``,
        ``"surveymonkey"``, ``"spss"``, ``"stata"``, or ``"table"`` for a table with one header row.
    labels
        Whether coded answers of an SPSS or Stata file become their labels; else they stay codes.

    Returns
    -------
    SurveyExport
        ``rows`` has one row a response and one column a question column, ``meta`` the same rows
        and one column a fact about the response; both are indexed by the row of the file (by the
        number of the case in SPSS and Stata). A column is called what its header says, with single
        spaces in place of line breaks and no-break spaces; LimeSurvey's "code. text" becomes code.

    Raises
    ------
    ExportError
        If there is no such file, or it is empty, cut off, damaged, of another kind, without a
        header row or with several; the message says which, and what to do.

    Notes
    -----
    The layouts are those of the platforms' own files. A response without an identifier of its own
    is called after its row. A plain table says nothing of its metadata: the codebook does.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from cpsurvey.readers import read_survey_export
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_text("Timestamp,Email Address,Do you agree?\n2020-10-01 09:30:00,,NA\n")
    >>> export = read_survey_export(path)
    >>> export.platform, export.dropped
    ('google_forms', ('Email Address',))
    >>> export.rows["Do you agree?"].to_dict()
    {2: 'NA'}
    """
    if platform and platform not in KNOWN:
        raise ExportError(unknown("platform", platform, KNOWN))
    name, content = read_source(path)
    kind = kind_of(content)
    if platform and STATISTICAL.get(kind, "") != (platform if platform in AS_FILES else ""):
        raise ExportError(
            f"{name} is {KINDS[kind]}, so it cannot be read as an export of {platform}: leave the"
            " platform out."
        )
    if kind in STATISTICAL:
        export = read_statistical(content, kind, name, labels=labels)
    elif kind == "lsa":
        export = read_lsa_responses(content, name)
    elif kind in SHEETS:
        grid = open_grid(content, kind, name)
        export = FORMATS[platform or format_of(grid)].read(grid)
    else:
        raise refuse(name, kind, "survey")
    return replace(export, group=group, instrument=instrument or group)
