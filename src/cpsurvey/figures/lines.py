"""Lines told apart by colour and marker: their data shaped, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cpsurvey.errors import QuestionError
from cpsurvey.figures import page, rows, words
from cpsurvey.figures.measure import width
from cpsurvey.figures.style import GROUPS, QUIET, SMALL, TEXT, edge
from cpsurvey.vocabulary import ALL_LEVELS

PLOT = 2.9
MARKERS = 8
NONE = "No line can be drawn: the reason is below"


class Line(NamedTuple):
    """One line: what it is of, and its points from left to right."""

    name: str
    x: list[float]
    y: list[float]


def names_of(result: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    """Return whose bases each row is about: ``Phone, n = 16 v 125 [u]``."""
    frame = pd.DataFrame({key: _words(result, key) for key in keys}, result.index)
    marks = result["mark"].fillna("") if "mark" in result else [""] * len(result)
    bases = zip(result["base"], result["base_reference"], marks, strict=True)
    whose = rows.names(frame, list(keys)) if keys else [""] * len(result)
    return [
        f"{name}, {words.bases(*pair)}" if name else words.bases(*pair)
        for name, pair in zip(whose, bases, strict=True)
    ]


def _words(result: pd.DataFrame, key: str) -> pd.Series[str]:
    """Return a column in words; the people of all its levels are everyone."""
    words_for = rows.in_words(result, key).astype(str)
    return words_for.mask(result[key].astype(str) == ALL_LEVELS, rows.EVERYONE)


def lines_of(
    result: pd.DataFrame, names: Sequence[str], x: str
) -> tuple[list[Line], dict[str, str]]:
    """Return a line for each name, and for those without points the reason why."""
    drawn, empty = [], {}
    for name, part in result.groupby(pd.Series(names, result.index), sort=False):
        points = part.dropna(subset=[x, "estimate"]).sort_values(x)
        if points.empty:
            first = {column: str(part[column].iloc[0]) for column in ("mark", "why")}
            empty[str(name)] = words.HIDDEN if first["mark"] == "c" else first["why"]
        else:
            values = points[[x, "estimate"]].astype(float)
            drawn.append(Line(str(name), values[x].tolist(), values["estimate"].tolist()))
    if len(drawn) > len(GROUPS):
        raise QuestionError(
            f"The result has {len(drawn)} lines; in one plot at most {len(GROUPS)} can be told"
            " apart. Keep some of the rows, or draw several figures."
        )
    return drawn, empty


def with_lines(about: page.About, drawn: Sequence[Line], empty: dict[str, str]) -> page.About:
    """Return words round a plot with a legend, and with what has no line in the caption."""
    legend = tuple(
        page.Entry(line.name, colour, marker=marker)
        for line, (colour, marker) in zip(drawn, GROUPS, strict=False)
    )
    reasons = [
        f"{'; '.join(name for name, one in empty.items() if one == why)} ({why})"
        for why in dict.fromkeys(empty.values())
    ]
    said = [about.caption, f"No line for {'; '.join(reasons)}." if reasons else ""]
    return about._replace(legend=legend, caption=" ".join(filter(None, said)))


def line_page(about: page.About, up: str) -> Axes:
    """Return a page with Axes whose height is in per cent, and what that is above them."""
    left = page.MARGIN + width("100%", SMALL) + page.GAP
    axes = page.page(about, plot=PLOT, left=left, right=page.MARGIN + 0.12, above=0.28)
    axes.annotate(
        up, (0, 1), xycoords="axes fraction", xytext=((page.MARGIN - left) * 72, 9),
        textcoords="offset points", size=TEXT,
    )  # fmt: skip
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(round(share, 6))))
    axes.tick_params(axis="y", labelsize=SMALL)
    axes.xaxis.set_major_locator(MultipleLocator(0.1))
    axes.grid(axis="both")
    return axes


def draw(axes: Axes, drawn: Sequence[Line]) -> None:
    """Draw each line, with markers that do not stand on those of another; say so of none."""
    if not drawn:
        axes.annotate(NONE, (0.5, 0.5), xycoords="axes fraction", ha="center", size=TEXT)
    for place, (line, (colour, marker)) in enumerate(zip(drawn, GROUPS, strict=False)):
        every = max(1, len(line.x) // MARKERS)
        first = min(place * every // len(drawn), len(line.x) - 1)
        axes.plot(
            line.x, line.y, color=colour, marker=marker, markersize=5, linewidth=1.6,
            markevery=(first, every), markeredgecolor=edge(colour), clip_on=False,
        )  # fmt: skip


def rule(axes: Axes, height: float) -> None:
    """Draw a broken line right across."""
    axes.axhline(height, color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)))
