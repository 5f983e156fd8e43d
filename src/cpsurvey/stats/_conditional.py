"""Informative strata of two groups and two answers in; exact p-value and odds ratio out.

All margins of all strata are held fixed: what is left to chance is how many of the first group
gave the answer in each, and the sum of them says how groups differ.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.hypergeometric import hypergeometric, log_ways, possible_counts, two_sided

MOST_LISTED = 200_000


class Chances(NamedTuple):
    """Probabilities of counts that follow each other, from the lowest; all others have none."""

    lowest: int
    probability: Floats


def can_be_listed(counts: Floats) -> bool:
    """Tell whether the counts that the strata's margins allow are few enough to go through."""
    smallest = np.minimum(counts.sum(axis=1).min(axis=1), counts.sum(axis=2).min(axis=1))
    return bool(smallest.sum() <= MOST_LISTED)


def conditional_p_value(counts: Floats) -> float:
    """Return the probability of sums no more probable than the observed one."""
    strata = [_chances(*hypergeometric(*of_one)) for of_one in _margins(counts)]
    sums = reduce(_of_both, strata, Chances(0, np.ones(1)))
    place = int(counts[:, 0, 0].sum()) - sums.lowest
    return float(two_sided(sums.probability)[place]) if 0 <= place < sums.probability.size else 0.0


def _of_both(one: Chances, other: Chances) -> Chances:
    """Return the probabilities of the sum of two counts."""
    lowest = one.lowest + other.lowest
    probability = np.convolve(one.probability, other.probability)
    return _chances(lowest + np.arange(probability.size), probability)


def _chances(count: npt.NDArray[np.int_], probability: Floats) -> Chances:
    """Return the counts that happen: the tails too rare for a number are cut off."""
    happens = np.flatnonzero(probability)
    first, last = happens[0], happens[-1]
    return Chances(int(count[first]), probability[first : last + 1])


def conditional_odds_ratio(counts: Floats) -> float:
    """Return the odds ratio, the same in all strata, that makes the sum most probable.

    It is the one under which the sum is what is to be expected; 0 or infinite at the edges.
    """
    margins, observed = _margins(counts), counts[:, 0, 0].sum()
    strata = [(possible_counts(*of_one), log_ways(*of_one)) for of_one in margins]
    if not strata:
        return np.nan
    if observed == sum(possible[0] for possible, _ in strata):
        return 0.0
    if observed == sum(possible[-1] for possible, _ in strata):
        return np.inf
    steepest = max(float(np.abs(np.diff(ways)).max()) for _, ways in strata)
    furthest = steepest + np.log(len(strata)) + 3

    def too_few(log_ratio: Floats) -> npt.NDArray[np.bool_]:
        return np.asarray(sum(_expected(*of_one, log_ratio) for of_one in strata) < observed)

    return float(np.exp(boundary(too_few, -furthest, furthest)))


def _expected(possible: npt.NDArray[np.int_], ways: Floats, log_ratio: Floats) -> float:
    """Return the count to be expected under an odds ratio."""
    weights = ways + possible * log_ratio
    weights = np.exp(weights - weights.max())
    return float(weights @ possible / weights.sum())


def _margins(counts: Floats) -> list[tuple[int, int, int]]:
    """Return both bases, and how many gave the answer, of each stratum."""
    return [(int(a + b), int(c + d), int(a + c)) for (a, b), (c, d) in counts.tolist()]
