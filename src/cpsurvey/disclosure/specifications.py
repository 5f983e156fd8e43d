"""A claim computed in many ways and a threshold in; the same with what tells of few hidden out.

Two ways that differ by one person tell what that person answered: a row is hidden where it would be
as a checked claim, and where a count, a base or what is left of it lies a small number beside that
of a row of the same claim that is shown. The main one is shown first, the others in their order.
"""

from __future__ import annotations

import pandas as pd

from cpsurvey.disclosure.claims import CONFIDENTIAL, is_small, without_small

HIDDEN = [
    "count", "base", "share", "count_reference", "base_reference", "estimate", "ci_low", "ci_high",
    "smallest_cell", "agrees",
]  # fmt: skip
SIDES = (("count", "base"), ("count_reference", "base_reference"))
SAID = {
    "mark": "c",
    "method": "suppressed",
    "why": "a count or base is too small to be shown, or too near that of another way",
    "verdict": CONFIDENTIAL,
}
SAYS = "; of ways to compute a claim also those that differ from one shown by as few"


def hide_specifications(result: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return a claim's specifications with those hidden that tell of fewer than the threshold."""
    hidden = pd.Series(is_small(result, threshold), result.index)
    ordered = result[~hidden].sort_values("main", ascending=False, kind="stable")
    shown: dict[tuple[str, str], list[list[int]]] = {}
    for place, row in zip(ordered.index, ordered.to_dict("records"), strict=True):
        sides = [(row[count], row[base]) for count, base in SIDES]
        known = [(int(k), int(n)) for k, n in sides if pd.notna(k) and pd.notna(n)]
        own = [number for k, n in known for number in (k, n, n - k)]
        beside = shown.setdefault((str(row["data"]), str(row["id"])), [])
        apart = [abs(a - b) for other in beside for a, b in zip(own, other, strict=False)]
        if any(0 < number < threshold for number in apart):
            hidden[place] = True
        else:
            beside.append(own)
    few = result["smallest_cell"].between(1, threshold - 1).fillna(False)
    protected = result.assign(smallest_cell=result["smallest_cell"].mask(few))
    for column in HIDDEN:
        protected[column] = protected[column].mask(hidden)
    for column, text in SAID.items():
        protected[column] = protected[column].mask(hidden, text)
    return protected.assign(why=without_small(protected, threshold))
