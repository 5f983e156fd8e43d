"""Net shares and the bars they belong to in; where each is drawn, and what is said of it, out."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from cpsurvey.errors import QuestionError, listed
from cpsurvey.figures import alt_text, page, rows, words
from cpsurvey.figures.segments import Bars
from cpsurvey.figures.style import INK

ROW = 0.42
BAR_ABOVE = 0.08
NET_BELOW = 0.12
CHART = "diverging_bars with net="
NEEDS = ["answer", "against", "estimate", "ci_low", "ci_high"]
NUMBERS = ["value", "low", "high"]
HIGHEST_FIRST = "Bars are in the order of their net share, highest first."


def beside(net: pd.DataFrame, result: pd.DataFrame, made: Bars) -> pd.DataFrame:
    """Return the net share of each bar: value, low, high, hollow; or raise where one is not there.

    Missing where the bar is not drawn, unless that is because some of its answers are hidden.
    """
    keys = rows.varying(result, ["question"]) + rows.by_columns(result)
    rows.check(net, CHART, [*NEEDS, *keys, "base"])
    rows.check_differences(net, CHART, ["estimate", "ci_low", "ci_high"])
    _check_data(net, result)
    _sides(net)
    frame = rows.tidy(net, keys)
    frame = frame.set_index(pd.Index(rows.names(frame, keys), name="name"))
    lacking = [name for name in made.placed.index if name not in frame.index]
    if lacking:
        raise QuestionError(
            f"net has no row for {lacking[0]}. Make it from the same tables, split alike, and label"
            " it as the result is: analysis.net_shares, report.labels.apply."
        )
    frame = frame.loc[made.placed.index]
    drawn = made.placed["note"].isin(["", words.HIDDEN])
    sizes = made.placed["base"]
    apart = drawn & sizes.notna() & frame["base"].notna() & (frame["base"] != sizes)
    if apart.any():
        name = str(apart.idxmax())
        raise QuestionError(
            f"net and the result are not of the same people: of {name} the one has a base of"
            f" {words.number(frame['base'][name])}, the other of"
            f" {words.number(sizes[name])}."
        )
    named = frame.rename(columns={"estimate": "value", "ci_low": "low", "ci_high": "high"})
    return named[NUMBERS].where(drawn).assign(hollow=frame["mark"] == "u")


def _check_data(net: pd.DataFrame, result: pd.DataFrame) -> None:
    """Raise where net shares are of other data, or not protected as the result is."""
    if rows.data_of(net) != rows.data_of(result):
        raise QuestionError(
            f'net is of "{rows.data_of(net)}", and the result of "{rows.data_of(result)}".'
        )
    if ("protection" in net) != ("protection" in result):
        raise QuestionError("Protect both the result and net, or neither: cpsurvey.protect(net).")


def _sides(net: pd.DataFrame) -> tuple[str, str]:
    """Return the codes of the two sides, or raise where rows have different ones."""
    named = net[["answer", "against"]].astype(str)
    sides = list(dict.fromkeys(named.itertuples(index=False, name=None)))
    if len(sides) > 1:
        told = listed(f"{one} minus {other}" for one, other in sides)
        raise QuestionError(f"net is of several things: {told}. Draw one of them.")
    return sides[0]


def middle(net: pd.DataFrame, answers: list[str]) -> tuple[int, int]:
    """Return the places of the first answer on neither side and of the first after them.

    Raise where what the net share counts does not stand right of what it takes away.
    """
    places = [
        [answers.index(code) for code in side.split("+") if code in answers] for side in _sides(net)
    ]
    if not all(places) or max(places[1]) >= min(places[0]):
        one, other = _sides(net)
        raise QuestionError(
            f"net counts {one} minus {other}; the bars have {listed(answers)} from left to right."
            " What is counted stands right: give net_shares answers= and against= so."
        )
    return max(places[1]) + 1, min(places[0])


def entry(net: pd.DataFrame) -> page.Entry:
    """Return the legend's entry: what less what, and what the line is."""
    one, other = (rows.title_of(net, column) for column in ("answer", "against"))
    levels = list(net["confidence"].dropna().unique()) if "confidence" in net else []
    level = f"{100 * levels[0]:g}% " if len(levels) == 1 else ""
    return page.Entry(
        f"Net share: {one}, minus {other}, in points, with its {level}interval", INK, marker="D"
    )


def ends(placed: pd.DataFrame) -> list[str]:
    """Return what is printed under each n: ``net +43``, or nothing; [u] where the n has none."""
    facts = zip(placed["value"], placed["hollow"], placed["mark"], strict=True)
    return [
        ""
        if math.isnan(value)
        else f"net {words.points(value)}{words.flag('u' if hollow and mark != 'u' else '')}"
        for value, hollow, mark in facts
    ]


def in_order(placed: pd.DataFrame) -> list[str]:
    """Return the names of bars, under each heading the highest net share first."""
    headings = pd.factorize(placed["heading"])[0]
    ranked = placed.assign(heading=headings, value=-placed["value"])
    return list(ranked.sort_values(["heading", "value"], kind="stable").index)


def draw(axes: Axes, placed: pd.DataFrame) -> None:
    """Draw each net share under its bar, with its interval, hollow where the base is small."""
    facts = placed[[*NUMBERS, "hollow"]].itertuples(index=False, name=None)
    for middle_of_row, (value, low, high, hollow) in zip(axes.get_yticks(), facts, strict=True):
        if math.isnan(value):
            continue
        height = middle_of_row + NET_BELOW
        axes.plot([low, high], [height] * 2, color=INK, linewidth=1.6, solid_capstyle="butt")
        axes.plot(
            [value], [height], "D", color=INK, markersize=4.8, markeredgewidth=1.2,
            markerfacecolor="white" if hollow else INK, clip_on=False,
        )  # fmt: skip


def spoken(nets: pd.DataFrame) -> dict[str, str]:
    """Return what is said of each bar's net share: ``net share +43, interval +34 to +52``."""
    facts = nets[NUMBERS].itertuples(name=None)
    return {
        name: f"net share {words.points(value)} points"
        + alt_text.interval_of(low, high, words.points)
        for name, value, low, high in facts
        if not math.isnan(value)
    }


def with_result(result: pd.DataFrame, net: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of both, for the numbers that are kept with a figure."""
    plain = [
        frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))
        for frame in (result, net)
    ]
    return pd.concat(plain, ignore_index=True)
