"""Tables and a question of numbers or dates in; the same with bands to count people in out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.tables import SurveyTables

Codes = npt.NDArray[np.int64]

BANDED = ("number", "date")
MOST_BANDS = 5
PARTS = range(2, 11)  # as many people in each; fewer bands where many gave the same number
FEWEST = 5  # people in a band: where bands of fewer begin tells what single people gave
FIRST_BAND = "band_0"
FINE = ((20, 1), (100, 5), (500, 10), (5_000, 100))  # numbers up to here are cut at these steps


def banded(tables: SurveyTables, question: str) -> SurveyTables:
    """Put the numbers or dates that people gave into bands: how many gave one of about this size?

    Bands hold about as many people each, and begin at round numbers. Dates are taken by month or,
    where there would be too many, by year. Who gave no answer stays as it was.

    Parameters
    ----------
    tables
        Survey tables.
    question
        Name of a question of type number or date.

    Returns
    -------
    SurveyTables
        The same tables, in which the question is an ordered one with a level a band:
        `response_table` and all else can count it.

    Raises
    ------
    QuestionError
        If there is no such question, or it asks for neither a number nor a date.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import banded
    >>> tables = banded(cps.load_example(), "length_minutes")
    >>> tables.questions.set_index("question").at["length_minutes", "option_labels"]
    ['Under 60', '60 to 74', '75 to 89', '90 or more']
    """
    kinds = dict(zip(tables.questions["question"], tables.questions["type"], strict=True))
    if question not in kinds:
        raise QuestionError(unknown("question", question, kinds))
    if kinds[question] not in BANDED:
        several = [name for name, kind in kinds.items() if kind in BANDED]
        raise QuestionError(
            f'question "{question}" is of type {kinds[question]}, and bands are of numbers or'
            f" dates. Questions of these: {listed(several, 20) or 'none'}."
        )
    answers = tables.responses[question]
    if kinds[question] == "date":
        codes, words = _dates(answers)
    else:
        codes, words = _numbers(answers.astype("Float64"))
    levels = [f"band_{place}" for place in range(len(words))]
    questions = tables.questions.copy()
    (row,) = questions.index[questions["question"] == question]
    questions.at[row, "type"] = "scale"
    questions.at[row, "ordered"] = True
    for column, texts in (("options", levels), ("option_labels", words)):
        questions[column] = [texts if here == row else t for here, t in questions[column].items()]
    responses = tables.responses.assign(
        **{question: pd.Categorical.from_codes(codes, pd.Index(levels), ordered=True)}
    )
    return replace(tables, questions=questions, responses=responses)


def cuts(numbers: Sequence[float]) -> list[float]:
    """Return round numbers at which the bands after the first begin.

    >>> cuts([12, 30, 42, 45, 47, 60, 61, 75, 90, 120, 150])
    [60]
    """
    found: set[float] = set()
    for parts in PARTS[: max(len(numbers) // FEWEST - 1, 0)]:
        middle = np.quantile(numbers, np.arange(1, parts) / parts)
        starts = {_round(float(cut)) for cut in middle}
        starts = {start for start in starts if min(numbers) < start <= max(numbers)}
        if len(starts) < MOST_BANDS and len(starts) > len(found):
            found = starts
    return sorted(found)


def _round(number: float) -> float:
    """Return a number at the step that is fine enough for its size."""
    size = abs(number)
    step = next((step for limit, step in FINE if size < limit), 10 ** (len(f"{size:.0f}") - 2))
    return round(number / step) * step


def _numbers(answers: pd.Series[Any]) -> tuple[Codes, list[str]]:
    """Return each person's band, and the bands in words: under 30, 30 to 44, 45 or more."""
    known = answers.dropna().to_numpy(dtype=float)
    starts = cuts(known.tolist())
    codes = np.digitize(answers.fillna(-np.inf).to_numpy(dtype=float), starts).astype(np.int64)
    codes[answers.isna().to_numpy()] = -1
    if not starts:
        return codes, ["Any number"]
    whole = (known == known.round()).all()
    ends = [_end(start, whole) for start in starts[1:]]
    between = [_between(*pair) for pair in zip(starts, ends, strict=False)]
    return codes, [f"Under {starts[0]:,g}", *between, f"{starts[-1]:,g} or more"]


def _end(start: float, whole: bool) -> str:
    """Return in words where the band before this one ends."""
    return f"{start - 1:,g}" if whole else f"under {start:,g}"


def _between(start: float, end: str) -> str:
    """Return a band in words."""
    return f"{start:,g}" if f"{start:,g}" == end else f"{start:,g} to {end}"


def _dates(answers: pd.Series[Any]) -> tuple[Codes, list[str]]:
    """Return each person's month or year, and these in words."""
    months = answers.dt.to_period("M")
    spans = months if months.nunique() <= MOST_BANDS else answers.dt.to_period("Y")
    first, last = spans.min(), spans.max()
    if months.notna().sum() < FEWEST:
        return np.where(answers.isna(), -1, 0).astype(np.int64), ["Any date"]
    every = pd.period_range(first, last)
    form = "%B %Y" if every.freqstr.startswith("M") else "%Y"
    return every.get_indexer(spans).astype(np.int64), [period.strftime(form) for period in every]
