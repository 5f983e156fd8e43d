"""The bytes of an SPSS or Stata file in, its answers as the words of their labels out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from cpsurvey.exports import SurveyExport
from cpsurvey.readers.files.kinds import KINDS
from cpsurvey.readers.files.statistical_file import Cells, open_statistical
from cpsurvey.readers.surveys.answered import to_export
from cpsurvey.readers.surveys.table_header import without_tags

STATISTICAL = {"sav": "spss", "por": "spss", "dta": "stata"}
PERIODS = ("QYR", "MOYR", "WKYR")
FIRST_DAY = datetime(1582, 10, 14)  # noqa: DTZ001 - from which SPSS counts seconds, in no zone
LONGEST_WHOLE = 1e15  # beyond it a float no longer tells whole numbers apart


def read_statistical(content: bytes, kind: str, name: str, *, labels: bool) -> SurveyExport:
    """Read a file of SPSS or Stata; values that are missing to them by declaration are answers."""
    cells, facts = open_statistical(content, kind, name)
    known = facts.variable_value_labels if labels else {}
    texts = {
        position: to_texts(
            calendar_days(cells[variable], facts.original_variable_types.get(variable)),
            known.get(variable, {}),
        )
        for position, variable in enumerate(cells)
    }
    size = max(map(len, texts.values()), default=0)
    table = pd.DataFrame(texts, index=pd.RangeIndex(1, size + 1), dtype=str)
    said = facts.column_names_to_labels
    columns = pd.DataFrame({"name": list(cells)}, dtype=object)
    columns["text"] = [" ".join((said.get(column) or column).split()) for column in cells]
    columns["import_id"] = ""
    columns["position"] = range(1, len(columns) + 1)
    columns.insert(0, "column", columns["name"])
    settings = {
        "generation": KINDS[kind].partition("(")[2].rstrip(")"),
        "answers": "text" if known else "numbers",
        "encoding": facts.file_encoding or "",
    }
    return to_export(table, columns, name, STATISTICAL[kind], settings)


def to_series(cells: Cells) -> pd.Series:
    """Return cells as a column; pyreadstat gives dates as a list."""
    return pd.Series(np.asarray(cells, dtype=None if isinstance(cells, np.ndarray) else object))


def to_texts(cells: pd.Series, labels: Mapping[object, object]) -> np.ndarray:
    """Return cells as text: the label where there is one, else the value; missing is blank."""
    codes, values = pd.factorize(cells, use_na_sentinel=True)
    said = label_texts(values, labels)
    return np.array(
        [*(said.get(value) or value_text(value) for value in values), ""], dtype=object
    )[codes]


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
