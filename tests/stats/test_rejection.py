"""Which tables a test rejects, against the test of one table after another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact

from cpsurvey.stats import boschloo_exact, fisher_exact_2x2, n_minus_1_chi2
from cpsurvey.stats.rejection import TESTS, rejected
from cpsurvey.stats.two_by_two import smallest_expected


def by_the_rule(table):
    few = smallest_expected(table) < 1
    return fisher_exact(table)[1] if few else n_minus_1_chi2(table).p_value


def by_scipy(table, yates):
    if not table.sum(axis=0).all():
        return 1.0
    return chi2_contingency(table, correction=yates).pvalue


ONE_BY_ONE = {
    "rule": by_the_rule,
    "n-1": lambda table: n_minus_1_chi2(table).p_value,
    "pearson": lambda table: by_scipy(table, yates=False),
    "yates": lambda table: by_scipy(table, yates=True),
    "fisher": lambda table: fisher_exact(table)[1],
    "mid-p": lambda table: fisher_exact_2x2(table).mid_p,
    "boschloo": lambda table: boschloo_exact(table).p_value,
}


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize(("base_1", "base_2", "alpha"), [(8, 12, 0.05), (5, 5, 0.1), (1, 9, 0.2)])
def test_it_rejects_what_the_test_of_one_table_rejects(test, base_1, base_2, alpha):
    expected = [
        [
            ONE_BY_ONE[test](np.array([[x, base_1 - x], [y, base_2 - y]])) <= alpha * (1 + 1e-7)
            for y in range(base_2 + 1)
        ]
        for x in range(base_1 + 1)
    ]
    np.testing.assert_array_equal(rejected(base_1, base_2, test, alpha), expected)


@pytest.mark.parametrize("test", TESTS)
@given(st.integers(1, 20), st.integers(1, 30), st.floats(0.01, 0.2))
def test_swapping_groups_or_answers_changes_nothing(test, base_1, base_2, alpha):
    tables = rejected(base_1, base_2, test, alpha)
    np.testing.assert_array_equal(rejected(base_2, base_1, test, alpha), tables.T)
    np.testing.assert_array_equal(tables[::-1, ::-1], tables)


@pytest.mark.parametrize("test", TESTS)
@given(st.integers(1, 20), st.integers(1, 30), st.floats(0.01, 0.1), st.floats(0.1, 0.3))
def test_a_greater_alpha_rejects_more(test, base_1, base_2, less, more):
    assert np.all(rejected(base_1, base_2, test, less) <= rejected(base_1, base_2, test, more))


def test_a_p_value_of_alpha_but_for_rounding_is_rejected():
    assert rejected(1, 19, "fisher", 0.05)[[0, 1], [19, 0]].tolist() == [True, True]


def test_what_is_remembered_cannot_be_overwritten():
    with pytest.raises(ValueError) as error:
        rejected(4, 9, "n-1", 0.05)[0, 0] = True
    assert "read-only" in str(error.value)
