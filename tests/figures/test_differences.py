"""Differences with intervals."""

import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import record


def test_a_difference_is_drawn_with_its_interval_and_the_line_of_none(gap):
    axes = figures.difference_intervals(gap)
    zero, interval, dot = axes.lines
    assert list(zero.get_xdata()) == [0, 0]
    assert list(interval.get_xdata()) == [-0.357, -0.004]
    assert interval.get_solid_capstyle() == "butt"  # not drawn past its ends
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


def test_rows_that_measure_something_else_are_refused_with_the_remedy(gap):
    measures = ["difference", "probability_of_superiority", "cramers_v"]
    with pytest.raises(QuestionError) as error:
        figures.difference_intervals(gap.assign(measure=measures))
    assert str(error.value) == (
        "difference_intervals draws differences of shares, and this result has rows of cramers_v"
        " and probability_of_superiority too. Choose those of differences:"
        ' result[result["measure"] == "difference"].'
    )
    figures.difference_intervals(gap.assign(measure="difference"))


def test_modes_of_one_group_are_compared_with_a_mode(gap):
    modes = gap.iloc[[0, 1]].assign(
        join_mode=["phone", "did_not_join"], reference="video", reference_label="Video",
        join_mode_label=["Phone", "Did not join"], measure="difference",
    )  # fmt: skip
    columns = ["data", "question", "answer", "join_mode", "reference", "group"]
    ordered = modes[[*columns, *modes.columns.difference(columns, sort=False)]]
    axes = figures.difference_intervals(ordered)
    assert axes.get_xlabel() == "Each level minus video, percentage points"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Phone", "Did not join"]
    one = figures.difference_intervals(ordered.iloc[:1])
    assert one.get_xlabel() == "Phone minus video, percentage points"


def test_no_group_is_needed_where_other_levels_are_compared(gap):
    modes = gap.iloc[[1]].drop(columns=["group", "group_label", "reference", "reference_label"])
    modes.insert(modes.columns.get_loc("join_mode") + 1, "reference", "video")
    axes = figures.difference_intervals(modes)
    assert axes.get_xlabel() == "Phone minus video, percentage points"


SHADED = "Shaded: true differences that bases like these would miss more than one time in five"


def legend(axes):
    return [text.get_text() for text in axes.figure.texts]


def shading(axes):
    """Read from where to where each row is shaded."""
    return [(box.get_x(), box.get_x() + box.get_width()) for box in axes.patches]


@pytest.mark.parametrize(
    ("planned", "shaded", "said"),
    [
        (0.5, (-0.278, 0.278), "28 points."),
        (0.25, (0, 0.278), "28 points above 0."),
        (0.75, (-0.278, 0), "28 points below 0."),
    ],
)
def test_differences_that_would_often_be_missed_are_shaded(gap, planned, shaded, said):
    axes = figures.difference_intervals(gap.assign(detectable_gap=0.278, planned_share=planned))
    assert shading(axes) == [pytest.approx(shaded)]  # the rows that are not compared have none
    kept = record.recall(axes)
    assert SHADED in legend(axes)
    assert kept.alt.long.splitlines()[0] == (
        "Video, n = 24 v 492 [u]: \N{MINUS SIGN}21, interval \N{MINUS SIGN}36 to 0; a true"
        f" difference is found four times in five from {said}"
    )


def test_the_scale_holds_the_shading(gap):
    axes = figures.difference_intervals(gap.assign(detectable_gap=0.62, planned_share=0.5))
    assert axes.get_xlim() == pytest.approx((-0.7, 0.7))


@pytest.mark.parametrize("columns", [{}, {"detectable_gap": 0.3}, {"planned_share": 0.5}])
def test_nothing_is_shaded_where_the_gap_is_not_known(gap, columns):
    axes = figures.difference_intervals(gap.assign(**columns))
    assert shading(axes) == []
    assert SHADED not in legend(axes)


def test_differences_in_per_cent_are_refused(gap):
    with pytest.raises(QuestionError) as error:
        figures.difference_intervals(gap.assign(estimate=gap["estimate"] * 100))
    assert str(error.value) == (
        "difference_intervals needs differences of shares, from -1 to 1; the column estimate runs"
        " from -20.8333 to -10.8108."
    )
