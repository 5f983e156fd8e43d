"""Shares of every answer as bars from 0 to 100%."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.figures import alt_text, page, record, rows, segments
from cpsurvey.figures.row_page import percent_axis
from cpsurvey.figures.style import sequence, style


@style()
def stacked_bars(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how all the answers to a question divide, one whole bar a group.

    For answers without an order, or with one and no middle; `diverging_bars` shows better on which
    side of the middle people stand.

    Parameters
    ----------
    result
        One row an answer and bar, as `response_table` gives it: ``data``, ``answer``, ``count``,
        ``base``, ``share`` (0 to 1), ``mark`` where there is one, and any columns it was split by,
        the outermost first. Columns ``*_label`` are printed where they are there.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One bar a row, on a page 16 cm wide, its answers from light to dark in one hue. A base under
        5 is given as counts, an empty one in words, a hidden one as [c]; bars of a small base are
        hatched.

    Raises
    ------
    QuestionError
        If a column is missing, the answers of a bar are not parts of a whole, or there are more
        than 7 of them.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> judged = cps.response_table(cps.load_example(), "overall_judgement", by=["group"])
    >>> axes = figures.stacked_bars(judged)
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Professional', 'Parent']
    """
    made = segments.bars(result, "stacked_bars")
    about = page.About(title or rows.title_of(result, "question"), rows.data_of(result), caption)
    colours = sequence(made.shares.shape[1])
    axes, about = segments.bar_page(about, made, colours)
    percent_axis(axes, 0, 1)
    lefts = segments.side_by_side(made.shares, pd.Series(0.0, made.shares.index))
    segments.draw(axes, made, lefts, colours)
    alt = alt_text.of_bars("Stacked bar chart", about, made.placed, made.shares)
    return record.remember(axes, result, about, alt)
