"""Selections of a project in; the unit its positions count in, and what bears that out, out.

Programs count differently: NVivo in UTF-16 units with a line end of CR LF as two, QualCoder, qc
and ATLAS.ti in code points with a line end as one; some count UTF-8 bytes. A project does not say
which. One program wrote it, so one unit is looked for: that in which most selections are the words
the program itself kept of them, or, where it kept none, begin and end where words and lines do.
Where selections are the same in several units it does not matter which it is.

NVivo's way was found in a real file; in qc's all ways are the same; QualCoder's and ATLAS.ti's are
those of QualCoder's source code, since no text coded with either was at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.readers.codings.own_words import like, spaced, squeezed
from cpsurvey.readers.codings.positions import (
    AS_TWO,
    CODE_POINTS,
    SPACE,
    UNITS,
    UTF_16,
    WITH_MARK,
    Positions,
    Text,
    between_characters,
    boundaries,
    spaces,
    to_code_points,
    to_words,
    word_edges,
)

USUAL = {
    "nvivo": UTF_16 + AS_TWO,
    "qualcoder": CODE_POINTS,
    "qc ": CODE_POINTS,
    "atlas.ti": CODE_POINTS,
}
OWN_WORDS, WORD_BOUNDARIES = "own words", "word boundaries"
# One selection more that begins and ends with words than in another unit is no evidence yet.
LEAD = 2


class Span(NamedTuple):
    """A selection as the program wrote it; `words` is its own copy of the text, if it kept one."""

    source_id: str
    start: int
    end: int
    words: str


class Evidence(NamedTuple):
    """What bears out the unit in one source: by what, of how many selections, in how many."""

    evidence: str
    selections: int
    agreeing: int


class Counting(NamedTuple):
    """The unit of a project, the evidence of each source, and how many selections leave a doubt."""

    unit: str
    by_source: dict[str, Evidence]
    doubtful: int


class _Marks(NamedTuple):
    """The different selections of one source, the words kept of each, and what to try them on.

    Words and text are kept without spaces (in the text, ``places`` has where each character would
    be) and with every space or line end as a space.
    """

    text: Text
    positions: Positions
    kept: list[list[tuple[str, str]]]
    begins: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.bool_]
    squeezed: str
    places: Positions
    spaced: str


class _Read(NamedTuple):
    """The selections of one source as one unit has them."""

    places: Positions
    exact: npt.NDArray[np.bool_]
    same: npt.NDArray[np.bool_]
    equal: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]


Reads = dict[str, _Read]


def find_unit(texts: Mapping[str, Text], spans: Iterable[Span], tool: str) -> Counting:
    """Return the unit that most selections of texts that are there speak for.

    Where they speak equally for several, or word boundaries alone hardly more for another, it is
    the program's usual one, or code points; the selections that lie elsewhere in a rival are
    counted as doubtful. So it is where no more than half begin and end with words, and then any
    other unit is a rival. Where they lie alike in all, it is code points.
    """
    marks = _by_source(texts, spans)
    habit = next((u for name, u in USUAL.items() if tool.casefold().startswith(name)), "")
    usual = habit or CODE_POINTS
    marked = any(found.text.marked for found in marks.values())
    units = [unit + mark for mark in ("", WITH_MARK)[: 1 + marked] for unit in UNITS]
    units.sort(key=lambda unit: unit != usual)
    reads = {
        unit: {source: _read(found, unit) for source, found in marks.items()} for unit in units
    }
    chosen, borne_out = _choose(reads, usual)
    alike = [unit for unit in units if _alike(reads[unit], reads[chosen])]
    best = _votes(reads[chosen])
    # Others that give the same words leave a doubt, however many words they cut.
    near = 0 if best[0] else best[2] - (0 if chosen == habit else LEAD - 1)
    least = (*best[:2], near) if borne_out else (0, 0, 0)
    rivals = [unit for unit in units if unit not in alike and _votes(reads[unit]) >= least]
    return Counting(
        CODE_POINTS if CODE_POINTS in alike else alike[0],
        {source: _evidence(source, reads, chosen) for source in marks},
        sum(_moved(source, reads, chosen, rivals) for source in marks),
    )


def _by_source(texts: Mapping[str, Text], spans: Iterable[Span]) -> dict[str, _Marks]:
    """Return the different selections of some length in each text, with the words kept of them."""
    found: dict[str, dict[tuple[int, int], set[str]]] = {}
    for span in spans:
        if span.source_id in texts and 0 <= span.start < span.end:
            kept = found.setdefault(span.source_id, {}).setdefault((span.start, span.end), set())
            kept.add(span.words)
    return {source: _marks(texts[source], copies) for source, copies in found.items()}


def _marks(text: Text, copies: Mapping[tuple[int, int], set[str]]) -> _Marks:
    """Return the selections of one source ready to be read in several units."""
    space = spaces(text)
    return _Marks(
        text,
        np.array(list(copies), dtype=np.int64),
        [[(squeezed(words), spaced(words)) for words in kept] for kept in copies.values()],
        *word_edges(text),
        to_words(text.points[~space]),
        np.append(0, np.cumsum(~space)),
        to_words(np.where(space, SPACE, text.points)),
    )


def _read(marks: _Marks, unit: str) -> _Read:
    """Return where selections lie in a unit, and whether words kept and words cut bear that out."""
    bounds = boundaries(marks.text, unit)
    places = to_code_points(marks.positions, bounds)
    exact: npt.NDArray[np.bool_] = np.all(between_characters(marks.positions, bounds), axis=1)
    starts, ends = places.T
    whole = exact & (starts < ends) & marks.begins[starts] & marks.ends[ends]
    same, equal = [], []
    within = marks.places[places].tolist()
    for (start, end), (first, last), kept in zip(places.tolist(), within, marks.kept, strict=True):
        alike = [words for bare, words in kept if like(marks.squeezed[first:last], bare)]
        same.append(bool(alike))
        equal.append(marks.spaced[start:end] in alike)
    return _Read(places, exact, np.array(same), np.array(equal), whole)


def _votes(reads: Reads) -> tuple[int, int, int]:
    """Return how many selections speak for a unit: same words, same spaces, whole words."""
    totals = [sum(int(read[column].sum()) for read in reads.values()) for column in (2, 3, 4)]
    return totals[0], totals[1], totals[2]


def _choose(reads: Mapping[str, Reads], usual: str) -> tuple[str, bool]:
    """Return the unit most selections speak for, and whether they do; the usual one stands first.

    What a few begin and end with where most do not is chance.
    """
    votes = {unit: _votes(found) for unit, found in reads.items()}
    best = max(reads, key=lambda unit: votes[unit])
    by_words_kept = votes[best][:2] != votes[usual][:2]
    if not by_words_kept and votes[best][2] < votes[usual][2] + LEAD:
        best = usual
    selections = sum(len(read.places) for read in reads[best].values())
    borne_out = votes[best][0] > 0 or 2 * votes[best][2] > selections
    return (best if borne_out else usual), borne_out


def _alike(one: Reads, other: Reads) -> bool:
    """Tell whether every selection lies in the same place in two units."""
    return all(
        np.array_equal(read.places, other[source].places)
        and np.array_equal(read.exact, other[source].exact)
        for source, read in one.items()
    )


def _evidence(source: str, reads: Mapping[str, Reads], chosen: str) -> Evidence:
    """Return what bears out the unit chosen in one source.

    Where all units give the same passages there is nothing to bear out: those that lie between
    characters agree.
    """
    read = reads[chosen][source]
    if any(found[source].same.any() for found in reads.values()):
        return Evidence(OWN_WORDS, len(read.places), int(read.same.sum()))
    if all(_alike({source: found[source]}, {source: read}) for found in reads.values()):
        return Evidence("", len(read.places), int(read.exact.sum()))
    return Evidence(WORD_BOUNDARIES, len(read.places), int(read.whole.sum()))


def _moved(source: str, reads: Mapping[str, Reads], chosen: str, rivals: Sequence[str]) -> int:
    """Count the selections of a source that lie elsewhere in any rival of the unit chosen."""
    places = reads[chosen][source].places
    moved = np.zeros(len(places), dtype=bool)
    for rival in rivals:
        moved |= (reads[rival][source].places != places).any(axis=1)
    return int(moved.sum())
