"""--platform and --sheet: what a survey export does not tell itself, said on the command line."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from cpsurvey.cli import main

ROWS = [["Visit", "How was it?"], *([["weekly", "Good"], ["never", "Bad"]] * 3)]
BOTH = (
    "Timestamp,Start Date (UTC),Submit Date (UTC),How?\n" + "2020-10-01,2020-10-01,2020-10-01,a\n"
)


@pytest.fixture
def book(tmp_path):
    """A workbook with two sheets that may have the responses."""
    made = openpyxl.Workbook()
    made.active.title = "Spring"
    for sheet in (made.active, made.create_sheet("Autumn")):
        for row in ROWS:
            sheet.append(row)
    made["Autumn"].append(["weekly", "Good"])
    made.save(tmp_path / "visitors.xlsx")
    return tmp_path / "visitors.xlsx"


def test_a_sheet_is_asked_for_and_can_be_named(book, capsys):
    assert main(["inspect", str(book)]) == 2
    assert capsys.readouterr().err == (
        "cpsurvey: visitors.xlsx holds several sheets (Spring and Autumn): say which has the"
        ' responses, with --sheet or, in sources.toml, sheet = "…".\n'
    )
    assert main(["inspect", str(book), "--sheet", "Autumn"]) == 0
    assert "Autumn" in capsys.readouterr().out


def test_a_platform_is_asked_for_and_can_be_named(tmp_path, capsys):
    path = tmp_path / "visitors.csv"
    path.write_text(BOTH, encoding="utf-8")
    assert main(["inspect", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("cpsurvey: visitors.csv may be an export of Google Forms (")
    assert said.endswith(
        "say which it is, with --platform or, in sources.toml, platform ="
        ' "google_forms" or platform = "typeform".\n'
    )
    assert main(["inspect", str(path), "--platform", "typeform"]) == 0
    assert "Typeform" in capsys.readouterr().out


@pytest.mark.parametrize("listed", [False, True])
def test_a_sheet_becomes_tables(book, tmp_path, listed):
    codebook, out = tmp_path / "book", tmp_path / "tables"
    sheet = ["--sheet", "Autumn"]
    assert main(["draft-codebook", str(book), str(codebook), *sheet]) == 0
    given = [str(book), str(out), *sheet]
    if listed:
        raw = tmp_path / "raw"
        raw.mkdir()
        book.rename(raw / book.name)
        (raw / "sources.toml").write_text(
            'data = "Visitors"\n[[source]]\nfile = "visitors.xlsx"\nsheet = "Autumn"\n'
            'platform = "table"\ngroup = "everyone"\n',
            encoding="utf-8",
        )
        given = [str(raw), str(out)]
    assert main(["build", *given, "--codebook", str(codebook)]) == 0
    assert len(pd.read_parquet(out / "responses.parquet")) == 7


@pytest.mark.parametrize("option", ["platform", "sheet"])
def test_a_folder_says_it_in_its_sources(tmp_path, capsys, option):
    assert main(["build", str(tmp_path), str(tmp_path / "out"), f"--{option}", "x"]) == 2
    assert capsys.readouterr().err == (
        f"cpsurvey: {tmp_path} is a folder, and --{option} is for one export: say in its"
        f' sources.toml {option} = "…".\n'
    )


def test_interviews_have_no_sheet(tmp_path, capsys):
    path = tmp_path / "said.csv"
    path.write_text("id,document,tag,content\n7,P07,calm,quiet\n", encoding="utf-8")
    assert main(["build", str(path), str(tmp_path / "out"), "--sheet", "x"]) == 2
    assert capsys.readouterr().err == (
        f"cpsurvey: {path} holds interviews: --sheet is for a survey, leave it out.\n"
    )
