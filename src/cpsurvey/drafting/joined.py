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
from cpsurvey.codebook.several import (
    CODES,
    LONGEST,
    MOST_PIECES,
    RECURRING,
    THOUSANDS,
    joins_codes,
    split_cell,
)
from cpsurvey.drafting.answers import best_label
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.personal import looks_personal
from cpsurvey.drafting.signs import IN_WORDS, OF_PLATFORM, by_sign, of_whole_cells

MOST_OPTIONS = 120
HALF = 0.5
_TIGHT = ";x"  # a semicolon with no blank behind it
_OWN = re.compile(r";(?!\s)")
FEW = "few cells hold a comma, but what it parts stands in other cells, too: they may join answers"
DOUBTFUL = "answers were chosen; some cells hold a comma, and nothing tells whether it joins two"


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
    if not cells or column.length > LONGEST:
        return None
    coded = joins_chosen(cells, text, platform, closed=closed)
    if column.numbers is not None and not coded:
        return None
    if all(CODES.fullmatch(cell.strip()) for cell in cells):
        several = [cell for cell in cells if "," in cell]
        asked = closed or says(text, "select_all")
        joins = coded or asked or any(cell.count(",") > 1 for cell in several)
        if not joins or (all(THOUSANDS.fullmatch(cell) for cell in several) and not closed):
            return None
        return _read(cells, ",", "sure", "numbers of options, joined by commas")
    ended = platform == "ms_forms" and all(cell.rstrip().endswith(";") for cell in cells)
    if ended:
        return _read(
            cells, _TIGHT, "sure", "every cell ends with a semicolon, as in Microsoft Forms"
        )
    for sign, share, joining, people, _ in by_sign(cells, platform):
        often = people >= 0.1 * column.answered
        forms = sign == ";" and platform in ("indico", "google_forms") and share > 0
        forms = forms and (often or share >= RECURRING)  # else some who typed used it
        if platform == "qualtrics" and closed and not often:
            if share >= HALF:
                return _read(cells, sign, "unsure", FEW)
            continue
        chosen = forms or (platform == "qualtrics" and closed)
        enough = 0.9 if says(text, "text") else 0.7 if sign in ";|" else 0.8
        pair = joining == 1 and platform in OF_PLATFORM and of_whole_cells(cells, sign)
        if chosen or (share >= enough and (joining > 1 or pair) and len(cells) > 2):
            confidence = "likely" if share > 0.95 or sign in ";|" else "unsure"
            why = f"cells join answers that recur in other cells ({IN_WORDS[sign]})"
            return _read(cells, sign, confidence, why)
    return None


def joins_chosen(cells: Iterable[str], text: str, platform: str, *, closed: bool) -> bool:
    """Tell whether cells join numbers of options, in a question whose answers are chosen.

    REDCap joins so where it combines checkboxes; elsewhere 1,3 is a number unless the question, or
    the platform, says more.
    """
    if closed and platform == "qualtrics":  # it gives answers that were chosen no decimals
        codes = all(CODES.fullmatch(cell.strip()) for cell in cells)
        return codes and any("," in cell for cell in cells)
    chosen = closed or platform == "redcap" or says(text, "select_all")
    return chosen and joins_codes(cells)


def may_join(cells: Mapping[str, int], platform: str, *, closed: bool) -> bool:
    """Tell whether cells of answers that were chosen may join several, which nothing else tells."""
    found = by_sign(cells, platform) if closed and platform == "qualtrics" else []
    return any(one.share > 0 for one in found)


def _read(cells: Mapping[str, int], sign: str, confidence: str, why: str) -> Joined | None:
    """Return the options in cells, made sure that every cell can be read by them."""
    pieces = {cell: _together(_pieces(cell, sign)) for cell in cells}
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
    if not people or len(people) > MOST_PIECES:
        return None
    typed = _typed(pieces, people, sum(cells.values())) | _with_another_sign(people, sign)
    options = tuple(sorted(labels[key] for key in people if key not in typed))
    if not 0 < len(options) <= MOST_OPTIONS or any(map(looks_personal, options)):
        return None
    left = unread(cells, (normalise(option) for option in options))
    # A full stop alone, which is nothing once compared, can only have been typed.
    empty = tuple(cell for cell in left if not cell.strip(" ,;|.") and normalise(cell))
    return Joined(sign, options, len(left) - len(empty), empty, confidence, why)


def _pieces(cell: str, sign: str) -> list[str]:
    """Return the pieces of a cell; Microsoft Forms puts no blank behind its own semicolon."""
    if sign != _TIGHT:
        return split_cell(cell, sign)
    return [piece.strip() for piece in _OWN.split(cell.strip()) if piece.strip()]


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


def _with_another_sign(people: Mapping[str, int], sign: str) -> set[str]:
    """Return the pieces of one person each in which commas do not part what something else does."""
    if not sign.startswith(","):
        return set()
    return {key for key, count in people.items() if count == 1 and (";" in key or "|" in key)}


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
