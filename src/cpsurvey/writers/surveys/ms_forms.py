"""Answers in, an export of Microsoft Forms out: a workbook, or what a spreadsheet made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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

NO_BREAK_SPACE = "\u00a0"
FORM = "%-m/%-d/%y %-H:%M:%S"


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; only responses that were sent are exported, and none has a name of its own."""
    one = complete(one, again=False)
    kind, count = settings["file"], len(one.meta)
    now = settings["generation"] == "2022"
    dated = true_moments if kind == "xlsx" else lambda moments: written(moments, FORM)
    before = [
        Column("ID", [str(place) for place in range(1, count + 1)]),
        Column("Start time", dated(one.meta["started"])),
        Column("Completion time", dated(one.meta["recorded"])),
        Column("Email", ["anonymous"] * count),
        Column("Name", [mark_of(one)] * count),
        *([Column("Last modified time", [""] * count)] if now else []),
    ]
    asked = columns_of(one, _head, join=joined_by(";", trailing=True))
    columns = [*before, *_numbered(asked)]
    content = to_file(
        rows_of(columns),
        kind,
        name=one.name,
        encoding=settings["encoding"],
        sheet="Sheet1" if now else "Form1",
    )
    return Made(f".{kind}", content, raw_of(columns))


def _head(asked: Asked, part: str) -> str:
    """Return a header: a statement alone where a question has several."""
    return part or asked.wording


def _numbered(columns: list[Column]) -> list[Column]:
    """Return columns as Forms heads them: a title that stands again is followed by 2.

    Titles that people typed or pasted in have no-break spaces and line ends.
    """
    seen: Counter[str] = Counter()
    made = []
    for place, column in enumerate(columns):
        title = " ".join(column.head.split())
        seen[title] += 1
        head = title if seen[title] == 1 else f"{title}{seen[title]}"
        first, space, last = head.rpartition(" ")
        odd = f"{first}{NO_BREAK_SPACE if space else ''}{last}" if place % 2 else f"{head}\n"
        made.append(column._replace(head=odd))
    return made
