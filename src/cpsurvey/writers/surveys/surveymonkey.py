"""Answers in, an export of SurveyMonkey out: questions in one header row, options in the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.headed import (
    Column,
    all_numbers,
    columns_of,
    raw_of,
    variants,
)
from cpsurvey.writers.surveys.kept import complete, mark_of
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.moments import written
from cpsurvey.writers.surveys.table_files import to_file

FORM = "%m/%d/%Y %I:%M:%S %p"
PERSONAL = ("IP Address", "Email Address", "First Name", "Last Name")
RESPONSE, OPEN = "Response", "Open-Ended Response"


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; SurveyMonkey exports complete responses and partial ones alike."""
    one = complete(one, finished=False)
    texts = all_numbers(one) if settings["answers"] == "numbers" else {}
    blank = [""] * len(one.meta)
    people = one.meta["respondent"].tolist()
    if settings["header"] == "all":
        before = [
            Column("Respondent ID", people),
            Column("Collector ID", blank),
            Column("Start Date", written(one.meta["started"], FORM)),
            Column("End Date", written(one.meta["recorded"], FORM)),
            *(Column(name, blank) for name in PERSONAL),
            Column("Custom Data 1", [mark_of(one)] * len(one.meta)),
        ]
    else:
        before = [Column("RespondentID", people)]
    asked = columns_of(one, _name, texts=texts)
    heads = [(column.head, "") for column in before] + _two_rows(one)
    columns = [*before, *asked]
    rows: list[Any] = [*zip(*heads, strict=True)]
    rows += [*zip(*(column.cells for column in columns), strict=True)]
    kind = settings["file"]
    content = to_file(rows, kind, name=one.name, sheet="Sheet")
    return Made(f".{kind}", content, raw_of(columns), texts=variants(texts))


def _name(asked: Asked, part: str) -> str:
    """Return what a column is called when read."""
    return f"{asked.wording} - {part}" if part else asked.wording


def _two_rows(one: Answered) -> list[tuple[str, str]]:
    """Return the two header cells of each column: a question stands once, above its first part."""
    heads = []
    for asked in one.asked:
        if asked.parts:
            heads += [
                (asked.wording if place == 0 else "", label)
                for place, (_, label) in enumerate(asked.parts)
            ]
        else:
            heads.append((asked.wording, OPEN if asked.kind == "typed" else RESPONSE))
    return heads
