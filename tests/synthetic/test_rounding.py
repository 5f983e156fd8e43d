"""Controlled rounding: against every table of whole numbers there is, at small sizes."""

from itertools import product

import numpy as np
import pytest

from cpsurvey.errors import CodebookError, CpsurveyError
from cpsurvey.synthetic import programs
from cpsurvey.synthetic.fitting import fit_sums
from cpsurvey.synthetic.programs import cheapest
from cpsurvey.synthetic.rounding import round_cells, round_table
from cpsurvey.synthetic.sums import equations, named_sums, summed

TRIANGLE = [(0, 1), (1, 2), (0, 2)]


def chance():
    return np.random.default_rng(1)


def sums_of(table, axes):
    return named_sums([str(a) for a in axes], axes, [summed(table, a) for a in axes], table * 1.0)


def every_table(fitted, sums, most):
    """Every table of whole numbers that meets the margins and is 0 where the fitted one is."""
    free = np.argwhere(fitted.ravel() > 0).ravel()
    cells = np.zeros((most + 1) ** len(free) * fitted.size, dtype=np.int8).reshape(-1, fitted.size)
    cells[:, free] = list(product(range(most + 1), repeat=len(free)))
    matrix, wanted = equations(sums, fitted.shape)
    return cells[(cells @ matrix.toarray().T == wanted).all(axis=1)].astype(int)


def moved(cells, fitted):
    """How far beyond its neighbours, and then how far at all, a table moves."""
    goal = np.where(np.abs(fitted - np.rint(fitted)) < 1e-6, np.rint(fitted), fitted).ravel()
    beyond = np.maximum(np.maximum(cells - np.ceil(goal), np.floor(goal) - cells), 0)
    return beyond.sum(axis=-1), np.abs(cells - fitted.ravel()).sum(axis=-1)


@pytest.mark.parametrize(
    ("shape", "axes"), [((2, 3), [(0,), (1,)]), ((2, 2, 2), TRIANGLE), ((2, 2, 2), [(0, 1), (2,)])]
)
@pytest.mark.parametrize("seed", range(6))
def test_no_other_table_moves_less(shape, axes, seed):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 3, shape)
    sums = sums_of(table, axes)
    odds = np.where((table == 0) & (rng.random(shape) < 0.3), 0, rng.random(shape) + 0.1)
    fitted = fit_sums(odds, sums).table
    beyond, far = moved(every_table(fitted, sums, 4), fitted)
    rounded = moved(round_cells(fitted, sums, chance()).ravel(), fitted)
    assert rounded[0] == beyond.min()
    assert rounded[1] <= far[beyond == beyond.min()].min() + 1e-3 * fitted.size


@pytest.mark.parametrize("seed", range(6))
def test_where_no_neighbours_meet_the_margins_as_few_as_can_be_go_further(seed):
    """A table that is far from its margins, as one is that scaling has not brought there."""
    rng = np.random.default_rng(seed)
    sums = sums_of(rng.integers(0, 3, (2, 2, 2)), [(0, 1), (2,)])
    fitted = rng.random((2, 2, 2)) * 2
    beyond, far = moved(every_table(fitted, sums, 4), fitted)
    rounded = moved(round_cells(fitted, sums, chance()).ravel(), fitted)

    assert rounded[0] == beyond.min()
    assert rounded[1] <= far[beyond == beyond.min()].min() + 1e-3 * fitted.size


def test_a_cell_that_creeps_towards_nothing_may_go_all_the_way():
    """Scaling stops short of these margins, and rounding to neighbours alone cannot meet them."""
    table = np.array([[2.6, 0.4], [0.4, 2.6]])
    rounded = round_table(table, np.array([4, 2]), np.array([4, 2]), chance())
    assert rounded.tolist() == [[4, 0], [0, 2]]
    sums = named_sums(["a", "b"], [(0,), (1,)], [np.array([4, 2])] * 2, table)
    assert round_cells(table, sums, chance()).tolist() == [[4, 0], [0, 2]]


def test_rounding_moves_as_little_as_can_be():
    """Of the four tables with these margins, the nearest is the one that rounds each cell."""
    table = np.array([[1.2, 1.8], [0.8, 1.2]])
    rounded = round_table(table, np.array([3, 2]), np.array([2, 3]), chance())
    assert rounded.tolist() == [[1, 2], [1, 1]]


def test_ties_are_broken_by_chance():
    fitted = np.full((2, 2, 2), 0.5)
    sums = named_sums(["a", "b", "c"], TRIANGLE, [np.ones((2, 2))] * 3, fitted)
    found = {
        str(round_cells(fitted, sums, np.random.default_rng(seed)).tolist()) for seed in range(12)
    }
    assert found == {"[[[1, 0], [0, 1]], [[0, 1], [1, 0]]]", "[[[0, 1], [1, 0]], [[1, 0], [0, 1]]]"}


def test_margins_that_cells_of_nothing_forbid_are_refused():
    table = np.array([[1.0, 0.0], [1.0, 0.0]])
    sums = named_sums(["a", "b"], [(0,), (1,)], [np.array([1, 1])] * 2, table)
    with pytest.raises(CodebookError) as caught:
        round_cells(table, sums, chance())
    assert str(caught.value) == "no table of whole numbers has these margins."


def test_a_program_that_takes_too_long_says_so(monkeypatch):
    monkeypatch.setattr(programs, "SECONDS", 0)
    rng = np.random.default_rng(0)
    table = rng.poisson(2, (6, 6, 6))
    matrix, wanted = equations(sums_of(table, TRIANGLE), table.shape)
    cells = (np.zeros(table.size), np.full(table.size, 9.0))
    with pytest.raises(CpsurveyError) as caught:
        cheapest(rng.random(table.size), matrix, (wanted, wanted), cells)
    assert str(caught.value) == (
        "a table of 216 cells and 108 sums was not settled within 0 seconds: use fewer questions"
        " together, or fewer answers."
    )
