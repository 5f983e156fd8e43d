"""Results in; one frame of all their rows, each level of what divides them in its order, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.vocabulary import ALL_LEVELS, RESULT_COLUMNS

Results: TypeAlias = pd.DataFrame | Iterable[pd.DataFrame]

PLACES = ("group", "reference", "join_mode")


def frames_of(results: Results, needed: Sequence[str], whence: str) -> list[pd.DataFrame]:
    """Return results that have rows, as a list; refuse what is none, or lacks a column."""
    if not isinstance(results, pd.DataFrame) and not isinstance(results, Iterable):
        raise QuestionError(_not_a_result(results, whence))
    frames = [results] if isinstance(results, pd.DataFrame) else list(results)
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            raise QuestionError(_not_a_result(frame, whence))
        if lacking := [name for name in needed if name not in frame]:
            raise QuestionError(
                f"a result has no column {listed(lacking)}: give whole results of {whence}."
            )
        if not frame.columns.is_unique:
            twice = frame.columns[frame.columns.duplicated()].unique()
            raise QuestionError(
                f"a result has the column {listed(twice)} more than once: give results as {whence}"
                " made them."
            )
    return [frame.reset_index(drop=True) for frame in frames if len(frame)]


def by_columns(frames: Sequence[pd.DataFrame]) -> list[str]:
    """Return the columns that say which people the rows of results compare, `group` first.

    Labels, which `report.labels` puts beside codes, say nothing more.
    """
    every = dict.fromkeys(str(name) for frame in frames for name in frame)
    labels = {f"{name}_label" for name in every}
    own = [name for name in every if name not in RESULT_COLUMNS and name not in labels]
    return [*(name for name in PLACES if name in every), *own]


def together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return results as one frame; who was not divided by a column is at all its levels."""
    by = by_columns(frames)
    plain = [frame.astype(dict.fromkeys(_texts(frame, by), object)) for frame in frames]
    joined = pd.concat(plain, ignore_index=True)
    for name in _texts(joined, by):
        values = joined[name].where(joined[name].notna(), ALL_LEVELS)
        joined[name] = pd.Categorical(values, _levels(frames, name, values))
    return joined


def _not_a_result(given: object, whence: str) -> str:
    """Return the sentence that says what was given in place of a result."""
    return (
        f"a result is a {type(given).__name__}, not a DataFrame: give one or more results of"
        f" {whence}."
    )


def _texts(frame: pd.DataFrame, by: Sequence[str]) -> list[str]:
    """Return the columns of codes that a frame has."""
    return [name for name in ("answer", *by) if name in frame]


def _levels(frames: Sequence[pd.DataFrame], name: str, values: pd.Series[Any]) -> list[str]:
    """Return the levels of a column in the results' order, all of them together first."""
    known: dict[str, None] = {}
    for frame in frames:
        if name in frame and isinstance(frame[name].dtype, pd.CategoricalDtype):
            known |= dict.fromkeys(map(str, frame[name].cat.categories))
    known |= dict.fromkeys(map(str, values))
    first = [ALL_LEVELS] if ALL_LEVELS in known else []
    return first + [level for level in known if level != ALL_LEVELS]
