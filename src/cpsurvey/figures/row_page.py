"""Rows in, a page out whose Axes have a labelled place for each, and words at its end."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cpsurvey.figures import words
from cpsurvey.figures.measure import height, width, wrap
from cpsurvey.figures.page import GAP, MARGIN, About, inches, page
from cpsurvey.figures.style import SMALL, TEXT, WIDTH

MOST_LABEL = 2.2
INDENT = 0.12
LINE = 0.17
STEPS = (0.2, 0.4, 0.5, 1.0)


def row_page(
    about: About,
    placed: pd.DataFrame,
    *,
    thinnest: float = 0.26,
    widest: float = MOST_LABEL,
    size: float = TEXT,
    apart: float = 0.04,
) -> Axes:
    """Return a page with a row for each label, as high as its words, at the ticks of the y axis.

    `placed` holds label and heading, the words that ``end`` each row right of the plot, and the
    ``note`` that stands in place of what would be drawn; labels are no wider than ``widest`` inches
    and of ``size`` points, rows at least ``apart``. The y axis is in inches from the top. An end
    that is a list of lines has them at `lines_at`; a note stands so many inches ``up``, if any.
    """
    indent = INDENT if placed["heading"].any() else 0.0
    labels = [wrap(label, widest - indent, size) for label in placed["label"]]
    left = MARGIN + indent + max(width(label, size) for label in labels) + GAP
    ends = [[end] if isinstance(end, str) else end for end in placed["end"]]
    right = MARGIN + max(width(line, SMALL) for end in ends for line in end) + GAP
    notes = [wrap(note, WIDTH - left - right - 2 * GAP, SMALL) for note in placed["note"]]
    over = [wrap(text, WIDTH - 2 * MARGIN, TEXT, "bold") for text in _first(placed["heading"])]
    room = [
        max(thinnest, height(label, size) + apart, height(note, SMALL) + apart)
        for label, note in zip(labels, notes, strict=True)
    ]
    tops, bottom = _stack(room, [height(text, TEXT) + GAP if text else 0.0 for text in over])
    axes = page(about, plot=bottom, left=left, right=right)
    axes.set_ylim(bottom, 0)
    middles = [top + high / 2 for top, high in zip(tops, room, strict=True)]
    axes.set_yticks(middles, labels, ha="left", size=size)
    axes.tick_params(axis="y", pad=(left - MARGIN - indent) * 72)
    raised = placed["up"] if "up" in placed else [0.0] * len(placed)
    for middle, up, note, end in zip(middles, raised, notes, ends, strict=True):
        beside(axes, note, 0, middle - up, GAP)
        for down, line in zip(lines_at(middle, len(end)), end, strict=True):
            beside(axes, line, 1, down, GAP)
    for top, heading in zip(tops, over, strict=True):
        up = (height(heading, TEXT) + GAP) / 2
        beside(axes, heading, 0, top - up, MARGIN - left, size=TEXT, weight="bold")
    return axes


def lines_at(middle: float, lines: int) -> list[float]:
    """Return how far down each of some lines is that stand round the middle of a row."""
    return [middle + (place - (lines - 1) / 2) * LINE for place in range(lines)]


def _first(headings: pd.Series[str]) -> pd.Series[str]:
    """Return headings only where they change."""
    return headings.where(headings != headings.shift(), "")


def _stack(room: Sequence[float], over: Sequence[float]) -> tuple[list[float], float]:
    """Return how far down each row begins, below its heading if it has one, and where all end."""
    tops: list[float] = []
    bottom = GAP / 2
    for high, heading in zip(room, over, strict=True):
        apart = GAP if heading and tops else 0.0
        tops.append(bottom + apart + heading)
        bottom = tops[-1] + high
    return tops, bottom + GAP / 2


def beside(
    axes: Axes, text: str, side: int, down: float, right: float, *,
    size: float = SMALL, weight: str = "normal",
) -> None:  # fmt: skip
    """Write text so many inches right of one side of the Axes, at a row's height."""
    if text:
        axes.annotate(
            text, (side, down), xycoords=axes.get_yaxis_transform(), xytext=(right * 72, 0),
            textcoords="offset points", va="center", annotation_clip=False, zorder=5,
            size=size, weight=weight, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def step_of(axes: Axes) -> float:
    """Return how far apart shares on the x axis must be for their labels not to touch."""
    full = width("100%", SMALL) + GAP / 2
    an_inch = axes.viewLim.width / inches(axes)[0]
    return next((step for step in STEPS if step >= full * an_inch), STEPS[-1])


def percent_axis(axes: Axes, low: float, high: float) -> None:
    """Give Axes a scale in per cent, the same to either side of nought."""
    axes.set_xlim(low, high)
    axes.xaxis.set_major_locator(MultipleLocator(step_of(axes)))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda share, _: words.percent(round(abs(share), 6)))
    )
    axes.grid(axis="x")
