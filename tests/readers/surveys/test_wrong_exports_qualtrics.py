"""Qualtrics: a right export changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_survey_export

from .right_exports import (
    PEOPLE,
    QUALTRICS_META,
    codebook_of,
    csv_text,
    diagnosis,
    qualtrics,
    workbook,
)

MENU = "in Qualtrics: Data & Analysis > Export & Import > Export Data > CSV"
ALL = f"{MENU}, with Download all fields"
FIRST = len(QUALTRICS_META)  # the column of the first question


def in_numbers(rows):
    """Use numeric values in place of choice text."""
    codes = {"Good": "1", "Poor": "2", "Chair": "1", "Parent": "1", "": ""}
    for row in rows[3:]:
        row[2], row[6] = "0", "1"
        row[FIRST : FIRST + 3] = [codes[cell] for cell in row[FIRST : FIRST + 3]]
    return rows


def unsplit(rows, labels=("Chair", "Parent")):
    """Split multi-value fields into columns: off."""
    named = dict(zip(("Chair", "Parent"), labels, strict=True))
    for row in rows:
        joined = ",".join(named.get(cell, cell) for cell in row[FIRST + 1 : FIRST + 3] if cell)
        row[FIRST + 1 : FIRST + 3] = [joined]
    for row, cell in zip(rows, ("Q2", "Who came?", '{"ImportId":"QID2"}'), strict=False):
        row[FIRST + 1] = cell
    return rows


def internal(rows):
    """Use internal IDs in header: on."""
    rows[0][FIRST : FIRST + 4] = ["QID1", "QID2_1", "QID2_2", "QID3_TEXT"]
    return rows


def recoded(rows, columns):
    """Recode seen but unanswered questions as -99: on."""
    for row in rows[3:]:
        for place in columns:
            row[FIRST + place] = row[FIRST + place] or "-99"
    return rows


def unfinished(rows):
    """Responses in progress in place of those that were recorded."""
    for row in rows[3:]:
        row[4], row[6] = "40", "False"
    return rows


def resaved(rows):
    """Saved by pandas, which numbers rows, and saves that column with a name the next time."""
    return [["Unnamed: 0", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:]))]


def legacy(_):
    """An export as before 2017, its second header row removed."""
    return [[f"V{number}" for number in range(1, 11)] + ["Q1"], ["R_1", *[""] * 9, "2"]]


READ = [
    ("right", lambda rows: rows, ""),
    (
        "row 3 removed",
        lambda rows: rows[:2] + rows[3:],
        'answers.csv lost row 3 ({"ImportId":"…"}) of Qualtrics\' three header rows, so questions'
        f" are told from other data by their texts alone. Export it again, {ALL}, and leave its"
        " first three rows as they are.",
    ),
    (
        "row 3 and every column but the questions removed",
        lambda rows: [row[FIRST : FIRST + 4] for row in rows[:2] + rows[3:]],
        'answers.csv lost row 3 ({"ImportId":"…"}) of Qualtrics\' three header rows, so questions'
        f" are told from other data by their texts alone. Export it again, {ALL}, and leave its"
        " first three rows as they are.",
    ),
    (
        "row 3 and the columns that Qualtrics alone has removed",
        lambda rows: [
            [*row[:3], *row[4:5], *row[6:7], *row[FIRST:]] for row in rows[:2] + rows[3:]
        ],
        'answers.csv lost row 3 ({"ImportId":"…"}) of Qualtrics\' three header rows, so questions'
        f" are told from other data by their texts alone. Export it again, {ALL}, and leave its"
        " first three rows as they are.",
    ),
    (
        "row 2 removed",
        lambda rows: rows[:1] + rows[2:],
        "answers.csv lost row 2 (the texts of the questions) of Qualtrics' three header rows, so"
        f" options and questions have no wording. Export it again, {ALL}, and leave its first three"
        " rows as they are.",
    ),
    (
        "rows 2 and 3 removed",
        lambda rows: rows[:1] + rows[3:],
        'answers.csv lost row 2 (the texts of the questions) and row 3 ({"ImportId":"…"}) of'
        " Qualtrics' three header rows, so questions are told from other data by their names alone."
        f" Export it again, {ALL}, and leave its first three rows as they are.",
    ),
    (
        "internal identifiers",
        internal,
        "answers.csv calls its columns by internal identifiers (QID1, QID2_1, QID2_2 and 1 more),"
        " not by the names of the questions (Q1 …). If the codebook names its columns Q1 and so on,"
        " export it again, in Qualtrics: Export Data > CSV > More options, without Use internal IDs"
        " in header.",
    ),
    ("-99 in several columns", lambda rows: recoded(rows, [0, 1, 2]), ""),
    (
        "-99 in one column",
        lambda rows: recoded(rows, [0]),
        "answers.csv holds -99 in 1 cell of column Q1, read as seen but unanswered; no other column"
        " holds it. If -99 is an answer there, export it again, in Qualtrics: Export Data > CSV >"
        " More options, without Recode seen but unanswered questions as -99, and give another"
        " number for it.",
    ),
    ("unsplit", unsplit, ""),
    (
        "unsplit, commas in labels",
        lambda rows: unsplit(rows, ("Chair (of a board, or of a club)", "Parent")),
        "answers.csv: 1 column joins several answers by commas (Q2), and some of these answers hold"
        " commas or brackets themselves, so only the options that the codebook lists tell where one"
        " ends. List every option in the codebook, or export it again, in Qualtrics: Export Data >"
        " CSV > More options > Split multi-value fields into columns.",
    ),
    (
        "responses in progress",
        unfinished,
        "answers.csv: none of the 6 responses is finished, as in an export of responses in"
        " progress. Export the recorded responses, in Qualtrics: Data & Analysis > Recorded"
        " Responses, then Export & Import > Export Data > CSV.",
    ),
    (
        "saved by pandas",
        resaved,
        "answers.csv: column 1 has no name and numbers the rows, as R and pandas write it; it was"
        " left out. If it tells who answered, give it a name in row 1.",
    ),
]
OTHERWISE = {  # answers, or columns, are not those of the right export
    "row 3 and every column but the questions removed",
    "row 3 and the columns that Qualtrics alone has removed",
    "internal identifiers",
    "responses in progress",
    "unsplit",
    "unsplit, commas in labels",
}
REFUSED = [
    (
        "row 1 removed",
        lambda rows: rows[1:],
        'answers.csv looks like a Qualtrics export ({"ImportId":"…"} in row 2) whose first row,'
        f" which names the columns (StartDate, Q1 …), was removed: export it again, {ALL}, and"
        " leave its first rows as they are.",
    ),
    (
        "older, row 2 removed",
        legacy,
        "answers.csv looks like an older Qualtrics export (V1, V2 …) whose second row, which holds"
        " ResponseID, Status and the texts of the questions, was removed: export it again and leave"
        " its first two rows as they are.",
    ),
    (
        "a title above",
        lambda rows: [["Library survey"], *rows],
        "answers.csv is an export of Qualtrics whose columns are named in row 2: delete what stands"
        f" above it, or export it again, {ALL}.",
    ),
    (
        "two lines above",
        lambda rows: [["Library survey"], ["October 2020"], *rows],
        "answers.csv is an export of Qualtrics whose columns are named in row 3: delete what stands"
        f" above it, or export it again, {ALL}.",
    ),
    (
        "rows and columns exchanged",
        lambda rows: list(map(list, zip(*rows, strict=True))),
        "answers.csv has the columns of Qualtrics below each other: its rows and columns were"
        f" exchanged, or it lists columns and has no responses; export the responses, {ALL}.",
    ),
    (
        "cut off",
        lambda rows: [*rows[:-1], rows[-1][:12]],
        "answers.csv stops in row 9, which has 12 of 16 cells: the file is cut off; download it"
        " again and give the file unchanged.",
    ),
    (
        "a report",
        lambda _: [["#", "Answer", "%", "Count"], ["1", "Good", "60.00%", "3"]],
        "answers.csv is a summary of Qualtrics, which counts the answers to each question and has"
        f" no responses: export the responses, {ALL}.",
    ),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in READ + REFUSED],
                         ids=[case[0] for case in READ + REFUSED])  # fmt: skip
def test_a_setting_that_is_wrong_is_named(tmp_path, change, said):
    assert diagnosis(csv_text(change(qualtrics())), tmp_path) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [case[1:] for case in REFUSED if case[0] != "cut off"],
    ids=[case[0] for case in REFUSED if case[0] != "cut off"],
)
def test_a_workbook_is_told_the_same(tmp_path, change, said):
    assert diagnosis(workbook(change(qualtrics())), tmp_path) == said


@pytest.mark.parametrize("written", [csv_text, workbook])
@pytest.mark.parametrize(
    "change",
    [change for name, change, _ in READ if name not in OTHERWISE],
    ids=[name for name, *_ in READ if name not in OTHERWISE],
)
def test_what_can_be_read_holds_the_same_answers(tmp_path, change, written):
    path = tmp_path / "answers"
    content = written(change(qualtrics()))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    export = read_survey_export(path)
    asked = export.rows[["Q1", "Q2_1", "Q2_2", "Q3", "area"]]
    assert asked.to_numpy().tolist() == [list(answers) for answers in PEOPLE]
    assert export.meta["respondent"].tolist() == [f"R_{number}" for number in range(1, 7)]
    assert set(export.meta["finished"]) == {"yes"}
    assert export.dropped == ("IPAddress",)
    assert export.settings["generation"] == "modern"


def test_questions_alone_under_their_texts_are_no_response(tmp_path):
    path = tmp_path / "answers.csv"
    rows = [row[FIRST : FIRST + 4] for row in qualtrics()[:2] + qualtrics()[3:]]
    path.write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(path)
    assert export.platform == "qualtrics"
    assert export.rows.to_numpy().tolist() == [list(answers[:4]) for answers in PEOPLE]
    assert export.columns["text"].tolist() == rows[1]


@pytest.mark.parametrize(
    "first",
    [
        ["very good", "very bad", "not sure"],  # recurs below
        ["", "a b", "c d"],
        ["yes", "no", "a b"],
    ],
)
def test_a_response_under_short_names_is_a_response(tmp_path, first):
    path = tmp_path / "answers.csv"
    rows = [["Q1", "Q2", "Q3"], first, ["very good", "very bad", "no"], ["so so", "fine", "no"]]
    path.write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(path)
    assert (export.platform, len(export.rows)) == ("table", 3)


def test_a_short_row_below_the_names(tmp_path):
    rows = [qualtrics()[0], ["Library", "survey"], *qualtrics()[3:]]
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv: header row 2 has 2 cells and row 1 has 16: the header was edited or damaged;"
        " download the export again."
    )


def test_numbers_where_the_codebook_has_words(tmp_path):
    book = codebook_of(qualtrics(), tmp_path)
    assert diagnosis(csv_text(in_numbers(qualtrics())), tmp_path, book) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question q1 (column Q1): "1" 3 times, first in row 4\n'
        '  question q1 (column Q1): "2" 2 times, first in row 6\n'
        "The export holds numbers where the codebook has the words of the answers: export it again,"
        f" {MENU} > Use choice text."
    )


def test_words_where_the_codebook_has_numbers(tmp_path):
    book = codebook_of(in_numbers(qualtrics()), tmp_path)
    said = diagnosis(csv_text(qualtrics()), tmp_path, book)
    assert said.splitlines()[0] == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built."
    )
    assert said.splitlines()[-1] == (
        "The export holds the words of answers where the codebook has their numbers: export it"
        f" again, {MENU} > Use numeric values."
    )


@pytest.mark.parametrize(("right", "wrong"), [(list, unsplit), (unsplit, list)])
def test_select_alls_are_one_question_split_or_joined(tmp_path, right, wrong):
    book = codebook_of(right(qualtrics()), tmp_path)
    assert diagnosis(csv_text(wrong(qualtrics())), tmp_path, book) == ""


def test_a_file_of_another_platform_under_its_name(tmp_path):
    said = diagnosis("Timestamp,How?\n2020-10-01,Good\n", tmp_path, platform="qualtrics")
    assert said == (
        "answers.csv is said to be an export of Qualtrics and is one of Google Forms (the first"
        f" column, Timestamp): leave the platform out, or export the responses, {ALL}."
    )


@pytest.mark.parametrize(
    ("change", "setting", "value"),
    [
        (in_numbers, "answers", "numbers"),
        (unsplit, "selected", "joined"),
        (lambda rows: unsplit(rows, ("1", "2")), "selected", "joined"),
        (internal, "header", "codes"),
        (lambda rows: recoded(rows, [0, 1]), "unanswered", "-99"),
        (lambda rows: [rows[0], ["Enddatum"] * len(rows[1]), *rows[2:]], "language", "de"),
    ],
)
def test_the_fingerprint_of_its_settings(tmp_path, change, setting, value):
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(qualtrics()), encoding="utf-8")
    right = read_survey_export(path).settings
    path.write_text(csv_text(change(qualtrics())), encoding="utf-8")
    wrong = read_survey_export(path).settings
    assert (right[setting] == value, wrong[setting]) == (False, value)


def test_a_negative_number_among_others_is_an_answer(tmp_path):
    rows = qualtrics()
    for row, cell in zip(rows[3:], ("-99", "-5", "3", "-12", "0", "7"), strict=True):
        row[FIRST + 3] = cell
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(path)
    assert export.rows["Q3"].tolist() == ["-99", "-5", "3", "-12", "0", "7"]
    assert export.settings["unanswered"] == ""
