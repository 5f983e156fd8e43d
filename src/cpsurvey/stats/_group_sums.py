"""Scores of people and their groups in; a permutation p-value from the groups' sums out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._column_fillings import spread
from cpsurvey.stats._resampling import (
    Rng,
    Whole,
    drawn_people,
    generator,
    monte_carlo_error,
    monte_carlo_p,
    number_of_draws,
)

DRAWS = 100_000
MOST_NUMBERS = 3 * 10**6  # tables times groups: 200 MB
SAME = 1e-12  # strengths closer than this differ by rounding only


class PermutationTest(NamedTuple):
    """A statistic judged among all ways to share the answers out to groups of these sizes.

    `method` is ``exact`` or ``monte carlo``; for an exact p-value its `standard_error` and the
    `draws` are 0 and the `seed` is empty.
    """

    statistic: float
    p_value: float
    method: str
    standard_error: float
    draws: int
    seed: str


class Ways(NamedTuple):
    """Sums of scores by group, shape (groups, ways), and how probable each way is."""

    sums: Floats
    probability: Floats


def permutation_test(
    scores: Floats, group: Whole, strength: Callable[[Floats], Floats], *, rng: Rng, draws: int
) -> PermutationTest:
    """Return how probable it is that people shared out at random differ as much or more.

    Groups are numbered from 0. `strength`, from 0 to 1, is taken of sums by group; it is the
    statistic's share of the greatest, people less 1. Every way where that takes no more than
    `MOST_NUMBERS`, else random ones.
    """
    times, (random, seed) = number_of_draws(draws, "draws"), generator(rng)
    sizes, sums = np.bincount(group), np.bincount(group, weights=scores).astype(np.float64)
    found = strength(sums[:, np.newaxis]).item()
    statistic, as_strong = (scores.size - 1) * found, found - SAME
    every = every_way(scores, sizes)
    if every is not None:
        p_value = every.probability[strength(every.sums) >= as_strong].sum().item()
        return PermutationTest(statistic, min(p_value, 1.0), "exact", 0.0, 0, "")
    count = sum(
        np.count_nonzero(strength(drawn) >= as_strong)
        for drawn in random_sums(random, scores, sizes, times)
    )
    p_value = monte_carlo_p(count, times).item()
    error = monte_carlo_error(p_value, times)
    return PermutationTest(statistic, p_value, "monte carlo", error, times, seed)


def every_way(scores: Floats, sizes: Whole) -> Ways | None:
    """Return the sums of every count table with its probability; None where they are too many.

    Tables grow score by score and group by group; the last group takes who is left.
    """
    left, sums, log_ways = sizes[:, np.newaxis], np.zeros((sizes.size, 1)), np.zeros(1)
    for score, total in zip(*np.unique(scores, return_counts=True), strict=True):
        unplaced = np.full(log_ways.size, total)
        for group in range(sizes.size):
            fewest = np.maximum(unplaced - left[group + 1 :].sum(axis=0), 0)
            choices = np.minimum(unplaced, left[group]) - fewest + 1
            if choices.sum() * sizes.size > MOST_NUMBERS:
                return None
            whose, more = spread(choices)
            people = fewest[whose] + more
            left, sums, unplaced = left[:, whose], sums[:, whose], unplaced[whose] - people
            left[group] -= people
            sums[group] += people * score
            log_ways = log_ways[whose] - gammaln(people + 1.0)
        log_ways += gammaln(total + 1.0)
    arrangements = gammaln(scores.size + 1.0) - gammaln(sizes + 1.0).sum()
    return Ways(sums, np.exp(log_ways - arrangements))


def random_sums(
    random: np.random.Generator, scores: Floats, sizes: Whole, draws: int
) -> Iterator[Floats]:
    """Yield blocks of sums by group when people are shared out at random, the largest's last."""
    *smaller, largest = sizes.argsort(kind="stable")
    first = sizes[smaller].cumsum() - sizes[smaller]
    for people in drawn_people(random, scores.size, int(sizes[smaller].sum()), draws):
        sums = np.empty((sizes.size, people.shape[1]))
        sums[smaller] = np.add.reduceat(scores[people], first, axis=0)
        sums[largest] = scores.sum() - sums[smaller].sum(axis=0)
        yield sums
