"""What cleaning one column gives: values, why there are none, what was changed, what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.vocabulary import NONRESPONSE, TOLD_BY

CHANGE = ("rule", "before", "after")
REASONS = pd.CategoricalDtype(["", *NONRESPONSE])
TOLD = pd.CategoricalDtype(["", *TOLD_BY])
_NO_CHANGES = pd.DataFrame(  # copied, which costs a fortieth of making it
    {name: pd.Series(dtype="string") for name in CHANGE}, index=pd.Index([], dtype=int)
)
Unknown = Mapping[tuple[str, str], list[int]]


class Cleaned(NamedTuple):
    """One question's answers.

    ``values`` holds a series a column to keep, by the suffix of its name; ``reasons`` is empty
    where there is a value. ``changes`` has one row a changed answer, under the raw row's index;
    ``before`` and ``after`` are filled for closed answers only. ``unknown`` gives the rows of each
    answer that has no meaning, by raw column and answer; ``doubts`` marks rows to flag.
    ``told_by`` says what tells each reason. ``details`` holds the codes that an ambiguous typed
    text or cell of options may stand for, joined by semicolons and empty where there are none.
    """

    values: Mapping[str, pd.Series]
    reasons: pd.Series
    changes: pd.DataFrame
    unknown: Unknown
    doubts: Mapping[str, pd.Series]
    told_by: pd.Series
    details: pd.Series | None = None


class Reading(NamedTuple):
    """What one distinct raw text means."""

    value: Any = None
    reason: str = ""
    rule: str = ""
    before: str = ""
    after: str = ""
    known: bool = True


BLANK = Reading(reason="skipped")
UNKNOWN = Reading(known=False)


def spread(raw: pd.Series, read: Callable[[str], Reading]) -> tuple[np.ndarray, Cleaned]:
    """Read each distinct text once and spread its meaning; values come as an object array."""
    places, readings = read_distinct(raw, read)
    values = np.empty(len(readings), dtype=object)
    values[:] = [reading.value for reading in readings]
    return values[places], account_for(raw, places, readings)


def read_distinct(
    raw: pd.Series, read: Callable[[str], Reading]
) -> tuple[np.ndarray, list[Reading]]:
    """Return what each distinct text means, and for each row the place of its meaning."""
    places, texts = pd.factorize(raw)
    return places, [read(text) if text.strip() else BLANK for text in map(str, texts)]


def account_for(raw: pd.Series, places: np.ndarray, readings: Sequence[Reading]) -> Cleaned:
    """Return all that readings say besides their values, spread over the rows."""
    reasons = [reading.reason for reading in readings]
    told = ["blank" if r is BLANK else "answer" if r.reason else "" for r in readings]
    return Cleaned(
        values={},
        reasons=coded(reasons, REASONS, places, raw.index),
        changes=_changes(raw.index, places, readings),
        unknown=_unknown(raw, places, readings),
        doubts={},
        told_by=coded(told, TOLD, places, raw.index),
    )


def coded(
    words: Sequence[Any], dtype: pd.CategoricalDtype, places: np.ndarray, index: pd.Index
) -> pd.Series:
    """Return a category a row, from the categories of its distinct texts."""
    codes = {word: code for code, word in enumerate(dtype.categories)}
    spread_out = np.array([codes.get(word, -1) for word in words], dtype=np.int16)[places]
    return pd.Series(pd.Categorical.from_codes(spread_out, dtype=dtype, validate=False), index)


def unshown(values: Mapping[str, pd.Series], index: pd.Index) -> Cleaned:
    """Return a question that was put to none of these people."""
    nowhere = np.zeros(len(index), dtype=int)
    reasons = coded(["not_shown"], REASONS, nowhere, index)
    told = coded(["group"], TOLD, nowhere, index)
    return Cleaned(values, reasons, no_changes(), {}, {}, told)


def no_changes() -> pd.DataFrame:
    """Return an audit trail without entries."""
    return _NO_CHANGES.copy()


def to_numbers(texts: pd.Series) -> pd.Series:
    """Return numbers, each distinct text read once; what is none is missing."""
    places, distinct = pd.factorize(texts)
    found = pd.to_numeric(pd.Series(distinct, dtype=object), errors="coerce").to_numpy(dtype=float)
    return pd.Series(found[places], index=texts.index)


def gave(values: Mapping[str, pd.Series], answers: Sequence[str]) -> pd.Series:
    """Tell who gave one of these answers to a closed question, or ticked one of its options."""
    if "" in values:
        return values[""].isin(list(answers))
    ticks = [values[f"__{answer}"].fillna(False) for answer in answers]
    return pd.concat(ticks, axis=1).any(axis=1).astype(bool)


def _changes(index: pd.Index, places: np.ndarray, readings: Sequence[Reading]) -> pd.DataFrame:
    """Return one row an answer read as another, under the row it stands in."""
    if not any(reading.rule for reading in readings):
        return no_changes()
    changed = np.array([bool(reading.rule) for reading in readings])
    rows = np.flatnonzero(changed[places])
    facts = {
        name: pd.array([getattr(reading, name) for reading in readings], dtype="string")
        for name in CHANGE
    }
    return pd.DataFrame(
        {name: fact.take(places[rows]) for name, fact in facts.items()}, index=index[rows]
    )


def _unknown(
    raw: pd.Series, places: np.ndarray, readings: Sequence[Reading]
) -> dict[tuple[str, str], list[int]]:
    """Return the rows of each text without a meaning."""
    found: dict[tuple[str, str], list[int]] = {}
    if all(reading.known for reading in readings):
        return found
    lost = raw[~np.array([reading.known for reading in readings])[places]]
    for row, text in lost.items():
        found.setdefault((str(raw.name), str(text)), []).append(int(str(row)))
    return found
