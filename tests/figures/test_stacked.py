"""Whole bars."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgb

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.style import luminance

BARS = ["Video", "Phone", "Did not join"]


def widths(axes):
    """A row a bar, a column an answer."""
    return np.array([[patch.get_width() for patch in bars] for bars in axes.containers]).T


def printed(axes):
    return [text.get_text() for text in axes.texts]


def test_widths_are_the_shares_and_fill_the_bar(judged):
    drawn = widths(figures.stacked_bars(judged))
    shares = judged["share"].to_numpy().reshape(6, 3)
    assert drawn[:4] == pytest.approx(shares[:4])
    assert drawn[:4].sum(axis=1) == pytest.approx(1)
    assert not drawn[4:].any()


def test_segments_stand_side_by_side_from_0(judged):
    axes = figures.stacked_bars(judged)
    lefts = [[patch.get_x() for patch in bars] for bars in axes.containers]
    assert lefts[0] == [0] * 6
    assert lefts[1] == pytest.approx(widths(axes)[:, 0])


def test_bars_and_answers_keep_their_order(judged):
    axes = figures.stacked_bars(judged.sample(frac=1, random_state=2))
    assert [label.get_text() for label in axes.get_yticklabels()] == BARS + BARS
    assert list(axes.get_yticks()) == sorted(axes.get_yticks())
    assert axes.yaxis.get_inverted()
    assert [bars.get_label() for bars in axes.containers] == ["Better", "About the same", "Worse"]


def test_answers_go_from_light_to_dark_in_one_hue_with_no_grey_middle(judged):
    axes = figures.stacked_bars(judged)
    colours = [to_hex(bars[0].get_facecolor()) for bars in axes.containers]
    lights = [luminance(colour) for colour in colours]
    assert lights == sorted(lights, reverse=True)
    assert len(set(colours)) == 3
    for red, green, blue in map(to_rgb, colours):
        assert red < green < blue


def test_every_bar_has_its_n(judged):
    ends = [text for text in printed(figures.stacked_bars(judged)) if text.startswith("n = ")]
    assert ends == ["n = 300", "n = 150", "n = 40", "n = 8 [u]", "n = 3", "n = 0"]


def test_too_few_people_are_counted_and_nobody_is_said(judged):
    texts = printed(figures.stacked_bars(judged))
    assert "Counts only: Better 1, Worse 2" in texts
    assert "Nobody answered" in texts


def test_a_bar_with_a_hidden_part_is_not_drawn(hidden):
    axes = figures.stacked_bars(hidden)
    assert printed(axes).count("[c] not shown, to protect people") == 2
    assert not widths(axes)[3:].any()
    assert "n = [c]" in printed(axes)


def test_only_small_bases_are_hatched(judged):
    axes = figures.stacked_bars(judged)
    small = [bars[3].get_bbox() for bars in axes.containers]
    assert len(axes.collections) == len(small)
    for lines, box in zip(axes.collections, small, strict=True):
        ends = np.concatenate(lines.get_segments())
        assert ends.min(axis=0) == pytest.approx(box.min, abs=1e-9)
        assert ends.max(axis=0) == pytest.approx(box.max, abs=1e-9)


def test_shares_are_printed_where_they_fit(judged):
    narrow = judged["answer"].map({"better": 0.99, "same": 0.01, "worse": 0.0}).astype(float)
    axes = figures.stacked_bars(judged.assign(share=narrow, base=100, count=1))
    shares = [text for text in printed(axes) if text.endswith("%")]
    assert shares == ["99%"] * 6


def test_the_legend_names_the_answers_in_order(judged):
    texts = [text.get_text() for text in figures.stacked_bars(judged).figure.texts]
    assert texts == [
        "Overall judgement", "Data: SYNTHETIC study", "Better", "About the same", "Worse",
        "[u] small base: read with care",
    ]  # fmt: skip


def test_one_bar_without_groups_is_everyone(judged):
    one = judged.iloc[:3].drop(columns=["group", "join_mode", "group_label", "join_mode_label"])
    axes = figures.stacked_bars(one)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Everyone who answered"]


def test_answers_that_are_no_parts_of_a_whole_are_refused(judged):
    with pytest.raises(QuestionError) as error:
        figures.stacked_bars(judged[judged["answer"] != "worse"])
    assert str(error.value) == (
        "stacked_bars draws the parts of a whole; the shares of Professionals, Video add up to"
        " 80%. Keep every answer in the result; where people could tick several, draw"
        " share_intervals."
    )


def test_bars_on_different_scales_are_refused(judged):
    other = judged.iloc[:3].assign(
        question="other", question_label="Other", answer_label=["Yes", "No", "Perhaps"]
    )
    with pytest.raises(QuestionError) as error:
        figures.stacked_bars(pd.concat([judged.astype({"answer_label": object}), other]))
    assert str(error.value) == (
        "stacked_bars draws all bars on one scale; Overall judgement, Professionals, Video has no"
        " row for Yes. Draw questions with different answers apart."
    )
