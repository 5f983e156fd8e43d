"""Yes or no answers and covariates in; Firth's penalised logit out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value
from cpsurvey.stats._model_checks import design_of_full_rank, upright, yes_no_outcome
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
    if np.isinf(z := critical_value(level)):
        raise NumbersError(f"level is too near 1 for finite limits; got {level}")
    patterns = patterns_of(matrix, yes_no_outcome(outcome, len(matrix)))
    estimate = firth_coefficients(*patterns)
    design, triangle = upright(patterns.design, patterns.base)
    top, back = triangle @ estimate, np.linalg.inv(triangle)
    covariance = back @ information_inverse(design, patterns.base, top) @ back.T
    error = np.sqrt(np.diag(covariance))
    height = penalised_log_likelihood(design, patterns.yes, patterns.base, top)
    falls = [_fall_along(patterns, estimate, column) for column in range(estimate.size)]
    statistic = np.array([fall(0.0) for fall in falls])
    limits = [
        [_limit(fall, value, step, z) for step in (-se, se)]
        for fall, value, se in zip(falls, estimate, error, strict=True)
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
        log_likelihood=float(height + np.linalg.slogdet(triangle)[1]),
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
    turned, triangle = upright(design)
    start = np.zeros((*count.shape[:-1], design.shape[1]))
    top = climb(turned, count, base, start, np.ones(design.shape[1], dtype=bool))
    return np.linalg.solve(triangle, top[..., np.newaxis])[..., 0].astype(np.float64)


def _fall_along(patterns: Patterns, top: Floats, column: int) -> Callable[[float], float]:
    """Return the function that says how deep the likelihood falls where a coefficient has a value.

    Twice the fall of its logarithm, the other coefficients at their best beside that value. The
    column stands last, where no other has a part in the coefficient of the upright design.
    """
    others_first = np.argsort(np.arange(top.size) == column, kind="stable")
    design, triangle = upright(patterns.design[:, others_first], patterns.base)
    counts = patterns.yes, patterns.base
    highest, free = triangle @ top[others_first], np.arange(top.size) < top.size - 1
    height = float(penalised_log_likelihood(design, *counts, highest))

    def fall(value: float) -> float:
        start = np.where(free, highest, triangle[-1, -1] * value)
        best = climb(design, *counts, start, free)
        return max(0.0, 2 * (height - float(penalised_log_likelihood(design, *counts, best))))

    return fall


def _limit(fall: Callable[[float], float], top: float, step: float, z: float) -> float:
    """Return the value, in the direction of a step from the top, where the fall is z squared."""
    from scipy.optimize import brentq  # loaded here: it takes as long as pandas

    def too_deep(steps: float) -> float:
        return (fall(top + steps * step) if steps else 0.0) - z**2

    near, far = 0.0, z
    while too_deep(far) < 0:
        near, far = far, far * 2
    return top + step * float(brentq(too_deep, near, far, xtol=1e-12))
