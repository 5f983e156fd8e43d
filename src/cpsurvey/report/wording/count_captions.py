"""Counts of places, or of rows of an export, in; the sentences under their figures out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

REACHED = "An authority is reached where somebody who answered named it"
ALL_PLACES = "Base: all authorities there are, also those that nobody answered from"
ROWS = "Rows of the exports are counted, before they are people; the rules ran in this order"
BOTH = "A row that several rules would leave out is counted at the first of them"


def is_of_places(result: pd.DataFrame) -> bool:
    """Tell whether a result counts authorities that answers came from."""
    return {"respondents", "base", "share"} <= set(result)


def is_of_flow(result: pd.DataFrame) -> bool:
    """Tell whether a result is a flow from rows that came in to rows kept."""
    return {"left_out", "remaining"} <= set(result)


def of_counts(result: pd.DataFrame) -> Iterator[str]:
    """Yield what is counted, and of how many."""
    yield from (ROWS, BOTH) if is_of_flow(result) else (REACHED, ALL_PLACES)
