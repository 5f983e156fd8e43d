"""A questionnaire that has nothing to do with conferences, from export to tables by commands."""

import csv
import re
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
import statsmodels

import cpsurvey as cps
from cpsurvey.cli import main

ANES96 = Path(statsmodels.__file__).parent / "datasets" / "anes96" / "anes96.csv"
LIBRARY = """\
id,submitted,Do you agree to take part?,How do you find the library?,How often do you come?,\
What do you come for? [Books],What do you come for? [Quiet],What do you come for? [None of these],\
How old are you?,Anything else?,E-mail address for the prize draw,Your name
1,2026-10-01,Yes,Good,Weekly,Yes,No,No,34,Lovely staff,ann@example.org,Ann Planted
2,2026-10-01,Yes,Poor,Never,No,No,Yes,41,,bob@example.org,Bob Planted
3,2026-10-02,Yes,Fair,Monthly,Yes,Yes,No,29,Ring me on 020 7946 0958,,Cy Planted
4,2026-10-02,No,,,,,,,,,
5,2026-10-03,Yes,Good,Daily,No,Yes,No,67,,,Dee Planted
6,2026-10-03,Yes,Prefer not to say,Weekly,Yes,Yes,No,52,,eve@example.org,Eve Planted
7,2026-10-04,Yes,Excellent,Weekly,Yes,No,No,19,More chairs please,,Flo Planted
8,2026-10-04,Yes,Good,Don't know,No,Yes,No,73,,,Gus Planted
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "visitors.csv").write_text(LIBRARY, encoding="utf-8")
    shutil.copy(ANES96, tmp_path / "anes96.csv")
    return tmp_path


def run(*arguments):
    assert main([str(part) for part in arguments]) == 0


def draft_and_build(name):
    run("draft-codebook", f"{name}.csv", "book")
    run("build", f"{name}.csv", "tables", "--codebook", "book", "--report")
    return cps.read_tables("tables")


def counts(tables, question):
    found = cps.response_table(tables, question)
    return dict(zip(found["answer"], found["count"], strict=True))


@pytest.mark.usefixtures("home")
def test_the_unedited_draft_of_the_library_accounts_for_everyone():
    tables = draft_and_build("visitors")
    assert list(tables.responses["respondent"]) == ["1", "2", "3", "5", "6", "7", "8"]
    assert tables.excluded[["respondent", "rule"]].to_numpy().tolist() == [["4", "no_consent"]]
    assert counts(tables, "how_do_you_find_the_library") == {
        "poor": 1, "fair": 1, "good": 3, "excellent": 1,
    }  # fmt: skip
    assert counts(tables, "how_often_do_you_come") == {
        "never": 1, "monthly": 1, "weekly": 3, "daily": 1,
    }  # fmt: skip
    assert counts(tables, "what_do_you_come_for") == {"books": 4, "quiet": 4, "none_of_these": 1}
    assert tables.responses["how_old_are_you"].tolist() == [34, 41, 29, 67, 52, 19, 73]
    assert tables.nonresponse[["respondent", "reason", "told_by"]].to_numpy().tolist() == [
        ["6", "prefer_not", "answer"],
        ["8", "dont_know", "answer"],
    ]


def test_free_text_is_written_apart_and_masked(home):
    run("draft-codebook", "visitors.csv", "book")
    run("build", "visitors.csv", "tables", "--codebook", "book", "--free-text", "apart")
    with (home / "apart" / "comments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    assert rows == [
        ["1", "everyone", "anything_else", "Lovely staff", ""],
        ["3", "everyone", "anything_else", "Ring me on [telephone number]", "telephone number"],
        ["7", "everyone", "anything_else", "More chairs please", ""],
    ]
    assert (home / "apart" / ".gitignore").read_text() == "*\n"


def test_corrections_and_a_withdrawal_from_the_folders_own_files(home):
    run("draft-codebook", "visitors.csv", "book")
    raw = home / "raw"
    raw.mkdir()
    (home / "visitors.csv").rename(raw / "visitors.csv")
    (raw / "decisions.csv").write_text(
        "respondent,question,action,value,reason,date\n"
        "2,how_do_you_find_the_library,correct,fair,told us so,2026-10-09\n"
        "7,,withdraw,,,2026-10-10\n",
        encoding="utf-8",
    )
    (raw / "sources.toml").write_text(
        'data = "Library"\ndecisions = "decisions.csv"\n[[source]]\nfile = "visitors.csv"\n',
        encoding="utf-8",
    )
    run("build", "raw", "tables", "--codebook", "book", "--report")
    tables = cps.read_tables("tables")
    assert list(tables.responses["respondent"]) == ["1", "2", "3", "5", "6", "8"]
    assert counts(tables, "how_do_you_find_the_library")["fair"] == 2
    assert tables.excluded[["respondent", "rule", "reason"]].to_numpy().tolist() == [
        ["", "withdrawn", "asked for their answers to be withdrawn (2026-10-10)"],
        ["4", "no_consent", "did not consent"],
    ]
    assert tables.changes.to_numpy().tolist() == [
        ["2", "how_do_you_find_the_library", "decision", "Poor", "Fair"]
    ]


def test_bare_codes_are_counted_and_their_labels_asked_for(home):
    tables = draft_and_build("anes96")
    frame = pd.read_csv(home / "anes96.csv", sep="\t")
    frame.columns = frame.columns.str.strip("'")
    assert len(tables.responses) == len(frame) == 944
    for column in ("vote", "PID", "educ", "selfLR"):
        expected = frame[column].value_counts().sort_index()
        assert counts(tables, column.lower()) == {
            f"code_{code}": count for code, count in expected.items()
        }
    assert sorted(tables.responses["age"]) == sorted(frame["age"])
    scales = (home / "book" / "scales.toml").read_text(encoding="utf-8")
    levels = re.findall(
        r'code = "code_(\d+)".*# what does (\d+) stand for\?$', scales, re.MULTILINE
    )
    assert all(code == asked for code, asked in levels)
    assert len(levels) == scales.count('code = "code_') > 30
    assert "Clinton" not in scales


def test_labels_filled_in_by_hand_take_the_codes_place(home):
    run("draft-codebook", "anes96.csv", "book")
    path = home / "book" / "scales.toml"
    text = path.read_text(encoding="utf-8")
    for number, name in enumerate(("Clinton", "Dole")):
        old = f'{{ code = "code_{number}", label = "{number}" }}'
        new = f'{{ code = "{name.lower()}", label = "{name}", variants = ["{number}"] }}'
        head, tail = text.split("[scale.vote]")
        text = head + "[scale.vote]" + tail.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    run("build", "anes96.csv", "tables", "--codebook", "book")
    assert counts(cps.read_tables("tables"), "vote") == {"clinton": 551, "dole": 393}


@pytest.mark.usefixtures("home")
def test_a_draft_never_takes_the_place_of_a_codebook(capsys):
    run("draft-codebook", "visitors.csv", "book")
    capsys.readouterr()
    assert main(["draft-codebook", "visitors.csv", "book"]) == 2
    assert capsys.readouterr().err == (
        "cpsurvey: book holds codebook.toml, questions.toml and scales.toml already, which may have"
        " been edited: name another folder, or delete them first.\n"
    )


def words_in(path):
    """All that stands in a file, whatever its format."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist())
    if path.suffix in (".sav", ".dta"):
        frame, told = (pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta)(path)
        return frame.to_csv() + repr(vars(told))
    return path.read_text(encoding="utf-8-sig")


def test_all_that_can_be_taken_away_holds_the_answers_and_nothing_typed(home, capsys):
    run("inspect", "visitors.csv")
    draft_and_build("visitors")
    for form in ("html", "xlsx", "csv"):
        run("codebook", "--to", form, "--codebook", "book", "--tables", "tables")
    for form in ("sav", "dta", "xlsx", "csv"):
        run("export", "tables", "--to", form)
    made = {
        str(path.relative_to(home)): words_in(path)
        for folder in ("book", "tables", "build")
        for path in (home / folder).rglob("*")
        if path.is_file()
    }
    made["the console"] = "".join(capsys.readouterr())
    assert "responses   8" in made["the console"]
    for name in ("tables/responses.parquet", "build/tables.sav", "build/tables.dta"):
        assert "excellent" in made[name].casefold(), name
    assert len(made) > 20
    for name, words in made.items():
        for typed in ("Lovely", "7946", "chairs", "example.org", "Planted"):
            assert typed not in words, f"{typed} in {name}"
