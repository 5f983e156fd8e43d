"""Bars that part at the middle."""

import pytest
from matplotlib.colors import to_rgb

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.style import luminance, ordered


def starts(axes):
    return [bars[0].get_x() for bars in axes.containers]


def test_the_middle_answer_straddles_the_line(judged):
    assert starts(figures.diverging_bars(judged)) == pytest.approx([-0.7, -0.1, 0.1])


def test_an_even_scale_parts_between_its_halves(table):
    answers = {"able": "Able", "hard": "Able with difficulty", "no": "Not able", "denied": "Denied"}
    result = table({("parent", "video"): [4, 3, 2, 1]}, answers)
    assert starts(figures.diverging_bars(result)) == pytest.approx([-0.7, -0.3, 0, 0.2])


@pytest.mark.parametrize(
    ("neutral", "first"), [(["better"], -0.3), (["same", "worse"], -0.8), (["worse"], -0.9)]
)
def test_another_middle_can_be_named(judged, neutral, first):
    assert starts(figures.diverging_bars(judged, neutral=neutral))[0] == pytest.approx(first)


def test_answers_that_take_no_side_are_grey_and_as_light_as_they_were(judged):
    axes = figures.diverging_bars(judged, neutral=["same", "worse"])
    colours = [to_rgb(bars[0].get_facecolor()) for bars in axes.containers]
    assert [max(rgb) - min(rgb) < 0.01 for rgb in colours] == [False, True, True]
    assert [luminance(rgb) for rgb in colours] == pytest.approx(
        [luminance(colour) for colour in ordered(3)], abs=0.01
    )


def test_a_middle_that_is_no_answer_is_refused(judged):
    with pytest.raises(QuestionError) as error:
        figures.diverging_bars(judged, neutral=["sane"])
    assert str(error.value) == (
        'neutral answer "sane" is not known, did you mean "same"? Known: better, same and worse.'
    )


def test_per_cent_count_up_to_both_sides_and_every_bar_fits(judged, ticks):
    axes = figures.diverging_bars(judged)
    assert ticks(axes) == ["60%", "40%", "20%", "0%", "20%", "40%", "60%"]
    low, high = axes.get_xlim()
    assert low <= -0.7
    assert high >= 5 / 8 + 1 / 16


def test_nobody_at_all_is_drawn_as_nobody(judged):
    axes = figures.diverging_bars(judged.assign(count=0, base=0, share=float("nan"), mark=""))
    assert [text.get_text() for text in axes.texts].count("Nobody answered") == 6
    assert axes.get_xlim() == (-0.2, 0.2)
