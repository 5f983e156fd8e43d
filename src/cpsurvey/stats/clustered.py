"""Answers of people in clusters, weighted or not, in; shares and a test that allow for it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import helmert
from scipy.special import fdtrc

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._model_checks import clusters_of, codes_of, outcome_of, weights_of
from cpsurvey.stats._resampling import Whole

TWO = 2
ROUNDING = 1e-12


class ClusteredShare(NamedTuple):
    """Weighted means by domain with linearised standard errors, arrays of shape (domains,).

    `domain` holds the distinct domains, sorted; `base` how many people are in each.
    """

    domain: npt.NDArray[Any]
    estimate: Floats
    standard_error: Floats
    base: npt.NDArray[np.int_]


class RaoScott(NamedTuple):
    """Second-order Rao-Scott test as F, with its two degrees of freedom."""

    statistic: float
    df: float
    df_denominator: float
    p_value: float


def clustered_share(
    outcome: npt.ArrayLike,
    domain: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
) -> ClusteredShare:
    """Say how often each kind of people gave an answer, allowing for alike people in clusters.

    Weighted means with Taylor-linearised standard errors, clusters drawn with replacement, as a
    survey sample has them. A share of 0 or 1 has a standard error of 0, which says nothing of
    how sure it is: take an interval of `wilson_interval` there.

    Parameters
    ----------
    outcome
        A number for each person, shape (people,): 0 or 1 for a share.
    domain
        The kind of each person, shape (people,).
    clusters
        The cluster of each person, shape (people,).
    weights
        A weight for each person; all alike if not given.

    Returns
    -------
    ClusteredShare
        Domains in sorted order, with estimates, standard errors and bases.

    Raises
    ------
    NumbersError
        If there are fewer than two clusters, anything is missing, or shapes do not fit.

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys,
    International Statistical Review 51, 279-292.

    Examples
    --------
    >>> found = clustered_share([1, 0, 1, 1], list("aabb"), [1, 1, 2, 2])
    >>> [f"{share:.2f}" for share in found.estimate]
    ['0.50', '1.00']
    """
    numbers = outcome_of(outcome, np.size(outcome))[:, np.newaxis]
    codes, domains = codes_of(domain, "domain", len(numbers))
    cluster, members = clusters_of(clusters, len(numbers)), np.eye(len(domains))[codes]
    shares, influence = _means(numbers, members, weights_of(weights, len(numbers)))
    error = np.sqrt(np.diag(covariance_of_means(influence, cluster)))
    return ClusteredShare(domains, shares, error, np.bincount(codes))


def rao_scott(
    rows: npt.ArrayLike,
    columns: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
) -> RaoScott:
    """Test whether answers differ between groups, allowing for alike people in clusters.

    Pearson's chi-squared of the weighted table, divided by its mean design effect and referred
    to F with Satterthwaite's degrees of freedom (second-order Rao-Scott). Choose it in place of
    a chi-squared test where people come in clusters; it wants expected counts that a
    chi-squared test would want.

    Parameters
    ----------
    rows, columns
        The group and the answer of each person, shape (people,): text or numbers.
    clusters
        The cluster of each person, shape (people,).
    weights
        A weight for each person; all alike if not given.

    Returns
    -------
    RaoScott
        F, its degrees of freedom and the p-value.

    Raises
    ------
    NumbersError
        If there are fewer than two groups, answers or clusters, the clusters do not tell how
        the table varies, anything is missing, or shapes do not fit.

    References
    ----------
    Rao and Scott (1984), On chi-squared tests for multiway contingency tables with cell
    proportions estimated from survey data, Annals of Statistics 12, 46-60. Thomas and Rao
    (1987), Small-sample comparisons of level and power for simple goodness-of-fit statistics
    under cluster sampling, Journal of the American Statistical Association 82, 630-636.

    Examples
    --------
    >>> group = np.repeat(["parent", "professional"], 8)
    >>> answer = list("yynnyyyn" "nnnynnyn")
    >>> test = rao_scott(group, answer, np.tile([1, 2, 3, 4], 4))
    >>> f"F {test.statistic:.2f}, p {test.p_value:.3f}"
    'F 0.90, p 0.413'
    """
    people = np.size(rows)
    row, groups = codes_of(rows, "rows", people)
    column, answers = codes_of(columns, "columns", people)
    shape = len(groups), len(answers)
    if min(shape) < TWO:
        raise NumbersError(
            "rows and columns must each have two or more different values: with one there is"
            " nothing to compare"
        )
    cluster, cells = clusters_of(clusters, people), np.eye(shape[0] * shape[1])
    numbers, everyone = cells[row * shape[1] + column], np.ones((people, 1))
    shares, influence = _means(numbers, everyone, weights_of(weights, people))
    effects = _design_effects(shares, covariance_of_means(influence, cluster), shape, people)
    statistic = _pearson(shares.reshape(shape), people) / np.trace(effects)
    df = np.trace(effects) ** 2 / np.trace(effects @ effects)
    df_denominator = df * cluster.max()  # one less than there are clusters
    p_value = fdtrc(df, df_denominator, statistic)
    return RaoScott(float(statistic), float(df), float(df_denominator), float(p_value))


def _means(numbers: Floats, members: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return weighted means of members, shape (columns,), and each person's influence on them.

    Numbers and members have shape (people, columns), or one column for all.
    """
    weighted = weights[:, np.newaxis] * members
    total = weighted.sum(axis=0)
    means: Floats = (weighted * numbers).sum(axis=0) / total
    influence: Floats = weighted * (numbers - means) / total
    return means, influence


def covariance_of_means(influence: Floats, cluster: Whole) -> Floats:
    """Return the covariance of means, from the sums of influence in all G clusters."""
    sums = sums_by_cluster(influence.T, cluster)
    covariance: Floats = len(sums) / (len(sums) - 1) * sums.T @ sums
    return covariance


def sums_by_cluster(columns: Iterable[Floats], cluster: Whole) -> Floats:
    """Return the sums of columns, each of shape (people,), in each cluster: (clusters, columns)."""
    return np.column_stack([np.bincount(cluster, column) for column in columns])


def _pearson(shares: Floats, people: int) -> float:
    """Return Pearson's chi-squared of a table of shares, as of so many people."""
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return float(people * ((shares - expected) ** 2 / expected).sum())


def _design_effects(
    shares: Floats, covariance: Floats, shape: tuple[int, int], people: int
) -> Floats:
    """Return Rao and Scott's matrix of design effects of the interaction of rows and columns.

    With C the contrasts of the interaction and D the cells' shares: the inverse of C'D^-1 C / n,
    times C'D^-1 V D^-1 C. An empty cell has no part in it.
    """
    contrasts = np.kron(*(helmert(size).T for size in shape))
    filled = shares > 0
    scaled = contrasts / np.where(filled, shares, np.inf)[:, np.newaxis]
    simple = contrasts.T @ scaled / people
    clustered = scaled.T @ covariance @ scaled
    if np.linalg.matrix_rank(simple) < len(simple) or not np.trace(clustered) > ROUNDING:
        raise NumbersError(
            "rows, columns and clusters do not tell how the table varies: take together answers"
            " that few gave, or use a test without clusters"
        )
    return np.linalg.solve(simple, clustered).astype(np.float64)
