"""Pairs of answers by the same people in; how their two shares differ, as (low, high), out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, critical_value, paired_two_by_two
from cpsurvey.stats.proportions import score_limits


def paired_newcombe_interval(table: npt.ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Say by how much more often the same people said yes to one question than to another.

    Newcombe's hybrid score interval for paired shares (his method 10): the Wilson intervals of
    the two shares, joined with the correlation of the answers, which is corrected for
    continuity. For answers of different people choose `newcombe_interval`.

    Parameters
    ----------
    table
        Numbers of people, shape (..., 2, 2): the row is the answer to the first question, yes
        then no; the column that to the second.

    level
        Confidence level.

    Returns
    -------
    tuple of arrays
        Low and high of the share of the first question minus that of the second.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in a table, or the level is not between 0
        and 1.

    References
    ----------
    Newcombe (1998), Improved confidence intervals for the difference between binomial
    proportions based on paired data, Statistics in Medicine 17, 2635-2650.

    Examples
    --------
    >>> low, high = paired_newcombe_interval([[1, 1], [7, 12]])
    >>> f"{low:.4f} to {high:.4f}"
    '-0.5069 to -0.0256'
    """
    counts, z = paired_two_by_two(table), critical_value(level)
    total = counts.sum(axis=(-2, -1))
    share_1, share_2 = counts[..., 0, :].sum(axis=-1) / total, counts[..., 0].sum(axis=-1) / total
    low_1, high_1 = score_limits(share_1, total, z)
    low_2, high_2 = score_limits(share_2, total, z)
    phi, difference = _corrected_phi(counts), share_1 - share_2
    low = difference - _joined(share_1 - low_1, high_2 - share_2, phi)
    high = difference + _joined(high_1 - share_1, share_2 - low_2, phi)
    return low, high


def _joined(error_1: Floats, error_2: Floats, phi: Floats) -> Floats:
    """Return the error of a difference from those of its parts and their correlation."""
    squared = error_1**2 - 2 * phi * error_1 * error_2 + error_2**2
    return np.sqrt(np.maximum(squared, 0))


def _corrected_phi(counts: Floats) -> Floats:
    """Return the correlation of the two answers; a positive one is drawn towards 0 by N/2."""
    (a, b), (c, d) = np.moveaxis(counts, (-2, -1), (0, 1))
    cross, half = a * d - b * c, counts.sum(axis=(-2, -1)) / 2
    corrected = np.where(cross > 0, np.maximum(cross - half, 0), cross)
    product = (a + b) * (c + d) * (a + c) * (b + d)
    phi: Floats = corrected / np.sqrt(np.where(product == 0, np.inf, product))
    return phi
