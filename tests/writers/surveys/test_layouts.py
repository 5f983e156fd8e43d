"""How the files of LimeSurvey, REDCap, Jisc and SPSS look: three people's answers, cell by cell."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Codebook, Instrument, Level, Question, Row, Rule, Scale, ShownIf
from cpsurvey.platforms import CODES
from cpsurvey.readers import read_definition, read_survey_export
from cpsurvey.writers import Written, write_survey_export

EVERYONE = ("all",)
LONG = "Borrowed books, films, music or games for somebody who could not come to the library, " * 2
HOW = Scale("how", "", (Level("good", "Good"), Level("poor", "Poor")), ordered=True)
USED = Scale("used", "", (Level("books", LONG.strip()), Level("films", "Films, too")))
WORDING = {"all": "How was it?"}
BOOK = Codebook(
    name="library",
    title="Library",
    folder="library",
    groups={"all": "Everyone"},
    instruments=(Instrument("form", "all", meta={"respondent": "id", "finished": "done"}),),
    scales={"how": HOW, "used": USED},
    questions=(
        Question("q_how", "How", "scale", EVERYONE, WORDING, {"form": ("how",)}, HOW),
        Question("q_used", "Used", "multi", EVERYONE, {"all": "Used?"}, {"form": ("b", "f")}, USED),
        Question(
            "q_rows", "Rows", "matrix", EVERYONE, {"all": "And?"}, {"form": ("r1", "r2")}, HOW,
            (Row("staff", "Staff", EVERYONE), Row("rooms", "Rooms", EVERYONE)),
            shown_if=ShownIf("q_used", ("films",)),
        ),
        Question("q_visits", "Visits", "number", EVERYONE, {"all": "Visits"}, {"form": ("n",)}),
    ),
    rules={"default": (Rule("duplicate"),)},
    routing="declared",
)  # fmt: skip
ANSWERS = """id,done,how,b,f,r1,r2,n
7,yes,Good,1,1,Poor,Good,2.5
8,no,Poor,1,0,,,
9,yes,,0,0,,,3.5
"""


@pytest.fixture
def tables(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return clean_survey(read_survey_export(path), BOOK, name="SYNTHETIC library")


@pytest.fixture
def write(tables):
    meta = pd.DataFrame(
        {"respondent": ["7", "8", "9"], "finished": ["yes", "no", "yes"],
         "recorded": ["2020-10-01 09:30:00", "2020-10-02 10:00:00", ""]}
    )  # fmt: skip
    return lambda platform, **chosen: write_survey_export(
        tables, BOOK, platform=platform, meta=meta, **chosen
    )


def cleaned(written: Written, folder: Path):
    """Read a file and clean it."""
    path = folder / written.name
    path.write_bytes(written.content)
    return clean_survey(read_survey_export(path), written.codebook, name="SYNTHETIC library")


def test_limesurvey_quotes_every_cell_and_leaves_who_did_not_finish_without_a_date(write):
    made = write("limesurvey", answers="numbers").content
    assert made.startswith(b'\xef\xbb\xbf"id";"submitdate";"lastpage";"startlanguage";"seed";')
    lines = [line.split(";") for line in made.decode("utf-8-sig").splitlines()]
    assert lines[0][7:] == [
        f'"{name}"'
        for name in (
            "Q1",
            "Q2[SQ001]",
            "Q2[SQ002]",
            "Q3[SQ001]",
            "Q3[SQ002]",
            "Q4",
            "interviewtime",
        )
    ]
    assert [line[1] for line in lines[1:]] == [
        '"2020-10-01 09:30:00"', '""', '"1980-01-01 00:00:00"'
    ]  # fmt: skip
    assert lines[1][7:13] == ['"A1"', '"Y"', '"Y"', '"A2"', '"A1"', '"2.5"']
    assert lines[2][7:13] == ['"A2"', '"Y"', '""', '""', '""', '""']


def test_limesurvey_in_full_says_no_where_it_is_not_ticked(write):
    sheet = openpyxl.load_workbook(
        io.BytesIO(write("limesurvey", file="xlsx", header="codes and texts").content)
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][7:9] == ("Q1. How was it?", f"Q2[SQ001]. Used? [{LONG.strip()}]")
    assert [row[8:10] for row in rows[1:]] == [("Yes", "Yes"), ("Yes", "No"), ("No", "No")]


@pytest.mark.parametrize(
    ("generation", "version", "named"),
    [
        ("LimeSurvey 3", "365", ["answers", "groups", "questions", "subquestions"]),
        ("LimeSurvey 5", "498", ["answers", "answer_l10ns", "groups", "group_l10ns", "questions",
                                 "subquestions", "question_l10ns"]),
    ],
)  # fmt: skip
def test_a_structure_of_limesurvey(write, tmp_path, generation, version, named):
    structure = write("limesurvey", generation=generation).definition
    root = fromstring(structure)
    assert root.findtext("DBVersion") == version
    tables = [table.tag for table in root][3:]
    assert tables == [*named, "surveys", "surveys_languagesettings"]
    path = tmp_path / "library.lss"
    path.write_bytes(structure)
    asked = read_definition(path).questions
    assert [(q.name, q.type, len(q.columns)) for q in asked] == [
        ("Q1", "single", 1), ("Q2", "multi", 2), ("Q3", "matrix", 2), ("Q4", "number", 1)
    ]  # fmt: skip
    assert [label for _, label in asked[0].options] == ["Good", "Poor"]
    assert asked[2].shown_if == ("Q2", ("Films, too",))


def test_an_archive_of_limesurvey_has_no_element_for_what_was_not_shown(write):
    archive = zipfile.ZipFile(io.BytesIO(write("limesurvey", file="lsa").content))
    assert archive.namelist() == ["survey_426848.lss", "survey_426848_responses.lsr"]
    responses = archive.read("survey_426848_responses.lsr").decode()
    assert responses.count("<fieldname>426848X7X5SQ001</fieldname>") == 1
    assert responses.count("<_426848X7X5SQ001>") == 1
    assert responses.count("<_426848X7X2SQ001") == 3


def test_redcap_raw_and_in_labels(write):
    raw = write("redcap", decimal=",").content.decode().splitlines()
    assert raw[0] == (
        "record_id,redcap_survey_identifier,survey_timestamp,"
        "q1,q2___1,q2___2,q3_1,q3_2,q4,survey_complete"
    )
    assert raw[1:] == [
        '7,SYNTHETIC,2020-10-01 09:30:00,1,1,1,2,1,"2,5",2',
        "8,SYNTHETIC,[not completed],2,1,0,,,,0",
        '9,SYNTHETIC,,,0,0,,,"3,5",2',
    ]
    labels = write("redcap", answers="text", header="texts").content.decode().splitlines()
    assert labels[0].startswith("Record ID,Survey Identifier,Survey Timestamp,How was it?,")
    assert "Used? (choice=Films, too)" in labels[0]
    assert labels[2] == "8,SYNTHETIC,[not completed],Poor,Checked,Unchecked,,,,Incomplete"


def test_the_dictionary_of_redcap(write):
    dictionary = pd.read_csv(io.BytesIO(write("redcap").definition), dtype=str).fillna("")
    assert dictionary.shape == (6, 18)
    assert dictionary["Field Annotation"].tolist() == ["SYNTHETIC", *[""] * 5]
    assert dictionary["Field Type"].tolist() == [
        "text", "radio", "checkbox", "radio", "radio", "text"
    ]  # fmt: skip
    choices = dictionary["Choices, Calculations, OR Slider Labels"]
    assert choices[1] == "1, Good | 2, Poor"
    logic = dictionary["Branching Logic (Show field only if...)"]
    assert logic[3:5].tolist() == ["[q2(2)] = '1'"] * 2


def test_jisc_numbers_questions_and_leaves_one_of_several_parts_empty(write):
    sheet = openpyxl.load_workbook(io.BytesIO(write("jisc").content)).active
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Unique Response Number", "1. How was it?", "2. Used?", "3. And?", "3.1. Staff",
         "3.2. Rooms", "4. Visits"),
        (7, "Good", f"{LONG.strip()},Films, too", None, "Poor", "Good", "2.5"),
        (9, None, None, None, None, None, "3.5"),
    ]  # fmt: skip


def test_bos_declares_what_is_not_ticked_as_missing(write, tmp_path):
    path = tmp_path / "bos.sav"
    path.write_bytes(write("jisc", file="sav").content)
    _, facts = pyreadstat.read_sav(path, user_missing=True)
    assert facts.file_label == "File created by user 'bos2' at Thu Oct 01 12:00:00 2020"
    assert facts.column_names == ["URN", "Q1", "Q2_1", "Q2_2", "Q3_1", "Q3_2", "Q4"]
    assert facts.missing_ranges == {
        "Q2_1": [{"lo": 0.0, "hi": 0.0}], "Q2_2": [{"lo": 0.0, "hi": 0.0}]
    }  # fmt: skip
    assert facts.variable_value_labels["Q2_2"] == {1.0: "Films, too"}


@pytest.mark.parametrize(
    ("platform", "chosen"),
    [("spss", {}), ("spss", {"file": "zsav", "unticked": "missing"}), ("stata", {}),
     ("limesurvey", {}), ("redcap", {"answers": "text"})],
)  # fmt: skip
def test_labels_longer_than_a_program_allows_come_back_as_the_same_answers(
    write, tables, tmp_path, platform, chosen
):
    again = cleaned(write(platform, **chosen), tmp_path).responses
    pd.testing.assert_frame_equal(
        again.drop(columns="recorded"), tables.responses.drop(columns="recorded")
    )


def test_a_select_all_that_was_not_shown_reads_na_in_limesurvey_and_comes_back_so(tables, tmp_path):
    hidden = tables.responses["respondent"] == "9"
    responses = tables.responses.assign(
        q_used__books=tables.responses["q_used__books"].mask(hidden),
        q_used__films=tables.responses["q_used__films"].mask(hidden),
    )
    here = (tables.nonresponse["respondent"] == "9") & (tables.nonresponse["question"] == "q_used")
    told = tables.nonresponse.copy()
    told.loc[here, ["reason", "told_by"]] = ["not_shown", "answer"]
    made = write_survey_export(
        replace(tables, responses=responses, nonresponse=told), BOOK, platform="limesurvey"
    )
    lines = [line.split(";") for line in made.content.decode("utf-8-sig").splitlines()]
    assert [line[8:10] for line in lines[1:]] == [
        ['"Yes"', '"Yes"'], ['"Yes"', '"No"'], ['"N/A"', '"N/A"']
    ]  # fmt: skip
    again = cleaned(made, tmp_path).nonresponse
    there = again[(again["respondent"] == "9") & (again["question"] == "q_used")]
    assert there[["reason", "told_by"]].to_numpy().tolist() == [["not_shown", "answer"]]


def test_a_form_of_redcap_that_is_not_verified_is_not_finished(tmp_path):
    path = tmp_path / "forms.csv"
    path.write_text(
        "record_id,survey_timestamp,q1,survey_complete\n"
        "1,2020-10-01 09:30:00,1,2\n2,[not completed],1,1\n3,[not completed],1,0\n"
    )
    assert read_survey_export(path).meta["finished"].tolist() == ["yes", "no", "no"]


@pytest.mark.parametrize("platform", [code for code in CODES if code != "qualtrics"])
def test_what_was_tried_out_is_exported_by_qualtrics_only(tables, platform):
    meta = pd.DataFrame({"respondent": ["7", "8", "9", "P"], "status": [*["normal"] * 3, "preview"],
                         "recorded": "2020-10-13 10:00:00"})  # fmt: skip
    book = replace(BOOK, rules={"default": (Rule("preview_or_test"), Rule("duplicate"))})
    made = [
        write_survey_export(tables, book, platform=platform, meta=some).content
        for some in (meta, meta[:3])
    ]
    assert made[0] == made[1]


def test_who_did_not_finish_has_no_progress_unless_it_is_given(write):
    head, *rows = write("table").content.decode().splitlines()
    assert head.startswith("Person,Began,Sent in,Reached the end,Got how far,")
    assert [row.split(",")[3:5] for row in rows] == [["yes", "100"], ["no", ""], ["yes", "100"]]


@pytest.mark.parametrize("platform", [*CODES])
def test_synthetic_answers_are_marked(write, platform):
    made = write(platform)
    assert made.name.startswith("SYNTHETIC-")
    inside = made.content
    if made.name.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(inside)) as book:
            inside = book.read("docProps/core.xml")
    elif platform in ("limesurvey", "redcap"):
        inside = made.definition
    free = platform not in ("google_forms", "table")  # no cell of theirs is
    assert (b"SYNTHETIC" in inside) == free
