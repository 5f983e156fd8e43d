"""A first column without a name, and tables of a single column."""

from __future__ import annotations

import pytest

from cpsurvey.exports import Doubt

DOUBT = Doubt(
    "row numbers",
    "answers.csv: column 1 has no name and numbers the rows, as R and pandas write it; it was left"
    " out.",
    "If it tells who answered, give it a name in row 1.",
)


@pytest.mark.parametrize("name", ["", '""', "Unnamed: 0", "...1"])
@pytest.mark.parametrize("first", [(0, 1, 2), (1, 2, 3), (1, 4, 9)])
def test_numbers_of_rows_are_left_out(read_survey, name, first):
    one, two, three = first
    export = read_survey(f"{name},a,b\n{one},x,y\n{two},,z\n{three},u,v\n")
    assert export.rows.to_dict("list") == {"a": ["x", "", "u"], "b": ["y", "z", "v"]}
    assert export.columns["position"].tolist() == [2, 3]
    assert export.rows.index.tolist() == [2, 3, 4]
    assert export.doubts == (DOUBT,)


def test_numbers_of_rows_before_the_export_of_a_platform(read_survey):
    export = read_survey(",record_id,age,about_complete\n0,7,41,2\n1,9,30,2\n")
    assert (export.platform, export.meta["respondent"].tolist()) == ("redcap", ["7", "9"])


def test_numbers_of_rows_in_a_workbook(read_survey, make_book):
    rows = [[None, "a", "b"], [0, "x", "y"], [1, "u", "v"]]
    export = read_survey(make_book({"S": rows}), "answers.xlsx")
    assert export.rows.to_dict("list") == {"a": ["x", "u"], "b": ["y", "v"]}


@pytest.mark.parametrize(
    "cells", ["12", "21", "11", "1x", ["1", "1000"]], ids=["", "falls", "twice", "text", "gap"]
)
def test_other_cells_without_a_name_are_refused(read_survey, survey_error, cells):
    text = ",a,b\n{},1,2\n{},3,4\n".format(*cells)
    if cells == "12":
        assert list(read_survey(text).rows) == ["a", "b"]
        return
    assert survey_error(text) == (
        "answers.csv, column 1, has no name in the first row but holds 2 cells: give it a name,"
        " or delete the column if it is no answer, or download the export again."
    )


@pytest.mark.parametrize(
    ("name", "cells"),
    [("What is your age?", ["34", "35", "36"]), ("Room?", ["Hall", '"Hall, Attic"', "Hall"] * 2)],
    ids=["numbers", "answers that repeat"],
)
def test_a_table_of_one_column(read_survey, name, cells):
    export = read_survey("\n".join([name, *cells, ""]))
    assert export.rows.to_dict("list") == {name: [cell.strip('"') for cell in cells]}
    assert (export.platform, export.doubts) == ("table", ())


def test_one_column_that_may_be_a_text_says_so(survey_error):
    assert survey_error("I came\nby car\nand left\nby train\n") == (
        "answers.csv has one column, whether its columns are parted by commas, semicolons or tabs,"
        " and its lines are not like answers to one question, which are numbers or repeat each"
        " other: export the responses as CSV and give that file, or put before each line a number"
        " of the response, under a name of its own."
    )
