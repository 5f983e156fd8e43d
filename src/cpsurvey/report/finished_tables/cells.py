"""One column of a finished table, and why some of its cells have no number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cpsurvey.vocabulary import PLAIN_FROM


@dataclass(frozen=True)
class Column:
    """One column: its cells, what they are, and what stands beside or in place of each."""

    heading: str
    cells: pd.Series[Any]
    kind: str = "text"
    marks: pd.Series[str] | None = None


def nowhere(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return no row of a result."""
    return pd.Series(False, frame.index)


def marks_of_missing(
    frame: pd.DataFrame, cells: pd.Series[Any], idle: pd.Series[bool]
) -> pd.Series[str]:
    """Return the marks of cells without a value: z in idle rows, else c where hidden, else x."""
    marks = pd.Series("", frame.index, dtype=object).mask(cells.isna(), "x")
    marks = marks.mask(cells.isna() & (frame["mark"] == "c"), "c")
    return marks.mask(cells.isna() & idle, "z")


def small_bases(frame: pd.DataFrame, column: Column) -> Column:
    """Return a column of bases, those marked that make their row less reliable."""
    few = column.cells.between(1, PLAIN_FROM - 1).fillna(False).astype(bool)
    marks = column.marks if column.marks is not None else pd.Series("", frame.index)
    return replace(column, marks=marks.mask(few & (frame["mark"] == "u"), "u"))
