"""Counts of yes by covariate pattern in; the logit that Firth's penalised likelihood prefers out.

All functions take one set of counts, shape (patterns,), or many at once, shape (..., patterns).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_expit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats

MOST_STEPS = 500
LONGEST_STEP = 5.0
SMALLEST_STEP = 1e-11
ROUNDING = 1e-10


def climb(
    design: Floats, count: Floats, base: Floats, start: Floats, free: npt.NDArray[np.bool_]
) -> Floats:
    """Return the coefficients, shape (..., columns), at the top of the penalised likelihood.

    Newton's steps, halved where one would lead down; coefficients that are not `free` stay as
    they start. The design is `upright`, so that steps of all columns are of one size.
    """
    coefficients = start
    for _ in range(MOST_STEPS):
        if not free.any():
            return coefficients
        step = np.zeros_like(coefficients)
        try:
            step[..., free] = _newton_step(design, count, base, coefficients, free)
        except np.linalg.LinAlgError:
            break
        if np.all(np.abs(step) < SMALLEST_STEP * (1 + np.abs(coefficients))):
            return coefficients + step
        coefficients = _uphill(design, count, base, coefficients, step)
    raise NumbersError(
        f"the penalised likelihood has no top within {MOST_STEPS} steps: use fewer columns in"
        " design, or a lower level"
    )


def penalised_log_likelihood(
    design: Floats, count: Floats, base: Floats, coefficients: Floats
) -> Floats:
    """Return the log-likelihood plus half the log determinant of the information."""
    predictor = coefficients @ design.T
    yes, no = count * log_expit(predictor), (base - count) * log_expit(-predictor)
    information = weighted_products(design, base * _variance(predictor))
    log_likelihood: Floats = (yes + no).sum(axis=-1) + np.linalg.slogdet(information)[1] / 2
    return log_likelihood


def information_inverse(design: Floats, base: Floats, coefficients: Floats) -> Floats:
    """Return the inverse of Fisher's information, shape (..., columns, columns)."""
    information = weighted_products(design, base * _variance(coefficients @ design.T))
    return np.linalg.inv(information).astype(np.float64)


def weighted_products(design: Floats, weights: Floats) -> Floats:
    """Return X'WX, shape (..., columns, columns)."""
    products: Floats = (design.T * weights[..., np.newaxis, :]) @ design
    return products


def _newton_step(
    design: Floats,
    count: Floats,
    base: Floats,
    coefficients: Floats,
    free: npt.NDArray[np.bool_],
) -> Floats:
    """Return the step of the free coefficients: h of each pattern is half a yes and half a no."""
    predictor = coefficients @ design.T
    leverage = _leverage(design, base, coefficients)
    observed, expected = count + leverage / 2, (base + leverage) * expit(predictor)
    score = (observed - expected) @ design[:, free]
    curvature = weighted_products(design[:, free], (base + leverage) * _variance(predictor))
    step = np.linalg.solve(curvature, score[..., np.newaxis])[..., 0]
    clipped: Floats = np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return clipped


def _leverage(design: Floats, base: Floats, coefficients: Floats) -> Floats:
    """Return each pattern's h, the diagonal of the hat matrix summed over its people."""
    inverse = information_inverse(design, base, coefficients)
    spread = ((design @ inverse) * design).sum(axis=-1)
    leverage: Floats = base * _variance(coefficients @ design.T) * spread
    return leverage


def _uphill(
    design: Floats, count: Floats, base: Floats, coefficients: Floats, step: Floats
) -> Floats:
    """Return the coefficients after the longest halving of the step that does not lead down."""
    height = penalised_log_likelihood(design, count, base, coefficients)
    lowest = height - ROUNDING * (1 + np.abs(height))
    part = np.ones_like(height)
    for _ in range(60):
        tried = coefficients + part[..., np.newaxis] * step
        down = penalised_log_likelihood(design, count, base, tried) < lowest
        if not down.any():
            return tried
        part = np.where(down, part / 2, part)
    return tried


def _variance(predictor: Floats) -> Floats:
    """Return p (1 - p)."""
    variance: Floats = expit(predictor) * expit(-predictor)
    return variance
