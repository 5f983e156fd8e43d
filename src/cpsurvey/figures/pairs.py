"""How often two themes are found together: a bar a pair, of the interviews that raise either."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.row_page import percent_axis, row_page
from cpsurvey.figures.style import ORDERED, style
from cpsurvey.vocabulary import SHARE_FROM

NEEDS = ["code", "other_code", "unit", "count", "base", "share", "estimate"]
MOST = 40
THICK = 0.16
WIDEST = 3.0
UNITS = {"character": "the same words", "segment": "the same segment", "interview": "one interview"}
AXIS = "Interviews with both, of those that raise either"


@style()
def pair_bars(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how often two themes are found together.

    Parameters
    ----------
    result
        As `co_occurrence` gives it: ``data``, ``code``, ``other_code``, ``unit``, ``count``,
        ``base``, ``share``, ``estimate``, and ``mark`` where there is one.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a pair, the one found together in the largest part of interviews first: a bar for the
        interviews with both of those that raise either, their numbers, and Jaccard's coefficient
        where it is of words or segments. Pairs of small bases and hidden ones say so.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, pairs were counted in several ways,
        a pair stands twice, or there are more than fit a page.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> pairs = cps.co_occurrence(
    ...     cps.load_example(), by="interview", codes=["PAR.phone_only", "TEC.access"]
    ... )
    >>> [text.get_text() for text in figures.pair_bars(pairs).texts]
    ['8 of 33']
    """
    rows.check(result, "pair_bars", NEEDS)
    if len(units := result["unit"].astype(str).unique()) > 1:
        raise QuestionError(
            "pair_bars draws pairs that were counted in one way; this result has pairs in"
            f" {' and in '.join(UNITS.get(unit, unit) for unit in units)}. Keep the rows of one"
            " (by= of co_occurrence)."
        )
    if len(result) > MOST:
        raise QuestionError(
            f"The result has {len(result)} pairs; on one page at most {MOST} can be read. Keep"
            f' some: result.nlargest({MOST}, "count").'
        )
    keys = ["code", "other_code"]
    frame = rows.tidy(result, keys).sort_values(
        ["share", "count"], ascending=False, kind="stable", na_position="last", ignore_index=True
    )
    label = [" and ".join(pair) for pair in frame[keys].astype(str).itertuples(index=False)]
    ends = [_end(row) for row in frame.to_dict("records")]
    notes = [_note(row) for row in frame.to_dict("records")]
    placed = pd.DataFrame({"label": label, "heading": "", "note": notes, "end": ends})
    found_in = UNITS.get(units[0], units[0])
    about = page.About(title or f"Themes in {found_in}", rows.data_of(result), caption, AXIS)
    axes = row_page(about, placed, widest=WIDEST)
    percent_axis(axes, 0, 1)
    shares = frame["share"].astype(float)
    axes.barh(axes.get_yticks(), shares.fillna(0), height=THICK, color=ORDERED[-1], clip_on=False)
    lines = [
        f"{name}: {note or words.percent(share)}{'' if end in note else f', {end}'}."
        for name, note, share, end in zip(label, notes, shares, ends, strict=True)
    ]
    known = shares.notna().any()
    first = f"Most often together: {label[0]}, {ends[0]}." if known else "No pair has a share."
    alt = alt_text.told(f"Bar chart of themes found together in {found_in}", about, first, lines)
    return record.remember(axes, result, about, alt)


def _end(row: Mapping[Hashable, Any]) -> str:
    """Return ``8 of 33``, with Jaccard's coefficient where it is not that share."""
    if row["mark"] == "c":
        return ""
    numbers = (
        f"{words.number(row['count'])} of {words.number(row['base'])}{words.flag(row['mark'])}"
    )
    if row["unit"] == "interview" or pd.isna(row["estimate"]):
        return numbers
    return f"{numbers}; Jaccard {row['estimate']:.2f}"


def _note(row: Mapping[Hashable, Any]) -> str:
    """Return why a pair has no bar, if it has none."""
    if row["mark"] == "c":
        return words.HIDDEN
    return f"Base below {SHARE_FROM}: no share" if pd.isna(row["share"]) else ""
