"""Counts of two questions against each other."""

import numpy as np
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError


def cells(axes):
    texts = [text.get_text() for text in axes.texts[-16:]]
    return np.array(texts).reshape(4, 4).tolist()


def test_every_count_is_printed_with_the_totals(joined):
    axes = figures.mode_grid(joined)
    assert cells(axes) == [
        ["0", "7", "1", "8 [u]"],
        ["0", "10", "4", "14 [u]"],
        ["0", "0", "0", "0"],
        ["0", "17", "5", "22"],
    ]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Video", "Phone", "Did not join", "Total"
    ]  # fmt: skip
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        "In the room", "Video", "Phone", "Total"
    ]  # fmt: skip


def test_darker_is_more(joined):
    mesh = figures.mode_grid(joined).collections[0]
    assert mesh.get_array().tolist() == [[0, 7, 1], [0, 10, 4], [0, 0, 0]]
    assert mesh.get_clim() == (0, 10)


def test_a_total_over_a_hidden_count_is_hidden(joined):
    few = joined["count"].between(1, 4)
    axes = figures.mode_grid(joined.assign(count=joined["count"].astype("Int64").mask(few)))
    assert cells(axes)[:2] == [["0", "7", "[c]", "[c]"], ["0", "10", "[c]", "[c]"]]
    assert cells(axes)[3] == ["0", "17", "[c]", "[c]"]


def test_rows_columns_and_title_are_named(joined):
    axes = figures.mode_grid(joined, down="How parents joined")
    assert axes.figure.texts[0].get_text() == "How professionals joined, by how parents joined"
    assert [text.get_text() for text in axes.texts[:2]] == [
        "How professionals joined", "How parents joined"
    ]  # fmt: skip


@pytest.mark.parametrize(("pick", "split"), [("judged", "group and join_mode"), ("one", "nothing")])
def test_a_result_split_by_none_or_two_is_refused(judged, pick, split):
    with pytest.raises(QuestionError) as error:
        figures.mode_grid(judged if pick == "judged" else judged.iloc[:3])
    assert str(error.value) == (
        f"mode_grid needs a result of one question split by one thing; this one is split by"
        f" {split}. Keep the rows of one group and question."
    )


def test_a_missing_combination_is_not_taken_for_0(joined):
    with pytest.raises(QuestionError) as error:
        figures.mode_grid(joined.iloc[1:])
    assert str(error.value) == (
        "mode_grid needs a row for each of 9 combinations, those of nobody included; the result"
        " has 8."
    )
