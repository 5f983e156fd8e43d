"""Answers in, an export of Typeform out: a column an option, named by the option alone."""

from __future__ import annotations

from collections.abc import Mapping

from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.headed import Column, columns_of, raw_of, rows_of
from cpsurvey.writers.surveys.kept import complete, mark_of
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.table_files import to_file

SAID = {"yes": "completed", "no": "partial", "": ""}


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; older exports have complete responses only."""
    now = settings["generation"] == "current"
    one = complete(one, finished=not now)
    meta, blank, mark = one.meta, [""] * len(one.meta), [mark_of(one)] * len(one.meta)
    started, sent = (
        Column(f"{name} Date (UTC)", meta[fact].tolist())
        for name, fact in (("Start", "started"), ("Submit", "recorded"))
    )
    if now:
        after = [
            Column("Response Type", [SAID[said] for said in meta["finished"]]),
            started,
            Column("Stage Date (UTC)", blank),
            sent,
            *(Column(n, c) for n, c in (("Network ID", blank), ("Tags", mark), ("Ending", blank))),
        ]
    else:
        after = [started, sent, Column("Network ID", mark)]
    columns = [Column("#", meta["respondent"].tolist()), *columns_of(one, _head), *after]
    kind = settings["file"]
    content = to_file(rows_of(columns), kind, name=one.name, lines="\n")
    return Made(f".{kind}", content, raw_of(columns))


def _head(asked: Asked, part: str) -> str:
    """Return a header: an option alone, or the question with what it has of HTML."""
    if asked.kind == "multi":
        return part
    first, space, rest = asked.wording.partition(" ")
    wording = f"<strong>{first}</strong>{space}{rest}"
    return f"{wording} - {part}" if part else wording
