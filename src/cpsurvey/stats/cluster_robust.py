"""A linear model of people in clusters in; coefficients and their CR2 covariance out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from cpsurvey.stats._checks import Floats, probability
from cpsurvey.stats._model_checks import clusters_of, design_of_full_rank, outcome_of
from cpsurvey.stats.clustered import sums_by_cluster

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
    turned, triangle = np.linalg.qr(matrix)
    back = np.linalg.inv(triangle)
    estimate = back @ (turned.T @ numbers)
    products = sums_by_cluster([one * other for one in turned.T for other in turned.T], codes)
    crossed = products.reshape(-1, *triangle.shape)
    adjusting = _inverse_root_of_rest(crossed)
    scores = sums_by_cluster(turned.T * (numbers - matrix @ estimate), codes)
    parts = (adjusting @ scores[..., np.newaxis])[..., 0] @ back.T
    covariance = parts.T @ parts
    error = np.sqrt(np.diag(covariance))
    df = _satterthwaite(crossed, adjusting @ back.T)
    known = (error > ROUNDING * np.abs(numbers).max()) & (df > 0)
    df = np.where(known, df, np.nan)
    statistic = np.divide(estimate, error, out=np.full_like(error, np.nan), where=known)
    half = stdtrit(df, tail) * error
    return ClusterRobust(
        estimate=estimate,
        standard_error=error,
        ci_low=estimate - half,
        ci_high=estimate + half,
        statistic=statistic,
        df=df,
        p_value=2 * np.asarray(stdtr(df, -np.abs(statistic))),
        covariance=covariance,
    )


def _inverse_root_of_rest(crossed: Floats) -> Floats:
    """Return M of each cluster, such that (I - H)^(-1/2) Q = Q M.

    Shape (clusters, columns, columns). With Q the rows of X = QR of its people, H = QQ' and
    M = (I - Q'Q)^(-1/2). A direction in which nothing is left is taken as 0.
    """
    values, vectors = np.linalg.eigh(crossed)
    left = 1 - values
    some = left > NONE_LEFT
    scale = np.where(some, 1 / np.sqrt(np.where(some, left, 1)), 0)
    roots: Floats = (vectors * scale[:, np.newaxis]) @ vectors.swapaxes(1, 2)
    return roots


def _satterthwaite(crossed: Floats, adjusted: Floats) -> Floats:
    """Return (tr P)^2 / tr PP of each coefficient, from each cluster's Q'Q and M R^(-1)'.

    P has, for clusters g and h, u_g'(I - H)u_h, where u_g = Q M R^(-1)' of g for the coefficient:
    the diagonal of u_g'u_g, less the products of Q'u_g.
    """
    onto = crossed @ adjusted
    own, within = (adjusted * onto).sum(axis=1), (onto**2).sum(axis=1)
    between = np.einsum("gic,gjc->cij", onto, onto)
    squares = (own**2 - 2 * own * within).sum(axis=0) + (between**2).sum(axis=(1, 2))
    trace: Floats = (own - within).sum(axis=0)
    df: Floats = np.divide(trace**2, squares, out=np.zeros_like(trace), where=squares > 0)
    return df
