"""Survey tables and a question of several rows in; a table over all of its rows out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.columns import Source, check_one_name
from cpsurvey.analysis.responses import response_table
from cpsurvey.tables import SurveyTables


def matrix_table(
    tables: Source,
    question: str,
    *,
    by: str | Sequence[str] = (),
    answers: str | Sequence[str | Sequence[str]] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the people who gave each answer to each row of a question asked as a grid.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person.
    question
        Name of a question that has rows, such as ``attendance_change``; of any other it is
        `response_table`.
    by, answers, confidence
        As in `response_table`, for every row.

    Returns
    -------
    pandas.DataFrame
        What `response_table` gives of each row, one after the other in the question's order;
        ``question`` is an ordered category of the rows' names. Each row has its own base.

    Raises
    ------
    QuestionError
        As `response_table`.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import matrix_table
    >>> changed = matrix_table(cps.load_example(), "attendance_change", answers="increased")
    >>> changed.shape[0]
    16
    """
    names = rows_of_question(tables, question)
    parts = [
        response_table(tables, name, by=by, answers=answers, confidence=confidence)
        for name in names
    ]
    return one_after_another(parts, names)


def rows_of_question(tables: Source, question: str) -> list[str]:
    """Return the questions that are the rows of a question, or the question itself."""
    check_one_name("question", question)
    if not isinstance(tables, SurveyTables):
        return [question]
    rows = tables.questions.loc[tables.questions["part_of"] == question, "question"]
    return list(rows) if question and len(rows) else [question]


def one_after_another(parts: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
    """Return the results of some questions as one, the questions categories in their order."""
    if len(parts) == 1:
        return parts[0]
    result = pd.concat(parts, ignore_index=True)
    return result.assign(question=pd.Categorical(result["question"], list(names)))
