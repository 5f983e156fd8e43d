"""A result in, its rows checked, in order and in words; and where each goes on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures.words import sentence_case
from cpsurvey.vocabulary import RESULT_COLUMNS, compared_column

NUMBERS = (
    "count", "base", "share", "ci_low", "ci_high", "estimate",
    "count_reference", "base_reference", "share_reference",
)  # fmt: skip
EVERYONE = "Everyone who answered"


def check(result: pd.DataFrame, chart: str, needs: Iterable[str]) -> None:
    """Raise unless a result can be drawn: columns, rows, one named data set, shares in 0 to 1."""
    missing = [column for column in ("data", *needs) if column not in result]
    if missing:
        raise QuestionError(
            f"{chart} needs the column{'s' * (len(missing) > 1)} {listed(missing)}, which this"
            f" result does not have. It has {listed(result.columns, 30) or 'none'}."
        )
    if result.empty:
        raise QuestionError(f"{chart} has nothing to draw: the result has no rows.")
    data = result["data"].fillna("").astype(str).str.strip().unique()
    if len(data) != 1 or not data[0]:
        raise QuestionError(
            f"{chart} draws one data set and prints its name; the column data of this result holds"
            f" {listed(name or 'no name' for name in data)}. Give every row the same name."
        )
    shares = [str(column) for column in result if "share" in str(column).split("_")]
    for column in shares:
        _check_shares(result[column], chart)
    if "share" in result and "estimate" not in result:
        for end in result.columns.intersection(["ci_low", "ci_high"]):
            _check_shares(result.loc[result["share"].notna(), end], chart)


def _check_shares(column: pd.Series, chart: str) -> None:
    """Raise where something in a column is not a number from 0 to 1."""
    values = pd.to_numeric(column, errors="coerce")
    texts = column[values.isna() & column.notna()]
    if len(texts):
        raise QuestionError(
            f"{chart} needs shares from 0 to 1; the column {column.name} holds text, such as"
            f' "{texts.iloc[0]}".'
        )
    if not values.dropna().between(0, 1).all():
        raise QuestionError(
            f"{chart} needs shares from 0 to 1; the column {column.name} runs from"
            f" {values.min():g} to {values.max():g}."
        )


def check_differences(result: pd.DataFrame, chart: str, columns: Iterable[str]) -> None:
    """Raise where a difference of shares, or an end of its interval, is not from -1 to 1."""
    for column in result.columns.intersection(list(columns)):
        if not result[column].dropna().astype(float).between(-1, 1).all():
            raise QuestionError(
                f"{chart} needs differences of shares, from -1 to 1; the column {column} runs from"
                f" {result[column].min():g} to {result[column].max():g}."
            )


def answer_column(result: pd.DataFrame) -> str:
    """Return the column of what is counted: an answer, or in a result of interviews a theme."""
    return "code" if "code" in result and "answer" not in result else "answer"


def by_columns(result: pd.DataFrame) -> list[str]:
    """Return the columns that a result is split by, outermost first."""
    fixed = set(RESULT_COLUMNS) - {"group", "join_mode"}
    if "reference" in result and (
        compared_column(result.columns) == "group" or not varying(result, ["group"])
    ):
        fixed.add("group")
    labels = {f"{column}_label" for column in result}
    return [str(column) for column in result if column not in fixed | labels]


def varying(result: pd.DataFrame, columns: Iterable[str]) -> list[str]:
    """Return those of some columns that a result has, with more than one value."""
    return [column for column in columns if column in result and result[column].nunique() > 1]


def in_words(result: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as an ordered categorical of words: its labels, or else its codes."""
    labelled = f"{column}_label" in result
    values = result[f"{column}_label" if labelled else column]
    known = isinstance(values.dtype, pd.CategoricalDtype)
    order = list(values.cat.categories if known else values.unique())
    words = [str(value) if labelled else sentence_case(str(value)) for value in order]
    if column == "question" and (stem := _stem(words)):
        words = [word.removeprefix(f"{stem}: ") for word in words]
    mapped = values.astype(object).map(dict(zip(order, words, strict=True)))
    found = [word for word in dict.fromkeys(words) if word in set(mapped)]
    return pd.Series(pd.Categorical(mapped, found, ordered=True), index=result.index)


def tidy(result: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a result with its keys in words, sorted by them, and `mark` and `why` on every row.

    Raise where two rows share their keys.
    """
    frame = result.assign(**{key: in_words(result, key) for key in keys})
    for column in ("mark", "why"):
        frame[column] = frame[column].astype(object).fillna("") if column in frame else ""
    numbers = [column for column in NUMBERS if column in frame]
    frame[numbers] = frame[numbers].astype(float)
    twice = frame.loc[frame.duplicated(keys)] if keys else frame.iloc[1:]
    if len(twice):
        raise QuestionError(
            f"The result has more than one row for {names(twice, keys)[0]}. Draw one result at a"
            " time, or keep the column that tells the rows apart."
        )
    ordered = frame.sort_values(keys, kind="stable") if keys else frame
    return ordered.reset_index(drop=True)


def names(frame: pd.DataFrame, keys: list[str]) -> list[str]:
    """Return each row's whole name: ``Parents, Phone``."""
    if not keys:
        return [EVERYONE] * len(frame)
    return [", ".join(row) for row in frame[keys].astype(str).itertuples(index=False, name=None)]


def place(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return each row's ``name``, ``label`` and the ``heading`` it stands under.

    Rows that agree in all keys but the last stand together under one heading.
    """
    headings = names(frame, keys[:-1]) if len(keys) > 1 else [""] * len(frame)
    labels = names(frame, keys[-1:])
    return pd.DataFrame({"name": names(frame, keys), "label": labels, "heading": headings})


def title_of(result: pd.DataFrame, *columns: str) -> str:
    """Return what a result is about in words: ``Overall judgement: Better``."""
    known = [column for column in columns if column in result]
    labels = list(result["question_label"].unique()) if "question_label" in result else []
    told = {column: listed(in_words(result, column).cat.categories, 3) for column in known}
    if "question" in told and (stem := _stem(labels)):
        told["question"] = stem
    return ": ".join(told.values())


def _stem(questions: Sequence[object]) -> str:
    """Return what stands before the colon in all of several questions, the rows of one grid."""
    stems = {
        before for before, colon, _ in (str(one).partition(": ") for one in questions) if colon
    }
    every = all(": " in str(one) for one in questions)
    return stems.pop() if len(questions) > 1 and len(stems) == 1 and every else ""


def data_of(result: pd.DataFrame) -> str:
    """Return the name of the data that a checked result comes from."""
    return str(result["data"].iloc[0]).strip()


def mark_of(part: pd.DataFrame) -> str:
    """Return the mark of some rows together: c before u before none."""
    marks = set(part["mark"])
    return next((mark for mark in ("c", "u") if mark in marks), "")
