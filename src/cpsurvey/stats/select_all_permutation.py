"""Who ticked which options of a select-all question, and two or more groups, in; tests out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats, probability
from cpsurvey.stats._min_p import (
    Adjusted,
    first_alike,
    kept,
    min_p_by_rank,
    never_falling,
    smallest_of_the_rest,
)
from cpsurvey.stats._people import TWO, group_numbers, ticked_options
from cpsurvey.stats._regroupings import Regroupings, regroupings
from cpsurvey.stats._resampling import Rng, Whole, monte_carlo_error, monte_carlo_p
from cpsurvey.stats._ticks import (
    chi2_by_count,
    fisher_by_count,
    look_up,
    option_chi2,
    ticks_by_group,
)

SAME = 1 + 1e-7
DECIMALS = 9


class MarginalIndependence(NamedTuple):
    """One test of all options together, and what each option says; arrays have one an option."""

    statistic: float
    p_value: float
    standard_error: float
    chi2: Floats
    differences: Floats
    p_values: Floats
    p_adjusted: Floats
    testable: npt.NDArray[np.bool_]
    method: str
    permutations: int
    seed: str


def marginal_independence(
    indicators: npt.ArrayLike,
    group: npt.ArrayLike,
    *,
    rng: Rng = None,
    permutations: int = 10_000,
    alpha: float = 0.05,
) -> MarginalIndependence:
    """Test whether groups ticked the options of a select-all question equally often.

    One test first: the sum over options of Pearson's chi-squared, among permutations of the
    people's groups, in which each person's ticks stay together. Then which options: p-values
    adjusted by the step-down of the smallest p-value, among the same permutations. Choose it
    over a chi-squared test of all ticks pooled, which counts a person once a tick. It asks
    whether whole patterns of ticks are exchangeable: where only the dependence between options
    differs, and no option's share does, it may reject more often than its level (8% at 24 v 492
    where parents' ticks hang together and professionals' do not, more in the extreme).

    With two groups an option's p-value is that of Fisher's exact test, two-sided, looked up for
    each permutation. An option that could not reach `alpha` however its ticks fell is listed
    and not tested: that depends on how many ticked it and on the bases, which permutations do
    not change, so leaving it out keeps the level and loses no power. With more groups the
    p-value is that of the option's own chi-squared among the permutations.

    Where people can be put into groups of these sizes in no more ways than permutations are
    asked for, such as 12 people into groups of 4 and 8, each way is taken once.

    Parameters
    ----------
    indicators
        Who ticked what, shape (people, options): True or False (1 or 0); only people who were
        asked.
    group
        Each person's group, shape (people,): True or False, or the labels of two or more.
    rng
        Seed or numpy generator; None is the seed 0.
    permutations
        How many permutations to draw, where not all are taken.
    alpha
        Level that an option must be able to reach to be tested.

    Returns
    -------
    MarginalIndependence
        ``statistic``, the sum of chi-squared; its ``p_value``, (b + 1) / (B + 1), and the
        ``standard_error`` of that by drawing; for each option ``chi2`` (0 where nobody or
        everybody ticked it), ``differences`` (share where `group` is True minus where it is
        False, of two labels the one that sorts last minus the first; NaN with more than two),
        ``p_values``, ``p_adjusted`` (NaN where not tested), ``testable``; ``method``, ``exact``
        or ``monte carlo``; ``permutations`` drawn and ``seed``, 0 and empty where exact, as is
        the standard error. Rows in another order give the same numbers.

    Raises
    ------
    NumbersError
        If a tick is neither yes nor no, somebody has no group, everybody is in one group, or an
        option is out of its range.

    References
    ----------
    Bilder, Loughin and Nettleton (2000), Multiple marginal independence testing for pick any/c
    variables, Communications in Statistics - Simulation and Computation 29, 1285-1316. Westfall
    and Young (1993), Resampling-based multiple testing. Tarone (1990), A modified Bonferroni
    method for discrete data, Biometrics 46, 515-522.

    Examples
    --------
    >>> ticks = [[1, 0], [1, 0], [1, 1], [1, 0], [0, 1], [0, 0], [0, 1], [0, 0]]
    >>> result = marginal_independence(ticks, [True] * 4 + [False] * 4)
    >>> f"{result.statistic:.2f} {result.p_value:.2f}, {result.method}"
    '8.53 0.03, exact'
    >>> result.differences.tolist()
    [1.0, -0.25]
    >>> result.testable.tolist()
    [True, False]
    """
    probability(alpha, "alpha")
    ticks = ticked_options(indicators)
    groups = group_numbers(group, len(ticks))
    counts, sizes = ticks_by_group(ticks, groups), np.bincount(groups)
    order = np.lexsort(ticks.T)
    others = regroupings(ticks[order].astype(np.int_), groups[order], rng, permutations)
    test = _two_groups if len(counts) == TWO else _many_groups
    as_large, options = test(counts, sizes, others, alpha)
    p_value = float(monte_carlo_p(as_large, others.others))
    chi2 = option_chi2(counts, sizes)
    return MarginalIndependence(
        float(chi2.sum()),
        p_value,
        monte_carlo_error(p_value, others.draws) if others.draws else 0.0,
        chi2,
        _differences(counts, sizes),
        *options,
        others.method,
        others.draws,
        others.seed,
    )


def _differences(counts: Whole, sizes: Whole) -> Floats:
    """Return the second of two groups' shares minus the first's; NaN for more groups."""
    shares = counts / sizes[:, np.newaxis]
    return shares[1] - shares[0] if len(sizes) == TWO else np.full(counts.shape[1], np.nan)


def _two_groups(
    counts: Whole, sizes: Whole, others: Regroupings, alpha: float
) -> tuple[int, Adjusted]:
    """Return how many sums were as large, and each option by Fisher's p-value of its count."""
    observed, ticked, by_size = counts[sizes.argmin()], counts.sum(axis=0), np.sort(sizes)
    fisher, pearson = fisher_by_count(by_size, ticked), chi2_by_count(by_size, ticked)
    p_values, chi2 = look_up(fisher, observed), look_up(pearson, observed)
    testable = fisher.min(axis=0) <= alpha
    order = p_values.argsort(kind="stable")
    order = order[testable[order]]
    ranked_fisher, ranked_p_values = fisher[:, order], p_values[order]
    as_large, as_small = 0, np.zeros(order.size)
    for (permuted,) in others.sums():
        sums = look_up(pearson, permuted).sum(axis=1)
        as_large += int((sums >= chi2.sum() / SAME).sum())
        smallest = smallest_of_the_rest(look_up(ranked_fisher, permuted[:, order]))
        as_small += (smallest <= ranked_p_values * SAME).sum(axis=0)
    ranked = np.maximum(monte_carlo_p(as_small, others.others), ranked_p_values)
    return as_large, Adjusted(p_values, never_falling(ranked, order, testable.size), testable)


def _many_groups(
    counts: Whole, sizes: Whole, others: Regroupings, alpha: float
) -> tuple[int, Adjusted]:
    """Return how many sums were as large, and each option by the rank of its chi-squared."""
    ticked, by_size = counts.sum(axis=0), np.sort(sizes)

    def permuted_chi2() -> Iterator[Floats]:
        for sums in others.sums():
            permuted = np.concatenate([sums, ticked - sums.sum(axis=0, keepdims=True)])
            yield option_chi2(permuted, by_size).round(DECIMALS)

    chi2 = option_chi2(counts, sizes).round(DECIMALS)
    again = kept(permuted_chi2, others.others * chi2.size)
    as_large = sum(int((block.sum(axis=1) >= chi2.sum() / SAME).sum()) for block in again())
    alike = np.minimum(ticked, sizes.sum() - ticked).tolist()
    like = first_alike(alike if others.draws else range(chi2.size))
    return as_large, min_p_by_rank(again, chi2, like, others.others, alpha=alpha)
