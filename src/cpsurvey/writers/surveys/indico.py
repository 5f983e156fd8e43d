"""Answers in, an export of Indico's surveys out: each question under the survey's title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.headed import (
    Column,
    columns_of,
    joined_by,
    raw_of,
    rows_of,
)
from cpsurvey.writers.surveys.kept import complete, mark_of
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.moments import true_moments, written
from cpsurvey.writers.surveys.table_files import to_file

FORM = "%Y-%m-%d %H:%M:%S.000000+00:00"


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; only responses that were sent are exported."""
    one = complete(one, again=False)
    kind, sent, count = settings["file"], one.meta["recorded"], len(one.meta)
    title, mark = one.codebook.title, mark_of(one)
    title = title if title.startswith(mark) else f"{mark} {title}"
    columns = [
        Column("Submitter", [""] * count),
        Column("Submitter Email", [""] * count),
        Column("Submission Date", true_moments(sent) if kind == "xlsx" else written(sent, FORM)),
        *columns_of(one, partial(_head, title), join=joined_by("; ")),
    ]
    content = to_file(rows_of(columns), kind, name=one.name, encoding="utf-8-sig")
    return Made(f".{kind}", content, raw_of(columns))


def _head(title: str, asked: Asked, part: str) -> str:
    """Return a header."""
    wording = f"{title}: {asked.wording}"
    return f"{wording} - {part}" if part else wording
