"""A table in; random tables with its margins, by how improbable they are, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from scipy.special import gammaln

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import blocks
from cpsurvey.stats._table_costs import Whole

DRAWS_AT_ONCE = 10_000
SHUFFLED_BELOW = 4  # people a cell
MOST_LOOKED_UP = 1_000_000


def drawn_costs(counts: Whole, random: np.random.Generator, draws: int) -> Iterator[Floats]:
    """Yield the sum of log x! of random tables with the same margins, in blocks.

    Few people in many cells are shuffled; many people are drawn cell by cell, in blocks that are
    always of the same size: so the same tables come from one seed.
    """
    log_factorial = _log_factorial_of(int(counts.sum()))
    if counts.sum() < SHUFFLED_BELOW * counts.size:
        for size in blocks(draws, int(counts.sum()) + counts.size):
            yield log_factorial(_shuffled(counts, random, size)).sum(axis=1)
    else:
        for start in range(0, draws, DRAWS_AT_ONCE):
            cells = _cell_by_cell(counts, random, min(DRAWS_AT_ONCE, draws - start))
            yield sum((log_factorial(x) for x in cells), np.zeros(1))


def _shuffled(counts: Whole, random: np.random.Generator, draws: int) -> Whole:
    """Return random tables, shape (draws, cells): everybody gets someone's answer."""
    rows, columns = counts.shape
    group = np.repeat(np.arange(rows), counts.sum(axis=1))
    answer = np.repeat(np.arange(columns), counts.sum(axis=0))
    given = random.permuted(np.tile(answer, (draws, 1)), axis=1)
    table = np.arange(draws)[:, np.newaxis] * counts.size
    cell = table + group * columns + given
    return np.bincount(cell.ravel(), minlength=draws * counts.size).reshape(draws, -1)


def _cell_by_cell(counts: Whole, random: np.random.Generator, draws: int) -> Iterator[Whole]:
    """Yield the cells of random tables, row by row, each hypergeometric given those before."""
    pool = np.repeat(counts.sum(axis=0)[:, np.newaxis], draws, axis=1)
    for total in counts.sum(axis=1)[:-1]:
        unplaced, after = np.full(draws, total), pool.sum(axis=0)
        for answer in pool[:-1]:
            after = after - answer
            x = random.hypergeometric(answer, after, unplaced)
            unplaced, answer[:] = unplaced - x, answer - x
            yield x
        pool[-1] -= unplaced
        yield unplaced
    yield from pool


def _log_factorial_of(people: int) -> Callable[[Whole], Floats]:
    """Return log x! as a function for x up to so many; looked up where that takes little memory."""
    if people > MOST_LOOKED_UP:
        return lambda x: gammaln(x + 1.0)
    table = log_factorials(people)
    return lambda x: table[x]


def log_factorials(most: int) -> Floats:
    """Return log x! of 0, 1, 2 ... to so many or more."""
    return _log_factorials(1 << int(most).bit_length())


@lru_cache(maxsize=8)
def _log_factorials(size: int) -> Floats:
    """Return log x! of all x below a size; remembered, because tables are small and many."""
    logarithms: Floats = gammaln(np.arange(size) + 1.0)
    logarithms.flags.writeable = False
    return logarithms
