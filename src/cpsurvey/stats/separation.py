"""Answers and covariates in; whether a logit of them has a finite estimate out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._model_checks import answer_codes, upright, without_intercept

SLACK = 1e-7


def is_separated(design: npt.ArrayLike, answers: npt.ArrayLike) -> bool:
    """Tell whether a logit, ordinary or cumulative, has no finite estimate.

    So it is where some mix of the covariates divides those who answered lower from those who
    answered higher, for example where nobody of one group gave an answer. `firth_logit` has an
    estimate all the same.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), without a column of ones.
    answers
        Each person's answer, shape (people,): 0 for the lowest, then 1, 2, ...

    Returns
    -------
    bool
        True where an estimate would run off to infinity.

    Raises
    ------
    NumbersError
        If answers are not whole numbers from 0 without gaps, a column follows from others, or
        shapes do not fit.

    References
    ----------
    Albert and Anderson (1984), On the existence of maximum likelihood estimates in logistic
    regression models, Biometrika 71, 1-10.

    Examples
    --------
    >>> is_separated([[0], [0], [1], [1]], [0, 1, 1, 1])
    True
    >>> is_separated([[0], [0], [1], [1]], [0, 1, 0, 1])
    False
    """
    from scipy.optimize import linprog  # loaded here: it takes as long as pandas

    matrix, codes = without_intercept(design), answer_codes(answers)
    if len(codes) != len(matrix):
        raise NumbersError("design must have a row for each of answers")
    people = np.unique(np.column_stack([codes, matrix]), axis=0)
    codes, matrix = people[:, 0].astype(int), _on_one_scale(people[:, 1:])
    cut = np.eye(codes.max())
    below = codes < codes.max()
    to_upper = np.column_stack([cut[codes[below]], -matrix[below]])
    to_lower = np.column_stack([-cut[codes[codes > 0] - 1], matrix[codes > 0]])
    distances = np.vstack([to_upper, to_lower])
    # A direction in which no distance of a person to the cuts about her answer shrinks.
    found = linprog(
        -distances.sum(axis=0), A_ub=-distances, b_ub=np.zeros(len(distances)), bounds=(-1, 1)
    )
    return bool(distances.sum(axis=0) @ found.x > SLACK)


def _on_one_scale(matrix: Floats) -> Floats:
    """Return covariates less their means, upright: they divide the same people."""
    return upright(np.column_stack([np.ones(len(matrix)), matrix]))[0][:, 1:]
