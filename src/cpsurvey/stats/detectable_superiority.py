"""Two bases in; how far from one half superiority must lie to be detected, out."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import one_base, probability


def detectable_superiority(
    base_1: int, base_2: int, *, power: float = 0.8, alpha: float = 0.05
) -> float:
    """Say how far from one half a probability of superiority must lie to be found.

    Noether's sample size formula turned round. It allows for no ties, which make a given
    distance easier to find, and takes the spread of two equal groups. Choose it to plan, or to
    say what groups of these sizes could have shown; never put an observed effect into it.

    Parameters
    ----------
    base_1, base_2
        People who answered in each group; the order does not matter.
    power
        The chance wanted of finding it.
    alpha
        Two-sided significance level of the test.

    Returns
    -------
    float
        Distance from 0.5, so that 0.17 stands for 0.33 and for 0.67; NaN where even a probability
        of 0 or 1, a distance of 0.5, would not be found so often.

    Raises
    ------
    NumbersError
        If a base is below 1 or not whole, or alpha and power are not between 0 and 1 with power
        above alpha.

    References
    ----------
    Noether (1987), Sample size determination for some common nonparametric tests, Journal of the
    American Statistical Association 82, 645-647.

    Examples
    --------
    >>> round(detectable_superiority(24, 492), 3)
    0.169
    """
    n, m = one_base(base_1), one_base(base_2)
    if not probability(alpha, "alpha") < probability(power, "power"):
        raise NumbersError(f"power must be above alpha, for example 0.8 and 0.05; got {power}")
    errors = ndtri(1 - alpha / 2) + ndtri(power)
    distance = float(errors * np.sqrt((n + m) / (12 * n * m)))
    return distance if distance <= 0.5 else float("nan")
