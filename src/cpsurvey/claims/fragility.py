"""What was measured, and the values that agree → the fewest answers that would have to be others.

A flip is into the band or out of it: out where the estimate agrees, in where it does not. Of a
claim whose base can be read in several ways, it is the main reading's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, isinf

import numpy as np
import numpy.typing as npt

from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.expected import Expected
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.claims.measured import Measured
from cpsurvey.claims.orders import changes_of_place, changes_of_top
from cpsurvey.claims.verdicts import agreeing_counts, agrees
from cpsurvey.stats import newcombe_interval, paired_newcombe_interval

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
ONE_OF_TWO = ((0, 1), (0, 2), (1, 3), (2, 3))


def changes_of(asks: Asks, found: Measured, wanted: Expected, confidence: float) -> int | None:
    """How many answers, at the least, would have to be others to turn what a claim comes to?

    Parameters
    ----------
    asks, found
        What is asked, and what `measure` gave.
    wanted
        The values that agree, from `expected`.
    confidence
        Level of the interval, where words ask that all of it agree.

    Returns
    -------
    int or None
        Of a share, how many of its base would have to answer otherwise; of a difference, how many
        answers of the two shares together, one that decides both counting once; of people or
        interviews kept, how many more or fewer; of authorities, and of lists that hold an answer,
        how many people would have to have named another; of an order, how many answers to its rows
        or options. None where nothing was measured, or no answers turn it.
    """
    if found.value is None:
        return None
    if asks.kind == "authorities_share":
        return _held(asks, found, _share_flips(found, wanted, found.base or 1))
    if asks.kind in SHARES:
        return _share(found, wanted, confidence)
    if asks.kind == "difference":
        return _difference(asks, found, wanted, confidence)
    now = agrees(found.value, wanted)

    def flips(value: int) -> bool:
        return agrees(Fraction(value), wanted) != now

    if asks.kind == "top_rows":
        return changes_of_top(found.parts, found.base or 0, flips)
    if asks.kind == "rank":
        return changes_of_place(found.parts, flips, exclusive=bool(found.one_answer))
    if asks.kind in ("authorities_reached", "represented"):
        return _held(asks, found, flips)
    if asks.kind == "authorities_known":
        return None
    return _nearest(found.count or 0, 0, _furthest(found.count or 0, wanted), flips)


def _share(found: Measured, wanted: Expected, confidence: float) -> int | None:
    """Return how far the count is from the nearest that does otherwise."""
    count, base = found.count or 0, found.base or 0
    agreeing = set(agreeing_counts(base, wanted, confidence))
    return _nearest(count, 0, base, lambda k: (k in agreeing) != (count in agreeing))


def _nearest(now: int, low: int, high: int, flips: Callable[[int], bool]) -> int | None:
    """Return how far the nearest whole number from low to high is that flips."""
    for distance in range(1, max(now - low, high - now) + 1):
        if any(low <= k <= high and flips(k) for k in (now - distance, now + distance)):
            return distance
    return None


def _furthest(count: int, wanted: Expected) -> int:
    """Return a count beyond which nothing changes any more."""
    ends = [end for one in wanted.band.intervals for end in (one.low, one.high)]
    return max([count, *(ceil(abs(Fraction(end))) for end in ends if not isinf(end))]) + 1


def _held(asks: Asks, found: Measured, flips: Callable[[int], bool]) -> int | None:
    """Return how many people would have to have named another authority, or answer.

    One is lost when all who named it name another; one is won by each who leaves one that others
    named as well, or an answer that is in no list. Lists are taken to share no answer.
    """
    people = sorted(count for count, _ in found.parts if count)
    now, most = len(people), found.base or 0
    answered = max((base for _, base in found.parts), default=0)
    spare = (answered if asks.kind == "represented" else sum(people)) - now
    lost = [sum(people[:fewer]) for fewer in range(1, now + 1) if flips(now - fewer)]
    won = [more for more in range(1, min(most - now, spare) + 1) if flips(now + more)]
    return min([*lost, *won], default=None)


def _share_flips(found: Measured, wanted: Expected, base: int) -> Callable[[int], bool]:
    """Return whether so many of the authorities would make a share that does otherwise."""
    now = agrees(Fraction(found.count or 0, base), wanted)
    return lambda count: agrees(Fraction(count, base), wanted) != now


def _difference(asks: Asks, found: Measured, wanted: Expected, confidence: float) -> int | None:
    """Return how many answers would have to be others in both shares together."""
    limits = estimate_of(asks, found, confidence).limits
    if found.value is None or (wanted.interval and limits is None):
        return None
    now = agrees(found.value, wanted, limits)
    if not found.paired:
        rings = _two_groups(found)
    elif wanted.interval:
        rings = _paired(found.paired, _moves(found.one_answer))
    elif found.one_answer:  # both and neither come to the same
        both, first, second, neither = found.paired
        can_both, *can_one, can_neither = found.one_answer
        rings = _paired(
            (0, first, second, both + neither), _moves((False, *can_one, can_both or can_neither))
        )
    else:  # an answer more or less to either question moves the difference by one person
        _, first, second, _ = found.paired
        base = sum(found.paired)
        apart = _in_band(np.arange(-base, base + 1), base, wanted)
        return _nearest(first - second, -base, base, lambda gap: bool(apart[base + gap]) != now)
    for distance, tables in enumerate(rings):
        if (_agree(tables, wanted, confidence, paired=bool(found.paired)) != now).any():
            return distance
    return None


def _two_groups(found: Measured) -> Iterator[Counts]:
    """Yield all pairs of shares (of group, with it; of group, with it) 0, 1, 2 … answers away."""
    (less, base_less), *_ = found.parts
    count, base = found.count or 0, found.base or 0
    for distance in range(base + base_less + 1):
        steps = np.arange(-distance, distance + 1)
        rest = distance - np.abs(steps)
        counts = np.concatenate([count + steps, count + steps])
        others = np.concatenate([less + rest, less - rest])
        there = (counts >= 0) & (counts <= base) & (others >= 0) & (others <= base_less)
        tables = np.stack([counts, base - counts, others, base_less - others], axis=1)
        yield tables[there].reshape(-1, 2, 2)


def _moves(one_answer: Sequence[bool]) -> Counts:
    """Return what an answer can do to a paired table: from one of its cells to another."""
    pairs = combinations([cell for cell, can in enumerate(one_answer) if can], 2)
    steps = np.eye(4, dtype=np.int64)
    moves = [steps[to] - steps[cell] for cell, to in (pairs if one_answer else ONE_OF_TWO)]
    return np.array([*moves, *(-move for move in moves)], dtype=np.int64).reshape(-1, 4)


def _paired(cells: tuple[int, int, int, int], moves: Counts) -> Iterator[Counts]:
    """Yield all paired tables (both, first; second, neither) that are 0, 1, 2 … answers away."""
    digits = (sum(cells) + 1) ** np.array([0, 1, 2, 0]) * [1, 1, 1, 0]  # a number for each table
    before = np.empty((0, 4), dtype=np.int64)
    ring = np.array([cells], dtype=np.int64)
    while len(ring):
        yield ring.reshape(-1, 2, 2)
        around = (ring[:, None] + moves).reshape(-1, 4)
        around = around[(around >= 0).all(axis=1)]
        numbers, first = np.unique(around @ digits, return_index=True)
        before, ring = ring, around[first][~np.isin(numbers, before @ digits)]


def _agree(tables: Counts, wanted: Expected, confidence: float, *, paired: bool) -> Flags:
    """Tell which tables agree: of the same people, or of two groups with a row each."""
    (a, b), (c, d) = np.moveaxis(tables, (1, 2), (0, 1))
    if paired:
        over, under = b - c, int(tables[0].sum())
        limits = paired_newcombe_interval(tables, level=confidence) if wanted.interval else None
    else:
        over, under = a * (c + d) - c * (a + b), int((a + b)[0] * (c + d)[0])
        limits = (
            newcombe_interval(a, a + b, c, c + d, level=confidence) if wanted.interval else None
        )
    held = _in_band(over, under, wanted)
    if limits is None:
        return held
    low, high = np.clip(np.broadcast_arrays(*limits), -1, 1)
    within = np.zeros(over.shape, dtype=bool)
    for one in wanted.band.intervals:
        above = low >= float(one.low) if one.low_in else low > float(one.low)
        within |= above & (high <= float(one.high) if one.high_in else high < float(one.high))
    return held & within


def _in_band(over: Counts, under: int, wanted: Expected) -> Flags:
    """Tell which fractions over one whole number lie in the band, exactly."""
    held = np.zeros(over.shape, dtype=bool)
    for one in wanted.band.intervals:
        inside = np.ones(over.shape, dtype=bool)
        if not isinf(one.low):
            end = Fraction(one.low) * under
            inside &= over >= (ceil(end) if one.low_in else floor(end) + 1)
        if not isinf(one.high):
            end = Fraction(one.high) * under
            inside &= over <= (floor(end) if one.high_in else ceil(end) - 1)
        held |= inside
    return held
