"""Workbooks and CSV texts as rows of text; within limits, whatever their bytes."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.errors import ExportError
from cpsurvey.readers.files import archive, sheets_process
from cpsurvey.readers.files.kinds import kind_of
from cpsurvey.readers.files.sheets import address, read_first_rows, read_sheets
from cpsurvey.readers.files.sheets_process import as_text

DAMAGED = (
    "a.xlsx begins like an Excel workbook (.xlsx) but cannot be read: it is cut off or damaged, or"
    " has cells too far apart; export it again, or save the sheet as CSV (UTF-8)."
)


def read(content, name="a.xlsx"):
    return read_sheets(content, kind_of(content), name)


def refused(content, name="a.xlsx"):
    with pytest.raises(ExportError) as caught:
        read(content, name)
    return str(caught.value)


def changed(content, change):
    """Return a workbook whose parts are changed; `change` gives the new bytes, or None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry.filename, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (-0.0, "-0"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (123456789012345.0, "123456789012345"),
        (True, "True"),
        ("", ""),
        ("NA", "NA"),
        (date(2020, 10, 2), "2020-10-02"),
        (datetime(2020, 10, 2, 9, 5), "2020-10-02 09:05:00"),  # noqa: DTZ001 - cells have no zone
        (datetime(2020, 10, 2, 9, 4, 59, 999_990), "2020-10-02 09:05:00"),  # noqa: DTZ001
        (datetime(9999, 12, 31, 23, 59, 59, 999_990), "9999-12-31 23:59:59"),  # noqa: DTZ001
        (time(9, 5), "09:05:00"),
        (timedelta(hours=26, minutes=3), "26:03:00"),
    ],
)
def test_a_cell_is_written_as_a_person_sees_it(cell, text):
    assert as_text(cell) == text


def test_the_cells_of_a_workbook_with_the_rows_of_the_spreadsheet(make_book):
    rows = [["a", "b"], [], [3, None, "ŵyr 😀"], [date(2020, 10, 2), True]]
    (sheet,) = read(make_book({"One": rows, "Empty": []}))
    assert sheet.name == "One"
    assert sheet.cells.to_dict("index") == {
        1: {0: "a", 1: "b", 2: ""},
        3: {0: "3", 1: "", 2: "ŵyr 😀"},
        4: {0: "2020-10-02", 1: "True", 2: ""},
    }


def test_a_chart_is_no_sheet():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_chartsheet("Chart")
    content = io.BytesIO()
    book.save(content)
    assert [sheet.name for sheet in read(content.getvalue())] == ["Sheet"]


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "a;b\r\n1;2\r\n", "a\tb\n1\t2", "\ufeffa;b\n\n1;2\n", '"a",b\n"1",2\n'],
)
def test_a_text_whatever_parts_its_cells(text):
    (sheet,) = read(text.encode())
    assert sheet.cells.to_numpy().tolist() == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("title", ["Tabela 1", "Tabela 1, de duas"])
def test_a_title_above_the_header_is_left_out(title):
    (sheet,) = read(f"{title}\na;b\n1;2\n3;4\n".encode())
    assert sheet.cells.loc[3].tolist() == ["1", "2"]
    assert len(sheet.cells) == 3


def test_a_text_with_commas_in_its_semicolon_cells():
    (sheet,) = read(b'Codes;Number\n"a, b, c";3\nd, e;2\nf, g, h, i;4\n')
    assert sheet.cells[0].tolist() == ["Codes", "a, b, c", "d, e", "f, g, h, i"]


def test_the_first_rows_of_what_is_no_table():
    (sheet,) = read_first_rows(b"Well, it was quiet.\nYes.\nWell, yes, and then?\n", "a.txt")
    assert sheet.cells.shape == (3, 3)


def test_a_text_cut_off():
    assert refused(b"a,b\n1,2\n3", "a.csv") == (
        "a.csv stops in row 3, which has 1 of 2 cells: the file is cut off; download it again and"
        " give the file unchanged."
    )


@pytest.mark.parametrize(
    ("row", "column", "place"), [(1, 0, "A1"), (7, 25, "Z7"), (3, 26, "AA3"), (2, 702, "AAA2")]
)
def test_the_address_of_a_cell(row, column, place):
    assert address(row, column) == place


def test_two_cells_far_apart_do_not_end_the_program():
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    content = io.BytesIO()
    book.save(content)
    assert refused(content.getvalue()) == DAMAGED


def test_more_cells_than_any_list(make_book, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_book({"One": [["a", "b"], ["c", "d"]]}))
    assert sheets_process.run(path, 3) == "large"


def test_what_is_said_of_too_many_cells(make_book, monkeypatch):
    monkeypatch.setattr("cpsurvey.readers.files.sheets.read_apart", lambda *_: "large")
    assert refused(make_book({"One": [["a"]]})) == (
        "a.xlsx spreads over more than 5000000 cells, as no export of codings does: it was not"
        " read; delete what stands far below or beside the table."
    )


def test_a_password_of_a_workbook():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
    assert refused(content, "a.xlsx") == (
        "a.xlsx is protected by a password: save it again without one."
    )


def test_an_older_workbook_that_is_damaged():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls") == (
        "a.xls begins like an older Excel workbook (.xls) or another older Office file but cannot"
        " be read: it is cut off or damaged, or has cells too far apart; export it again, or save"
        " the sheet as CSV (UTF-8)."
    )


def test_a_bomb_in_a_sheet(make_book):
    content = changed(
        make_book({"One": [["a"]]}),
        lambda name, part: part + b" " * 5_000_000 if "sheet1" in name else part,
    )
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        packed = book.getinfo("xl/worksheets/sheet1.xml")
    assert refused(content) == (
        f"a.xlsx holds a file of {packed.compress_size} bytes that would unpack to"
        f" {packed.file_size}, as no text does: it was not read."
    )


def test_the_xml_of_all_sheets_counts(make_book, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 500)
    assert refused(make_book({"One": [["a"]]})).startswith("a.xlsx would unpack to ")


def test_a_sheet_cut_off_in_its_xml(make_book):
    content = changed(
        make_book({"One": [["a"]]}),
        lambda name, part: part[: part.index(b"</c>")] if "sheet1" in name else part,
    )
    assert refused(content) == DAMAGED


@pytest.mark.slow
@settings(max_examples=15)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=3)), max_size=4
    )
)
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes):
    book = openpyxl.Workbook()
    book.active.append(["a", 1, 2.5])
    whole = io.BytesIO()
    book.save(whole)
    content = bytearray(whole.getvalue())
    for place, piece in changes:
        place %= len(content)
        content[place : place + len(piece)] = piece
    with suppress(ExportError):
        assert all(isinstance(sheet.cells, pd.DataFrame) for sheet in read(bytes(content)))
