"""Bars made of one segment an answer: their data checked and shaped, and drawn from any start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from cpsurvey.errors import QuestionError
from cpsurvey.figures import page, rows, words
from cpsurvey.figures.hatching import slanting_lines
from cpsurvey.figures.measure import width
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import SMALL, edge, on
from cpsurvey.vocabulary import SHARE_FROM

ROW = 0.3
THICK = 0.21
SMALL_BASE = page.Entry(f"{words.SMALL_BASE} small base: read with care", "white", hatched=True)


class Bars(NamedTuple):
    """Bars in order; both frames are indexed by the bar's whole name."""

    placed: pd.DataFrame  # label, heading, base, mark, and the note in place of a bar
    shares: pd.DataFrame  # a column an answer, in order; 0 where no bar is drawn


def bars(result: pd.DataFrame, chart: str) -> Bars:
    """Return a result as bars, or raise where its answers are not the parts of a whole."""
    rows.check(result, chart, ["answer", "count", "base", "share"])
    keys = rows.varying(result, ["question"]) + rows.by_columns(result)
    frame = rows.tidy(result, [*keys, "answer"])
    bar = pd.Series(rows.names(frame, keys), name="bar")
    parts = dict(iter(frame.groupby(bar, sort=False)))
    placed = rows.place(frame[~bar.duplicated()], keys)
    placed["base"] = [part["base"].iloc[0] for part in parts.values()]
    placed["mark"] = [rows.mark_of(part) for part in parts.values()]
    placed["note"] = [note(part) for part in parts.values()]
    placed = placed.set_index("name")
    shares = pd.DataFrame(
        {name: part.set_index("answer")["share"] for name, part in parts.items()}, dtype=float
    ).T
    for name, part in parts.items():
        _check_whole(f"{chart} draws", name, part, [str(answer) for answer in shares])
    shares.loc[placed["note"] != ""] = 0.0
    return Bars(placed, shares)


def note(part: pd.DataFrame) -> str:
    """Return what stands in a bar's place where the bar must not be drawn, or nothing."""
    size = part["base"].iloc[0]
    instead = words.instead(size, rows.mark_of(part), part["why"].iloc[0])
    if instead or (size >= SHARE_FROM and part["share"].notna().all()):
        return instead
    given = part[part["count"] > 0]
    counts = zip(given["answer"], given["count"], strict=True)
    return f"Counts only: {', '.join(f'{answer} {words.number(n)}' for answer, n in counts)}"


def _check_whole(chart: str, bar: str, part: pd.DataFrame, answers: list[str]) -> None:
    """Raise where a bar lacks an answer that others have, or its shares do not make a whole."""
    lacking = [answer for answer in answers if answer not in set(part["answer"].astype(str))]
    if lacking:
        raise QuestionError(
            f"{chart} all bars on one scale; {bar} has no row for {lacking[0]}. Draw questions with"
            " different answers apart."
        )
    total = part["share"].sum()
    if not note(part) and abs(total - 1) > 1e-6:
        raise QuestionError(
            f"{chart} the parts of a whole; the shares of {bar} add up to {100 * total:.0f}%. Keep"
            " every answer in the result; where people could tick several, draw share_intervals."
        )


def bar_page(
    about: page.About,
    made: Bars,
    colours: Sequence[str],
    *,
    also: Sequence[page.Entry] = (),
    thinnest: float = ROW,
) -> tuple[Axes, page.About]:
    """Return a page with a row and an n for each bar, and its words with a legend in order.

    Where bars have a ``below``, it stands under their n; `also` ends the legend.
    """
    placed = made.placed
    legend = [page.Entry(str(level), c) for level, c in zip(made.shares, colours, strict=True)]
    legend += also
    if (placed["mark"] == "u").any():
        legend.append(SMALL_BASE)
    below = placed["below"] if "below" in placed else [""] * len(placed)
    ends = [
        [line for line in (words.base(size, mark), under) if line]
        for size, mark, under in zip(placed["base"], placed["mark"], below, strict=True)
    ]
    about = about._replace(axis="Share of those who answered", legend=tuple(legend))
    return row_page(
        about, placed.assign(end=pd.Series(ends, placed.index)), thinnest=thinnest
    ), about


def side_by_side(shares: pd.DataFrame, starts: pd.Series[float]) -> pd.DataFrame:
    """Return where each segment begins, one after the other from each bar's start."""
    return shares.cumsum(axis=1).sub(shares).add(starts, axis=0)


def draw(
    axes: Axes, made: Bars, lefts: pd.DataFrame, colours: Sequence[str], above: float = 0.0
) -> None:
    """Draw each bar's segments, so far above its row's middle, with each share where it fits."""
    for level, colour in zip(made.shares, colours, strict=True):
        drawn = axes.barh(
            axes.get_yticks() - above, made.shares[level], left=lefts[level], height=THICK,
            color=colour, edgecolor=edge(colour), linewidth=0.7, label=str(level), clip_on=False,
        )  # fmt: skip
        for patch, mark in zip(drawn, made.placed["mark"], strict=True):
            patch.set_visible(patch.get_width() > 0)
            if mark == "u":
                _hatch(axes, patch, colour)
            _print_share(axes, patch, colour)


def _hatch(axes: Axes, patch: Rectangle, colour: str) -> None:
    """Hatch a segment; the y axis is in inches downwards, the x axis is in shares."""
    inch = axes.viewLim.width / page.inches(axes)[0]
    lines = slanting_lines(patch.get_width() / inch, patch.get_height()) * [inch, -1]
    corner = [patch.get_x(), patch.get_y() + patch.get_height()]
    axes.add_collection(
        LineCollection(list(lines + corner), colors=edge(colour), linewidths=0.6), autolim=False
    )


def _print_share(axes: Axes, patch: Rectangle, colour: str) -> None:
    """Print the share inside a segment that is wide enough for it."""
    text = words.percent(patch.get_width())
    wide = patch.get_width() / axes.viewLim.width * page.inches(axes)[0]
    if wide > width(text, SMALL) + 0.08:
        axes.text(
            patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2, text,
            size=SMALL, color=on(colour), ha="center", va="center", zorder=4,
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.2},
        )  # fmt: skip
