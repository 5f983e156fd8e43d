"""Results of interviews: the words of the coding frame, and captions, whole."""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.errors import QuestionError
from cpsurvey.report import labels
from cpsurvey.report.captions import caption
from cpsurvey.report.wording.theme_labels import theme_words

THEMES = pd.DataFrame(
    {
        "code": ["A", "A.other", "B", "B.other", "B.same", "B.more", ""],
        "label": ["Alpha", "Other", "Beta", "Other", "Same", "Same", "Blank"],
        "parent": ["", "A", "", "B", "B", "B", ""],
    }
)
SYNTHETIC = (
    "SYNTHETIC interviews: made up, they show what the method"
    " gives and are no evidence of what anybody said. "
)
RAISED = "An interview raises a theme once, where it or a theme under it was coded. "
CHOSEN = "Interviewees were chosen and are not a random sample"


@pytest.fixture(scope="module")
def example():
    return cps.load_example()


def test_themes_of_one_name_are_told_apart_by_their_parent_and_then_their_code():
    assert theme_words(THEMES.iloc[:6]) == {
        "A": "Alpha",
        "A.other": "Other (Alpha)",
        "B": "Beta",
        "B.other": "Other (Beta)",
        "B.same": "Same (B.same)",
        "B.more": "Same (B.more)",
    }


def test_a_table_of_themes_gets_the_words_of_the_frame_and_of_the_questionnaire(example):
    table = cps.theme_table(example, by=["group", "join_mode"], codes=["FUT", "FUT.hybrid"])
    found = labels.apply(table, example.questions, themes=example.interviews.themes)
    last = found.iloc[-1]
    assert last.filter(like="_label").astype(str).to_dict() == {
        "code_label": "Hybrid",
        "parent_label": "Future format",
        "group_label": "Parents",
        "join_mode_label": "How they joined: not known",
    }
    assert found["code_label"].cat.categories.tolist()[0] == "Future format"
    assert found["code_label"].cat.ordered
    pd.testing.assert_frame_equal(found[list(table)], table)


def test_without_a_questionnaire_the_frame_is_enough(example):
    table = cps.theme_table(example.interviews, by=["group", "interview_mode"], codes="FUT")
    found = labels.apply(table, themes=example.interviews.themes)
    assert found["group_label"].astype(str).unique().tolist() == ["Professionals", "Parents"]
    assert "interview_mode_label" not in found


def test_groups_compared_are_named(example):
    compared = cps.compare_themes(example, codes="FUT")
    found = labels.apply(compared, example.questions, themes=example.interviews.themes)
    assert found[["group_label", "reference_label"]].iloc[0].tolist() == [
        "Parents",
        "Professionals",
    ]


def test_both_themes_of_a_pair_are_named(example):
    pairs = cps.co_occurrence(example, codes=["FUT", "TEC"])
    found = labels.apply(pairs, themes=example.interviews.themes).iloc[0]
    assert (found["code_label"], found["other_code_label"]) == ("Technology", "Future format")


def test_a_course_needs_no_frame(example):
    found = labels.apply(cps.saturation(example, by="group"), example.questions)
    assert set(found["group_label"]) == {"Professionals", "Parents"}


def test_without_the_frame_it_says_what_to_give(example):
    table = cps.theme_table(example, codes="FUT")
    for themes in (None, example.questions):
        with pytest.raises(QuestionError) as error:
            labels.apply(table, example.questions, themes=themes)
        assert str(error.value) == (
            "labels.apply needs the words of the coding frame for this result: give it"
            " themes=tables.interviews.themes, a table with code, label and parent."
        )


def test_of_a_table_of_themes(example):
    table = cps.theme_table(example, by="group", codes=["FUT", "FUT.hybrid"])
    base = (
        SYNTHETIC
        + "Base: all interviews, coded or not. 4 interviews without a coding, counted as raising"
        " nothing. " + RAISED + "Not all were asked the same: what was not raised was not denied. "
    )
    small = " [u] low reliability: a base of 5 to 29."
    assert caption(table, intervals=False) == base + CHOSEN + "." + small
    assert caption(table) == base + (
        "Lines are Wilson's 95% intervals, as for a random sample. " + CHOSEN + ", which no"
        " interval covers." + small
    )


def test_of_coded_interviews_only(example):
    table = cps.theme_table(example, codes="FUT", uncoded="out")
    assert caption(table, intervals=False) == (
        SYNTHETIC + "Base: interviews that were coded. " + RAISED + "Not all were asked the same:"
        " what was not raised was not denied. " + CHOSEN + "."
    )


def test_interviews_that_nobody_coded_are_not_counted_where_a_part_of_them_is_hidden(example):
    own = replace(example.interviews, name="Interview study")
    few = cps.protect(cps.theme_table(own, by="group", codes="FUT"))
    assert few["uncoded"].tolist() == [pd.NA, 0]  # of 4 and none
    assert " One without a coding would count as raising nothing. " in caption(few)
    course = cps.protect(cps.saturation(own, by="group"))
    assert " Left out: interviews without a coding. " in caption(course)


def test_of_themes_compared(example):
    compared = cps.compare_themes(example, codes="FUT")
    assert (
        "Lines are Newcombe's 95% intervals, as for the difference between two random samples. "
        + CHOSEN
    ) in caption(compared)


def test_of_pairs(example):
    assert caption(cps.co_occurrence(example, codes=["FUT", "TEC"])) == (
        SYNTHETIC + "Base: interviews that raise either of the two themes. " + RAISED + CHOSEN + "."
    )


def test_of_saturation_in_one_order_and_in_all(example):
    end = (
        "Left out: 4 interviews without a coding. Broken lines: interviews before the first run"
        " of 2 with at most 5% as many new themes as the first 4 raised (Guest, Namey and Chen"
        " 2020). Few new themes show little where the coding frame was fixed beforehand. "
        + CHOSEN
        + "."
    )
    assert caption(cps.saturation(example, by="group")) == (
        SYNTHETIC + "Interviews in one order; in another the line would be another. " + end
    )
    assert caption(cps.saturation(example, order="random", orders=50)) == (
        SYNTHETIC
        + "Lines are means over all orders, shades hold 95% of random orders. " + end
    )  # fmt: skip


def test_of_interviews_that_nobody_coded(example):
    silent = replace(example.interviews, codings=example.interviews.codings.iloc[:0])
    said = caption(cps.saturation(silent))
    assert "Left out: 66 interviews without a coding. Few new" in said


def test_a_result_that_lacks_a_column_is_refused(example):
    table = cps.theme_table(example, codes="FUT").drop(columns="why")
    with pytest.raises(QuestionError) as error:
        caption(table)
    assert str(error.value) == (
        "caption needs the column why: give it a whole result of theme_table, compare_themes,"
        " co_occurrence or saturation."
    )
