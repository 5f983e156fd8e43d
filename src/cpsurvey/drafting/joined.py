"""A column whose cells may join several answers → the options, or nothing where they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from cpsurvey.codebook import normalise
from cpsurvey.codebook.joined import Known
from cpsurvey.codebook.parting import part_cells
from cpsurvey.drafting.answers import best_label
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.personal import looks_personal

LONGEST = 600
MOST_FRAGMENTS = 3_000
MOST_OPTIONS = 120
_CODES = re.compile(r"-?\d{1,4}(?:,-?\d{1,4})*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_SPLIT = {
    ";": re.compile(r"\s*;\s*"),
    "|": re.compile(r"\s*\|\s*"),
    ", ": re.compile(r",\s+"),
    ",": re.compile(r",(?=\S)"),
}
_SIGNS = {"qualtrics": (",",), "ms_forms": (";",), "google_forms": (";", ", "), "indico": (";",)}
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Joined(NamedTuple):
    """The options that cells join, in how many more was typed, and the cells that say nothing."""

    sign: str
    options: tuple[str, ...]
    typed: int
    empty: tuple[str, ...]
    confidence: str
    why: str


def find_joined(column: Column, text: str, platform: str, *, closed: bool) -> Joined | None:
    """Return the options that the cells of a column join.

    Cells are cut at the sign only outside brackets; pieces that never stand apart are one label
    with a comma in it; a piece that one person alone has, at the end of a cell, was typed.
    """
    cells = column.all_answers
    if not cells or column.length > LONGEST or column.numbers is not None:
        return None
    if all(_CODES.fullmatch(cell.strip()) for cell in cells):
        several = [cell for cell in cells if "," in cell]
        joins = closed or says(text, "select_all") or any(cell.count(",") > 1 for cell in several)
        if not joins or (all(_THOUSANDS.fullmatch(cell) for cell in several) and not closed):
            return None
        return _read(cells, ",", "sure", "numbers of options, joined by commas")
    ended = platform == "ms_forms" and all(cell.rstrip().endswith(";") for cell in cells)
    if ended:
        return _read(cells, ";", "sure", "every cell ends with a semicolon, as in Microsoft Forms")
    for sign in _SIGNS.get(platform, tuple(_SPLIT)):
        evidence = _evidence(cells, sign)
        if evidence is None:
            continue
        share, joining, distinct = evidence
        people = sum(count for cell, count in cells.items() if len(split_cell(cell, sign)) > 1)
        often = people >= 0.1 * column.answered
        forms = sign == ";" and platform in ("indico", "google_forms") and share > 0
        if platform == "qualtrics" and closed and not often:
            continue
        chosen = forms or (platform == "qualtrics" and closed)
        enough = 0.9 if says(text, "text") else 0.7 if sign in ";|" else 0.8
        pair = joining == 1 and platform in _SIGNS and _of_whole_cells(cells, sign)
        if chosen or (share >= enough and (joining > 1 or pair) and distinct > 2):
            confidence = "likely" if share > 0.95 or sign in ";|" else "unsure"
            sign_in_words = {",": "comma", ", ": "comma", ";": "semicolon", "|": "stroke"}[sign]
            why = f"cells join answers that recur in other cells ({sign_in_words})"
            return _read(cells, sign, confidence, why)
    return None


def split_cell(cell: str, sign: str) -> list[str]:
    """Return the pieces of a cell, cut at the sign outside brackets."""
    depth, start, pieces = 0, 0, []
    cuts = {match.start(): match.end() for match in _SPLIT[sign].finditer(cell)}
    if not cuts:
        return [cell.strip()] if cell.strip() else []
    numbered = bool(_CODES.fullmatch(cell.strip()))
    balanced = cell.count("(") == cell.count(")") and cell.count("[") == cell.count("]")
    within = set() if numbered else {m.start() for m in _BETWEEN_DIGITS.finditer(cell)}
    for place, letter in enumerate(cell):
        depth += balanced * ((letter in "([") - (letter in ")]"))
        if place in cuts and depth <= 0 and place not in within:
            pieces.append(cell[start:place])
            start = cuts[place]
    return [piece.strip() for piece in [*pieces, cell[start:]] if piece.strip()]


def _of_whole_cells(cells: Mapping[str, int], sign: str) -> bool:
    """Tell whether each piece of the cells that join several is a cell of its own as well."""
    alone = {normalise(cell) for cell in cells if len(split_cell(cell, sign)) == 1}
    pieces = {normalise(piece) for cell in cells for piece in split_cell(cell, sign)}
    return pieces <= alone


def _evidence(cells: Mapping[str, int], sign: str) -> tuple[float, int, int] | None:
    """Return how much of the joined cells recurs elsewhere, and how many such cells there are."""
    bare = sign.strip()
    if not any(bare in cell for cell in cells):
        return None
    pieces = {cell: split_cell(cell, sign) for cell in cells}
    several = {cell: parts for cell, parts in pieces.items() if len(parts) > 1}
    if not several:
        return None
    seen = Counter(key for parts in pieces.values() for key in set(map(normalise, parts)))
    if len(seen) > MOST_FRAGMENTS:
        return None
    recurring = total = 0.0
    for cell, parts in several.items():
        share = sum(seen[normalise(part)] > 1 for part in parts) / len(parts)
        recurring += share * cells[cell]
        total += cells[cell]
    return recurring / total, len(several), len(cells)


def _read(cells: Mapping[str, int], sign: str, confidence: str, why: str) -> Joined | None:
    """Return the options in cells, made sure that every cell can be read by them."""
    pieces = {cell: _together(split_cell(cell, sign)) for cell in cells}
    pairs = _inseparable(pieces, cells) if sign == ", " else frozenset()
    pieces = {cell: _together(parts, pairs) for cell, parts in pieces.items()}
    people: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for cell, parts in pieces.items():
        for part in parts:
            people[normalise(part)] += cells[cell]
            spelt.setdefault(normalise(part), Counter())[part] += cells[cell]
    people.pop("", None)
    labels = {key: best_label(spelt[key]) for key in people}
    if not people or len(people) > MOST_FRAGMENTS:
        return None
    typed = _typed(pieces, people, sum(cells.values()))
    options = tuple(sorted(labels[key] for key in people if key not in typed))
    if not 0 < len(options) <= MOST_OPTIONS or any(map(looks_personal, options)):
        return None
    left = unread(cells, (normalise(option) for option in options))
    # A full stop alone, which is nothing once compared, can only have been typed.
    empty = tuple(cell for cell in left if not cell.strip(" ,;|.") and normalise(cell))
    return Joined(sign, options, len(left) - len(empty), empty, confidence, why)


def unread(cells: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the cells that are not made up of known answers, read as cleaning reads them."""
    texts = [cell for cell in cells if cell.strip()]
    answers = Known({key: place for place, key in enumerate(known)})
    ways = part_cells(texts, answers)
    return [cell for cell, found in zip(texts, ways, strict=True) if not found]


def _typed(pieces: Mapping[str, list[str]], people: Counter[str], answered: int) -> set[str]:
    """Return the pieces that were typed under "Other": of one person each, at the end of a cell."""
    alone: set[str] = set()
    for parts in pieces.values():
        for part in reversed(parts):
            if people[normalise(part)] > max(1, answered // 400):
                break
            alone.add(normalise(part))
    settled = len(people) - len(alone)
    enough = answered >= 20 and len(alone) >= 3 and settled >= 2
    return alone if enough else set()


def _inseparable(
    pieces: Mapping[str, list[str]], cells: Mapping[str, int]
) -> frozenset[tuple[str, str]]:
    """Return pairs of pieces that only ever stand together, in this order: one label."""
    count: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for cell, parts in pieces.items():
        keys = [normalise(part) for part in parts]
        for key in keys:
            count[key] += cells[cell]
        for pair in pairwise(keys):
            pairs[pair] += cells[cell]
    spelt = {normalise(part): part for parts in pieces.values() for part in parts}
    capital = sum(part[:1].isupper() for part in spelt.values()) > 0.6 * len(spelt)
    return frozenset(
        (one, two)
        for (one, two), times in pairs.items()
        if times == count[one] == count[two]
        and ((times > 1 and capital and spelt[two][:1].islower()) or times > 9)
    )


def _together(parts: list[str], pairs: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
    """Return pieces, those that are inseparable put together again."""
    found: list[str] = []
    last = ""
    for part in parts:
        if found and (last, normalise(part)) in pairs:
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
        last = normalise(part)
    return found
