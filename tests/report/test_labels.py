"""Codes in words, in the order of the codes."""

import pandas as pd
import pytest

from cpsurvey.errors import QuestionError
from cpsurvey.report import labels


def test_every_code_gets_its_words(result, tables):
    labelled = labels.apply(result, tables.questions)
    assert labelled.filter(like="_label").astype(str).to_numpy().tolist() == [
        ["Overall judgement", "Better or About the same", "Practitioners", "By video"],
        ["Overall judgement", "Better or About the same", "Practitioners",
         "How they joined: not known"],
        ["Overall judgement", "Better or About the same", "Parents and carers", "By video"],
    ]  # fmt: skip
    assert list(labelled.columns[-4:]) == [
        "question_label", "answer_label", "group_label", "joined_label"
    ]  # fmt: skip


def test_labels_keep_the_order_of_the_codes(result, tables):
    shuffled = labels.apply(result.iloc[::-1], tables.questions)
    labelled = [name for name in shuffled if name.endswith("_label")]
    assert all(shuffled[name].cat.ordered for name in labelled)
    assert list(shuffled["joined_label"].cat.categories) == [
        "By video", "By phone", "How they joined: not known"
    ]  # fmt: skip
    assert list(shuffled["group_label"].cat.categories) == ["Practitioners", "Parents and carers"]


def test_answers_keep_their_order_over_several_questions(tables):
    levels = pd.CategoricalDtype(["better", "same", "worse", "yes", "no"])
    both = pd.DataFrame(
        {"question": ["reports", "judged", "judged"], "answer": ["no", "worse", "better"]}
    ).astype({"answer": levels})
    labelled = labels.apply(both, tables.questions)
    assert list(labelled["answer_label"].cat.categories) == ["Better", "Worse", "No"]


def test_the_result_is_left_alone_and_everything_else_in_it_stays(result, tables):
    before = result.copy()
    labelled = labels.apply(result, tables.questions)
    pd.testing.assert_frame_equal(result, before)
    pd.testing.assert_frame_equal(labelled[list(result)], before)


def test_both_groups_of_a_comparison_are_named(comparison, tables):
    labelled = labels.apply(comparison, tables.questions)
    assert labelled[["group_label", "reference_label"]].iloc[0].tolist() == [
        "Parents and carers", "Practitioners"
    ]  # fmt: skip


def test_levels_compared_are_named_with_their_reference(comparison, tables):
    columns = ["data", "question", "answer", "joined", "reference", "group"]
    modes = comparison.assign(joined="phone", reference="video", group="parent")[columns]
    labelled = labels.apply(modes, tables.questions)
    assert labelled[["joined_label", "reference_label", "group_label"]].iloc[0].tolist() == [
        "By phone", "By video", "Parents and carers"
    ]  # fmt: skip


def test_a_question_and_levels_as_a_whole_are_in_words(comparison, tables):
    columns = ["data", "question", "answer", "joined", "reference"]
    whole = comparison.assign(answer="all_answers", joined="all_levels", reference="")[columns]
    labelled = labels.apply(whole, tables.questions)
    assert labelled[["answer_label", "joined_label", "reference_label"]].iloc[0].tolist() == [
        "All answers", "All levels", ""
    ]  # fmt: skip


def test_options_ticked_together_are_joined_by_and(comparison, tables):
    columns = ["data", "question", "answer", "joined", "reference"]
    both = comparison.assign(joined="video+phone", reference="no_answer")[columns]
    labelled = labels.apply(both, tables.questions)
    assert labelled[["joined_label", "reference_label"]].iloc[0].tolist() == [
        "By video and By phone", "How they joined: not known"
    ]  # fmt: skip


def test_groups_have_names_even_where_the_questions_do_not_give_them(result, tables):
    without = tables.questions[tables.questions["question"] != "group"]
    labelled = labels.apply(result, without)
    assert list(labelled["group_label"].cat.categories) == ["Professionals", "Parents"]


def test_a_code_without_words_stays_as_it_is(result, tables):
    labelled = labels.apply(result.assign(answer="much_better", region="W"), tables.questions)
    assert set(labelled["answer_label"]) == {"much_better"}
    assert "region_label" not in labelled


def test_an_unknown_question_is_refused(result, tables):
    with pytest.raises(QuestionError) as error:
        labels.apply(result.assign(question="judge"), tables.questions)
    assert str(error.value) == (
        'question "judge" is not known, did you mean "judged"? Known: group, judged, joined and'
        " reports."
    )


def test_a_result_without_a_question_is_refused(result, tables):
    with pytest.raises(QuestionError) as error:
        labels.apply(result[["data", "answer"]], tables.questions)
    assert str(error.value) == (
        "labels.apply needs the column question: give it a whole result of response_table or"
        " compare_groups."
    )


@pytest.mark.parametrize("what", ["tables", "result"])
def test_words_come_from_the_table_of_questions(result, tables, what):
    with pytest.raises(QuestionError) as error:
        labels.apply(result, {"tables": tables, "result": result}[what])
    assert str(error.value) == (
        "labels.apply needs the words of the questionnaire: give it tables.questions after the"
        " result, a table with question, label, options and option_labels."
    )
