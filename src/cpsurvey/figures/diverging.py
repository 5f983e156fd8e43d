"""Shares of ordered answers as bars that part at the middle of the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, unknown
from cpsurvey.figures import alt_text, page, record, rows, segments
from cpsurvey.figures.row_page import percent_axis
from cpsurvey.figures.style import QUIET, grey, ordered, style


@style()
def diverging_bars(
    result: pd.DataFrame, *, neutral: Sequence[str] = (), title: str = "", caption: str = ""
) -> Axes:
    """Draw on which side of the middle the answers of each group fall.

    For ordered answers between two opposites: the middle answer straddles the line, the ones
    before it stand left of the line and the ones after it right (Heiberger and Robbins 2014,
    Journal of Statistical Software 57(5)). A scale with an even number of answers parts between
    its halves. For a scale without opposites use `stacked_bars`.

    Parameters
    ----------
    result
        As for `stacked_bars`, the answers in their order.
    neutral
        Codes of the answers between the opposites, which are grey and straddle the line
        together, where they are not just the one in the middle of the list.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        As for `stacked_bars`; 0 is the middle of the scale.

    Raises
    ------
    QuestionError
        As for `stacked_bars`, and if `neutral` is not among the answers.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> judged = cps.response_table(cps.load_example(), "overall_judgement", by=["group"])
    >>> axes = figures.diverging_bars(judged)
    >>> axes.get_xlabel()
    'Share of those who answered'
    """
    made = segments.bars(result, "diverging_bars")
    middle = _middle(result, neutral)
    colours = _colours(made.shares.shape[1], *middle)
    before = before_middle(made.shares, *middle)
    after = made.shares.sum(axis=1) - before
    about = page.About(title or rows.title_of(result, "question"), rows.data_of(result), caption)
    axes, about = segments.bar_page(about, made, colours)
    percent_axis(axes, -_reach(before), _reach(after))
    segments.draw(axes, made, -before, colours)
    axes.axvline(0, color=QUIET, linewidth=0.8, zorder=3)
    alt = alt_text.of_bars("Diverging bar chart", about, made.placed, made.shares)
    return record.remember(axes, result, about, alt)


def before_middle(shares: pd.DataFrame, first: int, after: int) -> pd.Series[float]:
    """Return the share of each bar left of the line, half the answers from first to after in it."""
    return shares.iloc[:, :first].sum(axis=1) + shares.iloc[:, first:after].sum(axis=1) / 2


def _colours(levels: int, first: int, after: int) -> list[str]:
    """Return a colour for each answer, grey from first to after: those take neither side."""
    return [
        grey(colour) if first <= place < after else colour
        for place, colour in enumerate(ordered(levels))
    ]


def _middle(result: pd.DataFrame, neutral: Sequence[str]) -> tuple[int, int]:
    """Return the places of the first answer of the middle and of the first after it."""
    answers = rows.in_words(result, "answer")
    known = list(dict.fromkeys(result["answer"].astype(str)))
    for code in neutral:
        if code not in known:
            raise QuestionError(unknown("neutral answer", code, known))
    if not neutral:
        levels = len(answers.cat.categories)
        return levels // 2, (levels + 1) // 2
    places = answers.cat.codes[result["answer"].isin(list(neutral))]
    return int(places.min()), int(places.max()) + 1


def _reach(shares: pd.Series[float]) -> float:
    """Return how far the scale goes to one side: to the next tenth, and two at least."""
    return max(0.2, math.ceil(round(float(shares.max()) * 10, 6)) / 10)
