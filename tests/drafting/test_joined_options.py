"""Select-alls in one column: what a draft takes for their options, and what tables make of them."""

from dataclasses import replace

import pytest

import cpsurvey as cps
from cpsurvey.codebook import load_codebook
from cpsurvey.exports import DefinedQuestion, Definition

LABELS = ("Phone", "Phone, video", "Video", "In the room (e.g. at school, or at home)")
OPTIONS = tuple(zip(("1", "2", "10", "11"), LABELS, strict=True))


def tables_of(export, folder, definition=None):
    """The ticks by the draft that nobody edited."""
    draft = cps.draft_codebook(export, definition=definition)
    for name, text in draft.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    tables = cps.clean_survey(export, load_codebook(folder))
    assert draft.questions["type"].tolist() == ["multi"]
    return draft.questions["options"][0], tables


@pytest.mark.parametrize(
    "cells",
    [
        ["Phone,Phone, video", "Phone, video", f"Video,{LABELS[3]}", ""],
        ["1,2", "2", "10,11", ""],
    ],
)
def test_a_definition_tells_options_that_hold_the_sign_that_joins(export_of, tmp_path, cells):
    asked = DefinedQuestion("Q5", "How did you join?", "multi", ("Q5",), OPTIONS)
    definition = Definition("survey.qsf", "qualtrics", "Survey", (asked,))
    options, tables = tables_of(export_of("all", Q5=cells), tmp_path, definition)
    assert options == LABELS
    ticks = tables.responses.filter(like="__")
    assert ticks.iloc[:3].to_numpy(dtype=bool).tolist() == [
        [True, True, False, False],
        [False, True, False, False],
        [False, False, True, True],
    ]
    assert ticks.iloc[3].isna().all()
    assert tables.flags.empty


def test_two_options_that_also_stand_together_are_a_select_all(export_of, tmp_path):
    cells = ["Interactive", "Batch", "Interactive, Batch", "Interactive"] * 5
    export = replace(export_of("all", Q5=cells), platform="google_forms")
    options, tables = tables_of(export, tmp_path)
    assert options == ("Batch", "Interactive")
    assert tables.responses["q5__batch"].sum() == 10
    assert tables.responses["q5__interactive"].sum() == 15
