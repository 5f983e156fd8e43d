"""One difference of shares a row as a dot, with its interval and the line of no difference."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, dots, gaps, page, record, rows, words
from cpsurvey.figures.style import QUIET, style
from cpsurvey.vocabulary import compared_column

NUMBERS = ["count", "base", "count_reference", "base_reference", "ci_low", "ci_high"]
FACTS = [*NUMBERS, "mark", "why"]


@style()
def difference_intervals(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how far apart two groups are in points, and how sure that is.

    Parameters
    ----------
    result
        One row a difference, as `compare_groups`, `compare_modes` and `compare_themes` give it:
        ``data``, ``answer`` or ``code``, the column of what is compared (``group``) with
        ``reference`` after it, ``estimate``, ``ci_low``, ``ci_high`` (-1 to 1), ``count``,
        ``base``, ``count_reference``, ``base_reference``, ``measure`` and ``mark`` where there is
        one, ``detectable_gap`` with its ``planned_share``, and the column it was made within.
    title
        Says what is shown; the labels of question and answer where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One row a comparison, with a line at 0; its points and both bases at the right, the
        group's first. Where there is no interval the counts are given instead. Behind it the
        differences are shaded, from 0 up to ``detectable_gap``, that bases like these would miss
        more than one time in five.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, two rows share a place, or a row is
        not of a difference of shares.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> gap = cps.compare_groups(
    ...     cps.load_example(), "overall_judgement", answer="better", within="join_mode"
    ... )
    >>> axes = figures.difference_intervals(gap)
    >>> axes.get_xlabel()
    'Parent minus professional, percentage points'
    """
    answer = rows.answer_column(result)
    needs = [answer, compared_column(result.columns), "reference", "estimate", *NUMBERS]
    rows.check(result, "difference_intervals", needs)
    _check_measure(result)
    ends = ["estimate", "ci_low", "ci_high", "detectable_gap"]
    rows.check_differences(result, "difference_intervals", ends)
    keys = rows.varying(result, ["question", answer]) + rows.by_columns(result)
    frame = rows.tidy(result, keys)
    placed = rows.place(frame, keys)
    sizes = [
        f"{words.base(one)} v {words.base(other, mark).removeprefix('n = ')}"
        for one, other, mark in zip(
            frame["base"], frame["base_reference"], frame["mark"], strict=True
        )
    ]
    notes = [note(*facts) for facts in frame[FACTS].itertuples(index=False, name=None)]
    made = gaps.beside(dots.dots(frame, placed, "estimate", words.points, sizes, notes), frame)
    title = title or rows.title_of(result, "question", *({answer} - set(keys)))
    about = page.About(title, rows.data_of(result), caption, axis_of(result))
    axes = dots.dot_page(about, made, gaps.legend(made))
    point_axis(axes, made)
    gaps.draw(axes, made)
    dots.draw(axes, made)
    kind = "Dot chart of differences with intervals"
    what = f"The difference ({about.axis.lower()})"
    alt = alt_text.of_dots(kind, what, about, made, words.points)
    return record.remember(axes, result, about, alt)


def axis_of(result: pd.DataFrame) -> str:
    """Return ``Parents minus professionals, percentage points``."""
    levels = rows.in_words(result, compared_column(result.columns)).cat.categories
    group = levels[0] if len(levels) == 1 else "Each level"
    reference = rows.title_of(result, "reference")
    return f"{group} minus {reference[:1].lower()}{reference[1:]}, percentage points"


def _check_measure(result: pd.DataFrame) -> None:
    """Raise where a row measures something else than a difference of shares."""
    others = set(result["measure"]) - {"difference"} if "measure" in result else set()
    if others:
        raise QuestionError(
            "difference_intervals draws differences of shares, and this result has rows of"
            f" {listed(sorted(others))} too. Choose those of differences:"
            ' result[result["measure"] == "difference"].'
        )


def note(
    count: float, base: float, count_reference: float, base_reference: float,
    low: float, high: float, mark: str, why: str,
) -> str:  # fmt: skip
    """Return what stands in the place of a difference that must not be drawn, or nothing."""
    if mark == "c":
        return words.HIDDEN
    if base == 0 or base_reference == 0:
        return f"Not compared: {why.partition(';')[0] or words.NOBODY}"
    if not (math.isnan(low) or math.isnan(high)):
        return ""
    one, other = (
        f"{words.number(part)} of {words.number(whole)}"
        for part, whole in ((count, base), (count_reference, base_reference))
    )
    return f"Too few to compare: {one} v {other}"


def point_axis(axes: Axes, made: pd.DataFrame) -> None:
    """Give Axes a scale in points that holds every interval and nought."""
    there = made.columns.intersection(["value", "low", "high", "gap_low", "gap_high"])
    drawn = made.loc[made["note"] == "", there].to_numpy(float).ravel()
    ends = np.array([-0.1, 0.1, *drawn[~np.isnan(drawn)]])
    low, high = np.floor(ends.min() * 10) / 10, np.ceil(ends.max() * 10) / 10
    axes.set_xlim(low, high)
    axes.xaxis.set_major_locator(MultipleLocator(0.1 if high - low <= 0.8 else 0.2))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.points(value)))
    axes.grid(axis="x")
    axes.axvline(0, color=QUIET, linewidth=0.9)
