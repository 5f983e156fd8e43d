"""What each wrong survey file is told, word for word."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_survey_export
from cpsurvey.readers.files import source

EXPORT = "export the responses as CSV and give that file."
DEFINES = f"it helps to draft a codebook (read_definition); {EXPORT}"


def test_no_file(tmp_path):
    (tmp_path / "parents.csv").write_text("x")
    with pytest.raises(ExportError) as near:
        read_survey_export(tmp_path / "parent.csv")
    assert str(near.value) == (
        f'There is no file {tmp_path / "parent.csv"}, did you mean "parents.csv"?'
    )
    with pytest.raises(ExportError) as far:
        read_survey_export(tmp_path / "quite-another")
    assert str(far.value) == f"There is no file {tmp_path / 'quite-another'}: check the name."


def test_no_folder(tmp_path):
    with pytest.raises(ExportError) as caught:
        read_survey_export(tmp_path / "raw" / "parents.csv")
    assert str(caught.value) == (
        f"There is no folder {tmp_path / 'raw'}, so no parents.csv in it: check the path."
    )


def test_a_folder(tmp_path):
    with pytest.raises(ExportError) as caught:
        read_survey_export(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder, not an export: name one file in it."


def test_a_file_that_cannot_be_opened(make_file, monkeypatch):
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = make_file("x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ExportError) as caught:
        read_survey_export(path)
    assert str(caught.value) == "answers.csv cannot be opened: Permission denied."


def test_a_file_too_large(survey_error, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 3)
    assert survey_error("1234") == "answers.csv is larger than 4 GB, which no survey export is."


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", b" " * 100_000, b"\0" * 9])
def test_an_empty_file(survey_error, content):
    assert survey_error(content) == "answers.csv is empty: export it again."


def test_a_row_cut_off(survey_error, modern):
    assert survey_error(modern[: modern.rindex("R_2")]) == (
        "answers.csv stops in row 5, which has 9 of 16 cells: the file is cut off; download it"
        " again and give the file unchanged."
    )


def test_a_cell_cut_off_inside_its_quotation_marks(survey_error, modern):
    assert survey_error(modern[: modern.index(", on the whole")]) == (
        "answers.csv, row 4, opens a quotation mark that is never closed: the file is cut off or"
        " was edited; download it again and give the file unchanged."
    )


def test_a_last_cell_cut_off_inside_its_quotation_marks(survey_error, modern):
    text = modern.replace(",Parent,\n", ',Parent,"Wales, north\n')
    assert survey_error(text) == (
        "answers.csv, row 5, opens a quotation mark that is never closed: the file is cut off or"
        " was edited; download it again and give the file unchanged."
    )
    assert survey_error(text.replace("NA,", 'N"A,')) == survey_error(text)


def test_header_rows_cut_off(survey_error, modern):
    assert survey_error(modern[: modern.index("Who came")]) == (
        "answers.csv: header row 2 has 14 cells and row 1 has 16: the header was edited or damaged;"
        " download the export again."
    )


def test_header_rows_of_different_lengths(survey_error, modern):
    assert survey_error(modern.replace("Response Type,", "", 1)) == (
        "answers.csv: header row 2 has 15 cells and row 1 has 16: the header was edited or"
        " damaged; download the export again."
    )


@pytest.mark.parametrize(("edit", "cells"), [(",Chair,,", ",Chair,"), (",Chair,,", ",Chair,,,")])
def test_a_row_with_too_few_or_too_many_cells(survey_error, modern, edit, cells):
    count = 15 if len(cells) < len(edit) else 17
    assert survey_error(modern.replace(edit, cells)) == (
        f"answers.csv, row 4, has {count} cells where the header has 16: the file was edited or"
        " damaged; download it again and give the file unchanged."
    )


def test_rows_are_counted_as_a_spreadsheet_does(survey_error, modern):
    text = modern.replace("Good, on the whole", "Good,\n\n\non the whole").replace(",Parent,", ",")
    assert survey_error(text).startswith("answers.csv stops in row 5, which has 15 of 16 cells:")


def test_text_after_a_quotation_mark(survey_error, modern):
    assert survey_error(modern.replace('whole",', 'whole" and "more,')) == (
        "answers.csv, row 4, has text after a closing quotation mark: the file was edited or"
        " damaged; download it again and give the file unchanged."
    )


def test_a_cell_without_end(survey_error, modern):
    assert survey_error(modern.replace("NA,", '"' + "x" * 140_000)) == (
        "answers.csv, row 5, has a cell of more than 131072 characters, or a quotation mark that is"
        " never closed; download it again and give the file unchanged."
    )


def test_a_metadata_column_twice(survey_error, modern):
    assert survey_error(modern.replace('""progress""', '""status""')) == (
        'answers.csv holds the metadata column "Status" more than once (columns 3 and 5), so it is'
        " not clear which counts as status: delete the wrong one, or download the export again."
    )


def test_answers_under_no_name(survey_error, modern):
    assert survey_error(modern.replace(",nation\n", ",\n", 1)) == (
        "answers.csv, column 16, has no name in the first row but holds 1 cells: give it a name,"
        " or delete the column if it is no answer, or download the export again."
    )


def test_damaged_utf_8(survey_error, modern):
    text = modern.replace("Good, on the whole", "Ŵyr y dŵr, ŷd").encode()
    place = text.index("ŵ".encode()) + 1
    assert survey_error(text[:place] + text[place + 1 :]) == (
        f"answers.csv is UTF-8 text with a damaged character at byte {place}, on line 4: it was cut"
        " off, or saved by a program that mixed encodings; download it again."
    )


def test_an_unknown_encoding(survey_error, modern):
    text = modern.encode().replace(b"Wales", b"Cymru \x81")
    assert survey_error(text) == (
        "answers.csv is text in an encoding that is not known: the character at byte"
        f" {text.index(129) + 1}, on line 4, is neither UTF-8 nor Windows-1252;"
        " save it as CSV UTF-8, or download it again."
    )


def test_utf_16_cut_off(survey_error, modern):
    text = modern.encode("utf-16")[:-1]
    assert survey_error(text) == (
        f"answers.csv is UTF-16 text with a damaged character at byte {len(text)}: it was cut off;"
        " download it again."
    )


def test_a_nul(survey_error, modern):
    text = modern.replace("NA", "N\0A")
    assert survey_error(text) == (
        f"answers.csv holds a NUL character at byte {text.index(chr(0)) + 1}, on line 5, which"
        " no export does: the file"
        " is damaged, download it again."
    )


def test_what_is_said_to_be_a_qualtrics_export(survey_error):
    assert survey_error("id,How?\n7,Good\n", platform="qualtrics") == (
        "answers.csv is not a Qualtrics export: it does not begin with three header rows (names,"
        ' question texts, {"ImportId":"…"}) or, as before 2017, with two (V1, V2 …; ResponseID'
        " …); export it again, in Qualtrics: Data & Analysis > Export & Import > Export Data > CSV,"
        " with Download all fields, and leave its first rows as they are."
    )


def test_a_platform_nobody_knows(survey_error):
    assert survey_error("a,b\n1,2\n", platform="redcup") == (
        'platform "redcup" is not known, did you mean "redcap"? Known: qualtrics, limesurvey,'
        " redcap, google_forms, ms_forms, jisc, typeform, indico, surveymonkey, table, spss and"
        " stata."
    )


def test_a_csv_said_to_be_of_spss(survey_error):
    assert survey_error("a,b\n1,2\n", platform="spss") == (
        "answers.csv is a plain text or CSV file, so it cannot be read as an export of spss: leave"
        " the platform out."
    )


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table t (x)")
        content = connection.serialize()
    connection.close()
    return content


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        (archive("[Content_Types].xml", "word/document.xml"), "a Word document (.docx)", EXPORT),
        (
            archive("a.csv")[:40],
            "a zip archive that is cut off or damaged",
            "download it again.",
        ),
        (
            archive("project.qde"),
            "a project of coded interviews (REFI-QDA, .qdpx)",
            "read it as interviews (read_coding_export).",
        ),
        (
            b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"/>',
            "a project of coded interviews (REFI-QDA, .qde)",
            "read it as interviews (read_coding_export).",
        ),
        (
            b"<CodeBook/>",
            "a codebook of a coding program (REFI-QDA, .qdc), without texts and codings",
            "read it as interviews (read_coding_export).",
        ),
        (
            b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
            "a LimeSurvey questionnaire (.lss), without answers",
            DEFINES,
        ),
        (
            b"\n<!DOCTYPE html><html><body>Log in</body></html>",
            "a web page (HTML)",
            "a page asking to log in is often saved in place of the export; download it again.",
        ),
        (b'<?xml version="1.0"?><feed/>', "an XML file", EXPORT),
        (json.dumps({"a": 1}).encode(), "a JSON file", EXPORT),
        (
            json.dumps({"SurveyEntry": {}}).encode(),
            "the definition of a Qualtrics survey (.qsf), without answers",
            DEFINES,
        ),
        (b"%PDF-1.7\n", "a PDF document", EXPORT),
        (b"\x89PNG\r\n\x1a\n", "an image", EXPORT),
        (
            database(),
            "a database (SQLite), such as Taguette and QualCoder keep their projects in",
            "read it as interviews (read_coding_export).",
        ),
        (bytes(range(256)) * 9, "not text, and of no kind that is known", EXPORT),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "file",
)  # fmt: skip
def test_a_file_of_another_kind(survey_error, content, what, advice):
    message = survey_error(content, "answers.csv")
    assert (
        message
        == f"answers.csv is {what}, not a survey export (CSV, Excel, SPSS or Stata): {advice}"
    )


def test_no_message_quotes_what_people_wrote(survey_error, modern):
    secret = "my daughter Siân"
    text = modern.replace("Good, on the whole", secret)
    broken = [
        text.replace(",Chair,,", ","),
        text.replace(secret, secret + '"'),
        text.replace(secret, '"' + secret),
        text.replace(secret, f'"{secret}" {secret}"'),
        text.replace(secret, secret + "\0"),
    ]
    assert all("daughter" not in survey_error(content) for content in broken)


def test_who_finished_in_words_nobody_knows(modern, survey_error):
    assert survey_error(modern.replace("True", "Jein")).endswith(
        ": the column Finished is neither true nor false, first in row 4 (1 in all). Export it"
        " again, in Qualtrics: Data & Analysis > Export & Import > Export Data > CSV, with Download"
        " all fields, and do not save it in a spreadsheet."
    )
