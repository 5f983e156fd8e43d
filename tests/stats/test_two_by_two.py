"""N-1 chi-squared of 2x2 tables against R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from cpsurvey.stats import n_minus_1_chi2
from cpsurvey.stats.two_by_two import smallest_expected, squared_phi

tables = st.lists(st.integers(0, 40), min_size=4, max_size=4).map(
    lambda cells: np.array(cells).reshape(2, 2)
)


def test_n_minus_1_chi2_equals_r_for_many_tables_at_once(oracle):
    expected = oracle("fisher_2x2")
    statistic, p_value, df = n_minus_1_chi2(np.stack(expected["table"].to_list()))
    np.testing.assert_allclose(statistic, expected["n_minus_1_chi2"], rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(p_value, expected["n_minus_1_p"], rtol=1e-8)
    assert df == 1


@pytest.mark.parametrize(("yates", "correction"), [(False, 0), (True, 258)])
def test_squared_phi_times_n_is_the_chi_squared_of_scipy(yates, correction):
    cells = 7.0, 17.0, 246.0, 246.0
    expected = chi2_contingency(np.reshape(cells, (2, 2)), correction=yates).statistic
    found = 516 * squared_phi(*np.array(cells), correction=correction)
    assert found == pytest.approx(expected, rel=1e-12)


def test_where_everybody_answered_alike_there_is_no_difference():
    assert n_minus_1_chi2([[24, 0], [492, 0]]) == (0, 1, 1)


def test_smallest_expected_count():
    assert smallest_expected([[1, 23], [20, 472]]) == pytest.approx(24 * 21 / 516)


@given(tables.filter(lambda table: table.sum(axis=1).all()))
def test_swapping_groups_or_answers_changes_nothing(table):
    for swapped in (table[::-1], table[:, ::-1]):
        assert n_minus_1_chi2(swapped) == pytest.approx(n_minus_1_chi2(table))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], "table must have shape (..., 2, 2), not (2, 3)"),
        ([[1, -2], [4, 5]], "table must be whole numbers of people, 0 or more"),
        ([[1, 2.5], [4, 5]], "table must be whole numbers of people, 0 or more"),
        (
            [[0, 0], [4, 5]],
            "table must have somebody in each row: nobody answered in one group",
        ),
    ],
)
def test_impossible_tables_are_refused(table, message):
    with pytest.raises(ValueError) as error:
        n_minus_1_chi2(table)
    assert str(error.value) == message
