"""Passages and what a link names of them in; where they stand, and their words if given, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.errors import QuestionError, listed, nearest

NEEDED = ("segment", "interview", "start", "end")
PLACE = re.compile(r"(.+):(\d+)-(\d+)")
LINK = re.compile(r"(s\d+)(?:\+s\d+)* (.+)")  # as a framework matrix and a display show them
NOT_LOOKED_AT = "not looked at"
NO_WORDS = "no passages were given to look it up in: give passages="


class Place(NamedTuple):
    """One passage, or a part of one: its segment, where it stands, its words."""

    segment: str
    interview: str
    start: int
    end: int
    words: str

    @property
    def link(self) -> str:
        """Return the segment and the place in one: ``s3 F01:262-334``."""
        where = f"{self.interview}:{self.start}-{self.end}" if self.start >= 0 else self.interview
        return f"{self.segment} {where}".strip()


class Shown(NamedTuple):
    """The passages that a link names, or what is wrong."""

    places: tuple[Place, ...] = ()
    fault: str = ""


class Marked(NamedTuple):
    """All passages, whether they have words, and the reasons against quoting each."""

    places: tuple[Place, ...] | None
    has_words: bool
    reasons: Mapping[str, str] | None

    def find(self, named: str) -> Shown:
        """Return the passages that a cell names, or why one cannot be found."""
        found: list[Place] = []
        for one in filter(None, (part.strip() for part in named.split(";"))):
            if self.places is None:
                return Shown(fault=f'column segment: "{one}" is named, and {NO_WORDS}.')
            place = self._one(one, self.places)
            if isinstance(place, str):
                return Shown(fault=f"column segment: {place}")
            found.append(place)
        return Shown(tuple(found))

    def shown(self, places: Sequence[Place]) -> dict[str, list[str]]:
        """Return what the display has of passages: where, their words, reasons against quoting."""
        columns = {"passages": [place.link for place in places]}
        if self.has_words:
            columns["words"] = [place.words for place in places]
        if self.reasons is not None:
            columns["reasons"] = [
                self.reasons.get(place.segment, NOT_LOOKED_AT) for place in places
            ]
        return columns

    def _one(self, named: str, places: tuple[Place, ...]) -> Place | str:
        """Return the passage of a segment or at a place, or what is wrong."""
        segments = {place.segment: place for place in places if place.segment}
        if named in segments:
            return segments[named]
        shown = LINK.fullmatch(named)
        if shown and (own_place := segments.get(shown[1])):
            return self._linked(own_place, shown[2], places)
        there = PLACE.fullmatch(named)
        if not there:
            close = nearest(named, segments) or "."
            return f'no passage is called "{named}"{close} Name segments or places, with ; between.'
        interview, start, end = there[1], int(there[2]), int(there[3])
        own = [place for place in places if place.interview == interview and place.start >= 0]
        if not own:
            known = dict.fromkeys(place.interview for place in places)
            return f'no passage is of the interview "{interview}"{nearest(interview, known) or "."}'
        round_it = [place for place in own if place.start <= start < end <= place.end]
        if not round_it:
            near = min(own, key=lambda place: abs(place.start - start) + abs(place.end - end))
            return f"no passage holds {named}; the nearest is {near.link}."
        whole = min(round_it, key=lambda place: place.end - place.start)
        if (whole.start, whole.end) == (start, end):
            return whole
        if self.has_words and len(whole.words) != whole.end - whole.start:
            return (
                f"{named} is a part of {whole.link}, whose words do not match its length: name"
                " the whole passage."
            )
        part = whole.words[start - whole.start : end - whole.start]
        return whole._replace(start=start, end=end, words=part)

    def _linked(self, whole: Place, where: str, places: tuple[Place, ...]) -> Place | str:
        """Return the passage of a segment that is said to be somewhere, or that it is not there."""
        if whole.link == f"{whole.segment} {where}":
            return whole
        part = self._one(where, places)
        if isinstance(part, str):
            return part
        inside = whole.start <= part.start and part.end <= whole.end
        if part.interview == whole.interview and inside:
            return part
        return f"{whole.link} is not at {where}: name the one or the other."


def marked_passages(passages: pd.DataFrame | None, quotable: pd.DataFrame | None) -> Marked:
    """Return the passages that links can name, each once."""
    reasons = None if quotable is None else _reasons(quotable)
    if passages is None:
        return Marked(None, False, reasons)
    lacking = [name for name in NEEDED if name not in passages]
    if lacking:
        raise QuestionError(
            f"passages lack the column {listed(lacking)}: give what cpsurvey.passages returns, or"
            " the codings of the interview tables."
        )
    has_words = "words" in passages
    plain = passages.assign(
        start=passages["start"].astype("Int64").fillna(-1).astype("int64"),
        end=passages["end"].astype("Int64").fillna(-1).astype("int64"),
        words=passages["words"] if has_words else "",
    )[[*NEEDED, "words"]]
    texts = plain.astype(object).where(plain.notna(), "").drop_duplicates()
    twice = texts["segment"].duplicated() & (texts["segment"] != "")
    if twice.any():
        raise QuestionError(
            f"passages have the segment {texts.loc[twice, 'segment'].iloc[0]} at several places or"
            " with several wordings. Give each passage once."
        )
    places = tuple(Place(*record) for record in texts.itertuples(index=False, name=None))
    return Marked(places, has_words, reasons)


def _reasons(quotable: pd.DataFrame) -> dict[str, str]:
    """Return the reasons against quoting each segment."""
    lacking = [name for name in ("segment", "reasons") if name not in quotable]
    if lacking:
        raise QuestionError(
            f"quotable lacks the column {listed(lacking)}: give what cpsurvey.quotable returns."
        )
    said: dict[str, list[Any]] = {}
    for segment, reason in zip(quotable["segment"], quotable["reasons"], strict=True):
        many = reason if isinstance(reason, list) else [] if pd.isna(reason) else [reason]
        said.setdefault(str(segment), []).extend(many)
    return {segment: "; ".join(map(str, dict.fromkeys(many))) for segment, many in said.items()}
