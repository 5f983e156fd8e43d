"""Which order a date with slashes has, and what is made of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.platforms import how_to
from cpsurvey.readers import read_survey_export
from cpsurvey.readers.surveys.dates import to_iso

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2029, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@settings(deadline=None)
@given(
    st.lists(MOMENTS, min_size=1), st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%m/%d/%Y", "%m/%d/%y"])
)
def test_dates_come_back_once_one_day_is_past_the_twelfth(moments, style):
    moments = [*moments, moments[0].replace(day=13)]
    ended = [moment + timedelta(days=1) for moment in moments]
    written = [
        pd.Series([moment.strftime(f"{style} %H:%M:%S") for moment in column])
        for column in (moments, ended)
    ]
    first, second, order = to_iso(*written)
    assert first.tolist() == [moment.strftime("%Y-%m-%d %H:%M:%S") for moment in moments]
    assert second.tolist() == [moment.strftime("%Y-%m-%d %H:%M:%S") for moment in ended]
    assert order == ("day first" if style.startswith("%d") else "month first")


def test_dates_that_contradict_each_other_are_left_blank():
    started = pd.Series(["13/01/2020", "01/13/2020"])
    assert [column.tolist() for column in to_iso(started, started)[:2]] == [["", ""], ["", ""]]
    assert to_iso(started, started)[2] == "unclear"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020/06/05 11:34:01 AM EST", "2020-06-05 11:34:01"),
        ("2020/06/05 12:34:01 AM GMT+1", "2020-06-05 00:34:01"),
        ("2020/6/5 1:04 pm", "2020-06-05 13:04:00"),
        ("15.03.2021 10:26", "2021-03-15 10:26:00"),
        ("5.6.21", "2021-06-05 00:00:00"),
        ("2021-03-15 10:26:03.580058+00:00", "2021-03-15 10:26:03"),
        ("2021-03-15T10:26:03+02:00", "2021-03-15 08:26:03"),
        ("2021-03-15 10:26:03Z", "2021-03-15 10:26:03"),
        ("12/24/2019 1:41:00 PM", "2019-12-24 13:41:00"),
        ("32.03.2021", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(written, iso):
    blank = pd.Series([""])
    assert to_iso(blank, pd.Series([written]))[1].tolist() == [iso]
    assert to_iso(pd.Series([written]), blank)[0].tolist() == [iso]


def test_a_date_beyond_doubt_does_not_tell_the_order_of_another():
    started = pd.Series(["25.06.2020", "2/1/2020"])
    first, _, order = to_iso(started, started)
    assert (first.tolist(), order) == (["2020-06-25 00:00:00", ""], "unclear")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("Room,When?\n1,2019-02-13\n", {"dates": "iso"}),
        ("Room,When?\n1,13/02/2019 10:00\n2,\n", {"dates": "day first"}),
        ("Room,When?\n1,2/13/19\n2,2/3/19\n", {"dates": "month first"}),
        ("Room,When?\n1,2/3/2019\n", {"dates": "unclear"}),
        ("Since,When?\n2/13/2019,13/2/2019\n", {"dates": "in several ways"}),
        ("Room,When?\n1,yesterday\n", {}),
        ("Timestamp,When?\n2019-02-13 10:00:00,13/2/2019\n", {"dates": "iso"}),
    ],
)
def test_how_dates_are_written_is_told_only_where_there_are_dates(tmp_path, table, told):
    path = tmp_path / "answers.csv"
    path.write_text(table, encoding="utf-8")
    found = read_survey_export(path).settings
    assert {key: value for key, value in found.items() if key == "dates"} == told


@pytest.mark.parametrize("platform", ["qualtrics", "google_forms"])
def test_responses_whose_dates_have_no_order_are_told(read_survey, modern, platform):
    content = "Timestamp,How was it?,Which?\n02/03/2025 10:00,Good,Tea\n03/04/2025 10:00,Poor,\n"
    if platform == "qualtrics":
        content = re.sub(r"2020-10-0(\d) ", r"0\1/10/2020 ", modern)
    (doubt,) = [one for one in read_survey(content).doubts if one.what == "dates of responses"]
    assert doubt.words == (
        "answers.csv: the dates of 2 of 2 responses may be day first or month first, and nothing"
        " tells which, so these responses have no date."
    )
    assert doubt.mend == (
        f"Export it again, {how_to(platform, 'export')}, and do not save it in a spreadsheet, which"
        " writes dates anew."
    )


def test_dates_that_have_an_order_are_not(read_survey, modern):
    assert "dates of responses" not in [one.what for one in read_survey(modern).doubts]
