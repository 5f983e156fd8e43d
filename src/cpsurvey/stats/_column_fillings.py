"""People left in each row in; the ways to fill the next column that are still in question out.

Tables are filled column by column. A node is how many people are left in each row, ascending:
rows with as many people left are interchangeable. A filling that is sure to end in tables that
are counted is not followed further: only its probability is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._table_costs import (
    COST_BITS,
    Margins,
    TooManyTablesError,
    Whole,
    least_cost,
    log_choose,
)

MOST_NODES = 2 ** (62 - COST_BITS)
MOST_KEYS_MARKED = 2**21
MOST_AT_ONCE = 1_500_000  # cells, or ways to fill a column; 2 million took 650 MB
NODES_AT_ONCE = 128
WORK_OF_A_CELL = 8


class Budget:
    """How much work may still be done; some 50 million a second."""

    def __init__(self, work: int) -> None:
        self.left = work

    def spend(self, work: int) -> None:
        """Take some off; refuse when nothing is left."""
        self.left -= work
        if self.left < 0:
            raise TooManyTablesError


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


class _Filled(NamedTuple):
    """Filled columns, from which node each, to the node of which key."""

    parent: Whole
    key: Whole
    cost: Whole
    log_probability: Floats


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


def fillings(
    margins: Margins, nodes: Whole, column: int, ceiling: Whole, budget: Budget
) -> Fillings:
    """Return the ways to fill a column from each node, those sure to cost its ceiling left out.

    The cost is that of all columns from this one on.
    """
    blocks = [slice(first, first + NODES_AT_ONCE) for first in range(0, len(nodes), NODES_AT_ONCE)]
    filled, ways = [], 0
    for block in blocks:
        filled.append(_fill(margins, nodes[block], column, ceiling[block], budget))
        ways += len(filled[-1][0].parent)
        if ways > MOST_AT_ONCE:
            raise TooManyTablesError
    columns, decided = zip(*filled, strict=True)
    parent = np.concatenate([f.parent + b.start for f, b in zip(columns, blocks, strict=True)])
    reached, child = _nodes_reached(margins, np.concatenate([f.key for f in columns]), column)
    cost = np.concatenate([f.cost for f in columns])
    probability = np.exp(np.concatenate([f.log_probability for f in columns]))
    return Fillings(parent, child, cost, probability, reached, np.concatenate(decided))


def spread(counts: Whole) -> tuple[Whole, Whole]:
    """Return, for so many of each, whose each one is and its place among them."""
    whose = np.arange(len(counts)).repeat(counts)
    before = counts.cumsum() - counts
    return whose, np.arange(len(whose)) - before[whose]


def _fill(
    margins: Margins, nodes: Whole, column: int, ceiling: Whole, budget: Budget
) -> tuple[_Filled, Floats]:
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
            begun.log_probability + log_choose(margins, left, x),
        )
        begun, sure = _undecided(margins, begun, ceiling, room)
        decided += sure
    return _Filled(begun.parent, begun.key, begun.cost, begun.log_probability), decided


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
        start - log_choose(margins, people, total),
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
    ways = log_choose(margins, room[out.parent], out.unplaced)
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
