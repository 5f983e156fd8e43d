"""Answers in, a table with one header row out, as people make them by hand or in R."""

from __future__ import annotations

from collections.abc import Mapping

from cpsurvey.writers.surveys.answered import Answered, Asked
from cpsurvey.writers.surveys.headed import (
    Column,
    all_numbers,
    columns_of,
    joined_by,
    raw_of,
    rows_of,
    variants,
)
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.made import Made
from cpsurvey.writers.surveys.table_files import to_file

FACTS = {
    "respondent": "Person",
    "started": "Began",
    "recorded": "Sent in",
    "finished": "Reached the end",
    "progress": "Got how far",
    "duration_seconds": "Took seconds",
    "language": "Answered in",
}


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; the codebook tells which columns are facts about a response."""
    one = complete(one, finished=False)
    texts = all_numbers(one) if settings["answers"] == "numbers" else {}
    head = _named if settings["header"] == "names" else _worded
    columns = [
        *(Column(name, one.meta[fact].tolist()) for fact, name in FACTS.items()),
        *columns_of(
            one,
            head,
            join=joined_by("; ") if settings["selected"] == "joined" else None,
            texts=texts,
        ),
    ]
    kind = settings["file"]
    content = to_file(
        rows_of(columns),
        kind,
        name=one.name,
        delimiter=settings["delimiter"],
        encoding=settings["encoding"],
    )
    return Made(f".{kind}", content, raw_of(columns), meta=FACTS, texts=variants(texts))


def _worded(asked: Asked, part: str) -> str:
    """Return a header in words."""
    return f"{asked.wording} [{part}]" if part else asked.wording


def _named(asked: Asked, part: str) -> str:
    """Return a header that is a name, as programs want them."""
    name = asked.question.name
    if not part:
        return name
    code = next(code for code, label in asked.parts if label == part)
    return f"{name}_{code}"
