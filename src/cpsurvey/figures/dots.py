"""Dots with intervals: their data shaped, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.figures import page, rows, words
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import GROUPS

SMALL_BASE = page.Entry(
    f"{words.SMALL_BASE} hollow: small base, read with care", "white", marker="o"
)


def dots(
    frame: pd.DataFrame,
    placed: pd.DataFrame,
    value: str,
    show: Callable[[float], str],
    sizes: Sequence[str],
    notes: Sequence[str],
) -> pd.DataFrame:
    """Return rows to draw: value, low, high, sizes, note in place of a dot, end, mark, look."""
    ends = [
        size if note else f"{show(share)}, {size}"
        for share, size, note in zip(frame[value], sizes, notes, strict=True)
    ]
    return placed.assign(
        value=frame[value],
        low=frame["ci_low"],
        high=frame["ci_high"],
        sizes=sizes,
        note=notes,
        end=ends,
        mark=frame["mark"],
        look=_looks(frame),
    )


def _looks(frame: pd.DataFrame) -> list[int]:
    """Return a number for each row's group, where a result is split by group."""
    if "group" not in rows.by_columns(frame):
        return [0] * len(frame)
    return [code % len(GROUPS) for code in frame["group"].cat.codes]


def dot_page(about: page.About, made: pd.DataFrame, also: Sequence[page.Entry] = ()) -> Axes:
    """Return a page with a row for each dot, and a legend where a base is small or of more."""
    small = ((made["mark"] == "u") & (made["note"] == "")).any()
    return row_page(about._replace(legend=(SMALL_BASE,) * bool(small) + tuple(also)), made)


def draw(axes: Axes, made: pd.DataFrame, heights: Sequence[float] | None = None) -> None:
    """Draw each interval and its dot, one a row if not at heights, hollow for a small base."""
    made = made.assign(height=axes.get_yticks() if heights is None else heights)
    facts = made.loc[made["note"] == "", ["height", "value", "low", "high", "mark", "look"]]
    for height, value, low, high, mark, look in facts.itertuples(index=False, name=None):
        colour, marker = GROUPS[look]
        axes.plot([low, high], [height, height], color=colour, linewidth=1.8, solid_capstyle="butt")
        inside = "white" if mark == "u" else colour
        axes.plot(
            [value], [height], marker, color=colour, markerfacecolor=inside, markersize=6.5,
            markeredgewidth=1.4, clip_on=False,
        )  # fmt: skip
