"""Google and Microsoft Forms, Typeform, Indico: a right export changed once, its diagnosis."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_survey_export

from .right_exports import (
    csv_text,
    diagnosis,
    google_forms,
    indico,
    ms_forms,
    surveymonkey,
    typeform,
    workbook,
)

MENUS = {
    "Google Forms": "in Google Forms: Responses > ⋮ > Download responses (.csv)",
    "Microsoft Forms": "in Microsoft Forms: Responses > Open in Excel > Download a copy",
    "Typeform": "in Typeform: Results > Responses > Download all responses > CSV",
    "Indico": "in Indico: Manage event > Surveys > Submissions > Export > CSV",
}
RIGHT = {
    "Google Forms": google_forms,
    "Microsoft Forms": ms_forms,
    "Typeform": typeform,
    "Indico": indico,
}
CODES = {
    "Google Forms": "google_forms",
    "Microsoft Forms": "ms_forms",
    "Typeform": "typeform",
    "Indico": "indico",
}
CHOOSE = "give the sheet from which it was made, or export the responses again."


@pytest.mark.parametrize("label", RIGHT)
@pytest.mark.parametrize("written", [csv_text, workbook])
def test_the_right_one_is_read(tmp_path, label, written):
    assert diagnosis(written(RIGHT[label]()), tmp_path) == ""


@pytest.mark.parametrize("label", RIGHT)
@pytest.mark.parametrize("written", [csv_text, workbook])
def test_a_title_above(tmp_path, label, written):
    rows = [["Library survey"], [], *RIGHT[label]()]
    assert diagnosis(written(rows), tmp_path) == (
        f"answers.csv is an export of {label} whose columns are named in row 3: delete what stands"
        f" above it, or export it again, {MENUS[label]}."
    )


@pytest.mark.parametrize("label", RIGHT)
def test_empty_lines_above(tmp_path, label):
    assert diagnosis("\n\n" + csv_text(RIGHT[label]()), tmp_path) == (
        f"answers.csv is an export of {label} whose columns are named in row 3: delete what stands"
        f" above it, or export it again, {MENUS[label]}."
    )


@pytest.mark.parametrize("label", RIGHT)
@pytest.mark.parametrize("written", [csv_text, workbook])
def test_rows_and_columns_exchanged(tmp_path, label, written):
    rows = list(map(list, zip(*RIGHT[label](), strict=True)))
    assert diagnosis(written(rows), tmp_path) == (
        f"answers.csv has the columns of {label} below each other: its rows and columns were"
        f" exchanged, or it lists columns and has no responses; export the responses,"
        f" {MENUS[label]}."
    )


@pytest.mark.parametrize("label", RIGHT)
def test_a_file_of_another_platform_under_its_name(tmp_path, label):
    said = diagnosis(csv_text(surveymonkey()), tmp_path, platform=CODES[label])
    assert said == (
        f"answers.csv is said to be an export of {label} and is one of SurveyMonkey (questions in"
        " row 1 and their options in row 2): leave the platform out, or export the responses,"
        f" {MENUS[label]}."
    )


@pytest.mark.parametrize("label", ["Google Forms", "Microsoft Forms", "Indico"])
def test_the_names_of_columns_removed(tmp_path, label):
    place = {"Google Forms": 1, "Microsoft Forms": 2, "Indico": 3}[label]
    assert diagnosis(csv_text(RIGHT[label]()[1:]), tmp_path) == (
        f"answers.csv holds a date and time in row 1, column {place}, as in the rows below it, so"
        " row 1 is a response and the names of the columns were removed: export the responses again"
        " and leave the first row as it is."
    )


@pytest.mark.parametrize(
    "head", [["Row Labels", "Count of ID"], ["How was the room?", "COUNTA of Timestamp"]]
)
@pytest.mark.parametrize("written", [csv_text, workbook])
def test_a_pivot_table(tmp_path, head, written):
    rows = [head, ["Good", "3"], ["Poor", "2"], ["Grand Total", "5"]]
    assert diagnosis(written(rows), tmp_path) == (
        f"answers.csv is a pivot table, which counts answers and has no responses: {CHOOSE}"
    )


@pytest.mark.parametrize("label", RIGHT)
def test_cut_off_in_a_row(tmp_path, label):
    rows = RIGHT[label]()
    cut = [*rows[:-1], rows[-1][:-1]]
    assert diagnosis(csv_text(cut), tmp_path) == (
        f"answers.csv stops in row 7, which has {len(rows[0]) - 1} of {len(rows[0])} cells: the"
        " file is cut off; download it again and give the file unchanged."
    )


def test_the_linked_sheet_of_google_in_place_of_the_download(tmp_path):
    rows = [[cell.replace(";", ", ") for cell in row] for row in google_forms()]
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv: 1 column joins several answers by commas, as the linked sheet does (Who"
        " came?), so only the options that the codebook lists tell where one ends. List every"
        " option in the codebook, or export it again with semicolons, in Google Forms: Responses >"
        " ⋮ > Download responses (.csv)."
    )


@pytest.mark.parametrize(
    ("label", "selected", "language"),
    [
        ("Google Forms", "joined", "en"),
        ("Microsoft Forms", "joined", "en"),
        ("Typeform", "split", None),
        ("Indico", "joined", None),
    ],
)
def test_the_fingerprint_of_their_settings(tmp_path, label, selected, language):
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(RIGHT[label]()), encoding="utf-8")
    settings = read_survey_export(path).settings
    assert (settings["answers"], settings["header"]) == ("text", "texts")
    assert (settings["selected"], settings.get("language")) == (selected, language)


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ("ID|Start time|Completion time|Email|Name|Last modified time", "en"),
        ("Id|Startzeit|Fertigstellungszeit|E-Mail|Name|Zeitpunkt der letzten Änderung", "de"),
        ("ID|Heure de début|Heure de fin|Adresse de messagerie|Nom"
         "|Heure de la dernière modification", "fr"),
        ("Id|Hora de inicio|Hora de finalización|Correo electrónico|Nombre"
         "|Hora de la última modificación", "es"),
        ("ID|Hora de início|Hora de conclusão|Email|Nome|Hora da última modificação", "pt"),
        ("Id|Ora di inizio|Ora di completamento|Posta elettronica|Nome|Ora dell'ultima modifica",
         "it"),
        ("ID|Begintijd|Tijd van voltooien|E-mail|Naam|Tijd van laatste wijziging", "nl"),
        ("ID|Amser dechrau|Amser cwblhau|E-bost|Enw|Last modified time", "cy"),
    ],
)  # fmt: skip
def test_microsoft_forms_in_the_language_of_its_account(tmp_path, names, language):
    first = names.split("|")
    rows = [[*first, "How?"], ["3", "7/21/25 6:56:20", "7/21/25 7:01:02", "s@x.org", "S", "", "A"]]
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(path)
    assert (export.platform, export.settings["language"]) == ("ms_forms", language)
    assert export.rows.to_dict("list") == {"How?": ["A"]}
    assert export.dropped == (first[3], first[4])
    assert export.meta.loc[2, ["respondent", "started", "recorded"]].tolist() == [
        "3",
        "2025-07-21 06:56:20",
        "2025-07-21 07:01:02",
    ]


def test_what_a_quiz_has_beside_its_questions_is_no_question(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(
        "Id,Start time,Completion time,Email,Name,Total points,Quiz feedback,Grade posted time,"
        "How?,Points - How?,Feedback - How?,Points - Why?\n"
        "1,7/21/25 6:56:20,7/21/25 7:01:02,anonymous,,5,,,Good,5,Fine,x\n",
        encoding="utf-8",
    )
    assert list(read_survey_export(path).rows) == ["How?", "Points - Why?"]
    path.write_text(
        "Timestamp,Email Address,Score,How?,How? [Score],How? [Feedback],Why? [Score],Score\n"
        "2020/10/05 11:34:01 AM GMT+1,,4 / 5,Good,1 / 1,Fine,x,9\n",
        encoding="utf-8",
    )
    assert list(read_survey_export(path).rows) == ["How?", "Why? [Score]", "Score~2"]


def test_what_typeform_keeps_beside_its_questions_is_no_question(tmp_path):
    rows = typeform()
    rows[2][5], rows[3][5] = "partial", "started"
    path = tmp_path / "answers.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    export = read_survey_export(path)
    assert list(export.rows) == ["How was the room?", "Chair", "Parent", "How old are you?"]
    assert export.meta["finished"].tolist() == ["yes", "no", "no", "yes", "yes", "yes"]
    assert export.dropped == ("Network ID",)
