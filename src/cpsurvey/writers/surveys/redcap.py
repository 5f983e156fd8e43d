"""Answers in, an export of REDCap out, raw or in labels, with the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.writers.surveys.answered import Answered, Asked, scales_of
from cpsurvey.writers.surveys.kept import complete, mark_of
from cpsurvey.writers.surveys.made import Made, called
from cpsurvey.writers.surveys.numbers import cells_of
from cpsurvey.writers.surveys.redcap_dictionary import (
    FORM,
    RECORD,
    choices_of,
    dictionary,
    fields_of,
)
from cpsurvey.writers.surveys.table_files import to_file

BEFORE = {
    RECORD: "Record ID",
    "redcap_survey_identifier": "Survey Identifier",
    f"{FORM}_timestamp": "Survey Timestamp",
}
AFTER = {f"{FORM}_complete": "Complete?"}
STATES = {"yes": ("2", "Complete"), "": ("", "")}
UNFINISHED = ("0", "Incomplete")
NOT_SENT = "[not completed]"
TICKS = (("0", "1"), ("Unchecked", "Checked"))


class Column(NamedTuple):
    """A column: its name and label, and its cells."""

    name: str
    label: str
    cells: Sequence[str]


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; a record is one row, and what was tried out is deleted."""
    one = complete(one, finished=False, again=False)
    labels = int(settings["answers"] == "text")
    comma = settings["decimal"] == ","
    choices = {scale.name: choices_of(scale) for scale in scales_of(one)}
    texts = {
        name: {code: pair[labels] for code, pair in known.items()}
        for name, known in choices.items()
    }
    made = {
        asked.question.name: list(_columns(asked, f"q{place}", texts, labels, comma=comma))
        for place, asked in enumerate(one.asked, start=1)
    }
    facts = _facts(one.meta, labels, mark_of(one))
    columns = [
        *(Column(name, label, facts[name]) for name, label in BEFORE.items()),
        *(column for several in made.values() for column in several),
        *(Column(name, label, facts[name]) for name, label in AFTER.items()),
    ]
    heads = [c.label if settings["header"] == "texts" else c.name for c in columns]
    read_as = dict(zip(map(id, columns), called(heads), strict=True))
    rows = [heads, *zip(*(column.cells for column in columns), strict=True)]
    delimiter = settings["delimiter"]
    return Made(
        ".csv",
        to_file(rows, "csv", name=one.name, delimiter=delimiter, lines="\n"),
        {name: tuple(read_as[id(column)] for column in several) for name, several in made.items()},
        texts={
            name: {code: (text,) for code, text in known.items()} for name, known in texts.items()
        },
        definition=to_file(dictionary(one, comma=comma), "csv", name=one.name, lines="\n"),
    )


def _columns(
    asked: Asked, name: str, texts: Mapping[str, Mapping[str, str]], labels: int, *, comma: bool
) -> Iterator[Column]:
    """Yield the columns of a question; an option that is not ticked is never blank."""
    if asked.kind == "multi":
        for code, (number, label) in choices_of(asked.scale).items():
            if code in asked.cells:
                ticks = [TICKS[labels][cell != ""] for cell in asked.cells[code]]
                said = f"{asked.wording} (choice={label})"
                yield Column(f"{name}___{number}", said, ticks)
        return
    cells = cells_of(asked, texts[asked.scale.name] if asked.question.scale else None)
    if asked.question.type == "number" and comma:
        decimals = cells.map(lambda cell: cell.replace(".", ","))
        cells = cells.where(
            cells.map(lambda cell: "e" in cell or not cell[-1:].isdigit()), decimals
        )
    for field in fields_of(asked, name):
        yield Column(field.name, field.label, cells[field.part].tolist())


def _facts(meta: pd.DataFrame, labels: int, mark: str) -> dict[str, list[str]]:
    """Return the facts about each response; who did not finish has sent nothing."""
    sent = meta["recorded"].where(meta["finished"] == "yes", NOT_SENT)
    return {
        RECORD: meta["respondent"].tolist(),
        "redcap_survey_identifier": [mark] * len(meta),
        f"{FORM}_timestamp": sent.tolist(),
        f"{FORM}_complete": [STATES.get(cell, UNFINISHED)[labels] for cell in meta["finished"]],
    }
