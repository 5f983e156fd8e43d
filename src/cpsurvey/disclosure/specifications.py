"""A claim computed in many ways and a threshold in; the same with what tells of few hidden out.

Two ways that differ by one person tell what that person answered: a row is hidden where its count,
its base or what is left of it is small, and where any of them lies a small number beside that of a
row of the same claim that is shown. The main one is shown first, the others in their order.
"""

from __future__ import annotations

import pandas as pd

from cpsurvey.disclosure.claims import CONFIDENTIAL

HIDDEN = ["count", "base", "share", "estimate", "ci_low", "ci_high", "agrees"]
SAID = {
    "mark": "c",
    "why": "a count or base is too small to be shown, or too near that of another way",
    "verdict": CONFIDENTIAL,
}
SAYS = "; of ways to compute a claim also those that differ from one shown by as few"


def hide_specifications(result: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return a claim's specifications with those hidden that tell of fewer than the threshold."""
    ordered = result.sort_values("main", ascending=False, kind="stable")
    shown: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    hidden = pd.Series(False, result.index)
    for place, row in zip(ordered.index, ordered.to_dict("records"), strict=True):
        if pd.isna(row["count"]) or pd.isna(row["base"]):
            continue
        own = (int(row["count"]), int(row["base"]), int(row["base"]) - int(row["count"]))
        beside = shown.setdefault((str(row["data"]), str(row["id"])), [])
        apart = [abs(a - b) for other in beside for a, b in zip(own, other, strict=True)]
        if any(0 < number < threshold for number in (*own, *apart)):
            hidden[place] = True
        else:
            beside.append(own)
    protected = result.copy()
    for column in HIDDEN:
        protected[column] = result[column].mask(hidden)
    for column, text in SAID.items():
        protected[column] = result[column].mask(hidden, text)
    return protected
