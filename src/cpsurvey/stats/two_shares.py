"""Intervals for the difference of two groups' shares: counts and bases in, (low, high) out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, counts_of_bases, critical_value, of_one_shape
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.proportions import score_limits


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
    same people it is too wide or too narrow, and `paired_newcombe_interval` is the one.

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
    NumbersError
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
    x_1, n_1, x_2, n_2 = _two_groups(count_1, base_1, count_2, base_2)
    return hybrid_limits(x_1 / n_1, n_1, x_2 / n_2, n_2, critical_value(level))


def miettinen_nurminen_interval(
    count_1: npt.ArrayLike,
    base_1: npt.ArrayLike,
    count_2: npt.ArrayLike,
    base_2: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Say which differences of two groups' shares the N-1 chi-squared test would not reject.

    Miettinen and Nurminen's score interval for share 1 minus share 2, with their factor
    N/(N - 1). It holds 0 exactly when N-1 chi-squared does not reject: choose it where interval
    and test must never disagree; `newcombe_interval` is simpler and as good. The groups are
    independent samples.

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
    NumbersError
        As `wilson_interval`.

    References
    ----------
    Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4,
    213-226.

    Examples
    --------
    >>> low, high = miettinen_nurminen_interval(56, 70, 48, 80)
    >>> f"{low:.4f} to {high:.4f}"
    '0.0528 to 0.3382'
    """
    x_1, n_1, x_2, n_2 = _two_groups(count_1, base_1, count_2, base_2)
    observed, z = x_1 / n_1 - x_2 / n_2, critical_value(level)

    def not_rejected(difference: Floats) -> npt.NDArray[np.bool_]:
        variance = _score_variance(x_1, n_1, x_2, n_2, difference)
        return (observed - difference) ** 2 <= z**2 * variance

    return boundary(not_rejected, observed, -1)[()], boundary(not_rejected, observed, 1)[()]


def _two_groups(
    count_1: npt.ArrayLike, base_1: npt.ArrayLike, count_2: npt.ArrayLike, base_2: npt.ArrayLike
) -> list[Floats]:
    """Return counts and bases of two groups, checked, in one shape."""
    x_1, n_1 = counts_of_bases(count_1, base_1)
    x_2, n_2 = counts_of_bases(count_2, base_2)
    return of_one_shape(count_1=x_1, base_1=n_1, count_2=x_2, base_2=n_2)


def hybrid_limits(
    share_1: Floats, base_1: Floats, share_2: Floats, base_2: Floats, z: float
) -> tuple[Floats, Floats]:
    """Return Newcombe's limits of share 1 minus share 2; the bases need not be whole."""
    low_1, high_1 = score_limits(share_1, base_1, z)
    low_2, high_2 = score_limits(share_2, base_2, z)
    difference = share_1 - share_2
    low: Floats = difference - np.hypot(share_1 - low_1, high_2 - share_2)
    high: Floats = difference + np.hypot(high_1 - share_1, share_2 - low_2)
    return low, high


def _score_variance(x_1: Floats, n_1: Floats, x_2: Floats, n_2: Floats, gap: Floats) -> Floats:
    """Return the variance of the observed difference if the true one were `gap`."""
    total = n_1 + n_2
    share_2 = _likeliest_share_2(x_1, n_1, x_2, n_2, gap)
    share_1 = np.clip(share_2 + gap, 0, 1)
    variance = share_1 * (1 - share_1) / n_1 + share_2 * (1 - share_2) / n_2
    return variance * total / (total - 1)


def _likeliest_share_2(x_1: Floats, n_1: Floats, x_2: Floats, n_2: Floats, gap: Floats) -> Floats:
    """Return the likeliest share of group 2 if that of group 1 is higher by `gap`.

    The score equation is a cubic, a p^3 + b p^2 + c p + d = 0, of whose three real roots the
    middle one is a share.
    """
    total, both = n_1 + n_2, x_1 + x_2
    b = ((n_1 + 2 * n_2) * gap - total - both) / (3 * total)
    c = ((n_2 * gap - total - 2 * x_2) * gap + both) / (3 * total)
    d = x_2 * gap * (1 - gap) / total
    offset = b**3 - 3 * b * c / 2 + d / 2
    radius = np.sqrt(np.maximum(b**2 - c, 0)) * np.where(offset < 0, -1, 1)
    cube = np.where(radius == 0, 1, radius**3)
    angle = (np.pi + np.arccos(np.clip(offset / cube, -1, 1))) / 3
    return np.clip(2 * radius * np.cos(angle) - b, np.maximum(0, -gap), np.minimum(1, 1 - gap))
