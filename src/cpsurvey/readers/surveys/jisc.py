"""A table of Jisc Online Surveys in, its answers as text out, parts under their question's words.

Questions are numbered in the names of columns: ``3. How much …``, and ``3.1. Before the study`` for
a part of it. A question of several parts has a column of its own that is always empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid
from cpsurvey.readers.surveys.answered import below_header, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, plain_first, roles_of
from cpsurvey.readers.surveys.responses import UNUSED
from cpsurvey.readers.surveys.table_header import read_header
from cpsurvey.readers.surveys.told import told_by_answers

NAMES = Names(
    named(  # [doc], but for the questions: the only real export at hand has none of these
        respondent="unique response number|response id|urn",
        started="survey start date|response start date|start date",
        recorded="completion date|survey completion date|response completion date"
        "|date submitted|submission date",
        language="language|response language",
        duration_seconds="time taken (seconds)",
        unused="response status|completion status|survey id",
        identifying="respondent email|respondent username|username|access token|token",
    )
)
NUMBERED = re.compile(r"(\d+(?:\.(?:\d+|[a-z]))*)\.\s+(\S.*)", re.DOTALL)
ALONE = re.compile(r"q?\d+(?:[._]\w+)*\.?")
NUMBER = "unique response number"


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Jisc Online Surveys, or nothing."""
    if not grid.head:
        return ""
    if NUMBER in plain_first(grid.head):
        return "a column called Unique Response Number"
    names = [" ".join(cell.split()) for cell in grid.head[0] if cell.strip()]
    numbers = [match[1] for name in names if (match := NUMBERED.fullmatch(name))]
    known = set(numbers)
    parts = [n for n in numbers if n.rpartition(".")[0] in known]
    if len(numbers) == len(known) and len(numbers) > 0.8 * len(names) and parts:
        return f"questions numbered as Jisc Online Surveys does ({parts[0]})"
    return ""


def read(grid: Grid) -> SurveyExport:
    """Read it; a question that has parts is no column of answers."""
    header = read_header(grid)
    columns, table = below_header(grid, header)
    names = columns["name"].tolist()
    if all(ALONE.fullmatch(name.casefold()) for name in names[1:]):
        raise ExportError(
            f"{grid.name} names its questions by numbers alone, so their words are lost: export it"
            f" again, {how_to('jisc', 'header')}."
        )
    numbers = _numbers(names)
    whole = {number.rpartition(".")[0] for number in numbers.values()} - {""}
    empty = {
        name
        for name, place in zip(names, columns["position"], strict=True)
        if numbers[name] in whole and not (table[place - 1] != "").any()
    }
    columns = columns.assign(text=_texts(columns, numbers))
    roles = roles_of(names, NAMES)
    roles = [UNUSED if name in empty else role for name, role in zip(names, roles, strict=True)]
    settings = {**facts_of(grid, header), "header": "texts"}
    export = to_export(table, columns, grid.name, "jisc", settings, NAMES, roles)
    return replace(export, settings={**export.settings, **told_by_answers(export.rows)})


def _numbers(names: Sequence[str]) -> dict[str, str]:
    """Return the number of the question that each name begins with, or nothing."""
    found = {name: NUMBERED.fullmatch(name) for name in names}
    return {name: match[1] if match else "" for name, match in found.items()}


def _texts(columns: pd.DataFrame, numbers: Mapping[str, str]) -> list[str]:
    """Return the words of each question without its number, those it is part of before its own."""
    words, found = dict[str, str](), list[str]()
    for name, text in zip(columns["name"], columns["text"], strict=True):
        number = numbers[name]
        match = NUMBERED.fullmatch(text)
        own = match[2].strip() if number and match else text
        whole = words.get(parent, "") if (parent := number.rpartition(".")[0]) else ""
        words[number] = f"{whole} - {own}" if whole else own
        found.append(words[number])
    return found
