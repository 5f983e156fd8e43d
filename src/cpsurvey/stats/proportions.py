"""Intervals for proportions: counts and bases in, (low, high) out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, counts_of_bases, critical_value


def wilson_interval(
    count: npt.ArrayLike, base: npt.ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Say between which shares a group's true share plausibly lies.

    Wilson's score interval: the shares that a score test of the observed count would not
    reject. It stays inside 0 and 1 and close to its stated coverage at small bases, on average
    rather than always; where coverage must never fall below its level, use an exact interval.

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
    ValueError
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
    z = critical_value(level)
    p = x / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.where(x == 0, 0.0, centre - half)[()], np.where(x == n, 1.0, centre + half)[()]


def newcombe_interval(
    count_1: npt.ArrayLike,
    base_1: npt.ArrayLike,
    count_2: npt.ArrayLike,
    base_2: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Say between which values the difference of two groups' shares plausibly lies.

    Newcombe's hybrid score interval (his method 10) for share 1 minus share 2, from the Wilson
    intervals of the two shares. The groups are independent samples: for two answers of the
    same people it is too wide or too narrow.

    Parameters
    ----------
    count_1, base_1, count_2, base_2
        People who gave the answer and people asked in each group; numbers or arrays.
    level
        Confidence level.

    Returns
    -------
    tuple of arrays
        Low and high of the difference, as proportions.

    Raises
    ------
    ValueError
        As `wilson_interval`.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17, 873-890.

    Examples
    --------
    >>> low, high = newcombe_interval(56, 70, 48, 80)
    >>> f"{low:.4f} to {high:.4f}"
    '0.0524 to 0.3339'
    """
    low_1, high_1 = wilson_interval(count_1, base_1, level=level)
    low_2, high_2 = wilson_interval(count_2, base_2, level=level)
    p_1 = np.asarray(count_1) / np.asarray(base_1)
    p_2 = np.asarray(count_2) / np.asarray(base_2)
    low = p_1 - p_2 - np.hypot(p_1 - low_1, high_2 - p_2)
    high = p_1 - p_2 + np.hypot(high_1 - p_1, p_2 - low_2)
    return low, high
