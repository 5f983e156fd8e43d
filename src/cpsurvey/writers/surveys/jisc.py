"""Answers in, an export of Jisc Online Surveys out: its workbook, or the SPSS file of BOS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked
from cpsurvey.writers.surveys.kept import complete
from cpsurvey.writers.surveys.made import Made, called
from cpsurvey.writers.surveys.numbers import cells_of, joined
from cpsurvey.writers.surveys.spss import LIMITS, to_sav
from cpsurvey.writers.surveys.table_files import to_file
from cpsurvey.writers.surveys.variables import Variable, texts_of, variables

NUMBER = "Unique Response Number"
FILE_LABEL = "File created by user 'bos2' at Thu Oct 01 12:00:00 2020"
JOINER = ","  # without a space, so that one after a comma is the option's own


class Column(NamedTuple):
    """A column: its heading and its cells; ``parent`` is one above its parts, always empty."""

    header: str
    cells: Sequence[str]
    parent: bool = False


def write(one: Answered, settings: Mapping[str, str]) -> Made:
    """Write it; only complete responses are exported."""
    one = complete(one)
    return _file_of_bos(one) if settings["file"] == "sav" else _workbook(one)


def _workbook(one: Answered) -> Made:
    """Return the workbook: questions numbered in their headings, a select-all in one cell."""
    made = {
        asked.question.name: list(_columns(asked, place))
        for place, asked in enumerate(one.asked, start=1)
    }
    columns = [column for several in made.values() for column in several]
    heads = [NUMBER, *(column.header for column in columns)]
    read_as = dict(zip(map(id, columns), called(heads)[1:], strict=True))
    body = zip(one.meta["respondent"], *(column.cells for column in columns), strict=True)
    return Made(
        ".xlsx",
        to_file([heads, *body], "xlsx", name=one.name, sheet="Sheet 1"),
        {
            name: tuple(read_as[id(column)] for column in several if not column.parent)
            for name, several in made.items()
        },
    )


def _columns(asked: Asked, place: int) -> Iterator[Column]:
    """Yield the columns of a question; one of several parts has an empty column of its own."""
    header = f"{place}. {asked.wording}"
    if asked.kind == "multi":
        yield Column(header, joined(asked, JOINER).tolist())
        return
    cells = cells_of(asked)
    if asked.kind != "matrix":
        yield Column(header, cells[WHOLE].tolist())
        return
    yield Column(header, [""] * len(cells), parent=True)
    for number, (code, label) in enumerate(asked.parts, start=1):
        yield Column(f"{place}.{number}. {label}", cells[code].tolist())


def _file_of_bos(one: Answered) -> Made:
    """Return the SPSS file: what is not ticked is 0, and declared missing."""
    found, raw = variables(one, LIMITS, zero=False)
    names = {name: _called(name) for several in raw.values() for name in several}
    urn = Variable("URN", NUMBER, one.meta["respondent"], "text")
    answers = [v._replace(name=names[v.name]) for v in found if v.name in names]
    return Made(
        ".sav",
        to_sav([urn, *answers], FILE_LABEL),
        {question: tuple(names[name] for name in several) for question, several in raw.items()},
        texts=texts_of(one, LIMITS),
    )


def _called(name: str) -> str:
    """Return what BOS calls a variable: Q3, or Q3_1 for a part of it."""
    return name.upper()
