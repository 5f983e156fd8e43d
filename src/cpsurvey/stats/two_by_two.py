"""Chi-squared of a 2x2 table whose rows are two groups: counts in, p-values out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.stats._checks import Floats, two_by_two


class ChiSquared(NamedTuple):
    """A chi-squared statistic, its p-value and its degrees of freedom."""

    statistic: Floats
    p_value: Floats
    df: int


def n_minus_1_chi2(table: npt.ArrayLike) -> ChiSquared:
    """Test whether two groups differ in how often they gave an answer.

    Pearson's chi-squared with N - 1 in place of N. Choose it where every expected count is at
    least 1; below that its true size rises. Rows are independent groups.

    Parameters
    ----------
    table
        Counts, shape (..., 2, 2): a row a group; gave the answer, gave another.

    Returns
    -------
    ChiSquared
        Statistic and p-value, shape (...), and degrees of freedom, 1. Where everybody answered
        alike there is no difference: 0 and 1.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, or nobody is in one row.

    References
    ----------
    Campbell (2007), Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
    recommendations, Statistics in Medicine 26, 3661-3675.

    Examples
    --------
    >>> f"{n_minus_1_chi2([[7, 17], [246, 246]]).p_value:.4f}"
    '0.0464'
    """
    counts = two_by_two(table)
    total = counts.sum(axis=(-2, -1))
    (a, b), (c, d) = np.moveaxis(counts, (-2, -1), (0, 1))
    statistic = (total - 1) * squared_phi(a, b, c, d)
    return ChiSquared(statistic, chdtrc(1, statistic), 1)


def squared_phi(
    a: Floats, b: Floats, c: Floats, d: Floats, *, correction: Floats | float = 0.0
) -> Floats:
    """Return chi-squared of tables a b / c d for each person in them; 0 where a column is empty.

    The correction is taken off the cross product |ad - bc|: half the people for Yates.
    """
    cross = np.maximum(np.abs(a * d - b * c) - correction, 0)
    product = (a + b) * (c + d) * (a + c) * (b + d)
    phi: Floats = cross**2 / np.where(product == 0, np.inf, product)
    return phi


def smallest_expected(table: npt.ArrayLike) -> Floats:
    """Return the smallest expected count of each table, shape (..., 2, 2) to (...)."""
    counts = two_by_two(table)
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    smallest: Floats = rows.min(axis=-1) * columns.min(axis=-1) / rows.sum(axis=-1)
    return smallest
