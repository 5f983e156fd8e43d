"""Differences between groups in; sentences that say whether there are any, and how sure, out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from cpsurvey.figures import rows, words
from cpsurvey.report.findings.words import (
    FEW,
    Row,
    and_more,
    bracketed,
    context,
    decimal,
    interval,
    lead,
    points,
    quoted,
    readable,
    sentence,
    side,
    together,
)
from cpsurvey.vocabulary import ALL_ANSWERS, compared_column

SCALES = {
    "cramers_v": "Cramér's V, from 0 for none to 1",
    "kendall_tau_b": "Kendall's tau-b, from −1 to 1, 0 for none",
    "goodman_kruskal_gamma": "Goodman and Kruskal's gamma, from −1 to 1, 0 for none",
}
NO_DIFFERENCE = {"probability_of_superiority": 0.5}


def of_differences(result: pd.DataFrame, most: int) -> Iterator[str]:
    """Yield what was found of questions as a whole, then of answers or themes, then what was not.

    A level of an ordered answer, which is not tested, is left to the test of the whole.
    """
    frame = readable(result)
    whole = frame["measure"] != "difference"
    of_levels = frame["method"].eq("newcombe") & bool(whole.any())
    told = frame["ci_low"].notna() | (whole & frame["p_value"].notna())
    for row in frame[whole & told].to_dict("records"):
        yield sentence(_of_whole(row, result))
    shown = frame[~whole & told & ~of_levels].to_dict("records")
    if len(shown) > FEW:
        yield from _of_many(shown, result, most)
    else:
        yield from (sentence(_of_answer(row, result)) for row in shown)
    rest = frame[~told].assign(because=[_why_not(row) for row in frame[~told].to_dict("records")])
    for because, part in rest.groupby("because", sort=False):
        yield sentence(_of_rest(part, result, str(because)))


def _of_answer(row: Row, result: pd.DataFrame) -> str:
    """Return whether two groups differ in one answer: by how much, then how sure that is."""
    about, (one, other) = lead(row, *context(result, row)), _sides(row, result)
    verb = f"{'raised' if 'code' in row else 'said'} {quoted(row)}"
    sizes = (
        f"{words.percent(row['share'])} of {words.number(row['base'])}{words.flag(row['mark'])}"
        f" against {words.percent(row['share_reference'])} of"
        f" {words.number(row['base_reference'])}"
    )
    by = f"{points(row['estimate'])} points{bracketed(interval(row, points), _p(row))}"
    if sure(row):
        often = "more" if row["estimate"] > 0 else "less"
        return f"{about}: {one} {verb} {often} often than {other}, {sizes}: {by}"
    return (
        f"{about}: whether {one} {verb} more or less often than {other} cannot be told, {sizes}:"
        f" {by}{_detectable(row)}"
    )


def _of_whole(row: Row, result: pd.DataFrame) -> str:
    """Return whether groups differ in a question as a whole."""
    about, (one, other) = lead(row, *context(result, row)), _sides(row, result)
    if row["measure"] == "probability_of_superiority":
        return f"{about}: {_superiority(row, one, other, result)}"
    of = f"{one} and {other}" if other else "the groups"
    differ = "differ" if sure(row) else "cannot be told to differ"
    scale = SCALES.get(row["measure"], "")
    estimate = f"{scale}: {decimal(row['estimate'])}" if scale else ""
    facts = bracketed(estimate, interval(row, decimal), _p(row))
    return f"{about}: {of} {differ} over all answers taken together{facts}"


def _of_rest(part: pd.DataFrame, result: pd.DataFrame, because: str) -> str:
    """Return what is not compared, and why."""
    cases = part.to_dict("records")
    sides = {_sides(row, result) for row in cases}
    of = and_more(sides.pop()) if len(sides) == 1 and all(next(iter(sides))) else "groups"
    if len(cases) > FEW:
        return f"{lead(cases[0])}: {len(cases)} comparisons of {of} are missing: {because}"
    over: dict[str, list[str]] = {_over(row): [] for row in cases}
    for row in cases:
        over[_over(row)] += context(result, row)
    named = and_more([f"{what}{bracketed(*within)}" for what, within in over.items()])
    return f"{lead(cases[0])}: {of} are not compared {named}: {because}"


def _over(row: Row) -> str:
    """Return in which answer, or over all of them, a comparison is."""
    return f"in {quoted(row)}" if row["measure"] == "difference" else "over all answers"


def _sides(row: Row, result: pd.DataFrame) -> tuple[str, str]:
    """Return the two sides of a comparison; the second is empty where all are compared at once."""
    compared = compared_column(result.columns)
    other = side(row, "reference", compared) if row["reference"] else ""
    return side(row, compared, compared), other


def _superiority(row: Row, one: str, other: str, result: pd.DataFrame) -> str:
    """Return how likely it is that one of a group answered higher than one of the other."""
    facts = bracketed(interval(row, decimal), "0.5 is no difference", _p(row))
    close = "" if sure(row) else ", which cannot be told from no difference"
    one, other = (name if name.startswith("those") else f"the {name}" for name in (one, other))
    return (
        f"the probability that one of {one} answered {_higher(result)} than one of"
        f" {other}, ties counted by half, is {decimal(row['estimate'])}{facts}{close}"
    )


def _of_many(shown: Sequence[Row], result: pd.DataFrame, most: int) -> Iterator[str]:
    """Yield how many of many comparisons show a difference, and the largest of those that do."""
    found = sorted((row for row in shown if sure(row)), key=lambda row: -abs(row["estimate"]))
    adjusted = ", once adjusted for all of them" if any(map(_is_adjusted, shown)) else ""
    show, others = ("shows" if len(found) == 1 else "show"), ("the others" if found else "they")
    asked = list(dict.fromkeys(row["question"] for row in shown if "question" in row))
    about = {"question": together(asked)} if len(asked) > 1 else {}
    yield sentence(
        f"{lead({**shown[0], **about})}: of {len(shown)} comparisons {len(found) or 'none'}"
        f" {show} a difference{adjusted}; {others} cannot tell"
    )
    yield from (sentence(_of_answer(row, result)) for row in found[:most])


def sure(row: Row) -> bool:
    """Tell whether interval and test both leave out no difference; a test alone where it is so."""
    null = NO_DIFFERENCE.get(row["measure"], 0.0)
    p = row["p_adjusted"] if _is_adjusted(row) else row["p_value"]
    rejects = p <= 1 - row["confidence"]
    if math.isnan(row["ci_low"]):
        return bool(rejects)
    excludes = bool(row["ci_low"] > null or row["ci_high"] < null)
    untested = math.isnan(row["p_value"])
    return excludes and (untested or bool(rejects))


def _is_adjusted(row: Row) -> bool:
    """Tell whether a p-value is one of several that were adjusted together."""
    return "p_adjusted" in row and "family_size" in row and row["family_size"] > 1


def _p(row: Row) -> str:
    """Return a p-value, adjusted where there are several, and whether the interval disagrees."""
    if math.isnan(row["p_value"]):
        return ""
    disagree = "interval and test disagree" if "disagree" in row["why"] else ""
    if _is_adjusted(row) and not math.isnan(row["p_adjusted"]):
        said = f"{words.p_value(row['p_adjusted'])} adjusted for {row['family_size']} tests"
    else:
        said = words.p_value(row["p_value"]) + " unadjusted" * _is_adjusted(row)
    return "; ".join(filter(None, [said, disagree]))


def _detectable(row: Row) -> str:
    """Return what difference bases of these sizes would mostly find, where it is known."""
    gap = row.get("detectable_gap", math.nan)
    if math.isnan(gap):
        return ""
    return (
        f". Bases of these sizes would find a gap of {words.whole_points(gap)} points in four"
        " studies of five"
    )


def _why_not(row: Row) -> str:
    """Return why there is no comparison: people are protected, or too few, or not asked."""
    return words.HIDDEN if row["mark"] == "c" else str(row["why"]).partition(";")[0]


def _higher(result: pd.DataFrame) -> str:
    """Return what answering higher is: nearer to the last answer, where one question has any."""
    answers = result[result["answer"] != ALL_ANSWERS]
    if answers.empty or result["question"].nunique() > 1:
        return "higher on the scale"
    return f"nearer to “{rows.in_words(answers, 'answer').cat.categories[-1]}”"
