"""Margins of a 2x2 table in; the tables that they allow, and how probable each is, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from cpsurvey.stats._checks import Floats

SAME_PROBABILITY = 1 + 1e-7  # two outcomes closer than this are equally probable


def hypergeometric(base_1: int, base_2: int, chosen: int) -> tuple[npt.NDArray[np.int_], Floats]:
    """Return the counts possible in group 1, of `chosen` in both, and their probabilities."""
    ways = np.exp(log_ways(base_1, base_2, chosen))
    return possible_counts(base_1, base_2, chosen), ways / ways.sum()


def possible_counts(base_1: int, base_2: int, chosen: int) -> npt.NDArray[np.int_]:
    """Return the counts that group 1 may have, of `chosen` in both groups."""
    return np.arange(max(0, chosen - base_2), min(base_1, chosen) + 1)


def log_ways(base_1: int, base_2: int, chosen: int) -> Floats:
    """Return the logarithm of the ways to each count of group 1, less that of the commonest.

    By the ratio of each to the next, outwards from the commonest: unlike differences of large
    logarithms, as exact at a million people as at ten.
    """
    count = possible_counts(base_1, base_2, chosen)[:-1].astype(np.float64)
    more = np.log((base_1 - count) * (chosen - count))
    steps = more - np.log((count + 1) * (base_2 - chosen + count + 1))
    commonest = np.count_nonzero(steps > 0)
    rising = -steps[:commonest][::-1].cumsum()[::-1]
    return np.concatenate([rising, [0.0], steps[commonest:].cumsum()])


def two_sided(probability: Floats) -> Floats:
    """Return, for each outcome, the probability of all outcomes no more probable than it.

    Outcomes are along the last axis.
    """
    order, sums, last = _ascending(probability)
    up_to_the_last = np.where(last, sums, np.inf)[..., ::-1]
    p_values = np.minimum.accumulate(up_to_the_last, axis=-1)[..., ::-1]
    return np.minimum(_as_before(p_values, order), 1.0)


def two_sided_mid(probability: Floats) -> Floats:
    """Return the same with outcomes as probable as it counted by half."""
    order, sums, last = _ascending(probability)
    before = np.where(last, sums, 0.0)[..., :-1]
    less_probable = np.zeros_like(probability)
    less_probable[..., 1:] = np.maximum.accumulate(before, axis=-1)
    return (_as_before(less_probable, order) + two_sided(probability)) / 2


def _ascending(
    probability: Floats,
) -> tuple[npt.NDArray[np.intp], Floats, npt.NDArray[np.bool_]]:
    """Return the order from least to most probable, sums in it, and where ties end."""
    order = probability.argsort(axis=-1)
    ascending = np.take_along_axis(probability, order, axis=-1)
    last = np.ones(probability.shape, dtype=bool)
    last[..., :-1] = ascending[..., 1:] > ascending[..., :-1] * SAME_PROBABILITY
    return order, ascending.cumsum(axis=-1), last


def _as_before(values: Floats, order: npt.NDArray[np.intp]) -> Floats:
    """Return sorted values in the order they had before."""
    unsorted = np.empty_like(values)
    np.put_along_axis(unsorted, order, values, axis=-1)
    return unsorted


def log_choose(n: npt.ArrayLike, k: npt.ArrayLike) -> Floats:
    """Return the logarithm of the number of ways to choose k of n."""
    n, k = np.asarray(n), np.asarray(k)
    logarithm: Floats = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return logarithm
