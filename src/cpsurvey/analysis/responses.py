"""Survey tables and a question in; how many gave each answer, of how many, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.analysis.columns import Source, divide
from cpsurvey.analysis.counting import count_answers, in_order
from cpsurvey.analysis.shares import reasons, shares_of
from cpsurvey.analysis.shown import count_shown
from cpsurvey.analysis.wording import checked_confidence


def response_table(
    tables: Source,
    question: str,
    *,
    by: str | Sequence[str] = (),
    answers: str | Sequence[str | Sequence[str]] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the people who gave each answer to a question, of those who answered it.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person, in which blank is unanswered.
    question
        Name of a question with answers to count, or of a column of the frame. Of a select-all
        question each option is an answer that was given or not.
    by
        Columns that divide people: ``group`` or questions with one answer a person. Questions
        of survey tables get a last level ``no_answer``; a bare frame must have no blanks there.
    answers
        Only these, each an answer or several to be taken together; every answer if not given.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        A row for each combination of the levels of `by` and each answer, empty ones included,
        in the order of the levels: data, question, answer, the columns of `by`, count, base,
        share, ci_low, ci_high, confidence, shown, share_of_shown, dont_know, share_dont_know,
        method, why, mark. Shares are proportions of `base`, the people who answered; those who
        did not know are a share of the people shown the question, outside the 100%. A bare frame
        does not tell who was shown it. No share is given below a base of 5; ``mark`` is u from 5
        to 29.

    Raises
    ------
    QuestionError
        If a question, answer or column is not there or cannot be used so, or `confidence` is
        not between 0 and 1.

    Notes
    -----
    Wilson's intervals, as in `cpsurvey.stats.wilson_interval`: they tell of chance among a
    random sample, not of who chose to answer.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"group": ["parent"] * 8, "heard": ["yes"] * 4 + ["no"] * 4})
    >>> response_table(frame, "heard", by="group")[["answer", "group", "count", "base", "share"]]
      answer   group  count  base  share
    0     no  parent      4     8    0.5
    1    yes  parent      4     8    0.5
    """
    level = checked_confidence(confidence)
    by = [by] if isinstance(by, str) else list(by)
    found = find_answers(tables, question)
    dividers = divide(tables, by)
    counts = count_answers(take_together(found, answers), dividers)
    result = counts.assign(data=found.data, question=question, why=reasons(counts, found.groups))
    shown = count_shown(tables, found, dividers, counts)
    return in_order(result.assign(**shares_of(counts, level), **shown), by)
