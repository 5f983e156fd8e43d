"""Survey tables in, variables as statistics programs have them out: numbers, labels and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api import types

from cpsurvey.tables import SurveyTables, answer_columns
from cpsurvey.vocabulary import NONRESPONSE

REASONS = tuple(NONRESPONSE)  # a reason's number is its place here, from 1
TICKS = {0: "not ticked", 1: "ticked"}
OWN_LABELS = {"respondent": "Respondent", "recorded": "Date of the answer"}


class Variable(NamedTuple):
    """One variable: its values, and where there is none the number of the reason.

    ``kind`` is text, date, number or levels; levels are numbers from 1 in their order, ticks 0 and
    1. ``reasons`` is 0 where there is a value.
    """

    name: str
    label: str
    kind: str
    values: pd.Series
    reasons: np.ndarray
    levels: Mapping[int, str]
    measure: str


def variables(tables: SurveyTables) -> Iterator[Variable]:
    """Yield a variable for each column of responses.

    What has no room for a reason, a text or a date, is followed by a variable of the reasons.
    """
    reasons = reasons_by_question(tables)
    owners = {
        column: (record, place)
        for record in tables.questions.to_dict("records")
        for place, column in enumerate(answer_columns(record))
    }
    for name, values in tables.responses.items():
        if name in owners:
            question, place = owners[name]
            yield from _answers(str(name), question, place, values, reasons[question["question"]])
        else:
            label = OWN_LABELS.get(str(name), str(name))
            yield _plain(str(name), label, values, np.zeros(len(values), dtype=np.int8))


def reasons_by_question(tables: SurveyTables) -> dict[str, np.ndarray]:
    """Return for each question the number of each respondent's reason, 0 for none."""
    names, people = list(tables.questions["question"]), list(tables.responses["respondent"])
    known = {"question": names, "respondent": people, "reason": list(REASONS)}
    question, person, reason = (
        pd.Index(words, dtype=object).get_indexer(
            pd.Index(tables.nonresponse[column], dtype=object)
        )
        for column, words in known.items()
    )
    numbers = np.zeros((len(names), len(people)), dtype=np.int8)
    there = (question >= 0) & (person >= 0)
    numbers[question[there], person[there]] = reason[there] + 1
    return dict(zip(names, numbers, strict=True))


def option_label(question: Mapping[Any, Any], place: int) -> str:
    """Return the label of an answer column: the question's, with the option's where it has one."""
    label = question["label"] or next(filter(None, question["wordings"]), question["question"])
    if question["type"] != "multi":
        return str(label)
    return f"{label}: {question['option_labels'][place]}"


def _answers(
    name: str, question: Mapping[Any, Any], place: int, values: pd.Series, why: np.ndarray
) -> Iterator[Variable]:
    """Yield the variable of one column of answers."""
    label, kind = option_label(question, place), question["type"]
    if kind in ("date", "authority"):
        yield _plain(name, label, values, why)
        answered = pd.Series(np.where(why == 0, 0.0, np.nan))
        label = f"Why there is no answer: {label}"
        levels = {0: "answered"}
        yield Variable(f"{name}_reason", label, "levels", answered, why, levels, "nominal")
    elif kind == "multi":
        yield Variable(name, label, "levels", _numbers(values), why, TICKS, "nominal")
    elif kind == "number":
        yield Variable(name, label, kind, _numbers(values), why, {}, "scale")
    else:
        codes = values.cat.codes.astype(float) + 1
        levels = dict(enumerate(question["option_labels"], start=1))
        measure = "ordinal" if question["ordered"] else "nominal"
        yield Variable(name, label, "levels", codes.where(codes > 0), why, levels, measure)


def _plain(name: str, label: str, values: pd.Series, why: np.ndarray) -> Variable:
    """Return a variable of dates or of text."""
    if types.is_datetime64_any_dtype(values.dtype):
        return Variable(name, label, "date", values, why, {}, "scale")
    texts = values.astype(object).where(values.notna(), "")
    return Variable(name, label, "text", texts, why, {}, "nominal")


def _numbers(values: pd.Series) -> pd.Series:
    """Return numbers or ticks as floating-point numbers."""
    return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index)
