"""A flow of rows and a threshold in; the same with small numbers hidden, and what tells, out.

What came in and what was kept are shown where both, and what lies between them, are enough people.
So one number left out alone could be subtracted from them, and the rows that remain on the way tell
each number between two of them.
"""

from __future__ import annotations

import pandas as pd

ENDS = ("rows_in", "kept")
SAYS = "; of rows left out also the next smallest number, and what remained between"


def hide_flow(flow: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return a flow with the numbers of few rows hidden, at least two of a group where any is."""
    hidden = pd.Series(False, flow.index)
    untold = pd.Series(False, flow.index)
    for _, part in flow.groupby("group", sort=False, observed=True):
        steps = part[~part["rule"].isin(ENDS)]
        first, last = part.index[0], part.index[-1]
        came, kept = part["remaining"].iloc[[0, -1]]
        few = steps["left_out"].between(1, threshold - 1)
        few_kept = 0 < kept < threshold
        if not few.any() and not few_kept:
            continue
        hidden[steps.index[few]] = True
        others = steps.loc[~few, "left_out"].sort_values(kind="stable")
        others = others[others > 0]
        if few_kept or few.sum() == 1 or steps.loc[few, "left_out"].sum() < threshold:
            hidden[others.index[:1]] = True
        untold[steps.index] = True
        untold[last] = few_kept
        untold[first] = 0 < came < threshold or 0 < came - kept < threshold
    protected = flow.astype({"left_out": "Int64", "remaining": "Int64"})
    protected["left_out"] = protected["left_out"].mask(hidden)
    protected["remaining"] = protected["remaining"].mask(untold)
    marked = hidden | (untold & flow["rule"].isin(ENDS))
    return protected.assign(mark=["c" if one else "" for one in marked])
