"""Yes or no answers of people in clusters, weighted or not, in; a logit that allows for it out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._model_checks import (
    clusters_of,
    design_of_full_rank,
    upright,
    weights_of,
    yes_no_outcome,
)
from cpsurvey.stats.clustered import covariance_of_means
from cpsurvey.stats.separation import is_separated

MOST_STEPS = 100
SMALLEST_STEP = 1e-12


class ClusteredLogit(NamedTuple):
    """Coefficients of a logit, arrays of shape (columns,).

    `standard_error` allows for clusters and weights; `independent_error` is what it would be if
    people were independent and weights were numbers of people.
    """

    estimate: Floats
    standard_error: Floats
    independent_error: Floats


def clustered_logit(
    design: npt.ArrayLike,
    outcome: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
) -> ClusteredLogit:
    """Say how covariates go with a yes or no answer in a sample drawn by clusters.

    An ordinary logit, weighted, with linearised standard errors as a survey sample has them.
    Choose it where people have weights; without weights generalised estimating equations lose
    less. It wants many clusters, and an answer that some of every kind gave.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), the first column all ones.
    outcome
        0 or 1 for each person, shape (people,).
    clusters
        The cluster of each person, shape (people,).
    weights
        A weight for each person; all alike if not given.

    Returns
    -------
    ClusteredLogit
        Log odds ratios (of the column of ones: log odds), and both standard errors.

    Raises
    ------
    NumbersError
        If an estimate would be infinite, a column of the design follows from others or the
        first is not all ones, there are fewer than two clusters, anything is missing, or shapes
        do not fit.

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys,
    International Statistical Review 51, 279-292.

    Examples
    --------
    >>> design = np.column_stack([np.ones(8), [0, 0, 0, 0, 1, 1, 1, 1]])
    >>> fit = clustered_logit(design, [0, 1, 1, 0, 1, 1, 0, 1], [1, 1, 2, 2, 3, 3, 4, 4])
    >>> f"{fit.estimate[1]:.3f}"
    '1.099'
    """
    matrix = design_of_full_rank(design)
    yes = yes_no_outcome(outcome, len(matrix))
    cluster, weight = clusters_of(clusters, len(matrix)), weights_of(weights, len(matrix))
    if np.any(matrix[:, 0] != 1):
        raise NumbersError("design must begin with a column of ones, the intercept's")
    if matrix.shape[1] > 1 and is_separated(matrix[:, 1:], yes):
        raise NumbersError(
            "design divides those who said yes from those who said no, so an estimate is infinite:"
            " use firth_logit"
        )
    turned, triangle = upright(matrix)
    top, back = _top(turned, yes, weight), np.linalg.inv(triangle)
    predicted = expit(turned @ top)
    spread = _spread(turned, predicted, weight)
    influence = (weight * (yes - predicted))[:, np.newaxis] * turned @ spread
    covariance = covariance_of_means(influence @ back.T, cluster)
    independent = np.diag(back @ spread @ back.T)
    return ClusteredLogit(back @ top, np.sqrt(np.diag(covariance)), np.sqrt(independent))


def _top(matrix: Floats, yes: Floats, weight: Floats) -> Floats:
    """Return the coefficients at the top of the weighted likelihood, by Newton's steps."""
    estimate = np.zeros(matrix.shape[1])
    for _ in range(MOST_STEPS):
        predicted = expit(matrix @ estimate)
        step = _spread(matrix, predicted, weight) @ (matrix.T @ (weight * (yes - predicted)))
        estimate = estimate + np.clip(step, -1, 1)
        if np.abs(step).max() < SMALLEST_STEP:
            return estimate
    raise NumbersError("design has people too far from the others for a fit: use firth_logit")


def _spread(matrix: Floats, predicted: Floats, weight: Floats) -> Floats:
    """Return the inverse of the information."""
    information = (matrix.T * (weight * predicted * (1 - predicted))) @ matrix
    return np.linalg.inv(information).astype(np.float64)
