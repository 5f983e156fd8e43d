"""Questions and answers in, the columns of a table with one header row out, and what each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked, scales_of
from cpsurvey.writers.surveys.made import called
from cpsurvey.writers.surveys.numbers import cells_of, joined, numbers_of

Head = Callable[[Asked, str], str]  # of a question and the label of its part, if it has one
Join = Callable[[Asked, Mapping[str, str] | None], list[str]]
Scales = Mapping[str, Mapping[str, str]]


class Column(NamedTuple):
    """A column: its header, its cells, and the question that it belongs to, if any."""

    head: str
    cells: Sequence[Any]
    question: str = ""


def columns_of(
    one: Answered, head: Head, *, join: Join | None = None, texts: Scales | None = None
) -> list[Column]:
    """Return the columns of all questions, a select-all in one where `join` says how.

    `texts` gives for each scale what stands for its answers; labels where it says nothing.
    """
    return [
        Column(header, cells, asked.question.name)
        for asked in one.asked
        for header, cells in _of_question(asked, head, join, texts or {})
    ]


def _of_question(
    asked: Asked, head: Head, join: Join | None, texts: Scales
) -> list[tuple[str, list[str]]]:
    """Return header and cells of each column of a question."""
    texted = texts.get(asked.scale.name) if asked.question.scale else None
    if asked.kind == "multi" and join:
        return [(head(asked, ""), join(asked, texted))]
    cells = cells_of(asked, texted)
    if asked.kind in ("single", "typed"):
        return [(head(asked, ""), cells[WHOLE].tolist())]
    return [(head(asked, label), cells[code].tolist()) for code, label in asked.parts]


def joined_by(joiner: str, *, trailing: bool = False) -> Join:
    """Return what puts the options of a select-all in one cell."""

    def join(asked: Asked, texts: Mapping[str, str] | None) -> list[str]:
        cells = joined(asked, joiner, texts).tolist()
        return [cell + joiner if cell and trailing else cell for cell in cells]

    return join


def all_numbers(one: Answered) -> dict[str, dict[str, str]]:
    """Return the numbers of every scale."""
    return {scale.name: numbers_of(scale) for scale in scales_of(one)}


def variants(texts: Scales) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return texts as the codebook takes them."""
    return {name: {code: (text,) for code, text in known.items()} for name, known in texts.items()}


def rows_of(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """Return the rows of a table with one header row."""
    return list(zip(*([column.head, *column.cells] for column in columns), strict=True))


def raw_of(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    """Return what the columns of each question are called when the table is read."""
    names = called([column.head for column in columns])
    raw: dict[str, tuple[str, ...]] = {}
    for name, column in zip(names, columns, strict=True):
        if column.question:
            raw[column.question] = (*raw.get(column.question, ()), name)
    return raw
