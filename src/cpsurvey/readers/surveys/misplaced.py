"""A table that fits no platform in, the reason out where it is an export that was changed.

A title above the names, rows and columns exchanged, a summary or a pivot table in place of the
responses, no names at all: each is told by what stands in the first rows, and refused with the way
to export again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest

from cpsurvey.errors import ExportError
from cpsurvey.platforms import how_to, label_of
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.names import plain

MOST_ABOVE = 6  # rows of titles and notes
Find = Callable[[Grid], str]
# What only the summary of a platform has in one row, one set a layout.
SUMMARIES = {
    "surveymonkey": ({"answer choices", "responses"}, {"answered", "skipped"}),
    "qualtrics": (
        {"answer", "%", "count"},
        {"field", "minimum", "maximum", "mean", "count"},
        {"field", "choice count"},
    ),
}
PIVOTS = ("row labels", "column labels", "grand total")
MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]+\d{1,2}:\d\d")
COUNTED = ("count of ", "counta of ", "sum of ", "average of ")


def refuse_changed(grid: Grid, find: Find) -> None:
    """Raise if a table is an export of a known platform that was changed, or a summary of one.

    `find` returns the code of the platform that a table is of, or nothing.
    """
    _refuse_above(grid, find)
    _refuse_exchanged(grid, find)
    _refuse_summary(grid)
    _refuse_nameless(grid)


def _refuse_above(grid: Grid, find: Find) -> None:
    """Refuse rows above the names of the columns."""
    for head in [grid.head, *grid.heads]:
        for above in range(1, min(MOST_ABOVE, len(head) - 1) + 1):
            if code := find(grid._replace(head=head[above:], heads=[head[above:]])):
                raise ExportError(
                    f"{grid.name} is an export of {label_of(code)} whose columns are named in row"
                    f" {_row_of(grid, above)}: delete what stands above it, or export it again,"
                    f" {how_to(code, 'export')}."
                )


def _row_of(grid: Grid, place: int) -> int:
    """Return the row of a record; a workbook leaves out those that are empty."""
    return place + 1 if grid.kind == "text" else int(grid.below(place, 1).index[0])


def _refuse_exchanged(grid: Grid, find: Find) -> None:
    """Refuse a table whose rows are columns."""
    turned = [list(row) for row in zip_longest(*grid.head, fillvalue="")]
    if code := find(grid._replace(head=turned, heads=[turned])):
        raise ExportError(
            f"{grid.name} has the columns of {label_of(code)} below each other: its rows and"
            " columns were exchanged, or it lists columns and has no responses; export the"
            f" responses, {how_to(code, 'export')}."
        )


def _refuse_summary(grid: Grid) -> None:
    """Refuse counts of answers in place of the responses."""
    rows = [{plain(cell) for cell in row if cell} for head in grid.heads for row in head]
    for code, layouts in SUMMARIES.items():
        if any(layout <= row for layout in layouts for row in rows):
            raise ExportError(
                f"{grid.name} is a summary of {label_of(code)}, which counts the answers to each"
                " question and has no responses: export the responses,"
                f" {how_to(code, 'export')}."
            )
    if any(_pivoted(row) for row in grid.head[:5]):
        raise ExportError(
            f"{grid.name} is a pivot table, which counts answers and has no responses: give the"
            " sheet from which it was made, or export the responses again."
        )


def _refuse_nameless(grid: Grid) -> None:
    """Refuse a table whose first row is a response, since a moment stands in it."""
    first, *below = grid.head or [[]]
    for place, cell in enumerate(first):
        column = [row[place] for row in below if len(row) > place]
        if MOMENT.match(cell) and column and all(MOMENT.match(cell) for cell in column):
            raise ExportError(
                f"{grid.name} holds a date and time in row 1, column {place + 1}, as in the rows"
                " below it, so row 1 is a response and the names of the columns were removed:"
                " export the responses again and leave the first row as it is."
            )


def _pivoted(row: list[str]) -> bool:
    """Tell whether a row is the header of a pivot table of Excel or Google Sheets."""
    cells = [plain(cell) for cell in row if cell]
    named = [cell for cell in cells if cell in PIVOTS]
    counts = [cell for cell in cells if cell.startswith(COUNTED)]
    return len(named) > 1 or bool(counts and (named or counts[0].startswith("counta of ")))
