"""How much of each other a definition and an export have, answers too."""

from __future__ import annotations

import pytest

from cpsurvey.drafting import coverage
from cpsurvey.exports import DefinedQuestion, Definition

from .conftest import build, export_of

OPTIONS = (("1", "Red"), ("2", "Green"))


@pytest.mark.parametrize(
    ("cells", "strange"),
    [
        (["Red", "1", "red "], 0),
        (["Red,Green", "1,2", "Red"], 0),
        (["Red,Blue", "Blue", ""], 2),
        (["N/A", "-99", "Red"], 0),
    ],
    ids=["labels and codes", "joined", "unknown", "no answers"],
)
def test_answers_that_a_definition_does_not_have(cells, strange):
    asked = DefinedQuestion("Q1", "Which?", "multi", ("Q1",), OPTIONS)
    export = export_of({"Q1": cells}, platform="limesurvey" if "N/A" in cells else "qualtrics")
    if "N/A" in cells:
        export.rows.loc[3, "Q1"] = "N/A"
    said = coverage(Definition("a.qsf", "qualtrics", "", (asked,)), export)
    told = f" Answers that it does not have: {strange} in 1 question (Q1)." if strange else ""
    assert said == f"Questions with a column: 1 of 1. Columns in a question: 1 of 1.{told}"


@pytest.mark.parametrize("cells", [["1", "", "0"], ["Red", "", ""], ["Yes", "No", ""]])
def test_ticks_are_answers_of_every_definition(cells):
    asked = DefinedQuestion("Q1", "Which?", "multi", ("Q1_1", "Q1_2"), OPTIONS)
    export = export_of({"Q1_1": cells, "Q1_2": ["", "", ""]})
    said = coverage(Definition("a.qsf", "qualtrics", "", (asked,)), export)
    assert said == "Questions with a column: 1 of 1. Columns in a question: 2 of 2."


def test_a_select_all_in_one_column_tells_of_answers_that_its_definition_does_not_have(tmp_path):
    asked = DefinedQuestion("Q1", "Which?", "multi", ("Q1",), OPTIONS)
    export = export_of(
        {"Q1": ["Red,Green", "Red", "Blue,Red", "Black", "Green"]}, platform="qualtrics"
    )
    draft, tables = build(export, tmp_path, Definition("a.qsf", "qualtrics", "", (asked,)))
    said = draft.files["questions.toml"].replace("\n# ", " ")
    assert (
        "2 different cells hold answers that are not in the definition, counted as Other: what are"
        " they?" in said
    )
    assert (tables.changes["rule"] == "other").sum() == 2
