"""Options ticked together: a column a combination, its share above, its options as joined dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, page, record, rows, words
from cpsurvey.figures.segments import SMALL_BASE
from cpsurvey.figures.style import GROUPS, style
from cpsurvey.figures.upset_page import Panel, Sets, columns_that_fit, upset_page
from cpsurvey.vocabulary import AT_ALL, EXACTLY, NO_OPTION, SHARE_FROM, TICKED_TOGETHER

NEEDS = ["ticked", "answer", "count", "base", "share"]
MOST = 12
MOST_OPTIONS = 16
NONE_TICKED = "None of them"


@style()
def upset_plot(result: pd.DataFrame, *, title: str = "", caption: str = "") -> Axes:
    """Draw which options of a select-all question were ticked together, and how often.

    Parameters
    ----------
    result
        As `analysis.option_combinations` gives it: ``data``, ``ticked``, ``answer``, ``count``,
        ``base``, ``share``, ``mark`` and ``why`` where there are any, and one column at most that
        it was split by.
    title
        Says what is shown; the question's label where empty.
    caption
        Printed under the plot, as `report.captions.caption` writes it.

    Returns
    -------
    Axes
        Those of the dots: a row an option and a column a combination, dark and joined where the
        option is in it, the most frequent first, as many as fit. Above them bars for each group
        of the share who ticked exactly these, its n beside its name, hatched where the base is
        small; at the right the share who ticked each option at all. The caption says how many
        combinations are not drawn.

    Raises
    ------
    QuestionError
        If a column or a row is missing, the data has no name or two, the result is of several
        questions or split by several things, no combination can be shown, or there are more
        options or groups than fit a page.

    References
    ----------
    Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), UpSet: visualization of intersecting
    sets, IEEE Transactions on Visualization and Computer Graphics 20(12), 1983-1992.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey import figures
    >>> from cpsurvey.analysis import option_combinations
    >>> found = option_combinations(cps.load_example(), "equipment")
    >>> axes = figures.upset_plot(found)
    >>> [label.get_text() for label in axes.get_yticklabels()][:2]
    ['Own phone', 'Computer']
    """
    rows.check(result, "upset_plot", NEEDS)
    by = _split(result)
    frame = _tidy(result, by)
    parts = dict(iter(frame.groupby(pd.Series(rows.names(frame, by)), sort=False)))
    options = _options(next(iter(parts.values())))
    panels = [_panel(name if by else "", part) for name, part in parts.items()]
    if any(set(panel.printed) != set(panels[0].printed) for panel in panels):
        raise QuestionError(
            "upset_plot needs a row for each option and combination in every group, those that"
            " nobody ticked included. Give a whole result of analysis.option_combinations."
        )
    together = _together(frame, options)
    room = min(MOST, columns_that_fit(options, panels))
    sets = Sets(options, dict(list(together.items())[:room]), panels)
    small = any(panel.mark == "u" for panel in panels)
    about = page.About(
        title or rows.title_of(result, "question"),
        rows.data_of(result),
        " ".join(filter(None, [caption, _not_drawn(sets, len(together), result)])),
        legend=(SMALL_BASE,) if small else (),
    )
    axes = upset_page(about, sets)
    alt = alt_text.told("UpSet plot of options ticked together", about, _first(sets), _lines(sets))
    return record.remember(axes, result, about, alt)


def _split(result: pd.DataFrame) -> list[str]:
    """Return the column that a result is split by, if any; raise where there are more."""
    by = rows.varying(result, ["question", *rows.by_columns(result)])
    if len(by) > 1 or by == ["question"]:
        raise QuestionError(
            "upset_plot draws one question split by one thing at most; this result is split by"
            f" {listed(by)}. Keep the rows of one."
        )
    levels = result[by[0]].nunique() if by else 1
    if levels > len(GROUPS):
        raise QuestionError(
            f"The result has {levels} groups; on one page at most {len(GROUPS)} can be told apart."
            " Keep some of them."
        )
    return by


def _tidy(result: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return a result in words and in order, with the codes beside them."""
    codes = {"kind": result["ticked"].astype(str), "codes": result["answer"].astype(str)}
    return rows.tidy(result.assign(**codes), [*by, "ticked", "answer"])


def _options(part: pd.DataFrame) -> dict[str, str]:
    """Return each option's code and its words, in the question's order."""
    alone = part[part["kind"] == AT_ALL]
    options = dict(zip(alone["codes"], alone["answer"].astype(str), strict=True))
    if not 1 <= len(options) <= MOST_OPTIONS:
        raise QuestionError(
            f"upset_plot needs rows of 1 to {MOST_OPTIONS} options ({AT_ALL} in the column"
            f" ticked), and this result has {len(options)}. Give a whole result of"
            " analysis.option_combinations."
        )
    return options


def _panel(name: str, part: pd.DataFrame) -> Panel:
    """Return what is drawn and printed of one group, for each option and combination."""
    base, mark = part["base"].iloc[0], rows.mark_of(part)
    known = part.loc[part["base"].notna(), "base"]
    size = known.iloc[0] if len(known) else base
    facts = zip(part["kind"], part["codes"], part["count"], part["share"], strict=True)
    printed, shares = {}, {}
    for kind, codes, count, share in facts:
        shares[kind, codes] = 0.0 if pd.isna(share) else float(share)
        printed[kind, codes] = words.number(count) if pd.isna(share) else words.percent(share)
    small = mark if mark == "u" or not (part["mark"] == "u").any() else "u"
    note = words.instead(size, "c" if pd.isna(size) else "", part["why"].iloc[0])
    if not note and size < SHARE_FROM:
        note = "Counts only"
    return Panel(
        name, words.base(size, "" if small == "c" else small), small, note, shares, printed
    )


def _together(frame: pd.DataFrame, options: dict[str, str]) -> dict[str, set[str]]:
    """Return the combinations by their codes, the options of each as a set, frequent first."""
    exact = frame[frame["kind"] == EXACTLY]
    often = exact["count"].fillna(0).groupby(exact["codes"], sort=False).sum()
    found = {
        str(codes): set() if codes == NO_OPTION else set(str(codes).split(TICKED_TOGETHER))
        for codes in often.sort_values(ascending=False, kind="stable").index
    }
    strange = sorted({option for codes in found.values() for option in codes - set(options)})
    if strange:
        raise QuestionError(
            f"upset_plot needs a row ({AT_ALL} in the column ticked) for each option that"
            f" combinations name, and there is none for {listed(strange)}."
        )
    if not found:
        raise QuestionError(
            "upset_plot has nothing to draw: no combination of options can be shown."
        )
    return found


def _not_drawn(sets: Sets, all_of_them: int, result: pd.DataFrame) -> str:
    """Say how many of the combinations are drawn, and of what share of each group."""
    hidden = "mark" in result and (result["mark"] == "c").any()
    if len(sets.drawn) == all_of_them and not hidden:
        return ""
    covered = [
        f"{words.percent(min(sum(panel.shares[EXACTLY, codes] for codes in sets.drawn), 1.0))}"
        f"{' of ' + panel.name[:1].lower() + panel.name[1:] if panel.name else ''}"
        for panel in sets.panels
        if not panel.note
        and words.CONFIDENTIAL not in [panel.printed[EXACTLY, codes] for codes in sets.drawn]
    ]
    ticked = f", which {listed(covered)} ticked" if covered else ""
    shown = " that can be shown" if hidden else ""
    return (
        f"Drawn: the {len(sets.drawn)} most frequent of {all_of_them} combinations{shown}{ticked}."
    )


def _first(sets: Sets) -> str:
    """Say which combination is the most frequent, and how many of each group ticked it."""
    codes = next(iter(sets.drawn))
    said = _each(sets.panels, (EXACTLY, codes))
    return f"The most frequent combination is {in_words(sets, codes)}: {said}."


def _lines(sets: Sets) -> Iterator[str]:
    """Yield who answered, each option at all, then each combination drawn."""
    for panel in sets.panels:
        name = panel.name or rows.EVERYONE
        yield f"{name}: {panel.size}{f' ({panel.note})' if panel.note else ''}."
    for code, label in sets.options.items():
        yield f"{label}, ticked at all: {_each(sets.panels, (AT_ALL, code))}."
    for codes in sets.drawn:
        yield f"Exactly {in_words(sets, codes)}: {_each(sets.panels, (EXACTLY, codes))}."


def in_words(sets: Sets, codes: str) -> str:
    """Return the options of a combination in words: ``A, B and C``."""
    members = sets.drawn[codes]
    return (
        listed([sets.options[code] for code in sets.options if code in members], 99) or NONE_TICKED
    )


def _each(panels: Sequence[Panel], place: tuple[str, str]) -> str:
    """Return what is printed of each group: ``Professionals 12%, Parents 8%``."""
    return ", ".join(f"{panel.name} {panel.printed[place]}".strip() for panel in panels)
