"""One share a row as a dot, with its interval."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.figures import alt_text, dots, page, record, rows, words
from cpsurvey.figures.row_page import percent_axis
from cpsurvey.figures.style import style
from cpsurvey.vocabulary import SHARE_FROM

AXES = {"answer": "Share of those who answered", "code": "Share of interviews"}
FACTS = ["count", "base", "share", "mark", "why"]


@style()
def share_intervals(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw the share of each group who gave an answer, and how sure it is.

    For one answer, or several taken together, across many groups; for the options of a question
    where people could tick several; or for the themes of interviews.

    Parameters
    ----------
    result
        One row a share: ``data``, ``answer`` or ``code``, ``count``, ``base``, ``share``,
        ``ci_low``, ``ci_high`` (0 to 1), ``mark`` where there is one, and any columns it was split
        by, the outermost first.
    title
        Says what is shown; the labels of question and answer where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One row a share, its value and n at the right; dots of a small base are hollow. Under a
        base of 5 the count alone is given.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, or two rows share a place.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> better = cps.response_table(
    ...     cps.load_example(), "overall_judgement", by=["group"], answers=["better"]
    ... )
    >>> axes = figures.share_intervals(better)
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Professional', 'Parent']
    """
    answer = rows.answer_column(result)
    rows.check(result, "share_intervals", [answer, "count", "base", "share", "ci_low", "ci_high"])
    keys = rows.varying(result, ["question", answer]) + rows.by_columns(result)
    frame = rows.tidy(result, keys)
    placed = rows.place(frame, keys)
    sizes = [words.base(*pair) for pair in zip(frame["base"], frame["mark"], strict=True)]
    notes = [note(*facts) for facts in frame[FACTS].itertuples(index=False, name=None)]
    made = dots.dots(frame, placed, "share", words.percent, sizes, notes)
    title = title or rows.title_of(result, "question", *({answer} - set(keys)))
    about = page.About(title, rows.data_of(result), caption, AXES[answer])
    axes = dots.dot_page(about, made)
    percent_axis(axes, 0, 1)
    dots.draw(axes, made)
    kind = "Dot chart of shares with intervals"
    alt = alt_text.of_dots(kind, "The share", about, made, words.percent)
    return record.remember(axes, result, about, alt)


def note(count: float, base: float, share: float, mark: str, why: str) -> str:
    """Return what stands in the place of a share that must not be drawn, or nothing."""
    instead = words.instead(base, mark, why)
    if instead or (base >= SHARE_FROM and not math.isnan(share)):
        return instead
    return f"Count only: {words.number(count)} of {words.number(base)}"
