"""Ordered answers and covariates in; a cumulative logit, whether it fits, and its shares, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value
from cpsurvey.stats._cumulative import (
    Patterns,
    derivatives,
    on_one_scale,
    patterns_of,
    to_predictors,
    to_predictors_of_own,
    top,
)
from cpsurvey.stats._model_checks import answer_codes, numbers_of, without_intercept
from cpsurvey.stats.separation import is_separated
from cpsurvey.stats.two_by_two import ChiSquared

TWO = 2
THREE = 3


class CumulativeLogit(NamedTuple):
    """Cuts, shape (answers - 1,), coefficients, shape (columns,), and the covariance of both."""

    cuts: Floats
    coefficients: Floats
    covariance: Floats


class CumulativeShares(NamedTuple):
    """Mean shares of each answer, with intervals, each array of shape (answers,)."""

    estimate: Floats
    ci_low: Floats
    ci_high: Floats


def cumulative_logit(design: npt.ArrayLike, answers: npt.ArrayLike) -> CumulativeLogit:
    """Say how covariates go with a higher or lower answer.

    The proportional odds model by maximum likelihood: the log odds of an answer no higher than
    a cut are the cut less the covariates times their coefficients, one for all cuts. Choose it
    for ordered answers where covariates must be held fast, and see `proportionality_test`.
    People are independent.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), without a column of ones.
    answers
        Each person's answer, shape (people,): 0 for the lowest, then 1, 2, ...

    Returns
    -------
    CumulativeLogit
        Ascending cuts, coefficients (log odds ratios of a higher answer), and the covariance of
        both, the inverse of the information observed.

    Raises
    ------
    NumbersError
        If an estimate would be infinite, answers are not whole numbers from 0 without gaps, a
        column follows from others, or shapes do not fit.

    References
    ----------
    McCullagh (1980), Regression models for ordinal data, Journal of the Royal Statistical
    Society B 42, 109-142.

    Examples
    --------
    >>> group, answers = [[0]] * 6 + [[1]] * 6, [0, 0, 0, 1, 1, 2, 0, 1, 1, 2, 2, 2]
    >>> fit = cumulative_logit(group, answers)
    >>> f"{fit.coefficients[0]:.3f}"
    '1.609'
    """
    patterns, back = on_one_scale(_checked(design, answers))
    values, cuts = top(patterns), patterns.counts.shape[1] - 1
    information = derivatives(patterns.counts, to_predictors(patterns), values).observed
    found, covariance = back @ values, back @ np.linalg.inv(information) @ back.T
    return CumulativeLogit(found[:cuts], found[cuts:], covariance)


def proportionality_test(design: npt.ArrayLike, answers: npt.ArrayLike) -> ChiSquared:
    """Test whether covariates shift all cuts of an ordered answer alike.

    The score test of a proportional odds model against one with coefficients of their own at
    each cut. It needs no fit but the first, so that cells in which nobody is do no harm; but it
    counts on numbers that a small group lacks. A large p-value there says little: compare the
    shares that the model predicts with those observed.

    Parameters
    ----------
    design, answers
        As in `cumulative_logit`; three answers or more.

    Returns
    -------
    ChiSquared
        Statistic, p-value, and degrees of freedom: columns times cuts beyond the first.

    Raises
    ------
    NumbersError
        As `cumulative_logit`; and if there are fewer than three answers.

    References
    ----------
    Peterson and Harrell (1990), Partial proportional odds models for ordinal response
    variables, Applied Statistics 39, 205-217.

    Examples
    --------
    >>> group, answers = [[0]] * 6 + [[1]] * 6, [0, 0, 1, 1, 2, 2] * 2
    >>> test = proportionality_test(group, answers)
    >>> f"{test.statistic:.4f} on {test.df} degree of freedom"
    '0.0000 on 1 degree of freedom'
    """
    patterns, _ = on_one_scale(_checked(design, answers))
    cuts = patterns.counts.shape[1] - 1
    if cuts < TWO:
        raise NumbersError(f"answers must be {THREE} or more: with two there is but one cut")
    values = top(patterns)
    own = np.column_stack([values[:cuts], np.tile(values[cuts:], (cuts, 1))]).ravel()
    score, _, information = derivatives(patterns.counts, to_predictors_of_own(patterns), own)
    statistic = score @ np.linalg.solve(information, score)
    df = patterns.design.shape[1] * (cuts - 1)
    return ChiSquared(np.asarray(statistic)[()], chdtrc(df, statistic), df)


def cumulative_shares(
    fit: CumulativeLogit, design: npt.ArrayLike, *, level: float = 0.95
) -> CumulativeShares:
    """Say what share would give each answer by a proportional odds model, and how surely.

    Shares averaged over the rows of a design, with intervals by the delta method on the logit
    scale, so that they stay between 0 and 1. The covariates are taken as they are.

    Parameters
    ----------
    fit
        What `cumulative_logit` returns.
    design
        Covariates as they are or as they are set, shape (people, columns).
    level
        Confidence level.

    Returns
    -------
    CumulativeShares
        Estimates and intervals.

    Raises
    ------
    NumbersError
        If a row of the design has not one number for each coefficient, or the level is not
        between 0 and 1.

    References
    ----------
    McCullagh (1980), Regression models for ordinal data, Journal of the Royal Statistical
    Society B 42, 109-142.

    Examples
    --------
    >>> group, answers = [[0]] * 6 + [[1]] * 6, [0, 0, 0, 1, 1, 2, 0, 1, 1, 2, 2, 2]
    >>> found = cumulative_shares(cumulative_logit(group, answers), [[1]])
    >>> [f"{share:.3f}" for share in found.estimate]
    ['0.167', '0.333', '0.500']
    """
    z, matrix, columns = critical_value(level), numbers_of(design, "design"), fit.coefficients.size
    if matrix.ndim != TWO or not len(matrix) or matrix.shape[1] != columns:
        raise NumbersError(f"design must have rows of {columns} numbers, one for each coefficient")
    below = expit(fit.cuts - (matrix @ fit.coefficients)[:, np.newaxis])
    steepness = below * (1 - below)
    to_cuts = steepness.mean(axis=0) * np.eye(fit.cuts.size)
    to_coefficients = -steepness.T @ matrix / len(matrix)
    gradient = np.diff(np.column_stack([to_cuts, to_coefficients]), axis=0, prepend=0, append=0)
    estimate = np.diff(below.mean(axis=0), prepend=0, append=1)
    error = np.sqrt(((gradient @ fit.covariance) * gradient).sum(axis=1))
    half = z * error / (estimate * (1 - estimate))
    return CumulativeShares(estimate, expit(logit(estimate) - half), expit(logit(estimate) + half))


def _checked(design: npt.ArrayLike, answers: npt.ArrayLike) -> Patterns:
    """Return answers by covariate pattern, where each coefficient has a finite estimate."""
    matrix, codes = without_intercept(design), answer_codes(answers)
    if is_separated(matrix, codes):
        raise NumbersError(
            "design divides those who answered higher from those who answered lower, so an estimate"
            " is infinite: take answers together, or use firth_logit for one of them"
        )
    return patterns_of(matrix, codes)
