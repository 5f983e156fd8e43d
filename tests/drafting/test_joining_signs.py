"""Which sign joins the answers of a column, where several stand in its cells."""

from itertools import combinations

import pytest

from cpsurvey.codebook import load_codebook

from .conftest import build, export_of

TOOLS = ("Excel", "Matlab", "Python", "SPSS")
LISTS = [", ".join(some) for several in (1, 2, 3) for some in combinations(TOOLS, several)]
WHICH = "Which tools do you use?"
RACES = ("Asian", "Black", "White")


def drafted_as(export, folder):
    draft, tables = build(export, folder)
    assert len(draft.questions) == 1
    return draft.questions.iloc[0], tables


@pytest.mark.parametrize("platform", ["google_forms", "table"])
def test_one_semicolon_does_not_part_what_commas_join(tmp_path, platform):
    cells = [*LISTS * 4, "Python, SPSS; Haskell at home"]
    export = export_of({WHICH: cells}, platform=platform)
    found, tables = drafted_as(export, tmp_path)
    assert (found["type"], found["options"]) == ("multi", (*TOOLS, "Other"))
    book = load_codebook(tmp_path)
    ticks = tables.responses.filter(like="__").astype(int)
    assert ticks.sum().tolist() == [28, 28, 29, 28, 1]
    assert ticks[ticks.iloc[:, -1] == 1].to_numpy().tolist() == [[0, 0, 1, 0, 1]]
    assert book.questions[0].answers.other == "other"


def test_semicolons_join_labels_that_hold_commas(tmp_path):
    labels = ("Paper, printed", "Screen, large", "Screen, small")
    cells = [";".join(some) for n in (1, 2, 3) for some in combinations(labels, n)]
    export = export_of({WHICH: [*cells, *labels * 20]}, platform="google_forms")
    found, _ = drafted_as(export, tmp_path)
    assert (found["type"], found["options"]) == ("multi", labels)


def test_semicolons_that_a_few_typed_join_no_options(drafted):
    cells = [f"It is {n} times as fast" for n in range(60)]
    cells += ["Free", "Free; open", "Free; because of the people", "Fast; and free"]
    found = drafted({"What do you like best?": cells}, platform="google_forms")
    assert found["type"].tolist() == ["text"]


CHOSEN = {"texts": {"Q1": "Which?"}, "ids": {"Q1": "QID1"}, "platform": "qualtrics"}


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "2", "4", "5", "1,2", "2,3"],
        ["1", "2", "3", "4", "1,5", "2,5", "5"],
    ],
)
def test_numbers_of_options_that_qualtrics_joins_are_no_decimals(drafted, cells):
    found = drafted({"Q1": cells * 4}, answers="numbers", **CHOSEN)
    assert found.loc["Q1", ["type", "confidence"]].tolist() == ["multi", "sure"]
    assert found.loc["Q1", "options"] == ("1", "2", "3", "4", "5")


def test_a_part_that_never_stands_alone_where_few_cells_join(drafted):
    cells = [*RACES * 30, "Asian,Other", "White,Other"]
    found = drafted({"Q1": cells}, answers="text", **CHOSEN)
    assert found.loc["Q1", ["type", "confidence"]].tolist() == ["multi", "unsure"]
    assert found.loc["Q1", "options"] == (*RACES, "Other")
    assert found.loc["Q1", "why"] == (
        "few cells hold a comma, but what it parts stands in other cells, too: they may join"
        " answers"
    )


@pytest.mark.parametrize(
    ("odd", "confidence"),
    [
        (("Tea,hot", "Tea,cold", "Asian,milky,sweet"), "unsure"),
        (("Tea,hot", "Coffee,cold"), "sure"),
    ],
)
def test_commas_in_answers_chosen_that_may_be_their_own(drafted, odd, confidence):
    found = drafted({"Q1": [*RACES * 30, *odd]}, answers="text", **CHOSEN)
    assert found.loc["Q1", ["type", "confidence"]].tolist() == ["single", confidence]
    assert set(odd) <= set(found.loc["Q1", "options"])
