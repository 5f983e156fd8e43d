"""The bytes of a workbook or of a CSV text in, its sheets as cells of text out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.readers.files.archive import check_entry, open_archive
from cpsurvey.readers.files.delimited import DELIMITERS, first_records, read_records
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.files.kinds import KINDS
from cpsurvey.readers.files.own_process import read_apart

if TYPE_CHECKING:
    from cpsurvey.readers.files.sheets_process import Columns, Found

PROCESS = Path(__file__).with_name("sheets_process.py")
WORKBOOKS = ("xlsx", "xls", "ods")
SHEETS = ("text", *WORKBOOKS)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOOKED_AT = 20  # records that tell a delimiter
MOST_CELLS = 5_000_000  # of a list of codings


class Sheet(NamedTuple):
    """A sheet's name and its cells as text; a text file is one sheet without a name.

    The index of `cells` is the row as a spreadsheet numbers it, without the rows that are blank;
    the columns are numbered from 0. `shown` tells whether a spreadsheet shows it, `joined` where
    cells were joined into one (row from 1, column from 0).
    """

    name: str
    cells: pd.DataFrame
    shown: bool = True
    joined: tuple[tuple[int, int], ...] = ()


def read_sheets(content: bytes, kind: str, name: str) -> list[Sheet]:
    """Return the sheets that hold anything."""
    if kind == "text":
        return _from_text(content, name)
    _, sheets = read_workbook(content, kind, name)
    return [sheet._replace(cells=sheet.cells.astype(object)) for sheet in sheets]


def read_workbook(
    content: bytes,
    kind: str,
    name: str,
    *,
    sheet: str = "",
    most: int = MOST_CELLS,
    what: str = "codings",
) -> tuple[list[str], list[Sheet]]:
    """Return the names of all sheets of a workbook, and those that hold anything.

    `sheet` names the only one to read; `most` is how many cells an export of `what` can have.
    """
    if kind != "xls":
        archive = open_archive(content, name)
        for entry in archive.infolist():
            check_entry(entry, name)
    found: Found | None = "password"
    if ENCRYPTED not in content:
        found = read_apart(PROCESS, content, name, str(most), sheet)
    if found is None:
        found = "damaged"
    if isinstance(found, str):
        raise ExportError(_what_is_wrong(found, kind, name, most, what))
    names, read = found
    sheets = [
        Sheet(called, _held(columns), shown, tuple(joined))
        for called, shown, columns, joined in read
    ]
    return names, [sheet for sheet in sheets if not sheet.cells.empty]


def address(row: int, column: int) -> str:
    """Return a cell's address as a spreadsheet writes it: row 2 of the fourth column is D2."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _what_is_wrong(found: str, kind: str, name: str, most: int, what: str) -> str:
    """Say why a workbook cannot be read, and what to do."""
    if found == "password":
        return f"{name} is protected by a password: save it again without one."
    if found == "large":
        return (
            f"{name} spreads over more than {most} cells, as no export of {what} does: it"
            " was not read; delete what stands far below or beside the table."
        )
    return (
        f"{name} begins like {KINDS[kind]} but cannot be read: it is cut off or damaged, or has"
        " cells too far apart; export it again, or save the sheet as CSV (UTF-8)."
    )


def _held(columns: Columns) -> pd.DataFrame:
    """Return the cells of a sheet without the rows and the last columns that are blank."""
    import pyarrow as pa
    from pyarrow import compute

    table = pa.table([pa.array(cells) for cells in columns], list(map(str, range(len(columns)))))
    filled = [
        compute.not_equal(compute.utf8_trim_whitespace(column), "") for column in table.columns
    ]
    used = [at for at, column in enumerate(filled) if compute.any(column).as_py()]
    if not used:
        return pd.DataFrame()
    held = filled[used[0]]
    for at in used[1:]:
        held = compute.or_(held, filled[at])
    rows, names = pd.RangeIndex(1, 1 + len(table)), range(used[-1] + 1)
    table = table.select(list(names))
    if not compute.all(held).as_py():
        rows, table = rows[held.to_numpy()], table.filter(held)
    frame: pd.DataFrame = table.to_pandas()
    return frame.set_axis(names, axis=1).set_axis(rows)


def _cells(rows: list[list[str]], first: int = 1) -> pd.DataFrame:
    """Return rows of text as a frame, without the rows and the last columns that are blank."""
    frame = pd.DataFrame(rows, index=pd.RangeIndex(first, first + len(rows)), dtype=object)
    held = frame.map(str.strip) != ""
    used = held.any(axis=0).to_numpy().nonzero()[0]
    return frame.loc[held.any(axis=1), : used[-1]] if len(used) else frame.iloc[:0, :0]


def read_first_rows(content: bytes, name: str) -> list[Sheet]:
    """Return what stands in the first rows of a text, were it a CSV text, whether or not it is."""
    content, _ = to_utf8(content, name)
    delimiter, titles, _ = _layout(content)
    records = first_records(content, delimiter, LOOKED_AT)[0][titles:]
    width = max(map(len, records), default=0)
    rows = [record + [""] * (width - len(record)) for record in records]
    sheet = Sheet("", _cells(rows, titles + 1))
    return [] if sheet.cells.empty else [sheet]


def _from_text(content: bytes, name: str) -> list[Sheet]:
    """Return the one sheet of a CSV text, whatever parts its cells; a title may stand above it."""
    content, _ = to_utf8(content, name)
    delimiter, titles, start = _layout(content)
    header = first_records(content, delimiter, titles + 1)[0][titles:]
    table = read_records(
        content,
        start=start,
        before=titles,
        width=max(len(header[0]), 1) if header else 1,
        delimiter=delimiter,
        name=name,
    )
    return [] if table.empty else [Sheet("", table.astype(object))]


def _layout(content: bytes) -> tuple[str, int, int]:
    """Return what parts the cells of a text, how many titles stand above, and where it begins."""
    first = {sign: first_records(content, sign, LOOKED_AT)[0] for sign in DELIMITERS}
    delimiter = max(first, key=lambda sign: _width(first[sign]))
    title, start = first_records(content, delimiter, 1)
    alone = bool(title) and len(title[0]) == 1 < _width(first[delimiter])
    return delimiter, int(alone), start if alone else 0


def _width(records: list[list[str]]) -> int:
    """Return how many cells most of the first records have."""
    widths = [len(record) for record in records if record]
    return max(set(widths), key=widths.count, default=0)
