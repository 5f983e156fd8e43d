"""A table of SurveyMonkey, its header in one row or two, in, its answers and metadata out."""

from __future__ import annotations

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.grid import Grid, Head
from cpsurvey.readers.surveys.answered import read_answers
from cpsurvey.readers.surveys.names import Names, named, plain, plain_first
from cpsurvey.readers.surveys.responses import IDENTIFYING
from cpsurvey.readers.surveys.table_header import CONTINUED, header_of, read_header

NAMES = Names(
    named(
        respondent="respondentid|respondent id",
        started="start date|startdate|date created",
        recorded="end date|enddate|date modified",
        identifying="ip address|email address|first name|last name",
        unused="collectorid|collector id|collector",
    ),
    ((r"custom ?(data|value) ?\d*", IDENTIFYING),),
)
SINGLE = ("response", "open-ended response")


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of SurveyMonkey, or nothing."""
    if _in_two_rows(grid.head):
        return "questions in row 1 and their options in row 2"
    known = {"respondentid", "respondent id"} & set(plain_first(grid.head))
    return "the column Respondent ID" if known else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    if _in_two_rows(grid.head):
        header = header_of(_questions_and_options(grid.head), rows=2)
    else:
        header = read_header(grid)
    return read_answers(grid, header, "surveymonkey", NAMES)


def _in_two_rows(head: Head) -> bool:
    """Tell whether questions and, below them, options are in two rows."""
    if len(head) < 2 or len(head[0]) != len(head[1]):
        return False
    first, second = ([plain(cell) for cell in row] for row in head[:2])
    continued = [
        bool(CONTINUED.fullmatch(cell)) and below != ""
        for cell, below in zip(first, second, strict=True)
    ]
    single = any(cell in SINGLE for cell in second)
    return first[0] != "" and not continued[0] and single and (any(continued) or "" in second)


def _questions_and_options(head: Head) -> list[str]:
    """Return one name a column: the question, and the option where it has several."""
    names, question = [], ""
    for above, below in zip(*head[:2], strict=True):
        option = " ".join(below.split())
        if not (CONTINUED.fullmatch(plain(above)) and option):
            question = " ".join(above.split())
        alone = not option or option.casefold() in SINGLE
        names.append(question if alone else f"{question} - {option}")
    return names
