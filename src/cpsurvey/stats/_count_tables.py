"""How many gave each answer in; every way, or random ways, to share them out to two groups, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._column_fillings import spread
from cpsurvey.stats._placements import Placements, Whole, nobody, placements, with_level
from cpsurvey.stats._resampling import Rng, blocks, drawn_people, generator, number_of_draws
from cpsurvey.stats.hypergeometric import log_choose

MOST_COUNT_TABLES = 10**6
PEOPLE_A_LEVEL = 4  # drawn in about the time that a level's count takes


class CountTables(NamedTuple):
    """Sums of placements of count tables, each with its probability; `draws` is 0 for all."""

    sums: Placements
    probability: Floats
    draws: int
    seed: str


def count_tables(totals: Whole, size: int, *, rng: Rng, draws: int) -> CountTables:
    """Return all tables of a group of a size among people with these answers, or random ones.

    All where there are at most `MOST_COUNT_TABLES`, which bounds the memory.
    """
    times, (random, seed) = number_of_draws(draws, "draws"), generator(rng)
    if number_of_tables(totals, size) <= MOST_COUNT_TABLES:
        return CountTables(*every_table(totals, size), 0, "")
    drawn = [
        placements(counts, totals - counts) for counts in random_counts(random, totals, size, times)
    ]
    sums = Placements(*(np.concatenate(parts) for parts in zip(*drawn, strict=True)))
    return CountTables(sums, np.full(times, 1 / times), times, seed)


def random_counts(
    random: np.random.Generator, totals: Whole, size: int, draws: int
) -> Iterator[Whole]:
    """Yield blocks of a group's people by level, shape (draws in it, levels).

    Level by level where the group is large for so few levels, else person by person; either way
    the same from one seed, whatever the block.
    """
    if size > PEOPLE_A_LEVEL * totals.size:
        for times in blocks(draws, totals.size):
            yield random.multivariate_hypergeometric(totals, size, times, method="marginals")
        return
    level = np.repeat(np.arange(totals.size), totals)
    for people in drawn_people(random, level.size, size, draws):
        yield counts_of(level[people], totals.size)


def counts_of(levels: Whole, distinct: int) -> Whole:
    """Return each group's people by level from their levels, shape (people, groups)."""
    groups = levels.shape[1]
    place = levels + distinct * np.arange(groups)
    return np.bincount(place.ravel(), minlength=groups * distinct).reshape(groups, distinct)


def number_of_tables(totals: Whole, size: int) -> int:
    """Return in how many ways a group of a size can have answered; one above the most if more."""
    ways = np.zeros(size + 1, dtype=np.int64)
    ways[0] = 1
    for total in totals:
        up_to = np.concatenate([np.zeros(1, dtype=np.int64), ways.cumsum()])
        people = np.arange(size + 1)
        ways = up_to[people + 1] - up_to[np.maximum(people - total, 0)]
        ways = np.minimum(ways, MOST_COUNT_TABLES + 1)
    return int(ways[size])


def every_table(totals: Whole, size: int) -> tuple[Placements, Floats]:
    """Return the sums of every table and its probability when people are shared out at random.

    A table has as many arrangements as there are ways to choose its people at each level. Tables
    grow level by level; one that could not be filled up is never begun.
    """
    sums, log_ways = nobody(1), np.zeros(1)
    after = totals[::-1].cumsum()[::-1] - totals
    for total, still_to_come in zip(totals, after, strict=True):
        wanted = size - sums.people
        fewest, most = np.maximum(wanted - still_to_come, 0), np.minimum(wanted, total)
        parent, more = spread(most - fewest + 1)
        count = fewest[parent] + more
        sums = with_level(Placements(*(part[parent] for part in sums)), count, total - count)
        log_ways = log_ways[parent] + log_choose(total, count)
    return sums, np.exp(log_ways - log_choose(totals.sum(), size))
