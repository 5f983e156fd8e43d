"""Workbooks of answers: which sheet is read, what its cells are, and what is doubted."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cpsurvey.exports import Doubt
from cpsurvey.readers.files import grid

ROWS = [["Q1", "Q2"], ["a", "b"], ["c", "d"]]
PLAIN = {"Q1": ["a", "c"], "Q2": ["b", "d"]}
FORMS = [["Timestamp", "How was it?"], ["2020-10-01 09:30:00", "Good"]]
NAMED = 'with --sheet or, in sources.toml, sheet = "…".'


def made(change=None, rows=ROWS):
    """Return a workbook of one sheet, called S, that was changed."""
    book = openpyxl.Workbook()
    book.active.title = "S"
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rewritten(content, **parts):
    """Return a workbook with words replaced in the parts whose names hold a word."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            part = old.read(entry)
            for word, pairs in parts.items():
                for before, after in pairs if word in entry.filename else []:
                    part = part.replace(before, after)
            new.writestr(entry.filename, part)
    return out.getvalue()


def test_a_workbook_of_one_sheet(read_survey):
    export = read_survey(made(), "a.xlsx")
    assert export.rows.to_dict("list") == PLAIN
    assert export.rows.index.tolist() == [2, 3]
    assert (export.settings["sheet"], export.doubts) == ("S", ())


def test_the_same_answers_from_text_and_workbook(read_survey, make_book):
    text = "".join(",".join(row) + "\n" for row in FORMS)
    book = read_survey(make_book({"Form Responses 1": FORMS}), "answers.xlsx")
    plain = read_survey(text)
    assert book.platform == plain.platform == "google_forms"
    assert book.rows.equals(plain.rows)
    assert book.meta.equals(plain.meta)


def other_sheets(name, others):
    return Doubt(
        "other sheets",
        f'a.xlsx has several sheets; "{name}" was read, {others} not.',
        f"If another has the responses, name it {NAMED}",
    )


@pytest.mark.parametrize(
    ("sheets", "found", "others"),
    [
        ({"S": ROWS, "Empty": []}, "S", ""),
        ({"Notes": [["Made by"], ["me"]], "S": ROWS}, "S", '"Notes"'),
        ({"Title": [["Title"], [], *ROWS], "S": ROWS, "N": [["x"]]}, "S", '"Title" and "N"'),
        ({"S": ROWS, "Forms": FORMS}, "Forms", '"S"'),
    ],
)
def test_which_sheet_is_read(read_survey, make_book, sheets, found, others):
    export = read_survey(make_book(sheets), "a.xlsx")
    assert export.settings["sheet"] == found
    assert export.doubts == ((other_sheets(found, others),) if others else ())


def test_several_sheets_that_may_be_read(survey_error, make_book):
    book = make_book({"One": ROWS, "Two": ROWS, "Notes": [["x"]]})
    assert survey_error(book, "a.xlsx") == (
        f"a.xlsx holds several sheets (One and Two): say which has the responses, {NAMED}"
    )


def test_a_sheet_that_is_named(make_file, make_book):
    from cpsurvey.readers import read_survey_export

    path = make_file(make_book({"One": ROWS, "Two": FORMS, "Three": ROWS}), "a.xlsx")
    export = read_survey_export(path, sheet="Three")
    assert (export.settings["sheet"], export.platform, export.doubts) == ("Three", "table", ())


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("Oen", 'a.xlsx: sheet "Oen" is not known, did you mean "One"? Known: One, Two and Empty.'),
        ("Empty", 'a.xlsx, sheet "Empty", holds no cells: export the responses again.'),
    ],
)
def test_a_sheet_that_cannot_be_read(survey_error, make_book, sheet, message):
    book = make_book({"One": ROWS, "Two": ROWS, "Empty": []})
    assert survey_error(book, "a.xlsx", sheet=sheet) == message


def test_a_sheet_of_a_text(survey_error):
    assert survey_error("Q1,Q2\na,b\n", sheet="One") == (
        "answers.csv is a plain text or CSV file and has no sheets: leave the sheet out."
    )


def test_a_workbook_without_cells(survey_error):
    assert survey_error(made(rows=[]), "a.xlsx") == (
        "a.xlsx holds no cells: export the responses again."
    )


def test_a_header_alone(survey_error):
    assert survey_error(made(rows=ROWS[:1]), "a.xlsx").startswith(
        "a.xlsx has a first row and nothing below it: there are no answers in it;"
    )


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([True, False], ["True", "False"]),
        ([1, 0.25], ["1", "0.25"]),
        ([1, True], ["1", "True"]),
        (["007", 7], ["007", "7"]),
        ([date(2026, 2, 1), "1-2"], ["2026-02-01", "1-2"]),
        ([datetime.fromisoformat("2026-02-01 09:30"), 2], ["2026-02-01 09:30:00", "2"]),
        ([time(9, 30), timedelta(hours=30)], ["09:30:00", "30:00:00"]),
    ],
)
def test_cells_that_are_no_texts(read_survey, cells, texts):
    rows = [["Q1", "Q2"], *([cell, "x"] for cell in cells)]
    export = read_survey(made(rows=rows), "a.xlsx")
    assert export.rows["Q1"].tolist() == texts


def test_days_counted_from_1904(read_survey):
    def change(sheet):
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet["A2"] = date(2026, 2, 1)

    export = read_survey(made(change), "a.xlsx")
    assert export.rows["Q1"].tolist() == ["2026-02-01", "c"]


def test_a_workbook_in_the_strict_form(read_survey):
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    strict = [
        (old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main"),
        (old + b"officeDocument/2006/relationships", new + b"officeDocument/relationships"),
    ]
    export = read_survey(rewritten(made(), **{"": strict}), "a.xlsx")
    assert export.rows.to_dict("list") == PLAIN


VALUES = "copy the sheet, paste it as values only, and save it as CSV (UTF-8)."
AGAIN = "Export the responses again, or put right what stands in these cells."
DELETE = "If they are not to count, delete them and save the file."


def put(place, value, kind=None):
    def change(sheet):
        sheet[place] = value
        if kind:
            sheet[place].data_type = kind

    return change


def hide_row(sheet):
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet):
    sheet.column_dimensions["B"].hidden = True


def hide_sheet(sheet):
    sheet.parent.create_sheet("Shown")
    sheet.sheet_state = "hidden"


CHANGES = {
    "formulas without values": (
        put("B3", "=1+1"),
        "holds 1 cell (first B3) with a formula that no program has worked out; they are read as"
        " blank.",
        f"Open it in a spreadsheet, {VALUES}",
    ),
    "faults": (
        put("B3", "#N/A", "e"),
        "holds 1 cell (first B3) with a fault of the spreadsheet program (such as #N/A or #REF!);"
        " they are read as blank.",
        AGAIN,
    ),
    "hidden rows": (
        hide_row,
        "hides 1 row, first row 3, by a filter or by hand; hidden rows were read too.",
        DELETE,
    ),
    "hidden columns": (
        hide_column,
        "hides columns, first column B; hidden columns were read too.",
        DELETE,
    ),
    "hidden sheet": (
        hide_sheet,
        "is hidden in the workbook and was read.",
        "Check that it has the responses.",
    ),
    "joined cells": (
        lambda sheet: sheet.merge_cells("A3:B3"),
        "joins cells in 1 place, first at A3: only the first of them holds what is in it, the"
        " others are read as blank.",
        "Take the cells apart, or export the responses again.",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_change_gives_one_doubt(read_survey, what):
    change, words, mend = CHANGES[what]
    export = read_survey(made(change), "a.xlsx")
    assert export.doubts == (Doubt(what, f'a.xlsx, sheet "S", {words}', mend),)
    assert export.rows["Q1"].tolist() == ["a", "c"]


def test_a_formula_is_never_worked_out_and_its_stored_value_read(read_survey):
    book = rewritten(
        made(put("B3", "=1+1")),
        sheet1=[(b"<v/>", b"<v>7</v>"), (b"<v />", b"<v>7</v>"), (b"<v></v>", b"<v>7</v>")],
    )
    export = read_survey(book, "a.xlsx")
    assert export.rows["Q2"].tolist() == ["b", "7"]
    assert export.doubts == (
        Doubt(
            "formulas",
            'a.xlsx, sheet "S", holds 1 cell (first B3) with a formula; what it came to when the'
            " file was saved was read.",
            f"To be sure of it, {VALUES}",
        ),
    )


def test_more_cells_than_any_survey(survey_error, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 5)
    assert survey_error(made(), "a.xlsx") == (
        "a.xlsx spreads over more than 5 cells, as no export of a survey does: it was not read;"
        " delete what stands far below or beside the table."
    )


def test_entities_in_a_part(survey_error):
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><workbook'
    book = rewritten(made(), **{"xl/workbook.xml": [(b"<workbook", bomb)]})
    assert survey_error(book, "a.xlsx") == (
        "a.xlsx declares entities or a document type, which no program that writes such files does:"
        " it was not read."
    )


@pytest.mark.parametrize("content", ["<html><table><tr><td>Q1</td></tr></table></html>"])
def test_a_web_page_called_a_workbook(survey_error, content):
    assert survey_error(content, "a.xls") == (
        "a.xls is a web page (HTML), not a survey export (CSV, Excel, SPSS or Stata): a spreadsheet"
        " opens it all the same; open it in one and save it as .xlsx."
    )


def test_a_workbook_with_a_password(survey_error):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
    assert survey_error(content, "a.xlsx") == (
        "a.xlsx is protected by a password: save it again without one."
    )


def test_a_list_of_codings_is_no_survey(survey_error, make_book):
    rows = [["id", "document", "tag", "content"], [1, "Interview 1", "quiet", "It was quiet."]]
    assert survey_error(make_book({"highlights": rows}), "a.xlsx") == (
        "a.xlsx holds highlights of Taguette, not answers to a survey: read it as interviews"
        " (read_coding_export)."
    )


@pytest.mark.slow
def test_a_million_rows_that_are_formatted_and_empty(read_survey):
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(4, 2**20))
    book = rewritten(made(), sheet1=[(b"</sheetData>", blank + b"</sheetData>")])
    export = read_survey(book, "a.xlsx")
    assert export.rows.to_dict("list") == PLAIN
    assert export.doubts == ()


def test_a_list_beside_larger_sheets_of_results_is_not_taken_for_responses(make_book, survey_error):
    lists = [["State", "Region"], ["Ohio", "Midwest"], ["Utah", "West"]]
    results = [["Results", None, None], [None, None, None], ["Base", 0.5, 0.4], ["Yes", 0.3, 0.7]]
    book = make_book({"Results": results * 3, "Regions": lists})
    assert survey_error(book, "a.xlsx") == (
        f"a.xlsx holds several sheets (Results and Regions): say which has the responses, {NAMED}"
    )
