"""Rows kept, places reached and net shares in; the sentences that say what was found out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.figures import rows, words
from cpsurvey.report.findings.words import (
    FEW,
    Row,
    bracketed,
    interval,
    lead,
    people,
    place,
    plain,
    points,
    readable,
    sentence,
    together,
)

WHO = "Who answered"


def of_flow(flow: pd.DataFrame) -> Iterator[str]:
    """Yield how many rows of each group were kept, and why most of the others were not."""
    frame = flow.assign(group=rows.in_words(flow, "group"))
    for group, steps in frame.groupby("group", sort=False, observed=True):
        first, last = steps.iloc[0].to_dict(), steps.iloc[-1].to_dict()
        kept, came = words.number(last["remaining"]), words.number(first["remaining"])
        said = (
            f"{lead(first | {'question': WHO})}: of {came} rows of {plain(group)} {kept} are kept"
        )
        out = steps[steps["left_out"] > 0].sort_values("left_out", ascending=False, kind="stable")
        for row in out.head(1).to_dict("records"):
            said += f"; most often left out, {words.number(row['left_out'])}: {row['reason']}"
        yield sentence(said)


def of_places(result: pd.DataFrame) -> Iterator[str]:
    """Yield of how many places of all there are answers came, and where most and fewest did."""
    shown = readable(result).dropna(subset=["share"])
    by = rows.by_columns(result)
    first = readable(result).iloc[0].to_dict()
    about = lead(first | {"question": WHO})
    if shown.empty:
        yield sentence(f"{about}: {words.HIDDEN}")
        return
    hidden = len(result) - len(shown)
    less = f", {hidden} regions that are {words.CONFIDENTIAL} not counted" if hidden else ""
    count, base = words.number(shown["count"].sum()), words.number(shown["base"].sum())
    yield sentence(f"{about}: answers came from {count} of {base} authorities{less}")
    if len(shown) > 1:
        ends = shown.sort_values("share", kind="stable").iloc[[0, -1]].to_dict("records")
        low, high = (
            f"{words.number(row['count'])} of {words.number(row['base'])}{place(row, by)}"
            for row in ends
        )
        yield sentence(
            f"{about}: the share of authorities reached is lowest at {low}, highest at {high}"
        )


def of_net(result: pd.DataFrame) -> Iterator[str]:
    """Yield how many more gave one answer than another: of many groups, the two ends."""
    by = rows.by_columns(result)
    frame = readable(result).assign(against=rows.in_words(result, "against"))
    shown = frame.dropna(subset=["estimate", "ci_low"])
    if len(shown) > FEW:
        ends = shown.sort_values("estimate", kind="stable").iloc[[0, -1]].to_dict("records")
        for end, row in zip(("lowest", "highest"), ends, strict=True):
            yield sentence(f"{_net(row, by)}, the {end} of {len(shown)}")
    else:
        yield from (sentence(_net(row, by)) for row in shown.to_dict("records"))
    yield from _without(frame.drop(shown.index))


def _without(rest: pd.DataFrame) -> Iterator[str]:
    """Yield how many net shares are not given, and that some are hidden."""
    if rest.empty:
        return
    about = lead(rest.iloc[0].to_dict() | {"question": together(list(rest["question"].unique()))})
    hidden = int((rest["mark"] == "c").sum())
    few = [f"{hidden} {words.HIDDEN}"] * bool(hidden)
    few += [f"{len(rest) - hidden} of too few people or none"] * (len(rest) > hidden)
    yield sentence(f"{about}: net shares without a number: {'; '.join(few)}")


def _net(row: Row, by: list[str]) -> str:
    """Return a net share in words."""
    facts = f"{words.percent(row['share'])} against {words.percent(row['share_reference'])}"
    apart = bracketed(facts, interval(row, points))
    return (
        f"{lead(row)}: of {people(row, by)}, {points(row['estimate'])} points net said"
        f" “{row['answer']}” rather than “{row['against']}”{apart}"
    )
