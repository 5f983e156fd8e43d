"""The different cells of a column in, whether and where they join several answers, out.

Readers say by it how an export was made, and drafts find options by it: one set of rules for both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from cpsurvey.codebook.normalise import normalise

LOST_IN_COMMAS = "joined by commas"  # the doubt that raises, whatever the platform
WITHOUT_WORDS = "numbers for words"
LONGEST = 600  # longer cells are sentences
MOST_PIECES = 3_000
NO_ANSWER = ("NA", "N/A")
RECURRING = 0.8  # of the pieces of joined cells
CODES = re.compile(r"-?\d{1,4}(?:,-?\d{1,4})*")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
HALVES = {"5", "25", "75"}  # what most often stands after a decimal comma
CUTS = {
    ";": re.compile(r"\s*;\s*"),
    "|": re.compile(r"\s*\|\s*"),
    ", ": re.compile(r",\s+"),
    ",": re.compile(r",(?=\S)"),
}
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Recurring(NamedTuple):
    """What share of the pieces of joined cells recurs, how many cells join, of how many."""

    share: float
    joining: int
    distinct: int


def joins(cells: Mapping[str, int], sign: str) -> bool:
    """Tell whether the cells of a column, counted, join several answers that recur elsewhere.

    Examples
    --------
    >>> joins({"Tea, Coffee": 2, "Tea": 3, "Coffee": 1}, ", ")
    True
    >>> joins({"1": 2, "1,3": 2, "3": 1}, ","), joins({"60,5": 1, "61,5": 1, "70": 1}, ",")
    (True, False)
    """
    if any(len(cell) > LONGEST for cell in cells):
        return False
    cells = {cell: count for cell, count in cells.items() if cell not in NO_ANSWER}
    if sign == "," and all(map(CODES.fullmatch, cells)):
        return joins_codes(cells)
    found = recurring(cells, sign)
    if found is None:
        return False
    people = sum(count for cell, count in cells.items() if len(split_cell(cell, sign)) > 1)
    return people > 1 and found.share > RECURRING


def joins_codes(cells: Iterable[str]) -> bool:
    """Tell whether cells join the numbers of options, and are no numbers with a decimal comma.

    Numbers of options begin with no nought, stand in their order, none of them twice in a cell,
    and they recur in other cells; what always ends with 5 are halves.

    Examples
    --------
    >>> joins_codes(["1", "2", "1,3", "2,3", "3"]), joins_codes(["1,5", "2,5", "1", "2", "5,5"])
    (True, False)
    """
    several = _like_codes(cells)
    twos = len(several) > 1 and all(len(codes) == 2 for codes in several)
    halves = twos and all(codes[1] in HALVES for codes in several)
    rising = all(int(one) < int(two) for codes in several for one, two in pairwise(codes))
    return bool(several) and not halves and (rising or not twos)


def leaves_doubt(cells: Iterable[str]) -> bool:
    """Tell whether cells may join the numbers of options or be halves and quarters.

    Examples
    --------
    >>> leaves_doubt(["1", "2", "5", "1,5", "2,5"]), leaves_doubt(["1", "2", "3", "1,3", "2,3"])
    (True, False)
    """
    held = list(cells)
    return bool(_like_codes(held)) and not joins_codes(held)


def _like_codes(cells: Iterable[str]) -> list[list[str]]:
    """Return the cells that hold several numbers, if all may be the numbers of options."""
    pieces = [cell.strip().split(",") for cell in cells if CODES.fullmatch(cell.strip())]
    several = [codes for codes in pieces if len(codes) > 1]
    if not several or all(THOUSANDS.fullmatch(",".join(codes)) for codes in several):
        return []
    if any(len(set(codes)) < len(codes) for codes in several):
        return []
    if any(len(code) > 1 and code.startswith("0") for codes in several for code in codes):
        return []
    if any(len(codes) > 2 for codes in several):
        return several
    seen = Counter(code for codes in pieces for code in set(codes))
    held = [code for codes in several for code in codes]
    return several if sum(seen[code] > 1 for code in held) > RECURRING * len(held) else []


def split_cell(cell: str, sign: str) -> list[str]:
    """Return the pieces of a cell, cut at the sign outside brackets.

    Examples
    --------
    >>> split_cell("Tea (green, black), Coffee", ", ")
    ['Tea (green, black)', 'Coffee']
    """
    depth, start, pieces = 0, 0, []
    cuts = {match.start(): match.end() for match in CUTS[sign].finditer(cell)}
    if not cuts:
        return [cell.strip()] if cell.strip() else []
    numbered = bool(CODES.fullmatch(cell.strip()))
    balanced = cell.count("(") == cell.count(")") and cell.count("[") == cell.count("]")
    within = set() if numbered else {m.start() for m in _BETWEEN_DIGITS.finditer(cell)}
    for place, letter in enumerate(cell):
        depth += balanced * ((letter in "([") - (letter in ")]"))
        if place in cuts and depth <= 0 and place not in within:
            pieces.append(cell[start:place])
            start = cuts[place]
    return [piece.strip() for piece in [*pieces, cell[start:]] if piece.strip()]


def recurring(cells: Mapping[str, int], sign: str) -> Recurring | None:
    """Return how much of the joined cells recurs elsewhere, or nothing where none is joined."""
    bare = sign.strip()
    if not any(bare in cell for cell in cells):
        return None
    pieces = {cell: split_cell(cell, sign) for cell in cells}
    several = {cell: parts for cell, parts in pieces.items() if len(parts) > 1}
    if not several:
        return None
    seen = Counter(key for parts in pieces.values() for key in set(map(normalise, parts)))
    if len(seen) > MOST_PIECES:
        return None
    again = total = 0.0
    for cell, parts in several.items():
        share = sum(seen[normalise(part)] > 1 for part in parts) / len(parts)
        again += share * cells[cell]
        total += cells[cell]
    return Recurring(again / total, len(several), len(cells))
