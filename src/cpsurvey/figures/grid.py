"""Counts of two questions against each other, as a grid."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.measure import height, width, wrap
from cpsurvey.figures.row_page import MOST_LABEL
from cpsurvey.figures.style import COUNTED, SMALL, TEXT, WIDTH, on, style

ROW = 0.36
TOTAL = "Total"


@style()
def mode_grid(
    result: pd.DataFrame, *, down: str = "", across: str = "", title: str = "", caption: str = ""
) -> Axes:
    """Draw how many people there are in each combination of two questions.

    Parameters
    ----------
    result
        One row a combination, as ``response_table(tables, "professionals_joined",
        by=["join_mode"])`` gives it: ``data``, ``answer`` (across), one column with more than one
        value that it was split by (down), ``count``, ``base`` and ``mark`` where there is one.
    down, across
        What the rows and the columns are; the column's name and the question's label where empty.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A grid with every count printed, 0 where there is nobody, [c] where it is hidden, and the
        totals of rows and columns. A total over a hidden count is hidden too.

    Raises
    ------
    QuestionError
        If a column is missing, or the result is split by more than one thing or by none.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> joined = cps.response_table(
    ...     cps.load_example(), "professionals_joined", by=["group", "join_mode"]
    ... )
    >>> axes = figures.mode_grid(joined[joined["group"] == "parent"], title="How parents joined")
    >>> [text.get_text() for text in axes.get_yticklabels()][-1]
    'Total'
    """
    rows.check(result, "mode_grid", ["answer", "count"])
    by = _split(result)
    frame = rows.tidy(result, [by, "answer"])
    counts = frame.pivot(index=by, columns="answer", values="count")
    _check_full(counts, len(frame))
    down = down or words.sentence_case(by)
    across = across or rows.title_of(result, "question")
    title = title or f"{across}, by {down[:1].lower()}{down[1:]}"
    about = page.About(title, rows.data_of(result), caption)
    table = with_totals(counts)
    printed = table.map(words.number)
    small = printed.index.isin(frame.loc[frame["mark"] == "u", by].astype(str))
    printed.loc[small & table[TOTAL].notna(), TOTAL] += words.flag("u")
    axes = _grid_page(about, table, down, across)
    _fill(axes, table, printed)
    return record.remember(axes, result, about, alt_text.of_grid(about, table, printed))


def with_totals(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts with a last column and row of totals, unknown where a count is."""
    names = (counts.index.astype(str), counts.columns.astype(str))
    table = pd.DataFrame(counts.to_numpy(float), *names)
    table[TOTAL] = table.sum(axis=1, skipna=False)
    table.loc[TOTAL] = table.sum(axis=0, skipna=False)
    return table


def _split(result: pd.DataFrame) -> str:
    """Return the one column that the grid goes down, or raise."""
    split = rows.varying(result, ["question", *rows.by_columns(result)])
    if len(split) == 1 and split != ["question"]:
        return split[0]
    raise QuestionError(
        "mode_grid needs a result of one question split by one thing; this one is split by"
        f" {listed(split) or 'nothing'}. Keep the rows of one group and question."
    )


def _check_full(counts: pd.DataFrame, cells: int) -> None:
    """Raise where a combination has no row, which is not the same as a count of 0."""
    if counts.size != cells:
        raise QuestionError(
            f"mode_grid needs a row for each of {counts.size} combinations, those of nobody"
            f" included; the result has {cells}."
        )


def _grid_page(about: page.About, table: pd.DataFrame, down: str, across: str) -> Axes:
    """Return a page with the names of rows and columns in place round empty Axes."""
    labels = [wrap(str(name), MOST_LABEL, TEXT) for name in table.index]
    corner = wrap(down, MOST_LABEL, TEXT, "bold")
    left = page.MARGIN + page.GAP
    left += max(width(text, TEXT, "bold") for text in [*labels, corner])
    across = wrap(across, WIDTH - left - page.MARGIN, TEXT, "bold")
    column = (WIDTH - left - page.MARGIN) / table.shape[1]
    heads = [wrap(str(name), column - page.GAP, SMALL) for name in table]
    head = max(height(text, TEXT) for text in [*heads, corner]) + page.GAP
    above = head + height(across, TEXT) + page.GAP
    row = max(ROW, *(height(text, TEXT) + page.GAP for text in labels))
    axes = page.page(about, plot=row * len(table), left=left, right=page.MARGIN, above=above)
    axes.set(xlim=(0, table.shape[1]), ylim=(len(table), 0))
    axes.set_yticks(np.arange(len(table)) + 0.5, labels, ha="left")
    axes.tick_params(axis="y", pad=(left - page.MARGIN) * 72)
    axes.set_xticks(np.arange(table.shape[1]) + 0.5, heads)
    axes.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    for label in (axes.get_yticklabels()[-1], axes.get_xticklabels()[-1]):
        label.set_fontweight("bold")
    _write_above(axes, across, 0, head)
    _write_above(axes, corner, page.MARGIN - left, page.GAP)
    return axes


def _write_above(axes: Axes, text: str, right: float, up: float) -> None:
    """Write bold text so many inches from the top left of the Axes."""
    axes.annotate(
        text, (0, 1), xycoords="axes fraction", xytext=(right * 72, up * 72),
        textcoords="offset points", weight="bold",
    )  # fmt: skip


def _fill(axes: Axes, table: pd.DataFrame, printed: pd.DataFrame) -> None:
    """Colour the cells by their counts, and print every count and total."""
    cells = table.iloc[:-1, :-1]
    scale = LinearSegmentedColormap.from_list("counted", COUNTED)
    norm = Normalize(0, max(np.nanmax(cells.to_numpy(), initial=1), 1))
    axes.pcolormesh(
        np.ma.masked_invalid(cells.to_numpy()), cmap=scale, norm=norm,
        edgecolor="white", linewidth=1.5,
    )  # fmt: skip
    for (row, column), count in np.ndenumerate(table.to_numpy()):
        total = row == len(cells) or column == cells.shape[1]
        colour = "white" if total or np.isnan(count) else to_hex(scale(norm(count)))
        axes.text(
            column + 0.5, row + 0.5, str(printed.iat[row, column]), color=on(colour),
            weight="bold" if total else "normal", ha="center", va="center",
        )  # fmt: skip
