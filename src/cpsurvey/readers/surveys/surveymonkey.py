"""A table of SurveyMonkey, its header in one row or two, in, its answers and metadata out."""

from __future__ import annotations

from dataclasses import replace

from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport
from cpsurvey.platforms import how_to
from cpsurvey.readers.files.grid import Grid, Head
from cpsurvey.readers.surveys.answered import below_header, facts_of, to_export
from cpsurvey.readers.surveys.names import Names, named, plain, plain_first, roles_of
from cpsurvey.readers.surveys.responses import IDENTIFYING
from cpsurvey.readers.surveys.surveymonkey_doubts import cells_of, doubts_of, settings_of
from cpsurvey.readers.surveys.table_header import CONTINUED, header_of, read_header

# Public programs that read its exports spell the columns so, with and without spaces.
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
RESPONDENT = {"respondentid", "respondent id"}
SINGLE = ("response", "open-ended response")


def fits(grid: Grid) -> str:
    """Return what tells that this is an export of SurveyMonkey, or nothing."""
    if _in_two_rows(grid.head):
        return "questions in row 1 and their options in row 2"
    names = plain_first(grid.head)
    below = plain(grid.head[1][0]) if len(grid.head) > 1 and grid.head[1] else ""
    if RESPONDENT & set(names) and below not in NAMES.exact:
        return "the column Respondent ID"
    return "Response and Open-Ended Response in row 1" if _options_alone(names) else ""


def read(grid: Grid) -> SurveyExport:
    """Read it."""
    if _in_two_rows(grid.head):
        options = [_option(cell) for cell in grid.head[1]]
        header = header_of(_questions_and_options(grid.head), rows=2)
    else:
        _check(grid)
        header = read_header(grid)
        options = [""] * len(header.columns)
    columns, table = below_header(grid, header)
    roles = roles_of(columns["name"].tolist(), NAMES)
    asked = cells_of(columns, roles, options, table, grid.head)
    settings = facts_of(grid, header) | {"header": "texts"} | settings_of(asked)
    export = to_export(table, columns, grid.name, "surveymonkey", settings, NAMES, roles)
    return replace(export, doubts=(*export.doubts, *doubts_of(grid.name, asked, table)))


def _in_two_rows(head: Head) -> bool:
    """Tell whether questions and, below them, options are in two rows."""
    if len(head) < 2 or not head[0] or len(head[0]) != len(head[1]):
        return False
    first = [plain(cell) for cell in head[0]]
    second = [plain(_option(cell)) for cell in head[1]]
    continued = [
        bool(CONTINUED.fullmatch(cell)) and below != ""
        for cell, below in zip(first, second, strict=True)
    ]
    if first[0] == "" or continued[0]:
        return False
    if any(cell in SINGLE for cell in second):
        return any(continued) or "" in second or all(cell in SINGLE for cell in second)
    known = [second[place] for place, name in enumerate(first) if NAMES.exact.get(name)]
    return bool(RESPONDENT & set(first)) and any(second) and not any(known)


def _options_alone(names: list[str]) -> bool:
    """Tell whether the first row is that of the options, the one with the questions gone."""
    return any(name in SINGLE for name in names) and (names[0] == "" or set(names) <= set(SINGLE))


def _check(grid: Grid) -> None:
    """Refuse a header of which one row is gone."""
    names = plain_first(grid.head)
    gaps = [place for place, name in enumerate(names) if CONTINUED.fullmatch(name)]
    lost = ""
    if _options_alone(names) and not RESPONDENT & set(names):
        lost = "the first, which has the questions"
    elif gaps and min(gaps) < len(names) - len(gaps):
        lost = "the second, which has the options of each question"
    if lost:
        raise ExportError(
            f"{grid.name} is an export of SurveyMonkey that lost one of its two header rows,"
            f" {lost}: export it again, {how_to('surveymonkey', 'export')}, and leave its first"
            " two rows as they are."
        )


def _option(cell: str) -> str:
    """Return the option in a cell of row 2; pandas writes a name of its own for none."""
    text = " ".join(cell.split())
    return "" if text.casefold().startswith("unnamed: ") else text


def _questions_and_options(head: Head) -> list[str]:
    """Return one name a column: the question, and the option where it has several."""
    names, question = [], ""
    for above, below in zip(*head[:2], strict=True):
        option = _option(below)
        if not (CONTINUED.fullmatch(plain(above)) and option):
            question = " ".join(above.split())
        alone = not option or option.casefold() in SINGLE
        names.append(question if alone else f"{question} - {option}")
    return names
