"""Tests of one 2x2 table against R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import fisher_exact_2x2, n_minus_1_chi2
from cpsurvey.stats.two_by_two import smallest_expected

tables = st.lists(st.integers(0, 40), min_size=4, max_size=4).map(
    lambda cells: np.array(cells).reshape(2, 2)
)


def test_fisher_equals_r(oracle):
    expected = oracle("fisher_2x2")
    found = np.array([fisher_exact_2x2(table) for table in expected["table"]])
    np.testing.assert_allclose(found, expected[["p", "mid_p"]], rtol=1e-8)


def test_n_minus_1_chi2_equals_r_for_many_tables_at_once(oracle):
    expected = oracle("fisher_2x2")
    statistic, p_value = n_minus_1_chi2(np.stack(expected["table"].to_list()))
    np.testing.assert_allclose(statistic, expected["n_minus_1_chi2"], rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(p_value, expected["n_minus_1_p"], rtol=1e-8)


def test_where_everybody_answered_alike_there_is_no_difference():
    assert n_minus_1_chi2([[24, 0], [492, 0]]) == (0, 1)
    assert fisher_exact_2x2([[24, 0], [492, 0]]) == (1, 0.5)


def test_smallest_expected_count():
    assert smallest_expected([[1, 23], [20, 472]]) == pytest.approx(24 * 21 / 516)


@given(tables.filter(lambda table: table.sum(axis=1).all()))
def test_swapping_groups_or_answers_changes_nothing(table):
    for swapped in (table[::-1], table[:, ::-1]):
        assert n_minus_1_chi2(swapped) == pytest.approx(n_minus_1_chi2(table))
        assert fisher_exact_2x2(swapped) == pytest.approx(fisher_exact_2x2(table))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], "table must have shape (..., 2, 2), not (2, 3)"),
        ([[1, -2], [4, 5]], "table must be whole numbers of people, 0 or more"),
        (
            [[0, 0], [4, 5]],
            "table must have somebody in each row: nobody answered in one group",
        ),
    ],
)
@pytest.mark.parametrize("test", [n_minus_1_chi2, fisher_exact_2x2])
def test_impossible_tables_are_refused(test, table, message):
    with pytest.raises(ValueError) as error:
        test(table)
    assert str(error.value) == message


def test_fisher_takes_one_table_at_a_time():
    with pytest.raises(ValueError) as error:
        fisher_exact_2x2([[[1, 2], [3, 4]]] * 3)
    assert str(error.value) == "table must be a single one, shape (2, 2), not (3, 2, 2)"
