"""Ordered answers and a cumulative logit in; whether it fits, and the shares it predicts, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import block_diag
from scipy.special import chdtrc, expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value
from cpsurvey.stats._model_checks import answer_codes, without_intercept
from cpsurvey.stats._resampling import Whole
from cpsurvey.stats.two_by_two import ChiSquared

TWO = 2


def proportionality_test(
    design: npt.ArrayLike, answers: npt.ArrayLike, cuts: npt.ArrayLike, coefficients: npt.ArrayLike
) -> ChiSquared:
    """Test whether covariates shift all cuts of an ordered answer alike.

    The score test of a proportional odds model against one with coefficients of their own at
    each cut. It needs no fit but the first, so that cells in which nobody is do no harm; but it
    counts on numbers that a small group lacks. A large p-value there says little: compare the
    shares that the model predicts with those observed.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), without a column of ones.
    answers
        Each person's answer, shape (people,): 0 for the lowest, then 1, 2, ...
    cuts
        Cut points of the fitted model, ascending, shape (answers - 1,).
    coefficients
        Its coefficients, shape (columns,): log odds ratios of a higher answer.

    Returns
    -------
    ChiSquared
        Statistic, p-value, and degrees of freedom: columns times cuts beyond the first.

    Raises
    ------
    NumbersError
        If there are fewer than three answers, cuts do not ascend, a column follows from
        others, or shapes do not fit.

    References
    ----------
    Peterson and Harrell (1990), Partial proportional odds models for ordinal response
    variables, Applied Statistics 39, 205-217.

    Examples
    --------
    >>> group, answers = [[0]] * 6 + [[1]] * 6, [0, 0, 1, 1, 2, 2] * 2
    >>> test = proportionality_test(group, answers, [-0.6931472, 0.6931472], [0])
    >>> f"{test.statistic:.4f} on {test.df} degree of freedom"
    '0.0000 on 1 degree of freedom'
    """
    matrix, codes = without_intercept(design), answer_codes(answers)
    limits, slopes = np.asarray(cuts, dtype=np.float64), np.asarray(coefficients, dtype=np.float64)
    if not np.all(np.diff(limits) > 0) or limits.size != codes.max() or limits.size < TWO:
        raise NumbersError(
            "cuts must ascend, one fewer than the answers, of which there must be three or more"
        )
    if slopes.shape != (matrix.shape[1],) or len(codes) != len(matrix):
        raise NumbersError(
            "design must have a row for each of answers, and a column for each of coefficients"
        )
    score, _, information = _own_at_each_cut(matrix, codes, limits, slopes)
    statistic = score @ np.linalg.solve(information, score)
    df = matrix.shape[1] * (limits.size - 1)
    return ChiSquared(np.asarray(statistic)[()], chdtrc(df, statistic), df)


class CumulativeShares(NamedTuple):
    """Mean shares of each answer, with intervals, each array of shape (answers,)."""

    estimate: Floats
    ci_low: Floats
    ci_high: Floats


def cumulative_shares(
    design: npt.ArrayLike,
    cuts: npt.ArrayLike,
    coefficients: npt.ArrayLike,
    covariance: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> CumulativeShares:
    """Say what share would give each answer by a proportional odds model, and how surely.

    Shares averaged over the rows of a design, with intervals by the delta method on the logit
    scale, so that they stay between 0 and 1. The covariates are taken as they are.

    Parameters
    ----------
    design
        Covariates as they are or as they are set, shape (people, columns).
    cuts, coefficients
        Of the fitted model, ascending cuts of shape (answers - 1,), and shape (columns,).
    covariance
        Of cuts and coefficients, in this order.
    level
        Confidence level.

    Returns
    -------
    CumulativeShares
        Estimates and intervals.

    Raises
    ------
    NumbersError
        If the level is not between 0 and 1.

    References
    ----------
    McCullagh (1980), Regression models for ordinal data, Journal of the Royal Statistical
    Society B 42, 109-142.

    Examples
    --------
    >>> found = cumulative_shares([[0], [1]], [-1, 1], [0.5], np.eye(3) / 50)
    >>> [f"{share:.3f}" for share in found.estimate]
    ['0.226', '0.451', '0.323']
    """
    z, matrix = critical_value(level), np.asarray(design, dtype=np.float64)
    limits, slopes = np.asarray(cuts, dtype=np.float64), np.asarray(coefficients, dtype=np.float64)
    below = expit(limits - (matrix @ slopes)[:, np.newaxis])
    steepness = below * (1 - below)
    to_cuts = steepness.mean(axis=0) * np.eye(limits.size)
    to_coefficients = -steepness.T @ matrix / len(matrix)
    gradient = np.diff(np.column_stack([to_cuts, to_coefficients]), axis=0, prepend=0, append=0)
    estimate = np.diff(below.mean(axis=0), prepend=0, append=1)
    error = np.sqrt(((gradient @ np.asarray(covariance)) * gradient).sum(axis=1))
    half = z * error / (estimate * (1 - estimate))
    return CumulativeShares(estimate, expit(logit(estimate) - half), expit(logit(estimate) + half))


class Derivatives(NamedTuple):
    """Of the log-likelihood: its slope, and its information as observed and as expected."""

    slope: Floats
    observed: Floats
    expected: Floats


def derivatives_at(design: Floats, codes: Whole, cuts: Floats, coefficients: Floats) -> Derivatives:
    """Return the derivatives of a proportional odds model by cuts, then coefficients."""

    def to_predictors(pattern: Floats) -> Floats:
        return np.column_stack([np.eye(cuts.size), np.tile(-pattern, (cuts.size, 1))])

    return _derivatives(design, codes, cuts, coefficients, to_predictors)


def _own_at_each_cut(
    design: Floats, codes: Whole, cuts: Floats, coefficients: Floats
) -> Derivatives:
    """Return the derivatives by a cut and coefficients of its own, cut after cut."""

    def to_predictors(pattern: Floats) -> Floats:
        return np.asarray(block_diag(*[np.concatenate([[1.0], -pattern])] * cuts.size))

    return _derivatives(design, codes, cuts, coefficients, to_predictors)


def _derivatives(
    design: Floats,
    codes: Whole,
    cuts: Floats,
    coefficients: Floats,
    to_predictors: Callable[[Floats], Floats],
) -> Derivatives:
    """Return the derivatives by what the cuts' predictors are linear in, pattern by pattern."""
    patterns, place = np.unique(design, axis=0, return_inverse=True)
    counts = np.zeros((len(patterns), cuts.size + 1))
    np.add.at(counts, (place.reshape(-1), codes), 1)
    parts = []
    for pattern, count in zip(patterns, counts, strict=True):
        rows = to_predictors(pattern)
        below = expit(cuts - pattern @ coefficients)
        steepness = below * (1 - below)
        shares = np.diff(below, prepend=0, append=1)
        of_shares = np.diff(steepness[:, np.newaxis] * rows, axis=0, prepend=0, append=0)
        bend = steepness * (1 - 2 * below) * -np.diff(count / shares)
        curved = rows.T @ (bend[:, np.newaxis] * rows)
        observed = of_shares.T @ ((count / shares**2)[:, np.newaxis] * of_shares) - curved
        expected = count.sum() * of_shares.T @ (of_shares / shares[:, np.newaxis])
        parts.append((of_shares.T @ (count / shares), observed, expected))
    slope, observed, expected = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
    return Derivatives(slope, observed, expected)
