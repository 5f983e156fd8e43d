"""The sources of a REFI-QDA project in; every passage marked in them, coded or not, out.

Passages of transcripts lie between time marks; no real file with such passages was at hand, and
they are read as the schema has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element

from cpsurvey.moments import as_told
from cpsurvey.readers.codings.refi_sources import Source, parts_of
from cpsurvey.readers.codings.selections import LARGEST, Given, Selection, positions_of
from cpsurvey.readers.files.elements import guid

IN_TEXT = ("PlainTextSelection", "TranscriptSelection")
NOT_IN_TEXT = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")


@dataclass(frozen=True)
class RefiGiven(Given):
    """A code given to a selection, and the element that says so."""

    element: Element


@dataclass(frozen=True)
class RefiSelection(Selection):
    """A selection, its identifier, if it has one, and the element that it is."""

    given: tuple[RefiGiven, ...]
    guid: str
    element: Element


def read_selections(sources: Sequence[Source]) -> list[RefiSelection]:
    """Return the passages in the order of the file; those of all of a source after its others.

    What is marked in a PDF page, and in its words under the same identifier, is one passage.
    """
    numbers = count(1)
    return [selection for source in sources for selection in _selections(source, numbers)]


def whole_source(
    source_id: str, segment: str, element: Element, given: Sequence[RefiGiven]
) -> RefiSelection:
    """Return the passage that is all of a source."""
    return RefiSelection(segment, source_id, 0, 0, "", "", True, tuple(given), "", element)


def codings_of(element: Element) -> list[RefiGiven]:
    """Return the codes given to a selection or source, who gave each, and when."""
    marked = element.tag.endswith("Selection")
    user = guid(element, "creatingUser") if marked else ""
    moment = element.get("creationDateTime", "") if marked else ""
    return [
        RefiGiven(
            guid(ref, "targetGUID"),
            guid(coding, "creatingUser") or user,
            as_told(coding.get("creationDateTime", "") or moment),
            coding,
        )
        for coding in element.iterfind("Coding")
        for ref in coding.findall("CodeRef") or (None,)
    ]


def _selections(source: Source, numbers: Iterator[int]) -> Iterator[RefiSelection]:
    """Give the passages marked in one source."""
    twins = _twins(source)
    found = [] if source.words is None else [e for e in source.words if e.tag in IN_TEXT]
    times = {} if source.words is None else _times(source.words)
    for element in found:
        identity = guid(element)
        start, end, fault = _positions(element, times)
        given = _together([codings_of(element), twins.pop(identity, []) if identity else []])
        yield RefiSelection(
            f"s{next(numbers)}", source.source_id, start, end, fault, element.get("name", ""),
            False, given, identity, element,
        )  # fmt: skip
    if whole := _together([codings_of(part) for part in parts_of(source)]):
        segment = f"s{next(numbers)}"
        yield whole_source(source.source_id, segment, source.element, whole)


def _together(parts: Sequence[Sequence[RefiGiven]]) -> tuple[RefiGiven, ...]:
    """Return the codings of elements that mark the same, each code and user of a later one once."""
    held: list[RefiGiven] = []
    for part in parts:
        said = {(given.code_id, given.user) for given in held}
        held += [given for given in part if (given.code_id, given.user) not in said]
    return tuple(held)


def _twins(source: Source) -> dict[str, list[RefiGiven]]:
    """Return the codings of selections in pages, pictures and recordings by their identifiers."""
    return {guid(e): codings_of(e) for e in source.element if e.tag in NOT_IN_TEXT}


def _times(words: Element) -> dict[str, str]:
    """Return where in a transcript its time marks stand."""
    return {guid(point): point.get("position", "") for point in words.iterfind("SyncPoint")}


def _positions(element: Element, times: Mapping[str, str]) -> tuple[int, int, str]:
    """Return the positions of a selection, or what is wrong with them."""
    if element.tag == "TranscriptSelection":
        marks = [guid(element, name) for name in ("fromSyncPoint", "toSyncPoint")]
        if not all(times.get(mark, "").strip() for mark in marks):
            return -1, -1, "without a time mark"
        written = [times[mark] for mark in marks]
    else:
        written = [element.get(name, "") for name in ("startPosition", "endPosition")]
    if not all(WHOLE_NUMBER.fullmatch(text.strip()) for text in written):
        return -1, -1, "no number"
    if any(len(text.strip()) > len(str(LARGEST)) for text in written):
        return -1, -1, "beyond any text"
    return positions_of(*map(int, written))
