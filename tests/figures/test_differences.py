"""Differences with intervals."""

import pytest

from cpsurvey import figures


def test_a_difference_is_drawn_with_its_interval_and_the_line_of_none(gap):
    axes = figures.difference_intervals(gap)
    zero, interval, dot = axes.lines
    assert list(zero.get_xdata()) == [0, 0]
    assert list(interval.get_xdata()) == [-0.357, -0.004]
    assert list(dot.get_xdata()) == [pytest.approx(7 / 24 - 0.5)]


def test_every_row_has_both_bases_and_what_stands_in_place_of_a_dot(gap):
    texts = [text.get_text().replace("\n", " ") for text in figures.difference_intervals(gap).texts]
    assert texts == [
        "−21, n = 24 v 492 [u]",
        "Too few to compare: 4 of 8 v 90 of 148", "n = 8 v 148 [u]",
        "Not compared: nobody answered in one of the groups", "n = 0 v 40",
    ]  # fmt: skip


def test_the_axis_says_which_way_and_in_what(gap, ticks):
    axes = figures.difference_intervals(gap)
    assert axes.get_xlabel() == "Parents minus professionals, percentage points"
    assert ticks(axes) == ["−40", "−30", "−20", "−10", "0", "+10"]


def test_a_hidden_difference_is_not_drawn(gap):
    hidden = gap.assign(mark="c", count=None, base=None)
    axes = figures.difference_intervals(hidden)
    assert len(axes.lines) == 1
    assert [text.get_text() for text in axes.texts][1] == "n = [c] v 492"


def test_a_question_put_to_one_group_says_so(gap):
    one = gap.assign(base_reference=0, why="asked of parents only", estimate=None, mark="")
    texts = [text.get_text() for text in figures.difference_intervals(one).texts]
    assert texts[0].replace("\n", " ") == "Not compared: asked of parents only"
