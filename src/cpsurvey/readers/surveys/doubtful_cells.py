"""Columns of an export in; their different cells, and doubts about some of them, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from cpsurvey.errors import listed
from cpsurvey.exports import Doubt


class Cells(NamedTuple):
    """The different cells of a column that hold anything, and how many of each there are."""

    name: str
    column: pd.Series
    values: pa.Array
    counts: pa.Array


def count_cells(name: str, column: pd.Series) -> Cells:
    """Count the different cells of a column."""
    cells = pa.array(column, pa.large_string(), from_pandas=True)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    counted = compute.value_counts(cells)
    values, counts = counted.field("values"), counted.field("counts")
    held = compute.fill_null(compute.not_equal(values, ""), fill_value=False)
    return Cells(name, column, values.filter(held), counts.filter(held))


def doubt_about(
    what: str,
    words: str,
    mend: str,
    columns: list[Cells],
    found: Mapping[str, list[str]],
    name: str,
) -> Doubt | None:
    """Return the doubt about certain cells of certain columns, if there are any."""
    held = [(cells, found[cells.name]) for cells in columns if found.get(cells.name)]
    if not held:
        return None
    rows = [cells.column.index[cells.column.isin(texts)] for cells, texts in held]
    count, first = sum(map(len, rows)), min(row[0] for row in rows)
    named = listed((f'"{_short(cells.name)}"' for cells, _ in held), 3)
    return Doubt(
        what,
        f"{name}: {count} {'cell' if count == 1 else 'cells'} in {named}, first in row {first},"
        f" {'holds' if count == 1 else 'hold'} {words}.",
        mend,
    )


def _short(name: str) -> str:
    """Return as much of a column's name as a sentence can hold."""
    return name if len(name) <= 60 else f"{name[:57].rstrip()}..."
