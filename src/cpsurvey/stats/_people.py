"""A row a person as callers give it in, checked arrays out; everything else is refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, floats_of
from cpsurvey.stats._resampling import Whole

TWO = 2
MISSING = ("None", "nan", "NaN", "NaT", "<NA>")


def ticked_options(indicators: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return who ticked what, shape (people, options); anything but yes and no is refused."""
    ticks = _table(indicators, "indicators", "a column an option")
    if not np.all((ticks == 0) | (ticks == 1)):
        raise NumbersError(
            "indicators must be True or False (1 or 0): leave out people who were not asked"
        )
    return ticks.astype(bool)


def answers_of_people(responses: npt.ArrayLike) -> Floats:
    """Return answers as numbers, shape (people, questions), NaN where somebody gave none."""
    answers = _table(responses, "responses", "a column a question")
    if np.isinf(answers).any():
        raise NumbersError("responses must be finite numbers, or NaN where there is no answer")
    return answers


def labels_of_people(values: npt.ArrayLike, name: str, *, people: int | None = None) -> Whole:
    """Return each person's label as 0, 1 ... in the sorted order of the labels."""
    try:
        labels = np.asarray(values)
    except ValueError:  # rows of different lengths
        labels = np.empty((0, 0))
    wanted = labels.size if people is None else people
    if labels.shape != (wanted,) or wanted == 0:
        asked = "(people,)" if people is None else f"({people},)"
        raise NumbersError(
            f"{name} must have one label a person, shape {asked}, not {labels.shape}"
        )
    if _missing(labels):
        raise NumbersError(f"{name} must have a label for everybody: leave out people without one")
    if labels.dtype == object:
        labels = np.array([str(label) for label in labels])
    numbers: Whole = np.unique(labels, return_inverse=True)[1]
    return numbers


def group_numbers(group: npt.ArrayLike, people: int) -> Whole:
    """Return each person's group as 0, 1 ... in the sorted order of the labels; two or more."""
    numbers = labels_of_people(group, "group", people=people)
    if numbers.max() == 0:
        raise NumbersError("group must name at least two groups: everybody is in the same one")
    return numbers


def two_groups(group: npt.ArrayLike, people: int) -> npt.NDArray[np.bool_]:
    """Return who is in group 1, of exactly two groups given as True and False."""
    numbers = group_numbers(group, people)
    if numbers.max() >= TWO or any(label not in (0, 1) for label in np.asarray(group).tolist()):
        raise NumbersError("group must be True for one group and False for the other")
    return numbers.astype(bool)


def _table(values: npt.ArrayLike, name: str, columns: str) -> Floats:
    """Return numbers of shape (people, columns), at least one of each."""
    table = floats_of(_nan_for_missing(values))
    if table.shape == (1,) and np.isnan(table).all():
        raise NumbersError(f"{name} must be numbers: a row a person, {columns}")
    if table.ndim != TWO or table.size == 0:
        raise NumbersError(
            f"{name} must be a table, a row a person and {columns}, not of shape {table.shape}"
        )
    return table


def _missing(labels: npt.NDArray[np.generic]) -> bool:
    """Return whether a label is None, NaN or of another kind of missing."""
    if labels.dtype.kind == "O":
        return any(map(_is_missing, labels))
    return labels.dtype.kind in "fcmM" and bool(np.isnan(labels).any())


def _nan_for_missing(values: npt.ArrayLike) -> npt.ArrayLike:
    """Return values with NaN where an object is missing, such as None or pandas' NA."""
    try:
        given = np.asanyarray(values)
    except ValueError:  # rows of different lengths
        return values
    if given.dtype.kind != "O":
        return given
    return np.where(np.vectorize(_is_missing, otypes=[bool])(given), np.nan, given)


def _is_missing(value: object) -> bool:
    """Return whether an object is None, NaN or of another kind of missing; no text is."""
    return not isinstance(value, str) and str(value) in MISSING
