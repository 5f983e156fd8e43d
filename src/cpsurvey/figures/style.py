"""The look of every figure: sizes, colours that are told apart in grey, and legible text.

The colours of groups and of counts are those of the Government Analysis Function, as in afcharts
1.2.0 (MIT licence): analysisfunction.civilservice.gov.uk, Data visualisation: colours in charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import to_hex, to_rgb

from cpsurvey.errors import QuestionError

WIDTH = 6.3
TITLE = 11.0
TEXT = 9.0
SMALL = 8.0
INK = "#1a1a1a"
QUIET = "#4a4a4a"
RULE = "#d5d5d5"

# The Analysis Function has no scale for answers between two opposites: this one ends in its dark
# blue and grows darker all the way, so that a print in grey keeps the order.
ORDERED = ("#fef0e2", "#f9cda0", "#eba257", "#989ea3", "#4683ba", "#1f6199", "#12436d")
# Answers without opposites have no middle that could be grey: one hue, and its lightest is not
# white, which is the page.
SEQUENCE = ("#dfebf7", "#b9d2ec", "#90b6de", "#6799cb", "#447db3", "#2a5e94", "#12436d")
COUNTED = ("#f1f6fb", "#12436d")
# Its categorical colours, those of its palette for two first, without its dark red and dark grey,
# which some people cannot tell from its dark blue. All but the first are alike in grey, and every
# one is told by its marker, place or label too, never by its colour alone.
GROUPS = (("#12436d", "o"), ("#f46a25", "s"), ("#28a197", "^"), ("#a285d1", "D"))

# A reader's own theme must not reach into a page laid out for this one.
_THEMED = ("axes", "axes3d", "figure", "font", "grid", "image", "legend", "lines", "patch",
           "path", "pdf", "savefig", "svg", "text", "xaxis", "xtick", "yaxis", "ytick")  # fmt: skip
_PLAIN = {
    name: value for name, value in mpl.rcParamsDefault.items() if name.split(".")[0] in _THEMED
}
_RC: dict[Any, Any] = _PLAIN | {
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT,
    "text.color": INK,
    "text.parse_math": False,
    "text.hinting": "none",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.unicode_minus": True,
    "xtick.color": QUIET,
    "xtick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelcolor": INK,
    "ytick.labelsize": TEXT,
    "ytick.left": False,
    "ytick.major.size": 0,
    "ytick.alignment": "center",
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": False,
    "figure.autolayout": False,
    "savefig.facecolor": "white",
    "savefig.bbox": None,
    "savefig.dpi": 200,
    "svg.hashsalt": "cpsurvey",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the house style inside a ``with`` block, and leave matplotlib as it was.

    The charts of this package are in it already; use it for what you add to them.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> from cpsurvey import figures
    >>> before = mpl.rcParams["font.size"]
    >>> with figures.style():
    ...     mpl.rcParams["font.size"]
    9.0
    >>> mpl.rcParams["font.size"] == before
    True
    """
    # rc_context would also undo what a notebook's backend sets while it loads, and then
    # nothing more would be displayed.
    before = {name: mpl.rcParams[name] for name in _RC}
    try:
        mpl.rcParams.update(_RC)
        yield
    finally:
        mpl.rcParams.update(before)


def ordered(levels: int) -> list[str]:
    """Return a colour for each of 1 to 7 answers between opposites, grey in the middle."""
    return _spread(ORDERED, levels)


def sequence(levels: int) -> list[str]:
    """Return a colour for each of 1 to 7 answers without opposites, light to dark in one hue."""
    return _spread(SEQUENCE, levels)


def _spread(colours: Sequence[str], levels: int) -> list[str]:
    """Return so many of some colours, as far from one another as they go."""
    if levels > len(colours):
        raise QuestionError(
            f"The result has {levels} answers; in one bar at most {len(colours)} can be told apart."
            " Take answers together (answers=), or draw share_intervals."
        )
    places = np.linspace(0, len(colours) - 1, levels).round().astype(int)
    return [colours[place] for place in places]


def grey(colour: str) -> str:
    """Return the grey that is as light as a colour."""
    linear = luminance(colour)
    level = linear * 12.92 if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return to_hex((level, level, level))


def on(colour: str) -> str:
    """Return black or white, whichever is easier to read on a colour."""
    return max("black", "white", key=lambda text: contrast(text, colour))


def edge(colour: str) -> str:
    """Return the colour of the line round a patch, and of its hatching."""
    return "white" if on(colour) == "white" else QUIET


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return a colour's relative luminance, 0 black to 1 white (WCAG 2.2)."""
    channels = np.array(to_rgb(colour), dtype=float)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
