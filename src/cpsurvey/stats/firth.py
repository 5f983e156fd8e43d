"""Yes or no answers and covariates in; Firth's penalised logit out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import chdtrc

from cpsurvey.stats._checks import Floats, critical_value
from cpsurvey.stats._model_checks import design_of_full_rank, yes_no_outcome
from cpsurvey.stats._penalised import climb, information_inverse, penalised_log_likelihood


class Firth(NamedTuple):
    """Coefficients of a penalised logit, each array of shape (columns,).

    `statistic` and `p_value` are of the penalised likelihood-ratio test that a coefficient is
    0, with one degree of freedom.
    """

    estimate: Floats
    standard_error: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    p_value: Floats
    covariance: Floats
    log_likelihood: float


class Patterns(NamedTuple):
    """People taken together who are alike in the design: their counts of yes, and bases."""

    design: Floats
    yes: Floats
    base: Floats


def firth_logit(design: npt.ArrayLike, outcome: npt.ArrayLike, *, level: float = 0.95) -> Firth:
    """Say how covariates go with a yes or no answer, where some answer is rare or never given.

    Logistic regression with Jeffreys's prior as penalty: estimates are finite even where one
    group all answered alike, and less biased in small groups. Intervals are of the profile
    penalised likelihood, not symmetric. The shares it predicts are drawn towards a half: take
    those of `marginal_shares`. With many people and no empty cell it says what an ordinary logit
    says. People are independent.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), a column of ones for the intercept among them.
    outcome
        0 or 1 for each person, shape (people,).
    level
        Confidence level.

    Returns
    -------
    Firth
        Log odds ratios (of the column of ones: log odds) with standard errors, intervals,
        statistics and p-values, their covariance, and the penalised log-likelihood.

    Raises
    ------
    NumbersError
        If a column of the design follows from others, everybody's outcome is the same, numbers
        are missing, or shapes do not fit.

    References
    ----------
    Firth (1993), Bias reduction of maximum likelihood estimates, Biometrika 80, 27-38. Heinze
    and Schemper (2002), A solution to the problem of separation in logistic regression,
    Statistics in Medicine 21, 2409-2419.

    Examples
    --------
    >>> group = np.repeat([1, 0], [24, 492])
    >>> outcome = np.repeat([0, 1, 0], [24, 200, 292])
    >>> fit = firth_logit(np.column_stack([np.ones(516), group]), outcome)
    >>> f"{fit.estimate[1]:.5f} ({fit.ci_low[1]:.5f} to {fit.ci_high[1]:.5f})"
    '-3.51417 (-8.35981 to -1.53425)'
    """
    matrix = design_of_full_rank(design)
    z = critical_value(level)
    patterns = patterns_of(matrix, yes_no_outcome(outcome, len(matrix)))
    estimate = firth_coefficients(*patterns)
    height = float(penalised_log_likelihood(*patterns, estimate))
    covariance = information_inverse(patterns.design, patterns.base, estimate)
    error = np.sqrt(np.diag(covariance))
    columns = range(estimate.size)
    falls = [partial(_fall, patterns, estimate, height, column) for column in columns]
    statistic = np.array([fall(0.0) for fall in falls])
    limits = [
        [_limit(fall, top, step, z**2) for step in (-z * se, z * se)]
        for fall, top, se in zip(falls, estimate, error, strict=True)
    ]
    low, high = np.transpose(limits)
    return Firth(
        estimate=estimate,
        standard_error=error,
        ci_low=low,
        ci_high=high,
        statistic=statistic,
        p_value=np.asarray(chdtrc(1, statistic)),
        covariance=covariance,
        log_likelihood=height,
    )


def patterns_of(design: Floats, outcome: Floats) -> Patterns:
    """Return the distinct rows of a design with their counts, whatever the order of people."""
    distinct, place = np.unique(design, axis=0, return_inverse=True)
    place = place.reshape(-1)
    yes = np.bincount(place, outcome, minlength=len(distinct)).astype(np.float64)
    base = np.bincount(place, minlength=len(distinct)).astype(np.float64)
    return Patterns(distinct, yes, base)


def firth_coefficients(design: Floats, count: Floats, base: Floats) -> Floats:
    """Return the coefficients at the top of the penalised likelihood, shape (..., columns)."""
    start = np.zeros((*count.shape[:-1], design.shape[1]))
    return climb(design, count, base, start, np.ones(design.shape[1], dtype=bool))


def _fall(patterns: Patterns, top: Floats, height: float, column: int, value: float) -> float:
    """Return twice the fall of the log-likelihood where one coefficient has a value.

    The others are at their best beside it.
    """
    free = np.arange(top.size) != column
    best = climb(*patterns, np.where(free, top, value), free)
    return max(0.0, 2 * (height - float(penalised_log_likelihood(*patterns, best))))


def _limit(fall: Callable[[float], float], top: float, step: float, depth: float) -> float:
    """Return the value, in the direction of a step from the top, where the fall is so deep."""
    near = far = float(top)
    while fall(far) < depth:
        near, far, step = far, far + step, step * 2
    return float(brentq(lambda value: fall(value) - depth, near, far, xtol=1e-12))
