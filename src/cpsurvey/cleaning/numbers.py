"""Numbers and dates as typed → values, or why there are none."""

from __future__ import annotations

import re
import string
from functools import partial

import numpy as np
import pandas as pd

from cpsurvey.cleaning import typed
from cpsurvey.cleaning.cleaned import Cleaned, Reading, account_for, read_distinct
from cpsurvey.codebook import Question, normalise
from cpsurvey.codebook.decimals import decimal_sign

LETTERS = string.ascii_lowercase
# More than nine digits before the point are a telephone number, unless written with an exponent.
_NUMBER = re.compile(r"(-?\d{1,9}(?:\.\d{1,17})?(?:e[+-]?\d{1,2})?) ?([a-z]*)")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")


def parse_numbers(raw: pd.Series, question: Question) -> Cleaned:
    """Return typed numbers, with or without unit; outside the question's limits is unreadable.

    Decimals are after a comma where the column shows that beyond doubt: "3,5" beside no "3.5".
    """
    bare = (text.strip(" %" + LETTERS) for text in map(normalise, map(str, raw.unique())))
    comma = decimal_sign(bare) == ","
    places, readings = read_distinct(raw, partial(read_number, question=question, comma=comma))
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


def parse_dates(raw: pd.Series) -> Cleaned:
    """Return typed dates, year first, without the time of day; others are unreadable."""
    places, readings = read_distinct(raw, read_date)
    dates = pd.to_datetime(pd.Series([reading.value for reading in readings], dtype=object))
    values = dates.astype("datetime64[ms]").iloc[places].set_axis(raw.index)
    return account_for(raw, places, readings)._replace(values={"": values})


def read_number(text: str, question: Question, *, comma: bool = False) -> Reading:
    """Return one typed number, its decimals after a comma or after a point."""
    if reason := typed.NONRESPONSE.get(normalise(text)):
        return Reading(reason=reason)
    typed_so = normalise(text)
    found = _NUMBER.fullmatch(typed_so.replace(",", ".") if comma else typed_so)
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


def read_date(text: str) -> Reading:
    """Return one typed date."""
    if reason := typed.NONRESPONSE.get(normalise(text)):
        return Reading(reason=reason)
    found = _DATE.fullmatch(text.strip())
    if not found:
        return Reading(reason="unreadable")
    moment = pd.to_datetime(found[1], errors="coerce")
    if pd.isna(moment):
        return Reading(reason="unreadable")
    return Reading(moment, rule="" if text.strip() == found[1] else "time_of_day")
