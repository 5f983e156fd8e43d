"""What comes out of Qualtrics exports of each generation, and what survives being read."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from cpsurvey.readers import read_survey_export

INSIGHTS = """\
ResponseID,ResponseSet,IPAddress,StartDate,EndDate,RecipientLastName,Finished,Status,Q5_10,Q5_4,area,\
LocationLatitude
ResponseID,ResponseSet,IPAddress,StartDate,EndDate,RecipientLastName,Finished,Status,Which?-Ten,\
Which?-Four,area,LocationLatitude
{'ImportId': 'responseId'},{'ImportId': 'responseSetId'},{'ImportId': 'ipAddress'},\
{'ImportId': 'startDate'},{'ImportId': 'endDate'},{'ImportId': 'panel-RecipientLastName'},\
{'ImportId': 'finished'},{'ImportId': 'status'},{'ImportId': 'QID6-1'},{'ImportId': 'QID6-2'},\
{'ImportId': 'area'},{'ImportId': 'Location-LocationLatitude'}
R_9,Default Response Set,,2016-07-20 12:49:25,2016-07-20 12:50:00,,1,2,1,,North,51.5
"""
LEGACY = """\
V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,Q2_1,area,LocationLatitude,
ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,\
Finished,How was it?,Who came?-Chair,area,LocationLatitude,
R_8,Standard-Antwortsatz,Anonym,,,192.0.2.1,0,2017-07-18 08:28:09,2017-07-18 08:28:48,1,2,1,North,\
47.1,
"""


FIRST, LATER = "2020-10-01 09:05:00", "2020-10-29 09:05:00"


def with_cells(text: str, row: int, **cells: str) -> str:
    """Return an export with cells of one row changed, found by their names in the first row."""
    records = list(csv.reader(io.StringIO(text, newline="")))
    for name, cell in cells.items():
        records[row - 1][records[0].index(name)] = cell
    out = io.StringIO(newline="")
    csv.writer(out).writerows(records)
    return out.getvalue()


def test_modern_export_gives_answers_by_row_of_the_file(read_survey, modern):
    export = read_survey(modern)
    assert export.rows.to_dict("index") == {
        4: {"Q1": "Good, on the whole", "Q2_1": "Chair", "Q2_2": "", "nation": "Wales"},
        5: {"Q1": "NA", "Q2_1": "", "Q2_2": "Parent", "nation": ""},
    }


def test_modern_export_gives_metadata_in_one_vocabulary(read_survey, modern):
    assert read_survey(modern).meta.to_dict("index") == {
        4: {
            "respondent": "R_1",
            "status": "normal",
            "finished": "yes",
            "progress": "100",
            "started": "2020-10-01 09:00:00",
            "recorded": "2020-10-01 09:05:01",
            "duration_seconds": "300",
            "language": "EN",
            "channel": "anonymous",
        },
        5: {
            "respondent": "R_2",
            "status": "preview",
            "finished": "no",
            "progress": "40",
            "started": "2020-10-02 09:00:00",
            "recorded": "2020-10-09 09:05:01",
            "duration_seconds": "300",
            "language": "CY",
            "channel": "preview",
        },
    }


def test_modern_export_says_what_it_is(read_survey, modern):
    export = read_survey(modern, "parents.csv")
    assert (export.name, export.platform) == ("parents.csv", "qualtrics")
    assert export.settings == {
        "generation": "modern",
        "header": "names",
        "delimiter": ",",
        "answers": "text",
        "selected": "split",
        "unanswered": "",
        "status": "given",
        "time_zone": "Europe/London",
        "language": "en",
        "encoding": "utf-8",
        "lines": "LF",
        "dates": "iso",
    }


def test_modern_export_lists_every_column_of_the_file(read_survey, modern):
    columns = read_survey(modern).columns
    assert columns.loc[[0, 12, 13, 15]].to_dict("records") == [
        {
            "column": "StartDate",
            "name": "StartDate",
            "text": "Start Date",
            "import_id": "startDate",
            "position": 1,
            "kind": "metadata",
        },
        {
            "column": "Q1",
            "name": "Q1",
            "text": "How was it?",
            "import_id": "QID1",
            "position": 13,
            "kind": "question",
        },
        {
            "column": "Q2_1",
            "name": "Q2_1",
            "text": "Who came? - Chair",
            "import_id": "QID2_1",
            "position": 14,
            "kind": "question",
        },
        {
            "column": "nation",
            "name": "nation",
            "text": "nation",
            "import_id": "nation",
            "position": 16,
            "kind": "embedded",
        },
    ]


def test_identifying_columns_are_dropped_and_listed(read_survey, modern):
    export = read_survey(modern)
    assert export.dropped == ("IPAddress", "RecipientEmail")
    held = pd.concat([export.rows, export.meta], axis=1)
    assert not held.isin(["192.0.2.1", "192.0.2.2"]).any(axis=None)


def test_group_is_the_instrument_unless_one_is_named(make_file, modern):
    path = make_file(modern)
    plain = read_survey_export(path, group="parent")
    named = read_survey_export(path, group="parent", instrument="parent_welsh")
    assert (plain.group, plain.instrument) == ("parent", "parent")
    assert (named.group, named.instrument) == ("parent", "parent_welsh")


def test_insights_export_is_read_by_its_python_like_third_row(read_survey):
    export = read_survey(INSIGHTS)
    assert export.rows.to_dict("index") == {4: {"Q5_10": "1", "Q5_4": "", "area": "North"}}
    assert export.columns["import_id"].tolist()[8:10] == ["QID6-1", "QID6-2"]
    assert export.settings["generation"] == "insights"
    assert export.settings["answers"] == "numbers"
    assert export.dropped == ("IPAddress", "RecipientLastName", "LocationLatitude")
    assert export.meta.loc[4, ["respondent", "status", "finished", "recorded"]].tolist() == [
        "R_9",
        "test",
        "yes",
        "2016-07-20 12:50:00",
    ]


def test_legacy_export_has_two_header_rows_and_a_trailing_empty_column(read_survey):
    export = read_survey("\ufeff" + LEGACY)
    assert export.rows.to_dict("index") == {3: {"Q1": "2", "Q2_1": "1", "area": "North"}}
    assert export.columns.set_index("name")["kind"].to_dict() | {} == {
        **{f"V{number}": "metadata" for number in range(1, 11)},
        "Q1": "question",
        "Q2_1": "question",
        "area": "embedded",
        "LocationLatitude": "metadata",
    }
    assert export.dropped == (
        "Name",
        "ExternalDataReference",
        "EmailAddress",
        "IPAddress",
        "LocationLatitude",
    )
    assert export.settings["encoding"] == "utf-8-sig"
    assert export.settings["generation"] == "legacy"


def test_third_row_is_never_run(read_survey, tmp_path):
    harmless = tmp_path / "made"
    attack = f"{{'ImportId': open({str(harmless)!r}, 'w') and 'x'}}"
    export = read_survey(INSIGHTS.replace("{'ImportId': 'area'}", f'"{attack}"'))
    assert not harmless.exists()
    assert export.columns["import_id"].tolist()[10] == ""


def test_question_texts_of_another_language_change_nothing(read_survey, modern):
    german = modern.replace("Response Type", "Antworttyp").replace("Response ID", "Antwort-ID")
    assert read_survey(german).rows.equals(read_survey(modern).rows)


@pytest.mark.parametrize(
    ("number", "text", "meaning"),
    [
        ("0", "IP Address", "normal"),
        ("1", "Survey Preview", "preview"),
        ("2", "Survey Test", "test"),
        ("4", "Imported", "other"),
        ("8", "Spam", "spam"),
        ("12", "Imported Spam", "spam"),
        ("16", "Offline", "normal"),
        ("17", "Offline Survey Preview", "preview"),
        ("256", "Synthetic", "other"),
        ("", "", "normal"),
    ],
)
def test_status_means_the_same_in_both_flavours(read_survey, modern, number, text, meaning):
    for cell in (number, text):
        export = read_survey(with_cells(modern, 4, Status=cell))
        assert export.meta.loc[4, "status"] == meaning


@pytest.mark.parametrize("cells", [("True", "False"), ("1", "0"), ("TRUE", "FALSE")])
def test_finished_means_the_same_in_both_flavours(read_survey, modern, cells):
    first = with_cells(modern, 4, Finished=cells[0])
    export = read_survey(with_cells(first, 5, Finished=cells[1]))
    assert export.meta["finished"].tolist() == ["yes", "no"]


def test_numbers_flavour_is_told_from_the_metadata(read_survey, modern):
    numbers = modern.replace("True", "1").replace("False", "0")
    numbers = numbers.replace("IP Address,192", "0,192").replace("Survey Preview,192", "1,192")
    assert read_survey(numbers).settings["answers"] == "numbers"


@pytest.mark.parametrize("text", ["NA", "N/A", "None", "nan", "NULL", "-98", "007", "1e5", " x "])
def test_answers_stay_as_they_were_typed(read_survey, modern, text):
    assert read_survey(with_cells(modern, 5, Q1=text)).rows.loc[5, "Q1"] == text


def test_line_breaks_and_quotation_marks_in_cells_survive(read_survey, modern):
    text = 'She said "no",\nthen\r\nleft; Llŷn'
    export = read_survey(with_cells(modern, 4, Q1=text))
    assert export.rows.loc[4, "Q1"] == text
    assert list(export.rows.index) == [4, 5]


def test_line_breaks_in_question_texts_survive(read_survey, modern):
    export = read_survey(with_cells(modern, 2, Q1="How was it?\n\nTell us."))
    assert export.columns["text"].tolist()[12] == "How was it?\n\nTell us."
    assert list(export.rows.index) == [4, 5]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(read_survey, modern, delimiter):
    records = csv.reader(io.StringIO(modern))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(records)
    export = read_survey(out.getvalue())
    assert export.settings["delimiter"] == delimiter
    assert export.rows.equals(read_survey(modern).rows)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends_are_read(read_survey, modern, newline):
    assert read_survey(modern.replace("\n", newline)).rows.equals(read_survey(modern).rows)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_other_encodings_are_read_and_told(read_survey, modern, encoding):
    export = read_survey(with_cells(modern, 4, Q1="“Café” – ça").encode(encoding))
    assert export.rows.loc[4, "Q1"] == "“Café” – ça"
    assert export.settings["encoding"] == encoding


def test_blank_lines_and_empty_rows_are_no_responses_but_count_as_rows(read_survey, modern):
    lines = modern.splitlines()
    text = "\n".join([*lines[:-1], "", "," * 15, lines[-1], "", "," * 15, ""])
    assert list(read_survey(text).rows.index) == [4, 7]


def test_headers_alone_are_a_survey_nobody_has_answered(read_survey, modern):
    export = read_survey("\n".join(modern.splitlines()[:3]))
    assert export.rows.shape == (0, 4)
    assert export.meta.shape == (0, 9)
    assert export.settings["answers"] == "unknown"


def test_names_that_stand_twice_are_told_apart_and_listed(read_survey, modern):
    renamed = modern.replace("Q2_1,Q2_2", "Q1,Q1", 1)
    export = read_survey(renamed)
    assert list(export.rows.columns) == ["Q1", "Q1~2", "Q1~3", "nation"]
    assert export.doubled == ("Q1",)
    assert export.rows.loc[4].tolist() == ["Good, on the whole", "Chair", "", "Wales"]


def test_a_name_made_unique_never_takes_that_of_another_column(read_survey, modern):
    export = read_survey(modern.replace("Q1,Q2_1,Q2_2", "Q1,Q1,Q1~2", 1))
    assert list(export.rows.columns) == ["Q1", "Q1~3", "Q1~2", "nation"]


def test_responses_without_an_identifier_are_called_after_their_row(read_survey, modern):
    some = read_survey(with_cells(modern, 5, ResponseId=""))
    none = read_survey(modern.replace("_recordId", "other"))
    assert some.meta["respondent"].tolist() == ["R_1", "row-5"]
    assert none.meta["respondent"].tolist() == ["row-4", "row-5"]


def test_missing_metadata_is_blank_and_told(read_survey, modern):
    export = read_survey(modern.replace('""status""', '""other""'))
    assert export.meta["status"].tolist() == ["normal", "normal"]
    assert export.settings["status"] == "not given"


def test_embedded_data_with_an_identifiers_name_is_kept_as_embedded(read_survey, modern):
    export = read_survey(modern.replace("nation", "PROLIFIC_PID"))
    assert export.columns["kind"].tolist()[-1] == "embedded"
    assert export.rows["PROLIFIC_PID"].tolist() == ["Wales", ""]


@pytest.mark.parametrize(
    ("first", "second", "recorded", "dates"),
    [
        ("10/1/20 9:05", "10/29/20 9:05", [FIRST, LATER], "month first"),
        ("01/10/2020 09:05:00", "29/10/2020 09:05", [FIRST, LATER], "day first"),
        (FIRST, "29/10/2020 09:05", [FIRST, LATER], "day first"),
        ("10/1/20 9:05", "10/2/20 9:05", ["", ""], "unclear"),
        ("31/2/20 9:05", "29/10/20 9:05", ["", LATER], "day first"),
        ("yesterday", "", ["", "2020-10-02 09:05:00"], "unclear"),
    ],
)  # fmt: skip
def test_dates_a_spreadsheet_changed_are_turned_back(
    read_survey, modern, first, second, recorded, dates
):
    changed = with_cells(with_cells(modern, 4, RecordedDate=first), 5, RecordedDate=second)
    export = read_survey(changed)
    assert export.meta["recorded"].tolist() == recorded
    assert export.settings["dates"] == dates


def test_what_is_read_is_text_whatever_it_looks_like(read_survey, modern):
    export = read_survey(modern)
    cells = [*export.rows.to_numpy().ravel(), *export.meta.to_numpy().ravel()]
    assert all(isinstance(cell, str) for cell in cells)
