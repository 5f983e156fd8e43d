"""What a model is asked in; nothing out, or a refusal that says what its people can bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.columns import check_one_name
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.wording import only_asked_of
from cpsurvey.errors import QuestionError, listed
from cpsurvey.stats._checks import Floats

TWO = 2


def check_asked(
    question: str, names: Sequence[str], cluster: str | None, levels: object, people_per_df: float
) -> None:
    """Refuse names that are none or twice there, and settings that are of another kind."""
    check_one_name("question", question)
    for name in names:
        check_one_name("one of terms", name)
    if not names:
        raise QuestionError('terms is empty: name one or more, such as "group".')
    texts = [str(name) for name in names]
    if repeated := sorted({name for name in texts if texts.count(name) > 1}):
        raise QuestionError(f"terms names {listed(repeated)} more than once.")
    if question in names:
        raise QuestionError(f'question and one of terms are both "{question}": name others.')
    if question == cluster:
        raise QuestionError(f'question and cluster are both "{question}": name others.')
    if levels is not None and not isinstance(levels, Mapping):
        raise QuestionError(
            f"levels is {levels!r}: give each term's by its name, like"
            ' {"join_mode": ["video", "phone"]}.'
        )
    if not (isinstance(people_per_df, Real) and people_per_df >= 1):
        raise QuestionError(f"people_per_df is {people_per_df}: give 1 or more; 10 is usual.")


def check_comparable(
    found: Answers, terms: Sequence[str], groups: pd.Series[str], allow_grade_c: bool
) -> None:
    """Refuse groups that were asked different things, compared or pooled, or one not asked."""
    if "group" in terms and 0 < len(found.groups) < TWO:
        raise QuestionError(
            f'question "{found.question}" was {only_asked_of(found.groups.values())}: leave "group"'
            " out of terms."
        )
    if found.grade != "C" or allow_grade_c or groups.nunique() < TWO:
        return
    graded = f'question "{found.question}" is graded C ({found.grade_reason}): groups are not'
    if "group" in terms:
        raise QuestionError(
            f"{graded} comparable. Describe each with response_table, or pass allow_grade_c=True."
        )
    raise QuestionError(
        f'{graded} to be taken together. Keep one, levels={{"group": ["{groups.min()}"]}}, or pass'
        " allow_grade_c=True."
    )


def check_levels(found: Answers, terms: Mapping[str, pd.Series[Any]], left_out: str) -> None:
    """Refuse a term that does not divide people."""
    for name, values in terms.items():
        levels = values.cat.categories
        if len(levels) < TWO:
            others = f", or keep more people in ({left_out})" if left_out else ""
            raise QuestionError(
                f'term "{name}" has one level among those who answered "{found.question}"'
                f" ({listed(levels)}): leave it out{others}."
            )


def check_limit(
    terms: pd.DataFrame, smallest: tuple[int, str], bears: int, people_per_df: float
) -> None:
    """Refuse more degrees of freedom than the smallest group bears, and levels of few people."""
    size, group = smallest
    if size < TEST_FROM:
        raise QuestionError(
            f"fewer than {TEST_FROM} people of {group}, the smallest group, are too few for a"
            " model: they are described, with response_table or compare_groups."
        )
    sizes = {str(name): values.cat.categories.size - 1 for name, values in terms.items()}
    asked = sum(sizes.values())
    if asked > bears:
        each = listed(f"{name} {size}" for name, size in sizes.items())
        raise QuestionError(
            f"terms take {asked} degrees of freedom ({each}), and {size} people of {group}, the"
            f" smallest group, bear {bears}, one for every {people_per_df}. Leave out a term, or"
            f' take levels together or leave them out: levels={{"{list(sizes)[-1]}": [...]}}.'
        )
    for name, values in terms.items():
        counts = values.value_counts(sort=False)
        if len(few := counts[counts < TEST_FROM]):
            raise QuestionError(
                f'term "{name}" has levels of fewer than {TEST_FROM} people ({listed(few.index)}):'
                " too few for an estimate. Take them together with others, or leave them out:"
                f' levels={{"{name}": [...]}}.'
            )


def check_told_apart(terms: pd.DataFrame, covariates: Floats) -> None:
    """Refuse terms of which one follows from the others."""
    matrix = np.column_stack([np.ones(len(covariates)), covariates])
    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        raise QuestionError(
            f"terms {listed(terms)} tell the same of these people, so their parts cannot be"
            " told apart: leave one out."
        )
