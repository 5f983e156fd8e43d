"""Answers in, an export of Google Forms out: its own CSV, or that of the sheet linked to it."""

from __future__ import annotations

from collections.abc import Mapping

from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.headed import (
    Column,
    columns_of,
    joined_by,
    raw_of,
    rows_of,
    variants,
)
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.moments import true_moments, written
from cpsurvey.writers.surveys.numbers import numbers_of
from cpsurvey.writers.surveys.table_files import to_file

FORMS = {
    "zone": "%Y/%m/%d %I:%M:%S %p EST",
    "month first": "%-m/%-d/%Y %-H:%M:%S",
    "iso": "%Y-%m-%d %H:%M:%S",
}
KINDS = {"csv": "csv", "sheet_csv": "csv", "sheet_xlsx": "xlsx"}


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; only responses that were sent are exported."""
    one = complete(one, again=False)
    kind = KINDS[settings["file"]]
    sent = one.meta["recorded"]
    stamps = true_moments(sent) if kind == "xlsx" else written(sent, FORMS[settings["dates"]])
    texts = {
        asked.scale.name: numbers_of(asked.scale)
        for asked in one.asked
        if settings["scales"] == "linear" and asked.question.type == "scale" and asked.scale.ordered
    }
    joiner = joined_by(";" if settings["file"] == "csv" else ", ")
    columns = [Column("Timestamp", stamps), *columns_of(one, _head, join=joiner, texts=texts)]
    content = to_file(rows_of(columns), kind, name=one.name, sheet="Form responses 1")
    return Made(f".{kind}", content, raw_of(columns), texts=variants(texts))


def _head(asked: Asked, part: str) -> str:
    """Return a header; a row of a grid is in brackets."""
    return f"{asked.wording} [{part}]" if part else asked.wording
