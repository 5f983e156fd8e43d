"""Two groups' answers level by level in; sums of placements, and statistics from them, out.

A person's placement is how many of the other group answered lower, those who answered the same
counting half. All are doubled here, so that every sum is a whole number and none is rounded.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, one_each

Whole: TypeAlias = npt.NDArray[np.int64]

MOST_PAIRS = 10**9  # above, squares of sums would not fit 64 bits


class Placements(NamedTuple):
    """Doubled placements of both groups, summed over the levels so far; any number of tables."""

    people: Whole
    others: Whole
    total: Whole
    squares: Whole
    squares_of_others: Whole


def counts_by_level(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Whole, Whole]:
    """Return how many of each group gave each answer that was given, lowest first."""
    first, second = one_each(x, "x"), one_each(y, "y")
    if first.size * second.size > MOST_PAIRS:
        raise NumbersError(
            f"x and y make more than {MOST_PAIRS:,} pairs of people: draw a random sample of "
            "the larger group"
        )
    levels, place = np.unique(np.concatenate([first, second]), return_inverse=True)
    counts = np.zeros((2, levels.size), dtype=np.int64)
    np.add.at(counts, ((np.arange(place.size) >= first.size).astype(int), place), 1)
    return counts[0], counts[1]


def nobody(tables: int) -> Placements:
    """Return the sums of so many tables before their first level."""
    zero = np.zeros(tables, dtype=np.int64)
    return Placements(zero, zero, zero, zero, zero)


def with_level(sums: Placements, count: Whole, count_of_others: Whole) -> Placements:
    """Return the sums with the next level added: how many of each group answered it."""
    placement = 2 * sums.others + count_of_others
    placement_of_others = 2 * sums.people + count
    return Placements(
        sums.people + count,
        sums.others + count_of_others,
        sums.total + count * placement,
        sums.squares + count * placement**2,
        sums.squares_of_others + count_of_others * placement_of_others**2,
    )


def placements(counts: Whole, counts_of_others: Whole) -> Placements:
    """Return the sums of one table, or of many: the levels are the last axis."""
    sums = nobody(counts[..., 0].size)
    for level in range(counts.shape[-1]):
        sums = with_level(sums, counts[..., level], counts_of_others[..., level])
    return sums


def superiority(sums: Placements) -> Floats:
    """Return the probability of superiority of the people over the others."""
    estimate: Floats = sums.total / (2 * sums.people * sums.others)
    return estimate


def standard_error(sums: Placements) -> Floats:
    """Return the standard error of the probability of superiority, not assuming one half."""
    return np.sqrt(sum(variance_parts(sums)))


def variance_parts(sums: Placements) -> tuple[Floats, Floats]:
    """Return what each group's spread of placements adds to the variance of superiority."""
    n, m = sums.people, sums.others
    pairs = 2 * n * m
    of_people = (n * sums.squares - sums.total**2) / (n - 1)
    of_others = (m * sums.squares_of_others - (pairs - sums.total) ** 2) / (m - 1)
    return of_people / pairs**2, of_others / pairs**2


def studentised(sums: Placements) -> Floats:
    """Return Brunner and Munzel's statistic; infinite where no placement varies.

    Placements of neither group vary where all of one group answered higher than the other, and
    where all people gave one answer; there, and only there, superiority is one half: 0.
    """
    distance, error = superiority(sums) - 0.5, standard_error(sums)
    ratio = distance / np.where(error == 0, 1.0, error)
    infinite = (error == 0) & (distance != 0)
    return np.where(infinite, np.copysign(np.inf, distance), ratio)
