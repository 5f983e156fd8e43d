"""Codings, cases and themes in; the passages of each cell, with their words if given, out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from cpsurvey.analysis.framework_cases import Cases, Themes
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import InterviewTables
from cpsurvey.vocabulary import PASSAGE_COLUMNS

Place = tuple[str, int, int]  # interview, start, end; -1 where the export does not tell


def passages_in(
    found: InterviewTables, cases: Cases, themes: Themes, passages: pd.DataFrame | None
) -> pd.DataFrame:
    """Return for each cell that has any: passages, links and, if they are given, words."""
    words = None if passages is None else _words(passages, found.codings)
    rank = {name: number for number, name in enumerate(cases.of)}
    cells: dict[tuple[str, str], list[Any]] = {}
    wanted = [(code, into) for into, inside in themes.inside.items() for code in inside]
    into = pd.DataFrame(wanted, columns=["code", "into"]).groupby("code")["into"].agg(list)
    for number, mark in enumerate(_marks(found.codings)):
        if mark["interview"] not in cases.of:
            told = unknown("interview", mark["interview"], list(cases.of))
            raise QuestionError(f"codings, row {found.codings.index[number]}: {told}")
        where = (rank[mark["interview"]], mark["start"], mark["end"])
        segment = mark["segment"]
        apart = "" if mark["start"] >= 0 else segment or f"row {number}"
        key = (*where, len(apart), apart, len(segment), segment, mark["interview"])
        for code in into.get(mark["code"], []):
            cells.setdefault((cases.of[mark["interview"]], code), []).append(key)
    records = [
        {cases.key: case, "code": code, **_cell(sorted(set(keys)), words)}
        for (case, code), keys in cells.items()
    ]
    columns = [cases.key, "code", "passages", "links", *(["words"] if words is not None else [])]
    frame = pd.DataFrame(records, columns=columns)
    return frame.astype({cases.key: "string", "code": "string", "passages": "Int64"})


def link(segments: list[str], place: Place) -> str:
    """Return a passage's segments and where it stands: ``s3+s9 F01:262-334``."""
    interview, start, end = place
    named = "+".join(segments)
    return " ".join(filter(None, [named, f"{interview}:{start}-{end}" if start >= 0 else ""]))


def _marks(codings: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the codings as records of plain values."""
    texts = codings[["interview", "code", "segment"]].astype(object)
    plain = texts.where(texts.notna(), "").astype(str)
    for column in ("start", "end"):
        plain[column] = codings[column].astype("Int64").fillna(-1).astype("int64")
    return plain.to_dict("records")  # type: ignore[return-value]


def _cell(keys: list[Any], words: Mapping[Any, str] | None) -> dict[str, object]:
    """Return how many passages a cell has, their links and their words."""
    links, said = [], []
    stretches = [list(group) for _, group in groupby(keys, key=lambda key: key[:5])]
    for stretch in stretches:
        place: Place = (stretch[0][7], stretch[0][1], stretch[0][2])
        segments = [key[6] for key in stretch if key[6]]
        if not (named := link(segments, place)):
            continue
        links.append(named)
        if words is not None:
            found = (words[key] for key in [*segments, place] if key in words)
            said.append(next(found, ""))
    more = {} if words is None else {"words": said}
    return {"passages": len(stretches), "links": links, **more}


def _words(passages: pd.DataFrame, codings: pd.DataFrame) -> dict[Any, str]:
    """Return the words by segment and by place, or raise where they are not of these tables."""
    lacking = [name for name in PASSAGE_COLUMNS if name not in passages]
    if lacking:
        raise QuestionError(
            f"passages lack the column {listed(lacking)}: give what cpsurvey.passages returns, a"
            f" frame with {listed(PASSAGE_COLUMNS)}."
        )
    own = {
        mark["segment"]: (mark["interview"], mark["start"], mark["end"])
        for mark in _marks(codings)
        if mark["segment"]
    }
    words: dict[Any, str] = {}
    marks = _marks(passages.assign(code=""))
    for row, mark, said in zip(passages.index, marks, passages["words"], strict=True):
        segment, place = mark["segment"], (mark["interview"], mark["start"], mark["end"])
        if own.get(segment, place) != place:
            raise QuestionError(
                f"passages, row {row}: segment {segment} is at {link([], place) or place[0]}, and"
                f" the codings have it at {link([], own[segment]) or own[segment][0]}. Passages"
                " and tables have to come from one export."
            )
        text = "" if pd.isna(said) else str(said)
        if segment:
            words[segment] = text
        if mark["start"] >= 0:
            words.setdefault(place, text)
    return words
