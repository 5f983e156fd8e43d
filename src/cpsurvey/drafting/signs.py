"""The cells of a column in; the signs that may join answers in them out, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cpsurvey.codebook import normalise
from cpsurvey.codebook.several import CUTS, recurring, split_cell

OF_PLATFORM = {
    "qualtrics": (",",),
    "ms_forms": (";",),
    "google_forms": (";", ", "),
    "indico": (";",),
}
IN_WORDS = {",": "comma", ", ": "comma", ";": "semicolon", "|": "stroke"}


class Evidence(NamedTuple):
    """What a sign parts: what share of the pieces recurs, of how many cells and people.

    ``pieces`` counts the different pieces that all cells come to.
    """

    sign: str
    share: float
    joining: int
    people: int
    pieces: int


def by_sign(cells: Mapping[str, int], platform: str) -> list[Evidence]:
    """Return what each sign parts that a platform may write, the likeliest sign first.

    A sign is likelier than one before it where it parts the cells of more people and comes to fewer
    different pieces: it joins answers, and the other stands in what some people typed.
    """
    found: list[Evidence] = []
    for sign in OF_PLATFORM.get(platform, tuple(CUTS)):
        if again := recurring(cells, sign):
            parts = {cell: split_cell(cell, sign) for cell in cells}
            people = sum(count for cell, count in cells.items() if len(parts[cell]) > 1)
            pieces = len({normalise(piece) for several in parts.values() for piece in several})
            found.append(Evidence(sign, again.share, again.joining, people, pieces))
    best = 0
    for number, one in enumerate(found):
        if one.people > found[best].people and one.pieces < found[best].pieces:
            best = number
    return found[best : best + 1] + found[:best] + found[best + 1 :]


def of_whole_cells(cells: Mapping[str, int], sign: str) -> bool:
    """Tell whether each piece of the cells that join several is a cell of its own as well."""
    alone = {normalise(cell) for cell in cells if len(split_cell(cell, sign)) == 1}
    pieces = {normalise(piece) for cell in cells for piece in split_cell(cell, sign)}
    return pieces <= alone
