"""Probabilities of tables with given margins, and two-sided sums of them."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from cpsurvey.stats.hypergeometric import hypergeometric, two_sided, two_sided_mid


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_probabilities_equal_those_of_scipy(base_1, base_2, data):
    chosen = data.draw(st.integers(0, base_1 + base_2))
    count, probability = hypergeometric(base_1, base_2, chosen)
    expected = hypergeom.pmf(count, base_1 + base_2, base_1, chosen)
    np.testing.assert_allclose(probability, expected, rtol=1e-10)


def test_among_a_billion_people_equal_probabilities_are_equal():
    # One of 4 in either of two groups of a billion: 1 and 3 of 4 are equally probable.
    _, probability = hypergeometric(10**9, 10**9, 4)
    ways = [math.comb(10**9, x) * math.comb(10**9, 4 - x) for x in range(5)]
    np.testing.assert_allclose(probability, [way / sum(ways) for way in ways], rtol=1e-13)
    np.testing.assert_allclose(two_sided(probability)[1], 0.625, rtol=1e-8)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12).filter(any))
def test_two_sided_sums_equal_plain_loops(weights):
    probability = np.array(weights) / sum(weights)
    expected = [probability[probability <= p * (1 + 1e-7)].sum() for p in probability]
    np.testing.assert_allclose(two_sided(probability), expected, rtol=1e-12)
    ties = [probability[np.isclose(probability, p, rtol=1e-7)].sum() for p in probability]
    mid = np.array(expected) - np.array(ties) / 2
    np.testing.assert_allclose(two_sided_mid(probability), mid, rtol=1e-12, atol=1e-15)


def test_many_sets_of_outcomes_at_once():
    several = np.array([[0.5, 0.2, 0.3], [0.25, 0.25, 0.5]])
    np.testing.assert_allclose(two_sided(several), [[1, 0.2, 0.5], [0.5, 0.5, 1]])
    np.testing.assert_allclose(two_sided_mid(several), [[0.75, 0.1, 0.35], [0.25, 0.25, 0.75]])
