"""The command report: where it writes, and what it refuses."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.cli import main


@pytest.fixture(scope="module")
def tables():
    """Whether children's views were shared: tables of one question, said to be real."""
    study, question = cps.load_example(), "childrens_views_shared"
    return replace(
        study,
        name="Conferences 2026",
        questions=study.questions[study.questions["question"].isin(["group", question])],
        responses=study.responses[["respondent", "group", "recorded", question]].head(60),
        nonresponse=study.nonresponse[
            (study.nonresponse["question"] == question)
            & study.nonresponse["respondent"].isin(study.responses["respondent"].head(60))
        ],
        changes=study.changes.head(0),
        flags=study.flags.head(0),
        interviews=None,
    )


@pytest.fixture
def home(tables, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cps.write_tables(tables, "tables")
    return tmp_path


def refused(capsys, *arguments):
    assert main(["report", *arguments]) == 2
    return capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_named_tables_have_a_folder_of_their_own_name(capsys):
    assert main(["report", "--tables", "tables", "--format", "html", "--title", "Our report"]) == 0
    assert capsys.readouterr().out == "build/Conferences 2026/report/report.html\n"
    page = Path("build/Conferences 2026/report/report.html").read_text(encoding="utf-8")
    assert "<title>Our report</title>" in page
    assert "not protected against subtraction" in page
    assert "SYNTHETIC" not in page


def test_without_tables_it_says_how_they_are_made(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(capsys) == (
        "cpsurvey: data/processed holds no datapackage.json, so no tables. Make those of the"
        " synthetic study with make data, or your own with: cpsurvey build RAW data/processed\n"
    )


def test_a_file_in_the_place_of_tables_or_report_is_refused(capsys, home):
    (home / "a-file").write_text("")
    assert refused(capsys, "--tables", "a-file") == (
        "cpsurvey: a-file is a file: name the folder that cpsurvey build wrote.\n"
    )
    assert refused(capsys, "--tables", "tables", "--out", "a-file") == (
        "cpsurvey: a-file is a file: name a folder for the report.\n"
    )


@pytest.mark.usefixtures("home")
def test_it_is_not_written_among_the_tables(capsys):
    assert refused(capsys, "--tables", "tables", "--out", "tables/report") == (
        "cpsurvey: tables/report lies with the tables, which are replaced as a whole: name another"
        " folder for the report.\n"
    )


@pytest.mark.usefixtures("home")
def test_real_tables_cannot_go_without_protection(capsys):
    assert refused(capsys, "--tables", "tables", "--profile", "none") == (
        'cpsurvey: profile "none" is for synthetic data, and "Conferences 2026" is not. Use profile'
        ' "publication" or "tre".\n'
    )


@pytest.mark.usefixtures("home")
def test_words_without_claims_name_the_registry(capsys):
    own = '["three quarters"]\nband = "(0.75, 0.8]"\nreason = "ours"\n'
    Path("words.toml").write_text(own, encoding="utf-8")
    said = refused(capsys, "--tables", "tables", "--words", "words.toml")
    assert said.endswith(
        " For tables of another study, name its claims with --registry FILE.\n"
    )  # fmt: skip


@pytest.mark.parametrize("command", ["report", "claims"])
def test_tables_that_lack_a_column_are_refused(capsys, home, command):
    place = home / "tables" / "responses.parquet"
    pd.read_parquet(place).drop(columns="childrens_views_shared").to_parquet(place)
    assert main([command, "--tables", "tables"]) == 2
    assert capsys.readouterr().err == (
        "cpsurvey: the tables contradict themselves, 1 fault:\n"
        "  responses has no column childrens_views_shared, which holds question"
        " childrens_views_shared\n"
        "Rows are counted from 0. Undo what was changed by hand, or build the tables again with:"
        " cpsurvey build RAW OUT\n"
    )
    assert not (home / "build").exists()
