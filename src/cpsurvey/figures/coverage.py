"""How often intervals hold the true difference, a line for each, by the share of the group."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, lines, page, record, rows, words
from cpsurvey.figures.style import style
from cpsurvey.vocabulary import ALTERNATIVES

NEEDS = [
    "alternative", "measure", "planned_share", "estimate", "base", "base_reference", "confidence",
    "why",
]  # fmt: skip
FINE_FROM = 0.65
MEASURES = {"coverage": "mean", "lowest_coverage": "lowest"}


@style()
def coverage_lines(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how often each interval holds the true difference, where it promises so and so much.

    Parameters
    ----------
    result
        As `analysis.coverage_by_share` gives it for one pair of bases: ``data``,
        ``alternative``, ``measure``, ``planned_share``, ``estimate``, ``base``,
        ``base_reference``, ``confidence`` and ``why``.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A line for each interval, and for each of mean and lowest coverage over the reference's
        shares if both are there; a broken one at the level promised.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, there are several pairs of bases,
        or too many lines.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> from cpsurvey.analysis import coverage_by_share
    >>> gap = cps.compare_groups(cps.load_example(), "overall_judgement", answer="better")
    >>> axes = figures.coverage_lines(coverage_by_share(gap, shares=[0.1, 0.3, 0.5]))
    >>> axes.get_xlabel()
    'True share of the parent (n = 23 v 477 [u])'
    """
    rows.check(result, "coverage_lines", NEEDS)
    if len(set(lines.names_of(result, rows.by_columns(result)))) > 1:
        raise QuestionError(
            "coverage_lines draws one pair of bases; this result has several. Keep the rows of one."
        )
    several = result["measure"].nunique() > 1
    names = [
        _name(alternative, measure if several else "")
        for alternative, measure in zip(result["alternative"], result["measure"], strict=True)
    ]
    drawn, empty = lines.lines_of(result, names, "planned_share")
    level = float(result["confidence"].iloc[0])
    (bases,) = set(lines.names_of(result, []))
    group = rows.title_of(result, "group") or "group"
    about = page.About(
        title or f"How often {words.percent(level)} intervals hold the true difference",
        rows.data_of(result), caption,
        f"True share of the {group[:1].lower()}{group[1:]} ({bases})",
    )  # fmt: skip
    about = lines.with_lines(about, drawn, empty)
    axes = lines.line_page(
        about, "Share of such studies whose interval holds it; the broken line is what it promises"
    )
    axes.set_xlim(0, 1)
    floor = _floor(drawn)
    axes.set_ylim(floor, 1)
    axes.yaxis.set_major_locator(MultipleLocator(0.05 if floor >= FINE_FROM else 0.1))
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.percent(round(x, 6))))
    lines.rule(axes, level)
    lines.draw(axes, drawn)
    said = [f"lowest {words.percent(min(line.y))}" for line in drawn]
    alt = alt_text.of_lines("the coverage", about, drawn, said, empty, words.percent)
    return record.remember(axes, result, about, alt)


def _name(alternative: Any, measure: str) -> str:
    """Return what a line is of: ``Newcombe's interval``, with ``mean`` or ``lowest`` after it."""
    if pd.isna(alternative):
        return "Any interval"
    code = str(alternative)
    words_for = ALTERNATIVES.get(code, words.sentence_case(code))
    return f"{words_for}, {MEASURES.get(measure, measure)}" if measure else words_for


def _floor(drawn: list[lines.Line]) -> float:
    """Return where the scale begins: at a tenth below every point, at 80% or lower."""
    lowest = min((min(line.y) for line in drawn), default=0.8)
    return min(0.8, math.floor(lowest * 10) / 10)
