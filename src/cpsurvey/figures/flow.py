"""From the rows that came in to those kept: what each rule left out, and what remained."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.row_page import percent_axis, row_page
from cpsurvey.figures.style import COUNTED, GROUPS, QUIET, style

NEEDS = ["group", "step", "rule", "reason", "left_out", "remaining"]
ROW, THICK = 0.24, 0.14
WIDEST = 2.3
CAME, KEPT = "rows_in", "kept"
AXIS = "Share of rows that came in"
REMAINED = page.Entry("Remained", COUNTED[1])
LEFT_OUT = page.Entry("Left out at this step", GROUPS[1][0])


@style()
def flow_bars(flow: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw who fell out on the way from the rows that came in to the rows kept, and why.

    Parameters
    ----------
    flow
        As `report.flow_table` gives it: ``data``, ``group``, ``step``, ``rule``, ``reason``,
        ``left_out``, ``remaining``, and ``mark`` where there is one.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        Under each group a bar for the rows that came in, one for each rule, and one for those
        kept; dark what remained, then what the rule left out, with both numbers at the right.
        Groups are drawn to their own scale, in shares of what came in. Hidden numbers are [c].

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, two rows share a place, or a group
        has no row for what came in.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures, report
    >>> flow = report.flow_table(cps.load_example())
    >>> axes = figures.flow_bars(flow)
    >>> [text.get_text() for text in axes.texts][:2]
    ['553 rows', '5 left out, 548 remain']
    """
    rows.check(flow, "flow_bars", NEEDS)
    frame = _tidy(flow)
    placed = rows.place(frame, ["group", "step"])
    placed["label"] = [words.sentence_case(str(reason)) for reason in frame["reason"]]
    ends = [_end(*facts) for facts in frame[["rule", "left_out", "remaining"]].itertuples(
        index=False, name=None)]  # fmt: skip
    about = page.About(
        title or "From the rows that came in to the rows kept", rows.data_of(flow), caption, AXIS,
        (REMAINED, LEFT_OUT),
    )  # fmt: skip
    axes = row_page(about, placed.assign(end=ends, note=""), thinnest=ROW, widest=WIDEST)
    percent_axis(axes, 0, 1)
    came = frame.groupby("group", observed=True)["remaining"].transform(lambda part: part.iloc[0])
    facts = zip(axes.get_yticks(), frame["remaining"], frame["left_out"], came, strict=True)
    for down, remaining, left_out, whole in facts:
        _draw(axes, down, remaining, left_out, whole)
    alt = alt_text.told("Flow of rows", about, _kept(frame), _lines(frame, placed, ends))
    return record.remember(axes, flow, about, alt)


def _tidy(flow: pd.DataFrame) -> pd.DataFrame:
    """Return a flow with its groups in words and its steps in order, or refuse it."""
    frame = rows.tidy(flow.sort_values("step", kind="stable"), ["group", "step"])
    numbers = ["left_out", "remaining"]
    frame[numbers] = frame[numbers].astype("Float64").astype(float)
    first = frame.drop_duplicates("group")
    hidden = first["mark"].eq("c") if "mark" in first else False
    wrong = first[(first["rule"] != CAME) | (first["remaining"].isna() & ~hidden)]
    if len(wrong):
        raise QuestionError(
            f"flow_bars needs how many rows came in, in a first row {CAME} of each group;"
            f" {wrong['group'].iloc[0]} has none. Give a whole result of report.flow_table."
        )
    return frame


def _end(rule: str, left_out: float, remaining: float) -> str:
    """Return the numbers of a step in words."""
    if rule in (CAME, KEPT):
        return f"{words.number(remaining)} rows"
    return f"{words.number(left_out)} left out, {words.number(remaining)} remain"


def _draw(axes: Axes, down: float, remaining: float, left_out: float, whole: float) -> None:
    """Draw what remained of the whole and then what was left out, where they are known."""
    if pd.isna(remaining) or pd.isna(whole) or not whole:
        return
    left = 0.0
    for part, entry in ((remaining, REMAINED), (left_out, LEFT_OUT)):
        if pd.notna(part) and part:
            axes.barh(
                [down], [part / whole], left=left, height=THICK, color=entry.colour,
                edgecolor=QUIET, linewidth=0.6, clip_on=False,
            )  # fmt: skip
            left += part / whole


def _kept(frame: pd.DataFrame) -> str:
    """Say how many of the rows that came in were kept, group by group."""
    said = [
        f"{words.number(part['remaining'].iloc[-1])} of {words.number(part['remaining'].iloc[0])}"
        f" {str(group)[:1].lower()}{str(group)[1:]}"
        for group, part in frame.groupby("group", observed=True)
    ]
    return f"Rows kept: {listed(said)}."


def _lines(frame: pd.DataFrame, placed: pd.DataFrame, ends: list[str]) -> Iterator[str]:
    """Yield each step of each group."""
    for group, label, end in zip(frame["group"].astype(str), placed["label"], ends, strict=True):
        yield f"{group}. {label}: {end}."
