"""Interviews and the coding frame in; the rows and the columns of a framework matrix out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.analysis.columns import check_one_name
from cpsurvey.analysis.interviews import chosen, descendants, divide_interviews
from cpsurvey.errors import QuestionError
from cpsurvey.tables import InterviewTables

INTERVIEW = "interview"
TOLD = ("group", "join_mode")


class Cases(NamedTuple):
    """The column that names a case, a row a case, and each interview's case."""

    key: str
    frame: pd.DataFrame
    of: Mapping[str, str]


class Themes(NamedTuple):
    """A row a theme wanted, in the frame's order, and the codes that count as each."""

    frame: pd.DataFrame
    inside: Mapping[str, set[str]]


def cases_of(found: InterviewTables, by: str) -> Cases:
    """Return the interviews as cases, or taken together by a column of theirs."""
    check_one_name("by", by)
    names = found.interviews[INTERVIEW].astype(str).reset_index(drop=True)
    if by != INTERVIEW:
        levels = divide_interviews(found, [by])[by]
        counts = levels.value_counts(sort=False).reindex(levels.cat.categories)
        frame = pd.DataFrame(
            {by: pd.array(list(counts.index), "string"), "interviews": counts.to_numpy("int64")}
        )
        return Cases(by, frame, dict(zip(names, levels.astype(str), strict=True)))
    told = [column for column in TOLD if column in found.interviews]
    frame = divide_interviews(found, told).assign(interview=names.astype("string"))
    return Cases(by, frame[[by, *told]], dict(zip(names, names, strict=True)))


def columns_of(
    found: InterviewTables, codes: str | Sequence[str] | None, *, roll_up: bool
) -> Themes:
    """Return the themes wanted and what counts as each."""
    themes = found.themes.astype({"code": str, "parent": str, "label": str})
    labels = dict(zip(themes["code"], themes["label"], strict=True))
    above = dict(zip(themes["code"], themes["parent"], strict=True))
    top = {code: _top(code, above) for code in above}
    wanted = chosen(found, codes)
    if roll_up and codes is None:
        wanted = [code for code in wanted if top[code] == code]
    frame = pd.DataFrame(
        {
            "code": wanted,
            "label": [labels[code] for code in wanted],
            "theme": [top[code] for code in wanted],
            "theme_label": [labels[top[code]] for code in wanted],
        }
    ).astype("string")
    inside = {code: descendants(themes, code) if roll_up else {code} for code in wanted}
    return Themes(frame, inside)


def _top(code: str, above: Mapping[str, str]) -> str:
    """Return the theme above a theme that is under no other of the frame."""
    passed = [code]
    while above[passed[-1]] in above:
        if above[passed[-1]] in passed:
            raise QuestionError(
                f'theme "{code}" is under itself in the coding frame: its parents go round in a'
                " circle. Mend the column parent of the themes."
            )
        passed.append(above[passed[-1]])
    return passed[-1]
