"""SurveyMonkey: a right export changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_survey_export

from .right_exports import (
    PEOPLE,
    SURVEYMONKEY_META,
    codebook_of,
    csv_text,
    diagnosis,
    surveymonkey,
    workbook,
)

MENU = "in SurveyMonkey: Analyze Results > Save As > Export file > All responses data"
FIRST = len(SURVEYMONKEY_META)  # the column of the first question


def in_numbers(rows):
    """Cells: numerical value."""
    codes = {"Good": "1", "Poor": "2", "Chair": "1", "Parent": "2", "": ""}
    for row in rows[2:]:
        row[FIRST : FIRST + 3] = [codes[cell] for cell in row[FIRST : FIRST + 3]]
    return rows


def joined(rows):
    """Select-all answers in one cell."""
    for row in rows:
        row[FIRST + 1 : FIRST + 3] = [", ".join(filter(None, row[FIRST + 1 : FIRST + 3]))]
    rows[0][FIRST + 1], rows[1][FIRST + 1] = "Who came?", "Response"
    return rows


def expanded(rows):
    """Columns: expanded; three times as many people, so that it shows."""
    for row in rows[2:]:
        row[FIRST : FIRST + 1] = [cell if cell == row[FIRST] else "" for cell in ("Good", "Poor")]
    rows[0].insert(FIRST + 1, "")
    rows[1][FIRST : FIRST + 1] = ["Good", "Poor"]
    return rows[:2] + rows[2:] * 3


def named_by_pandas(rows):
    """Saved by pandas, which names cells that were blank."""
    rows[0][FIRST + 2] = f"Unnamed: {FIRST + 2}_level_0"
    rows[1][:FIRST] = [f"Unnamed: {place}_level_1" for place in range(FIRST)]
    return rows


def named(name):
    """Saved by another program, which names cells that were blank."""

    def change(rows):
        rows[0][FIRST + 2] = name
        return rows

    return change


READ = [
    ("right", lambda rows: rows, ""),
    ("saved by pandas", named_by_pandas, ""),
    ("saved by readxl", named(f"...{FIRST + 3}"), ""),
    ("saved as a table of Excel", named(f"Column{FIRST + 3}"), ""),
]
DOUBTED = [
    (
        "joined",
        joined,
        "answers.csv: 1 column joins several answers by commas (Who came?), so only the options"
        " that the codebook lists tell where one ends. List every option in the codebook, or export"
        f" it again, {MENU} > Columns: Expanded.",
    ),
    (
        "expanded",
        expanded,
        "answers.csv: no question has all its answers in one column, and 1 question has an option a"
        " column of which nobody ticked two, as where columns were exported as expanded. If one"
        f" answer only could be chosen, export it again, {MENU} > Columns: Condensed.",
    ),
]
REFUSED = [
    (
        "options removed",
        lambda rows: rows[:1] + rows[2:],
        "answers.csv is an export of SurveyMonkey that lost one of its two header rows, the second,"
        f" which has the options of each question: export it again, {MENU}, and leave its first two"
        " rows as they are.",
    ),
    (
        "questions removed",
        lambda rows: rows[1:],
        "answers.csv is an export of SurveyMonkey that lost one of its two header rows, the first,"
        f" which has the questions: export it again, {MENU}, and leave its first two rows as they"
        " are.",
    ),
    (
        "a title above",
        lambda rows: [["Library survey"], *rows],
        "answers.csv is an export of SurveyMonkey whose columns are named in row 2: delete what"
        f" stands above it, or export it again, {MENU}.",
    ),
    (
        "rows and columns exchanged",
        lambda rows: list(map(list, zip(*rows, strict=True))),
        "answers.csv has the columns of SurveyMonkey below each other: its rows and columns were"
        f" exchanged, or it lists columns and has no responses; export the responses, {MENU}.",
    ),
    (
        "a summary",
        lambda _: [
            ["Q1. How was the room?"],
            ["Answer Choices", "Responses", ""],
            ["Good", "60.00%", "3"],
            ["Poor", "40.00%", "2"],
            ["", "Answered", "5"],
            ["", "Skipped", "1"],
        ],
        "answers.csv is a summary of SurveyMonkey, which counts the answers to each question and"
        f" has no responses: export the responses, {MENU}.",
    ),
    (
        "cut off",
        lambda rows: [*rows[:-1], rows[-1][:11]],
        "answers.csv stops in row 8, which has 11 of 13 cells: the file is cut off; download it"
        " again and give the file unchanged.",
    ),
]
EVERY = READ + DOUBTED + REFUSED


@pytest.mark.parametrize(
    ("change", "said"), [case[1:] for case in EVERY], ids=[case[0] for case in EVERY]
)
def test_a_setting_that_is_wrong_is_named(tmp_path, change, said):
    assert diagnosis(csv_text(change(surveymonkey())), tmp_path) == said


@pytest.mark.parametrize("change", [case[1] for case in READ], ids=[case[0] for case in READ])
@pytest.mark.parametrize("written", [csv_text, workbook])
def test_what_can_be_read_holds_the_same_answers(tmp_path, change, written):
    path = tmp_path / "answers"
    content = written(change(surveymonkey()))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    export = read_survey_export(path)
    assert export.platform == "surveymonkey"
    assert export.rows.columns.tolist() == [
        "How was the room?",
        "Who came? - Chair",
        "Who came? - Parent",
        "How old are you?",
    ]
    assert export.rows.to_numpy().tolist() == [list(answers[:4]) for answers in PEOPLE]
    assert export.meta["respondent"].tolist() == [str(110 + number) for number in range(1, 7)]
    assert export.dropped == SURVEYMONKEY_META[4:]


def test_header_cells_that_a_workbook_merges(tmp_path):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(workbook(surveymonkey(), "K1:L1"))
    export = read_survey_export(path)
    assert export.rows.to_numpy().tolist() == [list(answers[:4]) for answers in PEOPLE]
    assert export.settings["selected"] == "split"


def test_numbers_where_the_codebook_has_words(tmp_path):
    book = codebook_of(surveymonkey(), tmp_path)
    said = diagnosis(csv_text(in_numbers(surveymonkey())), tmp_path, book).splitlines()
    assert said[1] == (
        '  question how_was_the_room (column How was the room?): "1" 3 times, first in row 3'
    )
    assert said[-1] == (
        "The export holds numbers where the codebook has the words of the answers: export it again,"
        f" {MENU} > Cells: Actual answer text."
    )


def test_words_where_the_codebook_has_numbers(tmp_path):
    book = codebook_of(in_numbers(surveymonkey()), tmp_path)
    said = diagnosis(csv_text(surveymonkey()), tmp_path, book).splitlines()
    assert said[1] == (
        '  question how_was_the_room (column How was the room?): "Good" 3 times, first in row 3'
    )
    assert said[-1] == (
        "The export holds the words of answers where the codebook has their numbers: export it"
        f" again, {MENU} > Cells: Numerical value."
    )


@pytest.mark.parametrize(
    ("change", "settings"),
    [
        (lambda rows: rows, ("text", "split")),
        (in_numbers, ("numbers", "split")),
        (joined, ("text", "joined")),
        (lambda rows: [[*row[:FIRST], row[FIRST]] for row in rows], ("text", "none")),
        (lambda rows: [[*row[:FIRST], row[-1]] for row in rows], ("unknown", "none")),
    ],
)
def test_the_fingerprint_of_its_settings(tmp_path, change, settings):
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(change(surveymonkey())), encoding="utf-8")
    found = read_survey_export(path).settings
    assert (found["answers"], found["selected"]) == settings
    assert found["generation"] == "two header rows"
