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
        ("33.333333333333336", 33.333333333333336, "", ""),
        ("1e+2", 100, "", ""),
        ("01234567890", None, "unreadable", ""),
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


def test_a_number_that_has_no_unit_is_read_with_none():
    plain = Question("n", "N", "number", ("visitor",))
    assert parse_numbers(pd.Series(["3", "3s"]), plain).reasons.tolist() == ["", "unreadable"]


def test_an_unusually_large_number_is_kept_and_doubted():
    cleaned = parse_numbers(pd.Series(["121", "120", ""]), LENGTH)
    assert cleaned.doubts["unusually_large"].tolist() == [True, False, False]


def test_dates_are_year_first():
    cleaned = parse_dates(pd.Series(["2020-10-01", "1/10/2020", "2020-13-01", ""]))
    assert cleaned.values[""].dt.strftime("%Y-%m-%d").tolist()[0] == "2020-10-01"
    assert cleaned.reasons.tolist() == ["", "unreadable", "unreadable", "skipped"]


@pytest.mark.parametrize(
    "raw", ["2020-10-01 09:30", "2020-10-01 09:30:00", "2020-10-01T09:30:00.5"]
)
def test_the_time_of_day_beside_a_date_is_left_out_and_told(raw):
    cleaned = parse_dates(pd.Series([raw]))
    assert cleaned.values[""].dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2020-10-01 00:00"]
    assert cleaned.changes.to_dict("records") == [
        {"rule": "time_of_day", "before": "", "after": ""}
    ]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        (["3,5", "0,25", "4", "1,250"], [3.5, 0.25, 4, 1.25]),
        (["3,5 h", "2,5 h", "-1,5"], [3.5, 2.5, -1.5]),
        (["3,5", "2,5", "3.5"], [None, None, 3.5]),
        (["1,250", "2,500", "3"], [None, None, 3]),
        (["3,5", "4"], [None, 4]),
    ],
    ids=["commas", "with a unit", "points too", "thousands", "a single one"],
)
def test_decimals_after_a_comma_where_the_column_shows_it_beyond_doubt(typed, values):
    plain = Question("n", "N", "number", ("visitor",), unit="h")
    cleaned = parse_numbers(pd.Series(typed), plain)
    found = [None if pd.isna(value) else value for value in cleaned.values[""]]
    assert found == values
    assert cleaned.reasons.tolist() == ["unreadable" if v is None else "" for v in values]
