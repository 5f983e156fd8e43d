"""Fitted tables: R's and published numbers, margins met exactly, odds kept, zeros kept."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.fitting import fit_cells, fit_proportions, fit_sums, fit_table
from cpsurvey.synthetic.sums import named_sums, summed

ORACLES = Path(__file__).parents[1] / "oracles"


def chance(seed=1):
    return np.random.default_rng(seed)


# ---- Witnesses ----


def of_r(text, shape=None):
    """Numbers as R holds them: the first axis fastest."""
    numbers = np.array([float(number) for number in text.split()])
    return numbers if shape is None else numbers.reshape(shape, order="F")


def reference():
    with (ORACLES / "fitting.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield pytest.param(row, id=f"{number}-{row['case']}-{row['margins'].replace(' ', '_')}")


@pytest.mark.parametrize("row", list(reference()))
def test_the_fitted_table_is_that_of_loglin(row):
    shape = of_r(row["shape"]).astype(int)
    table, start = of_r(row["table"], shape), of_r(row["start"], shape)
    axes = [tuple(int(a) - 1 for a in one.split("+")) for one in row["margins"].split()]
    sums = named_sums(row["margins"].split(), axes, [summed(table, a) for a in axes], start)
    fitted = fit_sums(start, sums)
    assert fitted.converged
    np.testing.assert_allclose(fitted.table, of_r(row["fit"], shape), rtol=1e-8, atol=1e-9)


def test_the_published_example_of_a_square_table_comes_out():
    """The encyclopaedia's table, as fitted and printed by the package ProportionalFitting.jl.

    Its documentation of `ipf` (github.com/vankesteren/ProportionalFitting.jl) gives six digits.
    """
    start = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
    printed = [
        [64.5585, 46.2325, 35.3843, 3.82473],
        [49.9679, 68.1594, 156.499, 25.3742],
        [56.7219, 144.428, 145.082, 53.7673],
        [28.7516, 41.18, 63.0347, 17.0337],
    ]
    rows, columns = np.array([150, 300, 400, 150]), np.array([200, 300, 400, 100])
    fitted = fit_proportions(rows, columns, np.array(start, dtype=float))
    np.testing.assert_allclose(fitted, printed, rtol=5e-6)


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


# ---- Two questions ----


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
@given(feasible())
def test_two_questions_give_the_same_table_either_way(case):
    rows, columns, odds = case
    several = fit_cells(["a", "b"], [(0,), (1,)], [rows, columns], odds, chance())
    assert several.tolist() == fit_table(rows, columns, odds, chance()).tolist()


def test_zeros_that_force_zeros_are_found():
    """With nothing below the diagonal and equal margins, nothing is left above it."""
    odds = np.triu(np.ones((4, 4)))
    table = fit_table(np.full(4, 7), np.full(4, 7), odds, chance())
    assert table.tolist() == (7 * np.eye(4, dtype=int)).tolist()


def test_a_fit_that_only_creeps_says_that_it_has_not_converged():
    odds = np.triu(np.ones((2, 2)))
    sums = named_sums(["a", "b"], [(0,), (1,)], [np.array([7, 7])] * 2, odds)
    fitted = fit_sums(odds, sums)
    assert not fitted.converged
    assert (fitted.rounds, fitted.off < 0.01) == (1000, True)


def test_the_same_chance_gives_the_same_table():
    rows, columns, odds = np.array([5, 5]), np.array([5, 5]), np.ones((2, 2))
    tables = [fit_table(rows, columns, odds, chance(seed)).tolist() for seed in [3, 3, *range(9)]]
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


# ---- More questions ----

MARGINS = {
    2: [[(0,), (1,)], [(1,), (0,)]],
    3: [[(0,), (1,), (2,)], [(0, 1), (2,)], [(0, 1), (1, 2)], [(1, 0), (2, 1), (0, 2)]],
    4: [[(0, 1), (2, 3)], [(0, 1, 2), (3, 2)], [(0,), (1, 3), (2,), ()], [(0, 1), (1, 2), (2, 3)]],
}


def some_margins(seed):
    """Margins of a random table of two, three or four questions, and odds that allow for it."""
    rng = chance(seed)
    size = 2 + seed % 3
    shape = tuple(rng.integers(2, 4, size))
    table = rng.poisson(rng.choice([0.7, 3, 12]), shape)
    zeros = (rng.random(shape) < 0.3) & (table == 0)
    odds = np.where(zeros, 0, rng.exponential(1, shape) + 0.01)
    axes = MARGINS[size][seed // 3 % len(MARGINS[size])]
    totals = [
        table.sum(axis=tuple(set(range(size)) - set(one))).transpose(np.argsort(np.argsort(one)))
        for one in axes
    ]
    return [f"margin {one}" for one in axes], axes, totals, odds


@pytest.mark.parametrize("seed", range(100))
def test_margins_are_met_exactly_for_a_hundred_sets_that_can_be(seed):
    names, axes, totals, odds = some_margins(seed)
    table = fit_cells(names, axes, totals, odds, chance())
    assert table.dtype == np.int64
    assert (table >= 0).all()
    assert not table[odds == 0].any()
    for one, wanted in zip(axes, totals, strict=True):
        found = table.sum(axis=tuple(set(range(odds.ndim)) - set(one)))
        assert found.tolist() == wanted.transpose(np.argsort(one)).tolist()


def test_a_published_cross_tabulation_is_kept_and_the_odds_decide_the_rest():
    """Answers go with the first question; how the first two go together is published."""
    both = np.array([[600, 200], [100, 300]])
    odds = np.ones((2, 2, 2))
    odds[0, :, 0] = 9
    table = fit_cells(
        ["both", "answer"], [(0, 1), (2,)], [both, np.array([600, 600])], odds, chance()
    )
    assert table.sum(axis=2).tolist() == both.tolist()
    first = table.sum(axis=1)
    assert first[0, 0] * first[1, 1] / (first[0, 1] * first[1, 0]) == pytest.approx(9, rel=0.02)


def test_nobody_is_a_table_of_noughts():
    table = fit_cells(
        ["a", "b", "c"], [(0,), (1,), (2,)], [np.zeros(2)] * 3, np.ones((2, 2, 2)), chance()
    )
    assert table.tolist() == np.zeros((2, 2, 2), dtype=int).tolist()
