"""People left in each row in; the ways to fill the next column that are still in question out.

Tables are filled column by column. A node is how many people are left in each row, ascending:
rows with as many people left are interchangeable. The cost of a filling is the sum of log x! over
its cells: among tables of the same margins, the more, the less probable. Costs are whole numbers
of a small unit, so that equal ones are equal.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from cpsurvey.stats._checks import Floats

Whole: TypeAlias = npt.NDArray[np.int64]

COST_BITS = 45
FINEST_UNIT_BITS = 36
COARSEST_UNIT_BITS = 27
MOST_NODES = 2 ** (62 - COST_BITS)
MOST_KEYS = 2.0**62
MOST_KEYS_MARKED = 2**21
MOST_AT_ONCE = 2_000_000
NODES_AT_ONCE = 256
WORK_OF_A_CELL = 8


class TooManyTablesError(Exception):
    """The tables of these margins cannot be accounted for in bounded time and memory."""


class Budget:
    """How much work may still be done; some 50 million a second."""

    def __init__(self, work: int) -> None:
        self.left = work

    def spend(self, work: int) -> None:
        """Take some off; refuse when nothing is left."""
        self.left -= work
        if self.left < 0:
            raise TooManyTablesError


class Margins(NamedTuple):
    """Row totals, ascending; column totals in the order of filling; log x!, and it as a cost.

    Each column has a `price` that each person in it pays back. `least` is, for the columns from
    each one on, the least that 0, 1, 2 ... people of a row cost when they do; `paid_back` is
    what all people in those columns pay back, which the totals fix.
    """

    rows: Whole
    columns: Whole
    log_factorial: Floats
    cost: Whole
    price: Whole
    least: list[Whole]
    paid_back: Whole


class Fillings(NamedTuple):
    """Ways to fill a column: from which node, to which, at what cost, how probable.

    `nodes` are those reached, shape (nodes, rows). `decided` is, for each node left, the
    probability of the ways not listed because they are sure to cost its ceiling.
    """

    parent: Whole
    child: Whole
    cost: Whole
    probability: Floats
    nodes: Whole
    decided: Floats


class _Begun(NamedTuple):
    """Columns whose first cells are filled; `floor` is the least cost of all that is to fill."""

    parent: Whole
    unplaced: Whole
    key: Whole
    cost: Whole
    floor: Whole
    log_probability: Floats

    def at(self, index: npt.NDArray[np.intp]) -> _Begun:
        """Return some of them."""
        return _Begun(
            self.parent[index],
            self.unplaced[index],
            self.key[index],
            self.cost[index],
            self.floor[index],
            self.log_probability[index],
        )


def margins_of(rows: Whole, columns: Whole) -> tuple[Margins, float]:
    """Return margins with the costs that go with them, and how many units make 1."""
    if np.prod(rows + 1.0) > MOST_KEYS:
        raise TooManyTablesError
    log_factorial = gammaln(np.arange(rows.sum() + 1) + 1.0)
    bits = COST_BITS - 1 - np.ceil(np.log2(log_factorial[-1] + 2))
    if bits < COARSEST_UNIT_BITS:
        raise TooManyTablesError
    unit = float(2 ** min(bits, FINEST_UNIT_BITS))
    # Nearly what one person more adds in a typical cell: then the bounds are tight.
    price = np.log(columns + len(rows) / 2)
    rounding = 2 * rows.size * columns.size
    paid_back = (price * columns * unit)[::-1].cumsum()[::-1] - rounding
    margins = Margins(
        np.sort(rows),
        columns,
        log_factorial,
        np.rint(log_factorial * unit).astype(np.int64),
        np.ceil(price * unit).astype(np.int64),
        [_least_of_a_row(int(rows.max()), price[k:], unit) for k in range(columns.size)],
        np.floor(paid_back).astype(np.int64),
    )
    return margins, unit


def fillings(
    margins: Margins, nodes: Whole, column: int, ceiling: Whole, budget: Budget
) -> Fillings:
    """Return the ways to fill a column from each node, those sure to cost its ceiling left out.

    The cost is that of all columns from this one on.
    """
    blocks = [slice(first, first + NODES_AT_ONCE) for first in range(0, len(nodes), NODES_AT_ONCE)]
    filled = [_fill(margins, nodes[block], column, ceiling[block], budget) for block in blocks]
    columns, decided = zip(*filled, strict=True)
    parent = np.concatenate([f.parent + b.start for f, b in zip(columns, blocks, strict=True)])
    reached, child = _nodes_reached(margins, np.concatenate([f.key for f in columns]), column)
    cost = np.concatenate([f.cost for f in columns])
    probability = np.exp(np.concatenate([f.log_probability for f in columns]))
    return Fillings(parent, child, cost, probability, reached, np.concatenate(decided))


def least_cost(margins: Margins, nodes: Whole, column: int) -> Whole:
    """Return a cost that no way to fill the columns from one on falls below.

    A Lagrangian bound: given the prices, rows are independent.
    """
    floor: Whole = margins.least[column][nodes].sum(axis=1) + margins.paid_back[column]
    return floor


def greatest_cost(margins: Margins, nodes: Whole, column: int) -> Whole:
    """Return a cost that no way to fill the columns from one on exceeds.

    Rows cost most with their people together, in the largest columns; so do columns.
    """
    together = np.zeros(margins.rows[-1] + 1, dtype=np.int64)
    placed = 0
    largest_first = np.sort(margins.columns[column:])[::-1]
    for total in largest_first.tolist():
        people = np.arange(min(total, len(together) - 1 - placed) + 1)
        together[placed + people] = together[placed] + margins.cost[people]
        placed += int(people[-1])
    by_columns = margins.cost[largest_first].sum()
    greatest: Whole = np.minimum(together[nodes].sum(axis=1), by_columns)
    return greatest


def spread(counts: Whole) -> tuple[Whole, Whole]:
    """Return, for so many of each, whose each one is and its place among them."""
    whose = np.repeat(np.arange(len(counts)), counts)
    before = counts.cumsum() - counts
    return whose, np.arange(len(whose)) - before[whose]


def _fill(
    margins: Margins, nodes: Whole, column: int, ceiling: Whole, budget: Budget
) -> tuple[_Begun, Floats]:
    """Return the ways to fill a column cell by cell, and the probability of those left out."""
    price, before, after = margins.price[column], margins.least[column], margins.least[column + 1]
    room = nodes.sum(axis=1)
    begun = _nothing_filled(margins, nodes, column)
    begun, decided = _undecided(margins, begun, ceiling, room)
    for row, place in enumerate(_places(margins)):
        room = room - nodes[:, row]
        left = nodes[begun.parent, row]
        fewest = np.maximum(begun.unplaced - room[begun.parent], 0)
        choices = np.minimum(left, begun.unplaced) - fewest + 1
        _afford(int(choices.sum()), budget)
        whose, within = spread(choices)
        x, left = fewest[whose] + within, left[whose]
        begun = begun.at(whose)
        begun = _Begun(
            begun.parent,
            begun.unplaced - x,
            begun.key + place * (left - x),
            begun.cost + margins.cost[x],
            begun.floor + margins.cost[x] - price * x + after[left - x] - before[left],
            begun.log_probability + _log_choose(margins, left, x),
        )
        begun, sure = _undecided(margins, begun, ceiling, room)
        decided += sure
    return begun, decided


def _nothing_filled(margins: Margins, nodes: Whole, column: int) -> _Begun:
    """Return each node's column before its first cell is filled."""
    total, people = margins.columns[column], nodes[0].sum()
    start = np.zeros(len(nodes), dtype=np.int64)
    return _Begun(
        np.arange(len(nodes)),
        start + total,
        start,
        start,
        least_cost(margins, nodes, column),
        start - _log_choose(margins, people, total),
    )


def _undecided(
    margins: Margins, begun: _Begun, ceiling: Whole, room: Whole
) -> tuple[_Begun, Floats]:
    """Return those that may yet cost less than the ceiling, and each node's share of the others.

    `room` is how many people the cells still to fill may hold.
    """
    sure = begun.floor >= ceiling[begun.parent]
    if not sure.any():
        return begun, np.zeros(len(ceiling))
    out = begun.at(np.flatnonzero(sure))
    ways = _log_choose(margins, room[out.parent], out.unplaced)
    probability = np.exp(out.log_probability + ways)
    share = np.bincount(out.parent, probability, minlength=len(ceiling))
    return begun.at(np.flatnonzero(~sure)), share.astype(np.float64)


def _afford(cells: int, budget: Budget) -> None:
    """Refuse to fill more cells than memory and time allow."""
    if cells > MOST_AT_ONCE:
        raise TooManyTablesError
    budget.spend(WORK_OF_A_CELL * cells)


def _nodes_reached(margins: Margins, keys: Whole, column: int) -> tuple[Whole, Whole]:
    """Return the nodes that keys stand for, rows ascending, and which of them each key is."""
    places = _places(margins)
    different, number = numbered(keys, int(np.prod(margins.rows[:-1] + 1)))
    nodes = different[:, np.newaxis] // places[:-1] % (margins.rows[:-1] + 1)
    rest = margins.columns[column + 1 :].sum() - nodes.sum(axis=1)
    nodes = np.sort(np.column_stack([nodes, rest]), axis=1)
    sorted_keys = nodes @ places
    different, same = numbered(sorted_keys, int(np.prod(margins.rows[:-1] + 1)))
    if len(different) > MOST_NODES:
        raise TooManyTablesError
    one_of_each = np.empty(len(different), dtype=np.int64)
    one_of_each[same] = np.arange(len(nodes))
    return nodes[one_of_each], same[number]


def numbered(keys: Whole, span: int) -> tuple[Whole, Whole]:
    """Return the different keys in order, and the number of each one's place among them."""
    if span > MOST_KEYS_MARKED:
        return np.unique(keys, return_inverse=True)
    marked = np.zeros(span, dtype=bool)
    marked[keys] = True
    return np.flatnonzero(marked), (marked.cumsum() - 1)[keys]


def _places(margins: Margins) -> Whole:
    """Return what a person left in each row counts in a key; the last row follows from others."""
    return np.append(np.append(1, np.cumprod(margins.rows[:-2] + 1)), 0)


def _least_of_a_row(most: int, price: Floats, unit: float) -> Whole:
    """Return the least that 0, 1, 2 ... people of a row cost, less what they pay back.

    People are placed one by one where they add least.
    """
    adds = np.subtract.outer(np.log(np.arange(1, most + 1)), price)
    least = np.append(0.0, np.sort(adds, axis=None)[:most].cumsum())
    return np.floor(least * unit).astype(np.int64)


def _log_choose(margins: Margins, n: npt.ArrayLike, k: npt.ArrayLike) -> Floats:
    """Return the logarithm of the number of ways to choose k of n."""
    n, k = np.asarray(n), np.asarray(k)
    table = margins.log_factorial
    logarithm: Floats = table[n] - table[k] - table[n - k]
    return logarithm
