"""A page of the width it is used at: title, legend, plot and caption, each as high as its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cpsurvey.figures.hatching import slanting_lines
from cpsurvey.figures.measure import SPACING, height, width, wrap
from cpsurvey.figures.style import SMALL, TEXT, TITLE, WIDTH, edge
from cpsurvey.vocabulary import is_synthetic

MARGIN = 0.1
GAP = 0.08
SWATCH = 0.18
BASELINE = 0.99  # of a line below its top, in sizes


_APART = ContextVar("words_apart", default=False)


@contextmanager
def words_apart() -> Iterator[None]:
    """Draw without titles and captions inside a ``with`` block: the text around has them."""
    token = _APART.set(True)
    try:
        yield
    finally:
        _APART.reset(token)


class Entry(NamedTuple):
    """One entry of a legend: a patch, hatched or not, or a marker where it names one."""

    label: str
    colour: str
    hatched: bool = False
    marker: str = ""


class About(NamedTuple):
    """The words round a plot."""

    title: str
    data: str
    caption: str = ""
    axis: str = ""
    legend: tuple[Entry, ...] = ()


def page(about: About, *, plot: float, left: float, right: float, above: float = 0.0) -> Axes:
    """Return Axes `plot` inches high between margins, on a page with its words in place."""
    full = WIDTH - 2 * MARGIN
    if _APART.get():
        about = about._replace(title="", caption="")
    title = wrap(about.title, full, TITLE, "bold")
    data = wrap(f"Data: {about.data}", full, SMALL, "bold")
    caption = wrap(about.caption, full, SMALL)
    entries, legend = flow(about.legend, full)
    data_top = MARGIN + height(title, TITLE) + GAP / 2
    legend_top = data_top + height(data, SMALL) + GAP
    plot_top = legend_top + legend + above
    axis = wrap(about.axis, WIDTH - left - right, TEXT)
    caption_top = plot_top + plot + GAP + (height(axis, TEXT) + 0.28 if axis else 0.0)
    figure = plt.figure(figsize=(WIDTH, caption_top + height(caption, SMALL) + MARGIN))
    _write(figure, title, MARGIN, MARGIN, TITLE, "bold")
    _write(figure, data, MARGIN, data_top, SMALL, "bold" if is_synthetic(about.data) else "normal")
    for across, down, entry in entries:
        _draw_entry(figure, entry, MARGIN + across, legend_top + down)
    _write(figure, caption, MARGIN, caption_top, SMALL)
    axes: Axes = figure.add_axes(_box(figure, left, plot_top, WIDTH - left - right, plot))
    axes.set_xlabel(axis)
    return axes


def flow(entries: Iterable[Entry], full: float) -> tuple[list[tuple[float, float, Entry]], float]:
    """Return legend entries with their places in inches, left to right, and the height of all."""
    placed: list[tuple[float, float, Entry]] = []
    across = down = row = 0.0
    for entry in entries:
        text = wrap(entry.label, full - SWATCH - GAP, SMALL)
        wide = SWATCH + GAP + width(text, SMALL)
        if placed and across + wide > full:
            across, down, row = 0.0, down + row, 0.0
        placed.append((across, down, entry._replace(label=text)))
        across += wide + 2 * GAP
        row = max(row, height(text, SMALL) + 0.05)
    return placed, down + row + (GAP if placed else 0.0)


def inches(axes: Axes) -> tuple[float, float]:
    """Return the width and height of Axes on the page."""
    return axes.bbox.width / axes.figure.dpi, axes.bbox.height / axes.figure.dpi


def _box(
    figure: Figure, left: float, top: float, wide: float, high: float
) -> tuple[float, float, float, float]:
    """Return a box given in inches from the page's top left as shares of the page."""
    full, tall = figure.get_size_inches()
    return left / full, 1 - (top + high) / tall, wide / full, high / tall


def _write(
    figure: Figure, text: str, left: float, top: float, size: float, weight: str = "normal"
) -> None:
    """Write lines of text, the first so many inches from the page's left and top."""
    for row, line in enumerate(text.splitlines()):
        x, y, _, _ = _box(figure, left, top + (BASELINE + row * SPACING) * size / 72, 0, 0)
        figure.text(x, y, line, size=size, weight=weight)


def _draw_entry(figure: Figure, entry: Entry, left: float, top: float) -> None:
    """Draw a swatch or a marker, and its words."""
    x, y, wide, high = _box(figure, left, top + 0.01, SWATCH, 0.12)
    line = edge(entry.colour)
    if entry.marker:
        dot = Line2D([x + wide / 2], [y + high / 2], marker=entry.marker, color=line)
        figure.add_artist(dot).set(markerfacecolor=entry.colour, markersize=6.5)
    else:
        swatch = Rectangle((x, y), wide, high, facecolor=entry.colour)
        figure.add_artist(swatch).set(edgecolor=line, linewidth=0.6)
    if entry.hatched:
        for start, end in slanting_lines(SWATCH, 0.12) / figure.get_size_inches() + (x, y):
            figure.add_artist(Line2D(*zip(start, end, strict=True), color=line, linewidth=0.6))
    _write(figure, entry.label, left + SWATCH + GAP, top, SMALL)
