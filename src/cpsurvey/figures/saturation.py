"""How many different themes so many interviews brought out, a line for each group."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, ScalarFormatter

from cpsurvey.figures import alt_text, lines, page, record, rows, words
from cpsurvey.figures.style import GROUPS, SMALL, style

NEEDS = ["so_far", "measure", "estimate", "ci_low", "ci_high", "interviews", "method", "why"]
UP = "Different themes so far"
ROOM = 1.08


@style()
def saturation_lines(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how many themes had been raised after so many interviews.

    Parameters
    ----------
    result
        As `saturation` gives it: ``data``, ``so_far``, ``measure``, ``estimate``, ``ci_low``,
        ``ci_high``, ``interviews``, ``method``, ``why``, ``mark`` where there is one, and the
        columns it was split by.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A line for each group, at most four; of random orders their mean, with the spread around
        it. A broken line drops from where the rule of saturation was met. What has no line is
        named in the caption.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, or there are too many lines.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> axes = figures.saturation_lines(cps.saturation(cps.load_example(), by="group"))
    >>> axes.get_xlabel()
    'Interviews, in order'
    """
    rows.check(result, "saturation_lines", NEEDS)
    keys = rows.by_columns(result)
    curve = result[result["measure"].isin(["codes_so_far", "saturation_point"])]
    names = pd.Series(_names(curve, keys), curve.index)
    points = curve["measure"] == "saturation_point"
    drawable = curve.assign(estimate=curve["estimate"].mask(points))
    drawn, empty = lines.lines_of(drawable, names.tolist(), "so_far")
    about = page.About(
        title or "How many themes so many interviews brought out", rows.data_of(result), caption,
        _axis_of(result),
    )  # fmt: skip
    about = lines.with_lines(about, drawn, empty)
    axes = lines.line_page(about, UP)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(ScalarFormatter())
    _spread(axes, curve[~points], names, drawn)
    lines.draw(axes, drawn)
    highest = max([1.0, *curve.loc[~points, ["estimate", "ci_high"]].max().dropna()])
    axes.set_xlim(0, max([1.0, *(line.x[-1] for line in drawn)]) + 0.5)
    axes.set_ylim(0, highest * ROOM)
    reached = dict(zip(names[points], curve.loc[points, "estimate"].astype(float), strict=True))
    _mark(axes, drawn, reached)
    said = [_said(line, reached.get(line.name, math.nan)) for line in drawn]
    alt = alt_text.of_lines(
        "the number of themes", about, drawn, said, empty, words.number, _themes
    )
    spread = _spread_in_words(curve[~points], names, drawn)
    alt = alt._replace(long="\n".join([alt.long, *spread]))
    return record.remember(axes, result, about, alt)


def _names(result: pd.DataFrame, keys: list[str]) -> list[str]:
    """Return whose interviews each row is about, and how many: ``Parents, n = 14``."""
    frame = pd.DataFrame({key: rows.in_words(result, key).astype(str) for key in keys})
    whose = rows.names(frame, keys) if keys else ["All interviews"] * len(result)
    sizes = map(words.base, result["interviews"].astype(float))
    return [f"{name}, {size}" for name, size in zip(whose, sizes, strict=True)]


def _axis_of(result: pd.DataFrame) -> str:
    """Return what the axis counts."""
    at_random = (result["method"] == "random orders").any()
    return "Interviews, in any order" if at_random else "Interviews, in order"


def _spread(
    axes: Axes, curve: pd.DataFrame, names: pd.Series[str], drawn: list[lines.Line]
) -> None:
    """Shade where most random orders lie."""
    for line, (colour, _) in zip(drawn, GROUPS, strict=False):
        own = curve[names[curve.index] == line.name].dropna(subset=["ci_low", "ci_high"])
        ends = own[["so_far", "ci_low", "ci_high"]].astype(float).sort_values("so_far")
        across, low, high = (ends[name].tolist() for name in ends)
        axes.fill_between(across, low, high, color=colour, alpha=0.15, linewidth=0)


def _spread_in_words(
    curve: pd.DataFrame, names: pd.Series[str], drawn: list[lines.Line]
) -> Iterator[str]:
    """Yield for each line with a spread where most random orders lie."""
    for line in drawn:
        own = curve[names[curve.index] == line.name].dropna(subset=["ci_low", "ci_high"])
        ends = own[["so_far", "ci_low", "ci_high"]].astype(float).sort_values("so_far")
        said = [
            f"{_themes(low)} to {_themes(high)} at {words.number(at)}"
            for at, low, high in ends.itertuples(index=False, name=None)
        ]
        if said:
            yield f"{line.name}, most orders: {', '.join(said)}."


def _themes(number: float) -> str:
    """Return a number of themes, the mean of several orders with a decimal."""
    return f"{number:.1f}".removesuffix(".0")


def _mark(axes: Axes, drawn: list[lines.Line], reached: dict[str, float]) -> None:
    """Drop a broken line from where each line is saturated, with the number of interviews."""
    for line, (colour, _) in zip(drawn, GROUPS, strict=False):
        at = reached.get(line.name, math.nan)
        if at not in line.x:
            continue
        height = line.y[line.x.index(at)]
        axes.plot([at, at], [0, height], color=colour, linewidth=0.9, linestyle=(0, (2, 2)))
        axes.annotate(
            words.number(at), (at, 0), xytext=(3, 4), textcoords="offset points", size=SMALL,
            weight="bold",
        )  # fmt: skip


def _said(line: lines.Line, at: float) -> str:
    """Say how many themes there are in the end, and where the rule of saturation was met."""
    end = f"{_themes(line.y[-1])} after {words.number(line.x[-1])} interviews"
    return end if math.isnan(at) else f"{end}, the rule of saturation met after {words.number(at)}"
