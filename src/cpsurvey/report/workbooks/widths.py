"""A sheet in; how wide its columns are, in letters, and how high its rows, in points, out."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from textwrap import wrap

from cpsurvey.report.numbers import sign
from cpsurvey.report.workbooks.looks import Row
from cpsurvey.report.workbooks.sheets import Cell, Sheet

COVER_WIDTH = 105.0
WIDEST, NARROWEST = 60, 9
HEADER_LINES = 3
# Of a letter of the size by which columns are measured: the widest in use, and one in a text.
OF_ARIAL_12, OF_TEXT = 1.2, 1.1
BOLD = 1.15
LINE = 1.3  # of the size of its letters


def widths_of(sheet: Sheet) -> list[float]:
    """Return the width of each column: of its longest cell, a long text wrapped."""
    columns = zip(*sheet.rows, strict=True) if sheet.rows else ((),) * len(sheet.header)
    return [_width(heading, cells) for heading, cells in zip(sheet.header, columns, strict=True)]


def height_of(row: Row, widths: Sequence[float]) -> float:
    """Return the height of a row, as many lines high as its longest wrapped text."""
    lines = [
        len(wrap(shown(cell), max(1, int((width - 2) / OF_TEXT))))
        for (cell, look), width in zip(row, widths, strict=False)
        if look.wrapped
    ]
    return round(max(look.size for _, look in row) * LINE * max([1, *lines]) + 2, 1)


def _width(heading: str, cells: Sequence[Cell]) -> float:
    """Return the width of one column."""
    word = max(map(len, heading.split()), default=0)
    header = ceil(BOLD * max(word, ceil(len(heading) / HEADER_LINES))) + 4
    longest = max((len(shown(cell)) for cell in cells), default=0) + 1
    return round(OF_ARIAL_12 * max(min(max(header, longest), WIDEST), NARROWEST) + 1, 1)


def shown(cell: Cell) -> str:
    """Return about what a cell shows, to measure it."""
    if isinstance(cell.value, str):
        return cell.value
    number = cell.instead or f"{cell.value:+,.{cell.decimals}f}%"
    return f"{number} {sign(cell.mark)}" if cell.mark else number
