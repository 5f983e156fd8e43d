"""True sizes and powers against the table in the methods and against brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats as scipy_stats

from cpsurvey.stats import exact_size
from cpsurvey.stats.enumeration import (
    COMMON_SHARES,
    binomial,
    every_table,
    fisher_p_values,
    probability_of,
    rule_p_values,
)
from cpsurvey.stats.two_by_two import n_minus_1_chi2


@pytest.mark.parametrize(
    ("base_1", "base_2", "size"),
    [(24, 492, 0.050), (24, 24, 0.060), (12, 12, 0.064), (5, 492, 0.063), (492, 5, 0.063)],
)
def test_exact_size_as_in_the_methods(base_1, base_2, size):
    assert exact_size(base_1, base_2) == pytest.approx(size, abs=5e-4)


def test_mean_sizes_at_24_v_492_as_in_the_methods():
    rule, fisher = rule_p_values(24, 492), fisher_p_values(24, 492)
    assert probability_of(rule <= 0.05, COMMON_SHARES).mean().round(3) == 0.047
    assert probability_of(fisher <= 0.05, COMMON_SHARES).mean().round(3) == 0.035
    assert probability_of(fisher <= 0.05, COMMON_SHARES).max().round(3) == 0.042


def test_the_rule_mends_n_minus_1_at_rare_answers():
    shares = np.linspace(0.02, 0.98, 193)
    alone = n_minus_1_chi2(every_table(24, 492)).p_value
    assert probability_of(alone <= 0.05, shares).max().round(3) == 0.055
    assert probability_of(rule_p_values(24, 492) <= 0.05, shares).max().round(3) == 0.050


@pytest.mark.parametrize(
    ("parents", "professionals", "of_rule", "of_fisher"),
    [
        (0.3, 0.5, 0.49, 0.43),
        (0.2, 0.5, 0.87, 0.83),
        (0.1, 0.4, 0.93, 0.91),
        (0.25, 0.6, 0.94, 0.92),
    ],
)
def test_power_at_24_v_492_as_in_the_methods(parents, professionals, of_rule, of_fisher):
    for p_values, power in (
        (rule_p_values(24, 492), of_rule),
        (fisher_p_values(24, 492), of_fisher),
    ):
        chance = (
            binomial(24, np.array([parents]))
            @ (p_values <= 0.05)
            @ binomial(492, np.array([professionals])).T
        )
        assert chance.item() == pytest.approx(power, abs=0.005)


def brute_force_size(base_1, base_2):
    """Return the size from one table, one test and one share after another."""
    p_values = {}
    for x in range(base_1 + 1):
        for y in range(base_2 + 1):
            table = np.array([[x, base_1 - x], [y, base_2 - y]])
            total, yes = table.sum(), table[:, 0].sum()
            expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
            if expected.min() < 1:
                p_values[x, y] = scipy_stats.fisher_exact(table)[1]
            else:
                chi2 = ((table - expected) ** 2 / expected).sum() * (total - 1) / total
                p_values[x, y] = scipy_stats.chi2.sf(chi2, 1)
            assert 0 <= yes <= total
    rejected = [pair for pair, p_value in p_values.items() if p_value <= 0.05]
    return max(
        math.fsum(
            scipy_stats.binom.pmf(x, base_1, share) * scipy_stats.binom.pmf(y, base_2, share)
            for x, y in rejected
        )
        for share in np.arange(0.05, 0.951, 0.005)
    )


@pytest.mark.parametrize(("base_1", "base_2"), [(1, 1), (4, 4), (6, 9), (3, 14)])
def test_exact_size_equals_brute_force(base_1, base_2):
    assert exact_size(base_1, base_2) == pytest.approx(brute_force_size(base_1, base_2), rel=1e-8)


def test_probabilities_of_all_tables_sum_to_one():
    everything = np.ones((25, 493), dtype=bool)
    np.testing.assert_allclose(probability_of(everything, np.linspace(0, 1, 11)), 1, rtol=1e-10)


def test_too_many_tables_are_not_enumerated():
    assert math.isnan(exact_size(1000, 1000))


def test_an_empty_group_is_refused():
    with pytest.raises(ValueError) as error:
        exact_size(0, 5)
    assert str(error.value) == (
        "base must be at least 1: leave out groups in which nobody answered"
    )
