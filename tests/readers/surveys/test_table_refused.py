"""What each table that cannot be read is told, word for word."""

from __future__ import annotations

import pytest

GIVE = "export the responses as CSV and give that file."


def test_text_without_columns(survey_error):
    assert survey_error("Well I came by car\nand left by train\n") == (
        "answers.csv has one column, whether its columns are parted by commas, semicolons or tabs,"
        " and its lines are not like answers to one question, which are numbers or repeat each"
        " other: export the responses as CSV and give that file, or put before each line a number"
        " of the response, under a name of its own."
    )


def test_prose_with_commas(survey_error):
    assert survey_error("Well, I came by car.\nWhy?\nNo reason.\nI, like, do.\n") == (
        "answers.csv is not a table of answers: its lines have different numbers of cells, whether"
        f" these are parted by commas, semicolons or tabs; {GIVE}"
    )


def test_a_header_alone(survey_error):
    assert survey_error("a,b\n") == (
        f"answers.csv has a first row and nothing below it: there are no answers in it; {GIVE}"
    )


def test_no_header(survey_error):
    assert survey_error("1,2,yes,2020-10-01\n2,1,no,2020-10-02\n") == (
        "answers.csv has numbers where the names of columns must stand: 3 of the 4 cells of row 1."
        " Put a first row above it that names each column, or export it again with one; if these"
        " are the names, put a letter before each."
    )


@pytest.mark.parametrize("blank", ["", "Unnamed: 1", "...3"])
def test_two_header_rows(survey_error, blank):
    assert survey_error(f"Been?,Which?,{blank},{blank},{blank}\n,A,B,C,D\nYes,A,,,D\n") == (
        "answers.csv names 2 of its 5 columns in row 1, so its header has more than one row, or a"
        " title stands above it: make it one row, with a name for each column, or export the"
        " responses again."
    )


@pytest.mark.parametrize(
    ("above", "cells"),
    [
        ("Library users", "1 cell"),
        ("Library users;", "2 cells"),
        ("", "0 cells"),
        ("sep=;", "2 cells"),
        ("Library users\n", "1 cell"),
        ("ID;Age;Sex;Town", "4 cells"),
    ],
    ids=["title", "half a title", "empty line", "separator", "two lines", "too many names"],
)
def test_something_else_above_the_names_of_the_columns(survey_error, above, cells):
    assert survey_error(f"{above}\nID;Age;Sex\n1;20;f\n2;30;m\n") == (
        f"answers.csv has {cells} in row 1 where most rows below it have 3, so row 1 does not name"
        " the columns: delete a title, a note or an empty line above the names, or give each column"
        " one name."
    )


def test_names_of_qualtrics_without_its_other_header_rows(survey_error):
    assert survey_error("StartDate,EndDate,Status,Q1\n2020-10-01,2020-10-01,0,4\n") == (
        "answers.csv looks like a Qualtrics export (StartDate, EndDate and Status) whose header"
        ' rows were changed or cut off: the third row must hold {"ImportId":"…"} in every column;'
        " export it again, in Qualtrics: Data & Analysis > Export & Import > Export Data > CSV,"
        " with Download all fields, and leave its first rows as they are."
    )


def test_answers_under_no_name(survey_error):
    assert survey_error(",a,b\nx,1,2\ny,3,4\n") == (
        "answers.csv, column 1, has no name in the first row but holds 2 cells: give it a name,"
        " or delete the column if it is no answer, or download the export again."
    )


def test_a_row_cut_off(survey_error):
    assert survey_error("a,b,c\n1,2,3\n4,5,6\n7,8") == (
        "answers.csv stops in row 4, which has 2 of 3 cells: the file is cut off; download it again"
        " and give the file unchanged."
    )


def test_a_dictionary(survey_error):
    names = '"Variable / Field Name","Form Name","Field Type","Field Label"'
    for head in (names, "field_name,form_name,field_type,field_label"):
        assert survey_error(f"{head}\nage,about,text,Age\n") == (
            "answers.csv is a REDCap data dictionary, which holds no answers: export the records as"
            " CSV and give that file; the dictionary helps to draft a codebook."
        )


def test_repeated_instruments_of_redcap(survey_error):
    text = "record_id,redcap_repeat_instrument,redcap_repeat_instance,a\n1,,,x\n1,visit,1,y\n"
    assert survey_error(text) == (
        "answers.csv holds repeated instruments (visit), so one person has several rows: export it"
        " again, in REDCap: Data Exports, Reports, and Stats > Create New Report, without the"
        " fields of repeating instruments."
    )


def test_events_of_redcap(survey_error):
    text = "record_id,redcap_event_name,a\n1,first_arm_1,x\n1,second_arm_1,y\n"
    assert survey_error(text) == (
        "answers.csv holds several events (first_arm_1 and second_arm_1), so one person has several"
        " rows: export it again, in REDCap: Data Exports, Reports, and Stats > Create New Report >"
        " Filters: one event."
    )


def test_a_nul_in_a_cell(survey_error):
    assert survey_error("a,b\n" + "1,2\n" * 200 + "3,\0\n") == (
        "answers.csv holds a NUL character at byte 807, on line 202, which no export does: the file"
        " is damaged, download it again."
    )


def test_no_message_quotes_what_people_wrote(survey_error):
    secret = "my daughter Siân"
    for text in (
        f'a,b\n1,2\n"{secret}\n',
        f'a,b\n"{secret}" x",2\n',
        f"a,b,c\n1,2,3\n1,2,3\n{secret},2\n",
        f"{secret}\n{secret}\n",
        f"{secret}, yes\n{secret}\nno\n",
    ):
        assert "daughter" not in survey_error(text)
