"""When people answered, and how long it took them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.chance import Stream, below, happens

SATURDAY = 5
OPENS, CLOSES = 8, 21
SPEEDERS, OVERNIGHT = 0.015, 0.02
HURRIED, USUAL, LONG = (95, 155), (420, 2400), (41_000, 61_000)
KEYS = ("survey", "interviews")
MADE_UP = (date(2000, 1, 3), date(2000, 1, 28))


def read_days(record: Any) -> tuple[dict[str, tuple[date, date]], str]:
    """Read the days of the fieldwork and why these; where none are given, some of January 2000."""
    if not isinstance(record, Mapping):
        raise CodebookError("fieldwork must be a table.")
    found = {"survey": MADE_UP, "interviews": MADE_UP}
    for key, value in record.items():
        if key == "assumed":
            continue
        if key not in KEYS:
            raise CodebookError(unknown("fieldwork: key", key, (*KEYS, "assumed")))
        first, last = (
            (value.get("first"), value.get("last")) if isinstance(value, Mapping) else (None, None)
        )
        if type(first) is not date or type(last) is not date:
            raise CodebookError(
                f"fieldwork: {key} needs two days: {{ first = 2026-01-05, last = 2026-01-30 }}."
            )
        if first > last:
            raise CodebookError(f"fieldwork: {key}: no day lies between {first} and {last}.")
        found[key] = (first, last)
    return found, str(record.get("assumed", "made up"))


def some_day(first: date, last: date, weekend: float, rng: Stream) -> date:
    """Return a day of the fieldwork; one at a weekend is kept at this rate only."""
    if (last - first).days < 2 and first.weekday() >= SATURDAY and last.weekday() >= SATURDAY:
        weekend = 1.0
    while True:
        day = first + timedelta(days=below((last - first).days + 1, rng))
        if day.weekday() < SATURDAY or happens(weekend, rng):
            return day


def some_moment(first: date, last: date, weekend: float, rng: Stream) -> datetime:
    """Return a moment of the fieldwork, by day."""
    second = below((CLOSES - OPENS) * 3600, rng)
    return datetime.combine(some_day(first, last, weekend, rng), time(OPENS)) + timedelta(
        seconds=second
    )


def some_duration(rng: Stream) -> int:
    """Return how many seconds somebody took; a few hurry, a few leave it open overnight."""
    share = rng.random()
    low, high = HURRIED if share < SPEEDERS else LONG if share > 1 - OVERNIGHT else USUAL
    return low + below(high - low, rng)
