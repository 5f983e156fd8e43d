"""Two raters' answers as callers give them in, a checked table of counts out."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, whole_numbers

MOST_ANSWERS = 1_000


def cross_table(
    a: npt.ArrayLike, b: npt.ArrayLike | None
) -> tuple[Floats, npt.NDArray[np.generic]]:
    """Return how often each pair of answers was given, and the answers in order.

    Without b, a is the table itself and its answers are numbered from 0.
    """
    if b is None:
        return _square(a)
    first, second = _rated(a, "a"), _rated(b, "b")
    if len(first) != len(second):
        raise NumbersError(
            f"a and b must rate the same units: {len(first)} answers, and {len(second)}"
        )
    if first.dtype.kind != second.dtype.kind:
        first, second = first.astype(object), second.astype(object)
    try:
        answers, codes = np.unique(np.concatenate([first, second]), return_inverse=True)
    except TypeError:
        raise NumbersError(
            "a and b must be answers of one kind, all numbers or all words"
        ) from None
    size = len(answers)
    if size > MOST_ANSWERS:
        raise NumbersError(
            f"a and b hold {size:,} different answers, more than {MOST_ANSWERS:,}: kappa and AC1"
            ' are of categories; choose krippendorff_alpha(measurement="interval") for measurements'
        )
    pairs = codes.reshape(2, -1)
    counts = np.bincount(pairs[0] * size + pairs[1], minlength=size**2).reshape(size, size)
    return counts.astype(np.float64), answers


def _square(table: npt.ArrayLike) -> tuple[Floats, npt.NDArray[np.generic]]:
    """Return a square table of counts with somebody in it, and its answers' numbers."""
    counts = whole_numbers(table, "a")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise NumbersError(
            f"a, given without b, must be a table of shape (answers, answers), not {counts.shape}"
        )
    if not counts.any():
        raise NumbersError("a must have somebody in it: no unit was rated")
    return counts, np.arange(len(counts))


def _rated(values: npt.ArrayLike, name: str) -> npt.NDArray[np.generic]:
    """Return one rater's answers, of which none is missing."""
    typed = hasattr(values, "dtype")  # what comes without would turn NaN among words into "nan"
    given = np.asarray(values) if typed else np.asarray(values, dtype=object)
    if given.ndim != 1 or given.size == 0:
        raise NumbersError(f"{name} must be one answer a unit, shape (units,), not {given.shape}")
    if np.ma.is_masked(values) or _lacks(given):
        raise NumbersError(
            f"{name} lacks an answer: leave out the units that one of the two did not rate, or use"
            " krippendorff_alpha"
        )
    if given.dtype == object and any(map(_several, given)):
        raise NumbersError(
            f"{name} must be one answer a unit, not a list or set of them: compare one code at a"
            " time"
        )
    return given


def _several(answer: object) -> bool:
    """Tell whether this is a collection of answers."""
    return isinstance(answer, Collection) and not isinstance(answer, str | bytes)


def _lacks(given: npt.NDArray[np.generic]) -> bool:
    """Tell whether an answer is None or unequal to itself, as NaN, NaT and NA are."""
    if given.dtype == object and any(answer is None for answer in given):
        return True
    try:
        return not bool(np.all(given == given))
    except TypeError:
        return True
