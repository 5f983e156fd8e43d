"""A moment as programs and people write it in, the same in ISO order out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache

DAY_FIRST, MONTH_FIRST, UNCLEAR = "day first", "month first", "unclear"
FIRST_OF_1900 = 30  # as spreadsheets, which write two digits, read them: 1930 to 2029
_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
# Those whose order is beyond doubt: Google Forms (2020/06/05 11:34:01 AM EST), German (5.6.2020).
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_EITHER = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})")
_CLOCK = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?: [A-Z][A-Z\d]*| ?(?i:z|gmt|utc))?(?: ?[+-][\d:]+)?"
)
_BETWEEN = re.compile(r"[ T]+")


def order_of(texts: Iterable[str]) -> str:
    """Return what dates begin with whose year stands last: which, only a thirteenth day tells.

    A spreadsheet turns 2020-10-02 into 10/2/20 or 2/10/20. Empty where there is no such date.
    """
    days = {_BETWEEN.split(text, maxsplit=1)[0] for text in texts}
    found = [match for match in map(_EITHER.fullmatch, days) if match]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[3]) > 12 for match in found)
    if day_first == month_first:
        return UNCLEAR if found else ""
    return DAY_FIRST if day_first else MONTH_FIRST


def in_iso(text: str, order: str) -> str | None:
    """Return ``2020-10-02`` or ``2020-10-02 09:05:00``, or None where a text cannot be read.

    An ISO moment with its distance from Greenwich becomes that of Greenwich; a zone behind any
    other does not count. Dates that may begin with day or month are read by `order`.
    """
    if _OFFSET.fullmatch(text):
        return _at_greenwich(text)
    written, *rest = _BETWEEN.split(text, maxsplit=1)
    day = _day(written, order)
    clock = _clock(rest[0]) if rest else ""
    return None if day is None or clock is None else f"{day} {clock}".rstrip()


def as_told(text: str) -> str:
    """Return a moment in ISO order where that is beyond doubt, else as it is written."""
    return in_iso(text.strip(), UNCLEAR) or text.strip()


def _at_greenwich(text: str) -> str | None:
    """Return a moment with an offset as that of Greenwich."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return None


# Days and times of day repeat where moments do not: each is worked out once.
@lru_cache(maxsize=100_000)
def _day(text: str, order: str) -> str | None:
    """Return a day in ISO order; None where there is no such day, or its order is not clear."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
    elif match := _DOTTED.fullmatch(text):
        day, month, year = match.groups()
    elif (match := _EITHER.fullmatch(text)) and order in (DAY_FIRST, MONTH_FIRST):
        first, _, second, year = match.groups()
        day, month = (first, second) if order == DAY_FIRST else (second, first)
    else:
        return None
    century = 0 if len(year) == 4 else 2000 if int(year) < FIRST_OF_1900 else 1900
    try:
        return date(int(year) + century, int(month), int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _clock(text: str) -> str | None:
    """Return a time of day, or None where it is another thing."""
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds, half = match.groups()
    hour = int(hours) % 12 + 12 * (half in ("p", "P")) if half else int(hours)
    try:
        return f"{time(hour, int(minutes), int(seconds or 0)):%H:%M:%S}"
    except ValueError:
        return None
