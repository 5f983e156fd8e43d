"""Fisher's exact test of a 2x2 table: counts in; p-values and the odds ratio's limits out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value, one_two_by_two
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.hypergeometric import (
    hypergeometric,
    log_ways,
    possible_counts,
    two_sided,
    two_sided_mid,
)

MOST_TABLES = 1_000_000


class FisherExact(NamedTuple):
    """Two-sided p-value, its mid-P version, and the conditional odds ratio with its interval."""

    p_value: float
    mid_p: float
    estimate: float
    ci_low: float
    ci_high: float


def fisher_exact_2x2(table: npt.ArrayLike, *, level: float = 0.95) -> FisherExact:
    """Test whether two groups differ, judged among tables with the same margins only.

    The Fisher-Irwin test: two-sided by adding the tables no more probable than the observed
    one. Exact and conservative; choose it where expected counts are below 1. The odds ratio is
    the conditional one with its exact interval, which cuts the same share off either side: that
    is another test, and the two may disagree.

    Parameters
    ----------
    table
        Counts, shape (2, 2): a row a group; gave the answer, gave another.
    level
        Confidence level of the odds ratio's interval.

    Returns
    -------
    FisherExact
        p-value; mid-P, which counts tables as probable as the observed one by half; the odds of
        the answer in the first group divided by those in the second, and their interval. At the
        edges these are 0 or infinite. Where everybody answered alike the table says nothing of
        the odds ratio: the estimate is NaN, the interval 0 to infinity.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in one row, the level is not between 0
        and 1, or more than `MOST_TABLES` tables have these margins.

    References
    ----------
    Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society
    98, 39-82. Irwin (1935), Metron 12, 83-94. Cornfield (1956), A statistical problem arising
    from retrospective studies, Proceedings of the Third Berkeley Symposium 4, 135-148.

    Examples
    --------
    >>> found = fisher_exact_2x2([[3, 1], [1, 3]])
    >>> f"p {found.p_value:.4f}, {found.estimate:.2f} ({found.ci_low:.2f} to {found.ci_high:.0f})"
    'p 0.4857, 6.41 (0.21 to 626)'
    """
    counts = one_two_by_two(table)
    critical_value(level)
    possible = 1 + min(counts.sum(axis=1).min(), counts.sum(axis=0).min())
    if possible > MOST_TABLES:
        raise NumbersError(
            f"table has more than {MOST_TABLES:,} others with its margins: use n_minus_1_chi2, "
            "which is as good there"
        )
    return FisherExact(*fisher_p_values_of(counts), *_odds_ratio(counts, (1 - float(level)) / 2))


def fisher_p_values_of(counts: npt.NDArray[Any]) -> tuple[float, float]:
    """Return the two-sided p-value and mid-P of one checked table."""
    count, *margins = _count_and_margins(counts)
    possible, probability = hypergeometric(*margins)
    observed = count - possible[0]
    return two_sided(probability)[observed].item(), two_sided_mid(probability)[observed].item()


def _odds_ratio(counts: npt.NDArray[Any], tail: float) -> tuple[float, float, float]:
    """Return the conditional odds ratio of one table and its limits, each leaving out `tail`."""
    count, *margins = _count_and_margins(counts)
    possible, ways = possible_counts(*margins), log_ways(*margins)
    at_low_end, at_high_end = count == possible[0], count == possible[-1]
    furthest = _furthest(ways, tail)

    def solved(part: npt.NDArray[Any], reached: float, start: float) -> float:
        def not_reached(log_ratio: Floats) -> npt.NDArray[np.bool_]:
            expected = np.asarray(_probability(ways, possible, log_ratio) @ part)
            return expected < reached

        return float(np.exp(boundary(not_reached, start, -start)))

    low = 0.0 if at_low_end else solved(possible >= count, tail, -furthest)
    high = np.inf if at_high_end else solved(possible <= count, tail, furthest)
    if at_low_end and at_high_end:
        return np.nan, low, high
    if at_low_end or at_high_end:
        return (0.0 if at_low_end else np.inf), low, high
    return solved(possible, count, -furthest), low, high


def _count_and_margins(counts: npt.NDArray[Any]) -> tuple[int, int, int, int]:
    """Return the first count, both bases, and how many gave the answer."""
    (a, b), (c, d) = counts.astype(int).tolist()
    return a, a + b, c + d, a + c


def _probability(ways: Floats, possible: npt.NDArray[np.int_], log_ratio: Floats) -> Floats:
    """Return the probability of each possible count under an odds ratio."""
    weights = ways + possible * log_ratio
    weights = np.exp(weights - weights.max())
    probability: Floats = weights / weights.sum()
    return probability


def _furthest(ways: Floats, tail: float) -> float:
    """Return a logarithm beyond that of any estimate or limit of an odds ratio.

    There each count is so much rarer than its neighbour that all but the first hardly happen.
    """
    steepest = np.abs(np.diff(ways)).max(initial=0)
    return float(steepest - np.log(tail) + 3)
