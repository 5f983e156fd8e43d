"""What cleaning one column gives: values, why there are none, what was changed, what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

CHANGE = ("rule", "before", "after")
Unknown = Mapping[tuple[str, str], list[int]]


class Cleaned(NamedTuple):
    """One question's answers.

    ``values`` holds a series a column to keep, by the suffix of its name; ``reasons`` is empty
    where there is a value. ``changes`` has one row a changed answer, under the raw row's index;
    ``before`` and ``after`` are filled for closed answers only. ``unknown`` gives the rows of each
    answer that has no meaning, by raw column and answer; ``doubts`` marks rows to flag.
    """

    values: Mapping[str, pd.Series]
    reasons: pd.Series
    changes: pd.DataFrame
    unknown: Unknown
    doubts: Mapping[str, pd.Series]


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
    values = np.full(len(raw), None, dtype=object)
    reasons = np.full(len(raw), "", dtype=object)
    changes, unknown = [no_changes()], {}
    for text, rows in _distinct(raw):
        reading = read(text) if text.strip() else BLANK
        values[rows] = reading.value
        reasons[rows] = reading.reason
        if reading.rule:
            change = {name: getattr(reading, name) for name in CHANGE}
            changes.append(pd.DataFrame(change, index=raw.index[rows], dtype=object))
        if not reading.known:
            unknown[str(raw.name), text] = [int(row) for row in raw.index[rows]]
    return values, Cleaned({}, pd.Series(reasons, index=raw.index), pd.concat(changes), unknown, {})


def unshown(values: Mapping[str, pd.Series], index: pd.Index) -> Cleaned:
    """Return a question that was put to none of these people."""
    reasons = pd.Series("not_shown", index=index, dtype=object)
    return Cleaned(values, reasons, no_changes(), {}, {})


def no_changes() -> pd.DataFrame:
    """Return an audit trail without entries."""
    return pd.DataFrame(
        {name: pd.Series(dtype=object) for name in CHANGE}, index=pd.Index([], dtype=int)
    )


def _distinct(raw: pd.Series) -> Iterator[tuple[str, np.ndarray]]:
    """Yield each distinct text with the places that hold it."""
    codes, texts = pd.factorize(raw)
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(texts) + 1))
    for place, text in enumerate(texts):
        yield str(text), order[edges[place] : edges[place + 1]]
