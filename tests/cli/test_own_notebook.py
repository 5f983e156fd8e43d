"""The notebook of one's own questionnaire: its export is made again, and its cells run."""

import functools
import json
from pathlib import Path

import pandas as pd
import pytest
import statsmodels

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.cli import main
from cpsurvey.figures import saving

PROJECT = Path(__file__).parents[2]
LIBRARY = PROJECT / "data" / "library"


def test_the_export_is_made_again_byte_for_byte(tmp_path, monkeypatch):
    text = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if "synthesise data/library" in line]
    monkeypatch.chdir(PROJECT)
    words = line.split()[1:]
    words[words.index("data/library")] = str(tmp_path)
    assert main(words) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "SYNTHETIC-library-users.csv", "sources.toml",
    }  # fmt: skip
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (LIBRARY / path.name).read_bytes()


@pytest.mark.parametrize(("study", "lines"), [("library", 11), ("anes96", 18)])
def test_the_corrected_codebooks_are_drafts_of_today_but_for_a_few_lines(study, lines):
    election = Path(statsmodels.__file__).parent / "datasets" / "anes96" / "anes96.csv"
    export = {"library": LIBRARY / "SYNTHETIC-library-users.csv", "anes96": election}[study]
    changed = 0
    for name, text in cps.draft_codebook(cps.read_survey_export(export)).files.items():
        edited = (PROJECT / "data" / study / "my-codebook" / name).read_text(encoding="utf-8")
        changed += len(set(edited.splitlines()) - set(text.splitlines()))
    assert changed == lines


@pytest.mark.slow
def test_its_cells_make_the_figures_that_are_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "save", functools.partial(saving.save, formats=()))
    monkeypatch.chdir(PROJECT / "notebooks")
    monkeypatch.setenv("CPSURVEY_FIGURES", str(tmp_path))
    known: dict[str, object] = {}
    notebook = (PROJECT / "notebooks/12-own-questionnaire.ipynb").read_text(encoding="utf-8")
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), known)
    made = {path.stem: pd.read_csv(path) for path in tmp_path.glob("*.csv")}
    listed = (PROJECT / "notebooks" / "figures.txt").read_text(encoding="utf-8").splitlines()
    assert set(made) == {name for name in listed if name.startswith("12-")}
    for name, result in made.items():
        synthetic = result["data"].str.startswith("SYNTHETIC").all()
        assert synthetic == name.startswith("12-library")
    assert len(known["tables"].responses) == 240
    assert known["tables"].questions.set_index("question")["ordered"]["satisfaction"]
    assert "content" not in set(known["tables"].responses["satisfaction"])
    vote = cps.response_table(known["people"], "vote").set_index("answer")["count"]
    assert vote.to_dict() == {"clinton": 551, "dole": 393}
