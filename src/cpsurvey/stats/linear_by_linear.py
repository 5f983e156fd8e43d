"""Ordered answers of ordered groups in; whether they rise or fall from group to group, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.stats._checks import Floats, pairs_of, two_or_more_groups
from cpsurvey.stats._group_sums import DRAWS, PermutationTest, permutation_test
from cpsurvey.stats._resampling import Rng
from cpsurvey.stats.two_by_two import ChiSquared


def linear_by_linear(values: npt.ArrayLike, groups: npt.ArrayLike) -> ChiSquared:
    """Test whether ordered answers rise or fall steadily from group to ordered group.

    The linear-by-linear association test: people less 1, times the squared correlation of the
    two sets of scores. Choose it where the groups have an order; it looks for a trend and
    overlooks every other difference. Scores matter: whole numbers in order say that the steps
    are equal. Its p-value is a chi-squared approximation: with groups of a handful choose
    `linear_by_linear_permutation`.

    Parameters
    ----------
    values
        Scores of the answers, shape (people,).
    groups
        Scores of the groups, shape (people,).

    Returns
    -------
    ChiSquared
        Statistic, p-value and degrees of freedom (1). Where everybody gave the same answer there
        is no trend: 0 and 1.

    Raises
    ------
    NumbersError
        If a number is missing, the lengths differ, or there are fewer than two groups.

    References
    ----------
    Mantel (1963), Chi-square tests with one degree of freedom, Journal of the American
    Statistical Association 58, 690-700. Agresti (2010), Analysis of ordinal categorical data.

    Examples
    --------
    >>> result = linear_by_linear([1, 2, 2, 3, 3, 4, 4, 5], [1, 1, 1, 2, 2, 2, 3, 3])
    >>> f"{result.statistic:.3f}, p = {result.p_value:.3f}"
    '5.863, p = 0.015'
    """
    a, b = _scores(values, groups)
    statistic: Floats = np.asarray((a.size - 1) * (a * b).sum() ** 2 / _squares(a, b))[()]
    return ChiSquared(statistic, chdtrc(1, statistic), 1)


def linear_by_linear_permutation(
    values: npt.ArrayLike, groups: npt.ArrayLike, *, rng: Rng = None, draws: int = DRAWS
) -> PermutationTest:
    """Test whether ordered answers rise or fall steadily from group to group, however small.

    The statistic of `linear_by_linear`, judged among all ways to share out the answers to groups
    of these sizes. Ways that put the same number of people of each group at each level are
    counted together; where there are still too many, about a million for three groups, random
    ones are drawn.

    Parameters
    ----------
    values, groups
        As in `linear_by_linear`.
    rng
        Seed or generator of the random ways; None is the seed 0.
    draws
        How many random ways, where they are needed.

    Returns
    -------
    PermutationTest
        Two-sided p-value: how probable a trend is, up or down, that is as steep or steeper.

    Raises
    ------
    NumbersError
        As `linear_by_linear`, or if the draws or the seed are not whole numbers.

    References
    ----------
    Agresti, Mehta and Patel (1990), Exact inference for contingency tables with ordered
    categories, Journal of the American Statistical Association 85, 453-458.

    Examples
    --------
    >>> values, groups = [1, 2, 2, 3, 3, 4, 4, 5], [1, 1, 1, 2, 2, 2, 3, 3]
    >>> result = linear_by_linear_permutation(values, groups)
    >>> f"{result.statistic:.3f}, p = {result.p_value:.4f}, {result.method}"
    '5.863, p = 0.0071, exact'
    """
    a, b = _scores(values, groups)
    steps, group = np.unique(b, return_inverse=True)
    scale = np.sqrt(_squares(a, b))

    def squared_correlation(sums: Floats) -> Floats:
        return np.asarray((steps @ sums / scale) ** 2)

    return permutation_test(a, group, squared_correlation, rng=rng, draws=draws)


def _scores(values: npt.ArrayLike, groups: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return both scores as distances from their means."""
    answers, scores = pairs_of(values, groups, ("values", "groups"))
    two_or_more_groups(scores)
    return _from_mean(answers), _from_mean(scores)


def _from_mean(scores: Floats) -> Floats:
    """Return distances from the mean, of a range of 1; exactly 0 where scores do not vary."""
    steps: Floats = (scores - scores.min()) / (np.ptp(scores) or 1.0)
    distances: Floats = steps - steps.mean()
    return distances


def _squares(a: Floats, b: Floats) -> float:
    """Return the product of both sums of squares; 1 where answers do not vary."""
    return float((a**2).sum() * (b**2).sum()) or 1.0
