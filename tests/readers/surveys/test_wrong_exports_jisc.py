"""Jisc Online Surveys: a right export changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pytest

from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import read_survey_export

from .right_exports import PEOPLE, Rows, codebook_of, csv_text, diagnosis, workbook

EASE = {"Good": "Very easy", "Poor": "Very hard", "": ""}
NAMES = ["Unique Response Number", "1. How was the room?", "3. How easy was it?",
         "3.1. To find", "3.2. To leave", "4. How old are you?"]  # fmt: skip


def jisc() -> Rows:
    """Six responses: a question of two parts, and none numbered 2."""
    rows = [NAMES]
    for number, (room, _, _, age, _) in enumerate(PEOPLE, start=1):
        rows.append([f"356806-{number}", room, "", EASE[room], EASE[room], age])
    return rows


def test_parts_are_one_question_under_its_words(tmp_path):
    (tmp_path / "answers.xlsx").write_bytes(workbook(jisc()))
    export = read_survey_export(tmp_path / "answers.xlsx")
    assert (export.platform, list(export.rows)) == ("jisc", [NAMES[1], *NAMES[3:]])
    assert export.columns["text"].tolist()[1:] == [
        "How was the room?", "How easy was it?", "How easy was it? - To find",
        "How easy was it? - To leave", "How old are you?",
    ]  # fmt: skip
    assert export.meta["respondent"].tolist()[:2] == ["356806-1", "356806-2"]
    told = {name: export.settings[name] for name in ("header", "answers")}
    assert told == {"header": "texts", "answers": "text"}
    drafted = draft_codebook(export).questions
    assert drafted[["type", "label"]].to_numpy().tolist()[1] == ["matrix", "How easy was it?"]


@pytest.mark.parametrize(
    "names",
    [
        ["1. How was it?", "2. Why?"],
        ["1. How was it?", "1.1. Why?", "1.1. Why?"],
        ["1.1. First part", "2. Why?"],
        ["How?", "Why?", "3. What?", "3.1. When?"],
    ],
    ids=["no parts", "a number twice", "a part without its question", "few are numbered"],
)
def test_numbers_that_others_write_too(tmp_path, names):
    (tmp_path / "answers.csv").write_text(csv_text([names, ["a"] * len(names)]), encoding="utf-8")
    assert read_survey_export(tmp_path / "answers.csv").platform == "table"


def test_a_question_that_has_parts_and_answers_is_kept(tmp_path):
    rows = jisc()
    rows[1][2] = "Other"
    (tmp_path / "answers.csv").write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert list(export.rows) == NAMES[1:]


def test_numbers_without_the_words_of_questions(tmp_path):
    names = ["Unique Response Number", "Q1.", "Q3.", "Q3.1", "Q3.2", "Q4."]
    assert diagnosis(csv_text([names, *jisc()[1:]]), tmp_path) == (
        "answers.csv names its questions by numbers alone, so their words are lost: export it"
        " again, in Online Surveys: Analyse > Export survey data, with the numbers of questions."
    )


def test_codes_where_the_codebook_has_words(tmp_path):
    book = codebook_of(jisc(), tmp_path)
    codes = {"Good": "1", "Poor": "2", "": "", "Very easy": "1", "Very hard": "2"}
    rows = [NAMES, *([codes.get(cell, cell) for cell in row] for row in jisc()[1:])]
    said = diagnosis(csv_text(rows), tmp_path, book)
    assert said.splitlines()[0] == (
        "answers.csv: 6 answers are not in the codebook, so nothing was built."
    )
    assert said.splitlines()[-1] == (
        "The export holds numbers where the codebook has the words of the answers: export it again,"
        " in Online Surveys: Analyse > Export survey data, with answers as text."
    )


def test_a_report_as_pdf(tmp_path):
    assert diagnosis(b"%PDF-1.4\n", tmp_path) == (
        "answers.csv is a PDF document, not a survey export (CSV, Excel, SPSS or Stata): export the"
        " responses as CSV and give that file."
    )


GRID = ["1. Which room?", "2. How likely are you to . . .", "2.1.a. Write a book",
        "2.2.a. Paint a wall", "2.3.a. Sing a song"]  # fmt: skip
LIKELY = ["Very likely", "Likely", "Unlikely"]


def grid(letters: str) -> Rows:
    """Six responses with a grid, each row rated on as many scales as there are letters."""
    names = [name.replace(".a.", f".{letter}.") for letter in letters for name in GRID[2:]]
    rows = [[*GRID[:2], *names]]
    for number in range(6):
        rated = [LIKELY[(number + part) % 3] for part in range(3)]
        rows.append([["Attic", "Hall"][number % 2], "", *rated * len(letters)])
    return rows


def test_the_rows_of_a_grid_are_one_question(tmp_path):
    (tmp_path / "answers.csv").write_text(csv_text(grid("a")), encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert (export.platform, list(export.rows)) == ("jisc", [GRID[0], *GRID[2:]])
    drafted = draft_codebook(export).questions
    assert drafted[["type", "label"]].to_numpy().tolist() == [
        ["single", "Which room?"],
        ["matrix", "How likely are you to . . ."],
    ]


def test_a_grid_of_two_scales_is_two_questions(tmp_path):
    (tmp_path / "answers.csv").write_text(csv_text(grid("ab")), encoding="utf-8")
    drafted = draft_codebook(read_survey_export(tmp_path / "answers.csv")).questions
    assert drafted[["type", "label"]].to_numpy().tolist()[1:] == [
        ["matrix", "How likely are you to . . . (a)"],
        ["matrix", "How likely are you to . . . (b)"],
    ]


CODES = ["URN", "Q1", "Q2", "Q2_1_a", "Q2_2_a", "Q3"]


@pytest.mark.parametrize("first", [0, 1], ids=["with URN", "without"])
def test_a_coded_export(tmp_path, first):
    rows = [CODES, *([f"356-{n}", str(n % 2 + 1), "", "1", "2", "40"] for n in range(6))]
    text = csv_text([row[first:] for row in rows])
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert (export.platform, export.settings["header"]) == ("jisc", "codes")
    assert list(export.rows) == ["Q1", "Q2_1_a", "Q2_2_a", "Q3"]
    assert [tuple(doubt) for doubt in export.doubts] == [
        (
            "numbers for words",
            "answers.csv calls its questions by codes (Q1, Q2, ...) and gives answers by their"
            " numbers, as a coded export of Jisc Online Surveys does: the words of both are lost.",
            "Export it again, in Online Surveys: Analyse > Export survey data, with answers as"
            " text.",
        )
    ]


def test_codes_that_others_write_too(tmp_path):
    (tmp_path / "answers.csv").write_text("Q1,Q2,Q3_1\na,b,c\n", encoding="utf-8")
    assert read_survey_export(tmp_path / "answers.csv").platform == "table"


def test_the_key_of_a_coded_export(tmp_path):
    rows = [["URN", "Unique Response Number"], ["Q1", "Room"], ["1", "Attic"], ["2", "Hall"]]
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv is the key of a coded export of Jisc Online Surveys: it says what the codes"
        " stand for and holds no answers; export the responses, in Online Surveys: Analyse > Export"
        " survey data, with answers as text."
    )
