"""Days and times as programs and people write them, and what is made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.moments import in_iso, order_of

READ = {  # whatever the order of others
    "2020-10-02": "2020-10-02",
    "2020-10-02 09:05": "2020-10-02 09:05:00",
    "2020-10-02T09:05:11.25": "2020-10-02 09:05:11",
    "2020-10-2 9:05": "2020-10-02 09:05:00",
    "2020/06/05 11:34:01 AM EST": "2020-06-05 11:34:01",
    "2020/06/05 12:34:01 AM GMT+1": "2020-06-05 00:34:01",
    "2020.06.05 1:34 p.m.": "2020-06-05 13:34:00",
    "2020/06/05 11:34 utc": "2020-06-05 11:34:00",
    "15.03.2021 10:26": "2021-03-15 10:26:00",
    "5.6.21": "2021-06-05",
    "5.6.29": "2029-06-05",
    "5.6.30": "1930-06-05",
    "2021-03-15T10:26:03+02:00": "2021-03-15 08:26:03",
    "2021-03-15 10:26:03Z": "2021-03-15 10:26:03",
}


@pytest.mark.parametrize("order", ["day first", "month first", "unclear", ""])
@pytest.mark.parametrize("written", READ)
def test_some_are_read_in_one_way_only(written, order):
    assert in_iso(written, order) == READ[written]


@pytest.mark.parametrize(
    ("written", "day_first", "month_first"),
    [
        ("3/4/2020", "2020-04-03", "2020-03-04"),
        ("03-04-20 1:02 PM", "2020-04-03 13:02:00", "2020-03-04 13:02:00"),
        ("13/4/2020", "2020-04-13", None),
    ],
)
def test_others_by_the_order_that_their_column_shows(written, day_first, month_first):
    assert in_iso(written, "day first") == day_first
    assert in_iso(written, "month first") == month_first
    assert in_iso(written, "unclear") is None


NO_MOMENTS = [
    "", "yesterday", "2020-02-30", "32.03.2021", "2020-02-03 25:00", "2020-02-03 late",
    "3/4-2020", "3/4/202", "2020", "10:26", "2020-10-02 10:61", "0001-01-01 00:00+02:00",
]  # fmt: skip


@pytest.mark.parametrize("written", NO_MOMENTS)
def test_what_is_no_moment_is_not_read(written):
    assert in_iso(written, "day first") is None


@pytest.mark.parametrize(
    ("written", "order"),
    [
        (["3/4/2020", "13/4/2020 9:00", "2020-10-02", "yesterday"], "day first"),
        (["3-4-2020", "4-13-2020"], "month first"),
        (["3/4/2020"], "unclear"),
        (["13/4/2020", "4/13/2020"], "unclear"),
        (["25.06.2020", "2/1/2020"], "unclear"),  # one beyond doubt tells nothing of another
        (["2020-10-02", "yesterday", ""], ""),
    ],
)
def test_only_a_day_past_the_twelfth_tells_the_order(written, order):
    assert order_of(written) == order


@given(st.datetimes().map(lambda moment: moment.replace(microsecond=0)))
def test_what_is_in_order_already_stays(moment):
    for written in (moment.isoformat(" "), moment.date().isoformat()):
        assert in_iso(written, "") == written
