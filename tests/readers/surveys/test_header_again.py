"""Two exports under one another, and a header that stands twice: no header row is a response."""

from __future__ import annotations

import pytest

TABLE = "visitor,How was it?,Anything else?\n1,Good,\n2,Poor,no\n"
GOOGLE = "Timestamp,How was it?,Which?\n2025-03-01 10:00:00,Good,Tea\n2025-03-02 10:00:00,Poor,\n"
MICROSOFT = (
    "ID,Start time,Completion time,Email,Name,How was it?\n"
    "1,2025-03-01 10:00:00,2025-03-01 10:05:00,anonymous,,Good\n"
)
LIME = "id,submitdate,lastpage,startlanguage,Q1,Q2[SQ1]\n1,2025-03-01 10:00:00,1,en,A1,Y\n"
REDCAP = "record_id,age,room___1,visit_complete\n1,20,1,2\n2,30,0,2\n"
MONKEY = "Respondent ID,Collector ID,How was it?,Which?,\n,,Response,Tea,Milk\n1,7,Good,Tea,\n"


def told(row: int) -> str:
    return (
        f"answers.csv, row {row}, names the columns again, as row 1 does: two exports stand under"
        " one another, or the header stands twice. Give each export as a file of its own, or delete"
        " the row."
    )


@pytest.mark.parametrize(
    ("content", "row"),
    [(TABLE, 4), (GOOGLE, 4), (MICROSOFT, 3), (LIME, 3), (REDCAP, 4), (MONKEY, 4)],
    ids=["table", "google_forms", "ms_forms", "limesurvey", "redcap", "surveymonkey"],
)
def test_two_exports_under_one_another(survey_error, content, row):
    assert survey_error(content + content) == told(row)


def test_two_of_qualtrics(survey_error, modern):
    assert survey_error(modern + modern) == told(6)


def test_the_second_may_begin_with_a_mark_of_its_encoding(survey_error):
    assert survey_error(f"{TABLE}\ufeff{TABLE}") == told(4)


def test_a_header_that_stands_twice(survey_error):
    header = TABLE.partition("\n")[0]
    assert survey_error(f"{header}\n{TABLE}") == told(2)


def test_in_a_workbook(survey_error, make_book):
    rows = [line.split(",") for line in TABLE.splitlines()]
    message = told(4).replace("answers.csv", "answers.xlsx")
    assert survey_error(make_book({"Answers": rows + rows}), "answers.xlsx") == message


def test_someone_who_ticked_everything_is_no_header(read_survey):
    content = "Tea,Milk,Juice\nTea,,\nTea,Milk,Juice\n,Milk,\n,,Juice\n"
    assert read_survey(content).rows.to_numpy().tolist() == [
        ["Tea", "", ""], ["Tea", "Milk", "Juice"], ["", "Milk", ""], ["", "", "Juice"],
    ]  # fmt: skip


def test_someone_who_ticked_everything_beside_a_number_is_none_either(read_survey):
    options = [f"o{n}" for n in range(20)]
    lines = [["visitor", *options], ["1", *options], ["2", "o0", *[""] * 19]]
    assert len(read_survey("".join(",".join(line) + "\n" for line in lines)).rows) == 2
