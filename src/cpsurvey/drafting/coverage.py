"""A definition and the columns of an export → how much of each the other has, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from cpsurvey.errors import listed
from cpsurvey.exports import Definition, SurveyExport

NAMED = 8


def coverage(definition: Definition, export: SurveyExport) -> str:
    """Say how many questions have a column, and how many columns are in no question.

    Parameters
    ----------
    definition
        What `match_columns` gave.
    export
        Answers to the same survey.

    Returns
    -------
    str
        Two sentences that name questions and columns, and no answer.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.drafting import coverage
    >>> from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport
    >>> asked = DefinedQuestion("Q1", "Fruit?", "single", ("Q1",))
    >>> columns = pd.DataFrame({"column": ["Q1", "Q2"], "kind": "question"})
    >>> frames = (columns, pd.DataFrame(), pd.DataFrame())
    >>> export = SurveyExport("a.csv", "qualtrics", "", "", {}, *frames)
    >>> print(coverage(Definition("a.qsf", "qualtrics", "", (asked,), ("Q9",)), export))
    Questions with a column: 1 of 2 (without: Q9). Columns in a question: 1 of 2 (in none: Q2).
    """
    asked = export.columns.loc[export.columns["kind"] == "question", "column"]
    known = {column for question in definition.questions for column in question.columns}
    strange = [column for column in asked if column not in known]
    without = definition.without_column
    return (
        f"Questions with a column: {_share(len(definition.questions), 'without', without)}."
        f" Columns in a question: {_share(len(asked) - len(strange), 'in none', strange)}."
    )


def _share(found: int, what: str, others: Sequence[str]) -> str:
    """Return how many of all were found, and the names of those that were not."""
    names = f" ({what}: {listed(others, NAMED)})" if others else ""
    return f"{found:,} of {found + len(others):,}{names}"
