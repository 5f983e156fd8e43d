"""How few answers would turn the verdict on each claim: a bar a claim."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from cpsurvey.errors import QuestionError
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.claim_bands import group_words, said
from cpsurvey.figures.row_page import row_page
from cpsurvey.figures.style import ORDERED, style

NEEDS = ["id", "group", "claim", "published", "base", "verdict", "changes"]
MOST = 28
THICK = 0.16
WIDEST = 3.2
ROOM = 1.35  # to the right of the longest bar, for its number
BREAK = "\n"
AXIS = "Answers that would have to be others to turn the verdict"


@style()
def turning_bars(checked: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw how fragile verdicts are: how few answers, were they others, would turn each.

    Parameters
    ----------
    checked
        Claims as `check_claims` gives them: ``data``, ``id``, ``group``, ``claim``,
        ``published``, ``base``, ``verdict``, ``changes``, and ``mark`` where there is one.
    title
        Says what is shown.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        A row a claim under a heading for its group, the most fragile first: a bar for the fewest
        answers that turn its verdict, and the verdict. Claims that no answers turn, or that cannot
        be decided, and hidden ones say so.

    Raises
    ------
    QuestionError
        If a column is missing, the data has no name or two, a claim stands twice, or there are
        more than fit a page.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> checked = cps.check_claims(cps.load_example(), claims=["parents-no-reports"])
    >>> [text.get_text() for text in figures.turning_bars(checked).texts[-1:]]
    ['1']
    """
    rows.check(checked, "turning_bars", NEEDS)
    if len(checked) > MOST:
        raise QuestionError(
            f"The result has {len(checked)} claims; on one page at most {MOST} can be read. Draw"
            " those of one group, or of some topics."
        )
    known = checked["group_label"] if "group_label" in checked else group_words(checked["group"])
    order = checked["changes"].astype("Float64").sort_values(kind="stable", na_position="last")
    ids = pd.Categorical(checked["id"], checked["id"].loc[order.index].unique(), ordered=True)
    frame = rows.tidy(checked.assign(id=ids, group_label=known), ["group", "id"])
    notes = [_note(row) for row in frame.to_dict("records")]
    published = frame["published"].astype(object).fillna("")
    label = [said(*facts) for facts in zip(frame["claim"], published, strict=True)]
    facts = zip(frame["verdict"], frame["base"], frame["mark"], strict=True)
    verdicts = [_verdict(*fact) for fact in facts]
    placed = pd.DataFrame(
        {"label": label, "heading": frame["group"].astype(str), "note": notes, "end": verdicts}
    )
    title = title or "How few answers would turn each verdict"
    about = page.About(title, rows.data_of(checked), caption, AXIS)
    axes = row_page(about, placed, widest=WIDEST)
    few = frame["changes"].astype("Float64").where(pd.Series(notes, frame.index) == "")
    bars = axes.barh(
        axes.get_yticks(), few.fillna(0).astype(float), height=THICK, color=ORDERED[-1]
    )
    axes.bar_label(
        bars,
        ["" if note else words.number(n) for n, note in zip(few, notes, strict=True)],
        padding=3,
    )
    axes.set_xlim(0, max(float(few.fillna(0).max()), 1) * ROOM)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: words.number(count)))
    axes.grid(axis="x")
    lines = [
        f"{group}: {name}. {verdict}; {note or f'turned by {words.number(n)}'}.".replace(
            BREAK, ", "
        )
        for group, name, verdict, note, n in zip(
            placed["heading"], label, verdicts, notes, few, strict=True
        )
    ]
    turned = few.dropna()
    first = (
        f"The fewest answers that turn a verdict run from {words.number(turned.min())} to"
        f" {words.number(turned.max())}."
        if len(turned)
        else "No claim has a verdict that answers could turn."
    )
    alt = alt_text.told("Bar chart of fragility", about, first, lines)
    return record.remember(axes, checked, about, alt)


def _verdict(verdict: str, base: float, mark: str) -> str:
    """Return a verdict with the base that it is of, if it has one that is shown."""
    told = words.sentence_case(str(verdict))
    return told if pd.isna(base) else f"{told}{BREAK}{words.base(base, mark)}"


def _note(row: Mapping[Hashable, Any]) -> str:
    """Return why a claim has no bar, if it has none."""
    if row["mark"] == "c":
        return words.HIDDEN
    if not pd.isna(row["changes"]):
        return ""
    return "Not decidable" if row["verdict"] == "not decidable" else "No answers turn it"
