"""A question and the groups that answered it in; whether their answers may be compared, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.columns import Source, people
from cpsurvey.analysis.levels import Levels
from cpsurvey.analysis.wording import only_asked_of
from cpsurvey.errors import QuestionError, listed
from cpsurvey.tables import SurveyTables

NOT_THE_SAME = ("B", "C")


class Comparability(NamedTuple):
    """Grade of a question for the groups in a comparison, what to bear in mind, what forbids it."""

    grade: str
    caveat: str
    barred: str


def comparability(
    source: Source,
    found: Answers,
    dividers: pd.DataFrame,
    levels: Levels,
    *,
    allow_grade_c: bool,
) -> Comparability:
    """Return how far the groups' answers compare; refuse what is not comparable."""
    pooled = levels.by != "group"
    groups = _pooled(source, found, dividers, levels) if pooled else levels.together
    if len(groups) <= 1 or not found.grade:
        return Comparability("", "", "")
    if not set(groups) <= set(found.groups):
        return Comparability(found.grade, "", only_asked_of(found.groups.values()))
    if found.grade == "C" and not allow_grade_c:
        raise QuestionError(_refusal(found, groups if pooled else _named(levels), pooled))
    differs = found.grade in NOT_THE_SAME
    return Comparability(
        found.grade, f"grade {found.grade}: {found.grade_reason}" if differs else "", ""
    )


def _pooled(
    source: Source, found: Answers, dividers: pd.DataFrame, levels: Levels
) -> Sequence[str]:
    """Return the groups whose people are taken together where other levels are compared."""
    if "group" in dividers or not isinstance(source, SurveyTables):
        return []
    answered = dividers.loc[found.given.index, levels.by]
    used = answered.index[answered.isin(levels.together)]
    there = set(people(source).loc[used, "group"])
    return [group for group in found.groups if group in there]


def _named(levels: Levels) -> list[str]:
    """Return the two groups that are compared, the reference last."""
    return [*levels.compared, levels.reference]


def _refusal(found: Answers, groups: Sequence[str], pooled: bool) -> str:
    """Return why answers graded C are not compared, and what to do instead."""
    graded = f'question "{found.question}" is graded C for {listed(groups)} ({found.grade_reason})'
    if pooled:
        return (
            f'{graded}: their answers are not to be taken together. Compare within="group", or pass'
            " allow_grade_c=True."
        )
    return (
        f"{graded}: not comparable. Describe each group with response_table, or pass"
        " allow_grade_c=True."
    )
