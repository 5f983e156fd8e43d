"""Limits on sums of cells → the whole numbers that each cell of an unpublished table may be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError, CpsurveyError, listed
from cpsurvey.synthetic.clash import smallest_clash
from cpsurvey.synthetic.programs import cheapest
from cpsurvey.synthetic.sums import Floats, Sums, Whole, places


class Limit(NamedTuple):
    """Some cells, each as often as its whole `weight`, add up to something from low to high."""

    name: str
    weight: Whole
    low: float
    high: float


class Range(NamedTuple):
    """The least and the most that each of some whole numbers may be."""

    low: Whole
    high: Whole


def cell_bounds(
    possible: NDArray[np.bool_],
    limits: Sequence[Limit],
    readings: Sequence[Sequence[Sequence[Limit]]] = (),
    asked: NDArray[np.bool_] | None = None,
) -> Range:
    """Find the least and the most that each cell of a table may be, over whole numbers.

    Parameters
    ----------
    possible
        Which cells may hold anybody, in the shape of the table.
    limits
        What is known of sums of cells: a margin, a sub-total, a share; all of them hold.
    readings
        For each thing of which the meaning is in doubt, its readings; one of them holds, and which
        is not known, so that a cell may be what any of them lets it be.
    asked
        Which cells to find; left out, all. The others are given from 0 to what limits them at a
        glance.

    Returns
    -------
    Range
        Two arrays of whole numbers in the shape of the table, both attained by some table.

    Raises
    ------
    CodebookError
        If no table keeps to the limits; the message names those that clash.

    References
    ----------
    Dobra and Fienberg (2000), PNAS 97, 11885-11892, on bounds of cells given margins. Cells that
    no limit tells apart are solved for together.

    Examples
    --------
    Of 24 parents 16 joined by phone, and from 5 to 7 said yes:

    >>> import numpy as np
    >>> limits = [
    ...     *margin_limits("phone", (0,), Range(np.array([16, 8]), np.array([16, 8])), (2, 2)),
    ...     *margin_limits("yes", (1,), Range(np.array([5, 17]), np.array([7, 19])), (2, 2)),
    ... ]
    >>> low, high = cell_bounds(np.ones((2, 2), dtype=bool), limits)
    >>> low[0].tolist(), high[0].tolist()
    ([0, 9], [7, 16])
    """
    wanted = possible if asked is None else asked & possible
    found = [
        _bounds(possible, [*limits, *(one for some in chosen for one in some)], wanted)
        for chosen in product(*readings)
    ]
    met = [one for one in found if one is not None]
    if not met:
        chosen = [one for some in readings for one in some[0]]
        raise CodebookError(_clash(possible, [*limits, *chosen]))
    return Range(
        np.min([one.low for one in met], axis=0), np.max([one.high for one in met], axis=0)
    )


def margin_limits(
    name: str, axes: tuple[int, ...], totals: Range, shape: tuple[int, ...]
) -> list[Limit]:
    """Return a limit for each total of a margin over these axes, which stand in rising order."""
    part = places(Sums(name, axes, totals.low), shape)
    ends = zip(totals.low.ravel(), totals.high.ravel(), strict=True)
    return [
        Limit(name, (part == number).astype(np.int64).reshape(shape), float(low), float(high))
        for number, (low, high) in enumerate(ends)
    ]


def frechet(rows: Range, columns: Range, people: int) -> Range:
    """Find the Fréchet bounds of a table's cells from two margins, each known or a range.

    Parameters
    ----------
    rows, columns
        What each row sum, and each column sum, may be: shapes (r,) and (c,).
    people
        What all cells add up to.

    Returns
    -------
    Range
        Shape (r, c): from what the row and the column have together beyond all people, or 0, up to
        the smaller of the two. Every whole number between occurs in some table.

    Raises
    ------
    CodebookError
        If no margin within the ranges adds up to the people.

    References
    ----------
    Fréchet (1951), Annales de l'Université de Lyon A 14, 53-77.

    Examples
    --------
    >>> import numpy as np
    >>> sums = np.array([16, 8])
    >>> low, high = frechet(Range(sums, sums), Range(np.array([12, 0]), np.array([18, 12])), 24)
    >>> low.tolist(), high.tolist()
    ([[4, 0], [0, 0]], [[16, 12], [8, 8]])
    """
    rows, columns = within(rows, people, "rows"), within(columns, people, "columns")
    low = np.maximum(np.add.outer(rows.low, columns.low) - people, 0)
    return Range(low, np.minimum.outer(rows.high, columns.high))


def within(sums: Range, people: int, name: str) -> Range:
    """Narrow what some sums may be to what they may be if they add up to the people."""
    low = np.maximum(sums.low, people - (sums.high.sum() - sums.high))
    high = np.minimum(sums.high, people - (sums.low.sum() - sums.low))
    if sums.low.sum() > people or sums.high.sum() < people or (sums.low > sums.high).any():
        raise CodebookError(
            f"{name}: they add up to something from {sums.low.sum()} to {sums.high.sum()}, and"
            f" there are {people} people."
        )
    return Range(low, high)


def share_bounds(cell: Range, others: Range, silent: Range, people: Range) -> NDArray[Any]:
    """Find the least and the most that shares within some people may be.

    Parameters
    ----------
    cell
        How many of them give the answer, from `cell_bounds` or `frechet`.
    others, silent
        How many of everybody give another answer, or none.
    people
        How many they are.

    Returns
    -------
    numpy.ndarray
        Least and most, in a first axis of two; nan where none of them can have answered. Exact
        where all the ranges are single numbers and nothing else is known.
    """
    fewest = np.maximum(people.low - cell.high - silent.high, 0)
    most = np.minimum(others.high, np.maximum(people.high - cell.low, 0))
    low = _share(np.where(most > 0, cell.low, cell.high), most)
    return np.stack([low, _share(cell.high, np.where(cell.high > 0, fewest, most))])


def _share(part: Whole, rest: Whole) -> Floats:
    """Return what part of both together one is."""
    both = (part + rest).astype(float)
    share: Floats = np.full(both.shape, np.nan)
    np.divide(part, both, out=share, where=both > 0)
    return share


def _bounds(
    possible: NDArray[np.bool_], limits: Sequence[Limit], wanted: NDArray[np.bool_]
) -> Range | None:
    """Find each cell's bounds, or None where no table keeps to the limits."""
    kinds, kind, sizes, caps, sums = _alike(possible, limits)
    matrix = _sparse(kinds)
    cells = (np.zeros(len(sizes)), caps)
    if cheapest(np.zeros(len(sizes)), matrix, sums, cells) is None:
        return None
    low, high = np.zeros(len(sizes)), caps.copy()
    for one in sorted(set(kind[wanted[possible]].tolist())):
        cost = (np.arange(len(sizes)) == one).astype(float)
        high[one] = _reached(-cost, matrix, sums, cells)[one]
        if sizes[one] == 1:
            low[one] = _reached(cost, matrix, sums, cells)[one]
    ends = []
    for found in (low, high):
        table = np.zeros(possible.shape, dtype=np.int64)
        table[possible] = np.rint(found)[kind]
        ends.append(table)
    return Range(*ends)


def _alike(
    possible: NDArray[np.bool_], limits: Sequence[Limit]
) -> tuple[Floats, Whole, Whole, Floats, tuple[Floats, Floats]]:
    """Put cells together that no limit tells apart.

    Returns limits × kinds of weights, each possible cell's kind, how many cells are of each, the
    most that each can add up to, and the least and the most of each limit.
    """
    weights = np.array([limit.weight[possible] for limit in limits], dtype=float)
    weights = weights.reshape(len(limits), int(possible.sum()))
    kinds, kind, sizes = np.unique(weights, axis=1, return_inverse=True, return_counts=True)
    high = np.array([limit.high for limit in limits], dtype=float)
    plain = (kinds >= 0).all(axis=1) & np.isfinite(high)
    ends = np.full((int(plain.sum()) + 1, kinds.shape[1]), np.inf)
    np.divide(high[plain, np.newaxis], kinds[plain], out=ends[1:], where=kinds[plain] > 0)
    caps = np.floor(ends.min(axis=0))
    if not np.isfinite(caps).all():
        raise CpsurveyError("nothing says how many people a cell can hold: give their number.")
    low = np.array([limit.low for limit in limits], dtype=float)
    return kinds, kind.reshape(-1), sizes, np.maximum(caps, 0), (low, high)


def _reached(cost: Floats, *program: Any) -> Whole:
    """Solve a program that is known to have a solution."""
    solved = cheapest(cost, *program)
    if solved is None:
        raise CpsurveyError("a table was found and then was not: this should not happen.")
    return solved


def _sparse(kinds: Floats) -> Any:
    """Return weights as a sparse matrix."""
    from scipy.sparse import csr_array

    return csr_array(kinds)


def _clash(possible: NDArray[np.bool_], limits: Sequence[Limit]) -> str:
    """Name what cannot hold together."""
    ends = [limit.high for limit in limits if np.isfinite(limit.high)]
    roof = Limit("", np.ones(possible.shape, dtype=np.int64), 0, sum(ends))

    def clashes(some: list[str]) -> bool:
        kept = [roof, *(limit for limit in limits if limit.name in some)]
        return _bounds(possible, kept, np.zeros_like(possible)) is None

    names = smallest_clash(list(dict.fromkeys(limit.name for limit in limits)), clashes)
    return (
        f"{listed(names)} contradict each other: no table of whole numbers keeps to all of them."
        " Mend one of them."
    )
