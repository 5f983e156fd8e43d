"""Two ordered answers of each person in; how closely they go together, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value, pairs_of

MOST_CELLS = 10**6
NO_SPREAD = 1e-8  # what rounding leaves of a standard error of 0


class Association(NamedTuple):
    """A measure of association from -1 to 1, its interval and its standard error.

    The limits are NaN where the standard error is 0, as where every pair agrees: the sample then
    says nothing about how uncertain it is.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float


class Agreeing(NamedTuple):
    """A table of people, and for each cell how many others are ordered alike, and contrariwise."""

    table: Floats
    alike: Floats
    contrary: Floats


def kendall_tau_b(x: npt.ArrayLike, y: npt.ArrayLike, *, level: float = 0.95) -> Association:
    """Say how closely two ordered answers go together, ties counting against it.

    Pairs of people ordered alike by both answers less pairs ordered contrariwise, divided by the
    geometric mean of the pairs that each answer can tell apart. Choose it where both answers
    have about as many levels; it reaches 1 only if the table is square. The interval rests on a
    large-sample standard error: below about 30 people it is rough.

    Parameters
    ----------
    x, y
        Each person's two answers as numbers, shapes (people,); only their order matters. One may
        be an ordered group.
    level
        Confidence level.

    Returns
    -------
    Association
        Estimate, interval (cut at -1 and 1) and standard error.

    Raises
    ------
    NumbersError
        If a number is missing, the lengths differ, everybody has the same x or the same y, or
        the level is not between 0 and 1.

    References
    ----------
    Kendall (1945), The treatment of ties in ranking problems, Biometrika 33, 239-251. Brown and
    Benedetti (1977), Sampling behavior of tests for correlation in two-way contingency tables,
    Journal of the American Statistical Association 72, 309-315.

    Examples
    --------
    >>> result = kendall_tau_b([1, 1, 2, 2, 3, 3, 3, 4], [1, 2, 1, 2, 2, 3, 2, 3])
    >>> f"{result.estimate:.3f}, {result.ci_low:.3f} to {result.ci_high:.3f}"
    '0.653, 0.359 to 0.946'
    """
    pairs = agreeing(x, y)
    table, people = pairs.table, pairs.table.sum()
    in_rows, in_columns = (table.sum(axis=axis, keepdims=True) for axis in (1, 0))
    told_by_x, told_by_y = people**2 - (in_rows**2).sum(), people**2 - (in_columns**2).sum()
    scale = np.sqrt(told_by_x * told_by_y)
    difference = pairs.alike - pairs.contrary
    tau = (table * difference).sum() / scale
    pull = 2 * scale * difference + tau * (in_rows * told_by_y + in_columns * told_by_x)
    spread = (table * pull**2).sum() - people**3 * tau**2 * (told_by_x + told_by_y) ** 2
    return _with_interval(tau, spread / scale**4, level)


def goodman_kruskal_gamma(
    x: npt.ArrayLike, y: npt.ArrayLike, *, level: float = 0.95
) -> Association:
    """Say how closely two ordered answers go together among pairs that both tell apart.

    Pairs of people ordered alike by both answers less pairs ordered contrariwise, divided by
    their sum. Ties are left out, so it is larger than tau-b, the more so the fewer the levels,
    and reaches 1 as soon as no pair is contrary. Choose it where ties mean nothing. The interval
    rests on a large-sample standard error: below about 30 people it is rough.

    Parameters
    ----------
    x, y
        Each person's two answers as numbers, shapes (people,); only their order matters. One may
        be an ordered group.
    level
        Confidence level.

    Returns
    -------
    Association
        Estimate, interval (cut at -1 and 1) and standard error.

    Raises
    ------
    NumbersError
        As `kendall_tau_b`.

    References
    ----------
    Goodman and Kruskal (1954), Measures of association for cross classifications, Journal of the
    American Statistical Association 49, 732-764; (1963), part III, 58, 310-364.

    Examples
    --------
    >>> result = goodman_kruskal_gamma([1, 1, 2, 2, 3, 3, 3, 4], [1, 2, 1, 2, 2, 3, 2, 3])
    >>> f"{result.estimate:.3f}, {result.ci_low:.3f} to {result.ci_high:.3f}"
    '0.875, 0.571 to 1.000'
    """
    table, alike, contrary = agreeing(x, y)
    concordant, discordant = (table * alike).sum(), (table * contrary).sum()
    told_apart = concordant + discordant
    pull = 4 * (discordant * alike - concordant * contrary) / told_apart**2
    gamma = (concordant - discordant) / told_apart
    return _with_interval(gamma, (table * pull**2).sum(), level)


def agreeing(x: npt.ArrayLike, y: npt.ArrayLike) -> Agreeing:
    """Return the table of two answers and each cell's people ordered alike and contrariwise."""
    first, second = pairs_of(x, y, ("x", "y"))
    rows, row = np.unique(first, return_inverse=True)
    columns, column = np.unique(second, return_inverse=True)
    if min(rows.size, columns.size) < 2:
        raise NumbersError("x and y must both vary: everybody has the same answer to one of them")
    if rows.size * columns.size > MOST_CELLS:
        raise NumbersError(
            f"x and y make a table of {rows.size:,} by {columns.size:,} answers, which is too"
            " large: take answers together"
        )
    table = np.zeros((rows.size, columns.size))
    np.add.at(table, (row, column), 1.0)
    alike = _above_left(table) + _above_left(table[::-1, ::-1])[::-1, ::-1]
    contrary = _above_left(table[:, ::-1])[:, ::-1] + _above_left(table[::-1])[::-1]
    return Agreeing(table, alike, contrary)


def _above_left(table: Floats) -> Floats:
    """Return for each cell how many people are in a lower row and a lower column."""
    above = np.zeros_like(table)
    above[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)[:-1, :-1]
    return above


def _with_interval(estimate: float, variance: float, level: float) -> Association:
    """Return the estimate with limits as far off as its standard error says, cut at -1 and 1."""
    z = critical_value(level)
    value, error = float(np.clip(estimate, -1, 1)), float(np.sqrt(max(variance, 0)))
    if error < NO_SPREAD:
        return Association(value, np.nan, np.nan, 0.0)
    return Association(value, max(value - z * error, -1.0), min(value + z * error, 1.0), error)
