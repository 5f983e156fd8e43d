"""Columns of a heat map and how wide they are in; their names and bases above Axes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from cpsurvey.figures.measure import height, wrap
from cpsurvey.figures.style import QUIET, TEXT

PAD = 0.05
BETWEEN = 0.06  # of groups of columns
NO_BREAK = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"
Columns = Sequence[tuple[str, ...]]


class Heads(NamedTuple):
    """What stands above columns, wrapped to fit: bases, names, and names of groups of columns.

    All in inches; each group's name comes with its left and its right end.
    """

    lefts: list[float]
    wide: float
    size: float
    bases: list[str]
    names: list[str]
    groups: list[tuple[str, float, float]]

    @property
    def of_bases(self) -> float:
        """Return how high the bases are."""
        return max(height(text, self.size) for text in self.bases) + PAD

    @property
    def of_columns(self) -> float:
        """Return how high bases and names are."""
        return self.of_bases + max(height(text, self.size) for text in self.names)

    @property
    def of_all(self) -> float:
        """Return how high everything is."""
        groups = max((height(text, TEXT) + PAD for text, _, _ in self.groups), default=0.0)
        return self.of_columns + groups

    @property
    def right(self) -> float:
        """Return where the last column ends."""
        return self.lefts[-1] + self.wide


def heads_of(columns: Columns, bases: Sequence[str], wide: float, size: float) -> Heads:
    """Return what stands above columns of a width."""
    lefts = list(_lefts(columns, wide))
    return Heads(
        lefts=lefts,
        wide=wide,
        size=size,
        bases=[wrap(base.replace(" = ", NO_BREAK), wide, size) for base in bases],
        names=[wrap(column[-1], wide + BETWEEN / 2, size) for column in columns],
        groups=list(_groups(columns, lefts, wide)),
    )


def gaps(columns: Columns) -> float:
    """Return how much room is left between groups of columns."""
    return BETWEEN * sum(one[:-1] != other[:-1] for one, other in pairwise(columns))


def draw_heads(axes: Axes, heads: Heads) -> None:
    """Write the names and bases above Axes, and a line under each group's name."""
    for left, name, base in zip(heads.lefts, heads.names, heads.bases, strict=True):
        middle, up = left + heads.wide / 2, heads.of_bases - height(base, heads.size)
        _above(axes, base, middle, up - PAD / 2, size=heads.size, color=QUIET)
        _above(axes, name, middle, heads.of_bases, size=heads.size)
    bottom, _ = axes.get_ylim()
    for text, left, right in heads.groups:
        up = heads.of_columns + PAD / 2
        _above(axes, text, (left + right) / 2, up + PAD / 2, size=TEXT, weight="bold")
        axes.plot(
            [left, right], [1 + up / bottom] * 2, transform=axes.get_xaxis_transform(),
            color=QUIET, linewidth=0.8, clip_on=False,
        )  # fmt: skip


def _lefts(columns: Columns, wide: float) -> Iterator[float]:
    """Yield where each column begins, groups of them a little apart."""
    left = 0.0
    for place, column in enumerate(columns):
        if place and column[:-1] != columns[place - 1][:-1]:
            left += BETWEEN
        yield left
        left += wide


def _groups(
    columns: Columns, lefts: Sequence[float], wide: float
) -> Iterator[tuple[str, float, float]]:
    """Yield the name over each group of columns, and from where to where it reaches."""
    for group, members in groupby(range(len(columns)), key=lambda place: columns[place][:-1]):
        places = list(members)
        start, end = lefts[places[0]], lefts[places[-1]] + wide
        if group:
            yield wrap(", ".join(group), end - start, TEXT, "bold"), start, end


def _above(axes: Axes, text: str, across: float, up: float, **looks: Any) -> None:
    """Write text so many inches above the Axes, in the middle of a place."""
    axes.annotate(
        text, (across, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, up * 72),
        textcoords="offset points", ha="center", va="bottom", annotation_clip=False, **looks,
    )  # fmt: skip
