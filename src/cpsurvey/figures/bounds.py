"""One made-up share a row, between the bounds that margins leave it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.row_page import percent_axis, row_page
from cpsurvey.figures.style import GROUPS, QUIET, RULE, style
from cpsurvey.vocabulary import SHARE_FROM

NEEDS = [
    "group", "question", "answer", "level", "base", "share",
    "published_share_low", "published_share_high", "assumed_share_low", "assumed_share_high",
]  # fmt: skip
PUBLISHED, ASSUMED = "published", "assumed"
NOT_COUNTED, ANYTHING = "not counted", "anything"
AXIS = "Share of those at this level who answered"
MOST = 40
WIDE, NARROW = 0.17, 0.075
MARK, MARKER = GROUPS[1]
LEGEND = (
    page.Entry("What published figures leave possible", RULE),
    page.Entry("What the assumed margins leave", QUIET),
    page.Entry("The made-up data; its place is no evidence", MARK, marker=MARKER),
)


@style()
def bounds_bars(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how far margins leave open what share gave an answer, and what was made up.

    Parameters
    ----------
    result
        One group and question of what `synthetic.mode_bounds` gives, with the made-up values from
        `report.synthetic_values`: ``data``, ``group``, ``question``, ``answer``, ``level``,
        ``base`` and ``share`` (missing where it cannot be counted), and as proportions
        ``published_share_low``, ``published_share_high``, ``assumed_share_low`` and
        ``assumed_share_high``.
    title
        Says what is shown; the labels of group and question where empty.
    caption
        Printed under the plot.

    Returns
    -------
    Axes
        A row an answer and level: a wide bar from the smallest to the largest share of those at
        this level that published figures allow, a narrow one for the assumed margins, and a mark
        for the made-up data; at the right the made-up share, and what the margins leave.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, there are several questions or
        groups, two rows share a place, or there are more than fit a page.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey import figures
    >>> axes = figures.bounds_bars(pd.DataFrame({
    ...     "data": "SYNTHETIC study", "group": "parent", "question": "judged",
    ...     "answer": "better", "level": ["phone", "video"], "base": [10, 8],
    ...     "share": [0.6, 0.375], "published_share_low": 0.0, "published_share_high": 1.0,
    ...     "assumed_share_low": [0.1, 0.0], "assumed_share_high": [0.9, 1.0],
    ... }))
    >>> [text.get_text() for text in axes.texts if ";" in text.get_text()]
    ['60%, n = 10; 10% to 90%', '38%, n = 8; 0% to 100%']
    """
    rows.check(result, "bounds_bars", NEEDS)
    several = rows.varying(result, ["question", "group"])
    if several:
        raise QuestionError(
            f"bounds_bars draws one question of one group; this result has more than one"
            f" {several[0]}. Keep the rows of one."
        )
    if len(result) > MOST:
        raise QuestionError(
            f"The result has {len(result)} rows; on one page at most {MOST} can be read. Draw those"
            " of some answers."
        )
    frame = rows.tidy(result, ["answer", "level"])
    title = title or rows.title_of(result, "question", "group")
    about = page.About(title, rows.data_of(result), caption, AXIS, LEGEND)
    axes = row_page(about, _made(frame))
    percent_axis(axes, 0, 1)
    heights = axes.get_yticks()
    for source, high, colour in ((PUBLISHED, WIDE, RULE), (ASSUMED, NARROW, QUIET)):
        ends = frame[[f"{source}_share_low", f"{source}_share_high"]].itertuples(
            index=False, name=None
        )
        for middle, (low, most) in zip(heights, ends, strict=True):
            if pd.isna(low) or pd.isna(most):
                continue
            bar = Rectangle((low, middle - high / 2), most - low, high, clip_on=False)
            axes.add_patch(bar).set(facecolor=colour, edgecolor=QUIET, linewidth=0.6, zorder=1.5)
    axes.plot(frame["share"], heights, MARKER, color=MARK, clip_on=False, zorder=3)
    return record.remember(axes, result, about, _alt(about, frame))


def _made(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what to write in each row."""
    placed = rows.place(frame, ["answer", "level"])
    ends = [
        f"{here}; {span}" for here, span in zip(_here(frame), _spans(frame, ASSUMED), strict=True)
    ]
    return placed.assign(note="", end=ends)


def _here(frame: pd.DataFrame) -> list[str]:
    """Return ``60%, n = 10`` for each row, ``2 of 3`` of very few, or that it is not counted."""
    return [
        NOT_COUNTED
        if pd.isna(share)
        else f"{words.percent(share)}, {words.base(base)}"
        if base >= SHARE_FROM
        else f"{round(share * base)} of {words.number(base)}"
        for share, base in zip(frame["share"], frame["base"], strict=True)
    ]


def _spans(frame: pd.DataFrame, source: str) -> list[str]:
    """Return ``10% to 90%`` for each row, or the one share there can be."""
    ends = zip(frame[f"{source}_share_low"], frame[f"{source}_share_high"], strict=True)
    return [
        ANYTHING if pd.isna(low) or pd.isna(high)
        else words.percent(low) if low == high
        else f"{words.percent(low)} to {words.percent(high)}"
        for low, high in ends
    ]  # fmt: skip


def _alt(about: page.About, frame: pd.DataFrame) -> alt_text.AltText:
    """Return the words that stand for the figure."""
    fixed = {
        source: int((frame[f"{source}_share_low"] == frame[f"{source}_share_high"]).sum())
        for source in (PUBLISHED, ASSUMED)
    }
    short = (
        f"Bar chart of bounds: {about.title}. Of {len(frame)} shares, published figures alone"
        f" settle {fixed[PUBLISHED]}, the assumed margins {fixed[ASSUMED]}. Where the made-up data"
        f" lies between its bounds is no evidence. Data: {about.data}."
    )
    facts = zip(
        rows.names(frame, ["answer", "level"]), _here(frame), _spans(frame, ASSUMED),
        _spans(frame, PUBLISHED), strict=True,
    )  # fmt: skip
    lines = [
        f"{name}: made-up data {here}; assumed margins leave {assumed}, published figures"
        f" {published}."
        for name, here, assumed, published in facts
    ]
    return alt_text.AltText(short, "\n".join(lines))
