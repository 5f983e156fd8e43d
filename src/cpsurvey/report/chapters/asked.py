"""The table of questions in; what is drawn together, topic by topic, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.report.chapters.study import Record, Study

NOT_ASKED = ("group", "consent")  # what divides people, and what let them in


class Asked(NamedTuple):
    """One question, or the rows of a matrix, which have the same answers."""

    name: str
    label: str
    rows: tuple[Record, ...]

    @property
    def first(self) -> Record:
        """Return the question, or the first row of the matrix."""
        return self.rows[0]

    @property
    def groups(self) -> list[str]:
        """Return the groups that any row was put to."""
        return list(dict.fromkeys(group for row in self.rows for group in row["groups"]))


def topics(questions: pd.DataFrame) -> dict[str, list[Asked]]:
    """Return what was asked under each topic, in the order of the questionnaire.

    Where no question has a topic, all of them stand under one without a name.
    """
    known = questions.assign(topic=_text(questions, "topic"), part_of=_text(questions, "part_of"))
    known = known[~known["question"].isin(NOT_ASKED)]
    if known["topic"].ne("").any():
        known = known[known["topic"] != ""]
    return {
        str(topic): list(_units(part.to_dict("records")))
        for topic, part in known.groupby("topic", sort=False)
    }


def wording(study: Study, asked: Asked) -> str:
    """Return what was asked, in the words of each group's questionnaire."""
    said: dict[str, list[str]] = {}
    for group, words in zip(asked.first["groups"], asked.first["wordings"], strict=False):
        if words and group in study.groups:
            said.setdefault(str(words), []).append(study.group_name(str(group)))
    if len(said) == 1:
        return f"{asked.label}. Asked: “{next(iter(said))}”"
    told = " ".join(f"{listed(of)} were asked: “{words}”" for words, of in said.items())
    return f"{asked.label}. {told}" if told else ""


def slug(name: str) -> str:
    """Return a name as one of an anchor: letters, digits and hyphens.

    >>> slug("Children's views")
    'children-s-views'
    """
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "part"


def _units(records: list[Any]) -> Iterator[Asked]:
    """Yield questions one by one, and the rows of a matrix together."""

    def together(record: Any) -> tuple[object, ...]:
        matrix = str(record["part_of"]) if record["type"] != "multi" else ""
        return (matrix, *record["options"]) if matrix else (record["question"],)

    for key, rows in groupby(records, key=together):
        part = tuple(rows)
        label = str(part[0]["label"])
        matrix = len(part) > 1
        yield Asked(
            name=slug(str(key[0])), label=label.partition(": ")[0] if matrix else label, rows=part
        )


def _text(questions: pd.DataFrame, column: str) -> pd.Series[Any]:
    """Return a column of text, empty where tables were made without it."""
    if column not in questions:
        return pd.Series("", index=questions.index)
    return questions[column].fillna("").astype(str)
