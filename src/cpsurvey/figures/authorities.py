"""How many authorities of each region answers came from, a square an authority."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import COUNTED, edge, style

NEEDS = ["count", "base"]
ROW, THICK = 0.22, 0.13
NARROW = 0.03  # inches: of an authority, from which it has a square of its own
AXIS = "Number of authorities"
REACHED = page.Entry("Answers came from it", COUNTED[1])
OTHERS = page.Entry("None came from it", "white")


@style()
def authority_bars(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw from how many authorities of each region answers came, of all there are.

    Parameters
    ----------
    result
        As `analysis.authority_coverage` gives it: ``data``, ``count``, ``base``, ``mark`` where
        there is one, and the columns that say where they are, the outermost first.
    title
        Says what is shown; how many were reached of all where empty, if no count is hidden.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a region with a square for each of its authorities, those reached first and dark,
        and both numbers at the right. A hidden count is given as [c].

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, or two rows share a place.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> from cpsurvey.analysis import authority_coverage
    >>> authorities = pd.DataFrame(cps.load_codebook().authorities)
    >>> found = authority_coverage(cps.load_example(), authorities, by="nation")
    >>> figures.authority_bars(found).texts[0].get_text()
    '108 of 151'
    """
    rows.check(result, "authority_bars", NEEDS)
    keys = rows.by_columns(result)
    frame = rows.tidy(result, keys)
    placed = rows.place(frame, keys)
    notes = [words.HIDDEN if mark == "c" else "" for mark in frame["mark"]]
    ends = [
        f"{words.number(count)} of {words.number(base)}"
        for count, base in zip(frame["count"], frame["base"], strict=True)
    ]
    about = page.About(
        title or _title(frame), rows.data_of(result), caption, AXIS, (REACHED, OTHERS)
    )
    axes = row_page(about, placed.assign(note=notes, end=ends), thinnest=ROW)
    most = float(frame["base"].max())
    axes.set_xlim(0, max(most, 1))
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True, steps=[1, 2, 5, 10]))
    alike = max(most, 1) / page.inches(axes)[0] * NARROW < 1
    for down, count, base, note in zip(
        axes.get_yticks(), frame["count"], frame["base"], notes, strict=True
    ):
        if not note:
            _draw(axes, down, int(count), int(base), squares=alike)
    names = rows.names(frame, keys)
    lines = [f"{name}: {end}." for name, end in zip(names, ends, strict=True)]
    alt = alt_text.told("Bar chart of authorities", about, _span(frame, names), lines)
    return record.remember(axes, result, about, alt)


def _draw(axes: Axes, down: float, count: int, base: int, *, squares: bool) -> None:
    """Draw the authorities of a region, those reached first; as one bar where they are many."""
    parts = [1] * base if squares else [part for part in (count, base - count) if part]
    left = 0
    for part in parts:
        colour = COUNTED[1] if left < count else "white"
        axes.barh(
            [down], [part], left=left, height=THICK, color=colour, edgecolor=edge(colour),
            linewidth=0.7, clip_on=False,
        )  # fmt: skip
        left += part


def _title(frame: pd.DataFrame) -> str:
    """Return how many authorities answers came from, or where it is hidden only what is shown."""
    if frame["count"].isna().any():
        return "Authorities that answers came from"
    reached, known = frame["count"].sum(), frame["base"].sum()
    return f"Answers came from {words.number(reached)} of {words.number(known)} authorities"


def _span(frame: pd.DataFrame, names: list[str]) -> str:
    """Say where the smallest and the largest share of the authorities was reached."""
    shares = dict(zip(names, frame["count"] / frame["base"], strict=True))
    return alt_text.span("The share reached", shares, words.percent)
