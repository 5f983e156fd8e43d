"""Which order a date with slashes has, and what is made of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.readers.dates import to_iso

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2068, 12, 31)).map(  # noqa: DTZ001
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
