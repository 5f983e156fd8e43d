"""A result of coders' agreement in; the sentences that belong under its figure out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.errors import listed
from cpsurvey.report.wording.codes import level_of
from cpsurvey.vocabulary import AGREEMENT_FROM, PLAIN_FROM

UNITS = {
    "character": "the characters of the interviews",
    "segment": "passages, which are marks that overlap, and the gaps between them",
    "interview": "interviews: whether a coder gave the code anywhere in one",
}
REFLEXIVE = "Reflexive thematic analysis does not aim at agreement and need not report it"
COVERS = (
    "they cover which interviews happened to be coded more than once, and neither other coders nor"
    " another coding frame"
)


def of_agreement(result: pd.DataFrame, *, intervals: bool) -> Iterator[str]:
    """Yield what a reader must know of coders' agreement: units, interviews, intervals, limits."""
    units = [UNITS.get(unit, unit) for unit in dict.fromkeys(result["unit"].astype(str))]
    yield f"Coders decide on {listed(units)}"
    overall = result[result["interview"] == ""] if "interview" in result else result
    numbers = overall["interviews"].dropna().astype(int)
    if len(numbers):
        said = " to ".join(f"{end}" for end in dict.fromkeys((numbers.min(), numbers.max())))
        yield f"n = {said} interviews coded by more than one of the coders compared"
    if intervals and result["ci_low"].notna().any():
        yield f"Lines are {level_of(result)}BCa intervals from drawing interviews anew: {COVERS}"
        if (overall["ci_low"].isna() & overall["estimate"].notna()).any():
            yield "Dots without a line: too few interviews have the code, or coders agree in all"
    elif (overall["interviews"] < AGREEMENT_FROM).any():
        yield f"Fewer than {AGREEMENT_FROM} such interviews give no interval"
    if "mark" in result and (result["mark"] == "u").any():
        yield f"[u] low reliability: fewer than {PLAIN_FROM} interviews"
    yield REFLEXIVE
