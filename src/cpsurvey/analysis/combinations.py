"""A select-all question in; how many ticked which options together, and each option at all, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.analysis.answers import find_answers
from cpsurvey.analysis.columns import Source, divide
from cpsurvey.analysis.counting import count_answers, in_order
from cpsurvey.analysis.shares import reasons, shares_of
from cpsurvey.analysis.wording import checked_confidence
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import AT_ALL, EXACTLY, NO_OPTION, TICKED_TOGETHER

ABOUT = ("question", "ticked", "answer")


def option_combinations(
    tables: Source, question: str, *, by: str | Sequence[str] = (), confidence: float = 0.95
) -> pd.DataFrame:
    """Count which options of a select-all question people ticked together.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame; a bare column has one answer a person, so only tables
        hold such questions.
    question
        Name of a question where people could tick several options.
    by
        Columns that divide people, as in `response_table`.
    confidence
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        For each combination of the levels of `by` first a row an option, ``ticked`` at_all: who
        ticked it, whatever else; then a row for each combination of options that anybody ticked,
        ``ticked`` exactly: who ticked these and no others, their codes joined by & in the
        question's order, or no_option. Combinations come with the most frequent first, over
        everybody, and those that nobody of a level ticked are there. Columns: data, question,
        ticked, answer, the columns of `by`, count, base, share, ci_low, ci_high, confidence,
        method, why, mark. Shares are proportions of `base`, the people who answered.

    Raises
    ------
    QuestionError
        If a question or column is not there or cannot be used so, or people could give one answer
        only, or `confidence` is not between 0 and 1.

    Notes
    -----
    Wilson's intervals, as in `response_table`. Exact combinations of a base are parts of a whole:
    their counts add up to it.

    References
    ----------
    Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), UpSet: visualization of intersecting
    sets, IEEE Transactions on Visualization and Computer Graphics 20(12), 1983-1992.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import option_combinations
    >>> found = option_combinations(cps.load_example(), "concerns", by="group")
    >>> exact = found[(found["ticked"] == "exactly") & (found["group"] == "parent")]
    >>> int(exact["count"].sum()) == int(exact["base"].iloc[0])
    True
    """
    level = checked_confidence(confidence)
    by = [by] if isinstance(by, str) else list(by)
    found = find_answers(tables, question)
    if found.exclusive:
        raise QuestionError(
            f'question "{question}" takes one answer a person, so none are given together. Use'
            " response_table."
        )
    given = pd.concat([found.given.add_prefix(f"{AT_ALL}:"), _exactly(found.given)], axis=1)
    counts = count_answers(given, divide(tables, by))
    parts = counts["answer"].astype(str).str.split(":", n=1, expand=True)
    codes = list(dict.fromkeys(parts[1]))
    result = counts.assign(
        data=found.data,
        question=question,
        ticked=pd.Categorical(parts[0], [AT_ALL, EXACTLY]),
        answer=pd.Categorical(parts[1], codes),
        why=reasons(counts, found.groups),
    )
    return in_order(result.assign(**shares_of(counts, level)), by, ABOUT)


def _exactly(given: pd.DataFrame) -> pd.DataFrame:
    """Return a true or false column for each combination that anybody ticked, frequent first."""
    options = [str(option) for option in given]
    ticks = given.to_numpy(dtype=bool)
    patterns = pd.Series([tuple(bool(tick) for tick in row) for row in ticks], given.index)
    often = patterns.value_counts()
    # Of equal counts those of fewer options come first, then those of the first options.
    order = sorted(often.index, key=lambda row: (-often[row], sum(row), [not tick for tick in row]))
    return pd.DataFrame(
        {f"{EXACTLY}:{_name(row, options)}": patterns == row for row in order}, index=given.index
    )


def _name(row: Sequence[bool], options: Sequence[str]) -> str:
    """Return the codes of the options ticked, joined, or that none was."""
    ticked = [option for option, tick in zip(options, row, strict=True) if tick]
    return TICKED_TOGETHER.join(ticked) or NO_OPTION
