"""Two bases in; the smallest difference of shares that a test would rarely miss out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, one_base, one_number, one_of, probability, proportions
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.enumeration import binomial, probability_at, too_many_tables
from cpsurvey.stats.exact_properties import ALPHA
from cpsurvey.stats.rejection import named_test, rejected

FURTHEST = {"higher": 1.0, "lower": 0.0}
GRID = 401


def detectable_gap(
    base_1: int,
    base_2: int,
    share: float,
    *,
    direction: str,
    power: float = 0.8,
    test: str = "rule",
    alpha: float = ALPHA,
) -> float:
    """Say how large a difference must be before a test of these two groups rarely misses it.

    Says what the study could have found, whatever it did find: `share` is what one plans with,
    for example the share known of the larger group, never the observed difference. A test that
    does not reject says little about differences smaller than this. All tables at these bases
    are enumerated.

    Parameters
    ----------
    base_1, base_2
        People in each group.
    share
        Share of group 2, from 0 to 1.
    direction
        Where the share of group 1 lies: ``higher`` or ``lower``.
    power
        How often the test is to find the difference.
    test
        As for `exact_size`.
    alpha
        The test rejects where p <= alpha.

    Returns
    -------
    float
        The smallest difference above which power stays at `power`: positive, a proportion. NaN
        where no difference in that direction reaches it, or there are more than a million
        tables.

    Raises
    ------
    NumbersError
        If a base is not a whole number of at least 1, the share is not one from 0 to 1, power
        or alpha is not between 0 and 1, or direction or test is not known.

    References
    ----------
    Hoenig and Heisey (2001), The abuse of power: the pervasive fallacy of power calculations
    for data analysis, The American Statistician 55, 19-24.

    Examples
    --------
    >>> round(detectable_gap(24, 492, 0.5, direction="lower"), 3)
    0.278
    """
    planned = one_number(proportions(share, "share"), "share")
    bases, named = (one_base(base_1), one_base(base_2)), named_test(test)
    chances = probability(power, "power"), probability(alpha, "alpha")
    furthest = FURTHEST[one_of(FURTHEST, direction, "direction")]
    return _detectable_gap(*bases, planned, furthest, named, *chances)


@lru_cache(maxsize=4096)
def _detectable_gap(
    base_1: int, base_2: int, share: float, furthest: float, test: str, power: float, alpha: float
) -> float:
    """Return the gap; remembered, because bases come again and again."""
    if too_many_tables(base_1, base_2):
        return float("nan")
    tables = rejected(base_1, base_2, test, alpha).astype(np.float64)
    of_count_1 = tables @ binomial(base_2, np.array([share])).T

    def too_weak(share_1: Floats) -> npt.NDArray[np.bool_]:
        return probability_at(of_count_1, share_1, share_1) < power

    shares = np.linspace(share, furthest, GRID)
    weak = np.flatnonzero(too_weak(shares))
    if weak.size == 0:
        return 0.0
    if weak[-1] == GRID - 1:
        return float("nan")
    edge = boundary(too_weak, shares[weak[-1:]], shares[weak[-1:] + 1])
    return abs(edge.item() - share)
