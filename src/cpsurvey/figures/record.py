"""What a figure was drawn from, kept for as long as the figure lives."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpsurvey.figures.alt_text import AltText
from cpsurvey.figures.page import About


class Record(NamedTuple):
    """The result behind a figure and the words that stand for it."""

    result: pd.DataFrame
    about: About
    alt: AltText


_RECORDS: WeakKeyDictionary[Figure, Record] = WeakKeyDictionary()


def remember(axes: Axes, result: pd.DataFrame, about: About, alt: AltText) -> Axes:
    """Keep what a figure was drawn from, and return its Axes."""
    _RECORDS[figure_of(axes)] = Record(result.copy(), about, alt)
    return axes


def recall(drawn: Axes | Figure) -> Record | None:
    """Return what a figure was drawn from, or None if it was drawn elsewhere."""
    return _RECORDS.get(figure_of(drawn))


def figure_of(drawn: Axes | Figure) -> Figure:
    """Return the figure that Axes stand on, or the figure itself."""
    figure = drawn if isinstance(drawn, Figure) else drawn.figure
    while not isinstance(figure, Figure):
        figure = figure.figure
    return figure
