"""A statistic of weights and the clusters people belong to in; its estimate and interval out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, probability
from cpsurvey.stats._people import labels_of_people
from cpsurvey.stats._resampling import Rng, Whole, blocks, generator, number_of_draws


class Bootstrap(NamedTuple):
    """An estimate, its percentile interval and standard error, and the draws they are from."""

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    draws: int
    left_out: int
    seed: str


def cluster_bootstrap(
    statistic: Callable[[Floats], npt.ArrayLike],
    clusters: npt.ArrayLike,
    *,
    strata: npt.ArrayLike | None = None,
    rng: Rng = None,
    draws: int = 9_999,
    level: float = 0.95,
) -> Bootstrap:
    """Say how far any statistic would move had other clusters of people been asked.

    Whole clusters (authorities, interviews, or people where each is a cluster) are drawn with
    replacement, as many as there are, and the statistic is computed of those drawn. Choose it
    for a statistic without a formula for its interval and for people who are not independent;
    with fewer than some twenty clusters in what the statistic is about, the interval is too
    narrow.

    A draw may have nobody to compute the statistic from, for which `statistic` returns NaN.
    Such draws are left out and counted, as long as they are fewer than the share that the
    interval leaves out at each end; with more, its limits could be anything, and none is
    returned.

    Parameters
    ----------
    statistic
        Takes weights, shape (draws, people), how often each person was drawn; returns a number
        a draw, shape (draws,). It is also given weights of 1, for the estimate.
    clusters
        Each person's cluster, shape (people,).
    strata
        Each person's stratum, shape (people,): the number of clusters drawn from each stays
        the same, as where groups were sampled apart. A cluster lies in one stratum. One
        stratum if not given.
    rng
        Seed or numpy generator; None is the seed 0.
    draws
        How many times to draw.
    level
        Confidence level.

    Returns
    -------
    Bootstrap
        ``estimate``; ``ci_low`` and ``ci_high``, the draws of rank (B + 1)(1 - level)/2 from
        either end; ``standard_error``, the standard deviation of the draws (inf where one is);
        ``draws`` made, how many of them were ``left_out``, and ``seed``.

    Raises
    ------
    NumbersError
        If somebody has no cluster, a cluster lies in two strata, a stratum has only one, the
        draws are too few for the level, or the statistic is undefined, for everybody or too
        often.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap methods and their application, sections 3.8 and 5.3.

    Examples
    --------
    >>> said_yes = np.array([1, 1, 0, 1, 0, 0, 0, 1])
    >>> share = lambda weights: weights @ said_yes / weights.sum(axis=1)
    >>> result = cluster_bootstrap(share, ["a", "a", "b", "b", "c", "c", "d", "d"])
    >>> f"{result.estimate:.2f} ({result.ci_low:.2f} to {result.ci_high:.2f})"
    '0.50 (0.12 to 0.88)'
    """
    tail = (1 - probability(level, "level")) / 2
    times = number_of_draws(draws, "draws")
    stream, seed = generator(rng)
    cluster, per_stratum = _clusters_by_stratum(clusters, strata)
    estimate = _values(statistic, np.ones((1, cluster.size))).item()
    if np.isnan(estimate):
        raise NumbersError("statistic must be defined for everybody as they are; it is NaN")
    values = np.concatenate(
        [_values(statistic, weights) for weights in _weights(stream, cluster, per_stratum, times)]
    )
    values = np.sort(values[~np.isnan(values)])
    left_out = times - values.size
    if left_out >= tail * times:
        raise NumbersError(
            f"statistic must be defined in nearly all draws; it is NaN in {left_out:,} of "
            f"{times:,}, too many for an interval at level {level}: take groups as strata, or "
            "larger groups"
        )
    rank = int((values.size + 1) * tail + 1e-9)
    if rank == 0:
        raise NumbersError(f"draws must be more than {times} for an interval at level {level}")
    error = values.std(ddof=1) if np.isfinite(values).all() else np.inf
    low, high = values[[rank - 1, -rank]].tolist()
    return Bootstrap(estimate, low, high, float(error), times, left_out, seed)


def _clusters_by_stratum(
    clusters: npt.ArrayLike, strata: npt.ArrayLike | None
) -> tuple[Whole, Whole]:
    """Return each person's cluster, numbered stratum by stratum, and the clusters in each."""
    cluster = labels_of_people(clusters, "clusters")
    stratum = (
        np.zeros_like(cluster)
        if strata is None
        else labels_of_people(strata, "strata", people=cluster.size)
    )
    pairs, numbered = np.unique(np.stack([stratum, cluster]), axis=1, return_inverse=True)
    if pairs.shape[1] > cluster.max() + 1:
        raise NumbersError("clusters must each lie in one stratum: leave strata out")
    per_stratum = np.bincount(pairs[0])
    if per_stratum.min() == 1:
        raise NumbersError(
            "clusters must be two or more in each stratum: with one, every draw is the same; "
            "join strata"
        )
    return numbered.ravel(), per_stratum


def _weights(
    stream: np.random.Generator, cluster: Whole, per_stratum: Whole, draws: int
) -> Iterator[Floats]:
    """Yield blocks of how often each person was drawn, shape (draws in the block, people)."""
    clusters = int(per_stratum.sum())
    among = np.repeat(per_stratum, per_stratum)
    first = np.repeat(per_stratum.cumsum() - per_stratum, per_stratum)
    for size in blocks(draws, cluster.size):
        chosen = first + (stream.random((size, clusters)) * among).astype(np.int_)
        cell = chosen + clusters * np.arange(size)[:, np.newaxis]
        times = np.bincount(cell.ravel(), minlength=size * clusters).reshape(size, clusters)
        yield times[:, cluster].astype(np.float64)


def _values(statistic: Callable[[Floats], npt.ArrayLike], weights: Floats) -> Floats:
    """Return the statistic of each draw; one number a draw, or it is refused."""
    values = np.asarray(statistic(weights), dtype=np.float64)
    if values.shape != weights.shape[:1]:
        raise NumbersError(
            "statistic must return one number a draw: given weights of shape "
            f"{weights.shape} it returned shape {values.shape}"
        )
    return values
