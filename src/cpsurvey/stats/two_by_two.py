"""Tests of a 2x2 table whose rows are two groups: counts in, p-values out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, gammaln

from cpsurvey.stats._checks import Floats, one_two_by_two, two_by_two

SAME_PROBABILITY = 1 + 1e-7


class ChiSquared(NamedTuple):
    """A chi-squared statistic and its p-value."""

    statistic: Floats
    p_value: Floats


class FisherExact(NamedTuple):
    """Two-sided p-value of Fisher's exact test, and its mid-P version."""

    p_value: float
    mid_p: float


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
        Statistic and p-value (one degree of freedom), shape (...). Where everybody answered
        alike there is no difference: 0 and 1.

    Raises
    ------
    ValueError
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
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    total = rows.sum(axis=-1)
    (a, b), (c, d) = np.moveaxis(counts, (-2, -1), (0, 1))
    product = rows.prod(axis=-1) * columns.prod(axis=-1)
    statistic = (total - 1) * (a * d - b * c) ** 2 / np.where(product == 0, np.inf, product)
    return ChiSquared(statistic, chdtrc(1, statistic))


def fisher_exact_2x2(table: npt.ArrayLike) -> FisherExact:
    """Test whether two groups differ, judged among tables with the same margins only.

    The Fisher-Irwin test: two-sided by adding the tables no more probable than the observed
    one. Exact and conservative; choose it where expected counts are below 1.

    Parameters
    ----------
    table
        Counts, shape (2, 2): a row a group; gave the answer, gave another.

    Returns
    -------
    FisherExact
        p-value, and mid-P, which counts tables as probable as the observed one by half.

    Raises
    ------
    ValueError
        If a count is negative or not whole, or nobody is in one row.

    References
    ----------
    Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society
    98, 39-82. Irwin (1935), Metron 12, 83-94.

    Examples
    --------
    >>> f"{fisher_exact_2x2([[3, 1], [1, 3]]).p_value:.4f}"
    '0.4857'
    """
    counts = one_two_by_two(table)
    base_1, base_2 = counts.sum(axis=1)
    possible, probability = hypergeometric(base_1, base_2, counts[:, 0].sum())
    observed = probability[possible == counts[0, 0]].item()
    p_value = two_sided(probability)[possible == counts[0, 0]].item()
    as_probable = np.isclose(probability, observed, rtol=SAME_PROBABILITY - 1, atol=0)
    return FisherExact(p_value, p_value - probability[as_probable].sum().item() / 2)


def smallest_expected(table: npt.ArrayLike) -> Floats:
    """Return the smallest expected count of each table, shape (..., 2, 2) to (...)."""
    counts = two_by_two(table)
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    smallest: Floats = rows.min(axis=-1) * columns.min(axis=-1) / rows.sum(axis=-1)
    return smallest


def hypergeometric(base_1: int, base_2: int, chosen: int) -> tuple[npt.NDArray[np.int_], Floats]:
    """Return the counts possible in group 1, of `chosen` in both, and their probabilities."""
    count = np.arange(max(0, chosen - base_2), min(base_1, chosen) + 1)
    ways = log_choose(base_1, count) + log_choose(base_2, chosen - count)
    return count, np.exp(ways - log_choose(base_1 + base_2, chosen))


def two_sided(probability: Floats) -> Floats:
    """Return, for each outcome, the probability of all outcomes no more probable than it."""
    ascending = np.sort(probability)
    no_more_probable = np.searchsorted(ascending, probability * SAME_PROBABILITY, side="right")
    p_values: Floats = np.minimum(ascending.cumsum()[no_more_probable - 1], 1.0)
    return p_values


def log_choose(n: npt.ArrayLike, k: npt.ArrayLike) -> Floats:
    """Return the logarithm of the number of ways to choose k of n."""
    n, k = np.asarray(n), np.asarray(k)
    logarithm: Floats = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return logarithm
