"""What was measured → its interval and method, or why it has none, by the rules for small bases."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM
from cpsurvey.analysis.settings import mark_of, too_small
from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.measured import Measured
from cpsurvey.claims.verdicts import Limits
from cpsurvey.stats import newcombe_interval, paired_newcombe_interval, wilson_interval

ORDERS = ("top_rows", "rank")
KNOWN = {
    "authorities_share": "no interval: known of all authorities, of which none was drawn",
    "recorded": "no interval: known of all that was kept, and of nobody else",
    "interviewed": "no interval: how the interviews were made, known of all of them",
}
TWICE = "no interval: people interviewed may have answered the survey too"
A_COUNT = "a count has no interval"
AN_ORDER = "an order has no interval"


class Estimate(NamedTuple):
    """The limits of a share or difference, if it has any, how they came about, and the mark.

    `shown` is whether the base is large enough for the share or difference to be given at all.
    """

    limits: Limits
    method: str
    why: str
    mark: str = ""
    shown: bool = True


def estimate_of(asks: Asks, found: Measured, confidence: float) -> Estimate:
    """Say between which values what was measured plausibly lies, where that can be said.

    Wilson's interval of a share, Newcombe's of a difference between two groups, his for paired
    shares of one within the same people; none of a count, an order, or what is known of all.
    """
    if asks.kind in SHARES:
        return _share(asks, found, confidence)
    if asks.kind == "difference":
        return _difference(found, confidence)
    if asks.kind in ORDERS:
        smallest = min((base for _, base in found.parts if base), default=0)
        return Estimate(None, "order", AN_ORDER, mark_of(smallest))
    return Estimate(None, "count", A_COUNT)


def _share(asks: Asks, found: Measured, confidence: float) -> Estimate:
    """Return the interval of a share."""
    count, base = found.count or 0, found.base or 0
    if asks.kind in KNOWN:
        return Estimate(None, "share", KNOWN[asks.kind])
    if base < SHARE_FROM:
        why = f"a base below {SHARE_FROM}: the count only"
        return Estimate(None, "count", why, shown=False)
    if found.parts:
        return Estimate(None, "share", TWICE, mark_of(base))
    low, high = wilson_interval(count, base, level=confidence)
    limits = (float(low), float(high))
    return Estimate(limits, "wilson", _with_care("Wilson's interval", base), mark_of(base))


def _difference(found: Measured, confidence: float) -> Estimate:
    """Return the interval of a difference of two shares."""
    count, base = found.count or 0, found.base or 0
    (less, base_less), *_ = found.parts
    smaller = min(base, base_less)
    mark = mark_of(smaller)
    if few := too_small(smaller, "difference"):
        return Estimate(None, few["method"], few["why"], mark, few["method"] != "count")
    if found.paired:
        both, first, second, neither = found.paired
        limits = paired_newcombe_interval([[both, first], [second, neither]], level=confidence)
        said, method = "Newcombe's interval for shares of the same people", "newcombe paired"
    else:
        limits = newcombe_interval(count, base, less, base_less, level=confidence)
        said, method = "Newcombe's interval for shares of different people", "newcombe"
    low, high = (float(np.clip(limit, -1, 1)) for limit in limits)
    return Estimate((low, high), method, _with_care(said, smaller), mark)


def _with_care(said: str, base: int) -> str:
    """Return how an interval was made, and that its base is small where it is."""
    return f"{said}; a base below {PLAIN_FROM}: low reliability" if base < PLAIN_FROM else said
