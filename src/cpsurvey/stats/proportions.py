"""Intervals for one proportion: counts and bases in, (low, high) out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from cpsurvey.stats._checks import Floats, counts_of_bases, critical_value


def wilson_interval(
    count: npt.ArrayLike, base: npt.ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Say between which shares a group's true share plausibly lies.

    Wilson's score interval: the shares that a score test of the observed count would not
    reject. It stays inside 0 and 1 and close to its stated coverage at small bases, on average
    rather than always; where coverage must never fall below its level, choose
    `clopper_pearson_interval`.

    Parameters
    ----------
    count, base
        People who gave the answer and people asked; numbers or arrays that broadcast.
    level
        Confidence level.

    Returns
    -------
    tuple of arrays
        Low and high, as proportions.

    Raises
    ------
    NumbersError
        If counts are not whole numbers from 0 to base, a base is 0, or the level is not
        between 0 and 1.

    References
    ----------
    Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion,
    Statistical Science 16, 101-133.

    Examples
    --------
    >>> low, high = wilson_interval(4, 8)
    >>> f"{low:.3f} to {high:.3f}"
    '0.215 to 0.785'
    """
    x, n = counts_of_bases(count, base)
    return score_limits(x / n, n, critical_value(level))


def clopper_pearson_interval(
    count: npt.ArrayLike, base: npt.ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Say between which shares a group's true share lies, with coverage that is guaranteed.

    Clopper and Pearson's interval: the shares at which neither so many nor so few would be
    rarer than half of what the level leaves over. It covers the true share at least as often as it
    says, whatever the share, and pays with width: choose it where that guarantee is asked for,
    else `wilson_interval`.

    Parameters
    ----------
    count, base
        People who gave the answer and people asked; numbers or arrays that broadcast.
    level
        Confidence level.

    Returns
    -------
    tuple of arrays
        Low and high, as proportions.

    Raises
    ------
    NumbersError
        As `wilson_interval`.

    References
    ----------
    Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the case
    of the binomial, Biometrika 26, 404-413.

    Examples
    --------
    >>> low, high = clopper_pearson_interval(0, 6)
    >>> f"{low:.3f} to {high:.3f}"
    '0.000 to 0.459'
    """
    x, n = np.broadcast_arrays(*counts_of_bases(count, base))
    critical_value(level)
    tail = (1 - float(level)) / 2
    # A quantile of a beta distribution needs both parameters above 0: at the edges it is not used.
    low = betaincinv(np.maximum(x, 1), n - x + 1, tail)
    high = betaincinv(x + 1, np.maximum(n - x, 1), 1 - tail)
    return np.where(x == 0, 0.0, low)[()], np.where(x == n, 1.0, high)[()]


def score_limits(share: Floats, base: Floats, z: float) -> tuple[Floats, Floats]:
    """Return Wilson's limits of a share; the base need not be whole."""
    centre = (share + z**2 / (2 * base)) / (1 + z**2 / base)
    half = z / (1 + z**2 / base) * np.sqrt(share * (1 - share) / base + z**2 / (4 * base**2))
    low, high = np.where(share == 0, 0.0, centre - half), np.where(share == 1, 1.0, centre + half)
    return low[()], high[()]
