"""How many took either of two sides, of how many, in; the net share's (low, high) out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, counts_of_bases, critical_value, of_one_shape
from cpsurvey.stats._roots import boundary


def net_share_interval(
    count: npt.ArrayLike, against: npt.ArrayLike, base: npt.ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Say by how much more people of one group gave one answer than gave another.

    Tango's score interval of the difference between two shares of the same people, who each gave
    one of three answers at most: for, against or neither. It is Wilson's where nobody is neither,
    and never leaves -1 to 1. At a base of 24 it covers the true net share 95.4% of the time on
    average and 94.0% at worst (Wald's: 92.2% and 70.7%), every table enumerated, true shares on
    the grid 0.025, 0.05 ... For two shares of different people choose `newcombe_interval`; for two
    questions put to the same people, of which both may be answered yes, `paired_newcombe_interval`.

    Parameters
    ----------
    count, against, base
        People who gave the one answer, people who gave the other, and people who answered;
        numbers or arrays that broadcast.
    level
        Confidence level.

    Returns
    -------
    tuple of arrays
        Low and high of the share of the one answer minus that of the other.

    Raises
    ------
    NumbersError
        If counts are not whole numbers from 0 that are together no more than the base, a base is
        0, or the level is not between 0 and 1.

    References
    ----------
    Tango (1998), Equivalence test and confidence interval for the difference in proportions for
    the paired-sample design, Statistics in Medicine 17, 891-908.

    Examples
    --------
    >>> low, high = net_share_interval(1, 7, 21)
    >>> f"{low:.3f} to {high:.3f}"
    '-0.517 to -0.026'
    """
    one, n = counts_of_bases(count, base)
    other, _ = counts_of_bases(against, base)
    one, other, n = of_one_shape(count=one, against=other, base=n)
    if np.any(one + other > n):
        raise NumbersError("count and against must be no more than base together")
    z = critical_value(level)
    net = (one - other) / n

    def holds(difference: Floats) -> npt.NDArray[np.bool_]:
        """Tell where a score test would not reject a true difference."""
        variance = n * _variance(difference, one, other, n)
        held: npt.NDArray[np.bool_] = (one - other - n * difference) ** 2 <= z**2 * variance
        return held

    low, high = (boundary(holds, net, np.full_like(net, end)) for end in (-1.0, 1.0))
    return low[()], high[()]


def _variance(difference: Floats, one: Floats, other: Floats, n: Floats) -> Floats:
    """Return the variance of one answer less another where they differ by so much.

    The share of the other is the likeliest that leaves the difference as it is.
    """
    linear = (2 * n - one + other) * difference - one - other
    constant = -other * difference * (1 - difference)
    root = np.sqrt(np.maximum(linear**2 - 8 * n * constant, 0))
    share: Floats = (root - linear) / (4 * n)
    return np.maximum(2 * share + difference * (1 - difference), 0)
