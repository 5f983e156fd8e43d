"""A table of Jisc Online Surveys in, its answers as text out, parts under their question's words.

Questions are numbered in the names of columns: ``3. How much …``, and ``3.1. Before the study`` for
a part of it, ``3.1.a. Before the study`` for a row of a grid, with the letter of its scale. A
question of several parts has a column of its own that is always empty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cpsurvey.codebook.several import WITHOUT_WORDS
from cpsurvey.errors import ExportError
from cpsurvey.exports import Doubt, SurveyExport
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
GRID = re.compile(r"\d+\.\d+\.([a-z])")
ALONE = re.compile(r"q?\d+(?:[._]\w+)*\.?")
CODED = re.compile(r"Q\d+(?:_\d+){0,2}(?:_[a-z])?")
GRID_CODED = re.compile(r"Q\d+_\d+_[a-z]")
NUMBER = "unique response number"


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of Jisc Online Surveys, or nothing."""
    if not grid.head:
        return ""
    if NUMBER in plain_first(grid.head):
        return "a column called Unique Response Number"
    if _is_coded(grid.head[0]):
        return "questions called by codes, as in its coded exports"
    names = [" ".join(cell.split()) for cell in grid.head[0] if cell.strip()]
    numbers = [match[1] for name in names if (match := NUMBERED.fullmatch(name))]
    known = set(numbers)
    parts = [n for n in numbers if _parent(n, known)]
    if len(numbers) == len(known) and len(numbers) > 0.8 * len(names) and parts:
        return f"questions numbered as Jisc Online Surveys does ({parts[0]})"
    return ""


def read(grid: Grid) -> SurveyExport:
    """Read it; a question that has parts is no column of answers."""
    _refuse_key(grid)
    header = read_header(grid)
    columns, table = below_header(grid, header)
    names = columns["name"].tolist()
    coded = all(CODED.fullmatch(name) for name in names[1:])
    if not coded and all(ALONE.fullmatch(name.casefold()) for name in names[1:]):
        raise ExportError(
            f"{grid.name} names its questions by numbers alone, so their words are lost: export it"
            f" again, {how_to('jisc', 'header')}."
        )
    numbers = _of_codes(names) if coded else _numbers(names)
    whole = {_parent(number, numbers.values()) for number in numbers.values()} - {""}
    empty = {
        name
        for name, place in zip(names, columns["position"], strict=True)
        if numbers[name] in whole and not (table[place - 1] != "").any()
    }
    if not coded:
        columns = columns.assign(text=_texts(columns, numbers))
    roles = roles_of(names, NAMES)
    roles = [UNUSED if name in empty else role for name, role in zip(names, roles, strict=True)]
    settings = {**facts_of(grid, header), "header": "codes" if coded else "texts"}
    export = to_export(table, columns, grid.name, "jisc", settings, NAMES, roles)
    return replace(
        export,
        settings={**export.settings, **told_by_answers(export.rows)},
        doubts=(*export.doubts, *((_codes(grid.name),) if coded else ())),
    )


def _is_coded(names: Sequence[str]) -> bool:
    """Tell whether names are those of a coded export: Q1, Q3_1, and Q5_1_a for a row of a grid."""
    held = [name.strip() for name in names if name.strip()]
    numbered = held[:1] == ["URN"]
    asked = held[numbered:]
    known = numbered or any(map(GRID_CODED.fullmatch, asked))
    return known and len(asked) > 1 and all(map(CODED.fullmatch, asked))


def _refuse_key(grid: Grid) -> None:
    """Refuse the file that says what the codes of another stand for."""
    head = grid.head
    pairs = all(len(row) == 2 for row in head if row)
    if pairs and plain_first(head)[0] == "urn" and any(CODED.fullmatch(row[0]) for row in head):
        raise ExportError(
            f"{grid.name} is the key of a coded export of Jisc Online Surveys: it says what the"
            " codes stand for and holds no answers; export the responses,"
            f" {how_to('jisc', 'answers')}."
        )


def _codes(name: str) -> Doubt:
    """Return the doubt that questions and answers are given by codes."""
    return Doubt(
        WITHOUT_WORDS,
        f"{name} calls its questions by codes (Q1, Q2, ...) and gives answers by their numbers, as"
        " a coded export of Jisc Online Surveys does: the words of both are lost.",
        f"Export it again, {how_to('jisc', 'answers')}.",
    )


def _numbers(names: Sequence[str]) -> dict[str, str]:
    """Return the number of the question that each name begins with, or nothing."""
    found = {name: NUMBERED.fullmatch(name) for name in names}
    return {name: match[1] if match else "" for name, match in found.items()}


def _of_codes(names: Sequence[str]) -> dict[str, str]:
    """Return the number of the question in each code, Q2_1_a as 2.1.a."""
    return {name: name.removeprefix("Q").replace("_", ".") for name in names}


def _parent(number: str, known: Collection[str]) -> str:
    """Return the number of the question that one is part of, 2.1 or 2 of 2.1.a, or nothing."""
    above = number.rpartition(".")[0]
    while above and above not in known:
        above = above.rpartition(".")[0]
    return above


def _texts(columns: pd.DataFrame, numbers: Mapping[str, str]) -> list[str]:
    """Return the words of each question without its number, those it is part of before its own.

    A grid of several scales is as many questions, each called by its letter too.
    """
    words, found = dict[str, str](), list[str]()
    known = set(numbers.values())
    scales = defaultdict[str, set[str]](set)
    for number in known:
        scales[_parent(number, known)].add(_scale(number))
    for name, text in zip(columns["name"], columns["text"], strict=True):
        number = numbers[name]
        match = NUMBERED.fullmatch(text)
        own = match[2].strip() if number and match else text
        parent = _parent(number, known)
        whole = words.get(parent, "") if parent else ""
        if whole and _scale(number) and len(scales[parent] - {""}) > 1:
            whole = f"{whole} ({_scale(number)})"
        words[number] = f"{whole} - {own}" if whole else own
        found.append(words[number])
    return found


def _scale(number: str) -> str:
    """Return the letter of the scale that a row of a grid is rated on, or nothing."""
    match = GRID.fullmatch(number)
    return match[1] if match else ""
