"""Fisher's p-value and the probability of every table, against one after another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact

from cpsurvey.stats import enumeration
from cpsurvey.stats.enumeration import binomial, fisher_p_values, probability_at, probability_of


@pytest.mark.parametrize(("base_1", "base_2"), [(1, 1), (6, 9), (14, 3)])
def test_fisher_of_every_table_equals_scipy_for_one_after_another(base_1, base_2):
    expected = [
        [fisher_exact([[x, base_1 - x], [y, base_2 - y]])[1] for y in range(base_2 + 1)]
        for x in range(base_1 + 1)
    ]
    np.testing.assert_allclose(fisher_p_values(base_1, base_2), expected, rtol=1e-9)


def test_in_blocks_the_p_values_are_the_same(monkeypatch):
    at_once = fisher_p_values(24, 92)
    monkeypatch.setattr(enumeration, "BLOCK", 100)
    np.testing.assert_array_equal(fisher_p_values(24, 92), at_once)


def test_only_tables_with_the_totals_asked_for_have_a_p_value():
    some = fisher_p_values(6, 9, chosen=np.array([0, 4]))
    totals = np.add.outer(np.arange(7), np.arange(10))
    np.testing.assert_array_equal(some[totals != 4], 1)
    np.testing.assert_array_equal(some[totals == 4], fisher_p_values(6, 9)[totals == 4])


@given(st.integers(1, 25), st.integers(1, 25))
def test_swapping_groups_or_answers_only_turns_the_p_values(base_1, base_2):
    p_values = fisher_p_values(base_1, base_2)
    np.testing.assert_allclose(fisher_p_values(base_2, base_1), p_values.T, rtol=1e-9)
    np.testing.assert_allclose(p_values[::-1, ::-1], p_values, rtol=1e-9)


@pytest.mark.parametrize("share", [0, 0.003, 0.5, 1])
def test_binomial_equals_scipy(share):
    expected = binom.pmf(np.arange(493), 492, share)
    np.testing.assert_allclose(
        binomial(492, np.array([share]))[0], expected, rtol=1e-9, atol=1e-300
    )


def test_probabilities_of_all_tables_sum_to_one():
    everything = np.ones((25, 493), dtype=bool)
    np.testing.assert_allclose(probability_of(everything, np.linspace(0, 1, 11)), 1, rtol=1e-10)


@pytest.mark.parametrize("share", [0, 1e-6, 0.003, 0.5, 0.9999, 1])
def test_at_lopsided_bases_counts_left_out_have_no_probability(share):
    tables = np.random.default_rng(3).random((3, 40_001))
    expected = (
        binom.pmf(np.arange(3), 2, share) @ tables @ binom.pmf(np.arange(40_001), 40_000, share)
    )
    shares = np.array([share])
    np.testing.assert_allclose(probability_at(tables, shares, shares), expected, rtol=1e-10)


def test_in_blocks_the_probabilities_are_the_same(monkeypatch):
    tables = np.random.default_rng(1).random((9, 14))
    shares_1, shares_2 = np.random.default_rng(2).random((2, 50))
    at_once = probability_at(tables, shares_1, shares_2)
    monkeypatch.setattr(enumeration, "BLOCK", 100)
    np.testing.assert_allclose(probability_at(tables, shares_1, shares_2), at_once, rtol=1e-12)
    singly = [
        binom.pmf(np.arange(9), 8, p) @ tables @ binom.pmf(np.arange(14), 13, q)
        for p, q in zip(shares_1, shares_2, strict=True)
    ]
    np.testing.assert_allclose(at_once, singly, rtol=1e-10)
