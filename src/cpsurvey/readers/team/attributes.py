"""A table of what is known of interviews (CSV, XLSX, XLS, ODS) in; source, variable, value out."""

from __future__ import annotations

from collections import Counter
from os import PathLike

import pandas as pd

from cpsurvey.errors import ExportError, listed, nearest
from cpsurvey.readers.codings.sheet_table import Table, where
from cpsurvey.readers.files.kinds import KINDS, kind_of
from cpsurvey.readers.files.sheets import SHEETS, Sheet, address, read_sheets
from cpsurvey.readers.files.source import read_source

SOURCE = ("source", "document", "document name", "name", "interview", "case", "file")
PSEUDONYM = "interview"
LONG = ("variable", "value")
COLUMNS = ["source", "variable", "value"]


def read_attributes(path: str | PathLike[str]) -> pd.DataFrame:
    r"""Read what a team knows of each interview, from a table it keeps beside the coding.

    Parameters
    ----------
    path
        A CSV text (comma, semicolon or tab) or a workbook (.xlsx, .xls, .ods). The first column
        names the source as the coding program does and is headed source, document, document name,
        name, interview, case or file; each further column is an attribute, called by its header.
        A column interview, beside the first, gives the pseudonym to use. A table of the columns
        source, variable and value is read as it is.

    Returns
    -------
    DataFrame
        source, variable, value: one row an attribute of a source that is not blank, as text;
        numbers and dates of a workbook as a person sees them, dates in ISO order. The index is
        the row of the file as a spreadsheet numbers it; ``attrs["name"]`` is the file's name.

    Raises
    ------
    ExportError
        If there is no such file, or it is damaged or no table; if the first column is none of
        those; if a header stands twice or is blank, or a source twice or not at all; or if two
        sources have one pseudonym. The message gives rows and columns, and no names of people.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from cpsurvey.readers import read_attributes
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "people.csv"
    >>> _ = path.write_text("case,Group,Nation\nID1,Parent,Wales\nID2,,Scotland\n")
    >>> read_attributes(path).values.tolist()
    [['ID1', 'Group', 'Parent'], ['ID1', 'Nation', 'Wales'], ['ID2', 'Nation', 'Scotland']]
    """
    name, content = read_source(path)
    kind = kind_of(content)
    if kind not in SHEETS:
        raise ExportError(
            f"{name} is {KINDS[kind]}, not a table of attributes: give a CSV text or a workbook"
            " whose first column names the source."
        )
    table = _table(read_sheets(content, kind, name), name)
    _check_headers(table, name)
    if tuple(header.casefold() for header in table.header[1:] if header) == LONG:
        frame = _long(table, name)
        told = frame.assign(variable=frame["variable"].str.casefold())
        twice = told.duplicated(COLUMNS[:2], keep=False)
    else:
        _check(table, name)
        frame = _wide(table)
        twice = pd.Series(data=False, index=frame.index)
    if twice.any():
        rows = listed(twice.index[twice], 5)
        raise ExportError(
            f"{where(name, table.sheet)}, rows {rows}, give one variable of a source more than"
            " once: keep one row of each."
        )
    _check_pseudonyms(frame, table, name)
    frame = frame.rename_axis(None)
    frame.attrs["name"] = name
    return frame


def _table(sheets: list[Sheet], name: str) -> Table:
    """Return the first sheet whose first column is headed as that of sources."""
    if not sheets:
        raise ExportError(f"{name} holds no cells with anything in them: give a filled table.")
    for sheet in sheets:
        row = sheet.cells.index[0]
        header = tuple(" ".join(str(cell).split()) for cell in sheet.cells.iloc[0])
        if header[0].casefold() in SOURCE:
            return Table(sheet.name, header, int(row), sheet.cells.iloc[1:])
    first = " ".join(str(sheets[0].cells.iloc[0, 0]).split())
    place = address(int(sheets[0].cells.index[0]), 0)
    raise ExportError(
        f"{where(name, sheets[0].name)}: cell {place} must head the column that names the source:"
        f" {listed(SOURCE)}{nearest(first, SOURCE) or '.'} Put that column first, under one of"
        " these words."
    )


def _check_headers(table: Table, name: str) -> None:
    """Stop where headers are blank or stand twice."""
    file = where(name, table.sheet)
    used = [n for n, head in enumerate(table.header) if not head and any(table.column(n))]
    if used:
        cells = listed(address(table.row, place) for place in used)
        raise ExportError(f"{file}: cell {cells} has no header, and cells below it are filled.")
    counts = Counter(header.casefold() for header in table.header if header)
    twice = [
        address(table.row, place)
        for place, header in enumerate(table.header)
        if header and counts[header.casefold()] > 1
    ]
    if twice:
        raise ExportError(f"{file}: cells {listed(twice)} have the same header: keep one of each.")


def _check(table: Table, name: str) -> None:
    """Stop where sources are blank or stand twice."""
    file = where(name, table.sheet)
    sources = pd.Series(table.column(0), index=table.cells.index)
    if not sources.all():
        raise ExportError(
            f"{file}, row {listed(sources.index[sources == ''], 5)}, names no source in the first"
            " column: fill it in, or take the row out."
        )
    doubled = sources.index[sources.duplicated(keep=False)]
    if len(doubled):
        raise ExportError(
            f"{file}, rows {listed(doubled, 5)}, name a source that another row names: keep one"
            " row a source."
        )
    if sources.empty:
        raise ExportError(f"{file} has a header and nothing below it: fill in the table.")


def _wide(table: Table) -> pd.DataFrame:
    """Return a table of a column an attribute as one row an attribute."""
    columns = [table.column(place) for place in range(len(table.header))]
    rows = [
        (int(row), columns[0][number], table.header[place], columns[place][number])
        for number, row in enumerate(table.cells.index)
        for place in range(1, len(table.header))
        if columns[place][number]
    ]
    return pd.DataFrame(rows, columns=["row", *COLUMNS]).set_index("row")


def _long(table: Table, name: str) -> pd.DataFrame:
    """Return a table of source, variable and value as it is, without blank values."""
    columns = [table.column(place) for place, header in enumerate(table.header) if header]
    frame = pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=table.cells.index)
    told = frame[frame["value"] != ""]
    blank = told.index[(told == "").any(axis=1)]
    if len(blank):
        raise ExportError(
            f"{where(name, table.sheet)}, row {listed(blank, 5)}, has a value and lacks its source"
            " or variable: fill it in, or take the row out."
        )
    return told


def _check_pseudonyms(frame: pd.DataFrame, table: Table, name: str) -> None:
    """Stop where two sources are to go by one pseudonym."""
    given = frame[frame["variable"].str.casefold() == PSEUDONYM]
    doubled = given.index[given["value"].duplicated(keep=False)]
    if len(doubled):
        raise ExportError(
            f"{where(name, table.sheet)}, rows {listed(doubled, 5)}, give one pseudonym to several"
            " sources: give each interview a pseudonym of its own."
        )
