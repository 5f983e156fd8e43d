"""Ends of a band as text, such as ``[0.45, 0.5)``, → exact intervals that hold values or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from cpsurvey.errors import CodebookError

Exact: TypeAlias = Fraction | int | float
NUMBER = r"\s*(-?(?:\d+(?:\.\d+)?|inf))\s*"
INTERVAL = re.compile(rf"([\[(]){NUMBER},{NUMBER}([\])])")
OR = " or "
SHAPE = 'write its ends in brackets, as in "[0.45, 0.5)": a square one where the end belongs to it'


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, the ends among them or not."""

    low: Exact
    high: Exact
    low_in: bool = True
    high_in: bool = True

    def holds(self, value: Exact) -> bool:
        """Tell whether a value lies in the interval."""
        above = value > self.low or (self.low_in and value == self.low)
        below = value < self.high or (self.high_in and value == self.high)
        return above and below


@dataclass(frozen=True)
class Band:
    """The values that agree with some words: one interval, or several."""

    intervals: tuple[Interval, ...]
    text: str

    def holds(self, value: Exact) -> bool:
        """Tell whether a value agrees."""
        return any(interval.holds(value) for interval in self.intervals)

    def holds_all(self, low: Exact, high: Exact) -> bool:
        """Tell whether all values between two agree, both of them too."""
        return any(one.holds(low) and one.holds(high) for one in self.intervals)

    def __str__(self) -> str:
        return self.text


def read_band(text: str) -> Band:
    """Read a band; one that is empty, or that is no band, is refused.

    Parameters
    ----------
    text
        Ends in brackets, square where the end belongs to the band and round where it does not;
        several are joined by " or ". ``inf`` has no end.

    Returns
    -------
    Band
        With exact ends: 0.1 is a tenth, and not the nearest binary number.

    Raises
    ------
    CodebookError
        If an end is not a number, or no value lies between the ends.

    Examples
    --------
    >>> nearly_half = read_band("[0.45, 0.5)")
    >>> nearly_half.holds(0.45), nearly_half.holds(0.5)
    (True, False)
    """
    return Band(tuple(_interval(part, text) for part in str(text).split(OR)), str(text))


def exactly(value: Exact) -> Band:
    """Return the band of one value."""
    return Band((Interval(value, value),), f"[{value}, {value}]")


def _interval(part: str, text: str) -> Interval:
    """Read one interval."""
    found = INTERVAL.fullmatch(part.strip())
    if found is None:
        raise CodebookError(f'band "{text}" cannot be read: {SHAPE}.')
    left, low, high, right = found.groups()
    interval = Interval(_exact(low), _exact(high), left == "[", right == "]")
    if interval.low > interval.high or (
        interval.low == interval.high and not (interval.low_in and interval.high_in)
    ):
        raise CodebookError(
            f'band "{text}" is empty: no value lies in it. Give its lower end first.'
        )
    return interval


def _exact(number: str) -> Exact:
    """Return a number without rounding it."""
    return float(number) if number.endswith("inf") else Fraction(number)
