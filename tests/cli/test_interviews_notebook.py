"""The notebook of the interviews, cell by cell, on what a team may have."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import saving

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
COUNTS = [
    "count", "base", "count_reference", "base_reference", "interviews", "codings", "uncoded",
]  # fmt: skip
ALL_TOGETHER = ["all_codes", "any_code"]  # agreement on these tells nothing of what was said


@pytest.fixture
def few():
    """Nine interviews under a name that is not synthetic; of four no group, of none the mode."""
    made = cps.load_example().interviews
    people = made.interviews.iloc[[0, 1, 2, 3, 4, 52, 53, 54, 60]].reset_index(drop=True)
    people = people.assign(
        group=people["group"].where(people.index < 5),
        join_mode=people["join_mode"].where(people.index < 0),
    )
    codings = made.codings[made.codings["interview"].isin(people["interview"])]
    return replace(made, name="Interview study", interviews=people, codings=codings)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a notebook's cells on some tables and return the figures' results by name."""
    numbers_only = functools.partial(saving.save, formats=())
    monkeypatch.setattr(figures, "save", numbers_only)

    def cells(tables, name="09-interviews", profile="publication"):
        monkeypatch.setattr(cps, "read_tables", lambda _: tables)
        (tmp_path / "tables").mkdir(exist_ok=True)  # what figures say that they were made from
        monkeypatch.setenv("CPSURVEY_TABLES", str(tmp_path / "tables"))
        monkeypatch.setenv("CPSURVEY_FIGURES", str(tmp_path))
        monkeypatch.setenv("CPSURVEY_PROFILE", profile)
        known = {"display": lambda _: None}
        notebook = (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
        for cell in json.loads(notebook)["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), known)
        return {path.stem: pd.read_csv(path) for path in tmp_path.glob("*.csv")}

    return cells


def test_few_interviews_alone_show_no_small_count_and_no_name(run, few):
    made = run(few)
    assert set(made) == {
        "09-agreement", "09-saturation", "09-themes", "09-themes-in-detail", "09-together",
    }  # fmt: skip
    for result in made.values():
        told = result[~result["code"].isin(ALL_TOGETHER)] if "code" in result else result
        counts = told[told.columns.intersection(COUNTS)]
        assert not counts.isin(range(1, 5)).any(axis=None)
        assert not result.astype(str).isin(set(few.interviews["interview"])).any(axis=None)
    assert "join_mode" not in made["09-themes"]
    assert set(made["09-themes"]["group_label"]) == {
        "Professionals", "Parents", "Group: not known",
    }  # fmt: skip


def test_a_matrix_of_counts_shows_only_the_themes_that_were_raised(run, few):
    codings = few.codings.assign(start=pd.NA, end=pd.NA, segment="", coder="")
    codings = codings.astype({"start": "Int64", "end": "Int64"})
    people = few.interviews[["interview", "source", "characters"]]
    flat = few.themes.assign(parent="")
    made = run(replace(few, interviews=people, codings=codings, themes=flat))
    assert set(made) == {"09-saturation", "09-themes"}
    assert set(made["09-themes"]["code"]) < set(codings["code"])  # the 40 most raised


def test_interviews_that_nobody_coded_are_no_error(run, few):
    made = run(replace(few, codings=few.codings.iloc[:0]))
    assert set(made["09-themes"]["count"].dropna()) <= {0}


@pytest.mark.slow
def test_the_joint_display_says_what_its_lines_are(run, tmp_path):
    tables = cps.load_example()
    made = tables.interviews
    once = replace(made, codings=made.codings[made.codings["coder"] == "coder-1"])
    assert "09-joint-display" in run(replace(tables, interviews=once), profile="none")
    words = (tmp_path / "09-joint-display.txt").read_text(encoding="utf-8")
    assert "Lines are Wilson's 95% intervals, as for a random sample." in words


def test_interviews_alone_leave_out_what_asks_for_answers(run, few):
    with pytest.raises(QuestionError) as error:
        run(few, "11-how-sure")
    assert str(error.value).startswith("these tables hold interviews, and no answers to a survey.")
