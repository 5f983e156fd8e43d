"""A definition and an export → how much of each the other has, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.codebook.offered import not_offered
from cpsurvey.drafting.answers import reason_of
from cpsurvey.errors import listed
from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport

NAMED = 8


def coverage(definition: Definition, export: SurveyExport) -> str:
    """Say how many questions have a column, how many columns a question, and what answers none.

    Parameters
    ----------
    definition
        What `match_columns` gave.
    export
        Answers to the same survey.

    Returns
    -------
    str
        Sentences that name questions and columns, and no answer.

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
        f"{_unknown(definition, export)}"
    )


def _unknown(definition: Definition, export: SurveyExport) -> str:
    """Return how many answers a definition does not have, and to which questions."""
    found = {
        question.name: count
        for question in definition.questions
        if question.options and (count := _strange(question, export.rows, export.platform))
    }
    many = "1 question" if len(found) == 1 else f"{len(found)} questions"
    total = f"{sum(found.values()):,} in {many} ({listed(found, NAMED)})"
    return f" Answers that it does not have: {total}." if found else ""


def _strange(question: DefinedQuestion, rows: pd.DataFrame, platform: str) -> int:
    """Return how many cells hold an answer that is not among a question's options."""
    counts = [rows[column].value_counts() for column in question.columns]
    strange = not_offered(question.type, [count.index for count in counts], question.options)
    return sum(
        int(count[cell])
        for count, cells in zip(counts, strange, strict=True)
        for cell in cells
        if not reason_of(cell, platform)
    )


def _share(found: int, what: str, others: Sequence[str]) -> str:
    """Return how many of all were found, and the names of those that were not."""
    names = f" ({what}: {listed(others, NAMED)})" if others else ""
    return f"{found:,} of {found + len(others):,}{names}"
