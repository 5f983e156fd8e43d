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
    ("raw", "order", "days"),
    [
        (["13/01/2019", "3/2/2019 00:00"], "", ["2019-01-13", "2019-02-03"]),
        (["9/28/18 9:27", "3/2/18"], "", ["2018-09-28", "2018-03-02"]),
        (["1/2/2019"], "day first", ["2019-02-01"]),
        (["1/2/2019", "1.2.2019"], "month first", ["2019-01-02", "2019-02-01"]),
        (["13/2/2019", "2/13/2019"], "", [None, None]),
        (["13/2/2019", "2/13/2019"], "day first", ["2019-02-13", None]),
        (["2020-10-01T23:30:00-05:00"], "", ["2020-10-01"]),
    ],
)
def test_dates_are_read_in_the_order_that_is_said_or_shown(raw, order, days):
    cleaned = parse_dates(pd.Series(raw), order)
    found = cleaned.values[""].dt.strftime("%Y-%m-%d").astype(object)
    assert found.where(found.notna(), None).tolist() == days
    assert cleaned.reasons.tolist() == ["" if day else "unreadable" for day in days]


def test_a_date_whose_order_nothing_tells_is_unreadable_and_doubted():
    cleaned = parse_dates(pd.Series(["1/2/2019", "yesterday", "2019-02-01"]))
    assert cleaned.reasons.tolist() == ["unreadable", "unreadable", ""]
    assert cleaned.doubts["unclear_date"].tolist() == [True, False, False]
    assert "unclear_date" not in parse_dates(pd.Series(["yesterday"])).doubts


def test_a_date_in_another_form_is_told():
    changes = parse_dates(pd.Series(["13/1/2019", "13/1/2019 9:30", "2019-01-13"])).changes
    assert changes["rule"].tolist() == ["date", "time_of_day"]


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
        (["1,250", "2,500", "3"], [1250, 2500, 3]),
        (["1,234,567", "3"], [1234567, 3]),
        (["1,250", "1,25"], [None, None]),
        (["1,250", "4"], [None, 4]),
        (["3,5", "4"], [None, 4]),
        (["$4,000 ", "$ 12.50", "-$3", "7"], [4000, 12.5, -3, 7]),
        (["3,5 €", "1,25€", "€2"], [3.5, 1.25, 2]),
        (["£23", "$23", "23"], [None, None, 23]),
        (["50%", "33.5 %"], [50, 33.5]),
        (["£23 or so", "£2"], [None, 2]),
        (["0.000375563849294638"], [0.000375563849294638]),
    ],
)
def test_what_commas_and_signs_stand_for_where_the_column_shows_it_beyond_doubt(typed, values):
    plain = Question("n", "N", "number", ("visitor",), unit="h")
    cleaned = parse_numbers(pd.Series(typed), plain)
    found = [None if pd.isna(value) else value for value in cleaned.values[""]]
    assert found == values
    assert cleaned.reasons.tolist() == ["unreadable" if v is None else "" for v in values]
