"""Survey tables and a question in; how each person stands to it, answered or why not, out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.columns import Source, people
from cpsurvey.tables import SurveyTables

ANSWERED = "answered"
UNKNOWN = "unknown"
DONT_KNOW = "dont_know"
NOT_SHOWN = "not_shown"
MISSING = (
    "skipped", DONT_KNOW, "prefer_not", "ambiguous", "unmatched", "unreadable", UNKNOWN,
)  # fmt: skip


def standing(source: Source, found: Answers) -> pd.Series[Any]:
    """Return for each person ``answered``, or the reason for no answer; unknown where none is told.

    A bare frame tells no reasons: every blank of it is unknown.
    """
    everybody = people(source)
    reasons = pd.Series(UNKNOWN, everybody.index, dtype=object)
    if isinstance(source, SurveyTables) and len(source.nonresponse):
        of_question = source.nonresponse[source.nonresponse["question"] == found.question]
        told = dict(zip(of_question["respondent"], of_question["reason"], strict=True))
        reasons = everybody["respondent"].map(told).astype(object).fillna(UNKNOWN)
    reasons.loc[found.given.index] = ANSWERED
    return reasons


def maybe_not_shown(source: Source, question: str) -> int:
    """Return how many blanks may be of people who were not shown the question: nothing tells."""
    if not isinstance(source, SurveyTables) or not len(source.nonresponse):
        return 0
    blanks = source.nonresponse[source.nonresponse["question"] == question]
    return int((blanks["told_by"] == "undeclared").sum())


def in_base(reasons: pd.Series[Any], rule: str) -> pd.Series[bool]:
    """Tell who is in the base by a rule: answered, shown, kept, or with the don't-knows."""
    if rule == "kept":
        return pd.Series(True, reasons.index)
    if rule == "shown":
        return reasons != NOT_SHOWN
    allowed: Collection[str] = (ANSWERED, DONT_KNOW) if rule == "dont_know" else (ANSWERED,)
    return reasons.isin(allowed)
