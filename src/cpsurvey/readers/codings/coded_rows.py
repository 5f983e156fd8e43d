"""Codings told by names only, as in spreadsheets, in; an export with made identifiers out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.exports import (
    ATTRIBUTE_COLUMNS,
    CODE_COLUMNS,
    CODING_COLUMNS,
    MEMO_COLUMNS,
    PATH_SEPARATOR,
    SET_COLUMNS,
    SOURCE_COLUMNS,
    CodingExport,
)
from cpsurvey.moments import UNCLEAR, in_iso, order_of
from cpsurvey.readers.codings.losses import SELECTION_WITHOUT_CODE, Loss, to_table
from cpsurvey.readers.codings.position_units import OWN_WORDS
from cpsurvey.readers.codings.positions import CODE_POINTS

CodePath = tuple[str, ...]


class Code(NamedTuple):
    """A code by its path, its name last, and what the sheet says of it."""

    path: CodePath
    description: str = ""


class Source(NamedTuple):
    """A document by what tells it from others, and the name it goes by."""

    key: Hashable
    name: str
    kind: str = "text"
    attributes: tuple[tuple[str, str], ...] = ()


class Mark(NamedTuple):
    """A code put on a passage; the path is empty where the passage bears none.

    The passages of one `segment` are the same; without one, nothing is known of the passage.
    """

    source: Hashable
    path: CodePath
    coder: str = ""
    segment: Hashable = None
    words: str = ""
    memo: str = ""
    coded: str = ""
    start: int | None = None
    end: int | None = None


def to_export(
    name: str,
    tool: str,
    sources: Iterable[Source],
    codes: Iterable[Code],
    marks: Sequence[Mark],
    losses: Iterable[Loss],
    *,
    sets: Iterable[tuple[str, str, Hashable]] = (),
    evidence: Mapping[Any, tuple[int, int]] | None = None,
) -> CodingExport:
    """Return an export of codings told by names.

    `sets` are name, member (``source`` or ``code``) and the source's key or the code's path.
    `evidence` gives for a source how many passages have positions and how many of them fit.
    """
    told: dict[Hashable, Source] = {}
    for source in sources:
        told.setdefault(source.key, source)
    documents = list(told.values())
    source_ids = {source.key: f"source-{n}" for n, source in enumerate(documents, start=1)}
    table = code_table([*codes, *(Code(mark.path) for mark in marks if mark.path)])
    code_ids = {
        tuple(path): code for path, code in zip(table["names"], table["code_id"], strict=True)
    }
    coders = _numbered("coder", (mark.coder for mark in marks if mark.coder))
    segments = _numbered("s", (m.segment for m in marks if m.segment is not None), "")
    moments = to_moments([mark.coded for mark in marks])
    codings = [
        (
            source_ids[mark.source],
            code_ids[mark.path],
            coders.get(mark.coder, ""),
            mark.start,
            mark.end,
            segments.get(mark.segment, ""),
            moment,
        )
        for mark, moment in zip(marks, moments, strict=True)
        if mark.path
    ]
    memos, memo_texts = _memos(marks, segments, coders)
    ids: dict[str, Mapping[Any, str]] = {"source": source_ids, "code": code_ids}
    return CodingExport(
        name=name,
        tool=tool,
        codes=table[list(CODE_COLUMNS)],
        sources=_source_table(documents, source_ids, evidence or {}),
        codings=_frame(codings, CODING_COLUMNS).astype({"start": "Int64", "end": "Int64"}),
        coders=_frame([(coder, own) for own, coder in coders.items()], ("coder", "name")),
        attributes=_frame(
            [
                (source_ids[source.key], variable, value)
                for source in documents
                for variable, value in source.attributes
                if value
            ],
            ATTRIBUTE_COLUMNS,
        ),
        losses=to_table([*losses, *_uncoded(marks)]),
        texts={},
        sets=_frame([(own, kind, ids[kind][key]) for own, kind, key in sets], SET_COLUMNS),
        memos=memos,
        passages={
            segments[mark.segment]: mark.words
            for mark in marks
            if mark.segment is not None and mark.words
        },
        memo_texts=memo_texts,
    )


def code_table(codes: Iterable[Code]) -> pd.DataFrame:
    """Return one row a code, parents before their children; ``names`` is the path in parts."""
    described: dict[CodePath, str] = {}
    for code in codes:
        for depth in range(1, len(code.path) + 1):
            described.setdefault(code.path[:depth], "")
        described[code.path] = described[code.path] or code.description
    ids = {path: f"code-{number}" for number, path in enumerate(described, start=1)}
    rows = [
        (code, path[-1], ids.get(path[:-1], ""), PATH_SEPARATOR.join(path), True, text, "", path)
        for (path, text), code in zip(described.items(), ids.values(), strict=True)
    ]
    return _frame(rows, [*CODE_COLUMNS, "names"]).astype({"codable": bool})


def to_moments(texts: Sequence[str]) -> list[str]:
    """Return moments in ISO order where that is beyond doubt, else as they are written."""
    order = order_of(texts) or UNCLEAR
    return [in_iso(text, order) or text for text in texts]


def _source_table(
    documents: Sequence[Source],
    ids: Mapping[Hashable, str],
    evidence: Mapping[Any, tuple[int, int]],
) -> pd.DataFrame:
    """Return one row a source; the texts are not in a spreadsheet."""
    rows = []
    for source in documents:
        selections, agreeing = evidence.get(source.key, (0, 0))
        unit, found = (CODE_POINTS, OWN_WORDS) if selections else ("", "")
        rows.append(
            (ids[source.key], source.name, source.kind, None, unit, found, selections, agreeing)
        )
    numbers = dict.fromkeys(("characters", "selections", "agreeing"), "Int64")
    return _frame(rows, SOURCE_COLUMNS).astype(numbers)


def _memos(
    marks: Iterable[Mark], segments: Mapping[Hashable, str], coders: Mapping[Hashable, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the comments on passages and their words, each once."""
    told = {
        (segments[mark.segment], coders.get(mark.coder, ""), mark.memo): f"memo-{number}"
        for number, mark in enumerate(_commented(marks), start=1)
    }
    rows = [
        (memo, "segment", segment, coder, len(text))
        for (segment, coder, text), memo in told.items()
    ]
    frame = _frame(rows, MEMO_COLUMNS).astype({"characters": "Int64"})
    return frame, {memo: text for (_, _, text), memo in told.items()}


def _commented(marks: Iterable[Mark]) -> list[Mark]:
    """Return one mark for each comment on a passage."""
    found = {
        (mark.segment, mark.coder, mark.memo): mark
        for mark in marks
        if mark.memo and mark.segment is not None
    }
    return list(found.values())


def _uncoded(marks: Iterable[Mark]) -> list[Loss]:
    """Count the passages that bear no code."""
    coded = Counter(mark.segment for mark in marks if mark.path)
    bare = {mark.segment for mark in marks if not mark.path and not coded[mark.segment]}
    return [Loss(SELECTION_WITHOUT_CODE, len(bare))]


def _numbered(stem: str, things: Iterable[Hashable], sign: str = "-") -> dict[Hashable, str]:
    """Return a made name for each thing, numbered as they appear."""
    return {
        thing: f"{stem}{sign}{number}"
        for number, thing in enumerate(dict.fromkeys(things), start=1)
    }


def _frame(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame of these columns."""
    return pd.DataFrame(list(rows), columns=list(columns))
