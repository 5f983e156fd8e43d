"""A linear model of people in clusters in; coefficients and their CR2 covariance out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student_t

from cpsurvey.stats._checks import Floats, probability
from cpsurvey.stats._model_checks import clusters_of, design_of_full_rank, outcome_of

NONE_LEFT = 1e-10
ROUNDING = 1e-12


class ClusterRobust(NamedTuple):
    """Coefficients, their covariance, and what follows from it, arrays of shape (columns,).

    `df` are Satterthwaite's degrees of freedom, `statistic` is t. Where the clusters do not tell
    a coefficient's variance, because it is 0, these, the interval and the p-value are NaN.
    """

    estimate: Floats
    standard_error: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    df: Floats
    p_value: Floats
    covariance: Floats


def cr2_covariance(
    design: npt.ArrayLike,
    outcome: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> ClusterRobust:
    """Say how sure coefficients are when people of one authority may be alike.

    Least squares with the bias-reduced linearisation of Bell and McCaffrey (CR2), the working
    model being independence with one variance, and Satterthwaite's degrees of freedom for each
    coefficient. Of a 0 or 1 outcome and two groups the coefficient is the difference of two
    shares. Choose it for differences with a dozen clusters or more; below about four degrees of
    freedom its p-values are not to be relied on. Clusters are independent, people within them
    need not be.

    Parameters
    ----------
    design
        Covariates, shape (people, columns), a column of ones for the intercept among them.
    outcome
        A number for each person, shape (people,).
    clusters
        The cluster of each person, shape (people,): text or numbers.
    level
        Confidence level.

    Returns
    -------
    ClusterRobust
        Estimates, standard errors, intervals, t, degrees of freedom, p-values and covariance.

    Raises
    ------
    NumbersError
        If a column of the design follows from others, there are fewer than two clusters,
        anything is missing, or shapes do not fit.

    References
    ----------
    Bell and McCaffrey (2002), Bias reduction in standard errors for linear regression with
    multi-stage samples, Survey Methodology 28, 169-181. Pustejovsky and Tipton (2018),
    Small-sample methods for cluster-robust variance estimation and hypothesis testing in fixed
    effects models, Journal of Business and Economic Statistics 36, 672-683.

    Examples
    --------
    >>> group = np.repeat([1, 0], [6, 12])
    >>> outcome = [1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0]
    >>> authority = np.repeat(list("abcdef"), 3)
    >>> fit = cr2_covariance(np.column_stack([np.ones(18), group]), outcome, authority)
    >>> f"{fit.estimate[1]:.3f}, {fit.df[1]:.2f} degrees of freedom"
    '0.500, 2.08 degrees of freedom'
    """
    matrix = design_of_full_rank(design)
    numbers = outcome_of(outcome, len(matrix))
    codes = clusters_of(clusters, len(matrix))
    tail = (1 + probability(level, "level")) / 2
    spread = np.linalg.inv(matrix.T @ matrix).astype(np.float64)
    estimate = spread @ (matrix.T @ numbers)
    members = [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]
    adjusted = [_adjusted(matrix[rows], spread) for rows in members]
    residuals = numbers - matrix @ estimate
    covariance = _sandwich(members, adjusted, residuals, spread)
    error = np.sqrt(np.diag(covariance))
    df = _satterthwaite(matrix, members, adjusted, spread)
    known = error > ROUNDING * np.abs(numbers).max()
    known &= df > 0
    df = np.where(known, df, np.nan)
    statistic = np.divide(estimate, error, out=np.full_like(error, np.nan), where=known)
    half = student_t.ppf(tail, df) * error
    return ClusterRobust(
        estimate=estimate,
        standard_error=error,
        ci_low=estimate - half,
        ci_high=estimate + half,
        statistic=statistic,
        df=df,
        p_value=2 * np.asarray(student_t.sf(np.abs(statistic), df)),
        covariance=covariance,
    )


def _adjusted(rows: Floats, spread: Floats) -> Floats:
    """Return A X, shape (people of the cluster, columns), A the inverse root of I - H.

    With X = U S V' of X (X'X)^(-1/2), the people's part of I - H is U (1 - S^2) U', and A X is
    U S (1 - S^2)^(-1/2) V' (X'X)^(1/2). A direction in which nothing is left is taken as 0.
    """
    root = np.linalg.cholesky(spread)
    left, singular, right = np.linalg.svd(rows @ root, full_matrices=False)
    remaining = 1 - singular**2
    some = remaining > NONE_LEFT
    scale = np.divide(
        singular, np.sqrt(np.where(some, remaining, 1)), where=some, out=np.zeros_like(singular)
    )
    adjusted: Floats = (left * scale) @ right @ np.linalg.inv(root)
    return adjusted


def _sandwich(
    members: Sequence[npt.NDArray[np.intp]],
    adjusted: Sequence[Floats],
    residuals: Floats,
    spread: Floats,
) -> Floats:
    """Return the covariance: the adjusted clusters' scores, squared, between two spreads."""
    scores = np.array(
        [part.T @ residuals[rows] for rows, part in zip(members, adjusted, strict=True)]
    )
    parts = scores @ spread
    covariance: Floats = parts.T @ parts
    return covariance


def _satterthwaite(
    matrix: Floats,
    members: Sequence[npt.NDArray[np.intp]],
    adjusted: Sequence[Floats],
    spread: Floats,
) -> Floats:
    """Return (tr P)^2 / tr PP of each coefficient.

    P has, for clusters g and h, u_g'(I - H)u_h, where u_g is A X (X'X)^-1 of g for the
    coefficient.
    """
    vectors = [part @ spread for part in adjusted]  # one column a coefficient
    own = np.array([(vector**2).sum(axis=0) for vector in vectors])
    onto = np.array(
        [matrix[rows].T @ vector for rows, vector in zip(members, vectors, strict=True)]
    )
    df = np.empty(matrix.shape[1])
    for column in range(df.size):
        product = np.diag(own[:, column]) - onto[..., column] @ spread @ onto[..., column].T
        squares = (product**2).sum()
        df[column] = np.trace(product) ** 2 / squares if squares > 0 else np.nan
    return df
