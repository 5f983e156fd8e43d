"""Workbooks and CSV: reopened, they hold what the tables hold, and nothing in them is run."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.errors import TablesError
from cpsurvey.tables import frames
from cpsurvey.writers import (
    frame_to_csv,
    frame_to_xlsx,
    spreadsheet,
    tables_to_csv,
    tables_to_xlsx,
)

HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\tx", "\nx", "=cmd|' /C calc'!A0", "\uff1d1+1", "#N/A",
    "-5",
]  # fmt: skip


@pytest.fixture(scope="module")
def example():
    """A few people and interviews of the example, with all that is said of them."""
    whole = cps.load_example()
    people = whole.responses["respondent"][:60]
    about = ("responses", "nonresponse", "changes", "flags")
    kept = {name: frame[frame["respondent"].isin(people)] for name, frame in frames(whole)
            if name in about}  # fmt: skip
    few = whole.interviews.interviews[:9]
    codings = whole.interviews.codings
    said = codings[codings["interview"].isin(few["interview"])].reset_index(drop=True)
    interviews = replace(whole.interviews, interviews=few, codings=said)
    frames_kept = {name: frame.reset_index(drop=True) for name, frame in kept.items()}
    return replace(whole, **frames_kept, interviews=interviews)


def reopened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(content):
    """The rows of a CSV as Excel would take them apart."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def book(example):
    return reopened(tables_to_xlsx(example))


def test_a_workbook_has_a_sheet_a_table(example, book):
    names = [name for name, _ in frames(example)]
    assert book.sheetnames == ["about", "responses_in_words", *names]
    for name, frame in frames(example):
        sheet = book[name]
        assert (sheet.max_row, sheet.max_column) == (len(frame) + 1, frame.shape[1])
        assert [cell.value for cell in sheet[1]] == list(frame)
        assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)


def test_the_first_sheet_says_what_the_data_are(book):
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert about["data"] == (
        "SYNTHETIC child protection conferences 2020. Made up: no person's answer is in it."
    )
    assert about["nonresponse"] == "Why a cell of responses holds no answer."
    assert about["control characters"] == "0 taken out, which a workbook cannot hold."


@pytest.mark.parametrize("name", ["responses", "nonresponse", "excluded", "interviews", "codings"])
def test_every_cell_of_a_sheet_is_the_tables(example, book, name):
    frame = dict(frames(example))[name]
    rows = book[name].iter_rows(min_row=2, values_only=True)
    for row, cells in zip(frame.itertuples(index=False), rows, strict=True):
        told = [None if pd.isna(value) or value == "" else value for value in row]
        assert list(cells) == told


def test_dates_numbers_and_ticks_are_what_they_are(book):
    header = {cell.value: cell.column for cell in book["responses"][1]}
    row = {name: book["responses"].cell(2, place) for name, place in header.items()}
    assert row["recorded"].value == pd.Timestamp("2020-09-07")
    assert (row["recorded"].is_date, row["recorded"].number_format) == (True, "yyyy-mm-dd")
    assert row["number_attending"].data_type == "n"
    assert row["conference_types__icpc"].value is True


def test_answers_in_words_say_why_there_is_none(example, book):
    rows = list(book["responses_in_words"].iter_rows(values_only=True))
    questions = example.questions.set_index("question")
    place = rows[0].index(questions.loc["overall_judgement", "label"])
    question = questions.loc["overall_judgement"]
    words = dict(zip(question["options"], question["option_labels"], strict=True))
    why = example.nonresponse.query("question == 'overall_judgement'")
    reasons = why.set_index("respondent")["reason"]
    told = [
        f"[{reasons[person]}]" if pd.isna(value) else words[value]
        for person, value in example.responses[["respondent", "overall_judgement"]].values
    ]
    assert [row[place] for row in rows[1:]] == told
    assert "ticked" in [row[rows[0].index("Concerns: Safety")] for row in rows]


def test_interviews_alone_have_their_sheets(example):
    assert reopened(tables_to_xlsx(example.interviews)).sheetnames == [
        "about", "interviews", "codings", "themes", "losses", "mapped",
    ]  # fmt: skip


def test_the_same_tables_give_the_same_bytes_at_any_time(example):
    made = tables_to_xlsx(example.interviews)
    assert made == tables_to_xlsx(example.interviews)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_stays_text(text):
    frame = pd.DataFrame({text: [text, "plain"], "n": [-5, 2]})
    sheet = reopened(frame_to_xlsx({"typed": frame}))["typed"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (text, "s", True)
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text, "s")
    assert (sheet["A3"].value, sheet["A3"].quotePrefix) == ("plain", False)
    assert (sheet["B2"].value, sheet["B2"].data_type) == (-5, "n")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text[0] != "#"])
def test_a_text_that_looks_like_a_formula_has_an_apostrophe_in_csv(text):
    frame = pd.DataFrame({text: [text, "plain"], "n": [-5, 2]})
    assert rows_of(frame_to_csv(frame)) == [
        [f"'{text}", "n"],
        [f"'{text}", "-5"],
        ["plain", "2"],
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_comes_back_but_for_what_a_workbook_cannot_hold(text):
    content = frame_to_xlsx({"typed": pd.DataFrame({"text": [text, "x"]})})
    told = reopened(content)["typed"]["A2"].value or ""
    held = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in held if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    assert told == kept


def test_control_characters_are_taken_out_and_counted(example):
    tables = replace(
        example.interviews,
        themes=example.interviews.themes[:2].assign(
            label=pd.Series(["a\x00b\x0bc", "\x1fx"], dtype="string")
        ),
    )
    book = reopened(tables_to_xlsx(tables))
    assert [cell.value for cell in book["themes"]["B"]] == ["label", "abc", "x"]
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["control characters"] == "3 taken out, which a workbook cannot hold."
    readme = tables_to_csv(tables)["README.txt"].decode()
    assert "3 control characters were taken out." in readme


def test_control_characters_in_headers_and_in_the_name_are_taken_out(example):
    frame = pd.DataFrame({"a\x07\r\nb": ["x"]})
    assert reopened(frame_to_xlsx({"typed": frame}))["typed"]["A1"].value == "a\nb"
    assert rows_of(frame_to_csv(frame)) == [["a\nb"], ["x"]]
    named = replace(example.interviews, name="Library\x07 users")
    assert reopened(tables_to_xlsx(named)).properties.title == "Library users"


def test_a_day_before_those_of_excel_is_text():
    frame = pd.DataFrame({"born": [date(1899, 5, 6), date(1900, 3, 1), date(1901, 1, 1)]})
    sheet = reopened(frame_to_xlsx({"a": frame}))["a"]
    told = [cell.value for cell in sheet["A"][1:]]
    assert told == ["1899-05-06", "1900-03-01", pd.Timestamp("1901-01-01")]


def test_half_a_character_is_taken_out_too():
    frame = pd.DataFrame({"text": pd.Series(["a\ud800b"], dtype=object)})
    assert reopened(frame_to_xlsx({"typed": frame}))["typed"]["A2"].value == "ab"
    assert rows_of(frame_to_csv(frame)) == [["text"], ["ab"]]


def test_cells_of_several_kinds_keep_their_kind():
    frame = pd.DataFrame(
        {
            "mixed": [1.0, "two", None, date(2020, 2, 29)],
            "lists": [["a", "b"], [], ["c"], ["d"]],
            "moment": pd.to_datetime(
                ["2020-02-29 10:30", None, "2020-03-01 00:00", "2020-03-01 00:00"]
            ),
            "level": pd.Categorical(["x", None, "=x", "x"]),
            "share": [0.25, float("nan"), float("inf"), 1.0],
        }
    )
    sheet = reopened(frame_to_xlsx({"a": frame}))["a"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [1, "a | b", pd.Timestamp("2020-02-29 10:30"), "x", 0.25],
        ["two", None, None, None, None],
        [None, "c", pd.Timestamp("2020-03-01"), "=x", None],
        [pd.Timestamp("2020-02-29"), "d", pd.Timestamp("2020-03-01"), "x", 1],
    ]
    assert rows_of(frame_to_csv(frame))[1:3] == [
        ["1", "a | b", "2020-02-29 10:30:00", "x", "0.25"],
        ["two", "", "", "", ""],
    ]


def test_names_of_sheets_are_what_excel_allows():
    frame = pd.DataFrame({"a": [1]})
    content = frame_to_xlsx({"who [1/2]?": frame, "x" * 40: frame})
    assert reopened(content).sheetnames == ["who _1_2__", "x" * 31]


def refused(frames):
    with pytest.raises(TablesError) as caught:
        frame_to_xlsx(frames)
    return str(caught.value)


def test_more_than_excel_takes_is_refused():
    assert refused({"wide": pd.DataFrame(0, index=[0], columns=range(16_385))}) == (
        "sheet wide would have 16,385 columns, and Excel takes 16,384: write csv or sav instead."
    )
    assert refused({"long": pd.DataFrame(index=range(1_048_576))}) == (
        "sheet long would have 1,048,577 rows, and Excel takes 1,048,576: write csv or sav instead."
    )
    assert refused({"said": pd.DataFrame({"text": ["x", "private " * 5_000]})}) == (
        "sheet said, row 3, column text: a text of 40,000 characters, and Excel takes 32,767: write"
        " csv or sav instead."
    )
    assert refused({"said": pd.DataFrame({"text": ["😀" * 20_000]})}).startswith(
        "sheet said, row 2, column text: a text of 40,000 characters"
    )
    assert refused({"said": pd.DataFrame({"why? " * 8_000: ["x"]})}) == (
        f"sheet said, row 1, column {'why? ' * 12}: a text of 40,000 characters, and Excel takes"
        " 32,767: write csv or sav instead."
    )
    assert refused({}) == "there is nothing to write: a workbook needs a sheet."


def test_csv_has_a_file_a_table_that_excel_reads(example):
    made = tables_to_csv(example)
    names = [f"{name}.csv" for name, _ in frames(example)]
    assert list(made) == ["README.txt", "responses_in_words.csv", *names]
    assert all(made[name].startswith(b"\xef\xbb\xbf") for name in names)
    for name, frame in frames(example):
        rows = rows_of(made[f"{name}.csv"])
        assert (rows[0], len(rows)) == (list(frame), len(frame) + 1)
    people = pd.read_csv(io.BytesIO(made["responses.csv"]))
    attending = example.responses["number_attending"].astype(float)
    pd.testing.assert_series_equal(people["number_attending"], attending)
    assert (
        people["recorded"].tolist()
        == example.responses["recorded"].dt.strftime("%Y-%m-%d").tolist()
    )


def test_the_readme_says_what_each_file_is(example):
    readme = tables_to_csv(example)["README.txt"].decode()
    assert readme.startswith(
        "SYNTHETIC child protection conferences 2020. Made up: no person's answer is in it.\n"
        "responses_in_words.csv: The table responses in words; a reason for no answer is in"
        " brackets.\n"
    )
    assert "nonresponse.csv: Why a cell of responses holds no answer.\n" in readme


def test_the_limits_are_excels():
    assert (spreadsheet.MOST_ROWS, spreadsheet.MOST_COLUMNS, spreadsheet.LONGEST) == (
        2**20, 2**14, 2**15 - 1,
    )  # fmt: skip
