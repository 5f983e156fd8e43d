"""What a figure was drawn from, kept for as long as the figure lives."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple
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
    """Keep what a figure was drawn from, and return its Axes.

    A notebook that shows the figure finds its text alternative beside the picture.
    """
    figure = figure_of(axes)
    _RECORDS[figure] = Record(result.copy(), about, alt)
    words = {"alt": alt.short, "long": alt.long, "caption": about.caption}
    vars(figure)["_repr_mimebundle_"] = partial(_beside_the_picture, words)
    return axes


def recall(drawn: Axes | Figure) -> Record | None:
    """Return what a figure was drawn from, or None if it was drawn elsewhere."""
    return _RECORDS.get(figure_of(drawn))


def _beside_the_picture(
    words: dict[str, str], **_: object
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what IPython's protocol for rich display asks for: no data, and words for the PNG."""
    return {}, {"image/png": words}


def figure_of(drawn: Axes | Figure) -> Figure:
    """Return the figure that Axes stand on, or the figure itself."""
    figure = drawn if isinstance(drawn, Figure) else drawn.figure
    while not isinstance(figure, Figure):
        figure = figure.figure
    return figure
