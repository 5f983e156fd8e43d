"""Which chart fits a question; everybody beside the ways of joining; which side is compared."""

import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.analysis import response_table
from cpsurvey.report.chapters.asked import topics
from cpsurvey.report.chapters.counted import EVERYBODY, answered, by_mode
from cpsurvey.report.chapters.differences import contrast, one_side, other_side
from cpsurvey.report.chapters.questions import chart_of
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.chapters.topics import after_mode


@pytest.fixture(scope="module")
def study():
    return Study(cps.load_example(), None, "none")


@pytest.fixture(scope="module")
def asked(study):
    several = topics(study.answers.questions).values()
    return {one.name: one for topic in several for one in topic}


@pytest.mark.parametrize(
    ("name", "chart"),
    [
        ("role", figures.count_bars),
        ("nation", figures.stacked_bars),
        ("length-minutes", figures.stacked_bars),
        ("technology-problem", figures.stacked_bars),
        ("express-views", figures.diverging_bars),
        ("contribution-effect", figures.diverging_bars),
        ("return-likelihood", figures.diverging_bars),
        ("attendance-change", figures.diverging_bars),
        ("conduct", figures.share_intervals),
        ("equipment", figures.share_intervals),
        ("concerns", figures.option_intervals),
    ],
)
def test_a_question_is_drawn_by_the_chart_that_fits_it(study, asked, name, chart):
    assert chart_of(answered(study, asked[name])) is chart


def test_everybody_is_the_sum_of_the_ways_of_joining(study, asked):
    told = answered(study, asked["express-views"])
    result = by_mode(told, told.result, response_table)
    assert result["join_mode_label"].cat.categories[0] == "Everybody"
    whole = result["join_mode"] == EVERYBODY
    keys = ["group", "answer"]
    sums = result[~whole].groupby(keys, observed=True)["count"].sum()
    assert sums.equals(result[whole].set_index(keys)["count"].reindex(sums.index).rename("count"))
    assert set(result["group_label"]) == {"Professionals", "Parents"}


def test_only_those_asked_are_counted(study, asked):
    matrix = answered(study, asked["others-joined"]).result
    family = matrix[matrix["question_label"] == "Family"]
    assert set(family["group"]) == {"professional"}


@pytest.mark.parametrize(
    ("question", "past", "before"),
    [
        ("overall_judgement", ["better"], ["worse"]),
        ("express_views", ["able_but_difficult", "able"],
         ["denied_the_opportunity", "not_able_to_comment"]),
        ("contribution_effect", ["helped"], ["harmed"]),
        ("childrens_views_shared", ["yes"], ["yes"]),
    ],
)  # fmt: skip
def test_answers_past_the_middle_are_one_side(study, question, past, before):
    record = study.asked(question)
    assert (one_side(record), other_side(record)) == (past, before)


def test_several_answers_without_an_order_have_no_side(study):
    assert one_side(study.asked("preferred_format")) == []


def test_parents_are_compared_with_professionals_and_others_with_the_first_group(study, readers):
    assert contrast(study) == {}
    assert contrast(Study(readers, None, "none")) == {"reference": "visitor", "group": "staff"}


def test_only_what_is_asked_after_it_may_depend_on_how_people_joined(study):
    told = [topic for topic in topics(study.answers.questions) if after_mode(study, topic)]
    assert told[0] == "Attendance and conduct"
    assert "Who answered" not in told
    assert "How they joined" not in told
