"""A plain table: a right one changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_survey_export

from .right_exports import PEOPLE, Rows, codebook_of, csv_text, diagnosis, workbook

NAMES = ["How was the room?", "Who came?", "How many hours?"]


def table(sign: str = ".") -> Rows:
    """Six responses under one row of names."""
    rows = [NAMES]
    for room, *came, age, _ in PEOPLE:
        rows.append([room, "; ".join(filter(None, came)), f"{age}{sign}5"])
    return rows


@pytest.mark.parametrize("sign", [".", ","])
def test_the_right_table_in_either_decimal_sign(tmp_path, sign):
    rows = table(sign)
    assert diagnosis(csv_text(rows), tmp_path, codebook_of(table(), tmp_path)) == ""
    settings = read_survey_export(tmp_path / "answers.csv").settings
    assert (settings["decimal"], settings["header"], settings["selected"]) == (
        sign, "texts", "joined",
    )  # fmt: skip


def test_a_title_above_the_names(tmp_path):
    said = (
        "answers.csv has 1 cell in row 1 where most rows below it have 3, so row 1 does not name"
        " the columns: delete a title, a note or an empty line above the names, or give each column"
        " one name."
    )
    assert diagnosis(csv_text([["Library users"], *table()]), tmp_path) == said


def test_a_title_above_the_names_in_a_workbook(tmp_path):
    assert diagnosis(workbook([["Library users", "", ""], *table()]), tmp_path) == (
        "answers.csv names 1 of its 3 columns in row 1, so its header has more than one row, or a"
        " title stands above it: make it one row, with a name for each column, or export the"
        " responses again."
    )


def test_numbers_for_words(tmp_path):
    codes = {"Good": "1", "Poor": "2"}
    rows = [NAMES, *([codes.get(row[0], row[0]), *row[1:]] for row in table()[1:])]
    assert diagnosis(csv_text(rows), tmp_path, codebook_of(table(), tmp_path)) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question how_was_the_room (column How was the room?): "1" 3 times, first in row 2\n'
        '  question how_was_the_room (column How was the room?): "2" 2 times, first in row 4\n'
        "The export holds numbers where the codebook has the words of the answers: export it again,"
        " in the program it comes from: answers as words."
    )


def test_two_columns_of_one_name_are_both_kept_and_told(tmp_path):
    rows = [[*NAMES, NAMES[0]], *([*row, "Fair"] for row in table()[1:])]
    (tmp_path / "answers.csv").write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert export.doubled == (NAMES[0],)
    assert set(export.rows[f"{NAMES[0]}~2"]) == {"Fair"}
