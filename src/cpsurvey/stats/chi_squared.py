"""Pearson's chi-squared of any table of two ways to sort people: counts in, p-value out."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.stats._checks import Floats, filled_rows_and_columns
from cpsurvey.stats.two_by_two import ChiSquared


def pearson_chi2(table: npt.ArrayLike) -> ChiSquared:
    """Test whether groups differ in their answers, where expected counts are not small.

    Without a continuity correction. Choose it for large tables; with expected counts below 5
    `fisher_freeman_halton` is safer, and for two groups and two answers `n_minus_1_chi2`. Rows
    are independent groups.

    Parameters
    ----------
    table
        Counts, shape (groups, answers). Empty rows and columns say nothing and are left out.

    Returns
    -------
    ChiSquared
        Statistic, p-value and degrees of freedom. Where everybody answered alike, or is in one
        group, there is nothing to differ: 0, 1 and no degree of freedom.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in the table, or it is not one of rows
        and columns.

    References
    ----------
    Pearson (1900), On the criterion that a given system of deviations from the probable in the
    case of a correlated system of variables is such that it can be reasonably supposed to have
    arisen from random sampling, Philosophical Magazine 50, 157-175.

    Examples
    --------
    >>> found = pearson_chi2([[20, 30, 10], [10, 15, 25]])
    >>> f"{found.statistic:.3f} on {found.df}, p {found.p_value:.4f}"
    '13.968 on 2, p 0.0009'
    """
    counts = filled_rows_and_columns(table)
    expected = expected_counts(counts)
    statistic: Floats = np.asarray(((counts - expected) ** 2 / expected).sum())[()]
    df = (len(counts) - 1) * (len(counts.T) - 1)
    p_value: Floats = chdtrc(df, statistic) if df else np.ones(())[()]
    return ChiSquared(statistic, p_value, df)


def expected_counts(counts: npt.NDArray[Any]) -> Floats:
    """Return the counts to be expected when the groups do not differ, shape (rows, columns)."""
    answer_shares = counts.sum(axis=0) / counts.sum()
    expected: Floats = np.outer(counts.sum(axis=1), answer_shares)
    return expected
