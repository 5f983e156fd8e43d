"""Answers and the columns that divide people in; the rows of every stratum's comparison out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.answers import Answers, take_together
from cpsurvey.analysis.comparing import Stratum, compare
from cpsurvey.analysis.levels import Levels
from cpsurvey.analysis.settings import Row, Settings
from cpsurvey.analysis.wording import only_asked_of
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import ALL_ANSWERS

TWO = 2


def rows_of(
    found: Answers,
    answer: str | Sequence[str] | None,
    dividers: pd.DataFrame,
    levels: Levels,
    settings: Settings,
    barred: str,
) -> list[Row]:
    """Return the rows of every stratum: the levels of the column within which is compared."""
    given = take_together(found, None if answer is None else [answer])
    kind = _kind(found) if answer is None else "answer"
    return in_strata(found, given, kind, dividers, levels, settings, barred)


def in_strata(
    found: Answers,
    given: pd.DataFrame,
    kind: str,
    dividers: pd.DataFrame,
    levels: Levels,
    settings: Settings,
    barred: str = "",
) -> list[Row]:
    """Return the rows of every stratum for some answers, compared as a question of this kind is."""
    if ALL_ANSWERS in given:
        raise QuestionError(
            f'question "{found.question}" has an answer "{ALL_ANSWERS}", as results call the'
            " question as a whole. Rename it."
        )
    used = dividers.loc[given.index]
    place = used[levels.by].cat.codes.to_numpy()
    within = [str(name) for name in dividers if name != levels.by]
    if not within:
        return list(compare(Stratum(given, place, levels, kind, barred, found.middle), settings))
    if used[within[0]].cat.categories.empty:
        raise QuestionError(f'column "{within[0]}" has no levels within which to compare.')
    rows = []
    for level in used[within[0]].cat.categories:
        here = (used[within[0]] == level).to_numpy()
        why = barred or _not_asked(found, within[0], level)
        stratum = Stratum(given[here], place[here], levels, kind, why, found.middle)
        rows += [row | {within[0]: level} for row in compare(stratum, settings)]
    return rows


def _kind(found: Answers) -> str:
    """Return what kind of question it is; two answers have no order to speak of."""
    if not found.exclusive:
        return "select_all"
    return "ordered" if found.ordered and found.given.shape[1] > TWO else "nominal"


def _not_asked(found: Answers, within: str, level: str) -> str:
    """Return why a group has no answers to compare, where the question was not put to it."""
    if within == "group" and found.groups and level not in found.groups:
        return only_asked_of(found.groups.values())
    return ""
