"""Questions, answers and where reasons for none stand in; all in which they do not agree out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from cpsurvey.errors import listed
from cpsurvey.tables.counting import rows_of
from cpsurvey.tables.model import COLUMNS, TEXT, is_of
from cpsurvey.tables.references import Places

CLOSED = ("single", "scale", "role")
TYPES = (*CLOSED, "multi", "number", "date", "authority")
AUTHORITY = r"(?=.*\d)[A-Za-z0-9_-]{2,12}|[A-Z0-9]{1,12}"  # a code of any list; no name


def answer_columns(question: Mapping[Any, Any]) -> list[str]:
    """Return the columns of responses that hold a question's answer: one, or one an option."""
    name = str(question["question"])
    if question["type"] != "multi":
        return [name]
    return [f"{name}__{option}" for option in question["options"]]


def check_answers(questions: pd.DataFrame, responses: pd.DataFrame, leads: Places) -> Iterator[str]:
    """Yield every way in which answers are not what their questions say, or not accounted for.

    ``leads`` says where each row of nonresponse leads, by table and column; without it, answers
    are not held against the reasons for none.
    """
    records = questions.to_dict("records")
    unclaimed = set(responses) - set(COLUMNS["responses"])
    answered: dict[str, np.ndarray] = {}
    for record in records:
        name, columns = record["question"], answer_columns(record)
        unclaimed -= set(columns)
        lacking = [column for column in columns if column not in responses]
        if lacking:
            yield f"responses has no column {listed(lacking)}, which holds question {name}"
            continue
        yield from _types(record, responses[columns])
        filled = responses[columns].notna().to_numpy()
        some = np.logical_or.reduce(filled, axis=1)
        if (partly := some & ~np.logical_and.reduce(filled, axis=1)).any():
            yield f"responses, question {name}: only some options have a value in {rows_of(partly)}"
        answered[name] = some
    for column in filter(unclaimed.__contains__, responses):
        apart = "; free text is kept apart" if is_of(responses[column], TEXT) else ""
        yield f"responses, column {column}: belongs to no question{apart}"
    about = [leads.get(("nonresponse", column)) for column in ("question", "respondent")]
    if about[0] is not None and about[1] is not None:
        silent, problems = _silence(about[0], about[1], (len(questions), len(responses)))
        yield from problems
        yield from _accounted(answered, dict(zip(questions["question"], silent, strict=True)))


def _types(question: Mapping[Any, Any], answers: pd.DataFrame) -> Iterator[str]:
    """Yield the columns that do not hold what the question's type says."""
    kind, options = question["type"], question["options"]
    if kind not in TYPES:
        yield f"questions: the type of {question['question']} is none of {listed(TYPES)}"
    for name, column in answers.items():
        here = f"responses, column {name}: must hold"
        if kind in CLOSED:
            if not _has_levels(column.dtype, options, question["ordered"]):
                order = "in this order" if question["ordered"] else "without order"
                yield f"{here} the categories {listed(options, 20)}, {order}"
        elif kind == "multi" and str(column.dtype) != "boolean":
            yield f"{here} true, false or no value"
        elif kind == "number" and not _is_number(column):
            yield f"{here} numbers"
        elif kind == "date" and not types.is_datetime64_any_dtype(column.dtype):
            yield f"{here} dates"
        elif kind == "authority":
            yield from _authorities(here, column)


def _has_levels(dtype: object, options: list[str], ordered: bool) -> bool:
    """Tell whether categories are these, in this order, and ordered or not."""
    return (
        isinstance(dtype, pd.CategoricalDtype)
        and list(dtype.categories) == options
        and bool(dtype.ordered) == ordered
    )


def _is_number(column: pd.Series) -> bool:
    """Tell whether a column holds numbers, none of them infinite."""
    if not types.is_numeric_dtype(column.dtype) or types.is_bool_dtype(column.dtype):
        return False
    return not np.isinf(column.to_numpy(dtype=float, na_value=np.nan)).any()


def _authorities(here: str, column: pd.Series) -> Iterator[str]:
    """Yield what is wrong with a column of authorities."""
    if not is_of(column.dropna(), TEXT):
        yield f"{here} text"
        return
    codes, distinct = pd.factorize(column)
    texts = pd.Series(distinct, dtype=object).astype(str)
    fits = texts.str.fullmatch(AUTHORITY).to_numpy(dtype=bool)
    wrong = (codes >= 0) & ~np.append(fits, True)[codes]
    if wrong.any():
        yield f"{here} codes, such as E08000035, and no names; not so in {rows_of(wrong)}"


def _silence(
    asked: np.ndarray, people: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray, list[str]]:
    """Return which cells have a reason, a row a question; and the reasons that stand twice."""
    known = (asked >= 0) & (people >= 0)
    cells = asked[known].astype(np.int64) * shape[1] + people[known]
    silent = np.zeros(shape, dtype=bool)
    silent.flat[cells] = True
    if silent.sum() == len(cells):
        return silent, []
    again = np.zeros(len(asked), dtype=bool)
    again[known] = pd.Series(cells).duplicated()
    return silent, [f"nonresponse: a respondent and question stand again in {rows_of(again)}"]


def _accounted(
    answered: Mapping[str, np.ndarray], silent: Mapping[str, np.ndarray]
) -> Iterator[str]:
    """Yield the questions of which a cell has neither an answer nor a reason, or has both."""
    for name, answers in answered.items():
        here = f"responses, question {name}:"
        if (neither := ~answers & ~silent[name]).any():
            yield f"{here} no answer, and no reason in nonresponse, in {rows_of(neither)}"
        if (both := answers & silent[name]).any():
            yield f"{here} an answer, and a reason in nonresponse, in {rows_of(both)}"
