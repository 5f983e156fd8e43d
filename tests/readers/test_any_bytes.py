"""Whatever bytes a file holds, a reader reads it or refuses it in its own words."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers import (
    read_any_export,
    read_attributes,
    read_coding_export,
    read_definition,
    read_survey_export,
)
from cpsurvey.writers import write_qualtrics, write_refi_qda

META = pd.DataFrame({"respondent": ["R_1", "R_2"]})
ROWS = pd.DataFrame({"Q1": ["Good, on the whole", "NA"], "Q2": ["", "Ŵyr"]})
SURVEY = write_qualtrics([("Q1", "How?", "QID1"), ("Q2", "Who?", "QID2")], ROWS, META)
CODES = pd.DataFrame({"code": ["a", "b"], "name": ["Mode", "Phone"], "parent": ["", "a"]})
CODINGS = pd.DataFrame({"source": ["1"], "code": ["b"], "coder": ["A"], "start": [0], "end": [3]})
ARCHIVE = write_refi_qda("S", ["A"], CODES, [("1", "Was 😀.", {"role": "x"})], CODINGS)
with zipfile.ZipFile(io.BytesIO(ARCHIVE)) as _archive:
    PROJECT = _archive.read("project.qde")

TABLE = (
    b'record_id,redcap_event_name,"How, then?",email,about_complete\n'
    b"1,a,Good,x@example.org,2\n2,b,NA,,0\n"
)
MONKEY = b"RespondentID,Which?,,Why?\n,A,B,Response\n1,A,,x\n2,,B,y\n"
LIME = b'"id";"submitdate";"startdate";"Q1[A]"\n"1";"5.6.2020 10:00";"6/5/20 9:59";"Y"\n'
CHOICES = {"1": {"Display": "<b>Fig</b>", "TextEntry": "true"}, "2": {"Display": "Kiwi"}}
ASKED = [
    {"DataExportTag": "Q1", "QuestionType": "MC", "Selector": "SAVR", "Choices": CHOICES},
    {"DataExportTag": "Q2", "QuestionType": "Matrix", "Selector": "Likert", "Choices": CHOICES,
     "SubSelector": "MultipleAnswer", "Answers": CHOICES, "RecodeValues": {"1": "7"},
     "DisplayLogic": {"0": {"0": {"ChoiceLocator": "q://QID0/SelectableChoice/1",
                                  "Operator": "Selected"}}}},
    {"DataExportTag": "Q3", "QuestionType": "SBS", "Choices": CHOICES, "AdditionalQuestions": {
        "1": {"QuestionType": "Matrix", "Selector": "TE", "Answers": CHOICES}}},
]  # fmt: skip
QSF = json.dumps(
    {
        "SurveyEntry": {"SurveyName": "S"},
        "SurveyElements": [
            {"Element": "BL", "Payload": [{"ID": "B", "Type": "Default", "BlockElements": [
                {"Type": "Question", "QuestionID": f"QID{place}"} for place in range(3)]}]},
            {"Element": "FL", "Payload": {"Flow": [{"Type": "Block", "ID": "B"}]}},
            *({"Element": "SQ", "PrimaryAttribute": f"QID{place}", "Payload": question}
              for place, question in enumerate(ASKED)),
        ],
    }
).encode()  # fmt: skip
LSS = (
    b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><surveys><rows><row><sid>1</sid>"
    b"<language>en</language></row></rows></surveys><questions><rows><row><qid>1</qid><gid>1</gid>"
    b"<type>M</type><title>Q1</title><question>Which?</question><other>Y</other>"
    b'<question_order>1</question_order><relevance>Q1_A == "Y"</relevance></row></rows>'
    b"</questions><subquestions><rows><row><qid>2</qid><parent_qid>1</parent_qid><title>A</title>"
    b"<question>Fig</question><scale_id>0</scale_id></row></rows></subquestions></document>"
)
DICTIONARY = (
    b"field_name,field_type,field_label,select_choices_or_calculations,branching_logic\n"
    b'id,text,Id,,\na,checkbox,Which?,"1, Fig|2, Kiwi",\nb,yesno,Why?,,"[a(1)] = \'1\'"\n'
)
with tempfile.TemporaryDirectory() as _folder:
    _frame = pd.DataFrame({"a": [1.0, 2.0], "b": ["Fig", ""]})
    pyreadstat.write_sav(
        _frame, f"{_folder}/a.sav", variable_value_labels={"a": {1.0: "Yes"}},
        variable_format={"a": "DATE11"},
    )  # fmt: skip
    pyreadstat.write_dta(_frame, f"{_folder}/a.dta", variable_value_labels={"a": {1.0: "Yes"}})
    SAV, DTA = (Path(_folder, name).read_bytes() for name in ("a.sav", "a.dta"))

PACKED = gzip.compress(TABLE, mtime=0)
_file = io.BytesIO()
with zipfile.ZipFile(_file, "w") as _archive:
    _archive.writestr("answers/table.csv", TABLE)
    _archive.writestr("readme.txt", "About")
ZIPPED = _file.getvalue()
_book, _file = openpyxl.Workbook(), io.BytesIO()
_book.active.append(["Visit", "How?"])
_book.active.append([1.5, "=1+1"])
_book.save(_file)
BOOK = _file.getvalue()

MATRIX = b",A : INT 01,B : INT 02\n1 : Calm,2,0\n2 : Mode\\\\Phone,0,1\n"
SEGMENTS = (
    b"Document group;Document name;Code;Beginning;End;Segment\n;01;A > B;1;3: 4;quiet\n"
    b";01;B;1;1;x\n"
)
QUOTATIONS = (
    b'ID;Document;Quotation Content;Codes;Number of Codes\n1:1;01;Yes;"Calm, Well, then";2\n'
    b"1:2;01;No;Calm;1\n"
)
EXCERPTS = (
    b"Media Title,Excerpt Range,Excerpt Creator,Excerpt Copy,Code: A\\B Applied,Nation\n"
    b"01,1-6,ann,quiet,True,Wales\n"
)
PEOPLE = b"case,Age,interview\nID1,20,P1\nID2,,P2\n"

READERS = [
    read_survey_export,
    read_coding_export,
    read_definition,
    read_any_export,
    read_attributes,
]
WHOLE = {
    "survey": (read_survey_export, SURVEY),
    "table": (read_survey_export, TABLE),
    "surveymonkey": (read_survey_export, MONKEY),
    "limesurvey": (read_survey_export, LIME),
    "gzip": (read_survey_export, PACKED),
    "zip": (read_survey_export, ZIPPED),
    "archive": (read_coding_export, ARCHIVE),
    "project": (read_coding_export, PROJECT),
    "matrix": (read_coding_export, MATRIX),
    "segments": (read_coding_export, SEGMENTS),
    "quotations": (read_coding_export, QUOTATIONS),
    "excerpts": (read_coding_export, EXCERPTS),
    "qsf": (read_definition, QSF),
    "lss": (read_definition, LSS),
    "dictionary": (read_definition, DICTIONARY),
    "attributes": (read_attributes, PEOPLE),
}
# Each is read in a process of its own, which takes its time.
SLOW = {
    "workbook": (read_survey_export, BOOK),
    "spss": (read_survey_export, SAV),
    "stata": (read_survey_export, DTA),
    "labels": (read_definition, SAV),
    "labels of stata": (read_definition, DTA),
}
PIECES = [
    b"",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"{",
    b"=",
    b'""',
    b"9" * 40,
]
CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 20), st.sampled_from(PIECES)), max_size=6
)


@pytest.mark.parametrize("reader", READERS)
@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_arbitrary_bytes(tmp_path_factory, reader, content):
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    with suppress(ExportError):
        reader(path)


@pytest.mark.parametrize("sort", WHOLE)
@settings(deadline=None)
@given(changes=CHANGES)
def test_an_export_with_pieces_taken_out_and_put_in(tmp_path_factory, sort, changes):
    change_and_read(tmp_path_factory.mktemp("any") / "file", changes, *WHOLE[sort])


@pytest.mark.slow
@pytest.mark.parametrize("sort", SLOW)
@settings(deadline=None, max_examples=5)
@given(changes=CHANGES)
def test_a_binary_file_with_pieces_taken_out_and_put_in(tmp_path_factory, sort, changes):
    change_and_read(tmp_path_factory.mktemp("any") / "file", changes, *SLOW[sort])


def change_and_read(path, changes, reader, content):
    """Change a file, and read it or have it refused."""
    for place, length, piece in changes:
        place %= len(content) + 1
        content = content[:place] + piece + content[place + length :]
    path.write_bytes(content)
    with suppress(ExportError):
        reader(path)


@pytest.mark.parametrize("sort", [name for name in WHOLE | SLOW if name != "project"])
def test_what_is_changed_here_can_be_read_before(tmp_path, sort):
    reader, whole = (WHOLE | SLOW)[sort]
    (tmp_path / "file").write_bytes(whole)
    found = reader(tmp_path / "file")
    assert getattr(found, "name", "") == "file" or found.attrs["name"] == "file"


@pytest.mark.parametrize(
    "sort", [*WHOLE, *(pytest.param(sort, marks=pytest.mark.slow) for sort in SLOW)]
)
def test_an_export_cut_off_anywhere(tmp_path, sort):
    reader, whole = (WHOLE | SLOW)[sort]
    path, cuts = tmp_path / "file", 4 if sort in SLOW else 25
    for end in range(0, len(whole), max(1, len(whole) // cuts)):
        path.write_bytes(whole[:end])
        with suppress(ExportError):
            reader(path)
