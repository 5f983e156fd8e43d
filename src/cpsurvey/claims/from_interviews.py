"""What a claim asks of the interviews, or of dates → a count, its base and a value."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpsurvey.claims.asks import Asks
from cpsurvey.claims.measured import Data, Measured, not_measured, number_of, of_group, share_of
from cpsurvey.errors import QuestionError, unknown
from cpsurvey.tables import InterviewTables

NONE_HELD = "these tables hold no interviews"


def interviews(asks: Asks, data: Data) -> Measured:
    """Count the interviews, coded or not."""
    if data.tables.interviews is None:
        return not_measured(NONE_HELD)
    count = len(_of_group(data.tables.interviews, asks.group))
    return number_of(count, count, "interviews, coded or not")


def coded(asks: Asks, data: Data) -> Measured:
    """Return the share of the interviews in which one of the themes is coded."""
    if data.tables.interviews is None:
        return not_measured(NONE_HELD)
    found = raised(asks.codes, asks.group, data.tables.interviews)
    held = _of_group(data.tables.interviews, asks.group)["interview"]
    uncoded = int((~held.isin(data.tables.interviews.codings["interview"])).sum())
    if len(held) and uncoded == len(held):
        return not_measured("no interview is coded yet")
    why = "interviews coded, of all held"
    if uncoded:
        why = f"{why}; {uncoded} without any code"
    return share_of(int(found.sum()), len(found), why)


def raised(codes: Sequence[str], group: str, held: InterviewTables) -> pd.Series[bool]:
    """Tell of each interview of a group whether any of the themes is coded, by any coder."""
    known = list(held.themes["code"])
    for code in codes:
        if code not in known:
            raise QuestionError(unknown("theme", code, known))
    hit = held.codings.loc[held.codings["code"].isin(list(codes)), "interview"]
    return _of_group(held, group)["interview"].isin(hit)


def interviewed(asks: Asks, data: Data) -> Measured:
    """Return the share of the interviews of which something is known to be so."""
    if data.tables.interviews is None:
        return not_measured(NONE_HELD)
    held = data.tables.interviews.interviews
    told = [str(name) for name in held if isinstance(held[name].dtype, pd.CategoricalDtype)]
    if asks.question not in told:
        raise QuestionError(unknown("column of the interviews", asks.question, told))
    levels = [str(level) for level in held[asks.question].cat.categories]
    for answer in asks.answers:
        if answer not in levels:
            raise QuestionError(unknown(f'answer to "{asks.question}"', answer, levels))
    said = _of_group(data.tables.interviews, asks.group)[asks.question]
    if said.isna().all():
        return not_measured(f"no interview says its {asks.question}")
    why = "interviews, of all held"
    if said.isna().any():
        why = f"{why}; of {said.isna().sum()} it is not known"
    return share_of(int(said.isin(list(asks.answers)).sum()), len(said), why)


def recorded(asks: Asks, data: Data) -> Measured:
    """Return the share of what was recorded between two days, both of them among these."""
    frames, what = [data.tables.responses], "answers"
    if asks.also_interviews:
        if data.tables.interviews is None:
            return not_measured(NONE_HELD)
        frames, what = [*frames, data.tables.interviews.interviews], "answers and interviews"
    days = pd.concat([_days(frame, asks.group) for frame in frames])
    known = days.dropna()
    if known.empty:
        return not_measured(f"no dates are held of {what}")
    inside = pd.Series(True, known.index)
    if asks.first:
        inside &= known >= pd.Timestamp(asks.first)
    if asks.last:
        inside &= known <= pd.Timestamp(asks.last)
    since = f" from {asks.first}" if asks.first else ""
    why = f"{what} recorded{since} up to {asks.last}, of those with a date"
    if len(known) < len(days):
        why = f"{why}; {len(days) - len(known)} without"
    return share_of(int(inside.sum()), len(known), why)


def _days(frame: pd.DataFrame, group: str) -> pd.Series[pd.Timestamp]:
    """Return the days on which the people of a group answered, missing where none is known."""
    rows = frame[of_group(frame, group)]
    if "recorded" not in rows:
        return pd.Series(pd.NaT, rows.index, dtype="datetime64[ns]")
    return pd.to_datetime(rows["recorded"]).dt.normalize()


def _of_group(held: InterviewTables, group: str) -> pd.DataFrame:
    """Return the interviews of a group."""
    return held.interviews[of_group(held.interviews, group, "interviews")]
