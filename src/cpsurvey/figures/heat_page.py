"""Rows of themes and columns of groups in; a page with their names round empty Axes out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from cpsurvey.figures import page
from cpsurvey.figures.heat_heads import PAD, Heads, draw_heads, gaps, heads_of
from cpsurvey.figures.measure import height, width, wrap
from cpsurvey.figures.style import SMALL, TEXT, WIDTH
from cpsurvey.figures.theme_rows import ThemeRow

LEAST_LABEL, MOST_LABEL = 1.9, 3.0
WIDEST = 1.1
INSIDE = 0.03  # of a cell, beside its text
AIRY, TIGHT, MANY = 0.25, 0.175, 24


class Cells(NamedTuple):
    """Where everything goes: rows, columns with their names, outermost first, bases and texts."""

    rows: list[ThemeRow]
    columns: list[tuple[str, ...]]
    sizes: list[str]
    texts: list[str]


class Placed(NamedTuple):
    """Axes in inches, what stands above them, and where each row begins and how high it is.

    ``narrow`` tells that only counts fit the cells, not counts and bases.
    """

    axes: Axes
    heads: Heads
    tops: list[float]
    high: list[float]
    narrow: bool


def heat_page(about: page.About, cells: Cells) -> Placed:
    """Return a page with a place for each row and column, both named."""
    many = len(cells.rows) > MANY
    size = SMALL if many else TEXT
    full = WIDTH - 2 * page.MARGIN - page.GAP - gaps(cells.columns)
    wide, text_size, narrow = _columns(cells, full)
    labels = [_wrapped(row, full - wide * len(cells.columns), size) for row in cells.rows]
    weights = ["bold" if row.heads else "normal" for row in cells.rows]
    room = max(width(text, size, heavy) for text, heavy in zip(labels, weights, strict=True))
    wide = min((full - room) / len(cells.columns), WIDEST)
    heads = heads_of(cells.columns, cells.sizes, wide, text_size)
    high = [max(TIGHT if many else AIRY, height(text, size) + PAD) for text in labels]
    left = page.MARGIN + room + page.GAP
    right = WIDTH - left - heads.right
    axes = page.page(about, plot=sum(high), left=left, right=right, above=heads.of_all)
    axes.set(xlim=(0, heads.right), ylim=(sum(high), 0), xticks=[])
    axes.spines[:].set_visible(False)
    tops = [0.0, *np.cumsum(high).tolist()][:-1]
    middles = [top + tall / 2 for top, tall in zip(tops, high, strict=True)]
    axes.set_yticks(middles, labels, ha="left", size=size)
    axes.tick_params(axis="y", pad=(left - page.MARGIN) * 72)
    for label, heavy in zip(axes.get_yticklabels(), weights, strict=True):
        label.set_fontweight(heavy)
    draw_heads(axes, heads)
    return Placed(axes, heads, tops, high, narrow=narrow)


def _columns(cells: Cells, full: float) -> tuple[float, float, bool]:
    """Return how wide columns must be, the size of what stands in them, and if only counts fit."""
    columns = len(cells.columns)
    for size in (SMALL, SMALL - 1):
        wide = max(width(text, size) for text in cells.texts) + 2 * INSIDE
        if full - columns * wide >= LEAST_LABEL:
            labels = max(width(row.indented, TEXT, "bold") for row in cells.rows)
            spare = (full - min(labels, MOST_LABEL)) / columns
            return min(max(wide, spare), WIDEST), size, False
    return (full - LEAST_LABEL) / columns, SMALL - 1, True


def _wrapped(row: ThemeRow, inches: float, size: float) -> str:
    """Return a row's label in lines, all of them set in by its depth."""
    lead = row.indented.removesuffix(row.label)
    heavy = "bold" if row.heads else "normal"
    lines = wrap(row.label, inches - width(lead, size), size, heavy).split("\n")
    return "\n".join(lead + line for line in lines)
