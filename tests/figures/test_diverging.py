"""Bars that part at the middle."""

from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import record
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


@pytest.fixture
def net(judged):
    """The net shares of the same six bars: better less worse."""
    better, worse = (
        judged[judged["answer"] == answer].reset_index(drop=True) for answer in ("worse", "better")
    )
    estimate = better["share"] - worse["share"]
    return better.assign(
        against="better", against_label="Better", measure="net_share", estimate=estimate,
        count_reference=worse["count"], share_reference=worse["share"], confidence=0.95,
        ci_low=(estimate - 0.1).where(better["base"] >= 10),
        ci_high=(estimate + 0.2).where(better["base"] >= 10),
    )  # fmt: skip


def marks(axes):
    """Read the net shares that are drawn: where, from, to, and whether filled."""
    dots = [line for line in axes.lines if line.get_marker() == "D"]
    lines = [axes.lines[list(axes.lines).index(dot) - 1] for dot in dots]
    return [
        (*dot.get_xdata(), *line.get_xdata(), dot.get_markerfacecolor() != "white")
        for dot, line in zip(dots, lines, strict=True)
    ]


def message(*args, **kwargs):
    with pytest.raises(QuestionError) as error:
        figures.diverging_bars(*args, **kwargs)
    return str(error.value)


def ends(axes):
    """Read what is printed right of the plot."""
    return [text.get_text() for text in axes.texts if text.get_text().startswith(("n =", "net"))]


def test_a_net_share_is_under_each_bar_that_is_drawn_with_its_interval(judged, net):
    axes = figures.diverging_bars(judged, net=net)
    drawn = [mark for row in marks(axes) for mark in row]
    nan = float("nan")
    assert drawn == pytest.approx(
        [-0.4, -0.5, -0.2, 1, -0.3, -0.4, -0.1, 1, 0, -0.1, 0.2, 1, 3 / 8, nan, nan, 0], nan_ok=True
    )
    assert len(marks(axes)) == 4  # none of three people, and none of nobody
    assert ends(axes) == [
        "n = 300", "net −40", "n = 150", "net −30", "n = 40", "net 0",
        "n = 8 [u]", "net +38", "n = 3", "n = 0",
    ]  # fmt: skip


def test_a_net_share_stands_below_its_bar_and_not_on_it(judged, net):
    axes = figures.diverging_bars(judged, net=net)
    lowest = max(bar.get_y() + bar.get_height() for bar in axes.patches if bar.get_y() < 0.7)
    dot = next(line for line in axes.lines if line.get_marker() == "D")
    assert dot.get_ydata()[0] > lowest


def test_the_legend_says_what_the_net_share_is(judged, net):
    about = record.recall(figures.diverging_bars(judged, net=net)).about
    assert about.legend[3].label == (
        "Net share: Worse, minus Better, in points, with its 95% interval"
    )


def test_the_text_alternative_and_the_numbers_hold_the_net_shares(judged, net):
    kept = record.recall(figures.diverging_bars(judged, net=net))
    assert kept.alt.short == (
        "Diverging bar chart: Overall judgement. Worse runs from 20% (Professionals, Video) to 63%"
        " (Parents, Video). The net share, in points, runs from \N{MINUS SIGN}40 (Professionals,"
        " Video) to +38 (Parents, Video). Data: SYNTHETIC study."
    )
    assert kept.alt.long.splitlines()[0] == (
        "Professionals, Video, n = 300: Better 60%, About the same 20%, Worse 20%; net share"
        " −40 points, interval −50 to −20."
    )
    assert kept.result["estimate"].tolist()[-6:-3] == pytest.approx([-0.4, -0.3, 0])
    changed = net.assign(estimate=net["estimate"] + 0.05)
    again = record.recall(figures.diverging_bars(judged, net=changed))
    assert again.alt.long != kept.alt.long


def test_bars_can_be_in_the_order_of_their_net_share_and_say_so(judged, net):
    axes = figures.diverging_bars(judged, net=net, order="net", caption="Base: all.")
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Did not join", "Phone", "Video", "Video", "Phone", "Did not join"]
    assert record.recall(axes).about.caption == (
        "Base: all. Bars are in the order of their net share, highest first."
    )


def test_answers_on_neither_side_of_the_net_share_are_the_middle(judged, net):
    taken = net.assign(answer="same+worse", answer_label="About the same or Worse")
    axes = figures.diverging_bars(judged, net=taken)
    assert starts(axes)[1] == pytest.approx(0)  # nothing straddles the line


def test_the_middle_can_stand_apart(judged, ticks):
    axes = figures.diverging_bars(judged, neutral_at="apart")
    left, middle, right = starts(axes)
    assert (left, right) == (pytest.approx(-0.6), 0)
    apart = axes.containers[1]
    assert {bar.get_x() for bar in apart if bar.get_visible()} == {middle}
    assert middle > max(bar.get_x() + bar.get_width() for bar in axes.containers[2])
    assert ticks(axes)[-3:] == ["0%", "20%", "40%"]
    assert ticks(axes).count("0%") == 2
    widths = [bars[0].get_width() for bars in axes.containers]
    assert widths == pytest.approx([0.6, 0.2, 0.2])


def test_labels_of_a_crowded_scale_do_not_touch(table):
    long = {"a": "A" * 40, "b": "B" * 40, "c": "C" * 40}
    result = table(
        {("parent", "video"): [40, 0, 0], ("parent", "phone"): [0, 40, 0],
         ("parent", "did_not_join"): [0, 0, 40]}, long,
    )  # fmt: skip
    axes = figures.diverging_bars(result, neutral_at="apart")
    axes.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    boxes.sort(key=lambda box: box.x0)
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_net_shares_of_other_people_or_answers_are_refused(judged, net):
    assert message(judged, net=net.iloc[1:]) == (
        "net has no row for Professionals, Video. Make it from the same tables, split alike, and"
        " label it as the result is: analysis.net_shares, report.labels.apply."
    )
    assert message(judged, net=net.assign(base=net["base"] + 1)) == (
        "net and the result are not of the same people: of Professionals, Video the one has a base"
        " of 301, the other of 300."
    )
    assert message(judged, net=net.assign(data="SYNTHETIC other")) == (
        'net is of "SYNTHETIC other", and the result of "SYNTHETIC study".'
    )
    assert message(judged, net=net.assign(protection="none")) == (
        "Protect both the result and net, or neither: cpsurvey.protect(net)."
    )
    assert message(judged, net=net.assign(answer="better", against="worse")) == (
        "net counts better minus worse; the bars have better, same and worse from left to right."
        " What is counted stands right: give net_shares answers= and against= so."
    )
    assert message(judged, net=net.assign(against=["better", "same"] * 3)) == (
        "net is of several things: worse minus better and worse minus same. Draw one of them."
    )
    assert message(judged, net=net.drop(columns="against")).startswith(
        "diverging_bars with net= needs the column against, which this result does not have."
    )
    assert message(judged, net=net.assign(estimate=net["estimate"] * 100)) == (
        "diverging_bars with net= needs differences of shares, from -1 to 1; the column estimate"
        " runs from -40 to 37.5."
    )


def test_a_choice_that_is_not_known_is_refused(judged):
    assert message(judged, neutral_at="center") == (
        'neutral_at "center" is not known, did you mean "centre"? Known: centre and apart.'
    )
    assert message(judged, order="largest") == (
        'order "largest" is not known. Known: given and net.'
    )
    assert message(judged, order="net") == (
        'order="net" needs the net shares: net=analysis.net_shares(...).'
    )


@pytest.mark.parametrize(
    ("mark", "estimate", "drawn", "end"),
    [("c", float("nan"), 3, []), ("u", 3 / 8, 4, ["net +38 [u]"])],
)
def test_a_bar_with_hidden_answers_has_its_net_share_unless_that_is_hidden_too(
    net, hidden, mark, estimate, drawn, end
):
    small = hidden["answer"] == "worse"
    told = net.assign(
        data="Conference study", protection="counts below 5 are hidden",
        base=hidden.loc[small, "base"].to_numpy(),
        mark=["", "", "", mark, "c", ""],
        estimate=[*net["estimate"][:3], estimate, float("nan"), float("nan")],
    )  # fmt: skip
    axes = figures.diverging_bars(hidden, net=told)
    assert len(marks(axes)) == drawn
    assert [text for text in ends(axes) if text.startswith("net +")] == end
    notes = [text for text in axes.texts if text.get_text().startswith("[c]")]
    dots = [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "D"]
    if end:
        assert notes[0].xy[1] < dots[3] - 0.15


def test_the_rows_of_a_grid_are_named_without_what_all_share(judged):
    judged = judged[judged["group"] == "professional"]
    labels = "Change in attendance: " + judged["join_mode_label"].astype(str)
    grid = judged.assign(question=judged["join_mode"].astype(str), question_label=labels)
    grid = grid.drop(columns=["group", "join_mode", "group_label", "join_mode_label"])
    axes = figures.diverging_bars(grid)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Video", "Phone", "Did not join"]
    assert record.recall(axes).about.title == "Change in attendance"
