"""Numbers of people as horizontal bars."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import ORDERED, style

ROW = 0.2
THICK = 0.14
WIDEST = 3.0


@style()
def count_bars(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how many people gave each answer.

    Parameters
    ----------
    result
        One row an answer: ``data``, ``answer``, ``count``, ``mark`` where there is one, and any
        columns it was split by, the outermost first. Drawn in the result's order.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One bar a row with its count at the end, 0 where nobody gave the answer, [c] where the
        count is hidden.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, or two rows share a place.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> axes = figures.count_bars(cps.response_table(cps.load_example(), "nation"))
    >>> axes.get_xlabel()
    'Number of people'
    """
    rows.check(result, "count_bars", ["answer", "count"])
    keys = [*rows.varying(result, ["question"]), *rows.by_columns(result), "answer"]
    frame = rows.tidy(result, keys)
    placed = rows.place(frame, keys)
    title = title or rows.title_of(result, "question")
    about = page.About(title, rows.data_of(result), caption, "Number of people")
    axes = row_page(about, placed.assign(end="", note=""), thinnest=ROW, widest=WIDEST)
    counts = frame["count"].astype("Float64").fillna(0).astype(float)
    bars = axes.barh(axes.get_yticks(), counts, height=THICK, color=ORDERED[-1])
    marked = zip(frame["count"], frame["mark"], strict=True)
    ends = [words.number(count) + words.flag(mark) for count, mark in marked]
    axes.bar_label(bars, ends, padding=3)
    axes.set_xlim(0, max(counts.max(), 1) * 1.15)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: words.number(count)))
    axes.grid(axis="x")
    return record.remember(axes, result, about, alt_text.of_counts(about, frame, keys))
