"""What a chart refuses, and in what order it draws the rest."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import rows


def message(result, chart=figures.share_intervals):
    with pytest.raises(QuestionError) as error:
        chart(result)
    return str(error.value)


def test_missing_columns_are_named(better):
    some = better[["data", "answer", "count", "base", "share"]]
    assert message(some) == (
        "share_intervals needs the columns ci_low and ci_high, which this result does not have."
        " It has data, answer, count, base and share."
    )


def test_the_data_column_is_needed(better):
    assert message(better[["answer", "count"]], figures.count_bars) == (
        "count_bars needs the column data, which this result does not have. It has answer and"
        " count."
    )


def test_an_empty_result_is_refused(better):
    assert message(better.iloc[:0]) == (
        "share_intervals has nothing to draw: the result has no rows."
    )


def test_a_result_without_a_data_name_is_refused(better):
    assert message(better.assign(data=[" ", *["SYNTHETIC study"] * 5])) == (
        "share_intervals draws one data set and prints its name; the column data of this result"
        " holds no name and SYNTHETIC study. Give every row the same name."
    )


def test_shares_in_per_cent_are_refused(better):
    assert message(better.assign(share=better["share"] * 100)) == (
        "share_intervals needs shares from 0 to 1; the column share runs from 25 to 60."
    )


def test_two_rows_for_one_place_are_refused(better):
    assert message(pd.concat([better, better])) == (
        "The result has more than one row for Professionals, Video. Draw one result at a time, or"
        " keep the column that tells the rows apart."
    )


def test_order_is_that_of_the_categories_not_of_the_rows(better):
    assert rows.names(
        rows.tidy(better.sample(frac=1, random_state=1), ["group", "join_mode"]),
        ["group", "join_mode"],
    ) == [
        "Professionals, Video", "Professionals, Phone", "Professionals, Did not join",
        "Parents, Video", "Parents, Phone", "Parents, Did not join",
    ]  # fmt: skip


def test_codes_stand_in_for_missing_labels(better):
    coded = better.drop(columns=[name for name in better if name.endswith("_label")])
    axes = figures.share_intervals(coded)
    assert [label.get_text() for label in axes.get_yticklabels()] == 2 * [
        "Video", "Phone", "Did not join"
    ]  # fmt: skip


def test_the_result_is_left_alone(better):
    before = better.copy()
    figures.share_intervals(better)
    pd.testing.assert_frame_equal(better, before)


def test_rows_that_agree_but_for_the_last_key_stand_under_one_heading():
    frame = pd.DataFrame({"group": ["A", "B"], "nation": ["W", "W"], "mode": ["x", "y"]})
    assert rows.place(frame, ["group", "nation", "mode"]).to_numpy().tolist() == [
        ["A, W, x", "x", "A, W"], ["B, W, y", "y", "B, W"]
    ]  # fmt: skip
    assert rows.place(frame, ["group"])["heading"].tolist() == ["", ""]
