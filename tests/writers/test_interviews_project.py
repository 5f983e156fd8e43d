"""Tables of interviews as a project, and the same tables from it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning import clean_codings
from cpsurvey.codebook import load_codebook
from cpsurvey.errors import TablesError
from cpsurvey.readers import read_coding_export
from cpsurvey.tables import InterviewTables
from cpsurvey.writers import write_interviews_project, write_refi_qda

TEXTS = {"P01": "I was calm on the phone.", "P02": "Ŵyr 😀: nobody told us.", "P03": "No."}
CODEBOOK = load_codebook()


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> InterviewTables:
    """Interviews cleaned from a project, one of them coded by nobody."""
    themes = [theme for theme in CODEBOOK.themes if theme.parent][:2]
    codes = pd.DataFrame(
        {"code": ["a", "b"], "name": [theme.label for theme in themes], "parent": ["", ""]}
    )
    codings = pd.DataFrame(
        {
            "source": ["P01", "P01", "P02", "P02"],
            "code": ["a", "a", "b", "a"],
            "coder": ["Ann", "Bob", "Bob", ""],
            "start": [2, 2, 7, 0],
            "end": [10, 10, 13, 3],
            "segment": ["1", "2", "3", "4"],
        }
    )
    told = {"group": "parent", "nation": "Wales", "recorded": "2020-10-01"}
    sources = [("P01", TEXTS["P01"], told), ("P02", TEXTS["P02"], {"group": "professional"}),
               ("P03", TEXTS["P03"], {})]  # fmt: skip
    path = tmp_path_factory.mktemp("made") / "demo.qdpx"
    path.write_bytes(write_refi_qda("demo", ["Ann", "Bob"], codes, sources, codings))
    return clean_codings(read_coding_export(path), CODEBOOK, name="demo")


def test_the_same_tables_come_from_the_project_written(tables, tmp_path):
    path = tmp_path / "again.qdpx"
    path.write_bytes(write_interviews_project(tables, TEXTS))
    again = clean_codings(read_coding_export(path), CODEBOOK, name="demo")
    apart = ["source"]
    pd.testing.assert_frame_equal(
        again.interviews.drop(columns=apart), tables.interviews.drop(columns=apart)
    )
    pd.testing.assert_frame_equal(again.codings, tables.codings)
    pd.testing.assert_frame_equal(again.themes, tables.themes)
    assert again.interviews["recorded"].notna().sum() == 1


def test_the_same_tables_give_the_same_bytes_whatever_their_order(tables):
    shuffled = replace(tables, codings=tables.codings[::-1])
    assert write_interviews_project(shuffled, TEXTS) == write_interviews_project(tables, TEXTS)


def test_an_interview_without_its_text_is_counted(tables):
    with pytest.raises(TablesError) as caught:
        write_interviews_project(tables, {"P01": "I was calm."})
    assert str(caught.value) == (
        "2 of 3 interviews have no text, and a project is made of texts: read an export that holds"
        " them, or leave those interviews out."
    )


def test_codings_without_positions_are_counted(tables):
    codings = tables.codings.assign(start=pd.array([1, None, None, 1], "Int64"))
    with pytest.raises(TablesError) as caught:
        write_interviews_project(replace(tables, codings=codings), TEXTS)
    assert str(caught.value) == (
        "2 of 4 codings have no positions, so that no program could show what they mark: read an"
        " export that holds positions."
    )
