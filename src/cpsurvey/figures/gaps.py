"""Dots of differences and the gaps their bases can find in; the shading behind them out."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cpsurvey.figures import page, words
from cpsurvey.figures.style import QUIET

SHADE = "#e6e6e6"
HIGH = 0.22
HALF = 0.5
SHADED = page.Entry(
    "Shaded: true differences that bases like these would miss more than one time in five", SHADE
)


def beside(made: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return dots with gap_low and gap_high, where each shading ends, and with what is said of it.

    A gap is from the planned share to the side with more room; at a half both are as wide.
    """
    if not {"detectable_gap", "planned_share"} <= set(frame):
        return made
    gap = frame["detectable_gap"].astype(float).where(made["note"] == "")
    planned = frame["planned_share"].astype(float)
    low = (-gap).where(planned >= HALF, 0.0).where(gap.notna())
    high = gap.where(planned <= HALF, 0.0).where(gap.notna())
    more = [_said(*ends) for ends in zip(low, high, strict=True)]
    return made.assign(gap_low=low, gap_high=high, more=more)


def legend(made: pd.DataFrame) -> tuple[page.Entry, ...]:
    """Return the legend's entry, if anything is shaded."""
    return (SHADED,) if "gap_low" in made and made["gap_low"].notna().any() else ()


def draw(axes: Axes, made: pd.DataFrame) -> None:
    """Shade, row by row, what would often be missed; a line at each end."""
    if "gap_low" not in made:
        return
    ends = zip(axes.get_yticks(), made["gap_low"], made["gap_high"], strict=True)
    for middle, low, high in ends:
        if not math.isnan(low):
            box = Rectangle((low, middle - HIGH / 2), high - low, HIGH, facecolor=SHADE, zorder=0.6)
            axes.add_patch(box)
            for end in sorted({low, high} - {0.0}):
                axes.plot(
                    [end] * 2, [middle - HIGH / 2, middle + HIGH / 2], color=QUIET, linewidth=0.6
                )


def _said(low: float, high: float) -> str:
    """Return ``; a true difference is found four times in five from 28 points``, or nothing."""
    if math.isnan(low):
        return ""
    away = "" if low and high else f" {'below' if low else 'above'} 0"
    size = words.whole_points(max(-low, high))
    return f"; a true difference is found four times in five from {size} points{away}"
