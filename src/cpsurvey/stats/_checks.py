"""Numbers as callers give them in, checked float arrays out; everything else is refused."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from cpsurvey.errors import NumbersError

Floats: TypeAlias = npt.NDArray[np.float64]


def counts_of_bases(count: npt.ArrayLike, base: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return counts and bases as floats; whole, with 0 <= count <= base and base >= 1."""
    counts, bases = whole_numbers(count, "count"), whole_numbers(base, "base")
    if np.any(bases < 1):
        raise NumbersError("base must be at least 1: leave out groups in which nobody answered")
    if np.any(counts > bases):
        raise NumbersError("count must not be greater than base")
    return counts, bases


def two_by_two(table: npt.ArrayLike) -> Floats:
    """Return one or many 2x2 tables of counts, shape (..., 2, 2), rows the groups."""
    tables = whole_numbers(table, "table")
    if tables.shape[-2:] != (2, 2):
        raise NumbersError(f"table must have shape (..., 2, 2), not {tables.shape}")
    if np.any(tables.sum(axis=-1) == 0):
        raise NumbersError("table must have somebody in each row: nobody answered in one group")
    return tables


def one_two_by_two(table: npt.ArrayLike) -> npt.NDArray[np.int_]:
    """Return one 2x2 table of counts, rows the groups."""
    counts = two_by_two(table)
    if counts.shape != (2, 2):
        raise NumbersError(f"table must be a single one, shape (2, 2), not {counts.shape}")
    return counts.astype(int)


def whole_numbers(values: npt.ArrayLike, name: str) -> Floats:
    """Return counts as floats; NaN, negative and fractional ones are refused."""
    numbers = np.asarray(values, dtype=np.float64)
    if not np.all((numbers >= 0) & (numbers == np.floor(numbers)) & np.isfinite(numbers)):
        raise NumbersError(f"{name} must be whole numbers of people, 0 or more")
    return numbers


def critical_value(level: float) -> float:
    """Return the two-sided standard normal quantile of a confidence level."""
    if not 0 < level < 1:
        raise NumbersError(f"level must lie between 0 and 1, for example 0.95; got {level}")
    return float(ndtri((1 + level) / 2))
