"""A checked frame in, the words that stand for its figure out; every number is the frame's."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.figures import words
from cpsurvey.figures.lines import Line
from cpsurvey.figures.page import About
from cpsurvey.figures.rows import names

MOST_STEPS = 60
_NOTHING = "No value can be shown."


class AltText(NamedTuple):
    """What a figure shows: in a sentence or two, and in full, a line a row."""

    short: str
    long: str


def of_counts(about: About, frame: pd.DataFrame, keys: list[str]) -> AltText:
    """Describe bars of counts."""
    counts = dict(zip(names(frame, keys), frame["count"], strict=True))
    marked = zip(counts.items(), frame["mark"], strict=True)
    lines = [f"{name}: {words.number(count)}{words.flag(mark)}." for (name, count), mark in marked]
    return _alt("Bar chart of counts", about, span("The count", counts, words.number), lines)


def of_bars(
    kind: str,
    about: About,
    placed: pd.DataFrame,
    shares: pd.DataFrame,
    also: Mapping[str, str] | None = None,
    shown: str = "",
) -> AltText:
    """Describe bars of segments: the range of the last answer, then every bar.

    `also` says by a bar's name what more there is to it, and `shown` what that runs from and to.
    """
    levels = [str(level) for level in shares]
    lines, last = [], {}
    for bar, size, mark, note in placed[["base", "mark", "note"]].itertuples(name=None):
        values = dict(zip(levels, shares.loc[bar], strict=True))
        said = ", ".join(f"{level} {words.percent(share)}" for level, share in values.items())
        more = f"; {also[bar]}" if also and bar in also else ""
        lines.append(f"{bar}, {words.base(size, mark)}: {note or said}{more}.")
        if not note:
            last[bar] = values[levels[-1]]
    told_of_last = span(levels[-1], last, words.percent)
    return _alt(kind, about, f"{told_of_last} {shown}".strip(), lines)


def of_dots(
    kind: str, what: str, about: About, made: pd.DataFrame, show: Callable[[float], str]
) -> AltText:
    """Describe dots with intervals: the range of what they show, then every row."""
    lines, drawn = [], {}
    made = made if "more" in made else made.assign(more="")
    facts = made[["name", "sizes", "note", "value", "low", "high", "more"]]
    for name, sizes, note, value, low, high, more in facts.itertuples(index=False, name=None):
        said = note or show(value) + interval_of(low, high, show) + more
        lines.append(f"{name}, {sizes}: {said}.")
        if not note:
            drawn[name] = value
    return _alt(kind, about, span(what, drawn, show), lines)


def of_grid(about: About, table: pd.DataFrame, printed: pd.DataFrame) -> AltText:
    """Describe a grid of counts with totals: the range of its cells, then row by row."""
    lines = [
        f"{row}: {', '.join(f'{column} {text}' for column, text in texts.items())}."
        for row, texts in printed.iterrows()
    ]
    cells = {
        f"{row}, {column}": count
        for row, counts in table.iloc[:-1, :-1].iterrows()
        for column, count in counts.items()
    }
    return _alt("Grid of counts", about, span("A cell", cells, words.number), lines)


def of_heat_map(about: About, cells: pd.DataFrame, columns: Sequence[tuple[str, ...]]) -> AltText:
    """Describe a heat map: the range of its shares, then theme by theme every group of columns."""
    values = {
        f"{theme}, {column}": share
        for theme, column, share in cells[["theme", "column", "share"]].itertuples(
            index=False, name=None
        )
    }
    lines = []
    for theme, part in cells.groupby("theme", sort=False):
        said: dict[str, list[str]] = {}
        facts = part[["printed", "share"]].itertuples(index=False, name=None)
        for column, (printed, share) in zip(columns, facts, strict=True):
            percent = "" if math.isnan(share) else f" ({words.percent(share)})"
            said.setdefault(", ".join(column[:-1]), []).append(f"{column[-1]} {printed}{percent}")
        groups = (f"{name}{': ' * bool(name)}{', '.join(told)}" for name, told in said.items())
        lines.append(f"{theme}. {'; '.join(groups)}.")
    return _alt("Heat map of shares", about, span("The share", values, words.percent), lines)


def of_lines(
    what: str,
    about: About,
    drawn: Sequence[Line],
    said: Sequence[str],
    empty: Mapping[str, str],
    across: Callable[[float], str],
    up: Callable[[float], str] = words.percent,
) -> AltText:
    """Describe lines: what each comes to, then its points from left to right, some of very many."""
    reached = "; ".join(f"{line.name}: {word}" for line, word in zip(drawn, said, strict=True))
    lines = [f"Across: {about.axis}."] if about.axis else []
    lines += [
        f"{line.name}: " + ", ".join(f"{up(y)} at {across(x)}" for x, y in _some(line)) + "."
        for line in drawn
    ]
    lines += [f"{name}: no line, {why}." for name, why in empty.items()]
    shown = f"{what[:1].upper()}{what[1:]} by line: {reached}." if drawn else _NOTHING
    return _alt("Line chart", about, shown, lines)


def of_links(about: About, verdicts: Sequence[str], lines: Iterable[str]) -> AltText:
    """Describe a joint display: how many links have each verdict, then link by link."""
    return told("Joint display", about, verdicts_of(verdicts), lines)


def verdicts_of(verdicts: Sequence[str]) -> str:
    """Say how many rows have each verdict."""
    counts = (f"{verdict} {verdicts.count(verdict)}" for verdict in dict.fromkeys(verdicts))
    return f"Verdicts: {', '.join(counts)}."


def told(kind: str, about: About, shown: str, lines: Iterable[str]) -> AltText:
    """Describe what is best told in a sentence, and then line by line."""
    return _alt(kind, about, shown, lines)


def interval_of_shares(low: float, high: float) -> str:
    """Return ``, interval 43% to 52%``, or nothing where there is none."""
    return interval_of(low, high, words.percent)


def interval_of(low: float, high: float, show: Callable[[float], str]) -> str:
    """Return ``, interval 8% to 48%``, or nothing where there is none."""
    return "" if math.isnan(low) or math.isnan(high) else f", interval {show(low)} to {show(high)}"


def _some(line: Line) -> list[tuple[float, float]]:
    """Return the points of a line, of very many some with the ends among them."""
    last = len(line.x) - 1
    steps = min(last, MOST_STEPS)
    places = sorted({round(last * step / max(steps, 1)) for step in range(steps + 1)})
    return [(line.x[place], line.y[place]) for place in places]


def span(what: str, values: Mapping[str, float], show: Callable[[float], str]) -> str:
    """Say from where to where some values run, and whose those are."""
    shown = {name: value for name, value in values.items() if not math.isnan(value)}
    if not shown:
        return _NOTHING
    low, high = min(shown, key=shown.__getitem__), max(shown, key=shown.__getitem__)
    if len(shown) == 1:
        return f"{what} is {show(shown[low])} ({low})."
    if shown[low] == shown[high]:
        return f"{what} is {show(shown[low])} throughout."
    return f"{what} runs from {show(shown[low])} ({low}) to {show(shown[high])} ({high})."


def _alt(kind: str, about: About, shown: str, lines: Iterable[str]) -> AltText:
    """Put a description together."""
    return AltText(f"{kind}: {about.title}. {shown} Data: {about.data}.", "\n".join(lines))
