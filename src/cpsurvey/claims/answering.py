"""What is asked of a question → for everybody in the base, whether they gave such an answer."""

from __future__ import annotations

import pandas as pd

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.claims.asks import Asks
from cpsurvey.claims.measured import of_group
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import SurveyTables

BASES = {
    "answered": "gave a substantive answer",
    "answered_or_dont_know": "gave a substantive answer or did not know",
    "asked": "were shown the question",
    "kept": "were kept",
}


def hits(asks: Asks, tables: SurveyTables) -> pd.Series[bool]:
    """Tell of everybody in the base whether they gave one of the answers."""
    given = find_answers(tables, asks.question)
    gave = take_together(given, [asks.answers]).iloc[:, 0]
    base = within(asks, tables) & _counted(asks.base, asks.question, gave.index, tables)
    if asks.leaving_out:
        left_out = take_together(given, [asks.leaving_out]).iloc[:, 0]
        base &= ~left_out.reindex(base.index, fill_value=False)
    return gave.reindex(base.index[base], fill_value=False)


def hits_in_any_row(asks: Asks, tables: SurveyTables) -> pd.Series[bool]:
    """Tell of everybody in the base of any row of a matrix whether they gave an answer there."""
    gave = {
        row: take_together(find_answers(tables, row), [asks.answers]).iloc[:, 0]
        for row in rows_of(tables, asks.question)
    }
    counted = [_counted(asks.base, row, one.index, tables) for row, one in gave.items()]
    base = within(asks, tables) & pd.concat(counted, axis=1).any(axis=1)
    return pd.DataFrame(gave).reindex(base.index[base]).eq(True).any(axis=1)


def within(asks: Asks, tables: SurveyTables) -> pd.Series[bool]:
    """Tell who is of the group and meets the condition."""
    group = of_group(_everybody(tables), asks.group)
    if asks.where:
        given = find_answers(tables, asks.where.question)
        meets = take_together(given, [asks.where.answers]).iloc[:, 0]
        group &= meets.reindex(group.index, fill_value=False)
    return group


def rows_of(tables: SurveyTables, matrix: str) -> list[str]:
    """Return the names of a matrix's rows."""
    questions = tables.questions
    rows = questions.loc[(questions["part_of"] == matrix) & (matrix != ""), "question"]
    if rows.empty:
        matrices = sorted(set(questions["part_of"]) - {""})
        raise QuestionError(unknown("matrix", matrix, matrices))
    return [str(row) for row in rows]


def _everybody(tables: SurveyTables) -> pd.DataFrame:
    """Return who there is, numbered from 0 as answers are, and nothing that they answered."""
    return tables.responses.filter(["respondent", "group"]).reset_index(drop=True)


def _counted(
    base: str, question: str, answered: pd.Index[int], tables: SurveyTables
) -> pd.Series[bool]:
    """Tell who is in the base of a question, by the rule for it."""
    everybody = _everybody(tables)["respondent"]
    if base == "kept":
        return pd.Series(True, everybody.index)
    if base == "asked":
        return ~_told(tables, question, "not_shown")
    counted = pd.Series(everybody.index.isin(answered), everybody.index)
    return counted if base == "answered" else counted | _told(tables, question, "dont_know")


def _told(tables: SurveyTables, question: str, reason: str) -> pd.Series[bool]:
    """Tell whose lack of an answer to a question has this reason."""
    reasons = tables.nonresponse
    hit = (reasons["question"] == question) & (reasons["reason"] == reason)
    return _everybody(tables)["respondent"].isin(reasons.loc[hit, "respondent"])
