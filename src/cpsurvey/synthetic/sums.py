"""Margins of a table of any number of dimensions → sums over some of its axes, checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError, listed

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Sums(NamedTuple):
    """What the cells add up to over all axes but these, which stand in rising order."""

    name: str
    axes: tuple[int, ...]
    totals: Whole


def named_sums(
    names: Sequence[str], axes: Sequence[Sequence[int]], totals: Sequence[Any], table: Floats
) -> list[Sums]:
    """Put margins together, their axes in rising order, or say which does not fit the table."""
    if not len(names) == len(axes) == len(totals):
        raise CodebookError(
            f"{len(names)} names, {len(axes)} axes and {len(totals)} arrays of totals: every"
            " margin needs one of each."
        )
    if not (np.isfinite(table) & (table >= 0)).all():
        raise CodebookError("odds are numbers from 0 on.")
    found = [_sums(*given, table.shape) for given in zip(names, axes, totals, strict=True)]
    bare = set(range(table.ndim)) - {axis for known in found for axis in known.axes}
    if bare:
        raise CodebookError(
            f"no margin is over axis {listed(sorted(bare))} of the table: give one for every"
            " question."
        )
    return found


def summed(table: NDArray[Any], axes: tuple[int, ...]) -> NDArray[Any]:
    """Add up a table over all its axes but these."""
    total: NDArray[Any] = table.sum(axis=tuple(sorted(set(range(table.ndim)) - set(axes))))
    return total


def spread(totals: NDArray[Any], axes: tuple[int, ...], dimensions: int) -> NDArray[Any]:
    """Give totals over these axes as many dimensions as the table has, so that both go together."""
    return np.expand_dims(totals, tuple(sorted(set(range(dimensions)) - set(axes))))


def places(known: Sums, shape: tuple[int, ...]) -> Whole:
    """Return for each cell which of a margin's totals it is part of; both in C order."""
    numbers = np.arange(known.totals.size).reshape(known.totals.shape)
    return np.broadcast_to(spread(numbers, known.axes, len(shape)), shape).ravel()


def equations(sums: Sequence[Sums], shape: tuple[int, ...]) -> tuple[csr_array, Floats]:
    """Return every total as an equation: a row of ones where a cell is part of it, and its sum."""
    from scipy.sparse import csr_array

    cells = int(np.prod(shape))
    sizes = [known.totals.size for known in sums]
    first = np.cumsum([0, *sizes])
    rows = [places(known, shape) + at for known, at in zip(sums, first[:-1], strict=True)]
    every = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    columns = np.tile(np.arange(cells), len(sums))
    matrix = csr_array((np.ones(len(every)), (every, columns)), shape=(int(first[-1]), cells))
    wanted = [known.totals.ravel() for known in sums]
    return matrix, np.concatenate([*wanted, np.zeros(0)]).astype(float)


def _sums(name: str, axes: Sequence[int], totals: Any, shape: tuple[int, ...]) -> Sums:
    """Check one margin and put its axes in order."""
    array = np.asarray(totals)
    if not (np.isfinite(array) & (array >= 0) & (array == np.rint(array))).all():
        raise CodebookError(f"margin {name}: totals are whole numbers from 0 on.")
    if len(set(axes)) < len(axes) or not set(axes) <= set(range(len(shape))):
        raise CodebookError(
            f"margin {name}: its axes are {listed(axes)}; the table has {len(shape)}, numbered"
            " from 0."
        )
    wanted = tuple(shape[axis] for axis in axes)
    if array.shape != wanted:
        raise CodebookError(
            f"margin {name}: its totals have the shape {array.shape}, and the table {wanted} over"
            " these axes."
        )
    return Sums(name, tuple(sorted(axes)), array.transpose(np.argsort(axes)).astype(np.int64))
