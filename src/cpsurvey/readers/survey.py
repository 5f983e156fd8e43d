"""A path in, the survey export in it out, whichever platform it comes from."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike

from cpsurvey.errors import ExportError, unknown
from cpsurvey.exports import SurveyExport
from cpsurvey.readers.codings.coding_sheet import coding_list_in
from cpsurvey.readers.files.grid import Grid, open_grid, open_sheets
from cpsurvey.readers.files.header_again import once_named
from cpsurvey.readers.files.kinds import KINDS, refuse
from cpsurvey.readers.files.packed import Unpacked, unpack
from cpsurvey.readers.files.row_numbers import without_row_numbers
from cpsurvey.readers.files.sheets import SHEETS, WORKBOOKS
from cpsurvey.readers.files.source import read_source
from cpsurvey.readers.surveys.codes_alone import without_words
from cpsurvey.readers.surveys.damage import damage_in
from cpsurvey.readers.surveys.formats import FORMATS, PLAIN, format_of
from cpsurvey.readers.surveys.limesurvey_archive import read_lsa_responses
from cpsurvey.readers.surveys.sheet_choice import choose_sheet
from cpsurvey.readers.surveys.statistical import STATISTICAL, read_statistical

AS_FILES = tuple(dict.fromkeys(STATISTICAL.values()))
KNOWN = (*FORMATS, *AS_FILES)


def read_survey_export(
    path: str | PathLike[str],
    *,
    group: str = "",
    instrument: str = "",
    platform: str = "",
    sheet: str = "",
    labels: bool = True,
) -> SurveyExport:
    r"""Read a survey export as text: what people answered, and what the file says of itself.

    Reads the CSV exports of Qualtrics in all their forms (three header rows since 2017, three in
    the older form of 2016, two before), those of LimeSurvey, REDCap, Google Forms, Microsoft Forms,
    SurveyMonkey, Jisc Online Surveys, Typeform and Indico, any other table with one header row, the
    same tables as workbooks (.xlsx, .xls, .ods), the responses in a LimeSurvey archive (.lsa), and
    the files of SPSS (.sav, .zsav, .por) and Stata (.dta); each may be packed with zip or gzip.
    Choice texts or numbers; commas, semicolons or tabs; UTF-8, UTF-16, Windows-1252 or Mac Roman.
    Every cell stays text: "NA" and "None" are answers. Columns that identify people (IP address,
    position, name, e-mail address, external reference) are dropped and listed.

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
        ``"redcap"``, ``"google_forms"``, ``"ms_forms"``, ``"jisc"``, ``"typeform"``,
        ``"indico"``, ``"surveymonkey"``, ``"spss"``, ``"stata"``, or ``"table"`` for a table with
        one header row.
    sheet
        Which sheet of a workbook has the responses; left out, the one that is a platform's export
        or a table where the others are not.
    labels
        Whether coded answers of an SPSS or Stata file become their labels; else they stay codes.

    Returns
    -------
    SurveyExport
        ``rows`` has one row a response and one column a question column, ``meta`` the same rows
        and one column a fact about the response; both are indexed by the row of the file (by the
        number of the case in SPSS, Stata and archives). A column is called what its header says,
        with single spaces in place of line breaks and no-break spaces; LimeSurvey's "code. text"
        becomes code.

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
    file = unpack(name, content)
    if platform and STATISTICAL.get(file.kind, "") != (platform if platform in AS_FILES else ""):
        raise ExportError(
            f"{file.name} is {KINDS[file.kind]}, so it cannot be read as an export of {platform}:"
            " leave the platform out."
        )
    if sheet and file.kind not in WORKBOOKS:
        raise ExportError(
            f"{file.name} is {KINDS[file.kind]} and has no sheets: leave the sheet out."
        )
    export = _read(file, platform, sheet, labels=labels)
    packed = {"packed": file.packed} if file.packed else {}
    return replace(
        export,
        name=name,
        group=group,
        instrument=instrument or group,
        settings={**export.settings, **packed},
        doubts=tuple(dict.fromkeys((*export.doubts, *without_words(export), *damage_in(export)))),
    )


def _read(file: Unpacked, platform: str, sheet: str, *, labels: bool) -> SurveyExport:
    """Read a file of any kind that surveys come in."""
    name, content, kind, _ = file
    if kind in STATISTICAL:
        return read_statistical(content, kind, name, labels=labels)
    if kind == "lsa":
        return read_lsa_responses(content, name)
    if kind not in SHEETS:
        raise refuse(name, kind, "survey")
    grid = _grid(file, platform, sheet)
    code = format_of(grid, platform)
    if not platform and code == PLAIN and (what := coding_list_in(grid.head)):
        raise ExportError(
            f"{name} holds {what}, not answers to a survey: read it as interviews"
            " (read_coding_export)."
        )
    export = FORMATS[code].read(once_named(grid))
    columns = export.columns.assign(position=export.columns["position"] + grid.left_out)
    return replace(export, columns=columns, doubts=(*grid.doubts, *export.doubts))


def _grid(file: Unpacked, platform: str, sheet: str) -> Grid:
    """Return the table of a text, or of the sheet that has the responses."""
    name, content, kind, _ = file
    if kind not in WORKBOOKS:
        return without_row_numbers(open_grid(content, kind, name))
    sheets = map(without_row_numbers, open_sheets(content, kind, name, sheet))
    return choose_sheet(list(sheets), platform)
