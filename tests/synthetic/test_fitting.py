"""Fitted tables: margins met exactly, odds kept, every cell next to its fitted value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.fitting import fit_proportions, fit_table, round_table


def chance():
    return np.random.default_rng(1)


@st.composite
def feasible(draw):
    """Margins of a table that exists, and odds that are 0 only where that table is."""
    shape = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    cells = st.lists(st.integers(0, 30), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
    table = np.array(draw(cells), dtype=np.int64).reshape(shape)
    odds = np.array(draw(cells)).reshape(shape) / 10 + 0.1
    zeros = np.array(draw(cells)).reshape(shape) < 8
    return table.sum(axis=1), table.sum(axis=0), np.where(zeros & (table == 0), 0, odds)


@settings(deadline=None)
@given(feasible())
def test_both_margins_are_met_and_no_cell_is_filled_that_has_no_odds(case):
    rows, columns, odds = case
    table = fit_table(rows, columns, odds, chance())
    assert table.sum(axis=1).tolist() == rows.tolist()
    assert table.sum(axis=0).tolist() == columns.tolist()
    assert (table >= 0).all()
    assert not table[odds == 0].any()


@settings(deadline=None)
@given(feasible())
def test_every_cell_is_next_to_its_fitted_value(case):
    rows, columns, odds = case
    fitted = fit_proportions(rows, columns, odds)
    assert (np.abs(fit_table(rows, columns, odds, chance()) - fitted) < 1 + 1e-6).all()


@settings(deadline=None)
@given(st.integers(2, 60), st.integers(2, 60), st.integers(2, 60), st.floats(0.1, 10))
def test_a_two_by_two_table_is_the_root_of_its_odds_ratio(first, second, column, ratio):
    """The cell x of a 2 × 2 table with odds ratio r solves x (n-a-b+x) = r (a-x)(b-x)."""
    total = first + second
    column = min(column, total - 1)
    fitted = fit_proportions(
        np.array([first, second]),
        np.array([column, total - column]),
        np.array([[ratio, 1.0], [1, 1]]),
    )
    x = fitted[0, 0]
    left = x * (second - column + x)
    assert left == pytest.approx(ratio * (first - x) * (column - x), rel=1e-6, abs=1e-6)


def test_rounding_moves_as_little_as_can_be():
    """Of the four tables with these margins, the nearest is the one that rounds each cell."""
    table = np.array([[1.2, 1.8], [0.8, 1.2]])
    rounded = round_table(table, np.array([3, 2]), np.array([2, 3]), chance())
    assert rounded.tolist() == [[1, 2], [1, 1]]


def test_zeros_that_force_zeros_are_found():
    """With nothing below the diagonal and equal margins, nothing is left above it."""
    odds = np.triu(np.ones((4, 4)))
    table = fit_table(np.full(4, 7), np.full(4, 7), odds, chance())
    assert table.tolist() == (7 * np.eye(4, dtype=int)).tolist()


def test_a_cell_that_creeps_towards_nothing_may_go_all_the_way():
    """Scaling stops short of these margins, and rounding to neighbours alone cannot meet them."""
    table = np.array([[2.6, 0.4], [0.4, 2.6]])
    rounded = round_table(table, np.array([4, 2]), np.array([4, 2]), chance())
    assert rounded.tolist() == [[4, 0], [0, 2]]


def test_the_same_chance_gives_the_same_table():
    rows, columns, odds = np.array([5, 5]), np.array([5, 5]), np.ones((2, 2))
    tables = [
        fit_table(rows, columns, odds, np.random.default_rng(seed)).tolist()
        for seed in [3, 3, *range(9)]
    ]
    assert tables[0] == tables[1]
    assert {str(table) for table in tables} == {"[[2, 3], [3, 2]]", "[[3, 2], [2, 3]]"}


def test_margins_with_different_totals_are_refused():
    with pytest.raises(CodebookError) as caught:
        fit_table(np.array([3]), np.array([1, 1]), np.ones((1, 2)), chance())
    assert str(caught.value) == "the rows add up to 3 and the columns to 2."


def test_margins_that_the_zeros_forbid_are_refused():
    with pytest.raises(CodebookError) as caught:
        fit_table(np.array([4, 2]), np.array([3, 3]), np.array([[1.0, 0], [1, 1]]), chance())
    assert str(caught.value) == (
        "no table of whole numbers has these margins and is 0 where the odds are 0."
    )
