"""Boschloo's test against published values, a fine grid and its own promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import hypergeom

from cpsurvey.stats import boschloo_exact, fisher_exact_2x2
from cpsurvey.stats.boschloo import greatest_probability
from cpsurvey.stats.enumeration import fisher_p_values, probability_of


def test_two_sided_ordered_by_fishers_p_equals_the_recomputed_value():
    assert boschloo_exact([[7, 17], [246, 246]]).p_value == pytest.approx(0.053120, abs=5e-7)


def test_one_sided_ordering_gives_the_published_value():
    count_1, count_2 = np.ogrid[:118, :64]
    one_sided = hypergeom.sf(count_1 - 1, 180, count_1 + count_2, 117)
    as_extreme = one_sided <= one_sided[74, 31] * (1 + 1e-9)
    assert greatest_probability(as_extreme) == pytest.approx(0.03556, abs=5e-6)


@pytest.mark.parametrize("table", [[[2, 10], [9, 3]], [[0, 5], [48, 36]], [[11, 13], [5, 19]]])
def test_no_share_gives_a_greater_probability(table):
    p_values = fisher_p_values(*np.sum(table, axis=1))
    as_extreme = p_values <= fisher_exact_2x2(table).p_value * (1 + 1e-7)
    shares = np.linspace(0, 1, 40_001)
    best = shares[probability_of(as_extreme, shares).argmax()]
    highest = minimize_scalar(
        lambda share: -probability_of(as_extreme, np.array([share])).item(),
        bounds=np.clip([best - 1e-4, best + 1e-4], 0, 1),
        method="bounded",
        options={"xatol": 1e-9},
    )
    assert boschloo_exact(table).p_value == pytest.approx(-highest.fun, rel=1e-10)


def test_it_never_rejects_too_often_where_the_simple_rule_does():
    p_values = np.array(
        [[boschloo_exact([[x, 12 - x], [y, 12 - y]]).p_value for y in range(13)] for x in range(13)]
    )
    assert probability_of(p_values <= 0.05, np.linspace(0, 1, 2001)).max() <= 0.05


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_it_is_never_above_fisher_and_the_same_when_groups_or_answers_are_swapped(cells):
    table = np.array(cells).reshape(2, 2) + np.eye(2)
    p_value, fisher_p = boschloo_exact(table)
    assert p_value <= fisher_p * (1 + 1e-9)
    assert fisher_p == pytest.approx(fisher_exact_2x2(table).p_value)
    for swapped in (table[::-1], table[:, ::-1]):
        assert boschloo_exact(swapped).p_value == pytest.approx(p_value, rel=1e-6)


def test_too_many_tables_are_refused():
    with pytest.raises(ValueError) as error:
        boschloo_exact([[1000, 4000], [900, 4100]])
    assert str(error.value) == (
        "table has more than 10,000,000 others with its bases: use n_minus_1_chi2, or"
        " fisher_exact_2x2 where an expected count is below 1"
    )
