"""Options that people could tick, each group's share side by side."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.figures import alt_text, dots, page, record, rows, words
from cpsurvey.figures.row_page import LINE, lines_at, percent_axis, row_page
from cpsurvey.figures.shares import AXES, note
from cpsurvey.figures.style import GROUPS, style

ORDERS = ("given", "largest")
APART = 0.1
FACTS = ["count", "base", "share", "mark", "why"]


@style()
def option_intervals(
    result: pd.DataFrame, *, order: str = "given", title: str = "", caption: str = ""
) -> Axes:
    """Draw which options each group ticked how often, the groups beside each other.

    For a question where people could tick several, or any other whose answers are to be compared
    one by one between two to four groups. For one answer across more groups `share_intervals`.

    Parameters
    ----------
    result
        One row an option and group, as `response_table` gives it: ``data``, ``answer``, ``count``,
        ``base``, ``share``, ``ci_low``, ``ci_high`` (0 to 1), ``mark`` where there is one, and any
        columns it was split by; of several of them the groups are the combinations.
    order
        ``given``, as the questionnaire has the options, or ``largest``: the option that most of
        the first group ticked first; the caption says so.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        One row an option, in it a dot with its interval for each group, of its own colour and
        shape; at the right each share and its base, [c] where it is hidden, the count alone under
        a base of 5. The legend says of a group that has no answers why. Dots of a small base are
        hollow.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, two rows share a place, the result is
        of several questions or has more than 4 groups, or the order is not known.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> concerns = cps.response_table(cps.load_example(), "concerns", by="group")
    >>> axes = figures.option_intervals(concerns, order="largest")
    >>> axes.get_yticklabels()[0].get_text()
    'Technology'
    """
    if order not in ORDERS:
        raise QuestionError(unknown("order", str(order), ORDERS))
    made, groups = _made(result)
    options = list(dict.fromkeys(made["answer"]))
    if order == "largest":
        options = _largest_first(made)
        caption = f"{caption} {_rule(groups)}".strip()
    made = made.set_index(["answer", "look"]).loc[
        pd.MultiIndex.from_product([options, range(len(groups))])
    ]  # fmt: skip
    ends = [list(made.loc[option, "end"]) for option in options]
    placed = pd.DataFrame({"label": map(str, options), "heading": "", "note": "", "end": ends})
    title = title or rows.title_of(result, "question")
    legend = _legend(made, groups)
    about = page.About(title, rows.data_of(result), caption, AXES["answer"], legend)
    axes = row_page(about, placed, thinnest=LINE * len(groups) + APART)
    percent_axis(axes, 0, 1)
    heights = [down for middle in axes.get_yticks() for down in lines_at(middle, len(groups))]
    made = made.reset_index(names=["answer", "look"])
    dots.draw(axes, made, heights)
    kind = "Dot chart of shares with intervals"
    alt = alt_text.of_dots(kind, "The share", about, made, words.percent)
    return record.remember(axes, result, about, alt)


def _made(result: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return a checked row for each option and group, in words, and the names of the groups."""
    chart = "option_intervals"
    rows.check(result, chart, ["answer", "count", "base", "share", "ci_low", "ci_high"])
    if rows.varying(result, ["question"]):
        raise QuestionError(
            f"{chart} draws one question; this result has {listed(result['question'].unique())}."
        )
    split = rows.by_columns(result)
    frame = rows.tidy(result, ["answer", *split])
    whose = rows.names(frame, split)
    groups = list(dict.fromkeys(whose))
    if len(groups) > len(GROUPS):
        raise QuestionError(
            f"The result has {len(groups)} groups; in one row at most {len(GROUPS)} can be told"
            " apart. Split it by fewer things, or draw share_intervals of one option."
        )
    whole = frame["answer"].nunique() * len(groups)
    if len(frame) != whole:
        raise QuestionError(
            f"{chart} needs a row for each of {whole} pairs of an option and a group, those of"
            f" nobody included; the result has {len(frame)}."
        )
    facts = list(frame[FACTS].itertuples(index=False, name=None))
    made = frame.assign(
        name=rows.names(frame, ["answer", *split] if len(groups) > 1 else ["answer"]),
        look=[groups.index(one) for one in whose],
        value=frame["share"], low=frame["ci_low"], high=frame["ci_high"],
        sizes=[words.base(*pair) for pair in zip(frame["base"], frame["mark"], strict=True)],
        note=[note(*fact) for fact in facts],
        end=[_end(*fact) for fact in facts],
    )  # fmt: skip
    return made, groups


def _end(count: float, base: float, share: float, mark: str, why: str) -> str:
    """Return ``55% of 478``, or what stands in its place."""
    if mark == "c":
        return words.CONFIDENTIAL
    if base == 0:
        return words.base(base)
    counted = note(count, base, share, mark, why)
    return f"{words.number(count) if counted else words.percent(share)} of" + (
        f" {words.number(base)}{words.flag(mark)}"
    )


def _largest_first(made: pd.DataFrame) -> list[object]:
    """Return the options in the order of the first group's shares, unknown ones last."""
    first = made[made["look"] == 0].sort_values("share", ascending=False, kind="stable")
    return list(first["answer"])


def _rule(groups: list[str]) -> str:
    """Return the sentence that says in which order the options are."""
    share = f"the first group's share ({groups[0]})" if len(groups) > 1 else "their share"
    return f"Options are in the order of {share}, highest first."


def _legend(made: pd.DataFrame, groups: list[str]) -> tuple[page.Entry, ...]:
    """Return an entry for each group, with the reason where it has no answers at all."""
    entries = []
    for look, group in enumerate(groups):
        colour, marker = GROUPS[look]
        own = made.xs(look, level="look")
        nobody = f": {own['why'].iloc[0] or words.NOBODY}" if (own["base"] == 0).all() else ""
        entries.append(page.Entry(f"{group}{nobody}", colour, marker=marker))
    small = ((made["mark"] == "u") & (made["note"] == "")).any()
    return (*(entries if len(groups) > 1 or nobody else []), *([dots.SMALL_BASE] if small else []))
