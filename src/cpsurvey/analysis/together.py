"""Results in; one frame of all their rows, each level of what divides them in its order, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cpsurvey.vocabulary import ALL_LEVELS, RESULT_COLUMNS

PLACES = ("group", "reference", "join_mode")


def by_columns(frames: Sequence[pd.DataFrame]) -> list[str]:
    """Return the columns that say which people the rows of results compare, `group` first."""
    every = dict.fromkeys(str(name) for frame in frames for name in frame)
    own = [name for name in every if name not in RESULT_COLUMNS]
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
