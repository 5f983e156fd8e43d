"""The header rows of a Qualtrics export in, its generation and the role of each column out."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import unique_names
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid, Head
from cpsurvey.readers.surveys.names import plain
from cpsurvey.readers.surveys.qualtrics_names import (
    BY_IMPORT_ID,
    BY_NAME,
    IDENTIFYING_NAMES,
    LANGUAGES,
    LEGACY_NAME,
    LEGACY_ROLES,
)
from cpsurvey.readers.surveys.qualtrics_rows import (
    IMPORT_ID,
    SURE,
    Layout,
    is_old,
    known_names,
    layout_of,
    marked_row,
)
from cpsurvey.readers.surveys.responses import IDENTIFYING

TIME_ZONE = re.compile(r'"timeZone"\s*:\s*"([^"]*)"')
QUESTION_ID = re.compile(r"(^|_)QID\d+")


class Header(NamedTuple):
    """What the first rows of an export say; ``gone`` are header rows that were removed."""

    generation: str
    rows: int
    gone: tuple[int, ...]
    time_zone: str
    language: str
    columns: pd.DataFrame


def read_header(grid: Grid) -> Header:
    """Return what the header rows say, or say how they differ from those of Qualtrics."""
    layout = layout_of(grid.head)
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
    if (marked := marked_row(head)) >= 0:
        return ExportError(
            f'{name} looks like a Qualtrics export ({{"ImportId":"…"}} in row {marked + 1})'
            f" whose first row, which names the columns (StartDate, Q1 …), was removed: {again}."
        )
    if is_old(head):
        return ExportError(
            f"{name} looks like an older Qualtrics export (V1, V2 …) whose second row, which holds"
            " ResponseID, Status and the texts of the questions, was removed: export it again and"
            " leave its first two rows as they are."
        )
    if len(found := known_names(head)) >= SURE:
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
