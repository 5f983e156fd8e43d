"""What a definition or a platform does not say of a question is told by its answers."""

from __future__ import annotations

import pytest

from cpsurvey.drafting.naming import stem_of
from cpsurvey.exports import DefinedQuestion, Definition

from .conftest import build, export_of

TOWNS = ["Leeds", "York"] * 20


@pytest.mark.parametrize(
    ("platform", "cells", "kind", "confidence"),
    [
        ("qualtrics", ["0", "0.5", "1", "12"] * 5, "number", "likely"),
        ("qualtrics", TOWNS, "text", "sure"),
        ("qualtrics", ["0", "about 3", "1", "12"] * 5, "text", "sure"),
        ("spss", TOWNS, "single", "likely"),
        ("spss", [f"Words of person {n} " for n in range(20)], "text", "sure"),
    ],
)
def test_a_text_without_a_type(tmp_path, platform, cells, kind, confidence):
    asked = DefinedQuestion("Q1", "What is it?", "text", ("Q1",))
    export = export_of({"Q1": cells}, platform=platform)
    definition = Definition("a.qsf", platform, "", (asked,))
    draft, _ = build(export, tmp_path, definition)
    assert draft.questions[["name", "type", "confidence"]].to_numpy().tolist() == [
        ["q1", kind, confidence]
    ]


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["Books; journals;", "Books; journals;Maps;", "Maps;"], ("Books; journals", "Maps")),
        (["Books;", "Books;Maps;", "Maps;"], ("Books", "Maps")),
    ],
)
def test_a_piece_that_begins_with_a_blank_belongs_to_an_option_of_microsoft_forms(
    drafted, cells, options
):
    found = drafted({"Which?": cells * 5}, platform="ms_forms").loc["Which?"]
    assert (found["type"], found["options"]) == ("multi", options)


@pytest.mark.parametrize(
    ("tags", "stem"),
    [
        (["G1Q2[SQ001]", "G1Q2[SQ002]"], "G1Q2"),
        (["G1Q2[A][1]", "G1Q2[A][2]"], "G1Q2[A]"),
        (["q2_1", "q2_2"], "q2"),
    ],
)
def test_no_name_is_cut_within_brackets(tags, stem):
    assert stem_of(tags, "") == stem
