"""Ordered answers of several groups in; whether the groups differ, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.stats._checks import Floats, pairs_of, two_or_more_groups
from cpsurvey.stats._group_sums import DRAWS, PermutationTest, permutation_test
from cpsurvey.stats._resampling import Rng, Whole
from cpsurvey.stats.two_by_two import ChiSquared


def kruskal_wallis(values: npt.ArrayLike, groups: npt.ArrayLike) -> ChiSquared:
    """Test whether several groups' ordered answers have the same distribution.

    Kruskal and Wallis's rank test with the correction for ties, by the chi-squared
    approximation. Choose it for groups without an order; where they have one,
    `linear_by_linear` asks a sharper question. With groups of a handful the approximation is
    coarse: choose `kruskal_wallis_permutation`. Groups that differ only in spread make both
    reject too often.

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
    ranks, group = _ranks(values, groups)
    sizes, rank_sums = np.bincount(group), np.bincount(group, weights=ranks)
    between, total = (rank_sums**2 / sizes).sum(), (ranks**2).sum()
    statistic: Floats = np.asarray((ranks.size - 1) * between / (total or 1.0))[()]
    df = sizes.size - 1
    return ChiSquared(statistic, chdtrc(df, statistic), df)


def kruskal_wallis_permutation(
    values: npt.ArrayLike, groups: npt.ArrayLike, *, rng: Rng = None, draws: int = DRAWS
) -> PermutationTest:
    """Test whether several groups' ordered answers have the same distribution, however small.

    The statistic of `kruskal_wallis`, judged among all ways to share out the answers to groups of
    these sizes. Ways that put the same number of people of each group at each level are counted
    together; where there are still too many, about a million for three groups, random ones are
    drawn. With two groups it is `wilcoxon_exact`.

    Parameters
    ----------
    values, groups
        As in `kruskal_wallis`.
    rng
        Seed or generator of the random ways; None is the seed 0.
    draws
        How many random ways, where they are needed.

    Returns
    -------
    PermutationTest
        p-value: how probable a statistic is that is as large or larger.

    Raises
    ------
    NumbersError
        As `kruskal_wallis`, or if the draws or the seed are not whole numbers.

    References
    ----------
    Kruskal and Wallis (1952), Use of ranks in one-criterion variance analysis, Journal of the
    American Statistical Association 47, 583-621.

    Examples
    --------
    >>> values, groups = [1, 2, 2, 3, 3, 4, 4, 5], [1, 1, 1, 2, 2, 2, 3, 3]
    >>> result = kruskal_wallis_permutation(values, groups)
    >>> f"{result.statistic:.3f}, p = {result.p_value:.4f}, {result.method}"
    '6.085, p = 0.0179, exact'
    """
    ranks, group = _ranks(values, groups)
    sizes, total = np.bincount(group)[:, np.newaxis], float((ranks**2).sum()) or 1.0

    def share_between(sums: Floats) -> Floats:
        return np.asarray((sums**2 / sizes).sum(axis=0) / total)

    return permutation_test(ranks, group, share_between, rng=rng, draws=draws)


def _ranks(values: npt.ArrayLike, groups: npt.ArrayLike) -> tuple[Floats, Whole]:
    """Return each person's rank as its distance from the middle one, and each one's group."""
    from scipy.stats import rankdata  # loaded here: it takes longer than all else

    answers, labels = pairs_of(values, groups, ("values", "groups"))
    two_or_more_groups(labels)
    group = np.unique(labels, return_inverse=True)[1]
    return rankdata(answers) - (answers.size + 1) / 2, group
