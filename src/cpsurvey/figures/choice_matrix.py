"""Specifications in; the choices that differ, and a page with a row for each below a curve, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.figures import bands, page, words
from cpsurvey.figures.measure import height, width, wrap
from cpsurvey.figures.page import GAP, MARGIN
from cpsurvey.figures.row_page import beside
from cpsurvey.figures.style import COUNTED, QUIET, RULE, SMALL

CHOICES = {
    "reading": "Whose answers are meant",
    "base_rule": "Who is in the base",
    "dont_know": "Those who did not know",
    "exclusions": "Rules of exclusion",
    "mode_rule": "How answers are read",
    "band": "What the words are read as",
}
EMPTY = {"reading": "as_the_registry_has_it", "base_rule": "no_choice", "dont_know": "no_choice"}
TOGETHER = " + "
LEFT = 2.2
SCALE = 0.6
INDENT = 0.12
ROW = 0.17
ABOVE_CURVE = 0.16
BASES = 0.36
DIGITS = SMALL - 1
INSIDE, BETWEEN = 0.07, 0.05


class Choice(NamedTuple):
    """A row of the matrix: what is chosen, how, and in which places of the curve."""

    heading: str
    label: str
    places: list[int]


def choices_of(frame: pd.DataFrame) -> list[Choice]:
    """Return a row for each way of each choice that differs, those of the main one first."""
    main = [*frame.index[frame["main"]], *frame.index]
    found = []
    for column, heading in CHOICES.items():
        if column not in frame or frame[column].nunique(dropna=False) < 2:
            continue
        made = _words(frame, column)
        ways = dict.fromkeys(way for place in main for way in made[place])
        found += [
            Choice(heading, way, [place for place, several in enumerate(made) if way in several])
            for way in ways
        ]
    return found


def matrix_page(
    about: page.About, choices: Sequence[Choice], frame: pd.DataFrame, high: float
) -> Axes:
    """Return Axes `high` inches high with a place for each row of a frame, the matrix below it.

    Between them stand the bases, as numbers, or as a line of dots where columns are too narrow.
    """
    labels = [wrap(one.label, LEFT - INDENT, SMALL) for one in choices]
    tops, bottom = _stack(choices, labels)
    left = MARGIN + _wide(choices, labels) + 2 * GAP
    lower = page.page(
        about, plot=bottom, left=left, right=MARGIN, above=high + ABOVE_CURVE + 2 * GAP
    )
    lower.set(xlim=(-0.5, len(frame) - 0.5), ylim=(bottom, 0), xticks=[])
    lower.spines[:].set_visible(False)
    middles = [top + height(label, SMALL) / 2 for top, label in zip(tops, labels, strict=True)]
    lower.set_yticks(middles, labels, ha="left", size=SMALL)
    lower.tick_params(axis="y", pad=(left - MARGIN - INDENT) * 72)
    _write_bases(lower, frame, left)
    _write_headings(lower, choices, tops, left)
    _dots(lower, choices, middles, len(frame))
    box = lower.get_position()
    inch = box.height / page.inches(lower)[1]
    place = (box.x0, box.y1 + GAP * inch, box.width, high * inch)
    upper: Axes = lower.figure.add_axes(place, sharex=lower)
    upper.tick_params(axis="x", bottom=False, labelbottom=False)
    upper.spines["left"].set_visible(True)
    return upper


def _words(frame: pd.DataFrame, column: str) -> list[list[str]]:
    """Return the ways that each specification makes a choice: one, or several together."""
    if column == "band":
        return [[words.sentence_case(bands.in_words(band))] for band in frame[column].astype(str)]
    labelled = f"{column}_label" in frame
    values = frame[f"{column}_label" if labelled else column].astype(object).fillna("")
    empty = EMPTY.get(column, "")
    return [
        [
            way if labelled else words.sentence_case(way)
            for way in str(value or empty).split(TOGETHER)
        ]
        for value in values
    ]


def _stack(choices: Sequence[Choice], labels: Sequence[str]) -> tuple[list[float], float]:
    """Return how far down each row begins, below its heading where it changes, and the end."""
    tops, down, before = [], BASES, ""
    for one, label in zip(choices, labels, strict=True):
        down += (ROW + GAP / 2) if one.heading != before else 0.0
        before = one.heading
        tops.append(down)
        down += max(ROW, height(label, SMALL) + 0.03)
    return tops, down + GAP / 2


def _wide(choices: Sequence[Choice], labels: Sequence[str]) -> float:
    """Return how many inches wide the words left of the matrix are."""
    rows = (INDENT + width(label, SMALL) for label in labels)
    headings = (width(one.heading, SMALL, "bold") for one in choices)
    return max([SCALE, *rows, *headings])


def _write_bases(axes: Axes, frame: pd.DataFrame, left: float) -> None:
    """Write the base of each specification, or from where to where they run."""
    bases = [words.number(base) for base in frame["base"]]
    flag = words.flag("u") if (frame["mark"] == "u").any() else ""
    wide = page.inches(axes)[0] / len(bases)
    beside(axes, f"n{flag}", 0, BASES / 2, MARGIN - left, weight="bold")
    if max(width(base, DIGITS) for base in bases) + BETWEEN > wide:
        _draw_bases(axes, frame["base"].astype(float))
        return
    for place, base in enumerate(bases):
        axes.text(
            place, BASES / 2, base, size=DIGITS, ha="center", va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )  # fmt: skip


def _draw_bases(axes: Axes, bases: pd.Series[float]) -> None:
    """Draw bases as dots, a higher one higher, with the smallest and the largest in numbers."""
    low, high = bases.min(), bases.max()
    if pd.isna(low):
        beside(axes, words.CONFIDENTIAL, 0, BASES / 2, GAP)
        return
    flat = high == low
    rise = (bases - low) / (1 if flat else high - low) * (BASES - 2 * INSIDE)
    down = bases * 0 + BASES / 2 if flat else BASES - INSIDE - rise
    axes.plot(bases.index, down, "o", color=QUIET, markersize=min(2.6, 150 / len(bases)),
              markeredgewidth=0)  # fmt: skip
    ends = {high: BASES / 2} if flat else {high: INSIDE, low: BASES - INSIDE}
    for base, middle in ends.items():
        axes.plot([-0.5, len(bases) - 0.5], [middle] * 2, color=RULE, linewidth=0.6, zorder=0.5)
        text = words.number(base)
        beside(axes, text, 0, middle, -GAP / 2 - width(text, DIGITS), size=DIGITS)


def _write_headings(
    axes: Axes, choices: Sequence[Choice], tops: Sequence[float], left: float
) -> None:
    """Write what is chosen above its ways."""
    before = ""
    for one, top in zip(choices, tops, strict=True):
        if one.heading != before:
            beside(axes, one.heading, 0, top - ROW / 2, MARGIN - left, weight="bold")
        before = one.heading


def _dots(axes: Axes, choices: Sequence[Choice], middles: Sequence[float], columns: int) -> None:
    """Draw a dark dot where a choice was made, and a light one where it was not."""
    size = min(5.0, 150 / columns)
    for one, middle in zip(choices, middles, strict=True):
        others = [place for place in range(columns) if place not in one.places]
        for places, colour in ((others, RULE), (one.places, COUNTED[1])):
            axes.plot(places, [middle] * len(places), "o", color=colour, markersize=size,
                      markeredgewidth=0)  # fmt: skip
