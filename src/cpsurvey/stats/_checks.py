"""Numbers as callers give them in, checked float arrays out; everything else is refused."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from cpsurvey.errors import NumbersError, unknown

Floats: TypeAlias = npt.NDArray[np.float64]

LARGEST = 1e150  # squares of larger numbers have no room
MOST_PEOPLE = 1_000_000_000  # products of larger bases have no room in whole numbers


def counts_of_bases(count: npt.ArrayLike, base: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return counts and bases as floats; whole, with 0 <= count <= base and base >= 1."""
    counts, bases = whole_numbers(count, "count"), whole_numbers(base, "base")
    of_one_shape(count=counts, base=bases)
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
    numbers = floats_of(values)
    if not np.all((numbers >= 0) & (numbers == np.floor(numbers)) & np.isfinite(numbers)):
        raise NumbersError(f"{name} must be whole numbers of people, 0 or more")
    if np.any(numbers > MOST_PEOPLE):
        raise NumbersError(f"{name} must be at most {MOST_PEOPLE:,} people")
    return numbers


def floats_of(values: npt.ArrayLike) -> Floats:
    """Return numbers as floats; NaN in place of all where one is text, a date, masked or NA."""
    try:
        given = np.asarray(values)
        if given.dtype.kind not in "cmM" and not np.ma.is_masked(values):
            return given.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        pass
    return np.array([np.nan])


def critical_value(level: float) -> float:
    """Return the two-sided standard normal quantile of a confidence level."""
    if not _inside(level):
        raise NumbersError(f"level must lie between 0 and 1, for example 0.95; got {level!r}")
    return float(ndtri((1 + float(level)) / 2))


def paired_two_by_two(table: npt.ArrayLike) -> Floats:
    """Return one or many 2x2 tables of pairs, shape (..., 2, 2), each with somebody in it."""
    tables = whole_numbers(table, "table")
    if tables.shape[-2:] != (2, 2):
        raise NumbersError(f"table must have shape (..., 2, 2), not {tables.shape}")
    if np.any(tables.sum(axis=(-2, -1)) == 0):
        raise NumbersError("table must have somebody in it: nobody gave both answers")
    return tables


def one_base(base: float) -> int:
    """Return the base of one group: a whole number of people, 1 or more."""
    return int(one_number(counts_of_bases(0, base)[1], "base"))


def two_counts_of_bases(
    count_1: float, base_1: float, count_2: float, base_2: float
) -> tuple[Floats, Floats]:
    """Return counts and bases of two groups, each of shape (2,)."""
    counts = [one_number(whole_numbers(count, "count"), "count") for count in (count_1, count_2)]
    return counts_of_bases(counts, [one_base(base_1), one_base(base_2)])


def of_one_shape(**numbers: Floats) -> list[Floats]:
    """Return arrays in the shape that they have together; others are refused by name."""
    try:
        return list(np.broadcast_arrays(*numbers.values()))
    except ValueError:
        shapes = ", ".join(str(values.shape) for values in numbers.values())
        raise NumbersError(
            f"{' and '.join(numbers)} must be as many, or one for all; they have shapes {shapes}"
        ) from None


def one_number(values: Floats, name: str) -> float:
    """Return a number that may be nothing but one."""
    if values.size != 1:
        raise NumbersError(f"{name} must be a single number, not {values.size} of them")
    return values.item()


def proportions(values: npt.ArrayLike, name: str) -> Floats:
    """Return proportions as floats; NaN and what is below 0 or above 1 are refused."""
    numbers = floats_of(values)
    if not np.all((numbers >= 0) & (numbers <= 1)):
        raise NumbersError(f"{name} must be proportions from 0 to 1, none missing")
    return numbers


def one_of(known: Iterable[str], value: str, name: str) -> str:
    """Return one of the words known; any other is refused."""
    words = list(known)
    if not isinstance(value, str) or value not in words:
        raise NumbersError(unknown(name, str(value), words))
    return value


def probability(value: float, name: str) -> float:
    """Return one probability that is neither 0 nor 1."""
    if not _inside(value):
        raise NumbersError(f"{name} must lie between 0 and 1; got {value!r}")
    return float(value)


def _inside(value: object) -> bool:
    """Tell whether this is one number between 0 and 1."""
    return isinstance(value, Real) and bool(value < 1) and not value <= 0


def one_each(values: npt.ArrayLike, name: str) -> Floats:
    """Return one number a person; an empty row, other shapes and missing numbers are refused."""
    numbers = floats_of(values)
    if numbers.ndim != 1 or not numbers.size or not np.all(np.abs(numbers) < LARGEST):
        raise NumbersError(
            f"{name} must be one row of numbers, one a person who answered, none missing: "
            "give ordered answers as their places in the order"
        )
    return numbers


def pairs_of(x: npt.ArrayLike, y: npt.ArrayLike, names: tuple[str, str]) -> tuple[Floats, Floats]:
    """Return two numbers a person, in two rows of one length."""
    first, second = one_each(x, names[0]), one_each(y, names[1])
    if first.size != second.size:
        raise NumbersError(
            f"{names[0]} and {names[1]} must have one number each a person; "
            f"got {first.size} and {second.size}"
        )
    return first, second


def two_or_more_groups(groups: Floats) -> None:
    """Refuse people who are all of one group."""
    if groups.min() == groups.max():
        raise NumbersError("groups must name at least two groups: everybody is in the same one")


def filled_rows_and_columns(table: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return one table of counts, shape (rows, columns), without its empty rows and columns."""
    counts = whole_numbers(table, "table")
    if counts.ndim != 2:
        raise NumbersError(
            f"table must have rows, one a group, and columns, one an answer; not shape "
            f"{counts.shape}"
        )
    if not counts.sum():
        raise NumbersError("table must have somebody in it: nobody answered")
    return counts[counts.any(axis=1)][:, counts.any(axis=0)].astype(np.int64)
