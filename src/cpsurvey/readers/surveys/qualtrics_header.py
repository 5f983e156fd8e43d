"""The header rows of a Qualtrics export in, its generation and the role of each column out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.responses import IDENTIFYING, UNUSED, unique_names

HEADER_ROWS = {"modern": 3, "insights": 3, "legacy": 2}
IMPORT_ID = re.compile(r"""\s*\{\s*u?(["'])ImportId\1\s*:\s*u?(["'])(?P<id>.*?)\2\s*[,}]""")
TIME_ZONE = re.compile(r'"timeZone"\s*:\s*"([^"]*)"')
LEGACY_NAME = re.compile(r"V\d+")
QUESTION_ID = re.compile(r"(^|_)QID\d+")

ROLES = {
    "startDate": "started",
    "endDate": "ended",
    "recordedDate": "recorded",
    "status": "status",
    "progress": "progress",
    "duration": "duration_seconds",
    "finished": "finished",
    "_recordId": "respondent",
    "responseId": "respondent",
    "responseSetId": UNUSED,
    "Q_RecaptchaScore": UNUSED,
    "distributionChannel": "channel",
    "userLanguage": "language",
    "ipAddress": IDENTIFYING,
    "recipientLastName": IDENTIFYING,
    "recipientFirstName": IDENTIFYING,
    "recipientEmail": IDENTIFYING,
    "externalDataReference": IDENTIFYING,
    "locationLatitude": IDENTIFYING,
    "locationLongitude": IDENTIFYING,
    "locationAccuracy": IDENTIFYING,
}
LEGACY_ROLES = {
    "ResponseID": "respondent",
    "ResponseSet": UNUSED,
    "Name": IDENTIFYING,
    "ExternalDataReference": IDENTIFYING,
    "EmailAddress": IDENTIFYING,
    "IPAddress": IDENTIFYING,
    "Status": "status",
    "StartDate": "started",
    "EndDate": "ended",
    "Finished": "finished",
}
IDENTIFYING_NAMES = {
    "IPAddress",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "EmailAddress",
    "ExternalReference",
    "ExternalDataReference",
    "LocationLatitude",
    "LocationLongitude",
    "LocationAccuracy",
}
KNOWN_NAMES = IDENTIFYING_NAMES | {"StartDate", "EndDate", "Status", "Finished", "ResponseId"}


class Header(NamedTuple):
    """What the first rows of an export say."""

    generation: str
    time_zone: str
    columns: pd.DataFrame


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Qualtrics, whole or with parts gone."""
    head = grid.head[:3]
    marked = any(IMPORT_ID.match(cell) for row in head[1:] for cell in row)
    if _generation(head) or marked:
        return "an ImportId, or V1, V2 and so on, in the header rows"
    return "columns as only Qualtrics names them" if len(_known(head)) > 2 else ""


def read_header(grid: Grid) -> Header:
    """Return what the header rows say, or say how they differ from those of Qualtrics."""
    head = grid.head[:3]
    generation = _generation(head)
    if not generation:
        raise _not_qualtrics(head, grid.name)
    head = head[: HEADER_ROWS[generation]]
    zone = TIME_ZONE.search(" ".join(head[-1])) if generation == "modern" else None
    columns = _columns(head, generation, grid.name)
    return Header(generation, zone[1] if zone else "", columns)


def _known(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the names in the first row that Qualtrics alone gives."""
    return [cell for cell in (head[0] if head else []) if cell in KNOWN_NAMES]


def _generation(head: Sequence[Sequence[str]]) -> str:
    """Return which generation of header rows these are, or nothing."""
    marked = [cell for cell in head[2] if cell] if len(head) == 3 else []
    matches = [cell for cell in marked if IMPORT_ID.match(cell)]
    if len(matches) > len(marked) / 2:
        return "modern" if matches[0].lstrip().startswith('{"') else "insights"
    legacy = len(head) > 1 and "ResponseID" in _legacy_texts(head)
    return "legacy" if legacy else ""


def _legacy_texts(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the texts of the columns V1, V2 … of an old export."""
    return [text for name, text in zip(*head[:2], strict=False) if LEGACY_NAME.fullmatch(name)]


def _columns(head: Sequence[Sequence[str]], generation: str, name: str) -> pd.DataFrame:
    """Return one row a column: column, name, text, import_id, position, kind, role."""
    for number, row in enumerate(head, start=1):
        if len(row) != len(head[0]):
            raise ExportError(
                f"{name}: header row {number} has {len(row)} cells and row 1 has {len(head[0])}:"
                " the header was edited or damaged; download the export again."
            )
    names, texts = head[0], head[1]
    keys = head[2] if len(head) > 2 else [""] * len(names)
    frame = pd.DataFrame({"name": names, "text": texts}, dtype=object)
    frame["import_id"] = [_import_id(key) for key in keys]
    frame["position"] = range(1, len(frame) + 1)
    frame["role"] = [
        _legacy_role(*column) if generation == "legacy" else _role(*column)
        for column in zip(frame["name"], frame["text"], frame["import_id"], strict=True)
    ]
    frame["kind"] = [_kind(column) for column in frame.itertuples()]
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
    """Return the role of a column by its ImportId; nothing for an answer."""
    if QUESTION_ID.search(import_id):
        return ""
    plain = re.sub(r"^(panel|Location)-", "", import_id)
    plain = plain[:1].lower() + plain[1:] if plain != import_id else plain
    return ROLES.get(plain) or (IDENTIFYING if name in IDENTIFYING_NAMES else "")


def _legacy_role(name: str, text: str, _import_id: str) -> str:
    """Return the role of a column of an old export by its name and text."""
    if LEGACY_NAME.fullmatch(name) and text in LEGACY_ROLES:
        return LEGACY_ROLES[text]
    return IDENTIFYING if name == text and name in IDENTIFYING_NAMES else ""


def _kind(column: tuple[object, ...]) -> str:
    """Return metadata, question or embedded; an old export repeats the name of embedded data."""
    _, name, text, import_id, _, role = column
    if role:
        return "metadata"
    asked = QUESTION_ID.search(str(import_id)) if import_id else name != text
    return "question" if asked else "embedded"


def _not_qualtrics(head: Sequence[Sequence[str]], name: str) -> ExportError:
    """Say what the first rows of a Qualtrics export are, and whether these were changed."""
    found = _known(head) or [cell for row in head[1:] for cell in row if IMPORT_ID.match(cell)]
    if len(found) > 2:
        return ExportError(
            f"{name} looks like a Qualtrics export ({listed(found, 3)}) whose header rows were"
            ' changed or cut off: the third row must hold {"ImportId":"…"} in every column; export'
            " it again and leave the first three rows as they are."
        )
    return ExportError(
        f"{name} is not a Qualtrics export: it does not begin with three header rows (names,"
        ' question texts, {"ImportId":"…"}) or, as before 2017, with two (V1, V2 …; ResponseID'
        " …); export the responses from Qualtrics as CSV and leave its first rows as they are."
    )
