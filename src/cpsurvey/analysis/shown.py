"""A question's answers and the columns that divide people in; who was shown it, out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.columns import Source, people
from cpsurvey.analysis.counting import divide_people, share_of
from cpsurvey.analysis.standing import DONT_KNOW, NOT_SHOWN, UNKNOWN, standing
from cpsurvey.tables import SurveyTables

TYPES = {
    "shown": "Int64", "share_of_shown": "float64", "dont_know": "Int64",
    "share_dont_know": "float64",
}  # fmt: skip


def count_shown(
    source: Source, found: Answers, dividers: pd.DataFrame, counts: pd.DataFrame
) -> pd.DataFrame:
    """Return for each row of counts how many were shown the question, and how many did not know.

    With each comes a share of those shown. Missing where the data does not tell why an answer is
    blank, as that of a bare frame never does.
    """
    if not isinstance(source, SurveyTables):
        return pd.DataFrame(np.nan, counts.index, list(TYPES)).astype(TYPES)
    reasons = standing(source, found)
    facts = pd.DataFrame(
        {
            "shown": reasons != NOT_SHOWN,
            "dont_know": reasons == DONT_KNOW,
            "unclear": (reasons == UNKNOWN) | _undeclared(source, found.question),
        }
    )
    sums = divide_people(facts, dividers).sum()
    rows = sums.loc[np.repeat(sums.index, len(counts) // len(sums))].reset_index(drop=True)
    known = rows[["shown", "dont_know"]].astype("Int64").mask(rows["unclear"] > 0)
    share = share_of(counts["count"], known["shown"])
    return known.assign(
        share_of_shown=share.where(share_of(counts["count"], counts["base"]).notna()),
        share_dont_know=share_of(known["dont_know"], known["shown"]),
    )


def _undeclared(tables: SurveyTables, question: str) -> pd.Series[Any]:
    """Tell whose blank may be of a question that they were not shown: nothing declares it."""
    everybody, silent = people(tables)["respondent"], tables.nonresponse
    if silent.empty:
        return pd.Series(False, everybody.index)
    unclear = (silent["question"] == question) & (silent["told_by"] == "undeclared")
    return everybody.isin(silent.loc[unclear, "respondent"])
