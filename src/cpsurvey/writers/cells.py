"""Columns of a frame in, what may stand in the cells of a spreadsheet out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

FORMULA = re.compile(r"[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")  # what a spreadsheet may run
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")


def cells_of(column: pd.Series) -> tuple[list[Any], int]:
    """Return a column's cells, and how many control characters were taken out of them.

    A cell is a number, True or False, a date, a text or None. A list is joined by bars, lines end
    in one way, and what no workbook may hold is taken out.
    """
    dtype = column.dtype
    if types.is_datetime64_any_dtype(dtype):
        return _dates(column), 0
    if types.is_bool_dtype(dtype) or types.is_integer_dtype(dtype):
        return _or_none(column.astype(object), column.isna()), 0
    if types.is_float_dtype(dtype):
        numbers = column.to_numpy(dtype=float, na_value=np.nan)
        return [_cell(number)[0] for number in np.where(np.isfinite(numbers), numbers, np.nan)], 0
    if types.infer_dtype(column, skipna=True) not in ("string", "categorical", "empty"):
        pairs = [_cell(value) for value in column]
        return [cell for cell, _ in pairs], sum(removed for _, removed in pairs)
    codes, distinct = pd.factorize(column)
    known = [_cell(value) for value in distinct]
    texts = np.array([*(text for text, _ in known), None], dtype=object)
    removed = np.array([*(count for _, count in known), 0])
    return texts[codes].tolist(), int(removed[codes].sum())


def plain_text(text: str) -> tuple[str, int]:
    """Return a text as a cell may hold it, and how many control characters were taken out."""
    return _CONTROL.subn("", _LINE_END.sub("\n", text))


def _cell(value: Any) -> tuple[Any, int]:
    """Return one cell of a column of texts or of several kinds."""
    if isinstance(value, list | tuple | np.ndarray):
        return _cell(" | ".join(map(str, value)))
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None, 0
    if isinstance(value, float | np.floating) and abs(float(value)) < 2**53 and value % 1 == 0:
        return int(value), 0
    if isinstance(value, bool | int | float | date | np.number | np.bool_):
        return value.item() if isinstance(value, np.generic) else value, 0
    return plain_text(str(value))


def _dates(column: pd.Series) -> list[Any]:
    """Return dates, or moments where a column has times of day."""
    plain = column if column.dt.tz is None else column.dt.tz_localize(None)
    days = plain.dt.normalize() == plain
    if days[plain.notna()].all():
        return _or_none(plain.dt.date, plain.isna())
    return _or_none(plain.dt.floor("s").astype(object), plain.isna())


def _or_none(values: Any, blank: pd.Series) -> list[Any]:
    """Return values as a list, None where there is none."""
    return [None if empty else value for value, empty in zip(values, blank, strict=True)]
