"""A column whose cells join several answers, and the answers known → what each cell may mean.

How a cell is to be parted is told by the column: by what joins the answers in most of its cells,
and by the order in which they stand. A cell that can be parted in several ways even so has several
meanings; which of them is right is for nobody to guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import factorial

from cpsurvey.codebook.joined import (
    SIGNS,
    Joiner,
    Known,
    Ways,
    read_beside_typed,
    read_loosely,
    read_strictly,
)

CHANCE = 0.05  # that cells in any order would all be in that of the scale
JOINERS = {
    "qualtrics": (Joiner(","),),
    "google_forms": (Joiner(", "), Joiner(";")),
    "ms_forms": (Joiner(";", ends=True),),
    "indico": (Joiner("; "),),
}
EVERY = (
    *(Joiner(text) for text in (",", ", ", ";", "; ", "|", " | ", "\n")),
    Joiner(";", ends=True),
)


def part_cells(
    cells: Sequence[str], known: Known, platform: str = "", *, typed: bool = False
) -> list[Ways]:
    """Return what each of a column's different cells may mean.

    Parameters
    ----------
    cells
        Different cells, none of them blank.
    known
        The answers that are known.
    platform
        Whose export it is: what it writes between answers counts, if the cells bear it out.
    typed
        Whether a cell may hold what people typed, besides answers that are known.

    Returns
    -------
    list of tuple
        For each cell its meanings: none where something in it is unknown, several where it can be
        parted in several ways.

    Examples
    --------
    >>> known = Known({"phone": 0, "phone, video": 1, "video": 2}, ordered=3)
    >>> part_cells(["Phone, video"], known)
    [(2, 5)]
    >>> part_cells(["Phone,Phone, video", "Phone, video"], known)
    [(3,), (2,)]
    """
    texts = [cell.strip().replace("\r\n", "\n") for cell in cells]
    joiners, ways = _by_joiner(texts, known, JOINERS.get(platform, ()))
    several = [number for number, found in enumerate(ways) if len(found) > 1]
    if several and _in_order(texts, ways, joiners, known):
        again = [texts[number] for number in several]
        for number, found in zip(several, _read(again, joiners, known, ordered=True), strict=True):
            ways[number] = found if len(found) == 1 else ways[number]
    usual = "".join(sorted({joiner.text.strip(" ") for joiner in joiners}))
    for number, text in enumerate(texts):
        ways[number] = (
            ways[number]
            or read_loosely(text, usual, known)
            or read_loosely(text, SIGNS, known)
            or (read_beside_typed(text, usual, known) if typed else ())
        )
    return ways


def _by_joiner(
    texts: Sequence[str], known: Known, expected: Sequence[Joiner]
) -> tuple[list[Joiner], list[Ways]]:
    """Return what may join the answers of a column, and what its cells mean if it does.

    It is what most cells can be read by; of several such, what the platform writes.
    """
    read: dict[Joiner, list[Ways]] = {}
    least = len(texts)  # cells that cannot be read
    for joiner in dict.fromkeys((*expected, *EVERY)):
        if joiner in expected or any(joiner.text in text for text in texts):
            found, unread = _try(texts, joiner, known, least)
            if unread < least:
                read.clear()
            if unread <= least:
                read[joiner], least = found, unread
            if [joiner] == list(expected) and not unread:
                break
    if not read:
        return list(EVERY), _read(texts, EVERY[:1], known)
    best = [joiner for joiner in read if joiner in expected] or list(read)
    return best, [_united(found) for found in zip(*(read[one] for one in best), strict=True)]


def _try(texts: Sequence[str], joiner: Joiner, known: Known, least: int) -> tuple[list[Ways], int]:
    """Return what cells mean by one joiner, and how many it cannot read; up to one too many."""
    found: list[Ways] = []
    unread = 0
    for text in texts:
        found.append(read_strictly(text, joiner, known))
        unread += not found[-1]
        if unread > least:
            break
    return found, unread


def _read(
    texts: Sequence[str], joiners: Sequence[Joiner], known: Known, *, ordered: bool = False
) -> list[Ways]:
    """Return what cells mean that are nothing but known answers and one of these joiners."""
    return [
        _united(read_strictly(text, joiner, known, ordered=ordered) for joiner in joiners)
        for text in texts
    ]


def _united(found: Iterable[Ways]) -> Ways:
    """Return all that a cell may mean."""
    first, *others = found
    return tuple(sorted({*first}.union(*others))) if others else first


def _in_order(
    texts: Sequence[str], ways: Sequence[Ways], joiners: Sequence[Joiner], known: Known
) -> bool:
    """Tell whether cells of one meaning are in the order of the scale, and hardly by chance."""
    chance = 1.0
    some = []
    for text, found in zip(texts, ways, strict=True):
        count = (found[0] & known.in_order).bit_count() if len(found) == 1 else 0
        if count > 1:
            chance /= factorial(min(count, 9))
            some.append(text)
    return chance <= CHANCE and all(_read(some, joiners, known, ordered=True))
