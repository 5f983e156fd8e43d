"""Cells of codes joined by commas in, whose names hold commas too; the codes of each cell out.

No list of codes stands in such a file, so it is made from the cells themselves. Where a cell says
of how many codes it is, and has no more commas than those part, its codes are certain. They show
whether the program sorts them. Any other cell is parted so that as few of its codes as possible
are new, or new without a theme that others have (``Theme: code``), surest cells first, each telling
the next; where several ways are as good, only the codes that all of them share are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from math import comb
from typing import NamedTuple

JOIN = ", "
MOST_WAYS = 2_000
MOST_PIECES = 200
ROUNDS = 50
Parts = tuple[str, ...]


class Split(NamedTuple):
    """The codes of a cell, and how many more it has that cannot be told apart."""

    codes: Parts
    unclear: int = 0


def split_cells(cells: Sequence[str], counts: Sequence[int | None]) -> list[Split]:
    """Return the codes of each cell; `counts` says how many it has, where that is known."""
    found: dict[int, Split] = {}
    waiting: dict[int, tuple[Parts, int | None]] = {}
    for place, (cell, count) in enumerate(zip(cells, counts, strict=True)):
        if "\n" in cell:
            found[place] = Split(tuple(filter(None, (line.strip() for line in cell.split("\n")))))
        elif not cell.strip() or count == 1:
            found[place] = Split((cell.strip(),) if cell.strip() else ())
        else:
            pieces = tuple(cell.strip().split(JOIN))
            if count == len(pieces) or len(pieces) == 1:
                found[place] = Split(pieces)
            else:
                waiting[place] = (pieces, count)
    ordered = _all_sorted(split.codes for split in found.values())
    known = {code for split in found.values() for code in split.codes}
    for _ in range(ROUNDS):
        best = {place: _best(*waiting[place], known, ordered) for place in waiting}
        sure = {place: new for place, (new, ways) in best.items() if len(ways) == 1}
        if not sure:
            break
        fewest = min(sure.values())
        for place in [place for place, new in sure.items() if new == fewest]:
            found[place] = Split(best[place][1][0])
            known.update(found[place].codes)
            del waiting[place]
    for place, (pieces, count) in waiting.items():
        ways = _best(pieces, count, known, ordered)[1]
        shared = tuple(code for code in ways[0] if all(code in way for way in ways)) if ways else ()
        found[place] = Split(shared, max(1, (count or len(shared) + 1) - len(shared)))
    return [found[place] for place in range(len(cells))]


def _best(
    pieces: Parts, count: int | None, known: set[str], ordered: bool
) -> tuple[tuple[int, int], list[Parts]]:
    """Return the fewest new codes that a cell can be parted with, and the ways that do so."""
    if len(pieces) > MOST_PIECES:
        return (0, 0), []
    if count is None or count > len(pieces) or comb(len(pieces) - 1, count - 1) > MOST_WAYS:
        return (0, 0), _known_only(pieces, count, known)
    ways = list(_ways(pieces, count))
    if ordered:
        ways = [way for way in ways if _sorted(way)] or ways
    themes = {_theme(code) for code in known} - {""}
    new = [
        (sum(code not in known for code in way),
         sum(code not in known and _theme(code) not in themes for code in way))
        for way in ways
    ]  # fmt: skip
    fewest = min(new)
    return fewest, [way for way, cost in zip(ways, new, strict=True) if cost == fewest]


def _theme(code: str) -> str:
    """Return the theme that a code is named below, if it is."""
    theme, sign, _ = code.partition(": ")
    return theme if sign else ""


def _ways(pieces: Parts, count: int) -> Iterator[Parts]:
    """Give every way to part the pieces into so many codes."""
    for cuts in combinations(range(1, len(pieces)), count - 1):
        yield tuple(JOIN.join(pieces[a:b]) for a, b in pairwise((0, *cuts, len(pieces))))


def _known_only(pieces: Parts, count: int | None, known: set[str]) -> list[Parts]:
    """Return up to two ways to part the pieces into codes that are all known, longest first."""
    longest = max((code.count(JOIN) + 1 for code in known), default=0)

    @cache
    def from_here(start: int, left: int | None) -> tuple[Parts, ...]:
        if start == len(pieces):
            return ((),) if not left else ()
        if left == 0:
            return ()
        ways: list[Parts] = []
        for end in range(min(len(pieces), start + longest), start, -1):
            code = JOIN.join(pieces[start:end])
            if code in known and len(ways) < 2:
                after = from_here(end, None if left is None else left - 1)
                ways.extend((code, *rest) for rest in after)
        return tuple(ways[:2])

    return list(from_here(0, count))


def _all_sorted(lists: Iterable[Parts]) -> bool:
    """Tell whether the codes that are certain stand in order wherever there are several."""
    several = [codes for codes in lists if len(codes) > 1]
    return bool(several) and all(map(_sorted, several))


def _sorted(codes: Parts) -> bool:
    """Tell whether codes stand in the order of the alphabet, and T2 before T12."""
    keys = [_key(code) for code in codes]
    return keys == sorted(keys)


@cache
def _key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts a name as people do, its numbers by their size."""
    parts = re.split(r"(\d+)", code.casefold())
    digits = {part: part.lstrip("0") for part in parts if part.isdecimal()}
    return tuple((1, len(digits[p]), digits[p]) if p in digits else (0, 0, p) for p in parts)
