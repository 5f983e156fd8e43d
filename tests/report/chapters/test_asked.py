"""What is drawn together, and under which topic."""

import pytest

import cpsurvey as cps
from cpsurvey.report.chapters.asked import slug, topics, wording
from cpsurvey.report.chapters.study import Study


@pytest.fixture(scope="module")
def asked():
    return topics(cps.load_example().questions)


def test_topics_are_in_the_order_of_the_questionnaire(asked):
    assert list(asked) == [
        "Who answered",
        "How they joined",
        "Attendance and conduct",
        "Conditions on the day",
        "Before the conference",
        "Being heard",
        "Children's views",
        "Advantages and concerns",
        "Overall judgement",
        "What next",
    ]


def test_every_question_with_a_topic_is_drawn_once(asked):
    questions = cps.load_example().questions
    drawn = [row["question"] for several in asked.values() for one in several for row in one.rows]
    assert sorted(drawn) == sorted(questions.loc[questions["topic"] != "", "question"])


def test_the_rows_of_a_matrix_are_drawn_together(asked):
    matrix = {one.name: one for one in asked["Attendance and conduct"]}["attendance-change"]
    assert (matrix.label, len(matrix.rows)) == ("Change in attendance", 16)


def test_without_topics_all_questions_stand_together(readers):
    (several,) = topics(readers.questions).values()
    assert [one.name for one in several] == ["satisfaction", "borrowed", "loans", "uses", "rooms"]


def test_tables_made_before_there_were_topics_have_none(readers):
    assert list(topics(readers.questions.drop(columns="topic"))) == [""]


def test_each_groups_words_are_told_where_they_differ(asked):
    tables = cps.load_example()
    study = Study(tables, None, "none")
    by_name = {one.name: one for several in asked.values() for one in several}
    assert wording(study, by_name["felt-safe"]) == (
        "Safety of the parent. Professionals were asked: “How safe was the parent, in your"
        " judgement, in taking part from"
        " where they were?” Parents were asked: “How safe did you feel taking part from where you"
        " were?”"
    )
    assert wording(study, by_name["reports-received"]).startswith(
        "Received the reports beforehand. Asked: “"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Children's views", "children-s-views"), ("Ŵyth", "ŵyth"), ("!", "part")],
)
def test_a_name_becomes_an_anchor(name, expected):
    assert slug(name) == expected
