"""Ordered answers of several groups in; whether the groups differ, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc
from scipy.stats import rankdata

from cpsurvey.stats._checks import Floats, pairs_of, two_or_more_groups
from cpsurvey.stats.two_by_two import ChiSquared


def kruskal_wallis(values: npt.ArrayLike, groups: npt.ArrayLike) -> ChiSquared:
    """Test whether several groups' ordered answers have the same distribution.

    Kruskal and Wallis's rank test with the correction for ties, by the chi-squared
    approximation. Choose it for groups without an order; where they have one,
    `linear_by_linear` asks a sharper question. Groups of a handful make the approximation
    coarse, and groups that differ only in spread make it reject too often.

    Parameters
    ----------
    values
        Answers as numbers, shape (people,); only their order matters.
    groups
        Each person's group as a number, shape (people,).

    Returns
    -------
    ChiSquared
        Statistic, p-value and degrees of freedom (groups less 1). Where everybody gave the same
        answer there is no difference: 0 and 1.

    Raises
    ------
    NumbersError
        If a number is missing, the lengths differ, or there are fewer than two groups.

    References
    ----------
    Kruskal and Wallis (1952), Use of ranks in one-criterion variance analysis, Journal of the
    American Statistical Association 47, 583-621.

    Examples
    --------
    >>> result = kruskal_wallis([1, 2, 2, 3, 3, 4, 4, 5], [1, 1, 1, 2, 2, 2, 3, 3])
    >>> f"{result.statistic:.3f}, df {result.df}, p = {result.p_value:.3f}"
    '6.085, df 2, p = 0.048'
    """
    answers, labels = pairs_of(values, groups, ("values", "groups"))
    two_or_more_groups(labels)
    ranks = rankdata(answers)
    _, group = np.unique(labels, return_inverse=True)
    sizes, rank_sums = np.bincount(group), np.bincount(group, weights=ranks)
    middle = (ranks.size + 1) / 2
    between = (sizes * (rank_sums / sizes - middle) ** 2).sum()
    total = ((ranks - middle) ** 2).sum()
    statistic: Floats = np.asarray((ranks.size - 1) * between / (total or 1.0))[()]
    df = sizes.size - 1
    return ChiSquared(statistic, chdtrc(df, statistic), df)
