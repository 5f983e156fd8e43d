"""Values of people and their groups in; sums over groups put together anew out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cpsurvey.stats._resampling import (
    Rng,
    Whole,
    blocks,
    drawn_people,
    generator,
    number_of_draws,
)


class Regroupings(NamedTuple):
    """Other ways to put people into groups of the same sizes: all of them, or random ones.

    `sums` yields the same blocks each time it is called: sums of columns, shape (groups, ways in
    the block, columns), of all groups but the largest, the smallest first. The groups as they
    are do not count among the `others`. `draws` is 0 and `seed` empty where it is all of them.
    """

    sums: Callable[[], Iterator[Whole]]
    others: int
    draws: int
    seed: str

    @property
    def method(self) -> str:
        """What a p-value from them is."""
        return "monte carlo" if self.draws else "exact"


def regroupings(values: Whole, groups: Whole, rng: Rng, permutations: int) -> Regroupings:
    """Return all other ways, if they are no more than the permutations asked for; or so many.

    `values` are whole numbers, shape (people, columns); `groups` are 0, 1 ... of each person.
    """
    draws, (stream, seed) = number_of_draws(permutations, "permutations"), generator(rng)
    sizes, people = np.sort(np.bincount(groups)), len(values)
    others = _ways(sizes.tolist()) - 1
    if others <= draws:

        def every() -> Iterator[Whole]:
            return sums_of(values, every_other_way(groups), sizes[:-1])

        return Regroupings(every, others, 0, "")
    start, drawn = int(stream.integers(2**63)), int(sizes[:-1].sum())

    def random() -> Iterator[Whole]:
        same = np.random.default_rng(start)
        return sums_of(values, drawn_people(same, people, drawn, draws), sizes[:-1])

    return Regroupings(random, draws, draws, seed)


def sums_of(values: Whole, drawn: Iterable[Whole], sizes: Whole) -> Iterator[Whole]:
    """Yield column sums of groups of these sizes, drawn one after the other."""
    greatest = len(values) * np.abs(values).max(initial=0)
    values = values.astype(np.int32 if greatest < 2**31 else np.int64)
    first = np.cumsum(sizes)[:-1]
    for people in drawn:
        yield np.stack([_sum_of(values, members) for members in np.split(people, first)])


def _sum_of(values: Whole, members: Whole) -> Whole:
    """Return column sums of the members, shape (members, ways), of each way."""
    sums = np.zeros((members.shape[1], values.shape[1]), values.dtype)
    for row in members:
        sums += values.take(row, axis=0)
    return sums


def every_other_way(groups: Whole) -> Iterator[Whole]:
    """Yield blocks of all ways but that given to fill all groups but the largest, smallest first.

    A block has shape (people drawn, ways in it), as from `drawn_people`.
    """
    sizes = np.bincount(groups)
    smaller = sizes.argsort(kind="stable")[:-1]
    given = tuple(np.concatenate([np.flatnonzero(groups == group) for group in smaller]).tolist())
    ways = (way for way in _filled(range(groups.size), sizes[smaller].tolist()) if way != given)
    for size in blocks(_ways(sizes.tolist()) - 1, groups.size):
        yield np.array(list(itertools.islice(ways, size))).T


def _filled(people: Iterable[int], sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every way to take groups of these sizes from the people, one group after the other."""
    if not sizes:
        yield ()
        return
    people = tuple(people)
    for members in itertools.combinations(people, sizes[0]):
        left = set(people).difference(members) if sizes[1:] else ()
        for others in _filled(sorted(left), sizes[1:]):
            yield members + others


def _ways(sizes: Sequence[int]) -> int:
    """Return how many ways there are to put people into groups of these sizes."""
    return math.prod(map(math.comb, itertools.accumulate(sizes), sizes))
