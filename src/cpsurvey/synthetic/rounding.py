"""A fitted table and its margins → whole numbers that meet every margin, moving the least."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.programs import cheapest
from cpsurvey.synthetic.sums import Floats, Sums, Whole, equations, spread

SNAP = 1e-6
TIE = 1e-3


def round_cells(table: Floats, sums: Sequence[Sums], rng: np.random.Generator) -> Whole:
    """Round each cell up or down so that every margin holds, moving the least.

    Where the margins do not allow a neighbour of each cell, cells go as little further as can be.

    Parameters
    ----------
    table
        Fitted numbers, of any number of dimensions; cells of 0 stay 0.
    sums
        Its margins.
    rng
        Breaks ties, by up to a thousandth of a person a cell.

    Returns
    -------
    numpy.ndarray
        Whole numbers in the shape of the table.

    Raises
    ------
    CodebookError
        If no table of whole numbers has these margins.

    References
    ----------
    Cox and Ernst (1982), INFOR 20, 423-432, for two dimensions; beyond them there may be no table
    of neighbours, and this is an integer program.
    """
    low, high, gain = _neighbours(table, rng)
    matrix, wanted = equations(sums, table.shape)
    cells = (low.ravel(), high.ravel())
    rounded = cheapest(-gain.ravel(), matrix, (wanted, wanted), cells)
    if rounded is None:
        rounded = _further(low, high, gain, sums)
    return rounded.reshape(table.shape)


def round_table(table: Floats, rows: Whole, columns: Whole, rng: np.random.Generator) -> Whole:
    """Round each cell up or down so that both margins hold, moving the least.

    Cells are rounded to a neighbour wherever the margins allow; a table that met its margins
    only nearly may need one cell to go further.
    """
    low, high, gain = _neighbours(table, rng)
    rounded = transport(-gain, rows, columns, low, high)
    if rounded is None:
        wide = np.where(table > 0, np.minimum.outer(rows, columns), 0).astype(float)
        rounded = transport(-gain, rows, columns, np.zeros(table.shape), np.maximum(wide, high))
    if rounded is None:
        raise CodebookError("no table of whole numbers has these margins.")
    return rounded


def transport(cost: Floats, rows: Whole, columns: Whole, low: Floats, high: Floats) -> Whole | None:
    """Solve the transportation problem: its corners are whole, and None says it has no solution."""
    from scipy.optimize import linprog

    r, c = cost.shape
    if not cost.size:
        return np.zeros((r, c), dtype=np.int64)
    sums = np.vstack([np.kron(np.eye(r), np.ones(c)), np.kron(np.ones(r), np.eye(c))])
    solved = linprog(
        cost.ravel(),
        A_eq=sums,
        b_eq=np.concatenate([rows, columns]).astype(float),
        bounds=list(zip(low.ravel().tolist(), high.ravel().tolist(), strict=True)),
        method="highs-ds",
    )
    if not solved.success or solved.x is None:
        return None
    return np.rint(solved.x).astype(np.int64).reshape(r, c)


def _neighbours(table: Floats, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Return the whole numbers on both sides of each cell, and what rounding it up gains."""
    near = np.rint(table)
    settled = np.where(np.abs(table - near) < SNAP, near, table)
    low, high = np.floor(settled), np.ceil(settled)
    return low, high, 2 * (settled - low) - 1 + TIE * rng.random(table.shape)


def _further(low: Floats, high: Floats, gain: Floats, sums: Sequence[Sums]) -> Whole:
    """Round where some cell has to go beyond its neighbours: as few beyond as can be.

    A cell is its lower neighbour, and up to the other one at the usual gain, and then more or
    less by single people, each of which costs more than all that rounding could gain.
    """
    from scipy.sparse import csr_array, hstack

    matrix, wanted = equations(sums, low.shape)
    most = reduce(np.minimum, [spread(s.totals, s.axes, low.ndim) for s in sums])
    room = np.where(high > 0, np.maximum(most - high, 0), 0)
    zeros, far = np.zeros(low.size), np.full(low.size, 2.0 + 4 * low.size)
    steps = cheapest(
        np.concatenate([-gain.ravel(), far, far]),
        csr_array(hstack([matrix, matrix, -matrix])),
        (wanted - matrix @ low.ravel(),) * 2,
        (np.tile(zeros, 3), np.concatenate([(high - low).ravel(), room.ravel(), low.ravel()])),
    )
    if steps is None:
        raise CodebookError("no table of whole numbers has these margins.")
    up, more, less = steps.reshape(3, -1)
    return low.ravel().astype(np.int64) + up + more - less
