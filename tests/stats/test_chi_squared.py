"""Pearson's chi-squared of any table against R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import n_minus_1_chi2, pearson_chi2
from cpsurvey.stats.chi_squared import expected_counts

tables = st.lists(st.lists(st.integers(1, 30), min_size=3, max_size=3), min_size=2, max_size=4).map(
    np.array
)


def test_it_equals_r(oracle):
    expected = oracle("exact_rxc")
    found = [pearson_chi2(table) for table in expected["table"]]
    np.testing.assert_allclose([f.statistic for f in found], expected["chi2"], rtol=1e-8)
    np.testing.assert_allclose([f.p_value for f in found], expected["chi2_p"], rtol=1e-8)
    assert [f.df for f in found] == [(len(t) - 1) * (len(t.T) - 1) for t in expected["table"]]


@given(tables)
def test_order_does_not_matter_nor_which_are_rows(table):
    found = pearson_chi2(table)
    for same in (table[::-1], table[:, ::-1], table.T):
        assert pearson_chi2(same) == pytest.approx(found)


@given(tables)
def test_of_two_by_two_it_is_the_n_minus_1_statistic_but_for_that_1(table):
    people = table[:2, :2].sum()
    n_minus_1 = n_minus_1_chi2(table[:2, :2]).statistic
    assert pearson_chi2(table[:2, :2]).statistic == pytest.approx(n_minus_1 * people / (people - 1))


def test_expected_counts_have_the_margins():
    expected = expected_counts(np.array([[1, 2, 3], [4, 0, 6]]))
    np.testing.assert_allclose(expected.sum(axis=0), [5, 2, 9])
    np.testing.assert_allclose(expected.sum(axis=1), [6, 10])


def test_products_of_very_large_margins_do_not_overflow():
    assert pearson_chi2(np.full((4, 4), 10**9)) == (0, 1, 9)


def test_empty_groups_and_answers_are_left_out():
    full = pearson_chi2([[2, 5], [6, 1]])
    assert pearson_chi2([[2, 0, 5], [0, 0, 0], [6, 0, 1]]) == full


def test_where_everybody_answered_alike_there_is_no_difference():
    assert pearson_chi2([[24, 0], [492, 0]]) == (0, 1, 0)
    assert pearson_chi2([[24, 3]]) == (0, 1, 0)


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError) as error:
        pearson_chi2([[[1, 2], [3, 4]]])
    assert str(error.value) == (
        "table must have rows, one a group, and columns, one an answer; not shape (1, 2, 2)"
    )
