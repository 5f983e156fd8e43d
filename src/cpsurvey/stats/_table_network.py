"""A table in; the exact probability of tables with its margins no more probable than it, out.

A network, as Mehta and Patel's: fillings of the first columns that leave the same people in the
rows and are as probable are one path, and paths of which every completion is counted, or none,
are settled at once. It is met in the middle: paths through half of the columns are matched with
the ways to fill the others, so the work is nearer to the root of the number of tables than to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from cpsurvey.stats._column_fillings import Budget, Fillings, fillings, numbered
from cpsurvey.stats._table_costs import Margins, Whole, greatest_cost, least_cost, margins_of
from cpsurvey.stats._table_paths import NONE, Paths, collected
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY

MOST_WORK = 110_000_000
WORK_OF_A_PATH = 25  # kept
WORK_OF_A_COMPLETION = 3  # used and forgotten
PATHS_AT_ONCE = 2**19
SAME_COST = 1e-9
FEW_ROWS = 4


class Search(NamedTuple):
    """What is looked for: tables that cost `counted_from` or more; and when costs are the same."""

    margins: Margins
    counted_from: int
    same: int
    budget: Budget


class Onward(NamedTuple):
    """Ways to go on from paths: a filling goes on from the paths `first` to `last` at its node.

    `settled` is the probability of the tables that are sure to be counted.
    """

    ways: Fillings
    first: Whole
    last: Whole
    settled: float


class Completions(NamedTuple):
    """Paths that complete a slice of nodes, made when asked for, and how many a node has."""

    of: Callable[[slice], Paths]
    number: Whole


def exact_p_value(table: Whole) -> float:
    """Return the probability, given the margins, of a table no more probable than this one.

    Quickest with fewer rows than columns and, of a square table, with the more even totals in
    rows. Raises TooManyTablesError where time and memory are not enough.
    """
    columns = np.sort(table.sum(axis=0))[::-1]
    in_halves_alike = np.concatenate([columns[::2], columns[1::2]])
    margins, unit = margins_of(table.sum(axis=1), in_halves_alike)
    tolerance = int(np.log(SAME_PROBABILITY) * unit)
    counted_from = int(margins.cost[table].sum()) - tolerance
    search = Search(margins, counted_from, int(SAME_COST * unit), Budget(MOST_WORK))
    nodes = margins.rows[np.newaxis]
    paths = collected(np.zeros(1, int), np.zeros(1, int), np.ones(1), 1, search.same)
    p_value = 0.0
    # Paths before the middle are kept, those after it are not: many rows leave many to keep.
    middle = (len(columns) + (len(table) <= FEW_ROWS)) // 2
    for column in range(middle):
        onward = _onward(search, nodes, paths, column)
        p_value += onward.settled
        if not len(onward.first):
            return p_value
        if column < middle - 1:
            nodes, paths = _next_paths(search, paths, onward)
    return p_value + sum(_matched(search, paths, onward, middle))


def _onward(search: Search, nodes: Whole, paths: Paths, column: int) -> Onward:
    """Return the ways to fill a column after paths that leave it open whether they are counted."""
    margins, budget = search.margins, search.budget
    cheapest, all_of_them = paths.cost(paths.first[:-1]), paths.tail[paths.first[:-1]]
    ways = fillings(margins, nodes, column, search.counted_from - cheapest, budget)
    needed = search.counted_from - ways.cost
    least = least_cost(margins, ways.nodes, column + 1)[ways.child]
    greatest = greatest_cost(margins, ways.nodes, column + 1)[ways.child]
    first = paths.from_cost(ways.parent, needed - greatest)
    last = paths.from_cost(ways.parent, needed - least)
    settled = ways.decided @ all_of_them
    settled += paths.probability_from(ways.parent, last) @ ways.probability
    return _open(Onward(ways, first, last, float(settled)))


def _open(onward: Onward) -> Onward:
    """Leave out the ways that no path takes, and put the others in the order of their children."""
    ways = onward.ways
    is_open = np.flatnonzero(onward.last > onward.first)
    is_open = is_open[ways.child[is_open].argsort(kind="stable")]
    reached, child = numbered(ways.child[is_open], len(ways.nodes))
    kept = ways._replace(
        parent=ways.parent[is_open],
        child=child,
        cost=ways.cost[is_open],
        probability=ways.probability[is_open],
        nodes=ways.nodes[reached],
    )
    return Onward(kept, onward.first[is_open], onward.last[is_open], onward.settled)


def _next_paths(search: Search, paths: Paths, onward: Onward) -> tuple[Whole, Paths]:
    """Return the nodes that paths reach with one column more, and those paths."""
    ways, first, last, _ = onward
    search.budget.spend(WORK_OF_A_PATH * int((last - first).sum()))
    way, cost, probability = paths.stepped(first, last, ways.cost, ways.probability)
    return ways.nodes, collected(ways.child[way], cost, probability, len(ways.nodes), search.same)


def _matched(search: Search, paths: Paths, onward: Onward, column: int) -> Iterator[float]:
    """Yield the probability of counted tables at some nodes after others.

    At each node, paths meet the ways to fill the columns from one on.
    """
    ways, first, last, _ = onward
    begin = np.searchsorted(ways.child, np.arange(len(ways.nodes)))
    lowest = np.minimum.reduceat(paths.cost(first) + ways.cost, begin)
    highest = np.maximum.reduceat(paths.cost(last - 1) + ways.cost, begin)
    never, always = search.counted_from - highest, search.counted_from - lowest
    completions = _completions(search, ways.nodes, column, never, always)
    at_node = np.add.reduceat(last - first, begin)
    search.budget.spend(int(at_node.sum()) + WORK_OF_A_COMPLETION * int(completions.number.sum()))
    begin = np.append(begin, len(ways.child))
    for block in _blocks(at_node + completions.number):
        here = slice(begin[block.start], begin[block.stop])
        completing = completions.of(block)
        way, cost, probability = paths.stepped(
            first[here], last[here], ways.cost[here], ways.probability[here]
        )
        node = ways.child[here][way] - block.start
        completion = completing.from_cost(node, search.counted_from - cost)
        yield float(completing.probability_from(node, completion) @ probability)


def _completions(
    search: Search, nodes: Whole, column: int, never: Whole, always: Whole
) -> Completions:
    """Return the ways to fill the columns from one on.

    Those that cost less than `never` are left out: no path to their node would have them counted.
    Those that cost `always` or more are one: every path would.
    """
    margins, budget = search.margins, search.budget
    if column == len(margins.columns) - 1 or not len(nodes):
        number = np.ones(len(nodes), dtype=np.int64)
        return Completions(lambda block: _last(search, nodes, never, always, block), number)
    ways = fillings(margins, nodes, column, always, budget)
    never_here, always_here = never[ways.parent] - ways.cost, always[ways.parent] - ways.cost
    never_after = np.full(len(ways.nodes), NONE)
    np.minimum.at(never_after, ways.child, never_here)
    always_after = np.full(len(ways.nodes), -NONE)
    np.maximum.at(always_after, ways.child, always_here)
    after = _completions(search, ways.nodes, column + 1, never_after, always_after)
    budget.spend(WORK_OF_A_PATH * int(after.number.sum()))
    paths = after.of(slice(0, len(ways.nodes)))
    first = paths.from_cost(ways.child, never_here)
    last = paths.from_cost(ways.child, always_here)
    surely = paths.probability_from(ways.child, last) * ways.probability
    sure = ways.decided + np.bincount(ways.parent, surely, minlength=len(nodes))
    begin = np.searchsorted(ways.parent, np.arange(len(nodes) + 1))

    def of(block: slice) -> Paths:
        here = slice(begin[block.start], begin[block.stop])
        way, cost, probability = paths.stepped(
            first[here], last[here], ways.cost[here], ways.probability[here]
        )
        node = ways.parent[here][way] - block.start
        lumped = np.flatnonzero(sure[block])
        return collected(
            np.concatenate([node, lumped]),
            np.concatenate([cost, always[block][lumped]]),
            np.concatenate([probability, sure[block][lumped]]),
            block.stop - block.start,
            search.same,
        )

    return Completions(of, np.bincount(ways.parent, last - first, minlength=len(nodes)))


def _last(search: Search, nodes: Whole, never: Whole, always: Whole, block: slice) -> Paths:
    """Return the only way to fill the last column from each of some nodes."""
    cost = search.margins.cost[nodes[block]].sum(axis=1)
    kept = np.flatnonzero(cost >= never[block])
    cost = np.minimum(cost, always[block])[kept]
    nodes_here = block.stop - block.start
    return collected(kept, cost, np.ones(len(kept)), nodes_here, search.same)


def _blocks(number: Whole) -> Iterator[slice]:
    """Yield slices of nodes that have so many paths; few enough together, or one node."""
    up_to = number.cumsum()
    start = 0
    while start < len(number):
        before = up_to[start] - number[start]
        stop = max(start + 1, int(np.searchsorted(up_to, before + PATHS_AT_ONCE)))
        yield slice(start, stop)
        start = stop
