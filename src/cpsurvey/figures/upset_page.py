"""Options, combinations and groups in; a page with bars over a matrix of joined dots out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import FuncFormatter, MaxNLocator

from cpsurvey.figures import page, words
from cpsurvey.figures.hatching import slanting_lines
from cpsurvey.figures.measure import height, width, wrap
from cpsurvey.figures.page import GAP, MARGIN
from cpsurvey.figures.style import COUNTED, GROUPS, QUIET, RULE, SMALL, TEXT, WIDTH, edge
from cpsurvey.vocabulary import AT_ALL, EXACTLY

LABEL = 2.0
MOST_HEAD = 0.95
NARROWEST, WIDEST = 0.29, 0.46
ROW = 0.24
BARS = 0.9
HEAD = 0.24
DIGITS = SMALL - 1
BAR = 0.62
AT_ALL_HEAD = "Ticked at all"
EXACTLY_HEAD = "Ticked exactly these"


class Panel(NamedTuple):
    """A group: name, n, mark, what is said in place of bars, and shares and texts by place.

    A place is at_all or exactly, and the codes.
    """

    name: str
    size: str
    mark: str
    note: str
    shares: Mapping[tuple[str, str], float]
    printed: Mapping[tuple[str, str], str]


class Sets(NamedTuple):
    """Options in words by code, the combinations drawn as sets of codes, and a panel a group."""

    options: dict[str, str]
    drawn: dict[str, set[str]]
    panels: list[Panel]


def columns_that_fit(options: Mapping[str, str], panels: Sequence[Panel]) -> int:
    """Return how many combinations have room beside the names of options."""
    return max(1, int((WIDTH - _left(options) - _right(panels)) / NARROWEST))


def upset_page(about: page.About, sets: Sets) -> Axes:
    """Return the Axes of the matrix, with a row of bars above it for each group."""
    labels = [wrap(label, LABEL, SMALL) for label in sets.options.values()]
    high = [max(ROW, height(label, SMALL) + 0.06) for label in labels]
    left = _left(sets.options)
    room = WIDTH - left - _right(sets.panels)
    wide = min(room / len(sets.drawn), WIDEST)
    above = len(sets.panels) * (HEAD + BARS + GAP) + GAP
    axes = page.page(
        about, plot=sum(high), left=left, right=WIDTH - left - wide * len(sets.drawn), above=above
    )
    axes.set(xlim=(-0.5, len(sets.drawn) - 0.5), ylim=(sum(high), 0), xticks=[])
    middles = [sum(high[:place]) + tall / 2 for place, tall in enumerate(high)]
    axes.set_yticks(middles, labels, ha="left", size=SMALL)
    axes.tick_params(axis="y", pad=(left - MARGIN) * 72)
    axes.spines[:].set_visible(False)
    _dots(axes, sets, middles)
    _ticked_at_all(axes, sets, middles)
    most = max(
        [0.05, *(panel.shares[EXACTLY, codes] for panel in sets.panels for codes in sets.drawn)]
    )
    for place, panel in enumerate(sets.panels):
        bars = _bars_above(axes, len(sets.panels) - place)
        bars.set_ylim(0, most * 1.05)
        _bars(bars, panel, list(sets.drawn), GROUPS[place][0])
        bars.annotate(
            f"{panel.name}, {panel.size}" if panel.name else panel.size, (0, 1),
            xycoords="axes fraction", xytext=((MARGIN - left) * 72, HEAD * 72 - TEXT),
            textcoords="offset points", size=TEXT, weight="bold", va="baseline",
        )  # fmt: skip
        bars.annotate(
            wrap(EXACTLY_HEAD, left - MARGIN - _scale() - GAP, SMALL), (0, 0.5),
            xycoords="axes fraction", xytext=((MARGIN - left) * 72, 0), va="center", size=SMALL,
            textcoords="offset points",
        )  # fmt: skip
    return axes


def _scale() -> float:
    """Return how wide the shares beside the bars are."""
    return width("100%", SMALL) + 0.1


def _left(options: Mapping[str, str]) -> float:
    """Return how many inches from the page's left the matrix begins."""
    labels = (wrap(label, LABEL, SMALL) for label in options.values())
    least = max(width(word, SMALL) for word in EXACTLY_HEAD.split()) + 2 * GAP + _scale()
    return MARGIN + max(least, *(width(label, SMALL) for label in labels)) + GAP


def _right(panels: Sequence[Panel]) -> float:
    """Return how many inches the shares at the right of the matrix take."""
    return MARGIN + GAP + max(_column(panels) * len(panels), width(AT_ALL_HEAD, SMALL, "bold"))


def _column(panels: Sequence[Panel]) -> float:
    """Return how wide the shares of one group are, with its name above them."""
    words_of = [word for panel in panels for word in ["100%", *panel.name.split()]]
    return min(max(width(word, SMALL) for word in words_of), MOST_HEAD) + 2 * GAP


def _bars_above(axes: Axes, up: int) -> Axes:
    """Return the Axes of bars, so many rows of them up from the matrix."""
    box = axes.get_position()
    inch = box.height / page.inches(axes)[1]
    bottom = box.y1 + (GAP + (up - 1) * (HEAD + BARS + GAP)) * inch
    bars: Axes = axes.figure.add_axes((box.x0, bottom, box.width, BARS * inch), sharex=axes)
    bars.tick_params(axis="x", bottom=False, labelbottom=False)
    bars.tick_params(axis="y", labelsize=SMALL)
    bars.spines["left"].set_visible(False)
    bars.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    bars.yaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(round(share, 6))))
    bars.grid(axis="y")
    return bars


def _bars(axes: Axes, panel: Panel, drawn: Sequence[str], colour: str) -> None:
    """Draw a bar for each combination with its share over it, or say why there are none."""
    if panel.note:
        axes.annotate(panel.note, (0.5, 0.6), xycoords="axes fraction", ha="center", size=SMALL)
    across, up = page.inches(axes)
    columns, top = axes.viewLim.width, axes.viewLim.height
    for place, codes in enumerate(drawn):
        share = 0.0 if panel.note else panel.shares[EXACTLY, codes]
        (bar,) = axes.bar([place], [share], BAR, color=colour, label=codes)
        if panel.mark == "u" and share:
            lines = slanting_lines(BAR * across / columns, share * up / top)
            lines = lines * [columns / across, top / up] + [bar.get_x(), 0]
            axes.add_collection(
                LineCollection(list(lines), colors=edge(colour), linewidths=0.6), autolim=False
            )
        axes.annotate(
            panel.printed[EXACTLY, codes], (place, share), xytext=(0, 2), size=DIGITS, ha="center",
            textcoords="offset points", annotation_clip=False,
        )  # fmt: skip


def _dots(axes: Axes, sets: Sets, middles: Sequence[float]) -> None:
    """Draw a dark dot for each option of a combination, joined, and a light one for the others."""
    for place, members in enumerate(sets.drawn.values()):
        inside = [middle for code, middle in zip(sets.options, middles, strict=True)
                  if code in members]  # fmt: skip
        others = [middle for middle in middles if middle not in inside]
        for heights, colour in ((others, RULE), (inside, COUNTED[1])):
            axes.plot([place] * len(heights), heights, "o", color=colour, markersize=6.5,
                      markeredgewidth=0, zorder=3)  # fmt: skip
        if len(inside) > 1:
            axes.plot([place, place], [inside[0], inside[-1]], color=COUNTED[1], linewidth=1.6)


def _ticked_at_all(axes: Axes, sets: Sets, middles: Sequence[float]) -> None:
    """Write the share of each group who ticked each option at all, right of the matrix."""
    wide = _column(sets.panels)
    edge_of_page = _right(sets.panels) - MARGIN
    heads = [wrap(panel.name, wide - GAP, SMALL) for panel in sets.panels]
    for number, (panel, head) in enumerate(zip(sets.panels, heads, strict=True)):
        right = (edge_of_page - wide * (len(heads) - 1 - number)) * 72
        for code, middle in zip(sets.options, middles, strict=True):
            axes.annotate(
                panel.printed[AT_ALL, code], (1, middle), xycoords=axes.get_yaxis_transform(),
                xytext=(right, 0), textcoords="offset points", size=SMALL, ha="right", va="center",
            )  # fmt: skip
        axes.annotate(
            head, (1, 1), xycoords="axes fraction", xytext=(right, 3), size=SMALL, ha="right",
            textcoords="offset points", va="bottom", color=QUIET,
        )  # fmt: skip
    up = 3 + max(height(head, SMALL) for head in heads) * 72
    axes.annotate(
        AT_ALL_HEAD, (1, 1), xycoords="axes fraction", size=SMALL, weight="bold", va="bottom",
        xytext=(edge_of_page * 72, up), textcoords="offset points", ha="right",
    )  # fmt: skip
