"""The first rows of a table in, which of them are header rows of Qualtrics out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.readers.files.grid import Grid, Head
from cpsurvey.readers.surveys.names import plain
from cpsurvey.readers.surveys.qualtrics_names import (
    BY_NAME,
    FINISHED,
    LEGACY_NAME,
    LEGACY_ROLES,
    OWN_NAMES,
)

IMPORT_ID = re.compile(r"""\s*\{\s*u?(["'])ImportId\1\s*:\s*u?(["'])(?P<id>.*?)\2\s*[,}]""")
QUESTION_NAME = re.compile(r"Q\d+(\.\d+)?([_#]\S+)?")
SURE = 3  # names of Qualtrics that tell its exports
# Under these, row 2 has words and a response has none, but for who finished.
NUMBERED = ("StartDate", "EndDate", "RecordedDate", "Progress", "Duration (in seconds)")
DONE = {word for words in FINISHED.values() for word in words}


class Layout(NamedTuple):
    """Which rows a header has, from 0: those of texts and of ImportIds, -1 where they are gone."""

    generation: str
    rows: int
    texts: int
    ids: int


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Qualtrics, whole or with parts gone."""
    head = grid.head
    if marked_row(head) >= 0 or is_old(head):
        return "an ImportId, or V1, V2 and so on, in the header rows"
    if len(known_names(head)) >= SURE:
        return "columns as only Qualtrics names them"
    return "Q1, Q2 and so on, over the texts of questions" if _asked_below(head) else ""


def layout_of(head: Head) -> Layout | None:
    """Return how a header is laid out; none where it is not one of Qualtrics, or lost its names."""
    marked = marked_row(head)
    if marked > 0 and (marked == 2 or _are_names(head[0])):
        cell = next(cell for cell in head[marked] if IMPORT_ID.match(cell))
        generation = "modern" if cell.lstrip().startswith('{"') else "insights"
        return Layout(generation, marked + 1, marked - 1 if marked == 2 else -1, marked)
    if marked >= 0:
        return None
    if "ResponseID" in _legacy_texts(head):
        return Layout("legacy", 2, 1, -1)
    known = len(known_names(head)) >= SURE
    worded = _asked_below(head) or (known and len(head) > 1 and _are_texts(head[0], head[1]))
    if not worded and not (known and OWN_NAMES.keys() & set(head[0])):
        return None
    generation = "insights" if "ResponseID" in head[0] else "modern"
    return Layout(generation, 2, 1, -1) if worded else Layout(generation, 1, -1, -1)


def known_names(head: Head) -> list[str]:
    """Return the names in the first row that Qualtrics gives."""
    names = BY_NAME.keys() - {"Progress"}
    return [cell for cell in (head[0] if head else []) if cell in names]


def marked_row(head: Head) -> int:
    """Return which of the first rows holds an ImportId in most of its cells; -1 is none."""
    for place, row in enumerate(head[:3]):
        cells = [cell for cell in row if cell]
        if sum(bool(IMPORT_ID.match(cell)) for cell in cells) > len(cells) / 2:
            return place
    return -1


def is_old(head: Head) -> bool:
    """Tell whether columns are V1, V2 and so on, as they were before 2017."""
    names = head[0] if head else []
    numbered = [name for name in names if LEGACY_NAME.fullmatch(name)]
    return len(numbered) >= len(LEGACY_ROLES) - 1 or "ResponseID" in _legacy_texts(head)


def _are_names(row: Sequence[str]) -> bool:
    """Tell whether most cells are short names, without spaces; Qualtrics' own count as such."""
    cells = [cell for cell in row if cell]
    return sum(" " not in cell or cell in BY_NAME for cell in cells) > 0.8 * len(cells)


def _are_texts(names: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row holds the words for Qualtrics' columns, not a response."""
    below = [cell for name, cell in zip(names, row, strict=False) if name in NUMBERED and cell]
    done = [c for name, c in zip(names, row, strict=False) if name == "Finished"]
    worded = not any(re.search(r"\d", cell) for cell in below)
    return worded and bool(below) and not any(plain(cell) in DONE - {""} for cell in done)


def _asked_below(head: Head) -> bool:
    """Tell whether names such as Q1 and Q2_1 stand over questions: words that never recur."""
    if len(head) < 3:
        return False
    names, texts, *below = head
    places = [place for place, name in enumerate(names) if QUESTION_NAME.fullmatch(name)]
    if len(places) < SURE or len(places) <= len([name for name in names if name]) / 2:
        return False
    if len(texts) < len(names):
        return False
    said = [texts[place] for place in places]
    if not all(said) or sum(" " in text.strip() for text in said) <= 0.8 * len(said):
        return False
    recur = any(row[place] == texts[place] for row in below for place in places if place < len(row))
    return not recur and len(set(said)) > 0.8 * len(said)


def _legacy_texts(head: Head) -> list[str]:
    """Return the texts of the columns V1, V2 … of an old export."""
    if len(head) < 2:
        return []
    return [text for name, text in zip(*head[:2], strict=False) if LEGACY_NAME.fullmatch(name)]
