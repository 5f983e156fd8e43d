"""Newcombe's paired interval against his published example."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import newcombe_interval, paired_newcombe_interval

tables = (
    st.lists(st.integers(0, 60), min_size=4, max_size=4)
    .filter(any)
    .map(lambda cells: np.array(cells).reshape(2, 2))
)


def test_it_equals_the_published_example():
    interval = paired_newcombe_interval([[1, 1], [7, 12]])
    np.testing.assert_allclose(interval, [-0.5069, -0.0256], atol=5e-5)


def test_a_weak_positive_correlation_is_taken_as_none():
    # ad - bc is 8, less than half the 20 people: the two shares are joined as independent ones.
    low, high = paired_newcombe_interval([[4, 4], [4, 6]])
    np.testing.assert_allclose((low, high), newcombe_interval(8, 18, 8, 18), rtol=1e-12)


@given(tables)
def test_it_holds_the_difference_and_mirrors_when_questions_or_answers_are_swapped(table):
    low, high = paired_newcombe_interval(table)
    difference = (table[0, 1] - table[1, 0]) / table.sum()
    assert low - 1e-12 <= difference <= high + 1e-12
    for swapped in (table.T, table[::-1, ::-1]):
        swapped_low, swapped_high = paired_newcombe_interval(swapped)
        assert (-swapped_high, -swapped_low) == pytest.approx((low, high), abs=1e-12)


@given(tables, st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_intervals_widen_with_their_level(table, lower, higher):
    narrow, wide = (paired_newcombe_interval(table, level=level) for level in (lower, higher))
    assert wide[0] <= narrow[0] + 1e-12
    assert narrow[1] <= wide[1] + 1e-12


def test_where_all_agree_the_interval_still_has_a_width():
    low, high = paired_newcombe_interval([[24, 0], [0, 0]])
    assert (low, high) == (pytest.approx(-high), pytest.approx(0.138, abs=5e-4))


def test_many_tables_give_the_same_as_one_after_another():
    several = np.array([[[1, 1], [7, 12]], [[4, 4], [4, 6]]])
    low, high = paired_newcombe_interval(several)
    singly = [paired_newcombe_interval(table) for table in several]
    np.testing.assert_allclose(np.transpose([low, high]), singly, rtol=1e-10)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], "table must have shape (..., 2, 2), not (2, 3)"),
        ([[1, -2], [4, 5]], "table must be whole numbers of people, 0 or more"),
        ([[0, 0], [0, 0]], "table must have somebody in it: nobody gave both answers"),
    ],
)
def test_impossible_tables_are_refused(table, message):
    with pytest.raises(ValueError) as error:
        paired_newcombe_interval(table)
    assert str(error.value) == message
