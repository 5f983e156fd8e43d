"""What a team knows of its interviews, from a table: source, variable, value."""

from __future__ import annotations

from datetime import date

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_attributes

WIDE = "case,Age,gender\nID1,20,f\nID2,,m\n"
EXPECTED = [["ID1", "Age", "20"], ["ID1", "gender", "f"], ["ID2", "gender", "m"]]


@pytest.fixture
def refused(make_file):
    def message(content, name="people.csv"):
        with pytest.raises(ExportError) as caught:
            read_attributes(make_file(content, name))
        return str(caught.value)

    return message


@pytest.mark.parametrize(
    "text",
    [
        WIDE,
        WIDE.replace(",", ";"),
        WIDE.replace(",", "\t"),
        WIDE.replace("case", "Document name"),
        WIDE.replace("\n", "\r\n"),
        "source,variable,value\nID1,Age,20\nID1,gender,f\nID2,Age,\nID2,gender,m\n",
    ],
)
def test_wide_or_long_whatever_parts_the_cells(make_file, text):
    frame = read_attributes(make_file(text, "people.csv"))
    assert frame.to_numpy().tolist() == EXPECTED
    assert list(frame) == ["source", "variable", "value"]
    assert frame.attrs["name"] == "people.csv"


def test_a_workbook_and_the_first_sheet_that_names_sources(make_book, make_file):
    rows = [["Source", "Age", "Recorded", "interview"], ["ID1", 20.0, date(2020, 3, 1), "P01"]]
    content = make_book({"Notes": [["Read me"]], "People": rows})
    assert read_attributes(make_file(content, "people.xlsx")).to_numpy().tolist() == [
        ["ID1", "Age", "20"],
        ["ID1", "Recorded", "2020-03-01"],
        ["ID1", "interview", "P01"],
    ]


def test_a_column_without_header_and_cells_is_nothing(make_file):
    frame = read_attributes(make_file("case,,Age\nID1,,20\n", "people.csv"))
    assert frame["variable"].tolist() == ["Age"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Sources,Age\nAnn Jones,20\n",
            "people.csv: cell A1 must head the column that names the source: source, document,"
            ' document name, name, interview, case and file, did you mean "source"? Put that column'
            " first, under one of these words.",
        ),
        (
            "case,Age\nAnn Jones,20\nID2,3\nAnn Jones,21\n",
            "people.csv, rows 2 and 4, name a source that another row names: keep one row a"
            " source.",
        ),
        (
            "case,Age\nID1,20\n,21\n",
            "people.csv, row 3, names no source in the first column: fill it in, or take the row"
            " out.",
        ),
        (
            "case,Age,Nation,AGE\nID1,20,Wales,21\n",
            "people.csv: cells B1 and D1 have the same header: keep one of each.",
        ),
        (
            "case,,Age\nID1,f,20\n",
            "people.csv: cell B1 has no header, and cells below it are filled.",
        ),
        (
            "case,interview\nAnn,P1\nBob,P1\n",
            "people.csv, rows 2 and 3, give one pseudonym to several sources: give each interview a"
            " pseudonym of its own.",
        ),
        (
            "source,variable,value\nAnn,Age,20\nAnn,age,21\n",
            "people.csv, rows 2 and 3, give one variable of a source more than once: keep one row"
            " of each.",
        ),
        (
            "source,variable,value\nAnn,Age,20\n,Age,21\nAnn,,Wales\nAnn,Nation,\n",
            "people.csv, row 3 and 4, has a value and lacks its source or variable: fill it in, or"
            " take the row out.",
        ),
        (
            "source,variable,value,\nAnn,Age,20,x\n",
            "people.csv: cell D1 has no header, and cells below it are filled.",
        ),
        ("case,Age\n", "people.csv has a header and nothing below it: fill in the table."),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_names_nobody(refused, text, message):
    assert refused(text) == message
    assert not {"Ann", "Jones", "Bob"} & set(message.split())


def test_what_is_no_table(refused):
    assert refused(b"%PDF-1.4", "people.pdf") == (
        "people.pdf is a PDF document, not a table of attributes: give a CSV text or a workbook"
        " whose first column names the source."
    )


def test_an_empty_workbook(make_book, refused):
    assert refused(make_book({"One": []}), "people.xlsx") == (
        "people.xlsx holds no cells with anything in them: give a filled table."
    )
