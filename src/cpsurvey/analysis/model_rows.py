"""A model's people and estimates in; rows in the vocabulary of results out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.analysis.columns import Source
from cpsurvey.analysis.counting import in_order, share_of
from cpsurvey.analysis.model_frame import Column, ModelFrame
from cpsurvey.analysis.settings import mark_of
from cpsurvey.errors import QuestionError, listed
from cpsurvey.vocabulary import ALL_ANSWERS

PLACES = ["model", "term", "level", "reference"]
NUMBERS = [
    "share", "share_reference", "estimate", "ci_low", "ci_high", "statistic", "df", "p_value",
]  # fmt: skip
EVERYBODY = Column("intercept", "", "")
COUNTS = ["count", "base", "count_reference", "base_reference"]


def row_of(
    frame: ModelFrame, gave: pd.Series[bool] | None, column: Column, **values: Any
) -> dict[str, Any]:
    """Return a row about a level, with what its people and the reference's answered beside.

    A column without level is about everybody. Without `gave` the row is about the question as a
    whole, and counts no answer.
    """
    count, base = _counts(frame, gave, column.term, column.level)
    count_reference, base_reference = _counts(frame, gave, column.term, column.reference)
    beside = {"count_reference": count_reference, "base_reference": base_reference}
    smaller = min(base, base_reference) if column.level else frame.smallest_group[0]
    return {
        **column._asdict(),
        "answer": ALL_ANSWERS if gave is None else gave.name,
        "count": count,
        "base": base,
        **(beside if column.reference else dict.fromkeys(beside)),
        "smallest_cell": smallest_cell(frame, gave),
        "mark": mark_of(smaller),
        **values,
    }


def model_result(
    frame: ModelFrame, rows: Sequence[dict[str, Any]], *, model: str, confidence: float
) -> pd.DataFrame:
    """Return rows as a result, its columns the same whatever they say."""
    table = pd.DataFrame(rows).reindex(
        columns=[*rows[0], *(name for name in [*NUMBERS, *COUNTS] if name not in rows[0])]
    )
    table = table.assign(
        data=frame.found.data,
        question=frame.found.question,
        model=model,
        confidence=confidence,
        grade=frame.found.grade,
    )
    table[COUNTS] = table[COUNTS].astype("Int64")
    for side in ("", "_reference"):
        count, base = (table[f"{name}{side}"] for name in ("count", "base"))
        table[f"share{side}"] = share_of(count, base)
    return in_order(table.astype(dict.fromkeys(NUMBERS, "float64")), PLACES)


def the_answer(frame: ModelFrame) -> pd.Series[bool]:
    """Return who gave the one answer that is asked about; refuse where all did, or none."""
    gave = frame.given.iloc[:, 0]
    if gave.nunique() < 2:
        told = "everybody" if gave.iloc[0] else "nobody"
        raise QuestionError(
            f'{told} who can be used answered "{gave.name}" to "{frame.found.question}", so nothing'
            " can explain it. Describe it, with response_table."
        )
    return gave


def smallest_cell(frame: ModelFrame, gave: pd.Series[bool] | None) -> int:
    """Return the smallest count above 0 of levels by answers, all that such a model is told of."""
    given = frame.given.to_numpy() if gave is None else np.column_stack([gave, ~gave])
    counts = [
        given[values.cat.codes == place].sum(axis=0)
        for _, values in frame.terms.items()
        for place in range(values.cat.categories.size)
    ]
    return int(min(count for count in np.concatenate(counts) if count))


def odds_with_wald(estimate: float, error: float, level: float) -> dict[str, float]:
    """Return an odds ratio, or odds, from its logarithm, with Wald's interval and test."""
    half = error * ndtri((1 + level) / 2)
    z = estimate / error
    return {
        "estimate": np.exp(estimate),
        "ci_low": np.exp(estimate - half),
        "ci_high": np.exp(estimate + half),
        "statistic": z,
        "p_value": 2 * ndtr(-abs(z)),
    }


def one_answer(source: Source, question: str, answer: str | Sequence[str] | None) -> pd.DataFrame:
    """Return who gave the one answer that a model of yes or no explains."""
    found = find_answers(source, question)
    if answer is None:
        raise QuestionError(
            f'answer is not given: name the answer to "{question}" that the model is to explain, or'
            f" several to be taken together. Known: {listed(found.given, 20)}."
        )
    return take_together(found, [answer])


def _counts(
    frame: ModelFrame, gave: pd.Series[bool] | None, term: str, level: str
) -> tuple[int | None, int]:
    """Return how many of a level, or of all, gave the answer, of how many."""
    here = (frame.terms[term] == level).to_numpy() if level else np.ones(len(frame.terms), bool)
    return None if gave is None else int(gave.to_numpy()[here].sum()), int(here.sum())
