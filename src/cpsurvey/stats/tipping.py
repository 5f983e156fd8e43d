"""Two groups' counts in; how much clustering would undo their difference out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, critical_value, two_counts_of_bases
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.two_shares import hybrid_limits

LARGEST = 1e12


class TippingPoint(NamedTuple):
    """Design effect at which an interval first touches 0: in the first group alone, in both."""

    first: float
    both: float


def design_effect_tipping_point(
    count_1: int, base_1: int, count_2: int, base_2: int, *, level: float = 0.95
) -> TippingPoint:
    """Say how alike people from one place must be before a difference is no longer sure.

    People of one authority or team answer more alike than others; a design effect of d makes n
    of them worth n/d. Where it is not known who belongs together, this is the d at which
    Newcombe's interval for x/d of n/d first touches 0. Compare it with design effects of
    similar surveys: far above 1 the difference survives clustering, near 1 it hangs on the
    assumption that people answered independently.

    Parameters
    ----------
    count_1, base_1, count_2, base_2
        People who gave the answer and people asked in each group.
    level
        Confidence level of the interval.

    Returns
    -------
    TippingPoint
        Design effect in the first group alone, and in both. 1 where the interval holds 0 as it
        is; infinite where even a design effect of 10^12 does not bring it to 0.

    Raises
    ------
    NumbersError
        If counts are not whole numbers from 0 to base, a base is 0, or the level is not
        between 0 and 1.

    References
    ----------
    Kish (1965), Survey Sampling, chapter 8. Newcombe (1998), Interval estimation for the
    difference between independent proportions, Statistics in Medicine 17, 873-890.

    Examples
    --------
    >>> tipping = design_effect_tipping_point(5, 24, 246, 492)
    >>> f"{tipping.first:.2f} {tipping.both:.2f}"
    '2.08 2.03'
    """
    counts, bases = two_counts_of_bases(count_1, base_1, count_2, base_2)
    of_first, of_both = np.array([1.0, 0.0]), np.array([1.0, 1.0])
    z, shares = critical_value(level), counts / bases

    def leaves_out_zero(log_effect: Floats, grows: Floats) -> npt.NDArray[np.bool_]:
        worth_1, worth_2 = bases / np.exp(log_effect * grows)
        low, high = hybrid_limits(shares[0], worth_1, shares[1], worth_2, z)
        return np.greater(low, 0) | np.less(high, 0)

    def tipping(grows: Floats) -> float:
        if not leaves_out_zero(np.zeros(()), grows):
            return 1.0
        if leaves_out_zero(np.log(LARGEST), grows):
            return np.inf
        log_effect = boundary(lambda d: leaves_out_zero(d, grows), 0, np.log(LARGEST))
        return float(np.exp(log_effect))

    return TippingPoint(tipping(of_first), tipping(of_both))
