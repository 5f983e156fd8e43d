"""Margins of a table in; what its cells cost, and bounds of what columns may cost, out.

The cost of some cells is the sum of log x! over them: among tables of the same margins, the more,
the less probable. Costs are whole numbers of a small unit, so that equal ones are equal. A node is
how many people are left in each row, ascending.
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
MOST_KEYS = 2.0**62


class TooManyTablesError(Exception):
    """The tables of these margins cannot be accounted for in bounded time and memory."""


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


def log_choose(margins: Margins, n: npt.ArrayLike, k: npt.ArrayLike) -> Floats:
    """Return the logarithm of the number of ways to choose k of n."""
    n, k = np.asarray(n), np.asarray(k)
    table = margins.log_factorial
    logarithm: Floats = table[n] - table[k] - table[n - k]
    return logarithm


def _least_of_a_row(most: int, price: Floats, unit: float) -> Whole:
    """Return the least that 0, 1, 2 ... people of a row cost, less what they pay back.

    People are placed one by one where they add least.
    """
    adds = np.subtract.outer(np.log(np.arange(1, most + 1)), price)
    least = np.append(0.0, np.sort(adds, axis=None)[:most].cumsum())
    return np.floor(least * unit).astype(np.int64)
