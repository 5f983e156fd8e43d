"""Whatever file of codings it is, the right reader reads it; what is none is told what to do."""

from __future__ import annotations

import zipfile

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport, SurveyExport
from cpsurvey.readers import (
    holds_codings,
    interviews,
    read_any_export,
    read_coding_export,
)
from cpsurvey.readers.codings import databases

KNOWN = (
    "highlights of Taguette, a codebook of Taguette, coded text of QualCoder, coded segments of"
    " MAXQDA, quotations of ATLAS.ti, codes of ATLAS.ti, excerpts of Dedoose and a matrix coding"
    " query of NVivo"
)
OTHERWISE = (
    "If it tells of interviews, read it with read_attributes; if it holds answers to a survey, with"
    " read_survey_export. Codings made by hand in a spreadsheet are not read, since only who made"
    " them knows what the columns mean: code in a coding program, and export the whole project from"
    " it as REFI-QDA (.qdpx)."
)
SEGMENTS = [
    ["Document group", "Document name", "Code", "Beginning", "End", "Segment"],
    ["", "INT 01", "Calm", 1, 1, "quiet"],
]
TEXTS = {
    "Taguette": "id,document,tag,content\n7,INT 01,calm,It was quiet.\n",
    "QualCoder": (
        "\ufeffFile,Coder,Coded,Id,Codename,Coded_Memo,Category\nINT 01,ann,quiet,ctid:1,Calm,,\n"
    ),
    "MAXQDA": "\n".join(";".join(map(str, row)) for row in SEGMENTS),
    "ATLAS.ti": "ID;Reference;Quotation Content;Document;Codes\n1:1;1;quiet;INT 01;Calm\n",
    "NVivo": ",A : INT 01\n1 : Calm,1\n",
    "Dedoose": (
        "Media Title,Excerpt Range,Excerpt Creator,Excerpt Copy,Code: Calm Applied\n"
        "INT 01,1-6,ann,quiet,True\n"
    ),
}


@pytest.mark.parametrize("tool", TEXTS)
def test_a_list_is_known_by_its_headers(make_file, tool):
    path = make_file(TEXTS[tool], "codings.csv")
    export = read_coding_export(path)
    assert export.tool == tool
    assert (len(export.sources), len(export.codes), len(export.codings)) == (1, 1, 1)
    assert isinstance(read_any_export(path), CodingExport)


@pytest.mark.parametrize("tool", TEXTS)
def test_a_workbook_with_another_sheet_and_a_row_above_the_header(make_book, make_file, tool):
    sign = ";" if ";" in TEXTS[tool].splitlines()[0] else ","
    rows = [line.split(sign) for line in TEXTS[tool].removeprefix("\ufeff").splitlines()]
    numbers = [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]
    book = make_book({"About": [["Made by", "somebody"]], "Data": [["Our study"], *numbers]})
    path = make_file(book, "codings.xlsx")
    assert read_coding_export(path).tool == tool
    assert isinstance(read_any_export(path), CodingExport)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Timestamp,How was it?\n2020-10-01,Good\n", "answers.csv"),
        ("case,Age\nID1,20\n", "cases.csv"),
        ("Code,Comment\nA,well\n", "answers.csv"),
    ],
)
def test_a_survey_stays_a_survey(make_file, content, name):
    assert isinstance(read_any_export(make_file(content, name)), SurveyExport)


@pytest.mark.parametrize("ending", ["qdpx", "QDC", "qda"])
def test_a_damaged_project_is_not_taken_for_a_survey(make_file, make_zip, ending):
    path = make_file(make_zip({"project.qde": "<Project/>"})[:40], f"study.{ending}")
    assert holds_codings(path)
    with pytest.raises(ExportError) as caught:
        read_any_export(path)
    assert str(caught.value) == (
        f"study.{ending} is a zip archive that is cut off or damaged, not a project or a list of"
        " coded interviews: export it again."
    )


def test_a_workbook_of_answers_is_a_survey(make_book, make_file):
    path = make_file(make_book({"One": [["Visit", "How?"], ["x", "y"]]}), "answers.xlsx")
    assert read_any_export(path).rows.to_dict("list") == {"Visit": ["x"], "How?": ["y"]}


@pytest.mark.parametrize(
    "text", ["Case,Mood\nINT 01,Calm\n", "Well, it was quiet.\nYes?\nYes, and then, well\n"]
)
def test_an_unknown_table_and_a_transcript(coding_error, text):
    assert coding_error(text, "own.csv") == (
        "own.csv holds no codings as a coding program exports them; of tables are read"
        f" {KNOWN}. {OTHERWISE}"
    )


def test_a_header_that_is_nearly_one(make_book, coding_error):
    rows = [["Document group", "Document", "Code", "Begin nr", "End", "Segments"], SEGMENTS[1]]
    assert coding_error(make_book({"S": rows}), "own.xlsx") == (
        "own.xlsx holds no codings as a coding program exports them; of tables are read"
        f' {KNOWN}. own.xlsx, sheet "S", row 1, is nearest to coded segments of MAXQDA, and lacks'
        ' the columns "Document name", did you mean "Document"?; "Beginning", did you mean "Begin'
        ' nr"?; "Segment", did you mean "Segments"? Export it again, and leave its header as it'
        " is: one row, no cells merged."
    )


def test_a_merged_header(make_book, coding_error):
    header = ["Document group", "", "Code", "Beginning", "", "Segment"]  # as merged cells are read
    assert coding_error(make_book({"S": [header, SEGMENTS[1]]}), "own.xlsx").endswith(
        'row 1, is nearest to coded segments of MAXQDA, and lacks the columns "Document name", did'
        ' you mean "Document group"?; "End". Export it again, and leave its header as it is: one'
        " row, no cells merged."
    )


def test_two_sheets_of_codings(make_book, coding_error):
    assert coding_error(make_book({"One": SEGMENTS, "Two": SEGMENTS}), "own.xlsx") == (
        'own.xlsx has several sheets of codings, "One" and "Two": save each as a file of its own,'
        " and give one after the other."
    )


def test_a_workbook_without_a_filled_cell(make_book, coding_error):
    assert coding_error(make_book({"One": []}), "own.xlsx") == (
        "own.xlsx holds no table of codings: export it again."
    )


def test_a_row_cut_off_in_a_list(coding_error):
    assert coding_error(TEXTS["Dedoose"][:-8], "own.csv") == (
        "own.csv stops in row 2, which has 4 of 5 cells: the file is cut off; download it again and"
        " give the file unchanged."
    )


def test_a_folder_of_qualcoder_and_the_same_packed(tmp_path, monkeypatch):
    def read(content: bytes, name: str) -> str:
        return f"{name}: {content!r}"

    monkeypatch.setattr(interviews, "read_sqlite_export", read)
    folder = tmp_path / "study.qda"
    folder.mkdir()
    (folder / databases.OF_QUALCODER).write_bytes(b"SQLite format 3\0")
    assert read_coding_export(folder) == r"study.qda: b'SQLite format 3\x00'"
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as archive:
        archive.write(folder / databases.OF_QUALCODER, "study.qda/data.qda")
    assert read_coding_export(tmp_path / "study.zip") == r"study.zip: b'SQLite format 3\x00'"
    assert holds_codings(tmp_path / "study.zip")


def test_a_zip_of_answers_holds_no_codings(tmp_path):
    with zipfile.ZipFile(tmp_path / "answers.zip", "w") as archive:
        archive.writestr("answers.csv", "Age,Visits\n41,weekly\n")
    assert not holds_codings(tmp_path / "answers.zip")


def test_a_codebook_gives_codes(make_file):
    text = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="a" name="Calm"/></Codes>'
        "</CodeBook>"
    )
    path = make_file(text, "codes.qdc")
    assert read_coding_export(path).codes["name"].tolist() == ["Calm"]
    assert isinstance(read_any_export(path), CodingExport)
