"""A band as text, such as ``[0.45, 0.5)``, in; its ends, its words and its bar out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cpsurvey.errors import QuestionError
from cpsurvey.figures import words
from cpsurvey.figures.style import QUIET, RULE

INTERVAL = re.compile(r"([\[(])\s*(-?[\d.]+|-?inf)\s*,\s*(-?[\d.]+|-?inf)\s*([\])])")
BAND = RULE
MOST_DECIMALS = 4


class Ends(NamedTuple):
    """The ends of one interval of a band, and whether they belong to it."""

    low: float
    high: float
    low_in: bool
    high_in: bool


def ends_of(band: str) -> list[Ends]:
    """Return the intervals of a band that hold a share; what is beyond 0 and 1 is cut off."""
    found = INTERVAL.findall(str(band))
    if not found:
        raise QuestionError(
            f'the band "{band}" cannot be read: give it as check_claims does, as in "[0.45, 0.5)".'
        )
    cut = [
        _cut(left == "[", float(low), float(high), right == "]") for left, low, high, right in found
    ]
    return [
        ends
        for ends in cut
        if ends.low < ends.high or (ends.low == ends.high and ends.low_in and ends.high_in)
    ]


def in_words(band: str) -> str:
    """Return a band in per cent: ``45% to below 50%``."""
    return " or ".join(map(_in_words, ends_of(band)))


def holds(band: str, share: float) -> bool:
    """Tell whether a share is in a band."""
    return any(
        (ends.low < share or (ends.low_in and ends.low == share))
        and (share < ends.high or (ends.high_in and ends.high == share))
        for ends in ends_of(band)
    )


def percent(share: float, band: str) -> str:
    """Return a share in whole per cent, with as many decimals as show whether it is in its band."""
    inside = holds(band, share)
    told = words.percent(share)
    if told.startswith(("<", ">")):
        return told
    for decimals in range(1, MOST_DECIMALS + 1):
        if holds(band, float(told.removesuffix("%")) / 100) == inside:
            break
        told = f"{100 * share:.{decimals}f}%"
    return told


def draw_band(axes: Axes, band: str, middle: float, high: float) -> None:
    """Draw a band as bars lying at a height; one of a single value is a line."""
    for ends in ends_of(band):
        bar = Rectangle((ends.low, middle - high / 2), ends.high - ends.low, high, clip_on=False)
        axes.add_patch(bar).set(facecolor=BAND, edgecolor=QUIET, linewidth=0.6, zorder=1.5)


def outermost(bands: Iterable[str]) -> Iterator[float]:
    """Yield the ends of some bands."""
    for band in bands:
        for ends in ends_of(band):
            yield from (ends.low, ends.high)


def _cut(low_in: bool, low: float, high: float, high_in: bool) -> Ends:
    """Return an interval without what is beyond 0 and 1."""
    return Ends(max(low, 0.0), min(high, 1.0), low_in or low < 0, high_in or high > 1)


def _in_words(ends: Ends) -> str:
    """Return one interval in per cent."""
    if ends.low == ends.high:
        return _percent(ends.low)
    low = f"{'' if ends.low_in else 'above '}{_percent(ends.low)}"
    high = f"{'' if ends.high_in else 'below '}{_percent(ends.high)}"
    from_none, to_all = low == _percent(0), high == _percent(1)
    if from_none and to_all:
        return "any share"
    if from_none:
        return f"up to {high}" if ends.high_in else high
    if to_all:
        return f"{low} or more" if ends.low_in else low
    return f"{low} to {high}"


def _percent(share: float) -> str:
    """Return a share in per cent, with the decimals that it has."""
    return f"{100 * share:.6g}%"
