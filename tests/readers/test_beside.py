"""The definition that goes with an export: its own, one beside it, and never a wrong one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import find_definition, fit_definition, read_survey_export

DATA = "record_id,visits,room___1,room___2,visit_complete\n1,1,1,0,2\n2,2,0,1,2\n"
HEAD = "field_name,field_type,field_label,select_choices_or_calculations\nrecord_id,text,Record,\n"
VISITS = 'visits,radio,How often?,"1, Weekly | 2, Now and then"\n'
ROOM = 'room,checkbox,Which rooms?,"1, Attic | 2, Hall"\n'
ANOTHER = "age,text,Age,\nname,text,Name,\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A REDCap export of two fields, one of them a select-all."""
    path = tmp_path / "data.csv"
    path.write_text(DATA)
    return path


def found(path: Path):
    return find_definition(path, read_survey_export(path))


def test_a_definition_beside_an_export_is_found_by_its_columns(data):
    (data.parent / "dictionary.csv").write_text(HEAD + VISITS + ROOM + "mood,text,Mood,\n")
    (data.parent / "other.csv").write_text(HEAD + ANOTHER)
    definition, own, others = found(data)
    assert [question.columns for question in definition.questions] == [
        ("visits",), ("room___1", "room___2"),
    ]  # fmt: skip
    assert (definition.without_column, own) == (("mood",), False)
    assert others == (("other.csv", "has 0 of its 3 columns"),)


def test_two_that_fit_are_for_a_person_to_choose_between(data):
    for name in ("a.csv", "b.csv"):
        (data.parent / name).write_text(HEAD + VISITS + ROOM)
    with pytest.raises(ExportError) as error:
        found(data)
    assert str(error.value) == (
        "a.csv and b.csv beside data.csv each define most of its columns: say which is its"
        " questionnaire with --definition FILE, or --definition none to go by the answers alone."
    )


def test_one_that_has_few_of_the_columns_is_not_taken(data):
    data.write_text("record_id,visits,a,b,room___1,room___2,visit_complete\n1,1,x,y,1,0,2\n")
    (data.parent / "part.csv").write_text(HEAD + VISITS)
    assert found(data) == (None, False, (("part.csv", "has 1 of its 5 columns"),))


def test_a_damaged_one_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,submitdate,lastpage,startlanguage,Q1\n1,2020-10-01,1,en,A1\n")
    (tmp_path / "a.lss").write_text("<document><LimeSurveyDocType>Survey</LimeSurveyDocType>")
    assert found(path).others == (("a.lss", "cannot be read as a definition"),)


def test_a_named_one_of_another_survey_is_an_error(data):
    path = data.parent / "other.csv"
    path.write_text(HEAD + ANOTHER)
    with pytest.raises(ExportError) as error:
        fit_definition(path, read_survey_export(data))
    assert str(error.value) == (
        "other.csv has none of the columns of data.csv, so it is the definition of another survey"
        " or in another language: name the one of this survey, or leave --definition out to go by"
        " the answers alone."
    )


@pytest.mark.parametrize("labels", [{"q1": {1.0: "Yes", 2.0: "No"}}, {}])
def test_the_labels_of_a_file_define_it_where_it_has_any(tmp_path, labels):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"q1": [1.0, 2.0]}), path, variable_value_labels=labels)
    definition, own, others = found(path)
    assert (definition is not None, own, others) == (bool(labels), bool(labels), ())


TWO_LANGUAGES = """<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages>
<language>de</language><language>en</language></languages>
<surveys><rows><row><sid>1</sid><language>de</language></row></rows></surveys>
<questions><rows>
<row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>L</type><title>Q1</title>
<question>Wie war es?</question><question_order>1</question_order><language>de</language></row>
<row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>L</type><title>Q1</title>
<question>How was it?</question><question_order>1</question_order><language>en</language></row>
</rows></questions>
<answers><rows>
<row><qid>1</qid><code>A1</code><answer>Gut</answer><sortorder>1</sortorder>
<language>de</language><scale_id>0</scale_id></row>
<row><qid>1</qid><code>A1</code><answer>Good</answer><sortorder>1</sortorder>
<language>en</language><scale_id>0</scale_id></row>
</rows></answers></document>"""


@pytest.mark.parametrize(
    ("header", "cell", "text"),
    [
        ("How was it?", "Good", "How was it?"),
        ("Wie war es?", "Gut", "Wie war es?"),
        ("Q1", "Good", "How was it?"),
        ("Q1", "A1", "Wie war es?"),
    ],
    ids=["by the header", "by the header, its own", "by the answers", "neither tells: its own"],
)
def test_a_structure_of_two_languages_is_read_in_that_of_the_export(tmp_path, header, cell, text):
    path = tmp_path / "a.csv"
    path.write_text(f"id,submitdate,lastpage,startlanguage,{header}\n1,2020-10-01,1,en,{cell}\n")
    (tmp_path / "a.lss").write_text(TWO_LANGUAGES)
    assert [question.text for question in found(path).definition.questions] == [text]
