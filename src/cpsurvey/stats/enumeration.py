"""Two bases in; every table they allow, its Fisher p-value, and how probable sets of them are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import xlog1py, xlogy

from cpsurvey.stats._checks import Floats
from cpsurvey.stats.hypergeometric import log_choose, two_sided

MOST_TABLES = 1_000_000
BLOCK = 4_000_000  # numbers held at once
EVERY = slice(None)


def too_many_tables(base_1: int, base_2: int) -> bool:
    """Return whether there are more tables than are enumerated."""
    return (base_1 + 1) * (base_2 + 1) > MOST_TABLES


def fisher_p_values(
    base_1: int,
    base_2: int,
    *,
    chosen: npt.NDArray[np.int_] | None = None,
    two_sided: Callable[[Floats], Floats] = two_sided,
) -> Floats:
    """Return the Fisher-Irwin p-value of every table, shape (base_1 + 1, base_2 + 1).

    Given `chosen`, only of tables in which so many of both groups gave the answer, 1 elsewhere.
    """
    if base_1 > base_2:
        return fisher_p_values(base_2, base_1, chosen=chosen, two_sided=two_sided).T
    totals = np.arange(base_1 + base_2 + 1) if chosen is None else chosen
    p_values = np.ones((base_1 + 1, base_2 + 1))
    for block in np.array_split(totals, 1 + totals.size * base_1 // BLOCK):
        possible, probability = _hypergeometrics(base_1, base_2, block)
        row, count = possible.nonzero()
        p_values[count, block[row] - count] = two_sided(probability)[possible]
    return p_values


def _hypergeometrics(
    base_1: int, base_2: int, chosen: npt.NDArray[np.int_]
) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Return which counts of group 1 are possible, and how probable: (chosen, base_1 + 1)."""
    count_1, both = np.arange(base_1 + 1), chosen[:, np.newaxis]
    count_2 = both - count_1
    possible = (count_2 >= 0) & (count_2 <= base_2)
    ways_2 = log_choose(base_2, np.arange(base_2 + 1))[np.clip(count_2, 0, base_2)]
    ways = log_choose(base_1, count_1) + ways_2 - log_choose(base_1 + base_2, both)
    return possible, np.exp(np.where(possible, ways, -np.inf))


def probability_of(tables: npt.NDArray[np.bool_], shares: Floats) -> Floats:
    """Return the probability of a set of tables where both groups have a share, one a share."""
    return probability_at(tables.astype(np.float64), shares, shares)


def probability_at(tables: Floats, shares_1: Floats, shares_2: Floats) -> Floats:
    """Return the expected value of a table, shape (base_1 + 1, base_2 + 1), at pairs of shares."""
    base_1, base_2 = (size - 1 for size in tables.shape)
    probability = np.empty(shares_1.shape)
    step = max(1, BLOCK // sum(tables.shape))
    for start in range(0, shares_1.size, step):
        block = slice(start, start + step)
        of_1, of_2 = shares_1[block], shares_2[block]
        rows, columns = _likely(base_1, of_1), _likely(base_2, of_2)
        by_count_2 = binomial(base_1, of_1, rows) @ tables[rows, columns]
        probability[block] = (by_count_2 * binomial(base_2, of_2, columns)).sum(axis=1)
    return np.minimum(probability, 1.0)


def binomial(base: int, shares: Floats, counts: slice = EVERY) -> Floats:
    """Return the probability of each count, shape (shares, base + 1), or of some of them."""
    count, share = np.arange(base + 1)[counts], shares[:, np.newaxis]
    given = xlogy(count, share) + xlog1py(base - count, -share)
    probability: Floats = np.exp(log_choose(base, count) + given)
    return probability


def _likely(base: int, shares: Floats) -> slice:
    """Return the counts outside of which all others together are rarer than 1e-20.

    By Bernstein's inequality, for the lowest and the highest of the shares.
    """
    ends = np.array([shares.min(), shares.max()])
    reach = 40 + 10 * np.sqrt(base * ends * (1 - ends))
    low, high = base * ends + [-reach[0], reach[1]]
    return slice(max(0, int(low)), int(high) + 2)
