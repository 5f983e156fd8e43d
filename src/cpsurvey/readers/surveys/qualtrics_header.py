"""The header rows of a Qualtrics export in, its generation and the role of each column out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid, Head
from cpsurvey.readers.surveys.names import plain
from cpsurvey.readers.surveys.qualtrics_names import (
    BY_IMPORT_ID,
    BY_NAME,
    FINISHED,
    IDENTIFYING_NAMES,
    LANGUAGES,
    LEGACY_NAME,
    LEGACY_ROLES,
    OWN_NAMES,
)
from cpsurvey.readers.surveys.responses import IDENTIFYING, unique_names

IMPORT_ID = re.compile(r"""\s*\{\s*u?(["'])ImportId\1\s*:\s*u?(["'])(?P<id>.*?)\2\s*[,}]""")
TIME_ZONE = re.compile(r'"timeZone"\s*:\s*"([^"]*)"')
QUESTION_ID = re.compile(r"(^|_)QID\d+")
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


class Header(NamedTuple):
    """What the first rows of an export say; ``gone`` are header rows that were removed."""

    generation: str
    rows: int
    gone: tuple[int, ...]
    time_zone: str
    language: str
    columns: pd.DataFrame


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Qualtrics, whole or with parts gone."""
    head = grid.head
    if _marked(head) >= 0 or _old(head):
        return "an ImportId, or V1, V2 and so on, in the header rows"
    if len(_known(head)) >= SURE:
        return "columns as only Qualtrics names them"
    return "Q1, Q2 and so on, over the texts of questions" if _asked_below(head) else ""


def read_header(grid: Grid) -> Header:
    """Return what the header rows say, or say how they differ from those of Qualtrics."""
    layout = _layout(grid.head)
    if not layout:
        raise _not_qualtrics(grid.head, grid.name)
    head = grid.head[: layout.rows]
    zone = TIME_ZONE.search(" ".join(head[layout.ids])) if layout.generation == "modern" else None
    gone = [number for number, at in ((2, layout.texts), (3, layout.ids)) if at < 0]
    columns = _columns(head, layout, grid.name)
    return Header(
        generation=layout.generation,
        rows=layout.rows,
        gone=tuple(gone) if layout.generation != "legacy" else (),
        time_zone=zone[1] if zone else "",
        language=_language(columns),
        columns=columns,
    )


def _known(head: Head) -> list[str]:
    """Return the names in the first row that Qualtrics gives."""
    names = BY_NAME.keys() - {"Progress"}
    return [cell for cell in (head[0] if head else []) if cell in names]


def _marked(head: Head) -> int:
    """Return which of the first rows holds an ImportId in most of its cells; -1 is none."""
    for place, row in enumerate(head[:3]):
        cells = [cell for cell in row if cell]
        if sum(bool(IMPORT_ID.match(cell)) for cell in cells) > len(cells) / 2:
            return place
    return -1


def _layout(head: Head) -> Layout | None:
    """Return how a header is laid out; none where it is not one of Qualtrics, or lost its names."""
    marked = _marked(head)
    if marked > 0 and (marked == 2 or _are_names(head[0])):
        cell = next(cell for cell in head[marked] if cell)
        generation = "modern" if cell.lstrip().startswith('{"') else "insights"
        return Layout(generation, marked + 1, marked - 1 if marked == 2 else -1, marked)
    if marked >= 0:
        return None
    if "ResponseID" in _legacy_texts(head):
        return Layout("legacy", 2, 1, -1)
    known = len(_known(head)) >= SURE
    worded = _asked_below(head) or (known and len(head) > 1 and _are_texts(head[0], head[1]))
    if not worded and not (known and OWN_NAMES.keys() & set(head[0])):
        return None
    generation = "insights" if "ResponseID" in head[0] else "modern"
    return Layout(generation, 2, 1, -1) if worded else Layout(generation, 1, -1, -1)


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
    said = [texts[place] for place in places if place < len(texts)]
    recur = any(row[place] == texts[place] for row in below for place in places if place < len(row))
    enough = len(places) >= SURE and len(places) > len([name for name in names if name]) / 2
    worded = sum(" " in text.strip() for text in said)
    return (
        enough
        and len(said) == len(places)
        and all(said)
        and worded > 0.8 * len(said) > 0
        and (not recur and len(set(said)) > 0.8 * len(said))
    )


def _old(head: Head) -> bool:
    """Tell whether columns are V1, V2 and so on, as they were before 2017."""
    names = head[0] if head else []
    numbered = [name for name in names if LEGACY_NAME.fullmatch(name)]
    return len(numbered) >= len(LEGACY_ROLES) - 1 or "ResponseID" in _legacy_texts(head)


def _legacy_texts(head: Head) -> list[str]:
    """Return the texts of the columns V1, V2 … of an old export."""
    if len(head) < 2:
        return []
    return [text for name, text in zip(*head[:2], strict=False) if LEGACY_NAME.fullmatch(name)]


def _columns(head: Head, layout: Layout, name: str) -> pd.DataFrame:
    """Return one row a column: column, name, text, import_id, position, kind, role."""
    for number, row in enumerate(head, start=1):
        if len(row) != len(head[0]):
            raise ExportError(
                f"{name}: header row {number} has {len(row)} cells and row 1 has {len(head[0])}:"
                " the header was edited or damaged; download the export again."
            )
    names = head[0]
    frame = pd.DataFrame({"name": names}, dtype=object)
    frame["text"] = head[layout.texts] if layout.texts > 0 else names
    ids = head[layout.ids] if layout.ids > 0 else [""] * len(names)
    frame["import_id"] = [_import_id(key) for key in ids]
    frame["position"] = range(1, len(frame) + 1)
    role = _legacy_role if layout.generation == "legacy" else _role
    frame["role"] = [
        role(*column)
        for column in zip(frame["name"], frame["text"], frame["import_id"], strict=True)
    ]
    told = layout.texts > 0 or layout.ids > 0
    frame["kind"] = [_kind(column, told) for column in frame.itertuples()]
    frame.insert(0, "column", unique_names(names))
    return frame


def _import_id(cell: str) -> str:
    """Return the ImportId in a cell of the third row, JSON or as Python prints a dictionary."""
    match = IMPORT_ID.match(cell)
    try:
        key = json.loads(cell)["ImportId"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return match["id"] if match else ""
    return str(key)


def _role(name: str, _text: str, import_id: str) -> str:
    """Return the role of a column by its ImportId, or by its name; nothing for an answer."""
    if QUESTION_ID.search(import_id):
        return ""
    if not import_id:
        return BY_NAME.get(name, "")
    short = re.sub(r"^(panel|Location)-", "", import_id)
    short = short[:1].lower() + short[1:] if short != import_id else short
    return BY_IMPORT_ID.get(short) or (IDENTIFYING if name in IDENTIFYING_NAMES else "")


def _legacy_role(name: str, text: str, _import_id: str) -> str:
    """Return the role of a column of an old export by its name and text."""
    if LEGACY_NAME.fullmatch(name) and text in LEGACY_ROLES:
        return LEGACY_ROLES[text]
    return IDENTIFYING if name == text and name in IDENTIFYING_NAMES else ""


def _kind(column: tuple[object, ...], told: bool) -> str:
    """Return metadata, question or embedded; without an ImportId, embedded repeats its name."""
    _, name, text, import_id, _, role = column
    if role:
        return "metadata"
    asked = QUESTION_ID.search(str(import_id)) if import_id else name != text or not told
    return "question" if asked else "embedded"


def _language(columns: pd.DataFrame) -> str:
    """Return the language of row 2, where what it calls the end of a response tells it."""
    texts = columns.loc[(columns["role"] == "ended") & (columns["name"] != columns["text"]), "text"]
    return next((found for text in texts if (found := LANGUAGES.get(plain(text)))), "")


def _not_qualtrics(head: Head, name: str) -> ExportError:
    """Say what the first rows of a Qualtrics export are, and whether these were changed."""
    again = (
        f"export it again, {how_to('qualtrics', 'export')}, and leave its first rows as they are"
    )
    if _marked(head) >= 0:
        return ExportError(
            f'{name} looks like a Qualtrics export ({{"ImportId":"…"}} in row {_marked(head) + 1})'
            f" whose first row, which names the columns (StartDate, Q1 …), was removed: {again}."
        )
    if _old(head):
        return ExportError(
            f"{name} looks like an older Qualtrics export (V1, V2 …) whose second row, which holds"
            " ResponseID, Status and the texts of the questions, was removed: export it again and"
            " leave its first two rows as they are."
        )
    if len(found := _known(head)) >= SURE:
        return ExportError(
            f"{name} looks like a Qualtrics export ({listed(found, 3)}) whose header rows were"
            ' changed or cut off: the third row must hold {"ImportId":"…"} in every column;'
            f" {again}."
        )
    return ExportError(
        f"{name} is not a Qualtrics export: it does not begin with three header rows (names,"
        ' question texts, {"ImportId":"…"}) or, as before 2017, with two (V1, V2 …; ResponseID'
        f" …); {again}."
    )
