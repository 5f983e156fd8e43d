"""How often the tests of a select-all question reject at 24 v 492, simulated."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import chdtrc, ndtri

from cpsurvey.stats import marginal_independence, westfall_young
from cpsurvey.stats._regroupings import regroupings
from cpsurvey.stats._ticks import option_chi2, ticks_by_group

pytestmark = pytest.mark.slow

PARENTS = np.arange(516) < 24
TEN = np.geomspace(0.05, 0.5, 10)
THIRTY = np.geomspace(0.02, 0.5, 30)


def ticks_of(draw, people, shares, correlation):
    """Return ticks with these shares; what makes people tick one option goes with the others."""
    person = draw.standard_normal((people, 1))
    option = draw.standard_normal((people, len(shares)))
    together = np.sqrt(correlation) * person + np.sqrt(1 - correlation) * option
    return together < ndtri(shares)


def both_groups(draw, shares, correlation, *, of_parents=None, correlation_of_parents=None):
    """Return ticks of 24 parents and 492 professionals, alike unless told otherwise."""
    parents = ticks_of(
        draw,
        24,
        shares if of_parents is None else of_parents,
        correlation if correlation_of_parents is None else correlation_of_parents,
    )
    return np.vstack([parents, ticks_of(draw, 492, shares, correlation)])


def pooled_p(ticks):
    """Return the p-value of chi-squared on the table of all ticks, group by option."""
    table = ticks_by_group(ticks, PARENTS.astype(int))
    table = table[:, table.any(axis=0)]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return chdtrc(table.shape[1] - 1, ((table - expected) ** 2 / expected).sum())


def rejections(times, seed, shares, correlation, **differing):
    """Return how often each test rejects at .05."""
    draw, found = np.random.default_rng(seed), np.zeros(4)
    for _ in range(times):
        ticks = both_groups(draw, shares, correlation, **differing)
        test = marginal_independence(ticks, PARENTS, rng=draw, permutations=199)
        varying = ticks.any(axis=0).sum()
        p_values = [
            test.p_value,
            np.nanmin(test.p_adjusted),
            pooled_p(ticks),
            chdtrc(varying, test.statistic),
        ]
        found += np.array(p_values) <= 0.05
    return dict(zip(("global", "min-P", "pooled", "unadjusted sum"), found / times, strict=True))


@pytest.mark.parametrize(
    ("shares", "correlation"), [(TEN, 0), (TEN, 0.3), (THIRTY, 0), (THIRTY, 0.3), (TEN, 0.7)]
)
def test_size_where_people_are_exchangeable(shares, correlation):
    size = rejections(2000, 1, shares, correlation)
    assert 0.03 <= size["global"] <= 0.06
    assert 0.03 <= size["min-P"] <= 0.06
    assert size["pooled"] <= 0.06
    if correlation < 0.5:  # beyond, the unadjusted sum rejects more often still
        assert 0.04 <= size["unadjusted sum"] <= 0.10


def test_size_of_westfall_and_young_where_people_are_exchangeable():
    draw, rejected = np.random.default_rng(2), 0
    for _ in range(1000):
        codes = ticks_of(draw, 516, np.repeat([0.3, 0.6], 6), 0.4)
        answers = codes[:, :6] + 1.0 * codes[:, 6:]
        answers[draw.random(answers.shape) < 0.1] = np.nan
        rejected += (
            westfall_young(answers, PARENTS, rng=draw, permutations=199).p_adjusted.min() <= 0.05
        )
    assert 0.03 <= rejected / 1000 <= 0.06


def test_where_only_the_dependence_differs_the_global_test_rejects_too_often():
    size = rejections(2000, 3, TEN, 0, correlation_of_parents=0.6)
    assert 0.07 <= size["global"] <= 0.11  # 8.7% in the methods
    assert size["min-P"] <= 0.06
    fewer = rejections(2000, 4, TEN, 0.5, correlation_of_parents=0)
    assert fewer["global"] <= 0.04


def max_t_p(ticks, draw, permutations):
    """Return step-down max-T adjusted p-values of the options, by chi-squared."""
    groups, sizes = PARENTS.astype(int), np.array([492, 24])
    counts = ticks_by_group(ticks, groups)
    (sums,) = regroupings(ticks.astype(int), groups, draw, permutations).sums()
    permuted = option_chi2(np.stack([counts.sum(axis=0) - sums[0], sums[0]]), sizes)
    observed = option_chi2(counts, sizes)
    order = observed.argsort()
    largest = np.maximum.accumulate(permuted[:, order], axis=1)
    p_values = ((largest >= observed[order] * (1 - 1e-9)).sum(axis=0) + 1) / (permutations + 1)
    adjusted = np.empty(order.size)
    adjusted[order] = np.maximum.accumulate(p_values[::-1])[::-1]
    return adjusted


def test_rare_options_cost_max_t_the_power_that_min_p_keeps():
    # 30 options: 7 that one person in 200 ticks, 22 common ones alike in both groups,
    # and one that 60% of professionals and 25% of parents tick.
    of_professionals = np.concatenate([np.full(7, 0.005), np.linspace(0.1, 0.5, 22), [0.6]])
    of_parents = np.append(of_professionals[:-1], 0.25)
    draw, found = np.random.default_rng(5), np.zeros(2)
    for _ in range(1000):
        ticks = both_groups(draw, of_professionals, 0.3, of_parents=of_parents)
        min_p = marginal_independence(ticks, PARENTS, rng=draw, permutations=199).p_adjusted[-1]
        found += [max_t_p(ticks, draw, 199)[-1] <= 0.05, min_p <= 0.05]
    of_max_t, of_min_p = found / 1000
    assert of_max_t == pytest.approx(0.18, abs=0.04)  # .18 in the methods
    assert of_min_p == pytest.approx(0.64, abs=0.04)  # .64 in the methods
