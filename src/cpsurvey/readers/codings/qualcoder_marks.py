"""Rows of QualCoder's coded text in; passages with their codes, and memos on them, out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from cpsurvey.moments import as_told
from cpsurvey.readers.codings.database_tables import Rows
from cpsurvey.readers.codings.selections import Given, Selection, positions_of

QT_LINE_END = "\u2029"
Mark = tuple[Selection, Rows]  # a passage, and the rows of its codes


def source_id(file: int) -> str:
    """Return a file's identifier."""
    return f"file-{file}"


def read_marks(coded: Rows, known: Collection[str]) -> tuple[list[Mark], int]:
    """Return each passage that a coder marked with the rows of its codes; and rows of no source."""
    together: dict[tuple[object, ...], Rows] = {}
    homeless = 0
    for number, row in enumerate(coded):
        if source_id(row["fid"]) not in known:
            homeless += 1
            continue
        place = (row["fid"], row["pos0"], row["pos1"], row["owner"])
        same = together.setdefault(place, [])
        if any(row["cid"] == other["cid"] for other in same):
            same = together.setdefault((*place, number), [])
        same.append(row)
    marks = []
    for number, rows in enumerate(together.values(), start=1):
        first = rows[0]
        start, end, fault = positions_of(first["pos0"], first["pos1"])
        given = [Given(f"code-{row['cid']}", row["owner"], as_told(row["date"])) for row in rows]
        selection = Selection(
            f"s{number}", source_id(first["fid"]), start, end, fault,
            first["seltext"].replace(QT_LINE_END, "\n"), False, tuple(given),
        )  # fmt: skip
        marks.append((selection, rows))
    return marks, homeless


def coding_memos(
    marks: Sequence[Mark], places: Collection[str], codes: pd.DataFrame
) -> list[tuple[str, str, str, str]]:
    """Return what was written on codings: about what, which, by whom, the words."""
    known = set(codes["code_id"])
    memos = []
    for selection, rows in marks:
        for row in rows:
            code = f"code-{row['cid']}"
            held = selection.segment in places and code in known
            about = (
                ("coding", f"{selection.segment} {code}")
                if held
                else ("source", selection.source_id)
            )
            memos.append((*about, row["owner"], row["memo"]))
    return memos
