"""A sheet in; each cell with how it is set, the same for Excel and for OpenDocument, out."""

from __future__ import annotations

from typing import NamedTuple

from cpsurvey.report.workbooks.sheets import COVER, Cell, Sheet

TEXT, HEAD, TITLE = 12, 14, 16
LINK = "0b4f9e"


class Look(NamedTuple):
    """How a cell is set: its size in points; `ruled` off below; `apart` from the cell before."""

    size: int = TEXT
    bold: bool = False
    wrapped: bool = False
    right: bool = False
    ruled: bool = False
    apart: bool = False
    link: bool = False


Row = list[tuple[Cell, Look]]


def laid_out(sheet: Sheet) -> list[Row]:
    """Return the rows of a sheet: its lines, one cell each, then the header and the table."""
    return [*_lines(sheet), *_table(sheet)]


def _lines(sheet: Sheet) -> list[Row]:
    """Return the lines above a table, or of the cover."""
    rows: list[Row] = []
    for place, line in enumerate(sheet.lines):
        head = place in sheet.heads
        size = (HEAD if place else TITLE) if head else TEXT
        rows.append([(Cell(line), Look(size, head, wrapped=sheet.name == COVER))])
    return rows


def _table(sheet: Sheet) -> list[Row]:
    """Return the header and the rows of a table; numbers stand right, and so do their heads."""
    if not sheet.header:
        return []
    looks = [
        Look(wrapped=not right, right=right, apart=place > 0 and not right)
        for place, right in enumerate(sheet.numbers())
    ]
    head = [
        (Cell(heading), look._replace(bold=True, wrapped=True, ruled=True))
        for heading, look in zip(sheet.header, looks, strict=True)
    ]
    rows = [
        [(cell, look._replace(link=bool(cell.link))) for cell, look in zip(row, looks, strict=True)]
        for row in sheet.rows
    ]
    return [head, *rows]
