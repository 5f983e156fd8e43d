"""Boschloo's exact test: a 2x2 table in, the greatest probability of one as extreme out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, one_two_by_two
from cpsurvey.stats.enumeration import fisher_p_values, probability_of
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY

GRID = 1001
PEAKS = 5
REFINEMENTS = 6
MOST_TABLES = 10_000_000


class BoschlooExact(NamedTuple):
    """Two-sided p-value of Boschloo's test, and Fisher's, by which it orders the tables."""

    p_value: float
    fisher_p: float


def boschloo_exact(table: npt.ArrayLike) -> BoschlooExact:
    """Test whether two groups differ, never rejecting too often and wasting little power.

    Tables are ordered by Fisher's two-sided p-value; the p-value is the probability of a table
    at least as extreme, at the common share where that is greatest. Rows are independent
    groups. Costs an enumeration of all tables: for bases in the hundreds, not the thousands.

    Parameters
    ----------
    table
        Counts, shape (2, 2): a row a group; gave the answer, gave another.

    Returns
    -------
    BoschlooExact
        p-value, and Fisher's, which is never smaller.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in one row, or there are more than
        `MOST_TABLES` tables.

    References
    ----------
    Boschloo (1970), Raised conditional level of significance for the 2x2 table when testing the
    equality of two probabilities, Statistica Neerlandica 24, 1-9. Lydersen, Fagerland and Laake
    (2009), Recommended tests for association in 2x2 tables, Statistics in Medicine 28,
    1159-1175.

    Examples
    --------
    >>> f"{boschloo_exact([[7, 17], [246, 246]]).p_value:.6f}"
    '0.053120'
    """
    counts = one_two_by_two(table)
    bases = counts.sum(axis=1)
    if (bases + 1).prod() > MOST_TABLES:
        raise NumbersError(
            f"table has more than {MOST_TABLES:,} others with its bases: use n_minus_1_chi2, or"
            " fisher_exact_2x2 where an expected count is below 1"
        )
    p_values = fisher_p_values(*bases)
    observed = float(p_values[counts[0, 0], counts[1, 0]])
    return BoschlooExact(greatest_probability(p_values <= observed * SAME_PROBABILITY), observed)


def boschloo_rejects(base_1: int, base_2: int, alpha: float) -> npt.NDArray[np.bool_]:
    """Return which of all tables Boschloo's test rejects, shape (base_1 + 1, base_2 + 1).

    The most of them, in Fisher's order, whose greatest probability is no more than alpha:
    found by halving, since it grows with each that is added.
    """
    p_values = fisher_p_values(base_1, base_2)
    limits = np.concatenate([[-1.0], np.unique(p_values)]) * SAME_PROBABILITY
    # Fisher's test never rejects too often, so what it rejects Boschloo's does.
    fit = int(np.searchsorted(limits, alpha, side="right")) - 1
    too_many = limits.size
    while too_many - fit > 1:
        middle = (fit + too_many) // 2
        fits = greatest_probability(p_values <= limits[middle]) <= alpha
        fit, too_many = (middle, too_many) if fits else (fit, middle)
    rejects: npt.NDArray[np.bool_] = p_values <= limits[fit]
    return rejects


def greatest_probability(tables: npt.NDArray[np.bool_]) -> float:
    """Return the greatest probability of a set of tables over all shares common to both groups.

    A grid, even in the arcsine of the share, then finer ones about its highest peaks.
    """
    angles = np.linspace(0, np.pi / 2, GRID)
    heights = _heights(tables, angles)
    peaks = np.flatnonzero((heights >= np.roll(heights, 1)) & (heights >= np.roll(heights, -1)))
    highest = peaks[np.argsort(heights[peaks])[-PEAKS:]]
    step = angles[1]
    return max(float(heights.max()), *(_climb(tables, angles[peak], step) for peak in highest))


def _climb(tables: npt.NDArray[np.bool_], angle: float, step: float) -> float:
    """Return the height of the peak within a step of an angle."""
    for _ in range(REFINEMENTS):
        angles = np.clip(np.linspace(angle - step, angle + step, 21), 0, np.pi / 2)
        heights = _heights(tables, angles)
        angle, step = angles[heights.argmax()], step / 10
    return float(heights.max())


def _heights(tables: npt.NDArray[np.bool_], angles: Floats) -> Floats:
    """Return the probability of the tables at each angle, the share being its sine squared."""
    return probability_of(tables, np.sin(angles) ** 2)
