"""Framework workbooks: what was written comes back as it was; what else was changed is named."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from cpsurvey.errors import ExportError, TablesError
from cpsurvey.readers import read_framework
from cpsurvey.readers.files.workbook_cells import address_of, read_workbook
from cpsurvey.writers import framework_to_xlsx

CODES = [
    ("CHR", "The chair", "CHR"),
    ("CHR.calm", "Keeps calm", "CHR"),
    ("TEC", "Technology", "TEC"),
]
TOPS = {"CHR": "The chair", "TEC": "Technology"}


def matrix_of(*texts, cases=("F01", "F02"), codes=CODES, data="SYNTHETIC two"):
    """A matrix with texts cell by cell, blank where there are no more."""
    given = iter(texts)
    records = [
        {
            "data": data, "interview": case, "group": "parent", "code": code, "label": label,
            "theme": top, "theme_label": TOPS[top], "passages": 1, "links": [f"s1 {case}:1-5"],
            "summary": next(given, ""),
        }
        for case in cases for code, label, top in codes
    ]  # fmt: skip
    return pd.DataFrame(records)


@pytest.fixture
def saved(tmp_path):
    """Write bytes, or a workbook that somebody changed."""

    def save(content, name="framework.xlsx"):
        path = tmp_path / name
        if isinstance(content, openpyxl.Workbook):
            content.save(path)
        else:
            path.write_bytes(content)
        return path

    return save


def opened(*texts):
    return openpyxl.load_workbook(io.BytesIO(framework_to_xlsx(matrix_of(*texts))))


HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", "#N/A", "TRUE", "0042", "'x",
    " ends and begins ", "\nlines\n\nand more\n", "\r\n", "\x00\x01\x1f", "_x0041_", "_x005F_",
    "_x000D_\x07", "\ufffe\uffff", "\U0001f600 \u05d0\u05d1 ŵ", "a\u2028b\x85c", " ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_was(saved, text):
    back = read_framework(saved(framework_to_xlsx(matrix_of(text))))
    assert back["summary"].tolist() == [text, "", "", "", "", ""]
    assert (back.attrs["name"], back.attrs["noticed"]) == ("framework.xlsx", [])


@settings(max_examples=8)
@given(st.lists(st.text(max_size=40), min_size=6, max_size=6))
def test_any_texts_come_back_as_they_were(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("any") / "framework.xlsx"
    path.write_bytes(framework_to_xlsx(matrix_of(*texts)))
    assert read_framework(path)["summary"].tolist() == texts


@settings(max_examples=8)
@given(names=st.lists(st.text(min_size=1, max_size=9), min_size=2, max_size=2, unique=True))
@example(["interview", "group"])
@example(["a\nb", " "])
def test_any_names_of_cases_and_labels_come_back(tmp_path_factory, names):
    codes = [("CHR", names[0], "CHR"), ("CHR.calm", names[0], "CHR"), ("TEC", names[1], "TEC")]
    path = tmp_path_factory.mktemp("any") / "framework.xlsx"
    path.write_bytes(framework_to_xlsx(matrix_of("a", cases=names, codes=codes)))
    assert read_framework(path)["interview"].tolist() == [names[0]] * 3 + [names[1]] * 3


def test_the_same_matrix_gives_the_same_bytes():
    assert framework_to_xlsx(matrix_of("a")) == framework_to_xlsx(matrix_of("a"))


def test_no_cell_is_a_formula_and_only_those_to_write_in_are_open():
    book = opened("=1+1", "", "@x")
    assert [sheet.title for sheet in book] == [
        "About",
        "The chair",
        "Technology",
        "Cases",
        "Themes",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    sheet = book["The chair"]
    assert [cell.value for cell in sheet[3]] == [
        "interview", "group", "The chair [CHR]", "The chair [CHR]: passages",
        "Keeps calm [CHR.calm]", "Keeps calm [CHR.calm]: passages",
    ]  # fmt: skip
    assert [cell.protection.locked for cell in sheet[4]] == [True, True, False, True, False, True]
    assert [cell.number_format for cell in sheet[4]] == ["@"] * 6
    assert sheet["D4"].value == "1 passage: s1 F01:1-5"
    assert all(other.protection.sheet and not other.merged_cells.ranges for other in book)
    assert sheet.freeze_panes == "C4"
    assert sheet["A1"].value == "The chair. Data: SYNTHETIC two"


def test_the_first_sheet_says_what_it_is_and_that_the_data_is_made_up():
    told = {row[0].value: row[1].value for row in opened()["About"].iter_rows()}
    assert told["Data"] == (
        "SYNTHETIC two. This data is made up: it is no evidence of what anybody said."
    )
    assert told["What it is"] == (
        "2 cases (column interview) by 3 themes. Each sheet but About, Cases and Themes has one"
        " theme."
    )
    assert framework_to_xlsx(matrix_of(data="Study 2021")).count(b"made up") == 0


def test_words_and_definitions_have_sheets_of_their_own():
    matrix = matrix_of().assign(words=[["=said"]] * 6)
    themes = pd.DataFrame({"code": ["TEC"], "definition": ["Devices"]})
    book = openpyxl.load_workbook(io.BytesIO(framework_to_xlsx(matrix, themes)))
    assert [cell.value for cell in book["Passages"][2]] == ["F01", "CHR", "s1 F01:1-5", "=said"]
    assert [cell.value for cell in book["Themes"][4]] == [
        "TEC",
        "Technology",
        "Devices",
        "Technology",
    ]


@pytest.mark.parametrize("themes", ["framework.xlsx", pd.DataFrame({"code": ["TEC"]})])
def test_a_path_or_half_a_frame_in_place_of_the_themes_is_refused(themes):
    with pytest.raises(TablesError) as refused:
        framework_to_xlsx(matrix_of(), themes)
    assert str(refused.value) == (
        "themes is no coding frame with the columns code and definition: give the themes of the"
        " interview tables, or leave it out. To save the workbook, write the bytes:"
        ' Path("framework.xlsx").write_bytes(framework_to_xlsx(matrix)).'
    )


def test_sheets_get_names_that_excel_takes():
    tops = {
        "A": "Notes: [a/b]?*",
        "B": "notes_ _a_b___",
        "C": "About",
        "D": "x" * 40,
        "E": "x" * 41,
    }
    codes = [(code, "L", code) for code in tops]
    matrix = matrix_of(codes=[("TEC", "L", "TEC")] * 5, cases=("F01",))
    matrix = matrix.assign(code=list(tops), theme=list(tops), theme_label=list(tops.values()))
    names = openpyxl.load_workbook(io.BytesIO(framework_to_xlsx(matrix))).sheetnames[1:-2]
    assert len(codes) == len(names) == 5
    assert names == ["Notes_ _a_b___", "notes_ _a_b___ 2", "About 2", "x" * 31, f"{'x' * 29} 2"]


def test_what_may_be_moved_is_found_where_it_is(saved):
    book = opened("a", "b", "c", "d")
    sheet = book["The chair"]
    swapped = [[cell.value for cell in row] for row in sheet["A4:F5"]]
    for row, values in zip(("5", "4"), swapped, strict=True):
        for column, value in zip("ABEFCD", values, strict=True):
            sheet[f"{column}{row}"] = value
    for one, other in (("C3", "E3"), ("D3", "F3")):
        sheet[one].value, sheet[other].value = sheet[other].value, sheet[one].value
    book["Technology"].insert_rows(1)
    book["Technology"].title = "IT"
    back = read_framework(saved(book))
    assert back["summary"].tolist() == ["a", "b", "c", "d", "", ""]
    assert back.attrs["noticed"] == [
        "The chair: columns were moved",
        "The chair: rows were sorted",
        "IT: the sheet was renamed, or columns moved to another",
    ]


def test_spaces_outside_the_white_cells_are_no_texts(saved):
    book = opened("a")
    for address in ("C9", "C1", "G3", "G7", "A9"):
        book["Technology"][address] = " "
    book["Cases"]["E9"] = " "
    assert read_framework(saved(book))["summary"].tolist() == ["a", *[""] * 5]


def test_notes_that_somebody_put_beside_cells_are_named(saved):
    book = opened("a")
    for sheet, address in (("The chair", "C4"), ("Technology", "G9"), ("Cases", "D9")):
        book[sheet][address].comment = Comment("ask her again", "A")
    back = read_framework(saved(book))
    assert back["summary"].tolist() == ["a", *[""] * 5]
    assert back.attrs["noticed"] == [
        f"{where}: a note (comment) is here, and is not read; what is to stay has to be in the text"
        for where in ("The chair!C4", "Technology!G9", "Cases!D9")
    ]


def test_more_places_than_a_cell_holds_are_counted(saved):
    links = [f"s{number} F01:{number}-{number + 9}" for number in range(3000)]
    matrix = matrix_of("a").assign(passages=3000, links=[links] * 6)
    path = saved(framework_to_xlsx(matrix))
    said = openpyxl.load_workbook(path)["Technology"]["D4"].value
    assert said.startswith("3,000 passages: s0 F01:0-9; s1 F01:1-10; ")
    shown = said.count("; ")
    assert said.endswith(f"; and {3000 - shown:,} more")
    assert 15_000 < len(said) < 17_000
    assert read_framework(path).loc[0, "summary"] == "a"


def test_cases_that_are_groups_are_named_once(saved):
    matrix = matrix_of("a", cases=("parent", "staff")).drop(columns="group")
    matrix = matrix.rename(columns={"interview": "group"}).assign(interviews=7)
    path = saved(framework_to_xlsx(matrix))
    sheet = openpyxl.load_workbook(path)["Technology"]
    assert [cell.value for cell in sheet[3]][:2] == ["group", "interviews"]
    assert sheet.auto_filter.ref == "A3:D5"
    assert read_framework(path)["group"].tolist() == ["parent"] * 3 + ["staff"] * 3


def _set(sheet, address, value):
    def change(book):
        book[sheet][address] = value

    return change


def _delete(sheet, what, number):
    def change(book):
        getattr(book[sheet], f"delete_{what}")(number)

    return change


def _merge(book):
    book["Technology"].merge_cells("C4:C5")


def _remove(book):
    book.remove(book["Technology"])


def _add_sheet(book):
    book.create_sheet("My notes")["B2"] = "what I thought"


def _beside_cases(book):
    book["Cases"]["D2"] = "moved house since"


def _double(book):
    book["Technology"]["A6"], book["Technology"]["C6"] = "F01", "again"


ONE = "framework.xlsx cannot be read back, 1 change to undo:\n  "
TWO = "framework.xlsx cannot be read back, 2 changes to undo:\n  "
END = "\nNothing was read. Put it right in the workbook, or copy the texts into a fresh one."
CHANGED = {
    "a case renamed": (
        _set("Technology", "A4", "F1"),
        TWO
        + (
            'Technology!A4: this is not a case that was sent out, did you mean "F01"?\n'
            "  Technology: no row for F01 any more"
        ),
    ),
    "a case twice": (_double, ONE + "Technology!A6: F01 is there twice, in A4 too"),
    "a row deleted": (
        _delete("Technology", "rows", 5),
        ONE + "Technology: no row for F02 any more",
    ),
    "a column deleted": (
        _delete("The chair", "cols", 5),
        ONE + ('The chair: the column "Keeps calm [CHR.calm]" is not there any more'),
    ),
    "a header renamed": (
        _set("The chair", "E3", "Calm [CHR.clam]"),
        (
            "framework.xlsx cannot be read back, 3 changes to undo:\n  The chair!E3: this"
            ' header is not one that was sent out, did you mean "Keeps calm [CHR.calm]"?'
            "\n  The chair!E4: a text in a column that"
            ' was added or renamed\n  The chair: the column "Keeps calm [CHR.calm]" is not'
            " there any more"
        ),
    ),
    "a column added": (
        _set("Technology", "E4", "mine"),
        ONE + "Technology!E4: a text in a column that was added or renamed",
    ),
    "a row added": (
        _set("Technology", "C9", "mine"),
        ONE + "Technology!C9: a text in a row of no case that was sent out",
    ),
    "a sheet deleted": (
        _remove,
        ONE + ("Technology: this sheet is not there any more, or has no row or column as sent out"),
    ),
    "a sheet added": (
        _add_sheet,
        ONE
        + (
            'My notes!B2: no header "interview" in this sheet; it was added, or its header'
            " written over"
        ),
    ),
    "a formula": (
        _set("Technology", "C4", "=1+1"),
        ONE + "Technology!C4: holds a formula, not text",
    ),
    "a number": (
        _set("Technology", "C4", 3.5),
        ONE + "Technology!C4: holds a number or a date, not text",
    ),
    "cells joined": (_merge, ONE + "Technology!C4: holds several cells joined, not text"),
    "the passages written over": (
        _set("Technology", "D4", "mine"),
        ONE + ("Technology!D4: a text where the passages stand; write in the white cell beside it"),
    ),
    "a text above the header": (
        _set("Technology", "C2", "mine"),
        ONE + "Technology!C2: a text above the header, where nothing is read",
    ),
    "a text in a sheet to read": (
        _beside_cases,
        ONE + "Cases!D2: a text in a sheet that is not to be written in",
    ),
    "what is told of a case written over": (
        _set("Technology", "B4", "staff"),
        ONE + "Technology!B4: group was written over",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_else_was_changed_is_named_by_its_cell(saved, case):
    change, message = CHANGED[case]
    book = opened("", "b")
    change(book)
    with pytest.raises(ExportError) as error:
        read_framework(saved(book))
    assert str(error.value) == message + END


def test_a_workbook_of_something_else_is_refused(saved):
    with pytest.raises(ExportError) as error:
        read_framework(saved(openpyxl.Workbook()))
    assert str(error.value) == (
        "framework.xlsx has no sheet Cases and Themes, which every workbook of a framework matrix"
        " has: it is another workbook, or the sheet was deleted or renamed. Put it back."
    )


@pytest.mark.parametrize(
    "change",
    [
        _delete("Themes", "rows", 1),
        _set("Themes", "A3", "CHR"),
        _set("Cases", "A3", "F01"),
    ],
)
def test_a_workbook_whose_own_sheets_were_written_over_is_refused(saved, change):
    book = opened()
    change(book)
    with pytest.raises(ExportError) as error:
        read_framework(saved(book))
    assert str(error.value) == (
        "framework.xlsx: the sheets Cases and Themes were written over, so that nobody can tell"
        " what was sent out. Copy both from the workbook that was sent."
    )


def changed_part(content, part, change):
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
SHEET = "xl/worksheets/sheet2.xml"
DAMAGED = "framework.xlsx is cut off or damaged: save it again as .xlsx."
BAD = {
    "an entity": (
        lambda _: BOMB,
        (
            "framework.xlsx declares entities or a document type, which no program that"
            " writes such files does: it was not read."
        ),
    ),
    "broken XML": (
        lambda xml: xml[:200],
        ("framework.xlsx is cut off or damaged: it is not well-formed XML; export it again."),
    ),
    "an address": (lambda xml: xml.replace(b'r="A4"', b'r="4A"'), DAMAGED),
    "a string that is not there": (
        lambda _: b'<worksheet><row r="1"><c r="A1" t="s"><v>9</v></c></row></worksheet>',
        DAMAGED,
    ),
    "far more than it was": (lambda _: b" " * 5_000_000, "framework.xlsx holds a file of"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_damaged_or_hostile_workbook_is_refused(saved, case):
    change, message = BAD[case]
    with pytest.raises(ExportError) as error:
        read_framework(saved(changed_part(framework_to_xlsx(matrix_of("a")), SHEET, change)))
    assert str(error.value).startswith(message)


def test_a_workbook_with_a_password_is_refused(saved):
    with pytest.raises(ExportError) as error:
        read_framework(saved(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600))
    assert str(error.value) == (
        "framework.xlsx is an older Excel workbook (.xls) or another older Office file (a workbook"
        " with a password is one), not an Excel workbook (.xlsx): save it as one, without a"
        " password."
    )


SHARED = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>plain</t></si>'
    b'<si><r><t xml:space="preserve">rich </t></r><r><rPr><b/></rPr><t>text_x000D_</t></r>'
    b"<rPh sb='0' eb='1'><t>said</t></rPh></si></sst>"
)
CELLS = (
    b'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row><c t="s">'
    b'<v>0</v></c><c t="s"><v>1</v></c></row><row r="5"><c r="C5" t="str"><v>x</v></c>'
    b'<c t="inlineStr"><is><t>y</t></is></c><c r="F5" t="b"><v>1</v></c></row></sheetData>'
    b"</worksheet>"
)


def test_cells_are_read_as_excel_and_others_write_them():
    rels = (
        b'<Relationships xmlns="r"><Relationship Id="%s" Type="http://x/%s" Target="%s"/>%s'
        b"</Relationships>"
    )
    book = (
        b'<workbook xmlns:r="ns"><sheets><sheet name="A &amp; B" r:id="one"/></sheets></workbook>'
    )
    more = b'<Relationship Id="two" Type="http://x/sharedStrings" Target="/other/strings.xml"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("_rels/.rels", rels % (b"r1", b"officeDocument", b"xl/book.xml", b""))
        archive.writestr("xl/book.xml", book)
        archive.writestr("xl/_rels/book.xml.rels", rels % (b"one", b"worksheet", b"s/1.xml", more))
        archive.writestr("xl/s/1.xml", CELLS)
        archive.writestr("other/strings.xml", SHARED)
    cells = read_workbook(made.getvalue(), "a.xlsx")["A & B"]
    assert {address_of(place): cell[:2] for place, cell in cells.items()} == {
        "A1": ("plain", ""),
        "B1": ("rich text\r", ""),
        "C5": ("x", ""),
        "D5": ("y", ""),
        "F5": ("1", "true or false"),
    }


@pytest.mark.parametrize(
    ("place", "address"), [((1, 26), "Z1"), ((9, 27), "AA9"), ((2, 16384), "XFD2")]
)
def test_addresses_are_those_of_a_spreadsheet(place, address):
    assert address_of(place) == address


LONG = "x" * 32_767
NOT_WRITTEN = {
    "a text too long": (
        matrix_of(LONG + "y"),
        (
            "sheet The chair, cell C4 (F01): a text of 32,768 characters, and Excel takes"
            " 32,767. Shorten it, or leave words out of the matrix. Nothing was written."
        ),
    ),
    "half a character": (
        matrix_of().assign(summary=pd.Series(["\ud83d"] * 6, dtype=object)),
        (
            "sheet The chair, cell C4 (F01): the text has half a character (a lone"
            " surrogate), which no file can hold: type it again."
        ),
    ),
    "a cell twice": (
        pd.concat([matrix_of(), matrix_of()[:1]]),
        (
            "the matrix has the cell F01 x CHR more than once. Where people wrote"
            " differently, keep the row that is to stand and drop the others."
        ),
    ),
    "a cell missing": (
        matrix_of()[1:],
        (
            "the matrix has 5 cells, and its cases and themes make 6: give every cell,"
            " those without passages too. To write in fewer themes, choose them in"
            " framework_matrix (codes=)."
        ),
    ),
    "a column missing": (
        matrix_of().drop(columns="links"),
        (
            "the matrix has no column links: give what framework_matrix returns, with all"
            " its columns."
        ),
    ),
}


@pytest.mark.parametrize("case", NOT_WRITTEN)
def test_what_cannot_be_written_is_refused(case):
    matrix, message = NOT_WRITTEN[case]
    with pytest.raises(TablesError) as error:
        framework_to_xlsx(matrix)
    assert str(error.value) == message


def test_the_longest_text_that_a_cell_holds_is_kept_whole(saved):
    emoji, control = "\U0001f600" * 16_383 + "x", "\x01" * 32_767
    back = read_framework(saved(framework_to_xlsx(matrix_of(LONG, emoji, control))))
    assert back["summary"].tolist()[:3] == [LONG, emoji, control]
