"""What models are given, checked: a design of full rank, an outcome, clusters, weights.

And a design with columns of one scale, so that no unit of a covariate is too large or small.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import LARGEST, Floats, floats_of, whole_numbers
from cpsurvey.stats._resampling import Whole

TWO = 2


def design_of_full_rank(design: npt.ArrayLike) -> Floats:
    """Return a design as floats, shape (people, columns); no column may follow from the others."""
    matrix = numbers_of(design, "design")
    if matrix.ndim != TWO or 0 in matrix.shape:
        raise NumbersError(
            "design must have a row for each person and a column for each coefficient, the"
            f" intercept's ones among them; its shape is {matrix.shape}"
        )
    rank = np.linalg.matrix_rank(matrix)
    if rank < matrix.shape[1]:
        raise NumbersError(
            f"design has {matrix.shape[1]} columns, of which only {rank} tell something new: leave"
            " out a column that is constant beside the intercept, or follows from others"
        )
    return matrix


def upright(design: Floats, base: Floats | None = None) -> tuple[Floats, Floats]:
    """Return a design's columns turned upright to each other, and the triangle that undoes it.

    Over as many people as `base` says are alike, one a row if not given, the columns have mean
    square 1; their product with the triangle is the design.
    """
    people = np.ones(len(design)) if base is None else base
    scale = np.sqrt(people)[:, np.newaxis]
    turned, triangle = np.linalg.qr(scale * design)
    size = np.sqrt(people.sum())
    return turned * size / scale, triangle / size


def outcome_of(outcome: npt.ArrayLike, people: int) -> Floats:
    """Return one number a person."""
    numbers = numbers_of(outcome, "outcome")
    if numbers.shape != (people,):
        raise NumbersError(
            f"outcome must have one number for each of {people} people; its shape is"
            f" {numbers.shape}"
        )
    return numbers


def yes_no_outcome(outcome: npt.ArrayLike, people: int) -> Floats:
    """Return 0 or 1 a person, both of them given by somebody."""
    numbers = outcome_of(outcome, people)
    if not np.isin(numbers, (0, 1)).all():
        raise NumbersError("outcome must be 0 or 1, or false or true")
    if np.ptp(numbers) == 0:
        raise NumbersError(
            "outcome is the same for everybody, so nothing can explain it: describe it, with"
            " wilson_interval"
        )
    return numbers


def codes_of(values: npt.ArrayLike, name: str, people: int) -> tuple[Whole, npt.NDArray[Any]]:
    """Return the place of each person's value among the sorted distinct ones, and these."""
    try:
        array = np.asarray(values)
    except ValueError as error:  # rows of several lengths
        raise NumbersError(f"{name} must have one value for each of {people} people") from error
    if array.shape != (people,):
        raise NumbersError(
            f"{name} must have one value for each of {people} people; its shape is {array.shape}"
        )
    if any(map(_is_missing, array.tolist())):
        raise NumbersError(f"{name} has missing values: leave those people out first")
    try:
        levels, codes = np.unique(array, return_inverse=True)
    except TypeError as error:
        raise NumbersError(f"{name} must be all text or all numbers, not both") from error
    return codes.reshape(-1), levels


def clusters_of(clusters: npt.ArrayLike, people: int) -> Whole:
    """Return the number of each person's cluster, from 0; there are two or more."""
    codes, levels = codes_of(clusters, "clusters", people)
    if len(levels) < TWO:
        raise NumbersError(
            "clusters must be two or more: from one alone nothing is learnt of how they differ"
        )
    return codes


def weights_of(weights: npt.ArrayLike | None, people: int) -> Floats:
    """Return a weight above 0 for each person, 1 where none is given."""
    if weights is None:
        return np.ones(people)
    numbers = numbers_of(weights, "weights")
    if numbers.shape != (people,) or np.any(numbers <= 0):
        raise NumbersError(f"weights must be above 0, one for each of {people} people")
    return numbers


def numbers_of(values: npt.ArrayLike, name: str) -> Floats:
    """Return finite numbers as floats."""
    numbers = floats_of(values)
    if not np.all(np.abs(numbers) < LARGEST):
        raise NumbersError(f"{name} must be numbers, none missing and none infinite")
    return numbers


def without_intercept(design: npt.ArrayLike) -> Floats:
    """Return covariates none of which follows from the others or from a column of ones."""
    matrix = numbers_of(design, "design")
    if matrix.ndim != TWO:
        raise NumbersError("design must have a row for each person and a column for each covariate")
    return design_of_full_rank(np.column_stack([np.ones(len(matrix)), matrix]))[:, 1:]


def answer_codes(answers: npt.ArrayLike) -> Whole:
    """Return answers as whole numbers from 0 without gaps."""
    codes = whole_numbers(answers, "answers").astype(np.int_)
    if codes.ndim != 1 or not codes.size or np.bincount(codes).min() == 0 or codes.max() < 1:
        raise NumbersError(
            "answers must be numbered from 0 upwards, two or more of them and none that nobody gave"
        )
    return codes


def _is_missing(value: object) -> bool:
    """Tell whether a value is None, NaN or another that is not itself."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # pandas.NA is neither equal nor unequal
        return True
