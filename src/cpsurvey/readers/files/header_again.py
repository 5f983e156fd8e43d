"""A table in, the same out, refused as soon as a row below its header names the columns again."""

from __future__ import annotations

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.readers.files.grid import Grid

NEARLY_ALL = 0.9  # of the cells that name a column
LOOKED_AT = 3  # columns that show which rows may be headers: nearly always none


def once_named(grid: Grid) -> Grid:
    """Return a table that is refused where its header stands among the rows as well."""

    def below(rows: int, width: int) -> pd.DataFrame:
        table = grid.below(rows, width)
        row = _named_again(table, grid.head[0])
        if row:
            raise ExportError(
                f"{grid.name}, row {row}, names the columns again, as row 1 does: two exports stand"
                " under one another, or the header stands twice. Give each export as a file of its"
                " own, or delete the row."
            )
        return table

    return grid._replace(below=below)


def _named_again(table: pd.DataFrame, header: list[str]) -> int:
    """Return the first row that is the header again, or 0.

    One who ticked all options of a select-all may give their names: a column counts that holds
    other answers as well.
    """
    names = {place: name for place, name in enumerate(header[: table.shape[1]]) if name.strip()}
    some = list(names)[: LOOKED_AT + 1]
    if not some:
        return 0
    hits = pd.concat([table[place] == names[place] for place in some], axis=1).any(axis=1)
    if not hits.any():
        return 0
    rows = table.loc[hits.to_numpy(), list(names)]
    same = rows.apply(
        lambda cells: cells.str.lstrip("\ufeff") == names[cells.name].lstrip("\ufeff")
    )
    again = same.index[same.mean(axis=1) >= NEARLY_ALL]
    for row in again:
        for place in same.columns[same.loc[row]]:
            held = set(table[place].unique()) - {"", names[place], f"\ufeff{names[place]}"}
            if held:
                return int(row)
    return 0
