"""Ordered answers by covariate pattern in; the likelihood of cuts and slopes, and its top, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import Whole

MOST_STEPS = 100
MOST_HALVINGS = 60
SMALLEST_GAIN = 1e-16
ROUNDING = 1e-12


class Patterns(NamedTuple):
    """People alike in their covariates: these, and how many gave each answer.

    Shapes (patterns, columns) and (patterns, answers).
    """

    design: Floats
    counts: Floats


class Derivatives(NamedTuple):
    """Of the log-likelihood: its slope, and its information as observed and as expected."""

    slope: Floats
    observed: Floats
    expected: Floats


def patterns_of(design: Floats, codes: Whole) -> Patterns:
    """Return the distinct rows of a design with their answers, whatever the order of people."""
    distinct, place = np.unique(design, axis=0, return_inverse=True)
    cells = place.reshape(-1) * (codes.max() + 1) + codes
    counts = np.bincount(cells, minlength=len(distinct) * (codes.max() + 1))
    return Patterns(distinct, counts.reshape(len(distinct), -1).astype(np.float64))


def on_one_scale(patterns: Patterns) -> tuple[Patterns, Floats]:
    """Return patterns with covariates of mean 0 and variance 1, and what turns values back.

    That matrix times cuts and slopes of these gives cuts and slopes of the covariates as given.
    """
    people, cuts = patterns.counts.sum(axis=1), patterns.counts.shape[1] - 1
    mean = np.average(patterns.design, axis=0, weights=people)
    away = patterns.design - mean
    spread = np.sqrt(np.average(away**2, axis=0, weights=people))
    back = np.diag(np.concatenate([np.ones(cuts), 1 / spread]))
    back[:cuts, cuts:] = mean / spread
    return Patterns(away / spread, patterns.counts), back


def to_predictors(patterns: Patterns) -> Floats:
    """Return what the predictor of each cut is linear in: the cuts, then minus the covariates.

    Shape (patterns, cuts, cuts + columns).
    """
    people, cuts = len(patterns.design), patterns.counts.shape[1] - 1
    own = np.broadcast_to(np.eye(cuts), (people, cuts, cuts))
    shared = np.broadcast_to(
        -patterns.design[:, np.newaxis], (people, cuts, patterns.design.shape[1])
    )
    return np.concatenate([own, shared], axis=2)


def to_predictors_of_own(patterns: Patterns) -> Floats:
    """Return the same where each cut has slopes of its own: a cut and its slopes, cut after cut."""
    cuts = patterns.counts.shape[1] - 1
    own = np.column_stack([np.ones(len(patterns.design)), -patterns.design])
    rows: Floats = np.eye(cuts)[:, :, np.newaxis] * own[:, np.newaxis, np.newaxis]
    return rows.reshape(len(own), cuts, -1)


def top(patterns: Patterns) -> Floats:
    """Return the cuts and slopes at the top of the likelihood, which has but one.

    Newton's steps, halved where one would lead down, from the cuts that fit without covariates.
    """
    linear, total = to_predictors(patterns), patterns.counts.sum(axis=0)
    cuts = logit(total.cumsum()[:-1] / total.sum())
    values = np.concatenate([cuts, np.zeros(patterns.design.shape[1])])
    for _ in range(MOST_STEPS):
        slope, information, _ = derivatives(patterns.counts, linear, values)
        step = np.linalg.solve(information, slope).astype(np.float64)
        if slope @ step < SMALLEST_GAIN:
            return np.asarray(values + step)
        values = _uphill(patterns.counts, linear, values, step)
    raise NumbersError(
        f"answers: the likelihood has no top within {MOST_STEPS} steps: take answers that few gave"
        " together, or use fewer columns in design"
    )


def derivatives(counts: Floats, linear: Floats, values: Floats) -> Derivatives:
    """Return the derivatives by what the cuts' predictors are linear in."""
    below = expit(linear @ values)
    steepness = below * (1 - below)
    shares = np.diff(below, prepend=0, append=1)
    inverse = np.divide(1, shares, where=shares > 0, out=np.zeros_like(shares))
    of_shares = np.diff(steepness[..., np.newaxis] * linear, axis=1, prepend=0, append=0)
    bend = -np.diff(counts * inverse) * steepness * (1 - 2 * below)
    everybody = counts.sum(axis=1, keepdims=True)
    return Derivatives(
        slope=np.einsum("pa,pai->i", counts * inverse, of_shares),
        observed=_products(of_shares, counts * inverse**2) - _products(linear, bend),
        expected=_products(of_shares, everybody * inverse),
    )


def _products(rows: Floats, weights: Floats) -> Floats:
    """Return the weighted products of rows' columns, over all patterns and answers or cuts."""
    products: Floats = np.einsum("pai,pa,paj->ij", rows, weights, rows, optimize=True)
    return products


def _uphill(counts: Floats, linear: Floats, values: Floats, step: Floats) -> Floats:
    """Return the values after the longest halving of the step that does not lead down."""
    height = _log_likelihood(counts, linear, values)
    lowest = height - ROUNDING * (1 + abs(height))
    for halving in range(MOST_HALVINGS):
        tried = values + step / 2**halving
        if _log_likelihood(counts, linear, tried) >= lowest:
            break
    return np.asarray(tried)


def _log_likelihood(counts: Floats, linear: Floats, values: Floats) -> float:
    """Return the log-likelihood; minus infinity where an answer that somebody gave has no share."""
    shares = np.diff(expit(linear @ values), prepend=0, append=1)
    given = counts > 0
    if np.any(shares[given] <= 0):
        return -np.inf
    return float(counts[given] @ np.log(shares[given]))
