"""A result of interviews in; the sentences that belong under its figure out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.errors import QuestionError, listed
from cpsurvey.report.wording.agreement_captions import of_agreement
from cpsurvey.report.wording.codes import counted, level_of

NEEDED = ("data", "method", "why", "mark")
CHOSEN = "Interviewees were chosen and are not a random sample"
NOT_RAISED = "Not all were asked the same: what was not raised was not denied"
RAISED = "An interview raises a theme once, where it or a theme under it was coded"
LINES = {
    "share": "Wilson's {level}intervals, as for a random sample",
    "difference": "Newcombe's {level}intervals, as for the difference between two random samples",
}
RULE = "Broken lines: interviews {rule} (Guest, Namey and Chen 2020)"


def check(result: pd.DataFrame) -> None:
    """Raise where a result of interviews lacks a column that its caption is made from."""
    missing = [column for column in NEEDED if column not in result]
    if missing:
        raise QuestionError(
            f"caption needs the column {listed(missing)}: give it a whole result of theme_table,"
            " compare_themes, co_occurrence or saturation."
        )


def of_interviews(result: pd.DataFrame, *, intervals: bool) -> Iterator[str]:
    """Yield what a reader must know of a result of interviews."""
    check(result)
    if "coders" in result:
        yield from of_agreement(result, intervals=intervals)
        return
    if "so_far" in result:
        yield from _of_saturation(result)
    else:
        yield from _base(result)
        yield RAISED
        if "other_code" not in result:
            yield NOT_RAISED
    yield from _sampling(result, intervals=intervals)


def _base(result: pd.DataFrame) -> Iterator[str]:
    """Say which interviews are counted, and how many of them nobody coded."""
    if "other_code" in result:
        yield "Base: interviews that raise either of the two themes"
        return
    if result["why"].str.contains("left out: ").any():
        yield "Base: interviews that were coded"
        return
    yield "Base: all interviews, coded or not"
    one = result["code"].astype(str).isin(result["code"].astype(str).head(1))
    if "uncoded" not in result:
        return
    if result["uncoded"].isna().any():
        yield "One without a coding would count as raising nothing"
    elif silent := int(result.loc[one, "uncoded"].sum()):
        yield f"{counted(silent, 'interview')} without a coding, counted as raising nothing"


def _of_saturation(result: pd.DataFrame) -> Iterator[str]:
    """Say in what order interviews are taken, who is left out, and what the rule is."""
    if (result["method"] == "random orders").any():
        level = level_of(result)
        yield f"Lines are means over all orders, shades hold {level}of random orders"
    else:
        yield "Interviews in one order; in another the line would be another"
    points = result[result["measure"] == "saturation_point"]
    if result["why"].str.contains("left out: ").any():
        hidden = points["uncoded"].isna().any()
        silent = "interviews" if hidden else counted(int(points["uncoded"].sum()), "interview")
        yield f"Left out: {silent} without a coding"
    reached = points.loc[points["estimate"].notna(), "why"]
    for rule in dict.fromkeys(str(why).partition(";")[0] for why in reached):
        yield RULE.format(rule=rule)
    yield "Few new themes show little where the coding frame was fixed beforehand"


def _sampling(result: pd.DataFrame, *, intervals: bool) -> Iterator[str]:
    """Say what the intervals are, and what no interval covers."""
    saturated = "so_far" in result
    if saturated or not intervals or "ci_low" not in result or result["ci_low"].isna().all():
        yield CHOSEN
        return
    kind = LINES["difference" if "estimate" in result else "share"]
    yield f"Lines are {kind.format(level=level_of(result))}"
    yield f"{CHOSEN}, which no interval covers"
