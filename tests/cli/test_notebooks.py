"""Notebooks are run apart; figures that are not as listed, or a cell that fails, change nothing."""

import json
import subprocess

import pytest

import cpsurvey as cps
from cpsurvey.cli import notebooks
from cpsurvey.errors import CpsurveyError

SAVE = """import os, pathlib
for name in NAMES:
    for ending in (".svg", ".png", ".pdf", ".csv", ".txt", ".json"):
        pathlib.Path(os.environ["CPSURVEY_FIGURES"], name + ending).write_text(name)"""


EMPTY = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
CELL = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}


@pytest.fixture
def project(tmp_path):
    """A project with tables (by their description only) and figures made before."""
    for folder in ("notebooks", "figures", "data/processed"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text("{}")
    (tmp_path / "figures/01-a.png").write_text("old")
    return tmp_path


def write(project, listed, *, tables=True, **cells):
    (project / "notebooks/figures.txt").write_text("\n".join(listed))
    for name, source in cells.items():
        path = project / "notebooks" / f"{name.replace('n', '', 1)}-x.ipynb"
        asks = f"{source}\n# CPSURVEY_TABLES" if tables else source
        path.write_text(json.dumps({**EMPTY, "cells": [{**CELL, "source": asks}]}))


@pytest.fixture
def pretend(monkeypatch):
    """Run no notebook: say for each what it made and what stopped it."""

    def give(**done):
        def run(pages, tables, figures, *_):  # noqa: ARG001
            ran = []
            for page in pages:
                names, *fault = done[f"n{page.stem.removesuffix('-x')}"]
                for name in names:
                    for ending in notebooks.ENDINGS:
                        (figures / f"{name}{ending}").write_text(name)
                ran.append(notebooks.Ran(page, *fault))
            return ran

        monkeypatch.setattr(notebooks, "run_notebooks", run)

    return give


def refused(project):
    with pytest.raises(CpsurveyError) as caught:
        notebooks.make_figures(project)
    assert [path.read_text() for path in (project / "figures").iterdir()] == ["old"]
    return str(caught.value).replace(str(project), "HERE")


def test_figures_take_the_place_of_those_before_and_sources_stay_as_they_are(project):
    write(project, ["01-a", "01-b"], n01=SAVE.replace("NAMES", "['01-a', '01-b']"))
    before = {path: path.read_bytes() for path in (project / "notebooks").iterdir()}
    notebooks.make_figures(project)
    made = {path.name for path in (project / "figures").iterdir()}
    assert made == {name + ending for name in ("01-a", "01-b") for ending in notebooks.ENDINGS}
    assert before == {path: path.read_bytes() for path in (project / "notebooks").iterdir()}
    assert {path.name for path in (project / "build/notebooks").iterdir()} == {"01-x.html"}


def test_figures_that_are_not_those_listed_are_named(project, pretend):
    write(project, ["01-a"], n01="")
    pretend(n01=[["01-b"]])
    message = refused(project)
    assert message.startswith(
        "the figures are not those listed: 01-a.csv is listed in notebooks/figures.txt and was not"
        " made,"
    )
    assert "01-b.csv was made and is not listed in notebooks/figures.txt" in message


def test_a_cell_that_fails_is_told_in_one_line(project):
    write(project, ["01-a"], n01="1 / 0")
    assert refused(project) == (
        "no figures were made:\n  HERE/notebooks/01-x.ipynb: ZeroDivisionError: division by zero"
    )


def test_a_question_that_is_not_there_is_named(project, monkeypatch):
    write(project, ["01-a"], n01="")
    said = '{"name": "QuestionError", "message": "no question x."}'
    done = subprocess.CompletedProcess([], 0, stdout=said, stderr="")
    monkeypatch.setattr(notebooks.subprocess, "run", lambda *_, **__: done)
    assert refused(project) == "no figures were made:\n  HERE/notebooks/01-x.ipynb: no question x."


def test_without_tables_it_says_how_to_build_them(tmp_path):
    with pytest.raises(CpsurveyError) as caught:
        notebooks.make_figures(tmp_path)
    assert str(caught.value).replace(str(tmp_path), "HERE") == (
        "there are no tables in HERE/data/processed; build them with: cpsurvey build HERE/data/raw"
        " HERE/data/processed"
    )


def test_a_fingerprint_changes_with_a_byte_a_name_and_a_word(tmp_path):
    (tmp_path / "a").write_text("1")
    first = notebooks.fingerprint([tmp_path], "publication")
    assert notebooks.fingerprint([tmp_path], "publication") == first
    assert notebooks.fingerprint([tmp_path], "tre") != first
    (tmp_path / "a").write_text("2")
    assert notebooks.fingerprint([tmp_path], "publication") != first
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b").write_text("1")
    assert notebooks.fingerprint([tmp_path], "publication") != first


@pytest.mark.parametrize(
    ("data", "folder"),
    [("Pilot 2020", "Pilot 2020"), ("../../x", "x"), ("a/b:c", "a-b-c"), ("x" * 300, "x" * 80)],
)
def test_a_folder_is_named_after_the_data_and_lies_in_build(data, folder):
    assert notebooks.folder_name(data) == folder


@pytest.mark.parametrize("data", [".", "..", "notebooks", "///"])
def test_a_name_that_would_replace_another_folder_is_refused(data):
    with pytest.raises(CpsurveyError) as caught:
        notebooks.folder_name(data)
    assert str(caught.value) == (
        f'the data\'s name "{data}" cannot name the folder of its figures: change it in'
        " sources.toml."
    )


def test_a_figure_that_no_notebook_makes_is_not_lost(project):
    write(project, ["01-b"], n01=SAVE.replace("NAMES", "['01-b']"))
    assert refused(project) == (
        "HERE/figures holds 01-a.png, which notebooks/figures.txt does not list: move or delete it,"
        " or list it and have a notebook make it."
    )


@pytest.fixture
def own(project, raw, monkeypatch):
    """A team's own exports, under a name that is not synthetic; of the package one file."""
    package = project / "package"
    package.mkdir()
    (package / "module.py").write_text("")
    monkeypatch.setattr(notebooks, "PACKAGE", package)
    text = 'data = "Our pilot"\n[[source]]\nfile = "SYNTHETIC-parents.csv"\ngroup = "parent"\n'
    (raw / "sources.toml").write_text(text, encoding="utf-8")
    return raw


def test_a_notebook_that_lacks_a_question_is_left_out_with_all_its_figures(project, own, pretend):
    write(project, ["01-a", "02-b"], n01="", n02="")
    pretend(n01=[["01-a"]], n02=[["02-b"], "no question x.", True])
    said = notebooks.make_own_figures(project, own, None, "publication")
    assert "Left out 02-x.ipynb: no question x." in said
    made = {path.name for path in (project / "build/Our pilot/figures").iterdir()}
    assert made == {f"01-a{ending}" for ending in notebooks.ENDINGS}
    again = notebooks.make_own_figures(project, own, None, "publication")
    assert again == f"{project / 'build/Our pilot'} is up to date"
    (project / "package/module.py").write_text("changed = True")
    assert notebooks.make_own_figures(project, own, None, "publication") == said


def test_a_notebook_that_brings_its_own_data_is_not_run_on_a_teams(project, own, pretend):
    write(project, ["01-a", "02-b"], n01="")
    write(project, ["01-a", "02-b"], tables=False, n02="")
    pretend(n01=[["01-a"]], n02=[["02-b"]])
    notebooks.make_own_figures(project, own, None, "publication")
    made = {path.stem for path in (project / "build/Our pilot/figures").iterdir()}
    assert made == {"01-a"}


def test_a_figure_that_a_notebook_left_out_is_told_and_the_others_are_kept(project, own, pretend):
    write(project, ["01-a", "01-b"], n01="")
    pretend(n01=[["01-a"]])
    said = notebooks.make_own_figures(project, own, None, "publication")
    assert "Left out figure 01-b: this data does not have what it shows" in said.splitlines()
    made = {path.name for path in (project / "build/Our pilot/figures").iterdir()}
    assert made == {f"01-a{ending}" for ending in notebooks.ENDINGS}


def test_the_teams_own_corrections_reach_its_figures(project, own, monkeypatch):
    write(project, [], n01="")
    export = cps.read_survey_export(own / "SYNTHETIC-parents.csv", group="parent")
    people = export.meta["respondent"][export.meta["finished"] == "yes"]
    kept = set(cps.load_example().responses["respondent"])
    person = next(name for name in people if name in kept)
    lines = ["respondent,question,action,value,date", f"{person},,withdraw,,2021-03-31"]
    (own / "decisions.csv").write_text("\n".join(lines), encoding="utf-8")
    (own / "to-settle.csv").write_text("question,typed,code\n", encoding="utf-8")
    sources = own / "sources.toml"
    files = 'decisions = "decisions.csv"\nsettled = "to-settle.csv"\n'
    sources.write_text(files + sources.read_text(encoding="utf-8"), encoding="utf-8")
    seen = []

    def ran(pages, tables, *_):
        seen.append(cps.read_tables(tables))
        return [notebooks.Ran(page) for page in pages]

    monkeypatch.setattr(notebooks, "run_notebooks", ran)
    notebooks.make_own_figures(project, own, None, "publication")
    assert person not in set(seen[0].responses["respondent"])
    assert seen[0].excluded["rule"].eq("withdrawn").sum() == 1
    again = notebooks.make_own_figures(project, own, None, "publication")
    assert again == f"{project / 'build/Our pilot'} is up to date"
    (own / "decisions.csv").write_text(lines[0], encoding="utf-8")
    notebooks.make_own_figures(project, own, None, "publication")
    assert person in set(seen[1].responses["respondent"])


def test_where_no_notebook_can_be_finished_nothing_is_made(project, own, pretend):
    write(project, [], n01="")
    pretend(n01=[[], "no question x.", True])
    with pytest.raises(CpsurveyError) as caught:
        notebooks.make_own_figures(project, own, None, "publication")
    assert str(caught.value) == (
        "no notebook could be finished:\n  Left out 01-x.ipynb: no question x."
    )
    assert not (project / "build/Our pilot").exists()


def test_real_data_is_not_released_unprotected(project, own):
    write(project, [], n01="")
    with pytest.raises(CpsurveyError) as caught:
        notebooks.make_own_figures(project, own, None, "none")
    assert str(caught.value) == (
        'profile "none" is for synthetic data, and Our pilot is not: use publication or tre.'
    )


def test_a_process_that_ends_before_its_notebook_is_started_again(project, monkeypatch):
    write(project, [], n01="")
    (project / "figures/01-a.png").unlink()
    codes = [1, 0]

    def run(command, **_):
        ran = json.dumps({**EMPTY, "cells": []})
        return subprocess.CompletedProcess(command, codes.pop(0), stdout=ran, stderr="")

    monkeypatch.setattr(notebooks.subprocess, "run", run)
    notebooks.make_figures(project)
    assert codes == []


def test_a_process_that_never_gets_to_its_notebook_is_told(project, monkeypatch):
    write(project, ["01-a"], n01="")
    monkeypatch.setattr(notebooks.sys, "executable", "/bin/false")
    assert refused(project) == (
        "no figures were made:\n  HERE/notebooks/01-x.ipynb: the process was ended"
    )
