"""Questions of a Qualtrics definition, type by type, and their routing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import DefinedQuestion, Definition
from cpsurvey.readers import read_definition

FRUIT = {"1": {"Display": "<b>Fig</b>"}, "2": {"Display": "Kiwi&nbsp;fruit"}}
SCALE = {"1": {"Display": "Like"}, "2": {"Display": "Dislike"}}
AS_LABELLED = (("1", "Like"), ("2", "Dislike"))
Read = Callable[..., Definition]


def qsf(
    questions: Mapping[str, Mapping[str, Any]],
    blocks: Any = None,
    flow: Any = None,
) -> str:
    """Return a definition with these questions, in one block if nothing else is said."""
    named = [{"Type": "Question", "QuestionID": key} for key in questions]
    blocks = blocks or [{"Type": "Default", "ID": "BL_1", "BlockElements": named}]
    flow = flow or [{"Type": "Block", "ID": "BL_1"}]
    elements = [
        {"Element": "BL", "PrimaryAttribute": "", "Payload": blocks},
        {"Element": "FL", "PrimaryAttribute": "", "Payload": {"Flow": flow}},
        *(
            {"Element": "SQ", "PrimaryAttribute": key, "Payload": {"QuestionID": key, **payload}}
            for key, payload in questions.items()
        ),
    ]
    return json.dumps({"SurveyEntry": {"SurveyName": "Fruit"}, "SurveyElements": elements})


@pytest.fixture
def read(make_file: Callable[..., Path]) -> Read:
    """Read a definition of one question, or of what is given."""

    def definition(payload: Mapping[str, Any] | None = None, **parts: Any) -> Definition:
        questions = parts.pop("questions", {"QID7": payload})
        return read_definition(make_file(qsf(questions, **parts), "fruit.qsf"))

    return definition


def of(kind: str, selector: str, **more: Any) -> dict[str, Any]:
    """Return the payload of a question."""
    return {
        "DataExportTag": "Q1",
        "QuestionText": "<p>Which?</p>",
        "QuestionType": kind,
        "Selector": selector,
        **more,
    }


@pytest.mark.parametrize(
    ("payload", "questions"),
    [
        (
            of("MC", "SAVR", Choices=FRUIT, ChoiceOrder=[2, 1], RecodeValues={"1": "9", "2": "-1"}),
            [DefinedQuestion("Q1", "Which?", "single", ("Q1",),
                             (("-1", "Kiwi fruit"), ("9", "Fig")), also=(("QID7",),))],
        ),
        (
            of("MC", "DL", Choices={"4": {"Display": "Other", "TextEntry": "true"}}),
            [
                DefinedQuestion("Q1", "Which?", "single", ("Q1",), (("4", "Other"),),
                                also=(("QID7",),)),
                DefinedQuestion("Q1_4_TEXT", "Which? - Other", "text", ("Q1_4_TEXT",),
                                also=(("QID7_4_TEXT", "QID7_TEXT", "Q1_TEXT"),)),
            ],
        ),
        (
            of("MC", "MAVR", Choices=FRUIT, RecodeValues={"2": "5"}),
            [DefinedQuestion("Q1", "Which?", "multi", ("Q1_1", "Q1_5"),
                             (("1", "Fig"), ("5", "Kiwi fruit")),
                             also=(("QID7_1", "Q1_1"), ("QID7_2", "Q1_2")))],
        ),
        (
            of("Matrix", "Likert", SubSelector="SingleAnswer", Choices=FRUIT, Answers=SCALE,
               ChoiceDataExportTags={"1": "fig-tree"}, RecodeValues={"1": "5", "2": "4"}),
            [DefinedQuestion("Q1", "Which?", "matrix", ("Q1_fig-tree", "Q1_2"),
                             (("5", "Like"), ("4", "Dislike")),
                             (("1", "Fig"), ("2", "Kiwi fruit")),
                             also=(("QID7_1", "fig-tree", "fig_tree"), ("QID7_2",)))],
        ),
        (
            of("Matrix", "Likert", SubSelector="MultipleAnswer", Choices=FRUIT, Answers=SCALE),
            [
                DefinedQuestion(f"Q1_{row}", f"Which? - {label}", "multi",
                                (f"Q1_{row}_1", f"Q1_{row}_2"), AS_LABELLED,
                                also=((f"QID7_{row}_1", f"Q1_{row}_1"),
                                      (f"QID7_{row}_2", f"Q1_{row}_2")))
                for row, label in (("1", "Fig"), ("2", "Kiwi fruit"))
            ],
        ),
        (
            of("Matrix", "TE", Choices={"1": {"Display": "Fig"}},
               Answers={"3": {"Display": "Why"}}),
            [DefinedQuestion("Q1_1_3", "Which? - Fig - Why", "text", ("Q1_1_3",),
                             also=(("QID7_1_3", "QID7_1_3_TEXT", "Q1_1_3_TEXT"),))],
        ),
        (
            of("Slider", "HSLIDER", Choices={"1": {"Display": "Fig"}}),
            [DefinedQuestion("Q1_1", "Which? - Fig", "number", ("Q1_1",),
                             also=(("QID7_1", "QID7_1_TEXT"),))],
        ),
        (
            of("RO", "DND", Choices={"1": {"Display": "Fig"}}),
            [DefinedQuestion("Q1_1", "Which? - Fig", "number", ("Q1_1",),
                             also=(("QID7_1", "QID7_1_TEXT"),))],
        ),
        (
            of("TE", "FORM", Choices={"1": {"Display": "Street"}}),
            [DefinedQuestion("Q1_1", "Which? - Street", "text", ("Q1_1",),
                             also=(("QID7_1", "QID7_1_TEXT"),))],
        ),
        *(
            (
                of("TE", "SL", Validation={"Settings": {"ContentType": content}}),
                [DefinedQuestion("Q1", "Which?", kind, ("Q1",), also=(("QID7_TEXT", "QID7"),))],
            )
            for content, kind in (
                ("", "text"), ("ValidNumber", "number"), ("ValidDate", "date"),
                ("ValidEmail", "personal"),
            )
        ),
        (of("DB", "TB"), []),
        (of("Captcha", "V2"), []),
    ],
    ids=["single", "other", "multi", "matrix", "rows of multis", "boxes", "slider", "ranking",
         "form", "text", "number", "date", "e-mail", "no answer", "captcha"],
)  # fmt: skip
def test_a_question_by_its_type(read, payload, questions):
    assert list(read(payload).questions) == questions


def test_side_by_side_questions_are_cut_apart(read):
    inner = {
        "2": of("Matrix", "TE", QuestionText="Why?", Answers={"1": {"Display": "Say"}}),
        "1": of("Matrix", "Likert", QuestionText="How?", SubSelector="SingleAnswer", Answers=SCALE,
                RecodeValues=[]),
    }  # fmt: skip
    found = read(of("SBS", "SBSMatrix", Choices=FRUIT, AdditionalQuestions=inner)).questions
    assert [(q.name, q.text, q.type, q.columns) for q in found] == [
        ("Q1#1", "Which? - How?", "matrix", ("Q1#1_1", "Q1#1_2")),
        ("Q1#2_1_1", "Which? - Why? - Fig - Say", "text", ("Q1#2_1_1",)),
        ("Q1#2_2_1", "Which? - Why? - Kiwi fruit - Say", "text", ("Q1#2_2_1",)),
    ]


def test_the_order_is_that_of_the_blocks_and_what_was_deleted_is_left_out(read):
    questions = {
        key: of("TE", "SL", DataExportTag=key.casefold()) for key in ("QID1", "QID2", "QID3")
    }
    blocks = {
        "0": {"Type": "Trash", "BlockElements": [{"Type": "Question", "QuestionID": "QID2"}]},
        "1": {"Type": "Standard", "ID": "A", "BlockElements": [
            {"Type": "Page Break"}, {"Type": "Question", "QuestionID": "QID3"}]},
        "2": {"Type": "Standard", "ID": "B", "BlockElements": [
            {"Type": "Question", "QuestionID": "QID1"}]},
    }  # fmt: skip
    flow = [{"Type": "Standard", "ID": "B"}, {"Type": "Standard", "ID": "A"}]
    found = read(questions=questions, blocks=blocks, flow=flow)
    assert [q.name for q in found.questions] == ["qid1", "qid3"]
    assert found.title == "Fruit"


def test_a_tag_that_stands_twice_gives_two_names(read):
    questions = {"QID1": of("TE", "SL"), "QID2": of("TE", "SL")}
    found = read(questions=questions).questions
    assert [(q.name, q.columns) for q in found] == [("Q1", ("Q1",)), ("Q1~2", ("Q1",))]


def test_routing_names_the_question_that_is_meant_and_none_that_is_deleted(read):
    asked = of("MC", "SAVR", Choices=FRUIT)
    questions = {
        "QID1": asked,
        "QID2": asked,
        "QID3": of("TE", "SL", DisplayLogic=shown("1", question="QID2")) | {"DataExportTag": "Q3"},
        "QID4": asked | {"DataExportTag": "Q4", "DisplayLogic": shown("1", question="QID5")},
        "QID5": asked | {"DataExportTag": "Q5"},
    }
    found = read(questions=questions).questions
    assert [(q.name, q.shown_if, q.routed) for q in found] == [
        ("Q1", None, False),
        ("Q1~2", None, False),
        ("Q3", ("Q1~2", ("Fig",)), False),
        ("Q4", None, True),
        ("Q5", None, False),
    ]
    named = [{"Type": "Question", "QuestionID": key} for key in ("QID1", "QID3")]
    blocks = [{"Type": "Default", "ID": "BL_1", "BlockElements": named}]
    left = read(questions=questions, blocks=blocks).questions
    assert [(q.name, q.shown_if, q.routed) for q in left] == [
        ("Q1", None, False),
        ("Q3", None, True),
    ]


def shown(
    *answers: str, question: str = "QID1", operator: str = "Selected", word: str = "Or"
) -> Any:
    """Return the logic that shows a question where one of the answers was given."""
    conditions = {
        str(place): {
            "LogicType": "Question",
            "ChoiceLocator": f"q://{question}/SelectableChoice/{answer}",
            "Operator": operator,
            **({"Conjuction": word} if place else {}),
        }
        for place, answer in enumerate(answers)
    }
    return {"0": {**conditions, "Type": "If"}, "Type": "BooleanExpression"}


@pytest.mark.parametrize(
    ("logic", "shown_if", "routed"),
    [
        (None, None, False),
        (shown("1"), ("Q1", ("Fig",)), False),
        (shown("1", "2"), ("Q1", ("Fig", "Kiwi fruit")), False),
        (shown("1", "2", word="And"), None, True),
        (shown("1", operator="Displayed"), None, True),
        (shown("1", question="QID9"), None, True),
        (shown("9"), None, True),
    ],
    ids=["none", "one answer", "two answers", "both", "another operator", "no such question",
         "no such answer"],
)  # fmt: skip
def test_routing_by_the_answer_to_one_question(read, logic, shown_if, routed):
    second = of("TE", "SL", DataExportTag="Q2") | ({"DisplayLogic": logic} if logic else {})
    found = read(questions={"QID1": of("MC", "SAVR", Choices=FRUIT), "QID2": second}).questions
    assert [(q.shown_if, q.routed) for q in found] == [(None, False), (shown_if, routed)]


@pytest.mark.parametrize(
    ("flow", "routed"),
    [
        ([{"Type": "Block", "ID": "A"}], False),
        ([{"Type": "Branch", "Flow": [{"Type": "Block", "ID": "A"}]}], True),
        ([{"Type": "Branch", "Flow": [{"Type": "Block", "ID": "A"}]}, {"Type": "Block", "ID": "A"}],
         False),
        ([{"Type": "BlockRandomizer", "SubSet": 1,
           "Flow": [{"Type": "Block", "ID": "A"}, {"Type": "Block", "ID": "B"}]}], True),
        ([{"Type": "BlockRandomizer", "SubSet": 2,
           "Flow": [{"Type": "Block", "ID": "A"}, {"Type": "Block", "ID": "B"}]}], False),
    ],
    ids=["block", "branch", "branch and block", "one of two drawn", "both in any order"],
)  # fmt: skip
def test_routing_by_the_flow(read, flow, routed):
    blocks = [{"Type": "Standard", "ID": "A",
               "BlockElements": [{"Type": "Question", "QuestionID": "QID7"}]}]  # fmt: skip
    assert read(of("TE", "SL"), blocks=blocks, flow=flow).questions[0].routed == routed


@pytest.mark.parametrize(("to", "routed"), [("ENDOFBLOCK", True), ("ENDOFSURVEY", False)])
def test_what_stands_below_a_skip_may_not_be_shown(read, to, routed):
    questions = {"QID1": of("TE", "SL"), "QID2": of("TE", "SL", DataExportTag="Q2")}
    first = {"Type": "Question", "QuestionID": "QID1", "SkipLogic": [{"SkipToDestination": to}]}
    elements = [first, {"Type": "Question", "QuestionID": "QID2"}]
    blocks = [{"Type": "Default", "ID": "BL_1", "BlockElements": elements}]
    found = read(questions=questions, blocks=blocks).questions
    assert [q.routed for q in found] == [False, routed]


@pytest.mark.parametrize(
    "damage", [lambda t: t[:-30], lambda t: t.replace('"QuestionType"', '"x"')]
)
def test_a_definition_that_is_damaged(make_file, damage):
    path = make_file(damage(qsf({"QID7": of("TE", "SL")})), "fruit.qsf")
    with pytest.raises(ExportError) as caught:
        read_definition(path)
    assert str(caught.value) == (
        "fruit.qsf is cut off or damaged: it is not the whole definition of a Qualtrics survey;"
        " export the survey from Qualtrics again (Tools, Import/Export, Export survey)."
    )
