"""The selections of a project in; codings by code points, coders and losses out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.exports import CODING_COLUMNS
from cpsurvey.readers.codings.losses import CODING_WITHOUT_CODER, SELECTION_WITHOUT_CODE, Loss
from cpsurvey.readers.codings.own_words import ELLIPSES, same_words
from cpsurvey.readers.codings.position_units import Span
from cpsurvey.readers.codings.positions import (
    Positions,
    Text,
    between_characters,
    boundaries,
    to_code_points,
)

LARGEST = 2**53


@dataclass(frozen=True)
class Given:
    """A code given to a selection, by whom, and when."""

    code_id: str
    user: str
    coded: str


@dataclass(frozen=True)
class Selection:
    """A passage of a source, or all of it; `words` is the program's copy.

    ``start`` and ``end`` are as written, or -1 where they cannot be positions, as `fault` says.
    """

    segment: str
    source_id: str
    start: int
    end: int
    fault: str
    words: str
    whole: bool
    given: tuple[Given, ...]


class Place(NamedTuple):
    """Where a passage lies, in code points of a text that is there, or as written; or nowhere."""

    start: int | None
    end: int | None
    past: bool = False
    inside: bool = False


class Codings(NamedTuple):
    """The codings and the coders as tables, who each user is among them, and what is in neither."""

    codings: pd.DataFrame
    coders: pd.DataFrame
    coder_of: dict[str, str]
    losses: list[Loss]


def positions_of(start: int | None, end: int | None) -> tuple[int, int, str]:
    """Return positions, or -1 for both and what is wrong with them."""
    if start is None or end is None:
        return -1, -1, "no number"
    if start < 0 or end < 0:
        return -1, -1, "negative"
    if max(start, end) > LARGEST:
        return -1, -1, "beyond any text"
    return (start, end, "") if start <= end else (-1, -1, "end before start")


def spans_of(selections: Iterable[Selection]) -> list[Span]:
    """Return the selections of text whose positions are ones."""
    return [
        Span(found.source_id, found.start, found.end, found.words)
        for found in selections
        if not found.whole and not found.fault
    ]


def find_places(
    selections: Sequence[Selection], texts: Mapping[str, Text], unit: str
) -> dict[str, Place]:
    """Return where each passage lies, by segment; those without usable positions are left out."""
    places: dict[str, Place] = {}
    marked: dict[str, list[Selection]] = {}
    for found in selections:
        text = texts.get(found.source_id)
        if found.whole:
            places[found.segment] = Place(*(None, None) if text is None else (0, len(text.text)))
        elif not found.fault and text is None:
            places[found.segment] = Place(found.start, found.end)
        elif not found.fault:
            marked.setdefault(found.source_id, []).append(found)
    for source, within in marked.items():
        places |= _places_within(within, boundaries(texts[source], unit))
    return places


def read_codings(
    selections: Sequence[Selection],
    places: Mapping[str, Place],
    codes: Collection[str],
    users: Mapping[str, str],
) -> Codings:
    """Return the codings, the coders, and what of the marks is in neither."""
    coded = [(found, given) for found in selections for given in found.given]
    known = [pair for pair in coded if pair[1].code_id in codes]
    usable = [pair for pair in known if pair[0].segment in places]
    people = dict.fromkeys(given.user for _, given in usable if given.user)
    coder_of = {user: f"coder-{number}" for number, user in enumerate(people, start=1)}
    frame = _table(usable, places, coder_of)
    faults = Counter(found.fault for found, _ in known if found.fault)
    at = [places[found.segment] for found, _ in usable]
    alone = sum(not found.given and not found.whole for found in selections)
    lost = [
        Loss(SELECTION_WITHOUT_CODE, alone),
        Loss("coding of a code that is not in the codebook", len(coded) - len(known)),
        Loss("coding without usable positions", sum(faults.values()), _counted(faults)),
        Loss("coding past the end of its text", sum(place.past for place in at), "cut at the end"),
        Loss(
            "coding that starts or ends inside a character",
            sum(place.inside for place in at),
            "moved before it",
        ),
        Loss(
            "coding of no words",
            sum(place.start is not None and place.start == place.end for place in at),
            "kept",
        ),
        Loss("coding that its coder gave twice", _twice(frame), "kept"),
        Loss(CODING_WITHOUT_CODER, int((frame["coder"] == "").sum())),
        Loss("coder who is not among the users", len(set(people) - set(users))),
        Loss("user without codings", len(set(users) - set(people))),
    ]
    coders = pd.DataFrame(
        [(coder, users.get(user, "")) for user, coder in coder_of.items()],
        columns=["coder", "name"],
    )
    return Codings(frame, coders, coder_of, lost)


def passages_of(
    selections: Sequence[Selection], places: Mapping[str, Place], texts: Mapping[str, str]
) -> dict[str, str]:
    """Return the program's own copies of marked words: those that are what the text has there.

    Where the text is not there, a name is such a copy if it is as long as the passage, or shorter
    and cut with an ellipsis.
    """
    kept = {}
    for found in selections:
        if found.whole or found.segment not in places or not found.words.strip():
            continue
        place = places[found.segment]
        if (text := texts.get(found.source_id)) is not None:
            own = same_words(text[place.start : place.end], found.words)
        else:
            own = _as_long(found.words, found.end - found.start)
        if own:
            kept[found.segment] = found.words
    return kept


def _places_within(selections: Sequence[Selection], bounds: Positions) -> dict[str, Place]:
    """Return where passages of one text lie, of whose characters the positions are known."""
    written = np.array([(found.start, found.end) for found in selections], dtype=np.int64)
    past = written > bounds[-1]
    inside = ~between_characters(written, bounds) & ~past
    rows = zip(
        to_code_points(written, bounds).tolist(),
        past.any(axis=1).tolist(),
        inside.any(axis=1).tolist(),
        strict=True,
    )
    return {
        found.segment: Place(*place, *faults)
        for found, (place, *faults) in zip(selections, rows, strict=True)
    }


def _table(
    coded: Sequence[tuple[Selection, Given]],
    places: Mapping[str, Place],
    coder_of: Mapping[str, str],
) -> pd.DataFrame:
    """Return one row a coding."""
    rows = [
        (
            found.source_id, given.code_id, coder_of.get(given.user, ""),
            places[found.segment].start, places[found.segment].end, found.segment, given.coded,
        )
        for found, given in coded
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(CODING_COLUMNS))
    return frame.astype({"start": "Int64", "end": "Int64"})


def _twice(codings: pd.DataFrame) -> int:
    """Count the codings in which one known coder gives a code to the same words again."""
    given = codings[codings["coder"] != ""]
    return int(given.duplicated(["source_id", "code_id", "coder", "start", "end"]).sum())


def _as_long(words: str, length: int) -> bool:
    """Tell whether words may be those of a passage of which only the length is known."""
    lengths = {len(words), len(words.encode("utf-16-le")) // 2, len(words.encode("utf-8"))}
    return length in lengths or (words.endswith(ELLIPSES) and len(words) <= length)


def _counted(faults: Mapping[str, int]) -> str:
    """Return how many there are of each fault."""
    return ", ".join(f"{number} {fault}" for fault, number in sorted(faults.items()))
