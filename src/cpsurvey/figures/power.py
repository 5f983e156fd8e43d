"""How often differences of each size would be found, a line for each pair of bases."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from cpsurvey.figures import alt_text, lines, page, record, rows, words
from cpsurvey.figures.style import GROUPS, SMALL, style

ENOUGH = 0.8
NEEDS = ["gap", "estimate", "base", "base_reference", "planned_share", "why"]


@style()
def power_lines(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how often a comparison would find a difference that is there, by its size.

    Parameters
    ----------
    result
        As `analysis.power_by_gap` gives it: ``data``, ``gap``, ``estimate``, ``base``,
        ``base_reference``, ``planned_share``, ``why``, ``mark`` where there is one, and the
        columns that say whose bases they are.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A line for each pair of bases, at most four, and where each reaches 80%. What has no
        line, because its bases are too small or hidden, is named in the caption.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, or there are too many lines.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> from cpsurvey.analysis import power_by_gap
    >>> gap = cps.compare_groups(cps.load_example(), "overall_judgement", answer="better")
    >>> axes = figures.power_lines(power_by_gap(gap, gaps=[0, 0.2, 0.4]))
    >>> axes.get_xlabel()
    'True difference in percentage points, the professional at 50%'
    """
    rows.check(result, "power_lines", NEEDS)
    names = lines.names_of(result, rows.by_columns(result))
    drawn, empty = lines.lines_of(result, names, "gap")
    about = page.About(
        title or "How often a true difference would be found", rows.data_of(result), caption,
        _axis_of(result),
    )  # fmt: skip
    about = lines.with_lines(about, drawn, empty)
    axes = lines.line_page(about, "Share of such studies that would find it")
    axes.set_xlim(0, max([0.1, *(line.x[-1] for line in drawn)]))
    axes.set_ylim(0, 1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda gap, _: words.whole_points(gap)))
    lines.rule(axes, ENOUGH)
    lines.draw(axes, drawn)
    _mark(axes, drawn)
    said = [_reaches(line) for line in drawn]
    alt = alt_text.of_lines("the power", about, drawn, said, empty, words.whole_points)
    return record.remember(axes, result, about, alt)


def enough(line: lines.Line) -> float | None:
    """Return the difference from which on power stays at 80%, between two points in proportion."""
    weak = [place for place, power in enumerate(line.y) if power < ENOUGH]
    if not weak:
        return line.x[0]
    last = weak[-1]
    if last + 1 == len(line.x):
        return None
    (before, after), (low, high) = line.x[last : last + 2], line.y[last : last + 2]
    return before + (after - before) * (ENOUGH - low) / (high - low)


def _axis_of(result: pd.DataFrame) -> str:
    """Return what the axis counts, and what the reference's share is planned to be."""
    share = result["planned_share"].dropna().unique()
    if len(share) != 1:
        return "True difference in percentage points"
    reference = rows.title_of(result, "reference")
    whose = f"the {reference[:1].lower()}{reference[1:]}" if reference else "the reference"
    return f"True difference in percentage points, {whose} at {words.percent(share[0])}"


def _mark(axes: Axes, drawn: list[lines.Line]) -> None:
    """Drop a thin line from where each line reaches 80%, with the difference beside it."""
    for line, (colour, _) in zip(drawn, GROUPS, strict=False):
        gap = enough(line)
        if gap is None:
            continue
        axes.plot([gap, gap], [0, ENOUGH], color=colour, linewidth=0.9, linestyle=(0, (2, 2)))
        axes.annotate(
            words.whole_points(gap), (gap, 0), xytext=(3, 4), textcoords="offset points",
            size=SMALL, weight="bold",
        )  # fmt: skip


def _reaches(line: lines.Line) -> str:
    """Say from which difference on a line stays at 80%."""
    gap = enough(line)
    if gap is None:
        return f"does not reach {words.percent(ENOUGH)}"
    return f"{words.percent(ENOUGH)} from {words.whole_points(gap)} points"
