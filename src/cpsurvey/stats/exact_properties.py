"""Two bases in; how often a test really rejects, without a difference and with one, out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, of_one_shape, one_base, probability, proportions
from cpsurvey.stats.enumeration import probability_at, probability_of, too_many_tables
from cpsurvey.stats.rejection import named_test, rejected

ALPHA = 0.05
COMMON_SHARES = np.linspace(0.05, 0.95, 181)


def exact_size(base_1: int, base_2: int, test: str = "rule") -> float:
    """Say how often a test of two proportions rejects when there is no difference.

    A test that promises 0.05 keeps it at some bases and not at others. All tables at these
    bases are enumerated. The usual test, ``rule``, is N-1 chi-squared, or Fisher-Irwin where an
    expected count is below 1.

    Parameters
    ----------
    base_1, base_2
        People in each group; the order does not matter.
    test
        ``rule``, ``n-1``, ``pearson``, ``yates``, ``fisher``, ``mid-p`` or ``boschloo``.

    Returns
    -------
    float
        The greatest probability of p <= 0.05 over common shares 0.05, 0.055 ... 0.95, or NaN
        where there are more than a million tables.

    Raises
    ------
    NumbersError
        If a base is not a whole number of at least 1, or the test is not known.

    References
    ----------
    Lydersen, Fagerland and Laake (2009), Recommended tests for association in 2x2 tables,
    Statistics in Medicine 28, 1159-1175.

    Examples
    --------
    >>> round(exact_size(24, 24), 3), round(exact_size(24, 24, "boschloo"), 3)
    (0.06, 0.049)
    """
    return _exact_size(*sorted((one_base(base_1), one_base(base_2))), named_test(test))


def exact_power(
    base_1: int,
    base_2: int,
    share_1: npt.ArrayLike,
    share_2: npt.ArrayLike,
    *,
    test: str = "rule",
    alpha: float = ALPHA,
) -> Floats:
    """Say how often a test finds a difference that is there.

    All tables at these bases are enumerated. Choose the shares from what is plausible or would
    matter, before looking: power at the observed difference says no more than the p-value.

    Parameters
    ----------
    base_1, base_2
        People in each group.
    share_1, share_2
        True shares of the two groups; numbers or arrays that broadcast.
    test
        As for `exact_size`.
    alpha
        The test rejects where p <= alpha.

    Returns
    -------
    array
        Probability of rejecting, in the shape of the shares; where the two shares are equal, of
        rejecting wrongly. NaN where there are more than a million tables.

    Raises
    ------
    NumbersError
        If a base is not a whole number of at least 1, a share is not between 0 and 1, alpha is
        not, or the test is not known.

    References
    ----------
    Lydersen, Fagerland and Laake (2009), Recommended tests for association in 2x2 tables,
    Statistics in Medicine 28, 1159-1175.

    Examples
    --------
    >>> exact_power(24, 492, [0.3, 0.2], 0.5).round(2)
    array([0.49, 0.87])
    """
    shares_1, shares_2 = of_one_shape(
        share_1=proportions(share_1, "share_1"), share_2=proportions(share_2, "share_2")
    )
    bases, named = (one_base(base_1), one_base(base_2)), named_test(test)
    if too_many_tables(*bases):
        return np.full(shares_1.shape, np.nan)[()]
    tables = rejected(*bases, named, probability(alpha, "alpha")).astype(np.float64)
    power = probability_at(tables, shares_1.ravel(), shares_2.ravel())
    return power.reshape(shares_1.shape)[()]


@lru_cache(maxsize=4096)
def _exact_size(smaller: int, larger: int, test: str) -> float:
    """Return the greatest rejection rate; remembered, because bases come again and again."""
    if too_many_tables(smaller, larger):
        return float("nan")
    tables = rejected(smaller, larger, test, ALPHA)
    return float(probability_of(tables, COMMON_SHARES).max())
