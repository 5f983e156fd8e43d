"""How many interviews raised each theme, group by group, as a grid of shades."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.hatching import slanting_lines
from cpsurvey.figures.heat_page import Cells, Placed, heat_page
from cpsurvey.figures.style import COUNTED, QUIET, RULE, on, style
from cpsurvey.figures.theme_rows import ThemeRow, theme_rows
from cpsurvey.vocabulary import NOT_KNOWN, SHARE_FROM

NEEDS = ["code", "count", "base", "share"]
MOST_ROWS, MOST_COLUMNS = 60, 13
MOST_EMPTY = 6
EVERYTHING = "All interviews"
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
SCALE = LinearSegmentedColormap.from_list("counted", COUNTED)


class Drawn(NamedTuple):
    """A heat map's cells, by theme and column: count, base, share and mark."""

    themes: list[ThemeRow]
    columns: list[tuple[str, ...]]
    frame: pd.DataFrame


@style()
def heat_map(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how many interviews raised each theme, in each group.

    Parameters
    ----------
    result
        As `theme_table` gives it: ``data``, ``code``, ``count``, ``base``, ``share``, ``parent``
        and ``mark`` where there are any, and the columns it was split by, the outermost first.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a theme, those under it set in after it; a column a group with its n. The darker a
        cell, the greater its share, from none to all; in it the count and the base, or the count
        alone where columns are narrow. Cells with a base below 5 have no shade, hidden ones are
        hatched. Groups without interviews are named in the caption.

    Raises
    ------
    QuestionError
        If a column or a row is missing, the data has no name or two, there are no interviews, or
        more themes than fit a page.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> table = cps.theme_table(cps.load_example(), by="group", codes=["FUT", "FUT.hybrid"])
    >>> axes = figures.heat_map(table)
    >>> [text.get_text() for text in axes.texts[-2:]]
    ['24 of 52', '0 of 14']
    """
    rows.check(result, "heat_map", NEEDS)
    drawn, empty = _drawn(result)
    printed = [_printed(*cell) for cell in drawn.frame[["count", "base"]].to_numpy(float)]
    sizes = [_size(part) for _, part in drawn.frame.groupby("column", sort=False)]
    about = page.About(title or "Interviews that raised each theme", rows.data_of(result), caption)
    about = _with_words(about, drawn, empty)
    placed = heat_page(about, Cells(drawn.themes, drawn.columns, sizes, printed))
    _fill(placed, drawn, printed)
    alt = alt_text.of_heat_map(about, drawn.frame.assign(printed=printed), drawn.columns)
    return record.remember(placed.axes, result, about, alt)


def _drawn(result: pd.DataFrame) -> tuple[Drawn, list[str]]:
    """Return what to draw, theme by theme, and the names of columns without interviews."""
    keys = rows.by_columns(result)
    blank = result[keys].astype(str) == NOT_KNOWN
    facts = {"known": ~blank.any(axis=1), "last_known": ~blank.iloc[:, -1:].any(axis=1)}
    frame = rows.tidy(result.assign(**facts), ["code", *keys])
    frame["column"] = rows.names(frame, keys) if keys else EVERYTHING
    frame["theme"] = frame["code"].astype(str)
    themes = theme_rows(result)
    names = [theme.label for theme in themes if theme.code]
    if len(names) > MOST_ROWS:
        raise QuestionError(
            f"The result has {len(names)} themes; on one page at most {MOST_ROWS} can be read."
            " Keep some of them (codes=)."
        )
    columns = frame.drop_duplicates("column").sort_values(keys) if keys else frame.iloc[:1]
    if len(frame) != len(names) * len(columns):
        raise QuestionError(
            f"heat_map needs a row for each of {len(names) * len(columns)} combinations, those of"
            f" no interviews included; the result has {len(frame)}."
        )
    nobody = (frame["base"] == 0).groupby(frame["column"]).all()
    kept = columns[~columns["column"].map(nobody)]
    if kept.empty:
        raise QuestionError("heat_map has nothing to draw: there are no interviews.")
    if len(kept) > MOST_COLUMNS:
        raise QuestionError(
            f"The result has {len(kept)} groups; on one page at most {MOST_COLUMNS} can be read."
            " Split it by less (by=)."
        )
    order = pd.MultiIndex.from_product([names, kept["column"]], names=["theme", "column"])
    cells = frame.set_index(["theme", "column"]).loc[order].reset_index()
    words_of = _heads(kept, keys).itertuples(index=False, name=None)
    empty = [name for name in columns.loc[columns["known"], "column"] if nobody[name]]
    return Drawn(themes, list(words_of) if keys else [(EVERYTHING,)], cells), empty


def _heads(columns: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the names over columns; what is not known beside what is needs no more words."""
    named = columns[keys].astype(str)
    return named.assign(
        **{
            key: named[key].where(columns["last_known"], words.sentence_case(NOT_KNOWN))
            for key in keys[-1:]
        }
    )


def _printed(count: float, base: float) -> str:
    """Return what is printed in a cell: ``3 of 10``, or that it is hidden."""
    if math.isnan(count) or math.isnan(base):
        return words.CONFIDENTIAL
    return f"{words.number(count)} of {words.number(base)}"


def _size(part: pd.DataFrame) -> str:
    """Return the base of a column."""
    return words.base(part["base"].max(), "u" if (part["mark"] == "u").any() else "")


def _with_words(about: page.About, drawn: Drawn, empty: list[str]) -> page.About:
    """Return the words round a plot with its legend, and with the columns that are not drawn."""
    legend = [page.Entry(words.percent(step), to_hex(SCALE(step))) for step in STEPS]
    legend[0] = legend[0]._replace(label="Share of interviews: 0%")
    if (drawn.frame["share"].isna() & (drawn.frame["mark"] != "c")).any():
        legend.append(page.Entry(f"Base below {SHARE_FROM}: no share", "white"))
    if (drawn.frame["mark"] == "c").any():
        legend.append(page.Entry(words.HIDDEN, "white", hatched=True))
    caption = " ".join(filter(None, [about.caption, _nobody(empty)]))
    return about._replace(legend=tuple(legend), caption=caption)


def _nobody(empty: list[str]) -> str:
    """Return which groups have no interviews, the first of them if there are many."""
    if not empty:
        return ""
    more = f"; and {len(empty) - MOST_EMPTY} more" if len(empty) > MOST_EMPTY else ""
    return f"No interviews: {'; '.join(empty[:MOST_EMPTY])}{more}."


def _fill(placed: Placed, drawn: Drawn, printed: list[str]) -> None:
    """Shade every cell by its share, and print its count in it."""
    axes, cells = placed.axes, drawn.frame.assign(printed=printed)
    tops = [place for place, theme in enumerate(drawn.themes) if theme.code]
    facts = cells[["share", "mark", "printed"]].itertuples(index=False, name=None)
    for number, (share, mark, text) in enumerate(facts):
        down, across = divmod(number, len(placed.heads.lefts))
        left, top, high = (
            placed.heads.lefts[across],
            placed.tops[tops[down]],
            placed.high[tops[down]],
        )
        colour = "white" if math.isnan(share) else to_hex(SCALE(share))
        line = RULE if math.isnan(share) else "white"
        cell = Rectangle((left, top), placed.heads.wide, high, facecolor=colour, edgecolor=line)
        axes.add_patch(cell).set(linewidth=0.8)
        if mark == "c":
            for start, end in np.add(slanting_lines(placed.heads.wide, high), (left, top)):
                axes.add_line(Line2D(*zip(start, end, strict=True), color=RULE, linewidth=0.6))
        said = text.partition(" of ")[0] if placed.narrow else text
        axes.text(
            left + placed.heads.wide / 2, top + high / 2, said, ha="center", va="center",
            size=placed.heads.size, color=QUIET if math.isnan(share) else on(colour),
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 1},
        )  # fmt: skip
