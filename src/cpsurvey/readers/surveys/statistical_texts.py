"""Values of SPSS and Stata in, the same as people write them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from cpsurvey.readers.files.statistical_file import Cells
from cpsurvey.readers.surveys.table_header import without_tags

PERIODS = ("QYR", "MOYR", "WKYR")
FIRST_DAY = datetime(1582, 10, 14)  # noqa: DTZ001 - from which SPSS counts seconds, in no zone
LONGEST_WHOLE = 1e15  # beyond it a float no longer tells whole numbers apart


def to_series(cells: Cells) -> pd.Series:
    """Return cells as a column; pyreadstat gives dates as a list."""
    return pd.Series(np.asarray(cells, dtype=None if isinstance(cells, np.ndarray) else object))


def label_texts(values: Iterable[object], labels: Mapping[object, object]) -> dict[object, str]:
    """Return the text of each label without HTML; those that would read alike have their code.

    Alike to one another, or to a value that has no label.
    """
    said = {code: text for code, label in labels.items() if (text := without_tags(str(label)))}
    bare = [value_text(value) for value in values if value not in said]
    alike = Counter(text.casefold() for text in (*said.values(), *bare))
    return {
        code: f"{text} ({value_text(code)})" if alike[text.casefold()] > 1 else text
        for code, text in said.items()
    }


def calendar_days(cells: Cells, form: str | None) -> pd.Series:
    """Return quarters, months and weeks of SPSS, which it keeps as seconds, as their first day."""
    seconds = to_series(cells)
    if not str(form).startswith(PERIODS) or seconds.dtype.kind != "f":
        return seconds
    return seconds.map(_day, na_action="ignore")


def _day(seconds: float) -> object:
    """Return the day after so many seconds, or the number where no calendar has it."""
    try:
        return (FIRST_DAY + timedelta(seconds=seconds)).date()
    except (OverflowError, ValueError):
        return seconds


def number_text(value: float) -> str:
    """Return a number as people write it: 3 for 3.0, and no noise after the fifteenth digit."""
    if float(value).is_integer() and abs(value) < LONGEST_WHOLE:
        return str(int(value))
    return f"{value:.15g}"


def value_text(value: object) -> str:
    """Return a value as text, dates in ISO order."""
    if isinstance(value, (np.datetime64, datetime)):
        return pd.Timestamp(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, np.number)):
        return number_text(float(value))
    return str(value).replace("\0", "").rstrip()
