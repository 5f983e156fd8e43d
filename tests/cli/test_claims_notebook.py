"""The notebook of the claims, cell by cell, on what a team may have."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures import saving

PROJECT = Path(__file__).parents[2]
NOTEBOOK = PROJECT / "notebooks" / "10-claims.ipynb"
COUNTS = ["count", "base", "count_reference", "base_reference"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the cells on some tables and return the figures' results by name."""
    monkeypatch.setattr(figures, "save", functools.partial(saving.save, formats=()))

    def cells(tables, profile="publication"):
        monkeypatch.setattr(cps, "read_tables", lambda _: tables)
        (tmp_path / "tables").mkdir(exist_ok=True)  # what figures say that they were made from
        monkeypatch.setenv("CPSURVEY_TABLES", str(tmp_path / "tables"))
        monkeypatch.setenv("CPSURVEY_FIGURES", str(tmp_path))
        monkeypatch.setenv("CPSURVEY_PROFILE", profile)
        known: dict[str, object] = {}
        for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), known)
                plt.close("all")
        return {path.stem: pd.read_csv(path) for path in tmp_path.glob("*.csv")}

    return cells


@pytest.fixture
def own():
    """The synthetic study under a name that is not synthetic, without interviews."""
    return replace(cps.load_example(), name="A study", interviews=None)


@pytest.mark.slow
def test_it_makes_the_figures_that_are_listed(run):
    listed = (PROJECT / "notebooks" / "figures.txt").read_text(encoding="utf-8").splitlines()
    made = run(cps.load_example(), profile="none")
    assert set(made) == {name for name in listed if name.startswith("10-")}


@pytest.mark.slow
def test_real_data_shows_no_small_count_and_is_never_recovered(run, own):
    made = run(own)
    for name, result in made.items():
        if name == "10-bases":
            continue
        ours = result[result["finding"].isna()] if "finding" in result else result
        counts = ours[ours.columns.intersection(COUNTS)]
        people = ours["id"] != "attendance-professions"  # a list of professions
        assert not counts[people].isin(range(1, 5)).any(axis=None)
        assert not ours["verdict"].astype(str).str.contains("synthetic").any()


@pytest.mark.slow
def test_few_people_leave_out_the_figures_that_would_tell_of_them(run, own):
    few = own.responses["respondent"].iloc[:40]
    tables = replace(
        own,
        responses=own.responses.iloc[:40],
        nonresponse=own.nonresponse[own.nonresponse["respondent"].isin(few)],
    )
    assert "10-specifications-phone" not in run(tables)


def test_another_questionnaire_and_interviews_alone_are_told_why_not(run, visitors_tables):
    with pytest.raises(QuestionError) as error:
        run(visitors_tables)
    assert str(error.value).endswith(
        'claims.toml: claim share-social-workers: question "role" is not known. Known: group,'
        " consent, satisfaction, borrowed, loans, uses, rooms__hall and rooms__attic."
    )
    with pytest.raises(QuestionError) as error:
        run(cps.load_example().interviews)
    assert str(error.value).startswith("claims are checked against survey tables")


@pytest.fixture
def visitors_tables(export_of, library):
    """Tables of a questionnaire that has nothing to do with conferences."""
    columns = {f"Q{number}": ["", ""] for number in (2, 3, 4, 7)}
    options = {"Q5__1": ["", ""], "Q5__2": ["", ""], "Q5__3": ["", ""], "Q6__1": ["", ""]}
    return cps.clean_survey(export_of("visitor", Q1=["Yes", "Yes"], **columns, **options), library)
