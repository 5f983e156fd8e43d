"""The exact test of any table of two ways to sort people: counts in, p-value out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from cpsurvey.stats._checks import Floats, filled_rows_and_columns
from cpsurvey.stats._column_fillings import TooManyTablesError, Whole, spread
from cpsurvey.stats._resampling import (
    Rng,
    blocks,
    generator,
    monte_carlo_error,
    monte_carlo_p,
    number_of_draws,
)
from cpsurvey.stats._table_network import exact_p_value
from cpsurvey.stats.fisher_exact import fisher_p_values_of
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY

MOST_LISTED = 25_000
DRAWS_AT_ONCE = 10_000
SHUFFLED_BELOW = 4  # people a cell
MOST_PEOPLE_ENUMERATED = 1_000_000


class FreemanHalton(NamedTuple):
    """Two-sided p-value, and whether it is ``exact`` or ``monte carlo``.

    For an exact one the standard error and the draws are 0 and the seed is empty.
    """

    p_value: float
    method: str
    standard_error: float
    draws: int
    seed: str


def fisher_freeman_halton(
    table: npt.ArrayLike, *, rng: Rng = None, draws: int = 100_000
) -> FreemanHalton:
    """Test whether groups differ in their answers, judged among tables with the same margins only.

    Fisher's exact test for any number of groups and answers: the probability of all tables no
    more probable than the observed one. Choose it for unordered answers, above all where
    expected counts are small; for ordered answers a test that uses the order has more power.

    Exact wherever the tables can be accounted for in about a second, which is far beyond what
    could be listed; where there are still too many, random tables are drawn. It does not fail
    for want of memory, and takes less than 500 MB.

    Parameters
    ----------
    table
        Counts, shape (groups, answers). Empty rows and columns say nothing and are left out.
    rng
        Seed or generator of the random tables, if any are drawn; None is the seed 0.
    draws
        How many random tables to draw.

    Returns
    -------
    FreemanHalton
        p-value; method, ``exact`` or ``monte carlo``; and for the latter the standard error of
        the p-value, how many tables were drawn and from which seed. Where everybody answered
        alike, or is in one group, no other table is possible: the p-value is 1.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in the table, it is not one of rows and
        columns, or the draws or the seed are not whole numbers.

    References
    ----------
    Freeman and Halton (1951), Note on an exact treatment of contingency, goodness of fit and
    other problems of significance, Biometrika 38, 141-149. Mehta and Patel (1983), A network
    algorithm for performing Fisher's exact test in r x c contingency tables, Journal of the
    American Statistical Association 78, 427-434. Patefield (1981), Algorithm AS 159, Applied
    Statistics 30, 91-97.

    Examples
    --------
    >>> found = fisher_freeman_halton([[2, 0, 11, 0], [5, 1, 4, 1]])
    >>> f"{found.p_value:.4f}", found.method
    ('0.0432', 'exact')
    """
    counts = filled_rows_and_columns(table)
    times = number_of_draws(draws, "draws")
    random, seed = generator(rng)
    p_value = _exact(counts)
    if p_value is not None:
        return FreemanHalton(min(p_value, 1.0), "exact", 0.0, 0, "")
    observed = gammaln(counts + 1.0).sum() - np.log(SAME_PROBABILITY)
    as_extreme = sum(
        np.count_nonzero(costs >= observed) for costs in _drawn_costs(counts, random, times)
    )
    p_value = float(monte_carlo_p(as_extreme, times))
    return FreemanHalton(p_value, "monte carlo", monte_carlo_error(p_value, times), times, seed)


def _exact(counts: Whole) -> float | None:
    """Return the exact p-value, or None where there are too many tables."""
    if 1 in counts.shape:
        return 1.0
    if counts.shape == (2, 2):
        return fisher_p_values_of(counts)[0]
    if counts.sum() > MOST_PEOPLE_ENUMERATED:
        return None
    table = _quickest(counts)
    for p_value_of in (_by_listing, exact_p_value):
        with suppress(TooManyTablesError):
            return p_value_of(table)
    return None


def _quickest(counts: Whole) -> Whole:
    """Return the table, or it turned round: with fewer rows or, if square, with more even ones."""
    log_factorial = log_factorials(counts.sum())
    by_rows, by_columns = (log_factorial[counts.sum(axis=axis)].sum() for axis in (1, 0))
    as_it_is = (len(counts), by_rows) <= (len(counts.T), by_columns)
    return counts if as_it_is else counts.T


def _by_listing(counts: Whole) -> float:
    """Return the p-value from a list of every table.

    Log-probabilities are those of the tables less that of having the margins.
    """
    costs = every_cost(counts.sum(axis=1), np.sort(counts.sum(axis=0)))
    log_factorial = log_factorials(counts.sum())
    observed = log_factorial[counts].sum()
    no_more_probable = costs[costs >= observed - np.log(SAME_PROBABILITY)]
    margins = log_factorial[counts.sum(axis=0)].sum() + log_factorial[counts.sum(axis=1)].sum()
    return float(np.exp(margins - log_factorial[counts.sum()] - no_more_probable).sum())


def every_cost(rows: Whole, columns: Whole) -> Floats:
    """Return the sum of log x! over the cells of every table with these margins.

    Tables grow cell by cell; one that could not be filled up is never begun.
    """
    log_factorial = log_factorials(rows.sum())
    left, costs = rows[:, np.newaxis], np.zeros(1)
    for total in columns[:-1].tolist():
        unplaced, room = np.full(len(costs), total), left.sum(axis=0)
        for row in range(len(rows) - 1):
            room = room - left[row]
            fewest = np.maximum(unplaced - room, 0)
            choices = np.minimum(left[row], unplaced) - fewest + 1
            if choices.sum() > MOST_LISTED:
                raise TooManyTablesError
            whose, within = spread(choices)
            x = fewest[whose] + within
            left, unplaced, room = left[:, whose], unplaced[whose] - x, room[whose]
            left[row] -= x
            costs = costs[whose] + log_factorial[x]
        left[-1] -= unplaced
        costs += log_factorial[unplaced]
    last_column: Floats = log_factorial[left].sum(axis=0)
    return costs + last_column


def log_factorials(most: int) -> Floats:
    """Return log x! of 0, 1, 2 ... to so many or more."""
    return _log_factorials(1 << int(most).bit_length())


@lru_cache(maxsize=8)
def _log_factorials(size: int) -> Floats:
    """Return log x! of all x below a size; remembered, because tables are small and many."""
    logarithms: Floats = gammaln(np.arange(size) + 1.0)
    logarithms.flags.writeable = False
    return logarithms


def _drawn_costs(counts: Whole, random: np.random.Generator, draws: int) -> Iterator[Floats]:
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
            yield np.sum([log_factorial(x) for x in cells], axis=0)


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
    if people > MOST_PEOPLE_ENUMERATED:
        return lambda x: gammaln(x + 1.0)
    table = log_factorials(people)
    return lambda x: table[x]
