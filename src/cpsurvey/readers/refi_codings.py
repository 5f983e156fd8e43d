"""Selections of a REFI-QDA project in; codings by code points, coders, and what was lost out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from cpsurvey.readers.elements import guid
from cpsurvey.readers.positions import Text, boundaries, to_code_points
from cpsurvey.readers.refi_losses import Loss

COLUMNS = ["source_id", "code_id", "coder", "start", "end"]
LARGEST = 2**53


class Source(NamedTuple):
    """A source, the element that holds its words, if any, and the words, if they are there."""

    source_id: str
    name: str
    kind: str
    element: Element
    words: Element | None
    text: Text | None


class Mark(NamedTuple):
    """A selection, or a whole source, and one code given to it; `words` is the program's copy."""

    source_id: str
    code_id: str
    user: str
    start: int
    end: int
    words: str
    whole: bool


def read_marks(sources: Sequence[Source]) -> list[Mark]:
    """Return every selection of text with every code it has; without a code, it is in once."""
    return [mark for source in sources for mark in _marks(source)]


def read_codings(
    marks: Sequence[Mark],
    texts: Mapping[str, Text],
    unit: str,
    codes: set[str],
    users: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame, list[Loss]]:
    """Return the codings, the coders, and what of the marks is in neither."""
    coded = [mark for mark in marks if mark.code_id]
    known = [mark for mark in coded if mark.code_id in codes]
    usable = [mark for mark in known if mark.whole or 0 <= mark.start <= mark.end]
    frame = pd.DataFrame(usable, columns=Mark._fields)
    frame = frame.astype({"start": "int64", "end": "int64", "whole": bool})
    past, inside = _convert(frame, texts, unit)
    coders = _coders(usable, users)
    coder = dict(zip(coders["user"], coders["coder"], strict=True))
    frame["coder"] = [coder.get(user, "") for user in frame["user"]]
    lost = [
        Loss("selection without a code", len(marks) - len(coded)),
        Loss("coding of a code that is not in the codebook", len(coded) - len(known)),
        Loss("coding without usable positions", len(known) - len(usable)),
        Loss("coding past the end of its text", past, "cut at the end"),
        Loss("coding that starts or ends inside a character", inside, "moved before it"),
        Loss("coding without a coder", int((frame["coder"] == "").sum())),
        Loss("coder who is not among the users", int((~coders["user"].isin(list(users))).sum())),
        Loss("user without codings", len(set(users) - set(coders["user"]))),
    ]
    return frame[COLUMNS], coders[["coder", "name"]], lost


def _coders(marks: Iterable[Mark], users: Mapping[str, str]) -> pd.DataFrame:
    """Return those who coded, numbered as they appear, with the names they stand for."""
    people = dict.fromkeys(mark.user for mark in marks if mark.user)
    rows = [
        (user, f"coder-{number}", users.get(user, ""))
        for number, user in enumerate(people, start=1)
    ]
    return pd.DataFrame(rows, columns=["user", "coder", "name"])


def _marks(source: Source) -> Iterator[Mark]:
    """Give the marks of one source."""
    holders = [] if source.words is None else [source.words]
    for selection in (found for words in holders for found in words.iterfind("PlainTextSelection")):
        start = _position(selection.get("startPosition", ""))
        end = _position(selection.get("endPosition", ""))
        words = selection.get("name", "")
        for code_id, user in _codes(selection) or [("", "")]:
            yield Mark(source.source_id, code_id, user, start, end, words, False)
    length = 0 if source.text is None else len(source.text.text)
    for holder in {id(holder): holder for holder in (source.element, *holders)}.values():
        for code_id, user in _codes(holder):
            yield Mark(source.source_id, code_id, user, 0, length, "", True)


def _codes(element: Element) -> list[tuple[str, str]]:
    """Return the codes given to a selection or source, and who gave each."""
    return [
        (
            guid(coding.find("CodeRef"), "targetGUID") or "?",
            guid(coding, "creatingUser") or guid(element, "creatingUser"),
        )
        for coding in element.iterfind("Coding")
    ]


def _position(text: str) -> int:
    """Return a position, or -1 where it cannot be one."""
    try:
        position = int(text)
    except ValueError:
        return -1
    return position if 0 <= position <= LARGEST else -1


def _convert(frame: pd.DataFrame, texts: Mapping[str, Text], unit: str) -> tuple[int, int]:
    """Turn positions into code points; count those past the end and those within a character."""
    past = inside = 0
    selected = frame[~frame["whole"]]
    for source_id, rows in selected.groupby("source_id").groups.items():
        if (text := texts.get(str(source_id))) is None:
            continue
        bounds = boundaries(text, unit)
        places = frame.loc[rows, ["start", "end"]].to_numpy()
        beyond = places > bounds[-1]
        past += int(beyond.any(axis=1).sum())
        inside += int((~beyond & ~np.isin(places, bounds)).any(axis=1).sum())
        frame.loc[rows, ["start", "end"]] = to_code_points(places, bounds)
    return past, inside
