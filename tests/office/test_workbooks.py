"""Workbooks opened by LibreOffice and read back: every cell shows what the report prints."""

import csv
import io
import shutil
import subprocess

import openpyxl
import pandas as pd
import pytest

from cpsurvey.report.document import Chapter, Report, Table
from cpsurvey.report.numbers import in_print
from cpsurvey.report.workbooks.workbook import workbook

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is missing"),
]
# Comma, quotation marks, UTF-8, cells as they are shown, every sheet into a file of its own.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
KINDS = {"Count": "count", "Share": "share", "Difference": "points", "p": "p_value", "V": "number"}
SHARES = [0.285, 0.145, 0.575, 0.005, 0.0049, 0.995, 0.9951, 0.0, 1.0, 1 / 3]


def _table(name: str) -> Table:
    """A table of numbers that are hard to round, with texts that are hard to keep."""
    frame = pd.DataFrame(
        {
            "Answer": ["=1+1", "-1", "@SUM(1)", "Nag ydw", "لا أعرف", "1e3", "2020-10-01", "#N/A",
                       "a" * 100, "Yes"],
            "Count": pd.array([0, 1, 24, 999, 1234, 1234567, pd.NA, 5, 8, 9], "Int64"),
            "Share": [*SHARES[:-1], None],
            "Difference": [share - 0.5 for share in SHARES],
            "p": [0.0462, 0.0004, 0.0005, 1.0, 0.9999, None, 0.5, 0.05, 0.0495, 0.001],
            "V": [0.715, -0.515, 0.004, -0.004, 25.0, 25.04, 99.95, 1234.5, 0.0, None],
        }
    )  # fmt: skip
    marks = pd.DataFrame("", index=frame.index, columns=frame.columns)
    marks.loc[[2, 6], "Count"] = ["u", "c"]
    marks.loc[[4, 9], "Share"] = ["u", "z"]
    return Table(name, f"Table {name}", frame, KINDS, marks, "Base: all. Rounded.")


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def read_back(request, tmp_path_factory):
    """The form, its bytes, and each sheet's rows as LibreOffice shows them."""
    chapter = Chapter("numbers", "Numbers", "What is shown?", (_table("hard"), _table("again")))
    report = Report("Hard numbers", "SYNTHETIC numbers", True, "Nothing.", (chapter,))
    folder = tmp_path_factory.mktemp("office")
    made = workbook(report, request.param)
    (folder / f"book.{request.param}").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", AS_SHOWN, "--outdir", folder,
         folder / f"book.{request.param}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheets = {
        path.stem.removeprefix("book-"): list(
            csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        )
        for path in folder.glob("book-*.csv")
    }
    return request.param, made, sheets


def _shown(table: Table) -> list[list[str]]:
    """What the cells of a table are to show: a number that rounds to nothing as [low]."""
    printed = in_print(table).astype(object)
    for column in ("Share", "V"):
        low = printed[column].str.match("<|above")
        kept = printed[column].where(~low, "[low]")
        marked = low & (table.marks[column] != "")
        printed[column] = kept.where(~marked, "[low] [u]")
    return printed.values.tolist()


def test_every_sheet_comes_back(read_back):
    _, _, sheets = read_back
    assert set(sheets) == {"Cover", "Contents", "Notes", "hard", "again"}
    assert {rows[0][0][:15] for rows in sheets.values()} == {"SYNTHETIC data:"}


@pytest.mark.parametrize("name", ["hard", "again"])
def test_every_cell_shows_what_is_printed(read_back, name):
    _, _, sheets = read_back
    table = _table(name)
    assert sheets[name][4] == list(table.frame.columns)
    assert sheets[name][5:] == _shown(table)


def test_another_reader_finds_the_numbers_in_full(read_back):
    form, made, _ = read_back
    table = _table("hard")
    if form == "ods":
        odfdo = pytest.importorskip("odfdo")
        book = odfdo.Document(io.BytesIO(made))
        rows = [[cell.value for cell in row.cells] for row in book.body.get_table(name="hard").rows]
        assert book.meta.title == "Hard numbers"
    else:
        found = pd.read_excel(io.BytesIO(made), "hard", header=None, engine="calamine")
        rows = found.values.tolist()
        assert openpyxl.load_workbook(io.BytesIO(made)).properties.title == "Hard numbers"
    shares = [row[2] for row in rows[5:14]]
    assert [float(share) for share in shares] == pytest.approx(SHARES[:-1], abs=1e-15)
    assert [float(row[3]) for row in rows[5:15]] == pytest.approx(
        [100 * value for value in table.frame["Difference"]]
    )
