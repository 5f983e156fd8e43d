"""A table whose platform says little → the columns that tell who answered, when, and how far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.personal import looks_personal
from cpsurvey.exports import SurveyExport

_MOMENT = re.compile(
    r"(?P<date>(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d)"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
)
_PERSON = (
    "respondent|response|record|case|participant|person|interview|submission|entry|unique|answer"
    "|row"
)
FACTS = {
    "respondent": rf"(?:(?:{_PERSON}) ?)?(?:ids?|identifier|key|uuid|urn|serial)(?: (?:no|number))?"
    rf"|(?:{_PERSON}) ?(?:no|number|response number)|caseid|id number",
    "started": r"start(?:ed)?(?: ?(?:date|time|at|timestamp))*|(?:date|time) started",
    "recorded": r"timestamp|recorded(?: ?(?:date|at))?|submit(?:ted)?(?: ?(?:date|time|at|on))*"
    r"|submission (?:date|time)|end(?:ed)?(?: ?(?:date|time|at))+"
    r"|complet(?:ed|ion)(?: ?(?:date|time|at|on))+"
    r"|date (?:submitted|of completion)|today|interview date",
    "finished": r"finished|completed?|is ?complete|survey completed?|completion status",
    "progress": r"progress|percent(?:age)? completed?|completion",
    "duration_seconds": r"duration(?: in seconds)?|interview ?time|duration ?seconds|time taken s",
    "language": r"(?:start|user|survey|interview)? ?language|lang|iaith",
}
ENDED = {"complete", "completed", "finished"}
FINISHED = {"yes", "y", "true", "1", "complete", "completed", "finished",
            "no", "n", "false", "0", "incomplete", "partial", "unfinished"}  # fmt: skip


def find_metadata(columns: Sequence[Column], export: SurveyExport) -> Mapping[str, tuple[str, str]]:
    """Return, for each fact that the export lacks, the column that tells it and why it seems to.

    Only a column is taken whose every cell can be read as the fact.
    """
    found: dict[str, tuple[str, str]] = {}
    doubled = set(export.doubled)
    for fact, pattern in FACTS.items():
        if _told(export.meta, fact):
            continue
        for column in columns:
            named = re.fullmatch(pattern, re.sub(r"[\W_]+", " ", column.tag.casefold()).strip())
            free = column.name not in doubled and column.name not in {c for c, _ in found.values()}
            plain = column.kind == "question" and bool(named) and free
            nobody = fact == "finished" and not {"yes", "y", "true", "1", *ENDED} & set(column.keys)
            if plain and not nobody and column.answered and CHECKS[fact](column, len(export.rows)):
                found[fact] = column.name, _why(fact)
                break
    return found


def _told(meta: pd.DataFrame, fact: str) -> bool:
    """Tell whether the platform says a fact of any response."""
    if fact not in meta:
        return False
    cells = meta[fact].astype(str)
    if fact == "respondent":
        return not cells.str.fullmatch(r"row-\d+|").all()
    return bool((cells != "").any())


def _why(fact: str) -> str:
    """Return the evidence for a fact, in words."""
    if fact == "respondent":
        return "it is called so, and no two rows have the same"
    return "it is called so, and every cell can be read as such"


def _identifies(column: Column, rows: int) -> bool:
    """Tell whether a column holds another identifier in every row, and nothing personal."""
    if column.answered != rows or column.distinct != rows or rows < 2:
        return False
    cells = list(column.answers)[:200]
    return max(map(len, cells)) <= 60 and not any(
        looks_personal(cell) and not (cell.isdigit() or cell.startswith("R_")) for cell in cells
    )


def _all(test: Callable[[str], object]) -> Callable[[Column, int], bool]:
    """Return a test of a column that tests every cell of it."""
    return lambda column, _: all(test(str(cell).strip()) for cell in _cells(column))


def _cells(column: Column) -> Iterable[str]:
    """Return the distinct cells of a column."""
    return column.all_answers


def _is_moment(cell: str) -> bool:
    """Tell whether a cell is a day of the calendar, year first, with or without a time."""
    match = _MOMENT.fullmatch(cell)
    return bool(match) and not pd.isna(pd.to_datetime(match["date"], errors="coerce"))  # type: ignore[index]


def _is_short(column: Column, _: int) -> bool:
    """Tell whether a column holds the names or codes of a few languages."""
    return column.distinct <= 12 and all(len(cell) <= 12 for cell in column.answers)


def _reaches_the_end(column: Column, _: int) -> bool:
    """Tell whether a column holds per cents, and somebody came to the hundredth."""
    cells = [cell.strip().rstrip("% ") for cell in column.all_answers]
    form = re.compile(r"\d{1,3}(?:\.\d{1,6})?")
    return all(map(form.fullmatch, cells)) and max(map(float, cells)) == 100


CHECKS: Mapping[str, Callable[[Column, int], bool]] = {
    "respondent": _identifies,
    "started": _all(_is_moment),
    "recorded": _all(_is_moment),
    "finished": _all(lambda cell: cell.casefold() in FINISHED),
    "progress": _reaches_the_end,
    "duration_seconds": _all(re.compile(r"\d{1,12}(?:\.\d{1,6})?").fullmatch),
    "language": _is_short,
}
