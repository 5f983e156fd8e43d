"""A definition beside an export that asks other questions, or has other answers, is not used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cpsurvey.readers import find_definition, read_survey_export
from cpsurvey.readers.defined.differing import differences

WORDS = {"Q1": "How satisfied are you?", "Q2": "Which of these?", "Q3": "Anything else?"}
CHOICES = {"Q1": ("Satisfied", "Dissatisfied"), "Q2": ("Red", "Green")}
HEAD = "field_name,field_type,field_label,select_choices_or_calculations\nrecord_id,text,Record,\n"
SEX = 'sex,radio,Gender,"1, Male | 2, Female"\n'


def questionnaire(words: dict[str, str], choices: dict[str, tuple[str, str]]) -> str:
    """A .qsf of a question with one answer, a select-all, and a box to type into."""

    def asked(name: str, kind: str, selector: str) -> dict[str, object]:
        labels = enumerate(choices.get(name, ()), start=1)
        payload = {
            "QuestionText": words[name], "DataExportTag": name, "QuestionType": kind,
            "Selector": selector, "QuestionID": f"QID{name[1]}",
            "Choices": {str(place): {"Display": label} for place, label in labels},
        }  # fmt: skip
        return {"Element": "SQ", "PrimaryAttribute": f"QID{name[1]}", "Payload": payload}

    elements = [asked("Q1", "MC", "SAVR"), asked("Q2", "MC", "MAVR"), asked("Q3", "TE", "SL")]
    return json.dumps({"SurveyEntry": {"SurveyName": "Visitors"}, "SurveyElements": elements})


def answers(*rows: str, words: dict[str, str] = WORDS) -> str:
    """An export of Qualtrics that asks the three questions."""
    texts = ",".join(["Start Date", "Response ID", *words.values()])
    ids = ",".join(
        f'"{{""ImportId"":""{name}""}}"'
        for name in ("startDate", "_recordId", "QID1", "QID2", "QID3")
    )
    below = "".join(f"2025-03-01 10:00:00,R_{n},{row}\n" for n, row in enumerate(rows))
    return f"StartDate,ResponseId,Q1,Q2,Q3\n{texts}\n{ids}\n{below}"


@pytest.fixture
def found(tmp_path: Path):
    """What is found beside an export."""

    def find(content: str, definition: str, name: str = "asked.qsf"):
        (tmp_path / "answers.csv").write_text(content)
        (tmp_path / name).write_text(definition)
        path = tmp_path / "answers.csv"
        return find_definition(path, read_survey_export(path))

    return find


def test_the_same_survey_is_used(found):
    content = answers("Satisfied,Red,", 'Dissatisfied,"Red,Green",no', "Satisfied,Green,")
    assert found(content, questionnaire(WORDS, CHOICES)).definition.name == "asked.qsf"


def test_other_questions_under_the_same_names(found):
    others = {"Q1": "Favourite dog?", "Q2": "Where do you walk?", "Q3": "Anything else?"}
    content = answers("1,1,", '2,"1,2",no')
    assert found(content, questionnaire(others, CHOICES))[::2] == (
        None,
        (("asked.qsf", "has 3 of its 3 columns, but asks 2 of its 3 questions in other words"),),
    )


def test_other_answers_to_the_same_words(found):
    content = answers("Often,Books,", 'Seldom,"Books,Journals",no', "Often,Journals,")
    assert found(content, questionnaire(WORDS, CHOICES))[::2] == (
        None,
        (("asked.qsf", "has 3 of its 3 columns, but lacks most answers to Q1 and Q2"),),
    )


def test_numbers_need_well_over_half_of_the_columns(found):
    content = "record_id,age,sex,a,b,visit_complete\n" + "1,20,1,1,1,2\n2,30,2,1,1,2\n"
    half = HEAD + SEX + "age,text,Age,\n"
    assert found(content, half, "dictionary.csv")[::2] == (
        None,
        (("dictionary.csv", "has 2 of its 4 columns, too few where columns have no words to be"
          " told by"),),
    )  # fmt: skip
    assert found(content, half + "a,text,A,\n", "dictionary.csv").definition is not None


def test_numbers_that_it_does_not_have(found):
    content = "record_id,sex,visit_complete\n1,5,2\n2,6,2\n"
    assert found(content, HEAD + SEX, "dictionary.csv")[::2] == (
        None,
        (("dictionary.csv", "has 1 of its 1 columns, but lacks most answers to sex"),),
    )


def test_a_few_new_words_and_answers_are_of_the_same_survey(tmp_path, found):
    words = WORDS | {"Q3": "Is there anything else?"}
    content = answers("Satisfied,Red,", "Neither,Green,no", "Satisfied,Blue,", words=words)
    definition = found(content, questionnaire(WORDS, CHOICES)).definition
    assert differences(definition, read_survey_export(tmp_path / "answers.csv")) == ""


@pytest.mark.parametrize("cells", ["TRUE FALSE", "N/A Male"])
def test_signs_and_what_was_not_shown_tell_nothing(found, cells):
    one, two = cells.split()
    content = f"record_id,sex,visit_complete\n1,{one},2\n2,{two},2\n3,{one},2\n"
    assert found(content, HEAD + SEX, "dictionary.csv").definition is not None
