"""One question of survey tables or of a bare frame in; its answers, ready to count, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_scalar

from cpsurvey.analysis.columns import (
    Source,
    as_categories,
    describe_question,
    find_column,
    people,
    ticked_options,
)
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import SurveyTables
from cpsurvey.vocabulary import UNNAMED


@dataclass(frozen=True)
class Answers:
    """Who gave which answers to one question.

    Attributes
    ----------
    data, question
        Names of the data and of the question.
    given
        One row a person who answered, one column an answer, true where it was given.
    exclusive
        Whether a person gives one answer only; false for a select-all question.
    ordered
        Whether the answers have an order, which is that of the columns.
    middle
        Neighbouring answers without an order among themselves: they are tied.
    groups
        Groups the question was put to, and what they are called; empty where that is not known.
    grade, grade_reason
        How far the groups' questions can be compared; empty where that is not known.
    """

    data: str
    question: str
    given: pd.DataFrame
    exclusive: bool = True
    ordered: bool = False
    middle: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    grade: str = ""
    grade_reason: str = ""


def find_answers(source: Source, question: str) -> Answers:
    """Return the answers to a question, from tables that describe it or from a bare column."""
    if isinstance(source, SurveyTables):
        return _answers_in_tables(source, question)
    column = as_categories(find_column(people(source), "question", question))
    given = _indicators(column)
    if given.columns.empty:
        raise QuestionError(
            f'question "{question}" has no answers, so there is nothing to count. Leave it out, or'
            " give the column its answers as categories (pandas.CategoricalDtype)."
        )
    return Answers(UNNAMED, question, given, ordered=bool(column.cat.ordered))


def take_together(
    answers: Answers, wanted: str | Sequence[str | Sequence[str]] | None
) -> pd.DataFrame:
    """Return `given` for the answers wanted; several taken together as one are joined by +."""
    if wanted is None:
        return answers.given
    named = [_as_codes(one) for one in ([wanted] if isinstance(wanted, str) else wanted)]
    if not named or not all(named):
        raise QuestionError("no answer is named: name at least one, or leave the choice out.")
    sets = [_in_order(answers, codes) for codes in named]
    return pd.DataFrame({"+".join(codes): answers.given[codes].any(axis=1) for codes in sets})


def ranks_of(answers: Sequence[str], middle: Sequence[str]) -> npt.NDArray[np.int_]:
    """Return each answer's place in the order, from 0; those in the middle share one."""
    tied = [one in middle and other in middle for one, other in pairwise(answers)]
    return np.cumsum([False, *(not tie for tie in tied)])


def in_ranks(answers: Answers) -> list[list[str]]:
    """Return the answers in their order, those in the middle as one."""
    codes = list(answers.given.columns)
    ranks = ranks_of(codes, answers.middle)
    tied = groupby(zip(ranks, codes, strict=True), key=itemgetter(0))
    return [[code for _, code in rank] for _, rank in tied]


def _as_codes(wanted: str | Sequence[str]) -> list[str]:
    """Return one answer or several as a list of codes, which are text: 2 is "2"."""
    return [str(code) for code in ([wanted] if is_scalar(wanted) else wanted)]


def _in_order(answers: Answers, codes: Sequence[str]) -> list[str]:
    """Return known answer codes in the question's order, each once."""
    known = list(answers.given.columns)
    for code in codes:
        if code not in known:
            raise QuestionError(unknown(f'answer to "{answers.question}"', code, known))
    return sorted(set(codes), key=known.index)


def _answers_in_tables(tables: SurveyTables, question: str) -> Answers:
    """Return the answers to a question and what the tables say of it."""
    described = describe_question(tables, question)
    return Answers(
        data=tables.name or UNNAMED,
        question=question,
        given=_given(people(tables), described),
        exclusive=described["type"] != "multi",
        ordered=bool(described.get("ordered")),
        middle=tuple(described.get("middle", ())),
        groups=_group_labels(tables, described["groups"]),
        grade=described["grade"],
        grade_reason=described["grade_reason"],
    )


def _group_labels(tables: SurveyTables, groups: Sequence[str]) -> dict[str, str]:
    """Return what these groups are called in the tables; a group without a label by its code."""
    described = tables.questions[tables.questions["question"] == "group"]
    labels = {
        code: label
        for options, names in zip(described["options"], described["option_labels"], strict=True)
        for code, label in zip(options, names, strict=True)
    }
    return {group: labels.get(group, group) for group in groups}


def _given(responses: pd.DataFrame, described: dict[str, Any]) -> pd.DataFrame:
    """Return a true or false column for each option, for the people who answered."""
    question, options = described["question"], list(described["options"])
    if described["type"] != "multi":
        return _indicators(responses[question].astype(pd.CategoricalDtype(options)))
    return ticked_options(responses, described)


def _indicators(column: pd.Series[Any]) -> pd.DataFrame:
    """Return a true or false column for each category, for the rows that have one."""
    known = column.dropna()
    return pd.DataFrame({code: known == code for code in known.cat.categories}, index=known.index)
