"""p-values of every arrangement in; step-down min-P adjusted p-values of the observed one out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import Whole, monte_carlo_p

MOST_KEPT = 2**22


class Adjusted(NamedTuple):
    """Each test's p-value, the adjusted one (NaN where not tested), and whether it was tested."""

    p_values: Floats
    p_adjusted: Floats
    testable: npt.NDArray[np.bool_]


def smallest_of_the_rest(p_values: Floats) -> Floats:
    """Return the smallest of each p-value and those after it, along the last axis."""
    smallest: Floats = np.minimum.accumulate(p_values[..., ::-1], axis=-1)[..., ::-1]
    return smallest


def never_falling(ranked: Floats, order: Whole, tests: int) -> Floats:
    """Return p-values ranked as in `order`, none below the one before it, each in its place."""
    adjusted = np.full(tests, np.nan)
    adjusted[order] = np.maximum.accumulate(ranked)
    return adjusted


def min_p_by_rank(
    replay: Callable[[], Iterable[Floats]],
    observed: Floats,
    like: Whole,
    draws: int,
    *,
    alpha: float = 1,
) -> Adjusted:
    """Return p-values and step-down min-P adjusted ones from statistics, where large is extreme.

    The p-value of each arrangement is its rank among all of them, the observed one included
    (Ge, Dudoit and Speed 2003); `like` says among those of which test (`first_alike`). A test
    that reaches `alpha` in no arrangement is not tested. `replay` yields the same blocks, shape
    (permutations, tests), each time it is called: ranks need all arrangements of a test at
    once, so where memory for `MOST_KEPT` numbers does not hold those of all tests, the same
    draws are made again for a few tests at a time.
    """
    as_large = sum(((block[:, like] >= observed).sum(axis=0) for block in replay()), np.zeros(1))
    p_values = monte_carlo_p(as_large, draws)
    order = p_values.argsort(kind="stable")[::-1]
    smallest, family, shares = np.ones(draws + 1), [], []
    at_once = max(1, MOST_KEPT // (draws + 1))
    for start in range(0, order.size, at_once):
        tests = order[start : start + at_once]
        statistics, among = (
            np.concatenate([observed[np.newaxis, some], *(block[:, some] for block in replay())])
            for some in (tests, like[tests])
        )
        for place, test in enumerate(tests):
            ranks = rank_p(statistics[:, place], among[:, place])
            if ranks.min() <= alpha:
                np.minimum(smallest, ranks, out=smallest)
                family.append(test)
                shares.append((smallest <= ranks[0]).mean())
    tested = np.array(family[::-1], dtype=int)
    ranked = np.maximum(shares[::-1], p_values[tested])
    p_adjusted = never_falling(ranked, tested, order.size)
    return Adjusted(p_values, p_adjusted, ~np.isnan(p_adjusted))


def first_alike(margins: Iterable[Hashable]) -> Whole:
    """Return for each test the first one with the same margins.

    Their statistics have the same distribution over permutations. Ranked among the same ones,
    equal statistics have equal p-values; ranked each among its own, chance would say which is
    the smaller, and another seed something else.
    """
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(margin, place) for place, margin in enumerate(margins)])


def kept(replay: Callable[[], Iterable[Floats]], numbers: int) -> Callable[[], Iterable[Floats]]:
    """Return what gives the blocks again: from memory, if so many numbers fit, or drawn again."""
    if numbers > MOST_KEPT:
        return replay
    blocks = list(replay())
    return lambda: blocks


def rank_p(statistics: Floats, among: Floats) -> Floats:
    """Return for each statistic the share of others that are as large; at least one of them."""
    values, place = np.unique(statistics, return_inverse=True)
    below = np.sort(among).searchsorted(values)
    p_values: Floats = (np.maximum(among.size - below, 1) / among.size)[place]
    return p_values
