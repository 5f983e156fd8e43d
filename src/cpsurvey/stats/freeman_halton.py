"""The exact test of any table of two ways to sort people: counts in, p-value out."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, filled_rows_and_columns
from cpsurvey.stats._column_fillings import spread
from cpsurvey.stats._random_tables import drawn_costs, log_factorials
from cpsurvey.stats._resampling import (
    Rng,
    generator,
    monte_carlo_error,
    monte_carlo_p,
    number_of_draws,
)
from cpsurvey.stats._table_costs import TooManyTablesError, Whole
from cpsurvey.stats._table_network import exact_p_value
from cpsurvey.stats.fisher_exact import fisher_p_values_of
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY

MOST_LISTED = 25_000
MOST_PEOPLE_ENUMERATED = 1_000_000
MOST_PEOPLE_DRAWN = 1_000_000_000
ROUNDING = 1e-15  # of a sum of log x!


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

    Exact wherever the tables can be accounted for in a second or two, which is far beyond what
    could be listed; where there are still too many, or more than a million people, random tables
    are drawn. It does not fail for want of memory: less than 500 MB are enough.

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
        columns, or it has a thousand million people; or if the draws or the seed are not whole
        numbers.

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
    if counts.sum() >= MOST_PEOPLE_DRAWN:
        raise NumbersError(
            f"table must have fewer than {MOST_PEOPLE_DRAWN:,} people: no random table can be drawn"
        )
    as_extreme = sum(
        np.count_nonzero(costs >= _counted_from(counts))
        for costs in drawn_costs(counts, random, times)
    )
    p_value = float(monte_carlo_p(as_extreme, times))
    return FreemanHalton(p_value, "monte carlo", monte_carlo_error(p_value, times), times, seed)


def _counted_from(counts: Whole) -> float:
    """Return the sum of log x! from which on a drawn table is no more probable than this one."""
    observed = float(gammaln(counts + 1.0).sum())
    return observed - max(float(np.log(SAME_PROBABILITY)), ROUNDING * observed)


def _exact(counts: Whole) -> float | None:
    """Return the exact p-value, or None where there are too many tables."""
    if 1 in counts.shape:
        return 1.0
    if counts.shape == (2, 2) and _smallest_margin(counts) <= MOST_PEOPLE_ENUMERATED:
        return fisher_p_values_of(counts)[0]
    if counts.sum() > MOST_PEOPLE_ENUMERATED:
        return None
    table = _quickest(counts)
    for p_value_of in (_by_listing, exact_p_value):
        with suppress(TooManyTablesError):
            return p_value_of(table)
    return None


def _smallest_margin(counts: Whole) -> int:
    """Return the people in the smallest group or answer."""
    return int(min(counts.sum(axis=0).min(), counts.sum(axis=1).min()))


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
