"""A sheet in; the table in it, with its columns found by what their headers mean, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed, nearest
from cpsurvey.readers.codings.losses import Loss
from cpsurvey.readers.files.sheets import Sheet, address

HEADER_WITHIN = 5  # rows among which a header is looked for
LARGEST = 10**6  # counts above are no counts of codings
COUNT = re.compile(r"\d{1,15}")


class Table(NamedTuple):
    """What stands below a header: cells by the row of the sheet and the number of the column."""

    sheet: str
    header: tuple[str, ...]
    row: int
    cells: pd.DataFrame

    def column(self, place: int | None) -> list[str]:
        """Return the cells of a column without blanks around them; of none, blanks."""
        if place is None:
            return [""] * len(self.cells)
        return [str(cell).strip() for cell in self.cells[place]]


def plain(header: str) -> str:
    """Return a header to compare: no accents, no case, single spaces."""
    text = unicodedata.normalize("NFKD", header)
    letters = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(letters.casefold().replace("\u0142", "l").split())


def tables(sheet: Sheet) -> list[Table]:
    """Return the table below each of the first rows, as if that were the header."""
    found = []
    for place, row in enumerate(sheet.cells.index[:HEADER_WITHIN]):
        header = tuple(" ".join(str(cell).split()) for cell in sheet.cells.loc[row])
        found.append(Table(sheet.name, header, int(row), sheet.cells.iloc[place + 1 :]))
    return found


def places(table: Table, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the column of each meaning whose header is one of its names; the first counts."""
    meanings = {plain(name): meaning for meaning, known in names.items() for name in known}
    found: dict[str, int] = {}
    for place, header in enumerate(table.header):
        if meaning := meanings.get(plain(header)):
            found.setdefault(meaning, place)
    return found


def check_columns(
    table: Table, found: Iterable[str], needed: Mapping[str, str], name: str, what: str
) -> None:
    """Stop where columns of a layout are missing, or all rows; `needed` has the usual headers."""
    lacking = [header for meaning, header in needed.items() if meaning not in set(found)]
    if lacking:
        others = [header for header in table.header if header]
        lines = "; ".join(f'"{header}"{nearest(header, others)}' for header in lacking)
        stop = " " if lines.endswith("?") else ". "
        raise ExportError(
            f"{where(name, table.sheet)}, row {table.row}, is the header of {what} but lacks the"
            f" columns {lines}{stop}Export it again with all its columns, and leave the header as"
            " it is: one row, no cells merged."
        )
    check_held(table, name, what)


def check_held(table: Table, name: str, what: str) -> None:
    """Stop where nothing stands below the header."""
    if table.cells.empty:
        raise ExportError(
            f"{where(name, table.sheet)} has the header of {what} and nothing below it: export it"
            " again with its rows."
        )


def check_filled(table: Table, place: int, name: str, what: str) -> None:
    """Stop where rows do not say which document they are of."""
    cells = zip(table.cells.index, table.column(place), strict=True)
    blank = [row for row, cell in cells if not cell]
    if blank:
        raise ExportError(
            f"{where(name, table.sheet)}, row {listed(blank, 5)}, is one of {what} that names no"
            " document: export it again, or take the row out."
        )


def columns_not_read(table: Table, read: Collection[int | None]) -> list[Loss]:
    """Count what stands in columns that are not read, each by its header."""
    others = [place for place in range(len(table.header)) if place not in read]
    return [
        Loss("column that is not read", sum(map(bool, table.column(place))), table.header[place])
        for place in others
    ]


def where(name: str, sheet: str) -> str:
    """Return the file, and the sheet where it is one of a workbook."""
    return f'{name}, sheet "{sheet}"' if sheet else name


def read_count(cell: str, row: int, column: int, name: str, sheet: str) -> int:
    """Return a cell that counts something; blank is none."""
    text = cell.strip()
    if not text:
        return 0
    if not COUNT.fullmatch(text) or int(text) > LARGEST:
        raise ExportError(
            f"{where(name, sheet)}: cell {address(row, column)} must hold a whole number up to"
            f" {LARGEST} of codings, and does not: export it again as counts, without shares or"
            " words in the cells."
        )
    return int(text)
