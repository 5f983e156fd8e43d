import pandas as pd
import pytest

from cpsurvey.cleaning.numbers import parse_dates, parse_numbers
from cpsurvey.codebook import Question

LENGTH = Question(
    "length",
    "Length",
    "number",
    ("visitor",),
    unit="minutes",
    minimum=1,
    maximum=600,
    flag_above=120,
)


@pytest.mark.parametrize(
    ("raw", "value", "reason", "rule"),
    [
        ("90", 90, "", ""),
        ("90.5", 90.5, "", ""),
        (" 90 ", 90, "", "number"),
        ("90 minutes", 90, "", "number"),
        ("90 mins", 90, "", "number"),
        ("2 hours", None, "unreadable", ""),
        ("about 90", None, "unreadable", ""),
        ("1,5", None, "unreadable", ""),
        ("0", None, "unreadable", ""),
        ("601", None, "unreadable", ""),
        ("not sure", None, "dont_know", ""),
        ("", None, "skipped", ""),
    ],
)
def test_a_number_is_a_value_or_a_reason(raw, value, reason, rule):
    cleaned = parse_numbers(pd.Series([raw]), LENGTH)
    found = cleaned.values[""].iloc[0]
    assert (None if pd.isna(found) else found) == value
    assert cleaned.reasons.tolist() == [reason]
    assert cleaned.changes["rule"].tolist() == ([rule] if rule else [])
    assert cleaned.changes["before"].tolist() == ([""] if rule else [])


def test_an_unusually_large_number_is_kept_and_doubted():
    cleaned = parse_numbers(pd.Series(["121", "120", ""]), LENGTH)
    assert cleaned.doubts["unusually_large"].tolist() == [True, False, False]


def test_dates_are_year_first():
    cleaned = parse_dates(pd.Series(["2020-10-01", "1/10/2020", "2020-13-01", ""]))
    assert cleaned.values[""].dt.strftime("%Y-%m-%d").tolist()[0] == "2020-10-01"
    assert cleaned.reasons.tolist() == ["", "unreadable", "unreadable", "skipped"]
