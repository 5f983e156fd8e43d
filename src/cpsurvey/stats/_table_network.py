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

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._column_fillings import (
    COST_BITS,
    Budget,
    Fillings,
    Margins,
    Whole,
    fillings,
    greatest_cost,
    least_cost,
    margins_of,
    numbered,
    spread,
)
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY

MOST_WORK = 110_000_000
WORK_OF_A_PATH = 25  # kept
WORK_OF_A_COMPLETION = 3  # used and forgotten
PATHS_AT_ONCE = 2**19
LOWER_BITS = 2**COST_BITS - 1
SAME_COST = 1e-9
NONE = 2**62


class Search(NamedTuple):
    """What is looked for: tables that cost `counted_from` or more; and when costs are the same."""

    margins: Margins
    counted_from: int
    same: int
    budget: Budget


class Paths(NamedTuple):
    """Ways to fill some columns: at each node their costs, ascending, and probabilities.

    The paths of a node are those from `first[node]` to `first[node + 1]`; `tail` is the
    probability of a path and of those at its node that cost more. A key is node and cost in one
    number; the cost is the lower bits, counted from `base`.
    """

    key: Whole
    base: int
    probability: Floats
    tail: Floats
    first: Whole

    def cost(self) -> Whole:
        """Return the cost of each path."""
        cost: Whole = (self.key & LOWER_BITS) + self.base
        return cost

    def from_cost(self, node: Whole, cost: Whole) -> Whole:
        """Return the first path at each node that costs so much or more."""
        sought = (node << COST_BITS) + np.clip(cost - self.base, 0, LOWER_BITS)
        return np.searchsorted(self.key, sought)

    def probability_from(self, node: Whole, path: Whole) -> Floats:
        """Return the probability of the paths at each node from one on."""
        return np.where(path < self.first[node + 1], np.append(self.tail, 0.0)[path], 0.0)


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
    paths = _collected(search, np.zeros(1, int), np.zeros(1, int), np.ones(1), 1)
    p_value = 0.0
    middle = len(columns) // 2
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
    cheapest, all_of_them = paths.cost()[paths.first[:-1]], paths.tail[paths.first[:-1]]
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
    number = onward.last - onward.first
    search.budget.spend(WORK_OF_A_PATH * int(number.sum()))
    way, within = spread(number)
    path = onward.first[way] + within
    cost = paths.cost()[path] + onward.ways.cost[way]
    probability = paths.probability[path] * onward.ways.probability[way]
    nodes = onward.ways.nodes
    return nodes, _collected(search, onward.ways.child[way], cost, probability, len(nodes))


def _matched(search: Search, paths: Paths, onward: Onward, column: int) -> Iterator[float]:
    """Yield the probability of counted tables at some nodes after others.

    At each node, paths meet the ways to fill the columns from one on.
    """
    ways, cost = onward.ways, paths.cost()
    begin = np.searchsorted(ways.child, np.arange(len(ways.nodes)))
    lowest = np.minimum.reduceat(cost[onward.first] + ways.cost, begin)
    highest = np.maximum.reduceat(cost[onward.last - 1] + ways.cost, begin)
    never, always = search.counted_from - highest, search.counted_from - lowest
    completions = _completions(search, ways.nodes, column, never, always)
    number = onward.last - onward.first
    at_node = np.add.reduceat(number, begin)
    search.budget.spend(int(at_node.sum()) + WORK_OF_A_COMPLETION * int(completions.number.sum()))
    begin = np.append(begin, len(ways.child))
    for block in _blocks(at_node + completions.number):
        here = slice(begin[block.start], begin[block.stop])
        completing = completions.of(block)
        way, within = spread(number[here])
        path = onward.first[here][way] + within
        needed = search.counted_from - cost[path] - ways.cost[here][way]
        node = ways.child[here][way] - block.start
        counted = completing.probability_from(node, completing.from_cost(node, needed))
        yield float(counted @ (paths.probability[path] * ways.probability[here][way]))


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
        way, within = spread((last - first)[here])
        path = first[here][way] + within
        node = ways.parent[here][way] - block.start
        cost = paths.cost()[path] + ways.cost[here][way]
        probability = paths.probability[path] * ways.probability[here][way]
        lumped = np.flatnonzero(sure[block])
        return _collected(
            search,
            np.concatenate([node, lumped]),
            np.concatenate([cost, always[block][lumped]]),
            np.concatenate([probability, sure[block][lumped]]),
            block.stop - block.start,
        )

    return Completions(of, np.bincount(ways.parent, last - first, minlength=len(nodes)))


def _last(search: Search, nodes: Whole, never: Whole, always: Whole, block: slice) -> Paths:
    """Return the only way to fill the last column from each of some nodes."""
    cost = search.margins.cost[nodes[block]].sum(axis=1)
    kept = np.flatnonzero(cost >= never[block])
    cost = np.minimum(cost, always[block])[kept]
    return _collected(search, kept, cost, np.ones(len(kept)), block.stop - block.start)


def _collected(search: Search, node: Whole, cost: Whole, probability: Floats, nodes: int) -> Paths:
    """Return paths in order, those of the same cost at one node put together."""
    base = int(cost.min(initial=NONE))
    key = (node << COST_BITS) + (cost - base)
    order = key.argsort()
    key = key[order]
    new = np.flatnonzero(np.diff(key, prepend=-NONE) > search.same)
    if len(new):
        key, probability = key[new], np.add.reduceat(probability[order], new)
    first = np.searchsorted(key, np.arange(nodes + 1) << COST_BITS)
    return Paths(key, base, probability, _tails(probability, first), first)


def _tails(probability: Floats, first: Whole) -> Floats:
    """Return sums from each path to the end of its node, none taken as a difference of others.

    So the probability of rare tables keeps its digits.
    """
    tail = probability.copy()
    several = np.flatnonzero(np.diff(first) > 1)
    for begin, end in zip(first[several].tolist(), first[several + 1].tolist(), strict=True):
        part = tail[begin:end][::-1]
        np.cumsum(part, out=part)
    return tail


def _blocks(number: Whole) -> Iterator[slice]:
    """Yield slices of nodes that have so many paths; few enough together, or one node."""
    up_to = number.cumsum()
    start = 0
    while start < len(number):
        before = up_to[start] - number[start]
        stop = max(start + 1, int(np.searchsorted(up_to, before + PATHS_AT_ONCE)))
        yield slice(start, stop)
        start = stop
