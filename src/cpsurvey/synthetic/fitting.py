"""Two margins and how answers go together → a table of whole people that meets both margins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
ROUNDS = 1000
CLOSE = 1e-9
SNAP = 1e-6
TIE = 1e-3


def fit_table(rows: Whole, columns: Whole, odds: Floats, rng: np.random.Generator) -> Whole:
    """Make a table of whole numbers with these margins, as near as can be to the odds.

    Parameters
    ----------
    rows, columns
        Row sums, shape (r,), and column sums, shape (c,): whole numbers with the same total.
    odds
        How much likelier than otherwise each column is in each row, shape (r, c); 0 where the two
        never go together.
    rng
        Breaks ties between tables that round equally well.

    Returns
    -------
    numpy.ndarray
        Whole numbers, shape (r, c): the odds fitted to the margins by iterative proportional
        fitting, each cell then rounded up or down so that both margins hold exactly.

    Raises
    ------
    CodebookError
        If the totals differ, or no table with these margins is 0 where the odds are.

    References
    ----------
    Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Cox and Ernst
    (1982), INFOR 20, 423-432.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> fit_table(np.array([6, 4]), np.array([7, 3]), np.array([[1.0, 0.0], [1.0, 1.0]]), rng)
    array([[6, 0],
           [1, 3]])
    """
    check_margins(rows, columns, odds)
    if len(rows) == 1:
        return columns[np.newaxis]
    return round_table(fit_proportions(rows, columns, odds), rows, columns, rng)


def check_margins(rows: Whole, columns: Whole, odds: Floats) -> None:
    """Refuse margins that no table of whole numbers meets."""
    if rows.sum() != columns.sum():
        raise CodebookError(f"the rows add up to {rows.sum()} and the columns to {columns.sum()}.")
    if (odds > 0).all():
        return
    most = np.where(odds > 0, np.minimum.outer(rows, columns), 0).astype(float)
    if _transport(np.zeros(odds.shape), rows, columns, np.zeros(odds.shape), most) is None:
        raise CodebookError(
            "no table of whole numbers has these margins and is 0 where the odds are 0."
        )


def fit_proportions(rows: Whole, columns: Whole, odds: Floats) -> Floats:
    """Scale the rows and columns of `odds` in turn until both margins hold.

    Where zeros force further zeros the scaling only creeps towards them; it stops after
    `ROUNDS` rounds, near enough to be rounded.
    """
    table = odds.astype(float)
    for _ in range(ROUNDS):
        table *= _ratio(rows, table.sum(axis=1))[:, np.newaxis]
        table *= _ratio(columns, table.sum(axis=0))
        if np.abs(table.sum(axis=1) - rows).max(initial=0.0) < CLOSE:
            break
    return table


def round_table(table: Floats, rows: Whole, columns: Whole, rng: np.random.Generator) -> Whole:
    """Round each cell up or down so that both margins hold, moving the least.

    Cells are rounded to a neighbour wherever the margins allow; a table that met its margins
    only nearly may need one cell to go further.
    """
    near = np.rint(table)
    settled = np.where(np.abs(table - near) < SNAP, near, table)
    low, high = np.floor(settled), np.ceil(settled)
    gain = 2 * (settled - low) - 1 + TIE * rng.random(table.shape)
    rounded = _transport(-gain, rows, columns, low, high)
    if rounded is None:
        wide = np.where(table > 0, np.minimum.outer(rows, columns), 0).astype(float)
        rounded = _transport(-gain, rows, columns, np.zeros(table.shape), np.maximum(wide, high))
    if rounded is None:
        raise CodebookError("no table of whole numbers has these margins.")
    return rounded


def _transport(
    cost: Floats, rows: Whole, columns: Whole, low: Floats, high: Floats
) -> Whole | None:
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


def _ratio(wanted: Whole, found: Floats) -> Floats:
    """Return by how much to scale; where nothing is wanted or found, to nothing."""
    return np.divide(wanted, found, out=np.zeros(found.shape), where=found > 0)
