"""Two bases and an interval in; how often it holds the true difference, and its width, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import (
    Floats,
    counts_of_bases,
    critical_value,
    of_one_shape,
    one_base,
    one_of,
    proportions,
)
from cpsurvey.stats.enumeration import binomial, too_many_tables
from cpsurvey.stats.two_shares import miettinen_nurminen_interval, newcombe_interval


class ExactCoverage(NamedTuple):
    """How often an interval holds the true difference, and how wide it is on average."""

    coverage: Floats
    width: Floats


def exact_coverage(
    base_1: int,
    base_2: int,
    share_1: npt.ArrayLike,
    share_2: npt.ArrayLike,
    *,
    interval: str = "newcombe",
    level: float = 0.95,
) -> ExactCoverage:
    """Say how often an interval for a difference of shares holds the true one.

    All tables at these bases are enumerated. An interval that promises 95% keeps it at some
    shares and not at others: look at many pairs of them, and at the worst.

    Parameters
    ----------
    base_1, base_2
        People in each group.
    share_1, share_2
        True shares of the two groups; numbers or arrays that broadcast.
    interval
        ``newcombe`` or ``miettinen-nurminen``; or, to see what is wrong with them, ``wald`` or
        ``agresti-caffo``.
    level
        Confidence level that the interval promises.

    Returns
    -------
    ExactCoverage
        Probability that the interval holds share 1 minus share 2, and its expected width, in
        the shape of the shares. NaN where there are more than a million tables.

    Raises
    ------
    NumbersError
        If a base is not a whole number of at least 1, a share or the level is not between 0 and
        1, or the interval is not known.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17, 873-890. Agresti and Caffo (2000), Simple and effective confidence
    intervals for proportions, The American Statistician 54, 280-288.

    Examples
    --------
    >>> found = exact_coverage(24, 492, 0.95, 0.95)
    >>> f"{found.coverage:.3f}, {found.width:.3f} wide"
    '0.955, 0.208 wide'
    >>> f"{exact_coverage(24, 492, 0.95, 0.95, interval='wald').coverage:.3f}"
    '0.705'
    """
    shares_1, shares_2 = of_one_shape(
        share_1=proportions(share_1, "share_1"), share_2=proportions(share_2, "share_2")
    )
    bases = (one_base(base_1), one_base(base_2))
    named = one_of(INTERVALS, interval, "interval")
    critical_value(level)
    if too_many_tables(*bases):
        return ExactCoverage(*np.full((2, *shares_1.shape), np.nan))
    found = _covered(*bases, shares_1.ravel(), shares_2.ravel(), named, level)
    return ExactCoverage(*(part.reshape(shares_1.shape)[()] for part in found))


def every_interval(base_1: int, base_2: int, interval: str, level: float) -> tuple[Floats, Floats]:
    """Return low and high of every table, each of shape (base_1 + 1, base_2 + 1)."""
    count_1, count_2 = np.ogrid[: base_1 + 1, : base_2 + 1]
    return INTERVALS[interval](count_1, base_1, count_2, base_2, level=level)


def _covered(
    base_1: int, base_2: int, shares_1: Floats, shares_2: Floats, interval: str, level: float
) -> Floats:
    """Return coverage and expected width at pairs of shares, shape (2, pairs)."""
    low, high = every_interval(base_1, base_2, interval, level)
    found, width = np.empty((2, shares_1.size)), high - low
    different_1, which_1 = np.unique(shares_1, return_inverse=True)
    different_2, which_2 = np.unique(shares_2, return_inverse=True)
    of_counts_1, of_counts_2 = binomial(base_1, different_1), binomial(base_2, different_2)
    for pair, difference in enumerate(shares_1 - shares_2):
        holds = ((low <= difference) & (difference <= high)).astype(np.float64)
        chance_1, chance_2 = of_counts_1[which_1[pair]], of_counts_2[which_2[pair]]
        found[:, pair] = chance_1 @ holds @ chance_2, chance_1 @ width @ chance_2
    return found


def wald_interval(
    count_1: npt.ArrayLike,
    base_1: npt.ArrayLike,
    count_2: npt.ArrayLike,
    base_2: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the interval of the textbooks, here to show how it fails at small bases."""
    x_1, n_1 = counts_of_bases(count_1, base_1)
    x_2, n_2 = counts_of_bases(count_2, base_2)
    p_1, p_2 = x_1 / n_1, x_2 / n_2
    error = np.sqrt(p_1 * (1 - p_1) / n_1 + p_2 * (1 - p_2) / n_2)
    half = critical_value(level) * error
    return p_1 - p_2 - half, p_1 - p_2 + half


def agresti_caffo_interval(
    count_1: npt.ArrayLike,
    base_1: npt.ArrayLike,
    count_2: npt.ArrayLike,
    base_2: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the textbooks' interval with one more yes and one more no in each group."""
    more = (np.add(count_1, 1), np.add(base_1, 2), np.add(count_2, 1), np.add(base_2, 2))
    return wald_interval(*more, level=level)


INTERVALS = {
    "newcombe": newcombe_interval,
    "miettinen-nurminen": miettinen_nurminen_interval,
    "wald": wald_interval,
    "agresti-caffo": agresti_caffo_interval,
}
