"""When people answered, and how long it took them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cpsurvey.synthetic.chance import Stream, below, happens

SATURDAY = 5
OPENS, CLOSES = 8, 21
SPEEDERS, OVERNIGHT = 0.015, 0.02
HURRIED, USUAL, LONG = (95, 155), (420, 2400), (41_000, 61_000)


def some_day(first: date, last: date, weekend: float, rng: Stream) -> date:
    """Return a day of the fieldwork; one at a weekend is kept at this rate only."""
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
