"""A band as text, such as ``[0.45, 0.5)``, in; its ends, its words and its bar out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cpsurvey.errors import QuestionError
from cpsurvey.figures.style import QUIET, RULE

INTERVAL = re.compile(r"([\[(])\s*(-?[\d.]+|-?inf)\s*,\s*(-?[\d.]+|-?inf)\s*([\])])")
BAND = RULE


class Ends(NamedTuple):
    """The ends of one interval of a band, and whether they belong to it."""

    low: float
    high: float
    low_in: bool
    high_in: bool


def ends_of(band: str) -> list[Ends]:
    """Return the intervals of a band; shares beyond 0 and 1 are cut off."""
    found = INTERVAL.findall(str(band))
    if not found:
        raise QuestionError(
            f'the band "{band}" cannot be read: give it as check_claims does, as in "[0.45, 0.5)".'
        )
    return [
        Ends(
            max(float(low), 0.0), min(float(high), 1.0), left == "[", right == "]" or "inf" in high
        )
        for left, low, high, right in found
    ]


def in_words(band: str) -> str:
    """Return a band in per cent: ``45% to below 50%``."""
    return " or ".join(map(_in_words, ends_of(band)))


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


def _in_words(ends: Ends) -> str:
    """Return one interval in per cent."""
    if ends.low == ends.high:
        return _percent(ends.low)
    low = f"{'' if ends.low_in else 'above '}{_percent(ends.low)}"
    high = f"{'' if ends.high_in else 'below '}{_percent(ends.high)}"
    from_none, to_all = low == _percent(0), high == _percent(1)
    if from_none or to_all:
        said = f"{low} or more" if ends.low_in else low
        return "any share" if from_none and to_all else said if to_all else f"up to {high}"
    return f"{low} to {high}"


def _percent(share: float) -> str:
    """Return a share in per cent, with the decimals that it has."""
    return f"{100 * share:.6g}%"
