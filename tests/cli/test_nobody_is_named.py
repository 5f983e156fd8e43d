"""Names of people that a team's files hold are in no table, page, printed line or message."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.cli import main
from cpsurvey.writers import write_refi_qda

PEOPLE = ("Siân Davies.docx", "Interview with Mrs Jones 3", "Cardiff parent 2", "J Smith 01")
TELLING = ("Siân", "Davies", "Jones", "Cardiff", "Smith", "Zoe")


def project(*names: str) -> bytes:
    """A project of these interviews that names people wherever a project can."""
    codes = pd.DataFrame({"code": ["calm"], "name": ["Calm"], "parent": [""]})
    codings = pd.DataFrame(
        {"source": list(names), "code": "calm", "coder": "Zoe", "start": 4, "end": 9}
    )
    told = {"Interview": "Mrs Jones", "role": "Siân's mother", "Name": "Zoe"}
    texts = [(name, "Was quiet, Zoe.", told) for name in names]
    return write_refi_qda("Siân's project", ["Zoe"], codes, texts, codings)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(*texts: str) -> list[str]:
    """Return the names that stand in texts."""
    return [name for name in TELLING for text in texts if name in text]


def written(folder: str) -> list[str]:
    """Return what is in the files and tables of a folder."""
    files = [path.read_bytes().decode("utf-8", "replace") for path in Path(folder).iterdir()]
    frames = [pd.read_parquet(path) for path in Path(folder).glob("*.parquet")]
    assert len(frames) == 5
    return [*files, *(frame.to_csv() for frame in frames)]


def test_names_of_sources_coders_and_projects_are_nowhere(capsys):
    Path("p.qdpx").write_bytes(project(*PEOPLE))
    assert main(["inspect", "p.qdpx"]) == 0
    assert main(["build", "p.qdpx", "out", "--report"]) == 0
    assert main(["compare-exports", "p.qdpx", "p.qdpx"]) == 0
    assert named(*written("out"), *capsys.readouterr()) == []
    assert cps.read_tables("out").interviews["interview"].tolist() == [
        "interview-01", "interview-02", "interview-03", "interview-04",
    ]  # fmt: skip


def test_a_file_of_one_interview_gives_the_data_no_name(capsys):
    Path("Siân Davies.qdpx").write_bytes(project("01"))
    assert main(["build", "Siân Davies.qdpx", "out", "--report"]) == 0
    assert cps.read_tables("out").name == "interview-file-1"
    assert named(*written("out"), *capsys.readouterr()) == []


def test_files_of_one_interview_each_are_numbered_in_the_report(home, capsys):
    files = ("Siân Davies.csv", "Mrs Jones.csv", "INT 03.csv")
    for number, file in enumerate(files, start=1):
        Path(file).write_text(f'"",A : INT 0{number}\n1 : Calm,2\n', encoding="utf-8")
    listing = (f'[[source]]\nfile = "{file}"\nkind = "interviews"\n' for file in files)
    Path("sources.toml").write_text('data = "Pilot"\n' + "".join(listing), encoding="utf-8")
    assert main(["build", str(home), "out", "--report"]) == 0
    said = capsys.readouterr().out
    assert named(*written("out"), said) == []
    for name in ("interview-file-1.csv", "interview-file-2.csv", "INT 03.csv"):
        assert f"Interviews: {name} (NVivo)" in said


WRONG = {
    "people.csv": "source,group\nMrs Jonas,Parents\n",
    "frame.csv": "action,project_code,code,reason,interview,coder\n"
    "split,Calm,SAF,x,Siân Davies,\nsplit,Calm,SAF,x,,Zoe\n",
}


@pytest.mark.parametrize(
    ("option", "file"), [("--attributes", "people.csv"), ("--frame", "frame.csv")]
)
def test_what_is_wrong_is_told_without_names(capsys, option, file):
    Path("p.qdpx").write_bytes(project(*PEOPLE))
    Path(file).write_text(WRONG[file], encoding="utf-8")
    assert main(["build", "p.qdpx", "out", option, file]) == 2
    assert named(capsys.readouterr().err) == []
    assert not Path("out").exists()


def test_a_folder_without_a_list_is_told_without_names(capsys):
    Path("raw").mkdir()
    Path("p.qdpx").write_bytes(project(*PEOPLE))
    shutil.copy("p.qdpx", "raw/Siân Davies.qdpx")
    assert main(["build", "raw", "out"]) == 2
    assert "raw has no sources.toml (it holds 1 .qdpx)" in (said := capsys.readouterr().err)
    assert named(said) == []
