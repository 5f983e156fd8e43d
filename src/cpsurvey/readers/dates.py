"""Two columns of moments as platforms and spreadsheets write them in, the same in ISO order out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache

import pandas as pd

ISO = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?"
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
# Those whose order is beyond doubt: Google Forms (2020/06/05 11:34:01 AM EST), German (5.6.2020).
YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AaPp])[Mm])?(?: [A-Z][A-Z\d:+-]*)?")
OFFSET = re.compile(ISO.removesuffix("?") + r"(Z|[+-]\d\d:?\d\d)")


def to_iso(started: pd.Series, recorded: pd.Series) -> tuple[pd.Series, pd.Series, str]:
    """Return both columns in ISO order, and how they were written.

    A spreadsheet turns 2020-10-02 into 10/2/20 or 2/10/20; which, only a day after the twelfth
    tells. Where none does, or where a date is written otherwise, it is left blank. A moment with
    its distance from Greenwich becomes that of Greenwich.
    """
    columns = [column.str.strip() for column in (started, recorded)]
    fine = [column.str.fullmatch(f"({ISO})?").astype(bool) for column in columns]
    odd = {text for column, good in zip(columns, fine, strict=True) for text in column[~good]}
    if not odd:
        return columns[0], columns[1], "iso"
    found = {text: _beyond_doubt(text) for text in odd}
    slashed = {text for text, iso in found.items() if not iso}
    order = _order(slashed) if slashed else "in words of their own"
    found |= {text: _joined(_slashed_day(text.partition(" ")[0], order), text) for text in slashed}
    first, second = (
        column.where(good, column.map(found)) for column, good in zip(columns, fine, strict=True)
    )
    return first, second, order


def _order(texts: Iterable[str]) -> str:
    """Return what a date with slashes begins with."""
    days = {text.partition(" ")[0] for text in texts}
    parts = [match.groups() for match in map(SLASHED.fullmatch, days) if match]
    day_first = any(int(first) > 12 for first, *_ in parts)
    month_first = any(int(second) > 12 for _, second, *_ in parts)
    if day_first == month_first:
        return "unclear"
    return "day first" if day_first else "month first"


def _beyond_doubt(text: str) -> str:
    """Return a moment that can be read in one way only in ISO order, or nothing."""
    if text[4:5] == "-" and OFFSET.fullmatch(text):
        try:
            return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        except (ValueError, OverflowError):
            return ""
    return _joined(_certain_day(text.partition(" ")[0]), text)


def _joined(day: str, text: str) -> str:
    """Return a day with the time of day that stands behind it in a text; nothing without both."""
    clock = _clock(text.partition(" ")[2]) if day else ""
    return f"{day} {clock}" if clock else ""


# Days and times of day repeat where moments do not: each is worked out once.
@lru_cache(maxsize=100_000)
def _certain_day(text: str) -> str:
    """Return a day whose order is beyond doubt in ISO order, or nothing."""
    if match := YEAR_FIRST.fullmatch(text):
        return _day(*match.groups())
    match = DOTTED.fullmatch(text)
    return _day(*reversed(match.groups())) if match else ""


@lru_cache(maxsize=100_000)
def _slashed_day(text: str, order: str) -> str:
    """Return a day with slashes in ISO order, or nothing where it is none."""
    match = SLASHED.fullmatch(text)
    if not match or order == "unclear":
        return ""
    first, second, year = match.groups()
    return _day(year, *((second, first) if order == "day first" else (first, second)))


@lru_cache(maxsize=100_000)
def _clock(text: str) -> str:
    """Return a time of day, midnight where there is none, or nothing where it is another thing."""
    match = CLOCK.fullmatch(text) if text else None
    if text and not match:
        return ""
    hours, minutes, seconds, half = match.groups() if match else ("0", "0", "0", None)
    hour = int(hours) % 12 + 12 * (half in ("p", "P")) if half else int(hours)
    try:
        return f"{time(hour, int(minutes), int(seconds or 0)):%H:%M:%S}"
    except ValueError:
        return ""


def _day(year: str, month: str, day: str) -> str:
    """Return a day in ISO order, or nothing where there is no such day."""
    century = 2000 if len(year) == 2 else 0
    try:
        return date(int(year) + century, int(month), int(day)).isoformat()
    except ValueError:
        return ""
