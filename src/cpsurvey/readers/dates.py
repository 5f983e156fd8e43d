"""Two columns of moments as platforms and spreadsheets write them in, the same in ISO order out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import pandas as pd

ISO = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?"
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: (\d{1,2}):(\d\d)(?::(\d\d))?)?")


def to_iso(started: pd.Series, recorded: pd.Series) -> tuple[pd.Series, pd.Series, str]:
    """Return both columns in ISO order, and how they were written.

    A spreadsheet turns 2020-10-02 into 10/2/20 or 2/10/20; which, only a day after the twelfth
    tells. Where none does, or where a date is written otherwise, it is left blank.
    """
    columns = [column.str.strip() for column in (started, recorded)]
    fine = [column.str.fullmatch(f"({ISO})?").astype(bool) for column in columns]
    odd = {text for column, good in zip(columns, fine, strict=True) for text in column[~good]}
    if not odd:
        return columns[0], columns[1], "iso"
    order = _order(odd)
    found = {text: _iso(text, order) for text in odd}
    first, second = (
        column.where(good, column.map(found)) for column, good in zip(columns, fine, strict=True)
    )
    return first, second, order


def _order(texts: Iterable[str]) -> str:
    """Return what a date with slashes begins with."""
    parts = [match.groups() for match in map(SLASHED.fullmatch, texts) if match]
    day_first = any(int(first) > 12 for first, *_ in parts)
    month_first = any(int(second) > 12 for _, second, *_ in parts)
    if day_first == month_first:
        return "unclear"
    return "day first" if day_first else "month first"


def _iso(text: str, order: str) -> str:
    """Return one date with slashes in ISO order, or nothing where it is none."""
    match = SLASHED.fullmatch(text)
    if not match or order == "unclear":
        return ""
    first, second, year, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    day, month = (first, second) if order == "day first" else (second, first)
    year += 2000 if year < 100 else 0
    try:
        moment = datetime(year, month, day, hours, minutes, seconds, tzinfo=UTC)
    except ValueError:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M:%S")
