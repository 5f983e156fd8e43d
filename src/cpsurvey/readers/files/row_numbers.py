"""A table in, the same without a first column that has no name and only numbers the rows, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from cpsurvey.exports import Doubt
from cpsurvey.readers.files.grid import Grid

NAMELESS = re.compile(r"|unnamed: 0|\.\.\.1", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,9}")
MOST_GAPS = 4  # times as high as there are rows, where rows were left out after they were numbered


def without_row_numbers(grid: Grid) -> Grid:
    """Return a table without the numbers that R and pandas write before each row, or as it is.

    They are left out only beyond doubt: the column has no name, and whole numbers rise in it from
    row to row without one twice.
    """
    if not grid.head or len(grid.head[0]) < 2 or not NAMELESS.fullmatch(grid.head[0][0].strip()):
        return grid
    if not _rise([record[0] for record in grid.head[1:] if record]):
        return grid
    width = len(grid.head[0])
    if any(len(record) != width for record in grid.head if record):
        return grid
    if not _rise(grid.below(1, width)[0].tolist()):
        return grid

    def below(rows: int, columns: int) -> pd.DataFrame:
        table = grid.below(rows, columns + 1)
        return table.iloc[:, 1:].set_axis(range(columns), axis=1)

    head = [record[1:] for record in grid.head]
    doubt = Doubt(
        "row numbers",
        f"{grid.name}: column 1 has no name and numbers the rows, as R and pandas write it; it was"
        " left out.",
        "If it tells who answered, give it a name in row 1.",
    )
    doubts = (*grid.doubts, doubt)
    return grid._replace(head=head, heads=[head], below=below, doubts=doubts, left_out=1)


def _rise(cells: Sequence[str]) -> bool:
    """Tell whether cells are whole numbers that rise from row to row."""
    texts = [cell.strip() for cell in cells]
    if len(texts) < 2 or not all(NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = list(map(int, texts))
    risen = all(one < other for one, other in pairwise(numbers))
    return risen and numbers[-1] < MOST_GAPS * len(numbers)
