"""A report's tables as a workbook, for Excel and as OpenDocument: what cells hold and show."""

import io
import re
import warnings
import zipfile
from importlib.metadata import version
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report.document import Chapter, Report, Table
from cpsurvey.report.workbooks.workbook import workbook

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
KINDS = {"Count": "count", "Share": "share", "Difference": "points", "p": "p_value", "V": "number"}
FRAME = pd.DataFrame(
    {"Answer": ["=1+1", "Nag ydw", "لا أعرف"], "Count": pd.array([1234, 8, pd.NA], "Int64"),
     "Share": [0.285, 0.004, None], "Difference": [-0.215, 0.004, None],
     "p": [0.0004, 0.0462, None], "V": [0.004, -0.515, None]}
)  # fmt: skip
MARKS = pd.DataFrame("", index=range(3), columns=FRAME.columns).assign(
    Count=["", "u", "c"], Share=["", "u", "c"], Difference=["", "", "z"]
)
NOTES = "Base: those who answered. Intervals are not shown."


def report_of(*tables: Table, synthetic: bool = True) -> Report:
    chapter = Chapter("being-heard", "Being heard", "Were parents heard?", ("Words.", *tables))
    data = "SYNTHETIC study" if synthetic else "a study"
    return Report("Conferences", data, synthetic, "Nothing is hidden.", (chapter,),
                  (("cpsurvey", "1.0"),))  # fmt: skip


def table_of(name="heard", frame=FRAME, kinds=KINDS, marks=MARKS, notes=NOTES) -> Table:
    return Table(name, "Parents heard", frame, kinds, marks, notes)


@pytest.fixture(scope="module")
def excel():
    return openpyxl.load_workbook(io.BytesIO(workbook(report_of(table_of()))))


@pytest.fixture(scope="module")
def document():
    """Each sheet of the OpenDocument form: what its cells show, and the numbers in them."""
    content = zipfile.ZipFile(io.BytesIO(workbook(report_of(table_of()), "ods"))).read
    sheets = ET.fromstring(content("content.xml")).iter(f"{TABLE}table")
    return {
        sheet.get(f"{TABLE}name"): [
            [
                ("".join(cell.find(f"{TEXT}p").itertext()), cell.get(f"{OFFICE}value"))
                for cell in row.iter(f"{TABLE}table-cell")
            ]
            for row in sheet.iter(f"{TABLE}table-row")
        ]
        for sheet in sheets
    }


def test_sheets_stand_in_their_order_and_say_first_that_data_is_made_up(excel, document):
    assert excel.sheetnames == list(document) == ["Cover", "Contents", "Notes", "heard"]
    titles = ["SYNTHETIC data: Conferences", "SYNTHETIC data: Contents", "SYNTHETIC data: Notes",
              "SYNTHETIC data: Parents heard"]  # fmt: skip
    assert [sheet["A1"].value for sheet in excel] == titles
    assert [rows[0][0][0] for rows in document.values()] == titles


def test_data_that_is_not_made_up_is_not_said_to_be():
    real = openpyxl.load_workbook(io.BytesIO(workbook(report_of(table_of(), synthetic=False))))
    assert [sheet["A1"].value for sheet in real] == [
        "Conferences", "Contents", "Notes", "Parents heard",
    ]  # fmt: skip


def test_the_cover_says_what_is_protected_and_what_signs_mean(excel):
    assert [cell.value for (cell,) in excel["Cover"].iter_rows()] == [
        "SYNTHETIC data: Conferences",
        "About these tables",
        "Data: SYNTHETIC study.",
        "The tables of a report, one to a sheet. The sheet Contents lists them, and the sheet Notes"
        " has what belongs under each.",
        "Numbers are kept in full and shown rounded.",
        "How people are protected",
        "Nothing is hidden.",
        "Shorthand",
        "[c] confidential: too few people to be shown.",
        "[low] rounds to nothing, but is not nothing.",
        "[u] low reliability: few people answered.",
        "[x] not available.",
        "[z] not applicable.",
        "What it was made from",
        "cpsurvey: 1.0",
    ]


def test_contents_lead_to_sheets_and_notes_are_numbered(excel):
    contents, notes = excel["Contents"], excel["Notes"]
    assert list(contents.values)[1:] == [
        ("This worksheet contains one table.", None, None),
        ("Sheet name", "Table", "Chapter"),
        ("heard", "Parents heard", "Being heard"),
    ]
    assert contents["A4"].hyperlink.location == "'heard'!A1"
    assert list(notes.values)[2:] == [
        ("Note number", "Note text", "Sheets"),
        ("[note 1]", "Base: those who answered.", "heard"),
        ("[note 2]", "Intervals are not shown.", "heard"),
    ]


def test_a_table_has_its_lines_above_it_and_its_header_in_view(excel):
    sheet = excel["heard"]
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [
        "SYNTHETIC data: Parents heard",
        "Data: SYNTHETIC study.",
        "This worksheet contains one table. Its notes are in the sheet Notes: [note 1] [note 2].",
        "Shorthand: [c] confidential: too few people to be shown. [low] rounds to nothing, but is"
        " not nothing. [u] low reliability: few people answered. [x] not available. [z] not"
        " applicable.",
        "Answer",
    ]
    assert sheet.freeze_panes == "A6"
    assert [(table.name, table.ref) for table in sheet.tables.values()] == [
        ("table_heard", "A5:F8")
    ]
    assert not sheet.merged_cells.ranges
    assert not [cell for row in sheet["A5:F8"] for cell in row if cell.value in (None, "")]
    fonts = {
        (cell.row > 1, cell.font.name, cell.font.sz) for r in sheet for cell in r if cell.value
    }
    assert fonts == {(False, "Arial", 16), (True, "Arial", 12)}


def test_numbers_are_numbers_shown_by_their_formats(excel):
    sheet = excel["heard"]
    assert [[cell.value for cell in row] for row in sheet["A6:F8"]] == [
        ["=1+1", 1234, 0.285 + 1e-15, -21.5, 0.0004, 0.004],
        ["Nag ydw", 8, 0.004, 0.4, 0.0462, -0.515],
        ["لا أعرف", "[c]", "[c]", "[z]", "[x]", "[x]"],
    ]
    signed, plain = '+0;"−"0;0', '#,##0.00;"−"#,##0.00'
    assert [[cell.number_format for cell in row] for row in sheet["B6:F7"]] == [
        ["#,##0", "0%", signed, '"<0.001";"<0.001"', '"[low]";"[low]"'],
        ['#,##0" [u]"', '"[low]"" [u]";"[low]"" [u]"', signed, "0.000", plain],
    ]


def test_text_that_looks_like_a_formula_is_text(excel):
    cell = excel["heard"]["A6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_opendocument_shows_what_is_printed_and_holds_the_numbers(document):
    assert document["heard"][4:] == [
        [(heading, None) for heading in FRAME],
        [("=1+1", None), ("1,234", "1234"), ("29%", "0.285000000000001"), ("−22", "-21.5"),
         ("<0.001", "0.0004"), ("[low]", "0.004")],
        [("Nag ydw", None), ("8 [u]", "8"), ("[low] [u]", "0.004"), ("0", "0.4"),
         ("0.046", "0.0462"), ("−0.52", "-0.515")],
        [("لا أعرف", None), ("[c]", None), ("[c]", None), ("[z]", None), ("[x]", None),
         ("[x]", None)],
    ]  # fmt: skip


def test_opendocument_is_whole_and_keeps_its_header_in_view():
    made = zipfile.ZipFile(io.BytesIO(workbook(report_of(table_of()), "ods")))
    first = made.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert made.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    for name in made.namelist()[1:]:
        ET.fromstring(made.read(name))
    settings = made.read("settings.xml").decode()
    assert re.findall(r'VerticalSplitPosition"[^>]*>(\d+)<', settings) == ["3", "3", "5"]
    content = made.read("content.xml").decode()
    assert "table:target-range-address=\"'heard'.A5:'heard'.F8\"" in content
    assert content.count("<table:table-header-rows>") == 3
    assert "<dc:language>en-GB</dc:language>" in made.read("meta.xml").decode()


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_report_gives_the_same_bytes(form):
    report = report_of(table_of(), table_of("other"))
    assert workbook(report, form) == workbook(report, form)


def test_sheets_have_names_of_their_own_short_enough():
    names = ["notes", "heard", "Heard", f"{'long-' * 9}a", f"{'long-' * 9}b", "w" * 40]
    made = workbook(report_of(*map(table_of, names)))
    assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames[3:] == [
        "notes-2", "heard", "Heard-2", "long-long-long-long-long-long",
        "long-long-long-long-long-long-2", "w" * 31,
    ]  # fmt: skip


def test_sheets_have_names_that_excel_takes_and_so_do_the_tables_in_them():
    names = ["it:is/a?[b]*", "a-b", "a_b", "History", "'", "x'y"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(report_of(*map(table_of, names)))))
    assert book.sheetnames[3:] == ["it-is-a-b", "a-b", "a_b-2", "History-2", "table", "x-y"]
    tables = [name for sheet in book for name in sheet.tables]
    assert len({name.casefold() for name in tables}) == len(names) + 2


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_control_characters_are_left_out_wherever_they_stand(form):
    odd = "a\x00b\x0b \x1fc"
    frame = pd.DataFrame({odd: [odd, "x"], "=1+1": ["y", "z"]})
    table = Table("odd", odd, frame, notes=odd)
    chapter = Chapter("chapter", odd, odd, (table,))
    made = workbook(Report(odd, odd, False, odd, (chapter,), ((odd, odd),)), form)
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(made))["odd"]
        assert [cell.value for cell in sheet["A"]][-3:] == ["ab c", "ab c", "x"]
        assert sheet.tables["table_odd"].column_names == ["ab c", "=1+1"]
    else:
        content = zipfile.ZipFile(io.BytesIO(made))
        said = [
            "".join(ET.fromstring(content.read(f"{part}.xml")).itertext())
            for part in ("content", "meta")
        ]
        assert all("ab c" in text for text in said)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_number_without_end_is_shown_as_one(form):
    frame = pd.DataFrame({"Answer": ["Yes", "No"], "Odds ratio": [float("inf"), 2.5]})
    made = workbook(report_of(Table("odds", "Odds", frame, {"Odds ratio": "number"})), form)
    if form == "xlsx":
        cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(made))["odds"].values]
        assert cells[-2:] == ["∞", 2.5]
    else:
        assert "∞" in zipfile.ZipFile(io.BytesIO(made)).read("content.xml").decode()


def test_tables_without_rows_notes_or_marks_are_sheets_too():
    empty = table_of(frame=FRAME.iloc[:0], marks=None, notes="")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(report_of(empty))))["heard"]
    assert [row[0] for row in sheet.values] == [
        "SYNTHETIC data: Parents heard",
        "Data: SYNTHETIC study.",
        "This worksheet contains one table.",
        "Answer",
    ]
    assert workbook(report_of(empty), "ods")[:2] == b"PK"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (
            pd.DataFrame({"Share": [1], "share": [2]}),
            "table heard has two columns named share, capitals aside, and Excel takes one: give"
            " them other headings.",
        ),
        (
            pd.DataFrame(index=range(1_048_573), columns=["Answer"]),
            "table heard has 1,048,573 rows and 1 columns, and a sheet takes 1,048,566 and 16,384:"
            " choose fewer.",
        ),
    ],
)
def test_a_table_that_no_sheet_can_hold_is_refused(frame, message):
    with pytest.raises(CpsurveyError) as caught:
        workbook(report_of(table_of(frame=frame, kinds={}, marks=None)))
    assert str(caught.value) == message


def test_a_form_that_is_not_known_is_refused():
    with pytest.raises(CpsurveyError) as caught:
        workbook(report_of(), "xls")
    assert str(caught.value) == (
        'form of workbook "xls" is not known, did you mean "xlsx"? Known: xlsx and ods.'
    )


def test_the_layout_is_that_of_gptables(excel, tmp_path):
    gptables = pytest.importorskip("gptables")
    if version("gptables") < "2":
        pytest.skip("gptables below 2, which sets numbers otherwise")
    theirs = gptables.GPTable(
        pd.DataFrame({"Answer": ["Yes", "No"], "Count": [8, "[c]"]}),
        table_name="heard", title="Parents heard", index_columns={1: 0},
        instructions="This worksheet contains one table.",
    )  # fmt: skip
    path = tmp_path / "theirs.xlsx"
    notes = pd.DataFrame({"Note reference": ["1"], "Note text": ["A note."]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, of pandas to come
        gptables.write_workbook(str(path), {"heard": theirs}, notes_table=notes)
    other = openpyxl.load_workbook(path)["heard"]
    ours = excel["heard"]

    def layout(sheet):
        (table,) = sheet.tables.values()
        head = sheet[table.ref.partition(":")[0]]
        return {
            "column of the table": head.column_letter,
            "title": (sheet["A1"].font.name, sheet["A1"].font.sz, sheet["A1"].font.b),
            "head": (head.font.name, head.font.sz, head.font.b, head.alignment.wrap_text),
            "numbers": sheet.cell(head.row + 1, 2).alignment.horizontal,
            "words": sheet.cell(head.row + 1, 1).alignment.horizontal,
            "merged": len(sheet.merged_cells.ranges),
            "filter": table.autoFilter,
            "style": table.tableStyleInfo and table.tableStyleInfo.name,
            "grid": sheet.sheet_view.showGridLines,
        }

    assert layout(ours) == layout(other)
