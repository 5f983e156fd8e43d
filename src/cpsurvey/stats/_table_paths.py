"""Ways to fill some columns of a table in; the same by node and cost, to be looked up, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._column_fillings import spread
from cpsurvey.stats._table_costs import COST_BITS, Whole

LOWER_BITS = 2**COST_BITS - 1
NONE = 2**62


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

    def cost(self, path: Whole) -> Whole:
        """Return the cost of some paths."""
        cost: Whole = (self.key[path] & LOWER_BITS) + self.base
        return cost

    def stepped(
        self, first: Whole, last: Whole, cost: Whole, probability: Floats
    ) -> tuple[Whole, Whole, Floats]:
        """Return paths from first to last with one step more: which step, cost, probability."""
        step, within = spread(last - first)
        path = first[step] + within
        return step, self.cost(path) + cost[step], self.probability[path] * probability[step]

    def from_cost(self, node: Whole, cost: Whole) -> Whole:
        """Return the first path at each node that costs so much or more."""
        sought = (node << COST_BITS) + np.clip(cost - self.base, 0, LOWER_BITS)
        return np.searchsorted(self.key, sought)

    def probability_from(self, node: Whole, path: Whole) -> Floats:
        """Return the probability of the paths at each node from one on."""
        return np.where(path < self.first[node + 1], np.append(self.tail, 0.0)[path], 0.0)


def collected(node: Whole, cost: Whole, probability: Floats, nodes: int, same: int) -> Paths:
    """Return paths in order, those of the same cost, or nearly, at one node put together."""
    base = int(cost.min(initial=NONE))
    key = node << COST_BITS
    key += cost
    key -= base
    order = key.argsort()
    key = key[order]
    new = np.flatnonzero(np.diff(key, prepend=-NONE) > same)
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
