"""Margins → nothing, or an error that names those that contradict each other and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cpsurvey.errors import CodebookError, listed
from cpsurvey.synthetic.programs import cheapest
from cpsurvey.synthetic.sums import Floats, Sums, Whole, equations, summed

Item = TypeVar("Item")
Levels = Sequence[Sequence[str]]
MOST = 12


def check_sums(sums: Sequence[Sums], odds: Floats, levels: Levels = ()) -> None:
    """Refuse margins that no table of whole numbers meets, and name those that clash.

    Parameters
    ----------
    sums
        Margins of the table.
    odds
        How likely each combination is; those of 0 never occur.
    levels
        For each axis the names of its places; left out, they are numbered from 1.

    Raises
    ------
    CodebookError
        If the margins add up to different numbers of people, or differ about a question that
        several are over, or cannot all be met together. In the last case the margins named, and
        the totals of theirs, are so few that without any one of them the others could be met.
    """
    names = levels or [[str(place + 1) for place in range(size)] for size in odds.shape]
    _check_people(sums)
    for one, other in combinations(sums, 2):
        _check_both(one, other, names)
    possible = odds > 0
    axes = [axis for known in sums for axis in known.axes]
    if (possible.all() and len(axes) == len(set(axes))) or _can_be(sums, possible):
        return
    raise CodebookError(_clash(sums, possible, names))


def smallest_clash(items: Sequence[Item], clashes: Callable[[list[Item]], bool]) -> list[Item]:
    """Leave out items one by one, as long as those that are left still clash.

    What remains cannot do without any of its items; other such sets may exist.
    """
    left = list(items)
    for item in items:
        fewer = [one for one in left if one is not item]
        if clashes(fewer):
            left = fewer
    return left


def _check_people(sums: Sequence[Sums]) -> None:
    """Check that all margins count the same number of people."""
    people = [int(known.totals.sum()) for known in sums]
    if len(set(people)) > 1:
        told = [f"{known.name} to {n}" for known, n in zip(sums, people, strict=True)]
        raise CodebookError(
            f"the margins do not count the same people: they add up, {listed(told)}. Mend the"
            " counts so that all come to the same number."
        )


def _check_both(one: Sums, other: Sums, names: Levels) -> None:
    """Check that two margins say the same of the questions that both are over."""
    both = tuple(sorted(set(one.axes) & set(other.axes)))
    first, second = _over(one, both), _over(other, both)
    differ = np.argwhere(first != second)
    if not both or not len(differ):
        return
    place = tuple(int(i) for i in differ[0])
    raise CodebookError(
        f"margins {one.name} and {other.name} contradict each other: for"
        f" {_at(both, place, names)}, {one.name} adds up to {first[place]} and {other.name} to"
        f" {second[place]}. Mend one of them."
    )


def _clash(sums: Sequence[Sums], possible: NDArray[np.bool_], names: Levels) -> str:
    """Say which margins cannot all be met, and which of their totals are enough for that."""
    everywhere = np.ones(possible.shape, dtype=bool)
    zeros = _can_be(sums, everywhere)
    mask = possible if zeros else everywhere
    margins = smallest_clash(sums, lambda some: not _can_be(some, mask))
    every = [(known, place) for known in margins for place in np.ndindex(known.totals.shape)]
    totals = smallest_clash(every, lambda some: not _can_be(margins, mask, some))
    told = [
        f"{known.totals[place]} for {_at(known.axes, place, names)} ({known.name})"
        if known.axes
        else f"{known.totals[place]} ({known.name})"
        for known, place in totals
    ]
    called = listed([known.name for known in margins])
    who = (
        f"margins {called} contradict each other"
        if len(margins) > 1
        else f"margin {called} cannot be met"
    )
    why = ", as some combinations never occur (odds of 0)" if zeros else ""
    mend = ", or let more combinations occur." if zeros else "."
    return (
        f"{who}{why}: no table of whole numbers has {listed(told, MOST)}. Change one of these"
        f" counts{mend}"
    )


def _can_be(
    sums: Sequence[Sums],
    possible: NDArray[np.bool_],
    only: Sequence[tuple[Sums, tuple[int, ...]]] | None = None,
) -> bool:
    """Tell whether some table of whole numbers meets these margins, or only these totals."""
    matrix, wanted = equations(sums, possible.shape)
    if only is not None:
        kept = [_number(sums, known, place) for known, place in only]
        matrix, wanted = matrix[kept], wanted[kept]
    if not len(wanted):
        return True
    most = np.where(possible, wanted.max(initial=0.0), 0).ravel()
    zeros = np.zeros(possible.size)
    return cheapest(zeros, matrix, (wanted, wanted), (zeros, most)) is not None


def _number(sums: Sequence[Sums], known: Sums, place: tuple[int, ...]) -> int:
    """Return which equation one total of a margin is."""
    before = sum(other.totals.size for other in sums[: [s is known for s in sums].index(True)])
    return before + int(np.ravel_multi_index(place, known.totals.shape) if place else 0)


def _over(known: Sums, axes: tuple[int, ...]) -> Whole:
    """Add a margin up over all its axes but these."""
    return summed(known.totals, tuple(known.axes.index(axis) for axis in axes))


def _at(axes: tuple[int, ...], place: tuple[int, ...], names: Levels) -> str:
    """Name a place in a margin."""
    return " and ".join(names[axis][i] for axis, i in zip(axes, place, strict=True))
