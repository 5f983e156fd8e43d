"""One cell that joins several answers, and the answers known → what the cell may mean.

An answer is found where it stands whole between the signs that join answers, so that a label may
hold such a sign, be part of another or begin like another. A meaning is a number whose bits are
the places of the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.codebook.normalise import normalise

SIGNS = ",;|\n"
MOST_WAYS = 32  # meanings of the rest of a cell, of which no more are kept
NONE, MORE = -1, -2
Ways = tuple[int, ...]


class Joiner(NamedTuple):
    """What a platform writes between answers; ``ends`` where it stands after the last as well."""

    text: str
    ends: bool = False


class Known:
    """Answers that are known, each at a place; what is typed has the place after the last.

    ``homes`` gives the place of each answer as it is compared; the first ``ordered`` places are in
    the order in which the questionnaire has them.
    """

    def __init__(self, homes: Mapping[str, int], ordered: int = 0) -> None:
        self.homes = {key.strip(): place for key, place in homes.items() if key.strip()}
        self.typed = 1 + max(self.homes.values(), default=-1)
        self.in_order = (1 << ordered) - 1
        self.longest = 2 * max(map(len, self.homes), default=0) + 20  # however it is spaced
        self._seen: dict[str, int] = {}
        self._first: dict[str, _First] = {}

    def place(self, text: str) -> int:
        """Return the place of an answer as it stands in a cell; -1 where it is none."""
        place = self._seen.get(text)
        if place is None:
            key = normalise(text).strip() if len(text) <= self.longest else ""
            place = self._seen[text] = self.homes.get(key, -1)
        return place

    def all_spelt(self, labels: Sequence[str]) -> bool:
        """Tell whether the answers seen so far at the places of labels were written like these."""
        some = range(len(labels))
        return all(labels[place] == text for text, place in self._seen.items() if place in some)

    def first(self, joiner: str) -> _First:
        """Return what may begin with each piece of cells that are cut at a joiner."""
        if joiner not in self._first:
            self._first[joiner] = _First(self, joiner)
        return self._first[joiner]

    def holds(self, signs: Iterable[str]) -> int:
        """Return how many of some signs one answer holds, at most."""
        found = [" " if sign == "\n" else sign for sign in signs]
        return max((sum(map(key.count, found)) for key in self.homes), default=0)


class _First(dict[str, int]):
    """The answer that a piece of a cell is; NONE for none, MORE where a longer one begins so."""

    def __init__(self, known: Known, joiner: str) -> None:
        self.known = known
        self.inner = known.holds([joiner.strip(" ")])
        parted = (key.split(" " if joiner == "\n" else joiner) for key in known.homes)
        self.heads = {normalise(head) for head, *rest in parted if rest}

    def __missing__(self, piece: str) -> int:
        if piece[:1].isspace():
            place = NONE
        elif normalise(piece) in self.heads:
            place = MORE
        else:
            place = self.known.place(piece) if piece == piece.rstrip() else NONE
        self[piece] = place
        return place


def read_strictly(text: str, joiner: Joiner, known: Known, *, ordered: bool = False) -> Ways:
    """Return what a cell may mean that is nothing but known answers and one joiner, none twice.

    ``ordered`` asks for meanings that are in the order of the questionnaire.
    """
    cell = text.removesuffix(joiner.text) if joiner.ends else text
    if joiner.ends and cell == text:
        return ()
    pieces = cell.split(joiner.text)
    first = known.first(joiner.text)
    start = way = 0
    while start < len(pieces) and not ordered:
        place, start = first[pieces[start]], start + 1
        if place == MORE:
            found = _steps(pieces, start - 1, joiner.text, first)
            if len(found) > 1:
                return _in_every_way(pieces, joiner.text, first, ordered=False)
            place, start = found[0] if found else (NONE, start)
        if place == NONE or way >> place & 1:
            return ()
        way |= 1 << place
    return _in_every_way(pieces, joiner.text, first, ordered=True) if ordered else (way,)


def _in_every_way(pieces: Sequence[str], joiner: str, first: _First, *, ordered: bool) -> Ways:
    """Return what a cell may mean that can be parted in more than one way."""
    if len(pieces) > first.known.typed * (first.inner + 1):
        return ()
    after: list[set[int]] = [set() for _ in pieces] + [{0}]
    for start in range(len(pieces) - 1, -1, -1):
        here: set[int] = set()
        for place, end in _steps(pieces, start, joiner, first):
            bit = 1 << place
            taken = first.known.in_order & (2 * bit - 1) if ordered else 0
            taken = taken if taken & bit else bit
            here |= {way | bit for way in after[end] if not way & taken}
        after[start] = _fewer(here)
    return tuple(sorted(after[0]))


def _steps(pieces: Sequence[str], start: int, joiner: str, first: _First) -> list[tuple[int, int]]:
    """Return the answers that begin at a piece, and the piece after each."""
    place = first[pieces[start]]
    if place != MORE:
        return [(place, start + 1)] if place >= 0 else []
    ends = range(start + 1, min(len(pieces), start + 1 + first.inner) + 1)
    found = ((first.known.place(joiner.join(pieces[start:end])), end) for end in ends)
    whole = [(place, end) for place, end in found if place >= 0]
    return [
        (place, end) for place, end in whole if pieces[end - 1][-1:].strip() or not pieces[end - 1]
    ]


def read_loosely(text: str, signs: str, known: Known) -> Ways:
    """Return what a cell may mean in which any signs, doubled or at its ends, part known answers.

    An answer that stands twice counts once, where there is no other way to read the cell.
    """
    spans = _spans(text, signs)
    inner = known.holds(sign for sign in signs if sign in text)
    after: list[set[int]] = [set() for _ in spans] + [{0}]
    twice = [set(ways) for ways in after]
    for start in range(len(spans) - 1, -1, -1):
        if not text[slice(*spans[start])].strip(" .\t\r\n\xa0"):
            after[start] |= after[start + 1]
            twice[start] |= twice[start + 1]
        for end in range(start + 1, min(len(spans), start + 1 + inner) + 1):
            place = known.place(text[spans[start][0] : spans[end - 1][1]]) if twice[end] else -1
            if place >= 0:
                bit = 1 << place
                after[start] |= {w | bit for w in after[end] if not w & bit}
                twice[start] |= {w | bit for w in twice[end]}
        after[start], twice[start] = _fewer(after[start]), _fewer(twice[start])
    return tuple(sorted((after[0] or twice[0]) - {0}))


def read_beside_typed(text: str, signs: str, known: Known) -> Ways:
    """Return what a cell may mean in which known answers stand beside words that were typed.

    As little as can be is taken to have been typed.
    """
    spans = _spans(text, signs)
    inner = known.holds(sign for sign in signs if sign in text)
    after: list[tuple[int, set[int]]] = [(0, {0}) for _ in range(len(spans) + 1)]
    for start in range(len(spans) - 1, -1, -1):
        letters = len(text[slice(*spans[start])].strip())
        least, ways = after[start + 1][0] + letters, after[start + 1][1]
        here = {w | 1 << known.typed for w in ways} if letters else set(ways)
        for end in range(start + 1, min(len(spans), start + 1 + inner) + 1):
            place = known.place(text[spans[start][0] : spans[end - 1][1]])
            if place >= 0 and after[end][0] <= least:
                here = here if after[end][0] == least else set()
                here |= {w | 1 << place for w in after[end][1]}
                least = after[end][0]
        after[start] = (least, _fewer(here))
    return tuple(sorted(after[0][1] - {0}))


def _fewer(ways: set[int]) -> set[int]:
    """Return no more meanings than are kept."""
    return ways if len(ways) <= MOST_WAYS else set(sorted(ways)[:MOST_WAYS])


def _spans(text: str, signs: str) -> list[tuple[int, int]]:
    """Return where the pieces of a cell begin and end."""
    cuts = [match.start() for match in re.finditer(f"[{re.escape(signs)}]", text)]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True))
