"""Claims, coders' agreement and other ways of comparing in; what was found in sentences out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.figures import words
from cpsurvey.report.findings.differences import NO_DIFFERENCE
from cpsurvey.report.findings.words import (
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
)
from cpsurvey.report.wording.claims_captions import RECOVERED
from cpsurvey.report.wording.codes import counted
from cpsurvey.vocabulary import AGREEMENT, ALL_CODES, ANY_CODE, is_synthetic

MEASURES = [measure for measure in AGREEMENT if measure != "percent_agreement"]


def of_claims(result: pd.DataFrame) -> Iterator[str]:
    """Yield how many claims have which verdict, and how many would turn with one answer."""
    about = lead({"question": "Published claims", "data": result["data"].iloc[0]})
    verdicts = result["verdict"].value_counts()
    said = [f"{count} {verdict}" for verdict, count in verdicts.items()]
    yield sentence(f"{about}: of {len(result)}, {and_more(said)}")
    told = result["changes"].dropna()
    if len(told):
        turning = int((told <= 1).sum())
        yield sentence(
            f"{about}: of the {len(told)} of which it is known, {turning} would have another"
            " verdict if one answer were another"
        )
    if any(map(is_synthetic, result["data"].astype(str))):
        yield sentence(RECOVERED)


def of_agreement(result: pd.DataFrame) -> Iterator[str]:
    """Yield from where to where agreement runs over the themes, and what it is over all."""
    told = result["estimate"].notna() & (
        result["interview"] == "" if "interview" in result else True
    )
    about = lead({"question": "Agreement of coders", "data": result["data"].iloc[0]})
    measure = next((name for name in MEASURES if result["measure"].eq(name).any()), "")
    part = readable(result)[told & (result["measure"] == measure)]
    if part.empty:
        yield sentence(f"{about}: no coefficient is shown")
        return
    codes, name = result.loc[part.index, "code"], AGREEMENT[measure]
    themes = part[~codes.isin([ALL_CODES, ANY_CODE])]
    if len(themes):
        ends = (themes["estimate"].idxmin(), themes["estimate"].idxmax())
        low, high = (themes.loc[end].to_dict() for end in ends)
        yield sentence(
            f"{about}: {name} of {counted(len(themes), 'theme')} runs from"
            f" {decimal(low['estimate'])} for {quoted(low)} to {decimal(high['estimate'])} for"
            f" {quoted(high)}, in at most {words.number(themes['interviews'].max())} interviews"
        )
    for row in part[codes == ALL_CODES].to_dict("records"):
        yield sentence(
            f"{about}: {name} over all themes together is {decimal(row['estimate'])}"
            f"{bracketed(interval(row, decimal))}, in {words.number(row['interviews'])} interviews"
        )


def of_alternatives(result: pd.DataFrame) -> Iterator[str]:
    """Yield how far other ways of comparing agree about whether there is a difference."""
    frame = readable(result)
    keys = [name for name in ("question", "measure") if name in frame]
    for _, part in frame.groupby(keys, sort=False, observed=True):
        first = part.iloc[0].to_dict()
        about = lead(first, *context(result, first)) + _one_answer(part)
        shown = part.dropna(subset=["estimate", "ci_low", "ci_high"])
        if shown.empty:
            yield sentence(f"{about}: no way of comparing has an interval that is shown")
            continue
        null = NO_DIFFERENCE.get(first["measure"], 0.0)
        apart = int(((shown["ci_low"] > null) | (shown["ci_high"] < null)).sum())
        of_shares = first["measure"] == "difference"
        show, unit = (points, " points") if of_shares else (decimal, "")
        low, high = (show(end) for end in (shown["estimate"].min(), shown["estimate"].max()))
        run = f"are {low}{unit}" if low == high else f"run from {low} to {high}{unit}"
        yield sentence(
            f"{about}: of {counted(len(shown), 'interval')} computed in other ways or from other"
            f" people, {apart} {'leaves' if apart == 1 else 'leave'} out no difference; the"
            f" estimates {run}"
        )


def _one_answer(part: pd.DataFrame) -> str:
    """Return the answer that all of some rows are about, or nothing."""
    first = part.iloc[0].to_dict()
    one = part["answer"].nunique() == 1 and first["measure"] == "difference"
    return f", {quoted(first)}" if one else ""
