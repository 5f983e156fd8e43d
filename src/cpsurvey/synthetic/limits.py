"""Claims and a table of people by some questions → limits on sums of its cells, by reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import inf, isinf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cpsurvey.claims import Asks, Claim, expected, load_words
from cpsurvey.claims.bands import Band, Interval
from cpsurvey.synthetic.cells import Limit

Mask = NDArray[np.bool_]
Reading = list[Limit]
OTHERS = "may be about other people"
LEFT_OUT = "is left out, as it may be about interviews"
ANSWERED, ASKED = "answered", "asked"


class Axis(NamedTuple):
    """One question of a table: its answers, and last those who gave none.

    Of a select-all question an axis is one ``option``, ticked or not; of a matrix it is a row.
    ``routed`` says that the question is not put to everybody.
    """

    question: str
    answers: tuple[str, ...]
    option: str = ""
    routed: bool = False

    @property
    def size(self) -> int:
        """How many places it has."""
        return len(self.answers) + 1


class Room(NamedTuple):
    """A table of people: who they are first, then one axis a question."""

    groups: Mapping[str, str]
    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many places each axis has."""
        return (len(self.groups), *(axis.size for axis in self.axes))

    def among(self, axis: int, places: Sequence[int]) -> Mask:
        """Tell which cells are at these places of an axis."""
        hit = np.isin(np.arange(self.shape[axis]), places)
        return np.broadcast_to(np.expand_dims(hit, self._beside(axis)), self.shape)

    def of_group(self, group: str) -> Mask:
        """Tell which cells are of a group's people; "both" is everybody."""
        every = list(self.groups.values())
        return self.among(0, [i for i, one in enumerate(every) if group in ("both", one)])

    def find(self, question: str) -> int:
        """Return the axis of a question, or 0."""
        names = [axis.question for axis in self.axes]
        return names.index(question) + 1 if question in names else 0

    def _beside(self, axis: int) -> tuple[int, ...]:
        """Return all other axes."""
        return tuple(other for other in range(len(self.shape)) if other != axis)


class Known(NamedTuple):
    """What claims say of a table: each one's readings, which they are, and what is in doubt."""

    readings: tuple[tuple[Reading, ...], ...] = ()
    claims: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()


def known_of(claims: Sequence[Claim], room: Room, group: str) -> Known:
    """Find what claims say of a table.

    Parameters
    ----------
    claims
        Published claims. Shares of one question, within those with some answer to another too, and
        lists of answers that somebody gave, limit its cells; other kinds do not.
    room
        The table.
    group
        Whose cells are looked for; claims about others alone are left out.

    Returns
    -------
    Known
        For each claim that limits it, its readings: those of its base that tables can decide, and
        parts of its band where it has several. A claim that in one of these readings is about
        interviews limits nothing, and is only in doubt.
    """
    words = load_words()
    readings, names, doubt = [], [], []
    for claim in claims:
        every = [claim.asks, *(reading.asks for reading in claim.other_bases)]
        asks = [one for one in every if one is not None]
        if not any(_limits(one, room, group) for one in asks):
            continue
        band = expected(claim, words, {}).band
        found = [list(_readings(one, band, room, f"claim {claim.id}")) for one in asks]
        if not all(found):
            doubt.append(f"{claim.id} {LEFT_OUT}")
            continue
        readings.append(tuple(reading for several in found for reading in several))
        names.append(claim.id)
        if len(asks) > 1:
            doubt.append(f"{claim.id} has {len(asks)} readings")
        if len(asks) < len(every):
            doubt.append(f"{claim.id} {OTHERS}")
    return Known(tuple(readings), tuple(names), tuple(doubt))


def linked_to(question: str, claims: Sequence[Claim], group: str) -> list[str]:
    """Return the questions that some claim about a group, or everybody, ties to this one."""
    found = []
    for claim in claims:
        asks = claim.asks
        if asks and asks.kind == "share" and asks.where and asks.group in ("both", group):
            two = [asks.question, asks.where.question]
            if question in two and two[0] != two[1]:
                two.remove(question)
                found += two
    return list(dict.fromkeys(found))


def _limits(asks: Asks, room: Room, group: str = "") -> bool:
    """Tell whether something asked of the tables is about these questions, and limits them."""
    if group and asks.group not in ("both", room.groups[group]):
        return False
    if asks.kind == "any_row":
        return any(axis.question.startswith(f"{asks.question}__") for axis in room.axes)
    if asks.kind not in ("share", "represented") or asks.also_codes:
        return False
    named = [(asks.question, asks.answers)]
    named += [(asks.where.question, asks.where.answers)] if asks.where else []
    return all(room.find(question) and _told(room, question, a) for question, a in named)


def _told(room: Room, question: str, answers: Sequence[str]) -> bool:
    """Tell whether an axis tells who gave one of the answers; an option's only of itself."""
    option = room.axes[room.find(question) - 1].option
    return not option or tuple(answers) == (option,)


def _readings(asks: Asks, band: Band, room: Room, name: str) -> Iterator[Reading]:
    """Yield what each part of a band makes of what is asked; nothing where it limits nothing."""
    if not _limits(asks, room):
        return
    if asks.kind == "represented":
        if not any(band.holds(count) for count in range(len(asks.each))):
            yield list(_each(asks, room, name))
        return
    for interval in band.intervals:
        limits = _any_row if asks.kind == "any_row" else _share
        found = list(limits(asks, interval, room, name))
        if found:
            yield found


def _each(asks: Asks, room: Room, name: str) -> Iterator[Limit]:
    """Yield that somebody gave one of each list of answers."""
    for answers in asks.each:
        hits = room.of_group(asks.group) & _gave(asks.question, answers, room)
        yield Limit(name, hits.astype(np.int64), 1, inf)


def _any_row(asks: Asks, interval: Interval, room: Room, name: str) -> Iterator[Limit]:
    """Yield that a row of a matrix has no more of the answers than all rows together may."""
    people = room.of_group(asks.group)
    for axis in room.axes:
        if axis.question.startswith(f"{asks.question}__"):
            hits = people & _gave(axis.question, asks.answers, room)
            yield from _at_most(interval, hits, people, name)


def _share(asks: Asks, interval: Interval, room: Room, name: str) -> Iterator[Limit]:
    """Yield between what shares of whom those who gave the answers are."""
    axis = room.axes[room.find(asks.question) - 1]
    people = room.of_group(asks.group)
    if asks.where:
        people = people & _gave(asks.where.question, asks.where.answers, room)
    answered = people & _gave(asks.question, axis.answers, room)
    if asks.leaving_out:
        answered = answered & ~_gave(asks.question, asks.leaving_out, room)
    hits = answered & _gave(asks.question, asks.answers, room)
    certain = asks.base == ANSWERED
    wide = answered if certain else people
    narrow = people if asks.base == "kept" or (asks.base == ASKED and not axis.routed) else answered
    yield Limit(name, wide.astype(np.int64), 1, inf)
    yield from _at_most(interval, hits, wide, name)
    yield from _at_least(interval, hits, narrow, name)


def _gave(question: str, answers: Sequence[str], room: Room) -> Mask:
    """Tell which cells are of people who gave one of the answers to a question of the table."""
    number = room.find(question)
    axis = room.axes[number - 1]
    if axis.option and set(answers) != set(axis.answers):
        answers = axis.answers[:1]
    return room.among(number, [i for i, one in enumerate(axis.answers) if one in answers])


def _at_most(interval: Interval, hits: Mask, base: Mask, name: str) -> Iterator[Limit]:
    """Yield that hits are no more than the upper end's share of a base."""
    if not isinf(interval.high) and interval.high < 1:
        top = Fraction(interval.high)
        weight = top.numerator * base.astype(np.int64) - top.denominator * hits
        yield Limit(name, weight, 0 if interval.high_in else 1, inf)


def _at_least(interval: Interval, hits: Mask, base: Mask, name: str) -> Iterator[Limit]:
    """Yield that hits are no less than the lower end's share of a base."""
    if not isinf(interval.low) and interval.low >= 0:
        end = Fraction(interval.low)
        weight = end.denominator * hits.astype(np.int64) - end.numerator * base
        yield Limit(name, weight, 0 if interval.low_in else 1, inf)
