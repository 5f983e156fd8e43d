"""Margins and how answers go together → a table of whole people that meets every margin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.clash import check_sums
from cpsurvey.synthetic.rounding import round_cells, round_table, transport
from cpsurvey.synthetic.sums import Floats, Sums, Whole, named_sums, spread, summed

ROUNDS = 1000
CLOSE = 1e-9


class Fitted(NamedTuple):
    """A fitted table, the rounds it took, and the largest distance from any total that is left."""

    table: Floats
    rounds: int
    off: float

    @property
    def converged(self) -> bool:
        """Whether every margin is met."""
        return self.off < CLOSE


def fit_cells(
    names: Sequence[str],
    axes: Sequence[Sequence[int]],
    totals: Sequence[Whole],
    odds: Floats,
    rng: np.random.Generator,
    levels: Sequence[Sequence[str]] = (),
) -> Whole:
    """Make a table of whole numbers that meets several margins, as near as can be to the odds.

    Parameters
    ----------
    names
        What each margin is called in messages, such as ``parent.join_mode``.
    axes
        For each margin the axes of the table that it is over: ``(0,)`` is a margin of the first
        question, ``(0, 2)`` a cross-tabulation of the first with the third, ``()`` the number of
        people. Every axis needs some margin.
    totals
        For each margin its whole numbers, one dimension for each of its axes and in their order.
    odds
        How much likelier than otherwise each combination of answers is, one dimension a question;
        0 where a combination never occurs.
    rng
        Breaks ties between tables that round equally well.
    levels
        For each axis the names of its places, for messages; left out, they are numbered from 1.

    Returns
    -------
    numpy.ndarray
        Whole numbers in the shape of `odds`: the odds fitted to the margins by iterative
        proportional fitting, each cell then rounded so that every margin holds exactly. Of two
        questions with a margin each, the same table as that of `fit_table`.

    Raises
    ------
    CodebookError
        If the totals differ, or no table of whole numbers meets the margins and is 0 where the
        odds are; the message names those that clash.

    References
    ----------
    Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Cox and Ernst
    (1982), INFOR 20, 423-432.

    Examples
    --------
    Of eight people, four on video and four by phone; five said yes; and of the six in England,
    four by phone.

    >>> import numpy as np
    >>> table = fit_cells(
    ...     ["mode by nation", "answer"],
    ...     [(0, 1), (2,)],
    ...     [np.array([[2, 2], [4, 0]]), np.array([5, 3])],
    ...     np.ones((2, 2, 2)),
    ...     np.random.default_rng(0),
    ... )
    >>> table.sum(axis=2).tolist(), table.sum(axis=(0, 1)).tolist()
    ([[2, 2], [4, 0]], [5, 3])
    """
    sums = named_sums(names, axes, totals, odds)
    check_sums(sums, odds, levels)
    if odds.ndim == 2 and [known.axes for known in sums] == [(0,), (1,)]:
        return _fit_two(sums[0].totals, sums[1].totals, odds, rng)
    return round_cells(fit_sums(odds, sums).table, sums, rng)


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
    return _fit_two(rows, columns, odds, rng)


def check_margins(rows: Whole, columns: Whole, odds: Floats) -> None:
    """Refuse margins that no table of whole numbers meets."""
    if rows.sum() != columns.sum():
        raise CodebookError(f"the rows add up to {rows.sum()} and the columns to {columns.sum()}.")
    if (odds > 0).all():
        return
    most = np.where(odds > 0, np.minimum.outer(rows, columns), 0).astype(float)
    if transport(np.zeros(odds.shape), rows, columns, np.zeros(odds.shape), most) is None:
        raise CodebookError(
            "no table of whole numbers has these margins and is 0 where the odds are 0."
        )


def fit_proportions(rows: Whole, columns: Whole, odds: Floats) -> Floats:
    """Scale the rows and columns of `odds` in turn until both margins hold."""
    return fit_sums(odds, [Sums("rows", (0,), rows), Sums("columns", (1,), columns)]).table


def fit_sums(odds: Floats, sums: Sequence[Sums]) -> Fitted:
    """Scale `odds` to each margin in turn until all of them hold.

    Where zeros force further zeros the scaling only creeps towards them; it stops after
    `ROUNDS` rounds, near enough to be rounded, and `Fitted.converged` is then false.
    """
    table = odds.astype(float)
    off, rounds = np.inf, 0
    while rounds < ROUNDS and off >= CLOSE:
        rounds += 1
        for known in sums:
            found = summed(table, known.axes)
            table *= spread(_ratio(known.totals, found), known.axes, table.ndim)
        off = max(
            float(np.abs(summed(table, known.axes) - known.totals).max(initial=0.0))
            for known in sums
        )
    return Fitted(table, rounds, off)


def _fit_two(rows: Whole, columns: Whole, odds: Floats, rng: np.random.Generator) -> Whole:
    """Fit a table of two questions, and round it."""
    if len(rows) == 1:
        return columns[np.newaxis]
    return round_table(fit_proportions(rows, columns, odds), rows, columns, rng)


def _ratio(wanted: Whole, found: Floats) -> Floats:
    """Return by how much to scale; where nothing is wanted or found, to nothing."""
    return np.divide(wanted, found, out=np.zeros(found.shape), where=found > 0)
