"""Checked claims and a threshold in; the same with small counts, and what tells them, hidden, out.

A row is hidden where its count, its base, what the count leaves of the base, one of its parts, or a
count of another reading is small. Its verdict stays only where it would be the same for every count
that is hidden so, to somebody who knows the base and these rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

HIDDEN = [
    "count", "base", "share", "count_reference", "base_reference", "estimate", "ci_low", "ci_high",
    "fits_low", "fits_high", "changes", "smallest_cell",
]  # fmt: skip
SAID = {
    "mark": "c",
    "method": "suppressed",
    "why": "a count, a base or what is left of it is too small to be shown",
}
CONFIDENTIAL = "confidential [c]"
SAYS = "; of claims also what a count leaves of its base, and verdicts that would tell of one"
SETTLED = ("not decidable", "infeasible at this base")  # whatever the count
SHARES = ("share", "any_row", "coded", "interviewed", "recorded")
TOTALS = ("respondents", "interviews")
PEOPLE = (*SHARES, *TOTALS, "difference", "rank")
WITH_PARTS = ("share", "difference")
TELLING = ("coded", "recorded", "interviewed")  # their reasons count people
ENDS = re.compile(r"-?(?:inf|[\d.]+)")
ROUNDING = 0.00501  # half of a whole per cent: what rounds into a band is no further from it
NUMBER = re.compile(r"(?<![\d-])\d+(?![\d-])")

Flags = npt.NDArray[np.bool_]


def hide_claims(checked: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return checked claims with what tells of fewer people than the threshold hidden."""
    hidden = _with_totals(checked, is_small(checked, threshold))
    protected = checked.copy()
    protected.loc[hidden, HIDDEN] = pd.NA
    protected.loc[hidden, list(SAID)] = list(SAID.values())
    silent = [
        small and not _may_say(row, threshold)
        for small, row in zip(hidden, checked.to_dict("records"), strict=True)
    ]
    protected.loc[silent, "verdict"] = CONFIDENTIAL
    parts = _small(checked["smallest_cell"], threshold)
    protected.loc[parts, ["changes", "smallest_cell"]] = pd.NA
    protected["why"] = without_small(protected, threshold)
    return protected


def is_small(checked: pd.DataFrame, threshold: int) -> Flags:
    """Return where a row shows, or lets be subtracted, a small count of people."""
    cells = [checked["count"], checked["base"], checked["base"] - checked["count"]]
    less = checked["count_reference"], checked["base_reference"]
    cells += [*less, less[1] - less[0]]
    own = np.any([_small(cell, threshold) for cell in cells], axis=0)
    parts = _small(checked["smallest_cell"], threshold)
    made_of = _is_one_of(checked, WITH_PARTS)
    if "readings" in checked:
        made_of = made_of | checked["readings"].gt(1).to_numpy(dtype=bool, na_value=False)
    small: Flags = (own | (parts & made_of)) & _is_one_of(checked, PEOPLE)
    return small


def without_small(checked: pd.DataFrame, threshold: int) -> pd.Series[str]:
    """Return reasons, the small numbers hidden where they count people; dates are none."""
    unmeasured = _is_one_of(checked, WITH_PARTS) & checked["estimate"].isna()
    telling = _is_one_of(checked, TELLING) | unmeasured
    less = checked["why"].map(
        lambda why: NUMBER.sub(lambda n: "[c]" if 0 < int(n[0]) < threshold else n[0], why)
    )
    return checked["why"].mask(telling & (checked["mark"] != "c"), less)


def _with_totals(checked: pd.DataFrame, hidden: Flags) -> Flags:
    """Return what is hidden with the totals from which it could be subtracted."""
    total = _is_one_of(checked, TOTALS)
    keys = [checked["data"], checked["measure"]]
    beside = pd.Series(hidden & total, checked.index).groupby(keys).transform("any")
    with_totals: Flags = hidden | (beside.to_numpy(dtype=bool) & total)
    return with_totals


def _may_say(row: Mapping[Any, Any], threshold: int) -> bool:
    """Tell whether a hidden row's verdict is that of every count that is hidden as its own is."""
    base = row["base"]
    if pd.isna(base) or 0 < base < threshold or row["measure"] not in SHARES:
        return False
    if row["verdict"] in SETTLED:
        return True
    low, high = row["fits_low"], row["fits_high"]
    if row["readings"] != 1 or pd.isna(low) or " or " in row["band"]:
        return False
    counts = np.arange(1, base)
    counts = counts[(counts < threshold) | (base - counts < threshold)]
    if row["count"] not in counts:  # hidden for its parts
        return False
    agreeing = (low <= counts) & (counts <= high)
    least, most = map(float, ENDS.findall(row["band"]))
    shares = counts / base
    rounded = ~agreeing & (shares >= least - ROUNDING) & (shares <= most + ROUNDING)
    return not rounded.any() and len(set(agreeing)) == 1


def _is_one_of(checked: pd.DataFrame, measures: Collection[str]) -> Flags:
    """Return which claims were measured in one of these ways."""
    return checked["measure"].isin(list(measures)).to_numpy(dtype=bool)


def _small(counts: pd.Series[Any], threshold: int) -> Flags:
    """Return where a count is known, above 0 and below the threshold."""
    return counts.between(1, threshold - 1).to_numpy(dtype=bool, na_value=False)
