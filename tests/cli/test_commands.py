"""What each command refuses, in whole messages, and that nothing is lost or half-written by it."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.cli import main
from cpsurvey.writers import write_refi_qda

LIBRARY = Path(__file__).parents[1] / "library"
VISITORS = """\
Q1,Q2,Q3,Q4,Q5_1,Q5_2,Q5_3,Q6_1,Q7,Q8
Yes,Good,Yes,3,1,,,Good,Lovely staff,Pupil
Yes,Poor,No,,,1,,Fair,Ring me on 020 7946 0958,Lollipop man
No,,,,,,,,,
"""
ROLES = '[[role]]\ncode = "pupil"\nlabel = "Pupil"\n[[role]]\ncode = "teacher"\nlabel = "Teacher"\n'
JOB = '[[question]]\nname = "job"\ntype = "role"\nraw = { visitor = "Q8" }\n'
JOB += 'wording = { visitor = "Your job?" }\n'
CODING = ["source", "code", "coder", "start", "end"]
BUILD = ["build", "visitors.csv", "tables", "--codebook", "book", "--group", "visitor"]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A team's folder with all that the commands make of its export; not to be touched."""
    home = tmp_path_factory.mktemp("team")
    (home / "visitors.csv").write_text(VISITORS, encoding="utf-8")
    shutil.copytree(LIBRARY, home / "book")
    (home / "book/roles.toml").write_text(ROLES, encoding="utf-8")
    questions = (LIBRARY / "questions.toml").read_text(encoding="utf-8") + JOB
    (home / "book/questions.toml").write_text(questions, encoding="utf-8")
    codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    codings = pd.DataFrame([("01", "calm", "A", 4, 9)], columns=CODING)
    project = write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet.", {})], codings)
    (home / "interviews.qdpx").write_bytes(project)
    other = write_refi_qda("Demo", ["A"], codes, [("01", "Was quiet!!", {})], codings)
    (home / "others.qdpx").write_bytes(other)
    (home / "frame.csv").write_text("action,project_code,code,reason\nrename,Calmness,SAF,x\n")
    (home / "people.csv").write_text("source,interview,group\n01,Heron,Parents\n")
    (home / "strangers.csv").write_text("source,group\nAnn,Parents\n")
    (home / "note.txt").write_text("mine")
    (home / "empty").mkdir()
    (home / "settled.csv").write_text("question,typed,code\njob,Lollipop man,teacher\n")
    (home / "nobody.csv").write_text(
        "respondent,question,action,value,date\n9,,withdraw,,2026-10-02\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        build = [*BUILD, "--report", "--free-text", "free"]
        assert main(build) == 0
        assert main(["build", "interviews.qdpx", "talks"]) == 0
    return home


@pytest.fixture
def home(made, tmp_path, monkeypatch) -> Path:
    """A copy of it, in which commands run."""
    copied = Path(shutil.copytree(made, tmp_path / "team"))
    monkeypatch.chdir(copied)
    return copied


def held(folder):
    """Every file, hidden ones too, and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def others(**options):
    """Arguments of build with some of them changed."""
    given = {"raw": "visitors.csv", "out": "tables", "codebook": "book", "group": "visitor"}
    raw, out, *rest = ({**given, **options}).items()
    named = (("--" + name.replace("_", "-"), value) for name, value in rest if value)
    return ["build", raw[1], out[1], *(part for pair in named for part in pair)]


REFUSED = {
    "inspect: no such file": (
        ["inspect", "visitor.csv"],
        'There is no file visitor.csv, did you mean "visitors.csv"?',
    ),
    "inspect: a folder": (
        ["inspect", "empty"],
        "empty is a folder, not an export: name one file in it.",
    ),
    "draft: out is a file": (
        ["draft-codebook", "visitors.csv", "note.txt"],
        "note.txt is a file: name a folder for the codebook.",
    ),
    "draft: out lies in a file": (
        ["draft-codebook", "visitors.csv", "note.txt/book"],
        "note.txt/book: a file is in the way, where a folder has to be.",
    ),
    "draft: a codebook is there": (
        ["draft-codebook", "visitors.csv", "book"],
        "book holds codebook.toml, questions.toml and scales.toml already, which may have been"
        " edited: name another folder, or delete them first.",
    ),
    "draft: interviews": (
        ["draft-codebook", "interviews.qdpx", "new"],
        "interviews.qdpx is a project of coded interviews (REFI-QDA, .qdpx), not a survey export"
        " (CSV, Excel, SPSS or Stata): read it as interviews (read_coding_export).",
    ),
    "build: no such export": (
        others(raw="visitor.csv"),
        "visitor.csv is not there: name a folder with sources.toml, or one export.",
    ),
    "build: no codebook named": (
        others(codebook=""),
        "visitors.csv cannot be read without a codebook: name yours with --codebook, or, for the"
        " 2020 study, say with --group (in a folder, in sources.toml) which of professional and"
        " parent answered.",
    ),
    "build: the codebook is a file": (
        others(codebook="note.txt"),
        "note.txt/codebook.toml: a file is in the way, where a folder has to be.",
    ),
    "build: no such group": (
        others(group="reader"),
        'visitors.csv: instrument "reader" is not known. Known: visitor and staff. Say which it is'
        " in sources.toml, with --group, or with group=.",
    ),
    "build: a group for a folder": (
        others(raw="empty"),
        "empty is a folder, and --group is for one export: say in its sources.toml who answered.",
    ),
    "build: a group for interviews": (
        others(raw="interviews.qdpx"),
        "interviews.qdpx holds interviews: --group is for a survey, leave it out.",
    ),
    "build: no such rules": (
        others(rules="strict"),
        'set of rules "strict" is not known. Known: default and everyone.',
    ),
    "build: no such decisions": (
        others(decisions="by-hand.csv"),
        "There is no file by-hand.csv: check the name.",
    ),
    "build: a decision about nobody": (
        others(decisions="nobody.csv"),
        "nobody.csv: 1 decision cannot be carried out, so nothing was built.\n  row 2: nobody in"
        " the exports has this identifier: give it as the export has it; a response without one is"
        ' called after its row there, "row-12".',
    ),
    "build: decisions about interviews": (
        others(raw="interviews.qdpx", codebook="", group="", decisions="nobody.csv"),
        "there is no survey in interviews.qdpx, so nobody.csv is about nothing.",
    ),
    "build: a frame about no interviews": (
        others(frame="frame.csv", attributes="people.csv"),
        "there are no interviews in visitors.csv, so people.csv and frame.csv is about nothing.",
    ),
    "build: a frame about no such code": (
        others(raw="interviews.qdpx", codebook="", group="", frame="frame.csv"),
        "frame.csv: 1 cell is wrong, so nothing was built.\n  row 2, column project_code: the"
        ' project has no code "Calmness", did you mean "calm"?',
    ),
    "build: attributes of no such source": (
        others(raw="interviews.qdpx", codebook="", group="", attributes="strangers.csv"),
        "strangers.csv: no row is about a source of interviews.qdpx; give in the first column what"
        " the coding program calls each source.",
    ),
    "build: out is a file": (
        others(out="note.txt"),
        "note.txt is a file: name a folder for the tables.",
    ),
    "build: out holds something else": (
        others(out="book"),
        "book holds codebook.toml, questions.toml, roles.toml and scales.toml, which would be lost:"
        " name a folder that is empty, new, or holds tables only.",
    ),
    "build: out is this folder": (
        others(out="."),
        ". is the folder you are in: name one in it.",
    ),
    "free text: a file": (
        others(free_text="note.txt"),
        "note.txt is a file: name a folder for free text.",
    ),
    "free text: a folder with something else": (
        others(free_text="book"),
        "book holds codebook.toml, questions.toml, roles.toml and scales.toml, which would be lost:"
        " name a folder for free text that is empty, new, or holds nothing else.",
    ),
    "free text: this folder": (
        others(free_text="."),
        ". is not apart from tables, and free text has to be: name a folder that neither lies in"
        " theirs nor holds it.",
    ),
    "free text: with the tables": (
        others(free_text="tables"),
        "tables is not apart from tables, and free text has to be: name a folder that neither lies"
        " in theirs nor holds it.",
    ),
    "free text: in new tables": (
        others(out="new", free_text="new/free"),
        "new/free is not apart from tables, and free text has to be: name a folder that neither"
        " lies in theirs nor holds it.",
    ),
    "free text: in other tables": (
        others(free_text="talks/free"),
        "talks/free is not apart from tables, and free text has to be: name a folder that neither"
        " lies in theirs nor holds it.",
    ),
    "free text: where a project keeps its tables": (
        others(free_text="data/processed/free"),
        "data/processed/free is not apart from tables, and free text has to be: name a folder that"
        " neither lies in theirs nor holds it.",
    ),
    "codebook: another ending": (
        ["codebook", "--to", "html", "--out", "visitors.csv"],
        "visitors.csv does not end in .html: name a file that does.",
    ),
    "codebook: out is a folder": (
        ["codebook", "--to", "html", "--out", "empty"],
        "empty is a folder: name a file in it that ends in .html.",
    ),
    "codebook: tables of interviews": (
        ["codebook", "--to", "csv", "--tables", "talks"],
        "talks holds interviews only, and counts need a survey.",
    ),
    "codebook: tables of another codebook": (
        ["codebook", "--to", "csv", "--codebook", str(LIBRARY), "--tables", "tables"],
        "the tables of visitors were made with another codebook: job differs. Build them again with"
        " this one, or name theirs.",
    ),
    "export: no tables": (
        ["export", "empty", "--to", "sav"],
        "empty holds no datapackage.json, so no tables. Build them with: cpsurvey build RAW empty",
    ),
    "export: another ending": (
        ["export", "tables", "--to", "sav", "--out", "visitors.csv"],
        "visitors.csv does not end in .sav: name a file that does.",
    ),
    "export: out is a folder": (
        ["export", "tables", "--to", "xlsx", "--out", "empty"],
        "empty is a folder: name a file in it that ends in .xlsx.",
    ),
    "export: csv into a file": (
        ["export", "tables", "--to", "csv", "--out", "note.txt"],
        "note.txt is a file: name a folder for tables as CSV.",
    ),
    "export: csv among other things": (
        ["export", "tables", "--to", "csv", "--out", "free"],
        "free holds .gitignore, comments.csv and to-settle.csv, which would be lost: name a folder"
        " for tables as CSV that is empty, new, or holds nothing else.",
    ),
    "export: interviews to SPSS": (
        ["export", "talks", "--to", "sav"],
        "these tables hold interviews only, and SPSS and Stata take a survey's answers; write them"
        " as xlsx or csv.",
    ),
    "export: a project without words": (
        ["export", "talks", "--to", "qdpx"],
        "what people said is in no table, and a .qdpx is made of it: name with --raw the exports"
        " that talks was built from.",
    ),
    "export: a project among tables": (
        ["export", "talks", "--to", "qdpx", "--raw", "interviews.qdpx", "--out", "talks/i.qdpx"],
        "talks/i.qdpx would lie with tables, and it holds what people said: name a file elsewhere.",
    ),
    "export: a project of a survey": (
        ["export", "tables", "--to", "qdpx", "--raw", "interviews.qdpx"],
        "tables holds no interviews, and a .qdpx is made of them.",
    ),
    "export: a project of other interviews": (
        ["export", "talks", "--to", "qdpx", "--raw", "others.qdpx"],
        "talks was not built from others.qdpx as it is now: its texts are not those of the tables."
        " Build the tables again.",
    ),
    "export: a project of no interviews": (
        ["export", "talks", "--to", "qdpx", "--raw", "visitors.csv"],
        "there are no interviews in visitors.csv.",
    ),
    "export: words for Excel": (
        ["export", "talks", "--to", "xlsx", "--raw", "interviews.qdpx"],
        "xlsx holds tables and no words: leave --raw out.",
    ),
    "codebook: a frame with counts": (
        ["codebook", "--to", "qdc", "--tables", "tables"],
        "a .qdc holds the coding frame and no counts: leave --tables out.",
    ),
    "codebook: no frame to write": (
        ["codebook", "--to", "qdc", "--codebook", "book"],
        "The codebook SYNTHETIC library users has no themes, so there is no coding frame to write;"
        " list them in its themes.toml.",
    ),
    "compare: no such file": (
        ["compare-exports", "interviews.qdpx", "interview.qdpx"],
        'There is no file interview.qdpx, did you mean "interviews.qdpx"?',
    ),
    "figures: no project here": (
        ["figures", "--raw", "visitors.csv"],
        "there are no notebooks in notebooks: run this in the project's folder, or name that with"
        " --project.",
    ),
    "figures: no such profile": (
        ["figures", "--raw", "visitors.csv", "--profile", "public"],
        'profile "public" is not known, did you mean "publication"? Known: none, publication and'
        " tre.",
    ),
    "synthesise: out is a file": (
        ["synthesise", "note.txt", "--seed", "1"],
        "note.txt is a file: name a folder for the exports.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_argument_is_answered_in_words_and_changes_nothing(home, capsys, case):
    arguments, message = REFUSED[case]
    before = held(home)
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"cpsurvey: {message}\n")
    assert held(home) == before


def test_codes_filled_in_by_hand_are_not_overwritten(home, capsys):
    shutil.copy("settled.csv", "free/to-settle.csv")
    before = held(home)
    assert main([*BUILD, "--free-text", "free", "--settled", "free/to-settle.csv"]) == 2
    assert capsys.readouterr().err == (
        "cpsurvey: free/to-settle.csv has codes filled in, which would be lost: move it beside your"
        " exports and give it with --settled, or name another folder for free text.\n"
    )
    assert held(home) == before


def test_what_is_settled_has_a_code_and_is_not_asked_for_again(home):
    assert main([*BUILD, "--free-text", "free", "--settled", "settled.csv"]) == 0
    assert cps.read_tables("tables").responses["job"].tolist() == ["pupil", "teacher"]
    assert len((home / "free/to-settle.csv").read_text().splitlines()) == 1


def test_where_one_thing_cannot_be_written_none_is(home, monkeypatch, capsys):
    def fail(*_, **__):
        raise OSError(28, "No space left on device", "tables")

    before = held(home)
    monkeypatch.setattr("cpsurvey.cli.building.write_tables", fail)
    (home / "visitors.csv").write_text(VISITORS.replace("Good", "Fair"), encoding="utf-8")
    assert main([*BUILD, "--report", "--free-text", "free"]) == 2
    assert capsys.readouterr() == ("", "cpsurvey: tables: No space left on device.\n")
    (home / "visitors.csv").write_text(VISITORS, encoding="utf-8")
    assert held(home) == before


@pytest.mark.usefixtures("home")
def test_where_nothing_may_be_written_the_message_names_the_place(monkeypatch, capsys):
    def refuse(dir, prefix):  # noqa: A002
        raise PermissionError(13, "Permission denied", f"{dir}/{prefix}x7")

    monkeypatch.setattr("cpsurvey.files.tempfile.mkdtemp", refuse)
    place = "you may not read or write there: ask for permission, or name another place"
    for arguments, target in (
        (BUILD, "tables"),
        (["draft-codebook", "visitors.csv", "new"], "new"),
        (["export", "tables", "--to", "csv", "--out", "plain"], "plain"),
    ):
        assert main(arguments) == 2
        assert capsys.readouterr().err == f"cpsurvey: {target}: {place}.\n"


def test_a_build_without_report_leaves_no_report_of_other_tables(home):
    assert (home / "tables/data-report.html").exists()
    assert main(BUILD) == 0
    assert not (home / "tables/data-report.html").exists()


def test_where_nobody_is_kept_build_says_so_and_writes_empty_tables(home, capsys):
    (home / "visitors.csv").write_text(VISITORS.replace("\nYes", "\nNo"), encoding="utf-8")
    assert main([*BUILD, "--report", "--free-text", "free"]) == 0
    assert "  kept            0\n  Nobody is kept: every row was left out.\n" in (
        capsys.readouterr().out
    )
    assert len(cps.read_tables("tables").excluded) == 3
    assert "Nobody is kept" in (home / "tables/data-report.html").read_text(encoding="utf-8")
    assert main(["export", "tables", "--to", "sav"]) == 2
    assert capsys.readouterr().err == (
        "cpsurvey: nobody is in these tables: there is nothing to write for SPSS or Stata.\n"
    )


def test_names_with_blanks_and_letters_of_other_languages_are_names(home):
    place = home / "tŷ’r teulu, it's 100% (1)"
    place.mkdir()
    shutil.copytree("book", place / "llyfr côd")
    shutil.copy("visitors.csv", place / "ymwelwyr é.csv")
    where = {"raw": "ymwelwyr é.csv", "out": "t a", "codebook": "llyfr côd", "free_text": "rhydd ŷ"}
    assert main(others(**{name: str(place / path) for name, path in where.items()})) == 0
    assert cps.read_tables(place / "t a").name == "ymwelwyr é"
    assert main(["export", str(place / "t a"), "--to", "sav", "--out", str(place / "é.SAV")]) == 0
    assert (place / "é.SAV").exists()


def test_what_people_said_is_written_apart_and_the_key_with_it(home):
    arguments = ["--attributes", "people.csv", "--free-text", "said", "--report"]
    assert main(["build", "interviews.qdpx", "talks", *arguments]) == 0
    tables = cps.read_tables("talks")
    assert tables.interviews[["interview", "group"]].values.tolist() == [["Heron", "parent"]]
    key = pd.read_csv("said/interview-names.csv", dtype=str)
    assert key[["interview", "name"]].values.tolist() == [["Heron", "01"]]
    assert pd.read_csv("said/passages.csv")["words"].tolist() == ["quiet"]
    assert len(pd.read_csv("said/memos.csv")) == 0
    assert (home / "said/.gitignore").read_text() == "*\n"
    assert ">quiet<" not in (home / "talks/data-report.html").read_text(encoding="utf-8")


def test_a_frame_is_applied_and_told_of(home, capsys):
    (home / "frame.csv").write_text(
        "Action;project_code;code;reason;date\ndrop;calm;;a try;2026-01-02\n"
    )
    assert main(["build", "interviews.qdpx", "talks", "--frame", "frame.csv", "--report"]) == 0
    said = capsys.readouterr().out
    assert "  codes           1  the team left it out (1 coding)\n" in said
    assert "  left out        1  of the codings: dropped, or the same words under two" in said
    assert cps.read_tables("talks").mapped.values.tolist() == [
        ["Calm", "", "dropped", 1, 0, "a try"]
    ]
    assert "a try" in (home / "talks/data-report.html").read_text(encoding="utf-8")


def test_a_teams_files_may_stand_in_sources_toml(home):
    (home / "frame.csv").write_text("action,project_code,code,reason\ntheme,Calm,OWN.calm,x\n")
    (home / "sources.toml").write_text(
        'data = "Demo"\nattributes = "people.csv"\nframe = "frame.csv"\n'
        '[[source]]\nfile = "interviews.qdpx"\nkind = "interviews"\n'
    )
    assert main(["build", ".", "new"]) == 0
    tables = cps.read_tables("new")
    assert tables.codings[["interview", "code"]].values.tolist() == [["Heron", "OWN.calm"]]


def test_several_files_of_one_project_are_put_together(home):
    for interview in ("01", "02"):
        (home / f"{interview}.csv").write_text(f'"",A : Int {interview}\n1 : Calm,2\n')
    listing = (f'[[source]]\nfile = "{n}.csv"\nkind = "interviews"\n' for n in ("01", "02"))
    (home / "sources.toml").write_text('data = "Demo"\n' + "".join(listing))
    assert main(["build", ".", "new", "--report"]) == 0
    tables = cps.read_tables("new")
    assert tables.interviews["interview"].tolist() == ["Int 01", "Int 02"]
    assert tables.mapped["kept"].tolist() == [4]
    assert tables.codings["start"].isna().all()
    page = (home / "new/data-report.html").read_text(encoding="utf-8")
    assert "Without a position in 01.csv: 2 codings." in page


@pytest.mark.usefixtures("home")
def test_what_an_export_holds_decides_and_not_its_ending(capsys):
    shutil.copy("interviews.qdpx", "talks.csv")
    assert main(["inspect", "talks.csv"]) == 0
    assert "selection agree by own words" in capsys.readouterr().out
    assert main(["build", "talks.csv", "new"]) == 0
    assert cps.read_tables("new").interviews["interview"].tolist() == ["01"]


@pytest.mark.usefixtures("home")
def test_a_coding_frame_is_written_for_coding_programs_and_inspected(capsys):
    assert main(["codebook", "--to", "qdc", "--out", "frame.qdc"]) == 0
    assert main(["inspect", "frame.qdc"]) == 0
    said = capsys.readouterr().out
    assert "  sources     0\n" in said
    assert "  codes       125, of which 13 at the top; 2 levels\n" in said


@pytest.mark.usefixtures("home")
def test_interviews_are_written_with_their_words_for_another_program(capsys):
    arguments = ["export", "talks", "--to", "qdpx", "--raw", "interviews.qdpx", "--out", "i.qdpx"]
    assert main(arguments) == 0
    assert cps.read_coding_export("i.qdpx").texts.keys()
    assert main(["build", "i.qdpx", "again"]) == 0
    one, other = (cps.read_tables(folder).codings for folder in ("talks", "again"))
    assert one[["interview", "code", "start", "end"]].equals(
        other[["interview", "code", "start", "end"]]
    )
    capsys.readouterr()


@pytest.mark.usefixtures("home")
def test_two_exports_are_compared_in_words(capsys):
    assert main(["compare-exports", "interviews.qdpx", "interviews.qdpx"]) == 0
    assert capsys.readouterr().out == "Nothing differs.\n"
    assert main(["compare-exports", "interviews.qdpx", "others.qdpx"]) == 0
    assert "text changed" in capsys.readouterr().out


def test_a_csv_export_replaces_one_from_before(home):
    for tables in ("talks", "tables"):
        assert main(["export", tables, "--to", "csv", "--out", "plain"]) == 0
    names = {path.name for path in (home / "plain").iterdir()}
    assert "responses.csv" in names
    assert "codings.csv" not in names


@pytest.mark.usefixtures("home")
def test_a_reader_that_has_had_enough_is_no_fault(monkeypatch, capsys):
    gone, here = os.pipe()
    os.close(gone)
    with os.fdopen(here, "w") as console:
        monkeypatch.setattr("sys.stdout", console)
        assert main(["inspect", "visitors.csv"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("home")
def test_who_stops_a_command_sees_a_sentence(monkeypatch, capsys):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cpsurvey.cli.writing.read_any_export", stop)
    assert main(["inspect", "visitors.csv"]) == 130
    assert capsys.readouterr().err == "cpsurvey: stopped; nothing is half-written.\n"
