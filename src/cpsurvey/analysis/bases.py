"""A comparison of two shares and its people in; its rows by other rules of who counts out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.analysis.alternatives import NUMBERS, other_counts, shares_of
from cpsurvey.analysis.settings import Row, Settings
from cpsurvey.analysis.standing import ANSWERED, DONT_KNOW, MISSING, UNKNOWN, in_base
from cpsurvey.analysis.yes_no import Shares

MOST_MISSING = 0.1
CANNOT_TELL = {
    DONT_KNOW: "blanks of this data have no reasons, so nothing tells who did not know",
    "shown": "blanks of this data have no reasons, so nothing tells who was shown the question",
}
RULES = (("dont_know", "in", DONT_KNOW), ("base", "shown", "shown"), ("base", "kept", "kept"))


class People(NamedTuple):
    """Everybody in some rows: whether they gave the answer, how they stand to the question, where.

    `undeclared` is how many blanks may be of people who were not shown the question.
    """

    gave: pd.Series[bool]
    reasons: pd.Series[Any]
    divided: pd.DataFrame
    undeclared: int

    @property
    def groups(self) -> pd.Series[Any]:
        """Return the group of each person."""
        return self.divided["group"]

    def within(self, column: str, level: str) -> People:
        """Return those in one level of a column."""
        here = self.divided[column] == level
        return People(self.gave[here], self.reasons[here], self.divided[here], self.undeclared)


def other_bases(main: Row, people: People, settings: Settings) -> Iterator[Row]:
    """Yield the main row with don't knows in, and with the base of the shown and of the kept."""
    unknown = (people.reasons == UNKNOWN).any()
    for varies, alternative, rule in RULES:
        told = {"varies": varies, "alternative": alternative}
        if unknown and rule in CANNOT_TELL:
            yield _without_numbers(main, CANNOT_TELL[rule]) | told
            continue
        shares = counted(main, people, in_base(people.reasons, rule), people.gave)
        note = ""
        if rule == "shown" and people.undeclared:
            note = "some blanks may be of people who were not shown the question"
        cell = {"smallest_cell": smallest(added(main, shares))}
        yield other_counts(main, shares, settings, note) | told | cell


def bounds(main: Row, people: People, settings: Settings) -> Iterator[Row]:
    """Yield the main row with all the missing of one group and none of the other, and reversed."""
    missing = people.reasons.isin(MISSING)
    base = missing | (people.reasons == ANSWERED)
    whole = counted(main, people, base, people.gave)
    lacking = added(main, whole)
    sizes = (whole.base, whole.base_reference)
    if max(lost / max(size, 1) for lost, size in zip(lacking, sizes, strict=True)) <= MOST_MISSING:
        return
    note = (
        f"no answer from {lacking[0]} of {sizes[0]} of {main['group']} and {lacking[1]} of"
        f" {sizes[1]} of {main['reference']}"
    )
    for alternative, side in (("best", main["group"]), ("worst", main["reference"])):
        gave = people.gave | (missing & (people.groups == side))
        row = other_counts(main, counted(main, people, base, gave), settings, note)
        told = {"varies": "bounds", "alternative": alternative}
        yield row | told | {"smallest_cell": smallest(lacking)}


def counted(main: Row, people: People, base: pd.Series[bool], gave: pd.Series[bool]) -> Shares:
    """Return both groups' counts among the people of a base."""
    sides = [base & (people.groups == main[side]) for side in ("group", "reference")]
    return Shares(*(int(n) for side in sides for n in ((gave & side).sum(), side.sum())))


def added(main: Row, shares: Shares) -> tuple[int, int]:
    """Return by how many people of each group a base differs from the main one."""
    before = shares_of(main)
    return abs(shares.base - before.base), abs(shares.base_reference - before.base_reference)


def smallest(people: tuple[int, int]) -> float:
    """Return the smaller number above 0 of people by whom bases differ, or NaN where by none."""
    return float(min((number for number in people if number), default=math.nan))


def _without_numbers(main: Row, why: str) -> Row:
    """Return the main row without numbers, because the data does not say who is in the base."""
    empty = dict.fromkeys([*NUMBERS, "share", "share_reference", "smallest_cell"], math.nan)
    counts = dict.fromkeys(Shares._fields, pd.NA)
    return main | empty | counts | {"method": "count", "mark": "", "why": why}
