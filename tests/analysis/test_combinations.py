"""Options ticked together: counted exactly, in a stated order, parts of a whole."""

from dataclasses import replace

import pytest

import cpsurvey as cps
from cpsurvey.analysis import option_combinations
from cpsurvey.errors import QuestionError


@pytest.fixture(scope="module")
def tables():
    """The example's parents, with four ticks typed in for a question of three options or so."""
    tables = cps.load_example()
    people = tables.responses[tables.responses["group"] == "parent"].head(6).copy()
    ticks = {
        "prior_contact__social_worker": [True, True, True, False, False, None],
        "prior_contact__chair": [True, True, False, False, True, None],
        "prior_contact__someone_else": [False, False, False, False, True, None],
        "prior_contact__nobody": [False, False, False, False, False, None],
    }
    for column, given in ticks.items():
        people[column] = given
    return replace(tables, responses=people)


def test_each_option_and_each_combination_is_counted(tables):
    found = option_combinations(tables, "prior_contact")
    assert found[["ticked", "answer", "count", "base"]].values.tolist() == [
        ["at_all", "social_worker", 3, 5],
        ["at_all", "chair", 3, 5],
        ["at_all", "someone_else", 1, 5],
        ["at_all", "nobody", 0, 5],
        ["exactly", "social_worker&chair", 2, 5],
        ["exactly", "no_option", 1, 5],
        ["exactly", "social_worker", 1, 5],
        ["exactly", "chair&someone_else", 1, 5],
    ]
    assert found["share"].tolist() == [0.6, 0.6, 0.2, 0, 0.4, 0.2, 0.2, 0.2]


def test_the_order_of_people_changes_nothing(tables):
    shuffled = replace(tables, responses=tables.responses.iloc[::-1])
    found = option_combinations(tables, "prior_contact")
    assert option_combinations(shuffled, "prior_contact").equals(found)


def test_every_level_has_every_combination_and_they_make_the_whole():
    found = option_combinations(cps.load_example(), "advantages", by="group")
    sizes = found.groupby("group", observed=False).size()
    assert sizes["professional"] == sizes["parent"]
    exact = found[found["ticked"] == "exactly"].groupby("group", observed=False)
    assert exact["count"].sum().tolist() == exact["base"].first().tolist()


def test_an_option_at_all_is_what_response_table_counts():
    tables = cps.load_example()
    at_all = option_combinations(tables, "concerns", by="group").query("ticked == 'at_all'")
    table = cps.response_table(tables, "concerns", by="group")
    for column in ("count", "base", "share", "ci_low", "ci_high", "mark", "why"):
        assert at_all[column].tolist() == table[column].tolist()


def test_a_question_with_one_answer_a_person_is_refused():
    with pytest.raises(QuestionError) as error:
        option_combinations(cps.load_example(), "overall_judgement")
    assert str(error.value) == (
        'question "overall_judgement" takes one answer a person, so none are given together. Use'
        " response_table."
    )


def test_words_for_combinations_are_joined_by_and():
    tables = cps.load_example()
    found = option_combinations(tables, "prior_contact")
    labelled = cps.report.labels.apply(found, tables.questions)
    words = dict(zip(labelled["answer"], labelled["answer_label"], strict=True))
    assert words["social_worker&chair"] == "The social worker and The chair"
