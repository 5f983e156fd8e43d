"""The commands that make up a study: margins drafted, edited, synthesised, built."""

import tomllib
from pathlib import Path

import pytest

import cpsurvey as cps
from cpsurvey.cli import main

LIBRARY = str(Path(__file__).parents[1] / "library")
PEOPLE = ["--people", "visitor=40", "--people", "staff=10"]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drafted(home):
    assert main(["draft-margins", "margins.toml", "--codebook", LIBRARY, *PEOPLE]) == 0
    return home / "margins.toml"


def told(capsys, *arguments):
    capsys.readouterr()
    assert main(list(arguments)) == 2
    return capsys.readouterr().err


def test_drafted_margins_are_synthesised_and_built(drafted, capsys):
    capsys.readouterr()
    words = ["synthesise", "raw", "--seed", "3", "--codebook", LIBRARY, "--margins", str(drafted)]
    assert main([*words, "--name", "Rehearsal"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "raw/SYNTHETIC-visitors.csv",
        "raw/SYNTHETIC-staff.csv",
        "raw/sources.toml",
    ]
    assert main(["build", "raw", "tables", "--codebook", LIBRARY]) == 0
    tables = cps.read_tables("tables")
    assert tables.name == "SYNTHETIC Rehearsal"
    assert tables.responses["group"].value_counts().to_dict() == {"visitor": 40, "staff": 10}


def test_a_draft_says_that_it_is_one(drafted):
    made = tomllib.loads(drafted.read_text(encoding="utf-8"))
    assert made["kept"] == {"visitor": 40, "staff": 10}
    assumed = {record["assumed"] for group in made["margins"].values() for record in group.values()}
    assert assumed == {"drafted: every answer as likely as any other"}


def test_margins_are_never_overwritten(drafted, capsys):
    drafted.write_text("edited", encoding="utf-8")
    assert told(capsys, "draft-margins", "margins.toml", "--codebook", LIBRARY, *PEOPLE) == (
        "cpsurvey: margins.toml is there already, and may have been edited: name another file, or"
        " delete it first.\n"
    )
    assert drafted.read_text(encoding="utf-8") == "edited"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("people", "message"),
    [
        (["--people", "visitor"],
         "--people visitor is not understood: write a group and a number of people, as in --people"
         " professional=300."),
        (["--people", "visitor=4", "--people", "visitor=5"],
         "--people is given more than once for visitor: give one number."),
        (["--people", "visitors=4"],
         'group "visitors" is not known, did you mean "visitor"? Known: visitor and staff.'),
        (["--people", "visitor=4"], "it is not said how many of staff answer: give a number."),
        (["--people", "visitor=4", "--people", "staff=0"],
         "staff: 0 is no number of people who answer: give a whole number from 1 to 1,000,000."),
    ],
)  # fmt: skip
def test_whoever_answers_is_to_be_said_so_that_it_is_understood(capsys, people, message):
    words = ["draft-margins", "margins.toml", "--codebook", LIBRARY, *people]
    assert told(capsys, *words) == f"cpsurvey: {message}\n"
    assert not Path("margins.toml").exists()


def test_nothing_is_written_where_margins_are_wrong(drafted, home, capsys):
    drafted.write_text(
        drafted.read_text(encoding="utf-8").replace("poor = 14", "pour = 14", 1), encoding="utf-8"
    )
    words = ["synthesise", "raw", "--seed", "3", "--codebook", LIBRARY, "--margins", "margins.toml"]
    assert told(capsys, *words) == (
        'cpsurvey: margins.toml: margin visitor.satisfaction: answer "pour" is not known, did you'
        ' mean "poor"? Known: poor, fair and good.\n'
    )
    assert not (home / "raw").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--codebook", LIBRARY],
         "a codebook of your own needs its own margins, with --margins (margins=); have a first"
         " file of them drafted with cpsurvey draft-margins."),
        (["--margins", "none.toml"],
         "none.toml is missing: name a file of margins in TOML."),
        (["--claims", "none.toml"],
         "none.toml is missing: name a registry of claims in TOML."),
        (["--margins", "."], ". cannot be read (Is a directory): name a file of margins in TOML."),
        (["--name", " "], "the name of the data is empty: give one, or leave it out."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(capsys, more, message):
    assert told(capsys, "synthesise", "raw", "--seed", "3", *more) == f"cpsurvey: {message}\n"
    assert not Path("raw").exists()


@pytest.mark.usefixtures("home")
def test_interviews_are_not_left_out_without_a_word_where_there_are_no_themes(capsys):
    words = ["draft-margins", "new.toml", "--codebook", LIBRARY, *PEOPLE]
    assert told(capsys, *words, "--interviewed", "visitor=3") == (
        "cpsurvey: interviews are about themes, and the codebook has none: add themes.toml, or"
        " leave out who is interviewed.\n"
    )
    assert not Path("new.toml").exists()


@pytest.mark.usefixtures("drafted")
def test_files_and_folders_in_the_way_are_named(capsys):
    words = ["--seed", "3", "--codebook", LIBRARY, "--margins", "margins.toml"]
    assert told(capsys, "synthesise", "margins.toml", *words) == (
        "cpsurvey: margins.toml is a file: name a folder for the exports.\n"
    )
    assert told(capsys, "draft-margins", ".", "--codebook", LIBRARY, *PEOPLE) == (
        "cpsurvey: . is a folder: name a file for the margins, such as margins.toml.\n"
    )
