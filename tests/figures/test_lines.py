"""Power and coverage as lines."""

import itertools

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall

DATA = "SYNTHETIC study"


@pytest.fixture
def power():
    facts = {
        "data": DATA, "question": "overall", "answer": "better", "group": "parent",
        "reference": "professional", "measure": "power", "planned_share": 0.5,
    }  # fmt: skip
    points = [(0.0, 0.05, 0.04), (0.2, 0.6, 0.3), (0.3, 0.9, 0.6), (0.4, 1.0, 0.7)]
    rows = [
        facts | {"join_mode": mode, "base": base, "base_reference": other, "gap": gap,
                 "estimate": found, "why": "", "mark": "u"}
        for mode, base, other, place in (("all_levels", 24, 492, 1), ("phone", 16, 123, 2))
        for gap, *found_by in points
        for found in [found_by[place - 1]]
    ]  # fmt: skip
    few = {"base": 4, "base_reference": 250, "gap": None, "estimate": None, "mark": ""}
    none = few | {"base": 0, "base_reference": 30, "why": "nobody answered"}
    rows.append(facts | few | {"join_mode": "video", "why": "a base below 10"})
    rows.append(facts | none | {"join_mode": "no_answer"})
    return pd.DataFrame(rows)


@pytest.fixture
def coverage():
    return pd.DataFrame(
        [
            {
                "data": DATA, "question": "overall", "answer": "better", "group": "parent",
                "reference": "professional", "base": 24, "base_reference": 492,
                "alternative": way, "measure": measure, "planned_share": share,
                "estimate": estimate, "confidence": 0.95, "why": "", "mark": "u",
            }
            for way, measure, estimates in (
                ("newcombe", "coverage", (0.95, 0.96)),
                ("newcombe", "lowest_coverage", (0.94, 0.95)),
                ("wald", "coverage", (0.78, 0.93)),
                ("wald", "lowest_coverage", (0.705, 0.92)),
            )
            for share, estimate in zip((0.05, 0.5), estimates, strict=True)
        ]
    )  # fmt: skip


def legend(axes):
    return [text.get_text() for text in axes.figure.texts][2:]


def test_a_line_is_the_power_of_its_bases(power):
    axes = figures.power_lines(power)
    lines = [line for line in axes.lines if len(line.get_xdata()) == 4]
    assert [list(line.get_ydata()) for line in lines] == [
        [0.05, 0.6, 0.9, 1],
        [0.04, 0.3, 0.6, 0.7],
    ]
    assert [line.get_marker() for line in lines] == ["o", "s"]
    assert legend(axes)[:2] == [
        "Everyone who answered, n = 24 v 492 [u]", "Phone, n = 16 v 123 [u]"
    ]  # fmt: skip


def test_where_a_line_reaches_80_per_cent_is_marked_once(power):
    axes = figures.power_lines(power)
    (text,) = axes.texts[1:]
    assert text.get_text() == "27"
    assert text.xy[0] == pytest.approx(0.2 + 0.1 * 2 / 3)


def test_the_axis_says_what_is_planned(power):
    assert figures.power_lines(power).get_xlabel() == (
        "True difference in percentage points, the professional at 50%"
    )


def test_what_has_no_line_is_said_under_the_plot(power):
    caption = recall(figures.power_lines(power, caption="Note.")).about.caption
    assert caption == (
        "Note. No line for Video, n = 4 v 250 (a base below 10); No answer, n = 0 v 30 (nobody"
        " answered)."
    )


def test_hidden_bases_have_no_line(power):
    hidden = power.assign(base=None, estimate=None, mark="c")
    axes = figures.power_lines(hidden)
    assert [line for line in axes.lines if len(line.get_xdata()) > 2] == []
    assert "n = [c] v 492" in recall(axes).about.caption
    assert recall(axes).alt.short.startswith(
        "Line chart: How often a true difference would be found. No value can be shown."
    )


def test_the_text_for_power_says_where_80_per_cent_is_reached(power):
    short, long = recall(figures.power_lines(power)).alt
    assert short == (
        "Line chart: How often a true difference would be found. The power by line: Everyone who"
        " answered, n = 24 v 492 [u]: 80% from 27 points; Phone, n = 16 v 123 [u]: does not reach"
        " 80%. Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Across: True difference in percentage points, the professional at 50%.",
        "Everyone who answered, n = 24 v 492 [u]: 5% at 0, 60% at 20, 90% at 30, 100% at 40.",
        "Phone, n = 16 v 123 [u]: 4% at 0, 30% at 20, 60% at 30, 70% at 40.",
        "Video, n = 4 v 250: no line, a base below 10.",
        "No answer, n = 0 v 30: no line, nobody answered.",
    ]


def test_more_lines_than_can_be_told_apart_are_refused(power):
    many = pd.concat([power.assign(join_mode=f"{way}") for way in "abcde"])
    with pytest.raises(QuestionError) as error:
        figures.power_lines(many.assign(base=24, base_reference=492))
    assert str(error.value) == (
        "The result has 5 lines; in one plot at most 4 can be told apart. Keep some of the rows,"
        " or draw several figures."
    )


def test_coverage_has_a_line_each_and_one_at_what_is_promised(coverage):
    axes = figures.coverage_lines(coverage)
    promised, *lines = axes.lines
    assert list(promised.get_ydata()) == [0.95, 0.95]
    assert [list(line.get_ydata()) for line in lines] == [
        [0.95, 0.96], [0.94, 0.95], [0.78, 0.93], [0.705, 0.92]
    ]  # fmt: skip
    assert legend(axes)[:4] == [
        "Newcombe's interval, mean", "Newcombe's interval, lowest", "Wald's interval, mean",
        "Wald's interval, lowest",
    ]  # fmt: skip
    assert axes.get_xlabel() == "True share of the parent (n = 24 v 492 [u])"
    assert axes.get_ylim() == (0.7, 1)


def test_one_measure_alone_is_not_named_in_every_line(coverage):
    axes = figures.coverage_lines(coverage[coverage["measure"] == "lowest_coverage"])
    assert legend(axes)[:2] == ["Newcombe's interval", "Wald's interval"]
    assert recall(axes).alt.short == (
        "Line chart: How often 95% intervals hold the true difference. The coverage by line:"
        " Newcombe's interval: lowest 94%; Wald's interval: lowest 71%. Data: SYNTHETIC study."
    )


def test_coverage_of_several_bases_is_refused(coverage):
    with pytest.raises(QuestionError) as error:
        figures.coverage_lines(pd.concat([coverage, coverage.assign(base=12)]))
    assert str(error.value) == (
        "coverage_lines draws one pair of bases; this result has several. Keep the rows of one."
    )


def test_bases_without_intervals_leave_a_sentence(coverage):
    few = coverage.iloc[:1].assign(
        alternative=None, planned_share=None, estimate=None, why="a base below 10", mark=""
    )
    axes = figures.coverage_lines(few)
    assert recall(axes).about.caption == "No line for Any interval (a base below 10)."
    assert axes.texts[-1].get_text() == "No line can be drawn: the reason is below"


def test_the_scale_of_coverage_is_in_whole_per_cents(coverage):
    for lowest, step in ((0.95, 0.05), (0.3, 0.1)):
        axes = figures.coverage_lines(coverage.assign(estimate=lowest))
        steps = {round(high - low, 6) for low, high in itertools.pairwise(axes.get_yticks())}
        assert steps == {step}
