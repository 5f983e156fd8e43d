"""Counts and bases in; their shares, intervals, methods, marks and reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.counting import share_of
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM
from cpsurvey.analysis.wording import nobody
from cpsurvey.stats import wilson_interval


def shares_of(counts: pd.DataFrame, level: float) -> dict[str, Any]:
    """Return share, interval, method and mark of each row with a count and a base."""
    count, base = counts["count"], counts["base"]
    enough = base >= SHARE_FROM
    low, high = wilson_interval(count[enough], base[enough], level=level)
    return {
        "share": share_of(count, base),
        "ci_low": pd.Series(low, count.index[enough]).reindex(count.index),
        "ci_high": pd.Series(high, count.index[enough]).reindex(count.index),
        "confidence": level,
        "method": np.where(enough, "wilson", "count"),
        "mark": np.where(enough & (base < PLAIN_FROM), "u", ""),
    }


def reason(base: int, nobody: str) -> str:
    """Return why a share of this base has an interval, or why it has none."""
    if base == 0:
        return nobody
    if base < SHARE_FROM:
        return f"base below {SHARE_FROM}: the count only, and only where output is restricted"
    why = "Wilson's interval stays close to its coverage at small bases"
    return f"{why}; base below {PLAIN_FROM}: low reliability" if base < PLAIN_FROM else why


def reasons(counts: pd.DataFrame, asked: Mapping[str, str]) -> list[str]:
    """Return why each row has its interval, or why it has none; `asked` are the groups asked."""
    groups = counts["group"] if "group" in counts else [""] * len(counts)
    return [
        reason(base, nobody(str(group), asked))
        for base, group in zip(counts["base"], groups, strict=True)
    ]
