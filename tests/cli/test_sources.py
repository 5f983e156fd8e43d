"""Folders of exports that are not as they should be: one sentence, status 2, nothing written."""

import pytest

from cpsurvey.cli import main

FULL = """data = "Pilot"
[[source]]
file = "a.csv"
group = "visitor"
"""


@pytest.fixture
def refused(capsys, tmp_path):
    """Run a command that must fail; give its message, with the folder's name shortened."""

    def run(*arguments):
        assert main([str(part) for part in arguments]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert not (tmp_path / "out").exists()
        return said.err.replace(str(tmp_path), "HERE")

    return run


def test_a_place_that_is_not_there(refused, tmp_path):
    assert refused("build", tmp_path / "no", tmp_path / "out") == (
        "cpsurvey: HERE/no is not there: name a folder with sources.toml, or one export.\n"
    )


def test_an_empty_folder(refused, tmp_path):
    (tmp_path / "raw").mkdir()
    assert refused("build", tmp_path / "raw", tmp_path / "out") == (
        "cpsurvey: HERE/raw has no sources.toml (it is empty), so it is not known which file is"
        ' which. Write one with data = "…" and for each export a [[source]] table: file = "…", kind'
        ' = "survey" or "interviews", group = "…".\n'
    )


def test_a_folder_without_sources_says_what_it_holds(refused, tmp_path):
    for name in ("Mrs Jones.docx", "Siân Davies.DOCX", "notes"):
        (tmp_path / name).touch()
    assert "HERE has no sources.toml (it holds 1 without an ending and 2 .docx), so" in refused(
        "build", tmp_path, tmp_path / "out"
    )


SOURCES = {
    "not TOML": (
        "data = ",
        "HERE/sources.toml is not readable as TOML: Invalid value (at end of document).",
    ),
    "no exports": (
        'data = "Pilot"',
        "HERE/sources.toml lists no exports: give a [[source]] table for each file.",
    ),
    "no name": (
        '[[source]]\nfile = "a.csv"',
        'HERE/sources.toml does not name the data: put data = "…" at its top.',
    ),
    "no file": (
        'data = "Pilot"\n[[source]]\ngroup = "visitor"',
        'HERE/sources.toml: a [[source]] table lacks file = "…".',
    ),
    "a file that is not there": (
        FULL.replace("a.csv", "b.csv"),
        "HERE/sources.toml lists b.csv, which is not in HERE.",
    ),
    "an unknown kind": (
        FULL + 'kind = "surveys"',
        'HERE/sources.toml: kind "surveys" is not known, did you mean "survey"? Known: survey and'
        " interviews.",
    ),
    "an unknown key": (
        FULL + 'grup = "x"',
        'HERE/sources.toml: key "grup" is not known, did you mean "group"? Known: file, group,'
        " instrument, kind, platform and sheet.",
    ),
    "a number for a text": (
        FULL.replace('"visitor"', "3"),
        'HERE/sources.toml: group must be a text in quotation marks, group = "…".',
    ),
    "single brackets": (
        FULL.replace("[[source]]", "[source]"),
        "HERE/sources.toml: give a [[source]] table, in double brackets, for each file.",
    ),
    "a file twice": (
        FULL + '[[source]]\nfile = "./a.csv"\ngroup = "visitor"\n',
        "HERE/sources.toml lists a.csv more than once.",
    ),
    "a file elsewhere": (
        FULL.replace("a.csv", "../a.csv"),
        "HERE/sources.toml lists ../a.csv, which lies outside HERE: copy it there.",
    ),
    "a mark of Windows at its start": (
        "\ufeff" + FULL.replace("a.csv", "b.csv"),
        "HERE/sources.toml lists b.csv, which is not in HERE.",
    ),
}


@pytest.mark.parametrize("case", SOURCES)
def test_a_list_of_sources_that_is_wrong_says_where(refused, tmp_path, case):
    text, message = SOURCES[case]
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").touch()
    assert refused("build", tmp_path, tmp_path / "out") == f"cpsurvey: {message}\n"


def test_a_list_of_sources_in_another_encoding(refused, tmp_path):
    (tmp_path / "sources.toml").write_bytes('data = "Môn"'.encode("cp1252"))
    assert refused("build", tmp_path, tmp_path / "out") == (
        "cpsurvey: HERE/sources.toml is not UTF-8 text: save it as UTF-8.\n"
    )


def test_a_seed_that_is_no_number_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["synthesise", "out", "--seed", "x"])
    assert caught.value.code == 2
    assert "argument --seed: invalid int value: 'x'" in capsys.readouterr().err


def test_a_set_of_rules_that_is_not_known_is_refused_with_interviews_alone(refused, tmp_path):
    file = tmp_path / "said.csv"
    file.write_text("id,document,tag,content\n7,P07,calm,quiet\n", encoding="utf-8")
    assert refused("build", file, tmp_path / "out", "--rules", "mine") == (
        'cpsurvey: set of rules "mine" is not known. Known: default and most_of_it.\n'
    )
