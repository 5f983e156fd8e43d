"""A definition's questions in the columns of an export of whatever year and setting."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from cpsurvey.exports import DefinedQuestion, Definition, SurveyExport
from cpsurvey.readers import match_columns

OPTIONS = (("10", "Fig"), ("11", "Kiwi"))
MULTI = DefinedQuestion(
    "Q5",
    "Which?",
    "multi",
    ("Q5_10", "Q5_11"),
    OPTIONS,
    also=(("QID6_1", "Q5_1"), ("QID6_2", "Q5_2")),
)
LIME = DefinedQuestion(
    "Q1",
    "Which?",
    "multi",
    ("Q1[A]", "Q1[B]"),
    OPTIONS,
    also=(("Which? [Fig]",), ("Which? [Kiwi]",)),
)


def export(
    columns: Sequence[tuple[str, str]], platform: str = "qualtrics", generation: str = "modern"
) -> SurveyExport:
    """Return an export with these columns and their identifiers."""
    names = [name for name, _ in columns]
    frame = pd.DataFrame(
        {
            "column": names,
            "name": [name.partition("~")[0] for name in names],
            "text": names,
            "import_id": [identifier for _, identifier in columns],
            "position": range(1, len(names) + 1),
            "kind": "question",
        }
    )
    rows = pd.DataFrame(columns=names)
    settings = {"generation": generation}
    return SurveyExport("a.csv", platform, "", "", settings, frame, pd.DataFrame(), rows)


def matched(question: DefinedQuestion, held: SurveyExport) -> list[tuple[object, object]]:
    """Return the columns and options of the questions that are found."""
    definition = Definition("a", held.platform, "", (question,))
    return [(found.columns, found.options) for found in match_columns(definition, held).questions]


@pytest.mark.parametrize(
    ("columns", "generation"),
    [
        ([("Q5_10", "QID6_1"), ("Q5_11", "QID6_2")], "modern"),
        ([("x", "QID6-1"), ("y", "QID6-2")], "insights"),
        ([("Q5_1", ""), ("Q5_2", "")], "legacy"),
        ([("Q5_11", "QID6_1"), ("Q5_10", "QID6_2")], "modern"),
    ],
    ids=["names and identifiers", "identifiers of 2016", "positions", "identifiers go first"],
)
def test_a_select_all_of_each_generation(columns, generation):
    held = export(columns, generation=generation)
    assert matched(MULTI, held) == [(tuple(name for name, _ in columns), OPTIONS)]


def test_positions_of_an_old_export_are_not_taken_for_codes():
    """The first choice is coded 2 and the second 1; an old export numbers them 1 and 2."""
    swapped = DefinedQuestion("Q5", "", "multi", ("Q5_2", "Q5_1"), OPTIONS,
                              also=(("QID6_1", "Q5_1"), ("QID6_2", "Q5_2")))  # fmt: skip
    held = export([("Q5_1", ""), ("Q5_2", "")], generation="legacy")
    assert matched(swapped, held) == [(("Q5_1", "Q5_2"), OPTIONS)]


def test_full_texts_with_other_spaces():
    held = export([("Which?  [Fig]", ""), ("Which?[ Kiwi ]", "")], "limesurvey")
    assert matched(LIME, held) == [(("Which?  [Fig]", "Which?[ Kiwi ]"), OPTIONS)]


def test_options_without_a_column_are_left_out():
    assert matched(MULTI, export([("Q5_11", "QID6_2")])) == [(("Q5_11",), (("11", "Kiwi"),))]


def test_a_select_all_in_a_single_column_keeps_its_options():
    assert matched(MULTI, export([("Q5", "QID6")])) == [(("Q5",), OPTIONS)]


def test_a_question_without_a_column_is_left_out():
    assert matched(MULTI, export([("Q6", "QID7")])) == []


def test_routing_by_a_question_that_is_not_in_the_export_is_but_known_to_be_there():
    asked = DefinedQuestion("Q1", "", "single", ("Q1",))
    then = DefinedQuestion("Q2", "", "text", ("Q2",), shown_if=("Q1", ("Fig",)))
    definition = Definition("a", "redcap", "", (asked, then))
    whole, part = (
        match_columns(definition, export([(name, "") for name in names], "redcap")).questions[-1]
        for names in (["Q1", "Q2"], ["Q2"])
    )
    assert (whole.shown_if, whole.routed) == (("Q1", ("Fig",)), False)
    assert (part.shown_if, part.routed) == (None, True)


def test_a_column_is_used_once():
    one = DefinedQuestion("a", "", "text", ("a",))
    definition = Definition("a", "qualtrics", "", (one, one._replace(name="a~2"), one))
    held = export([("a", ""), ("a~2", "")], generation="legacy")
    found = match_columns(definition, held).questions
    assert [question.columns for question in found] == [("a",), ("a~2",)]


def test_the_rows_of_a_matrix_follow_their_columns():
    matrix = DefinedQuestion(
        "Q1", "", "matrix", ("Q1_1", "Q1_2"), OPTIONS, (("1", "A"), ("2", "B"))
    )
    definition = Definition("a", "qualtrics", "", (matrix,))
    found = match_columns(definition, export([("Q1_2", "")], generation="legacy")).questions[0]
    assert (found.columns, found.rows, found.options) == (("Q1_2",), (("2", "B"),), OPTIONS)


def test_the_codes_of_limesurveys_expressions():
    held = export([("Q1_A", ""), ("Q1_B", "")], "limesurvey")
    assert matched(LIME, held) == [(("Q1_A", "Q1_B"), OPTIONS)]


def test_a_question_in_a_loop_is_one_for_each_turn():
    asked = DefinedQuestion("score", "Who?", "single", ("score",), OPTIONS, also=(("QID1",),))
    then = DefinedQuestion(
        "why", "Why?", "text", ("why",), shown_if=("score", ("Fig",)), also=(("QID2_TEXT",),)
    )
    definition = Definition("a.qsf", "qualtrics", "", (asked, then))
    names = ["1_score", "1_why", "2_score"]
    held = export(list(zip(names, ["1_QID1", "1_QID2_TEXT", "2_QID1"], strict=True)))
    found = match_columns(definition, held)
    assert [(q.name, q.columns, q.options, q.shown_if) for q in found.questions] == [
        ("1_score", ("1_score",), OPTIONS, None),
        ("2_score", ("2_score",), OPTIONS, None),
        ("1_why", ("1_why",), (), ("1_score", ("Fig",))),
    ]
    assert found.without_column == ()
