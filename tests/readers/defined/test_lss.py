"""Questions of a LimeSurvey structure, type by type, in both layouts of its texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import DefinedQuestion, Definition
from cpsurvey.readers import read_definition

Read = Callable[..., Definition]


def table(name: str, *rows: dict[str, object]) -> str:
    """Return one table of the file."""
    cells = (
        "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items()) for row in rows
    )
    return f"<{name}><rows>{''.join(f'<row>{row}</row>' for row in cells)}</rows></{name}>"


def lss(*tables: str) -> str:
    """Return a structure of a survey written in German, with English."""
    return (
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages>"
        "<language>de</language><language>en</language></languages>"
        + table("surveys", {"sid": 1, "language": "de"})
        + table("surveys_languagesettings", {"surveyls_language": "de", "surveyls_title": "Obst"})
        + "".join(tables)
        + "</document>"
    )


def question(qid: int, kind: str, **more: object) -> dict[str, object]:
    """Return the row of a question."""
    return {"qid": qid, "parent_qid": 0, "gid": 1, "type": kind, "title": f"Q{qid}",
            "question": "<p>Was?</p>", "question_order": qid, "language": "de", **more}  # fmt: skip


def part(qid: int, code: str, label: str, scale: int = 0) -> dict[str, object]:
    """Return the row of a sub-question of question 1."""
    return {"qid": qid, "parent_qid": 1, "title": code, "question": label, "question_order": qid,
            "language": "de", "scale_id": scale}  # fmt: skip


def answer(code: str, label: str, scale: int = 0) -> dict[str, object]:
    """Return the row of an answer to question 1."""
    return {"qid": 1, "code": code, "answer": label, "sortorder": code[-1], "language": "de",
            "scale_id": scale}  # fmt: skip


@pytest.fixture
def read(make_file: Callable[..., Path]) -> Read:
    """Read a structure from its tables."""
    return lambda *tables, **more: read_definition(make_file(lss(*tables), "obst.lss"), **more)


PARTS = table("subquestions", part(12, "B", "Kiwi"), part(11, "A", "<b>Feige</b>"))
GRID = table("subquestions", part(11, "A", "Feige"), part(12, "X", "roh", 1))
ANSWERS = table("answers", answer("A2", "schlecht"), answer("A1", "gut"))
TWO = table("answers", answer("A1", "gut"), answer("A2", "nah", 1))
GOOD = (("A1", "gut"), ("A2", "schlecht"))


def test_a_question_without_a_type_asks_nothing(read):
    rows = table("questions", question(1, "N"), question(2, ""))
    assert [asked.name for asked in read(rows, PARTS).questions] == ["Q1"]


@pytest.mark.parametrize(
    ("row", "tables", "questions"),
    [
        (question(1, "L", other="Y"), [ANSWERS], [
            ("Q1", "single", ("Q1",), GOOD), ("Q1[other]", "text", ("Q1[other]",), ())]),
        (question(1, "O"), [ANSWERS], [
            ("Q1", "single", ("Q1",), GOOD), ("Q1[comment]", "text", ("Q1[comment]",), ())]),
        (question(1, "M"), [PARTS], [
            ("Q1", "multi", ("Q1[A]", "Q1[B]"), (("A", "Feige"), ("B", "Kiwi")))]),
        (question(1, "P"), [table("subquestions", part(11, "A", "Feige"))], [
            ("Q1", "multi", ("Q1[A]",), (("A", "Feige"),)),
            ("Q1[Acomment]", "text", ("Q1[Acomment]",), ())]),
        (question(1, "F"), [PARTS, ANSWERS], [("Q1", "matrix", ("Q1[A]", "Q1[B]"), GOOD)]),
        (question(1, "C"), [PARTS], [
            ("Q1", "matrix", ("Q1[A]", "Q1[B]"),
             (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")))]),
        (question(1, "1"), [PARTS, TWO], [
            ("Q1[1]", "matrix", ("Q1[A][1]", "Q1[B][1]"), (("A1", "gut"),)),
            ("Q1[2]", "matrix", ("Q1[A][2]", "Q1[B][2]"), (("A2", "nah"),))]),
        (question(1, ":"), [GRID], [("Q1[A_X]", "number", ("Q1[A_X]",), ())]),
        (question(1, ";"), [GRID], [("Q1[A_X]", "text", ("Q1[A_X]",), ())]),
        (question(1, ":"),
         [GRID, table("question_attributes",
                      {"qid": 1, "attribute": "multiflexible_checkbox", "value": "1"})],
         [("Q1[A]", "multi", ("Q1[A_X]",), (("X", "roh"),))]),
        (question(1, "K"), [PARTS], [
            ("Q1[A]", "number", ("Q1[A]",), ()), ("Q1[B]", "number", ("Q1[B]",), ())]),
        (question(1, "R"), [ANSWERS], [
            ("Q1[1]", "single", ("Q1[1]",), GOOD), ("Q1[2]", "single", ("Q1[2]",), GOOD)]),
        (question(1, "Y"), [], [("Q1", "single", ("Q1",), (("Y", "Yes"), ("N", "No")))]),
        (question(1, "N"), [], [("Q1", "number", ("Q1",), ())]),
        (question(1, "D"), [], [("Q1", "date", ("Q1",), ())]),
        (question(1, "T"), [], [("Q1", "text", ("Q1",), ())]),
        (question(1, "|"), [], [
            ("Q1", "text", ("Q1",), ()), ("Q1[filecount]", "number", ("Q1[filecount]",), ())]),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_question_by_its_type(read, row, tables, questions):
    found = read(table("questions", row), *tables).questions
    assert [(q.name, q.type, q.columns, q.options) for q in found] == questions
    assert all(q.text.startswith("Was?") for q in found)


def test_a_text_without_answers_is_no_question(read):
    found = read(table("questions", question(1, "X"), question(2, "T"))).questions
    assert [q.name for q in found] == ["Q2"]


def test_columns_are_known_by_their_texts_too(read):
    found = read(table("questions", question(1, "M")), PARTS).questions[0]
    assert found.also == (("Was? [Feige]",), ("Was? [Kiwi]",))


def test_texts_in_tables_of_their_own(read):
    """From LimeSurvey 4 on."""
    bare = {"qid": 1, "parent_qid": 0, "gid": 1, "type": "L", "title": "Q1", "question_order": 1}
    tables = (
        table("questions", bare),
        table("answers", {"aid": 5, "qid": 1, "code": "A1", "sortorder": 0, "scale_id": 0}),
        table("question_l10ns", {"qid": 1, "question": "Was?", "language": "de"},
              {"qid": 1, "question": "What?", "language": "en"}),
        table("answer_l10ns", {"aid": 5, "answer": "gut", "language": "de"},
              {"aid": 5, "answer": "good", "language": "en"}),
    )  # fmt: skip
    german = DefinedQuestion("Q1", "Was?", "single", ("Q1",), (("A1", "gut"),), also=(("Was?",),))
    english = DefinedQuestion(
        "Q1", "What?", "single", ("Q1",), (("A1", "good"),), also=(("What?",),)
    )
    assert read(*tables).questions == (german,)
    assert read(*tables, language="en").questions == (english,)
    assert (read(*tables).title, read(*tables).platform) == ("Obst", "limesurvey")


def test_questions_stand_in_the_order_of_their_groups(read):
    groups = table("groups", {"gid": 1, "group_order": 2, "language": "de"},
                   {"gid": 2, "group_order": 1, "language": "de"})  # fmt: skip
    rows = table("questions", question(1, "T"), question(3, "T"), question(2, "T", gid=2))
    assert [q.name for q in read(groups, rows).questions] == ["Q2", "Q1", "Q3"]


@pytest.mark.parametrize(
    ("relevance", "shown_if", "routed"),
    [
        ("1", None, False),
        ("", None, False),
        ('Q1 == "A1"', ("Q1", ("gut",)), False),
        ('((1X1X1.NAOK == "A1")) or ((1X1X1.NAOK == "A2"))', ("Q1", ("gut", "schlecht")), False),
        ('Q1.NAOK == "A9"', None, True),
        ('Q9.NAOK == "A1"', None, True),
        ("!is_empty(Q1)", None, True),
        ('Q1 == "A1" and Q1 == "A2"', None, True),
    ],
)
def test_routing_by_the_answer_to_one_question(read, relevance, shown_if, routed):
    rows = table("questions", question(1, "L"), question(2, "T", relevance=relevance))
    found = read(rows, ANSWERS).questions
    assert [(q.shown_if, q.routed) for q in found] == [(None, False), (shown_if, routed)]


def test_routing_by_a_ticked_option(read):
    rows = table("questions", question(1, "M"), question(2, "T", relevance='1X1X1B.NAOK == "Y"'))
    assert read(rows, PARTS).questions[1].shown_if == ("Q1", ("Kiwi",))


@pytest.mark.parametrize(
    "tables",
    [
        [table("groups", {"gid": 1, "group_order": 1, "grelevance": "Q9 > 1", "language": "de"})],
        [table("conditions", {"qid": 1, "cqid": 9})],
    ],
    ids=["group", "condition"],
)
def test_routing_of_another_sort_is_known_to_be_there(read, tables: list[Any]):
    assert read(table("questions", question(1, "T")), *tables).questions[0].routed


def test_an_archive(make_file, make_zip):
    content = make_zip({"survey_1.lss": lss(table("questions", question(1, "T"))), "a.lsr": "x"})
    assert [q.name for q in read_definition(make_file(content, "obst.lsa")).questions] == ["Q1"]


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (lss(), {}, "obst.lss holds no questions: export the survey structure (.lss) from"
                    " LimeSurvey again."),
        (lss(table("questions", question(1, "T"))), {"language": "cy"},
         'obst.lss: language "cy" is not known. Known: de and en.'),
        (lss()[:-20], {}, "obst.lss is cut off or damaged: it is not well-formed XML; export it"
                          " again."),
        (lss().replace("<document>", '<!DOCTYPE d [<!ENTITY a "b">]><document>'), {},
         "obst.lss declares entities or a document type, which no program that writes such files"
         " does: it was not read."),
    ],
    ids=["no questions", "no such language", "cut off", "entities"],
)  # fmt: skip
def test_what_cannot_be_read(make_file, content, options, message):
    with pytest.raises(ExportError) as caught:
        read_definition(make_file(content, "obst.lss"), **options)
    assert str(caught.value) == message


def test_an_archive_with_two_questionnaires(make_file, make_zip):
    path = make_file(make_zip({"a.lss": lss(), "b.lss": lss()}), "obst.lsa")
    with pytest.raises(ExportError) as caught:
        read_definition(path)
    assert str(caught.value) == (
        "obst.lsa holds 2 questionnaires (.lss) where there must be one: export the survey"
        " structure from LimeSurvey again."
    )
