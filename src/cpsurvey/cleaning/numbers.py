"""Numbers and dates as typed → values, or why there are none."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.cleaned import Cleaned, Reading, account_for, read_distinct
from cpsurvey.codebook import Question, normalise
from cpsurvey.codebook.decimals import PLAIN, Signs, plain_number, signs_of
from cpsurvey.moments import UNCLEAR, in_iso, order_of

_YEAR_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}")
NO_SIGNS = Signs()


def parse_numbers(raw: pd.Series, question: Question) -> Cleaned:
    """Return typed numbers, with or without unit; outside the question's limits is unreadable.

    What commas part is told by the column, where it shows that beyond doubt: decimals by "3,5"
    beside no "3.5", thousands by "1,250" and "2,500" beside no "3,5".
    """
    signs = signs_of(map(normalise, map(str, raw.unique())))
    places, readings = read_distinct(raw, partial(read_number, question=question, signs=signs))
    values = np.array([reading.value for reading in readings], dtype=float)[places]
    numbers = pd.Series(values, index=raw.index).astype("Float64")
    cleaned = account_for(raw, places, readings)
    return cleaned._replace(values={"": numbers}, doubts=large(numbers, question))


def large(numbers: pd.Series, question: Question) -> dict[str, pd.Series]:
    """Return the doubt about numbers above the question's limit, where it has one."""
    if question.flag_above is None:
        return {}
    above = numbers > question.flag_above
    return {"unusually_large": above.fillna(False).astype(bool)}


def parse_dates(raw: pd.Series, order: str = "") -> Cleaned:
    """Return typed dates without the time of day; others are unreadable.

    Whether day or month comes first where the year stands last is said by `order` or else shown by
    the column; where nothing tells it, the dates are unreadable and doubted.
    """
    told = order or order_of(map(str.strip, map(str, raw.unique())))
    places, readings = read_distinct(raw, partial(read_date, order=told))
    dates = pd.to_datetime(pd.Series([reading.value for reading in readings], dtype=object))
    values = dates.astype("datetime64[ms]").iloc[places].set_axis(raw.index)
    unclear = np.array([reading.after == UNCLEAR for reading in readings], dtype=bool)[places]
    cleaned = account_for(raw, places, readings)._replace(values={"": values})
    doubts = {"unclear_date": pd.Series(unclear, index=raw.index)} if unclear.any() else {}
    return cleaned._replace(doubts=doubts)


def read_number(text: str, question: Question, *, signs: Signs = NO_SIGNS) -> Reading:
    """Return one typed number, written with these signs."""
    if reason := typed.NONRESPONSE.get(normalise(text)):
        return Reading(reason=reason)
    found = PLAIN.fullmatch(plain_number(normalise(text), signs))
    unit = question.unit.casefold()
    units = {unit, unit.rstrip("s"), unit[:3], f"{unit[:3]}s"} if unit else set()
    if not found or (found[2] and found[2] not in units):
        return Reading(reason="unreadable")
    value = float(found[1])
    low = -np.inf if question.minimum is None else question.minimum
    high = np.inf if question.maximum is None else question.maximum
    if not low <= value <= high:
        return Reading(reason="unreadable")
    return Reading(value, rule="" if text == found[1] else "number")


def read_date(text: str, order: str = "") -> Reading:
    """Return one typed date, read by this order where its year stands last."""
    if reason := typed.NONRESPONSE.get(normalise(text)):
        return Reading(reason=reason)
    written = text.strip()
    moment = in_iso(written, order)
    if moment is None:
        unclear = order == UNCLEAR and bool(order_of([written]))
        return Reading(reason="unreadable", after=UNCLEAR if unclear else "")
    # A moment with its distance from Greenwich is of the day where it was written.
    day = written[:10] if _YEAR_FIRST.match(written) else moment[:10]
    timed = len(moment) > len(day)
    rule = "" if written == day else "time_of_day" if timed else "date"
    return Reading(pd.Timestamp(day), rule=rule)
