"""The questions of a SurveyMonkey export in, what they tell of its settings, and doubts, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook.several import joins
from cpsurvey.exports import Doubt
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Head
from cpsurvey.readers.surveys.names import plain
from cpsurvey.readers.surveys.selected import (
    LOOKED_AT,
    all_numbers,
    held,
    joined_by_commas,
    selected,
)
from cpsurvey.readers.surveys.table_header import CONTINUED

ENOUGH = 10  # people, to tell that nobody ticked two options
TYPED = "open-ended response"
OTHER = ("other (please specify)", "other")


class Asked(NamedTuple):
    """A column of a question: its place from 0, the number of the question, and its option."""

    place: int
    column: str
    question: int
    option: str
    cells: Counter[str]


def cells_of(
    columns: pd.DataFrame,
    roles: Sequence[str],
    options: Sequence[str],
    table: pd.DataFrame,
    head: Head,
) -> list[Asked]:
    """Return the columns of questions, with what each holds."""
    found, question = [], 0
    for column, position, role in zip(columns["column"], columns["position"], roles, strict=True):
        place = position - 1
        question += not CONTINUED.fullmatch(plain(head[0][place]))
        if not role:
            found.append(Asked(place, column, question, options[place], held(table[place])))
    return found


def settings_of(asked: Sequence[Asked]) -> dict[str, str]:
    """Return what the file tells of how it was exported."""
    singles = [one for one in asked if plain(one.option) in ("response", "") and one.cells]
    texts = any(_own_words(one) for one in asked) or any(
        not all_numbers(one.cells) for one in singles
    )
    numbers = bool(singles) or any(_a_number(one) for one in asked)
    return {
        "answers": "text" if texts else "numbers" if numbers else "unknown",
        "selected": selected(_split(asked), _joined(asked)),
    }


def doubts_of(name: str, asked: Sequence[Asked], table: pd.DataFrame) -> tuple[Doubt, ...]:
    """Return what may be wrong with how the file was exported."""
    return (*_expanded(name, asked, table), *_condensed(name, _joined(asked)))


def _own_words(one: Asked) -> bool:
    """Tell whether a column holds nothing but the words of its option."""
    return [plain(cell) for cell in one.cells] == [plain(one.option)] != [""]


def _a_number(one: Asked) -> bool:
    """Tell whether the column of an option holds one number, as where codes were exported."""
    return one.option != "" and len(one.cells) == 1 and all_numbers(one.cells)


def _split(asked: Sequence[Asked]) -> list[int]:
    """Return the questions that have a column an option."""
    groups: dict[int, list[bool]] = {}
    for one in asked:
        if one.option and one.cells and plain(one.option) not in OTHER:
            groups.setdefault(one.question, []).append(_own_words(one) or _a_number(one))
    return [number for number, ticked in groups.items() if len(ticked) > 1 and all(ticked)]


def _joined(asked: Sequence[Asked]) -> list[str]:
    """Return the columns whose cells join several answers."""
    one_column = (one for one in asked if plain(one.option) in ("response", ""))
    return [one.column for one in one_column if joins(one.cells, ", ")]


def _expanded(name: str, asked: Sequence[Asked], table: pd.DataFrame) -> list[Doubt]:
    """Return that questions of one answer may stand in a column an option."""
    if any(plain(one.option) == "response" for one in asked):
        return []
    alone = [number for number in _split(asked) if _one_each(number, asked, table)]
    if not alone:
        return []
    many = "1 question has" if len(alone) == 1 else f"{len(alone)} questions have"
    return [
        Doubt(
            "columns expanded",
            f"{name}: no question has all its answers in one column, and {many} an option a column"
            " of which nobody ticked two, as where columns were exported as expanded.",
            "If one answer only could be chosen, export it again,"
            f" {how_to('surveymonkey', 'single')}.",
        )
    ]


def _one_each(number: int, asked: Sequence[Asked], table: pd.DataFrame) -> bool:
    """Tell whether many answered a question and nobody ticked two of its options."""
    places = [one.place for one in asked if one.question == number]
    ticked = (table[places].head(LOOKED_AT) != "").sum(axis=1)
    return int((ticked > 0).sum()) >= ENOUGH and int(ticked.max()) == 1


def _condensed(name: str, joined: Sequence[str]) -> list[Doubt]:
    """Return that several answers stand in one cell."""
    if not joined:
        return []
    return [joined_by_commas(name, joined, how_to("surveymonkey", "selected"))]
