"""A definition in the file or beside it is used without being asked for, and that is said."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from cpsurvey.cli import main

DATA = "record_id,visits,room___1,room___2,visit_complete\n1,1,1,0,2\n2,2,0,1,2\n"
DICTIONARY = """\
field_name,field_type,field_label,select_choices_or_calculations
record_id,text,Record,
visits,radio,How often?,"1, Weekly | 2, Now and then"
mood,text,Mood,
"""
SAID = (
    "Questions with a column: 1 of 2 (without: mood). Columns in a question: 1 of 3 (in none:"
    " room___1 and room___2)."
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an export of REDCap."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text(DATA)
    return tmp_path


def drafted(home: Path, *options: str) -> str:
    """The labels that a draft has for the answers to one question."""
    assert main(["draft-codebook", "data.csv", "book", *options]) == 0
    return (home / "book/scales.toml").read_text(encoding="utf-8")


def test_a_named_definition_is_used_and_what_it_lacks_is_said(home, capsys):
    (home / "asked.txt").write_text(DICTIONARY)
    assert 'label = "Now and then", variants = ["2"]' in drafted(home, "--definition", "asked.txt")
    assert capsys.readouterr().out.startswith(f"Definition: asked.txt. {SAID}\n")
    said = (home / "book/codebook.toml").read_text(encoding="utf-8")
    assert "its definition asked.txt. Questions with a column: 1 of 2" in said.replace("\n# ", " ")


def test_one_beside_that_has_most_of_the_columns_is_used(home, capsys):
    rooms = 'room,checkbox,Which rooms?,"1, Attic | 2, Hall"\n'
    (home / "dictionary.csv").write_text(DICTIONARY + rooms)
    assert 'label = "Attic"' in drafted(home)
    assert capsys.readouterr().out.startswith(
        "Definition: dictionary.csv, which lies beside it. Questions with a column: 2 of 3"
        " (without: mood). Columns in a question: 3 of 3.\n"
    )
    assert main(["inspect", "data.csv"]) == 0
    assert (
        "  definition  dictionary.csv, which lies beside it. Questions" in capsys.readouterr().out
    )


def test_one_beside_that_has_few_is_not_used_and_that_is_said(home, capsys):
    (home / "dictionary.csv").write_text(DICTIONARY)
    assert "Now and then" not in drafted(home)
    assert capsys.readouterr().out.startswith(
        "Definition: none in data.csv or beside it. dictionary.csv beside it has 1 of its 3"
        " columns, and is not used.\n"
    )


def test_of_two_that_fit_a_person_chooses(home, capsys):
    rooms = 'room,checkbox,Which rooms?,"1, Attic | 2, Hall"\n'
    for name in ("a.csv", "b.csv"):
        (home / name).write_text(DICTIONARY + rooms)
    choose = (
        "a.csv and b.csv beside data.csv each define most of its columns: say which is its"
        " questionnaire with --definition FILE, or --definition none to go by the answers alone."
    )
    assert main(["draft-codebook", "data.csv", "book"]) == 2
    assert capsys.readouterr().err == f"cpsurvey: {choose}\n"
    assert main(["inspect", "data.csv"]) == 0
    assert choose in " ".join(capsys.readouterr().out.split())
    assert "Attic" not in drafted(home, "--definition", "none")
    assert capsys.readouterr().out.startswith("Definition: none, as --definition none says.\n")


def test_the_labels_of_an_spss_file_are_its_definition(home, capsys):
    frame = pd.DataFrame({"often": [1.0, 2.0, 2.0]})
    labels = {"often": {1.0: "Weekly", 2.0: "Now and then", 3.0: "Never"}}
    pyreadstat.write_sav(frame, home / "data.sav", variable_value_labels=labels)
    assert main(["draft-codebook", "data.sav", "book"]) == 0
    assert "Never" in (home / "book/scales.toml").read_text(encoding="utf-8")
    assert capsys.readouterr().out.startswith(
        "Definition: in the file itself. Questions with a column: 1 of 1. Columns in a question: 1"
        " of 1.\n"
    )


def test_one_beside_of_another_survey_is_not_used_and_that_is_said(home, capsys):
    (home / "data.csv").write_text("record_id,visits,visit_complete\n1,5,2\n2,6,2\n")
    (home / "dictionary.csv").write_text(DICTIONARY)
    assert "Weekly" not in drafted(home)
    assert capsys.readouterr().out.startswith(
        "Definition: none in data.csv or beside it. dictionary.csv beside it has 1 of its 1"
        " columns, but lacks most answers to visits, and is not used. If it is the definition of"
        " this survey, name it with --definition.\n"
    )


def test_a_named_one_of_another_survey_is_used_with_a_warning(home, capsys):
    (home / "data.csv").write_text("record_id,visits,visit_complete\n1,5,2\n2,6,2\n3,6,2\n")
    (home / "dictionary.csv").write_text(DICTIONARY)
    assert "Weekly" in drafted(home, "--definition", "dictionary.csv")
    assert capsys.readouterr().out.startswith(
        "Definition: dictionary.csv. Questions with a column: 1 of 2 (without: mood). Columns in a"
        " question: 1 of 1. Answers that it does not have: 3 in 1 question (visits). It may be of"
        " another survey: it lacks most answers to visits.\n"
    )
