"""NVivo's matrices: as many codings as counted, of which nothing more is known."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_coding_export

ROWS = [
    ["", "A : INT 01", "B : Person:Gender = Female", "AA : INT : 02"],
    ["1 : Calm", 2, 1, 0],
    ["2 : Nodes\\\\Mode\\Phone : old", 0, None, 3],
    ["7 : Calm", 1, 0, 0],
]
NO_PLACE = "a matrix tells neither selections nor coders, so agreement cannot be had"


@pytest.fixture
def refused(make_book, coding_error):
    return lambda rows: coding_error(make_book({"Sheet1": rows}), "m.xlsx")


def test_a_matrix(make_book, make_file):
    export = read_coding_export(make_file(make_book({"Sheet1": ROWS}), "m.xlsx"))
    assert export.tool == "NVivo"
    assert export.sources[["name", "kind"]].to_numpy().tolist() == [
        ["INT 01", "text"],
        ["Person:Gender = Female", "case"],
        ["INT : 02", "text"],
    ]
    assert export.codes["path"].tolist() == ["Calm", "Mode", "Mode > Phone : old"]
    assert export.codings[["source_id", "code_id"]].value_counts(sort=False).to_dict() == {
        ("source-1", "code-1"): 3,
        ("source-2", "code-1"): 1,
        ("source-3", "code-3"): 3,
    }
    assert export.codings[["start", "end"]].isna().all(axis=None)
    assert set(export.codings["segment"]) == set(export.codings["coder"]) == {""}
    assert export.losses.to_numpy().tolist() == [
        ["code with the name of another", 1, "counted as one"],
        ["column of people who share an attribute, not of an interview", 1, ""],
        ["position of a coding", 7, NO_PLACE],
    ]


def test_a_matrix_saved_as_csv(make_file):
    text = ";A : INT 01;B : INT 02\n1 : Calm;2;0\n"
    assert len(read_coding_export(make_file(text, "m.csv")).codings) == 2


@pytest.mark.parametrize("count", ["many", 1.5, -1, "50%", 1e9, 10**18])
def test_what_is_no_count_is_named_by_its_cell(refused, count):
    assert refused([ROWS[0], ["1 : Calm", 2, count, 0]]) == (
        'm.xlsx, sheet "Sheet1": cell C2 must hold a whole number up to 1000000 of codings, and'
        " does not: export it again as counts, without shares or words in the cells."
    )


def test_more_codings_than_interviews_can_have(refused):
    rows = [ROWS[0], *([f"{n} : code", 400_000, 0, 0] for n in range(1, 4))]
    assert refused(rows) == (
        'm.xlsx, sheet "Sheet1" counts more than 1000000 codings, as no matrix of interviews does:'
        " it was not read."
    )


def test_a_row_that_names_no_code(refused):
    assert refused([*ROWS, ["Total", 3, 1, 3]]) == (
        'm.xlsx, sheet "Sheet1": cell A5 must name a code as NVivo does, 1 : name; export the'
        " matrix again and leave its first column as it is."
    )


def test_a_matrix_without_rows(refused):
    assert refused(ROWS[:1]) == (
        'm.xlsx, sheet "Sheet1" has the header of a matrix coding query of NVivo and nothing below'
        " it: export it again with its rows."
    )
