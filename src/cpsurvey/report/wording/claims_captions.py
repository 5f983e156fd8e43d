"""A result about claims in; the sentences that belong under its figure out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from cpsurvey.report.wording.codes import level_of
from cpsurvey.vocabulary import is_synthetic

READ = "What published words are read as is a reading of ours, and of no source"
PROXY = "by proxy"
NO_INTERVAL = re.compile(r"no interval: ([^;]+)")
ALIKE = "Rules of exclusion are the same in every column: other sets of them are not tried here"
RECOVERED = (
    "A claim that comes back from made-up data is recovered, which is no evidence that it is true"
)
BASES = (
    "A number of people fits a claim where a whole count of them makes a share that its words are"
    " read as",
    "That all claims are of the same people is taken for granted: it is the question asked",
)
OTHERS = (
    "Other studies asked other people other things: nothing is tested between them, and what does"
    " not measure the same says so",
    "Another study has an interval only where its source published the base, and one whole count"
    " makes its share",
)
SPECIFICATIONS = (
    "Each column is one way to compute the same claim from the same answers: many that agree are no"
    " more evidence than one",
)


def is_of_claims(result: pd.DataFrame) -> bool:
    """Tell whether a result is about published claims, not about a question or a theme."""
    return {"id", "band"} <= set(result.columns)


def of_claims(result: pd.DataFrame, *, intervals: bool) -> Iterator[str]:
    """Yield what a reader must know of claims: what bands are, whose shares, how sure."""
    if "all_fit" in result:
        yield from (*BASES, READ)
        return
    yield READ
    if "verdict" in result and any(map(is_synthetic, result["data"])):
        yield RECOVERED
    if "base_rule" in result:
        yield from SPECIFICATIONS
        if "exclusions" in result and result["exclusions"].nunique() == 1:
            yield ALIKE
    elif "finding" in result:
        yield from OTHERS
    if "why" in result and result["why"].astype(str).str.contains(PROXY).any():
        yield "Claims about conferences are decided on what respondents said of theirs"
    yield from _sampling(result, intervals=intervals)


def own_shares(result: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with shares in the data: not those of other studies, nor of no data."""
    if "share" not in result:
        return result.iloc[:0]
    own = result["finding"].fillna("") == "" if "finding" in result else True
    return result[result["share"].notna() & own]


def _sampling(result: pd.DataFrame, *, intervals: bool) -> Iterator[str]:
    """Yield what the intervals are, and what they do not cover."""
    shares = result[result["share"].notna() & result["ci_low"].notna()]
    if intervals and len(shares):
        yield f"Lines are Wilson's {level_of(shares)}intervals, as for a random sample"
        yield from _without(result)
        yield "People chose to answer and are not a random sample, which no interval covers"
    else:
        yield "People chose to answer and are not a random sample"


def _without(result: pd.DataFrame) -> Iterator[str]:
    """Yield why some shares in the data have no interval."""
    own = own_shares(result)
    if "why" in own:
        told = own.loc[own["ci_low"].isna(), "why"].fillna("").astype(str).str.findall(NO_INTERVAL)
        for reason in dict.fromkeys(reason for reasons in told for reason in reasons):
            yield f"A share without a line has none because {reason}"
