"""Codes of a codebook in; what groups, questions, answers and bands are called on a page, out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cpsurvey.claims import read_band
from cpsurvey.claims.bands import Exact, Interval
from cpsurvey.codebook import Codebook, Question
from cpsurvey.figures.words import MINUS
from cpsurvey.report.wording.codes import REASON_LABELS, in_words

WITHOUT_ANSWER = "-"
BOTH = "both"
SHARE = "%"
POINTS = "points"
LIMITS = {SHARE: (0, 1), POINTS: (-1, 1)}
FAR = 1e300  # no end that is named lies beyond


def group_label(code: str, codebook: Codebook) -> str:
    """Return what a group is called; everybody where it is all of them, or none is named."""
    if code in ("", BOTH):
        return "Everybody"
    return codebook.groups.get(code, sentence(in_words(code, {})))


def question_label(code: str, codebook: Codebook) -> str:
    """Return what a question is called, with its row where it is one of a matrix."""
    name, _, row = code.partition("__")
    asked = codebook.by_name.get(name)
    if asked is None:
        return sentence(in_words(code.replace("__", ": "), {}))
    rows = {one.code: one.label for one in asked.rows}
    return f"{asked.label}: {rows.get(row, in_words(row, {}))}" if row else asked.label


def answer_label(question: str, answer: str, codebook: Codebook) -> str:
    """Return what an answer is called; of a select-all question it may be `question__option`."""
    if answer.startswith(WITHOUT_ANSWER):
        return f"No answer: {in_words(answer[1:], REASON_LABELS).lower()}"
    asked = codebook.by_name.get(question.partition("__")[0])
    labels = dict(_answers(asked, codebook))
    labels |= {theme.code: theme.label for theme in codebook.themes}
    return labels.get(answer, sentence(in_words(answer, {})))


def band_label(band: str, unit: str = "") -> str:
    """Return the values that agree with a claim in words: ``45% to below 50%``.

    ``unit`` is ``%`` for shares, ``points`` for differences of shares, and empty for counts.
    """
    return " or ".join(_interval(one, unit) for one in read_band(band).intervals)


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame one by one."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def sentence(words: str) -> str:
    """Return words beginning with a capital."""
    return words[:1].upper() + words[1:]


def _answers(question: Question | None, codebook: Codebook) -> list[tuple[str, str]]:
    """Return code and label of each answer of a closed or typed question."""
    if question is None:
        return []
    if question.type == "role":
        return [(role.code, role.label) for role in codebook.roles]
    return [(level.code, level.label) for level in question.scale.levels] if question.scale else []


def _interval(interval: Interval, unit: str) -> str:
    """Return one interval in words; an end that nothing can lie beyond is not named."""
    low, high = (_amount(end, unit) for end in (interval.low, interval.high))
    least, most = LIMITS.get(unit, (-FAR, FAR))
    if interval.low == interval.high:
        return low
    from_least = interval.low < least or (interval.low == least and interval.low_in)
    to_most = interval.high > most or (interval.high == most and interval.high_in)
    if from_least and to_most:
        return "any value"
    if from_least:
        return f"{'up to' if interval.high_in else 'below'} {high}"
    if to_most:
        return f"{low} or more" if interval.low_in else f"above {low}"
    low, high = (low, high) if interval.low_in else (f"above {low}", high)
    return f"{low} to {'' if interval.high_in else 'below '}{high}"


def _amount(value: Exact, unit: str) -> str:
    """Return an end of a band as it is printed."""
    if unit == POINTS:
        return f"{float(value * 100):.10g} {POINTS}".replace("-", MINUS)
    return f"{float(value * 100 if unit else value):.10g}{unit}"
