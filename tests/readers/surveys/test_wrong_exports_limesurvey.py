"""LimeSurvey: a right export changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import io
import zipfile

import pytest

from cpsurvey.readers import read_survey_export

from .right_exports import PEOPLE, Rows, codebook_of, csv_text, diagnosis, without_columns

MENU = "in LimeSurvey: Responses > Export > Export responses"
META = ["id", "submitdate", "lastpage", "startlanguage", "startdate", "ipaddr"]
ASKED = ["room", "came[chair]", "came[parent]", "age"]
TEXTS = [
    "How was the room today?", "Who came? [Chair]", "Who came? [Parent]", "How old are you?",
]  # fmt: skip
NAMES_IN_WORDS = [
    "Response ID", "Date submitted", "Last page", "Start language", "Date started", "IP address",
]  # fmt: skip


def limesurvey(*, words: bool = True) -> Rows:
    """Six responses under codes, full answers or answer codes; the last one not finished."""
    rows = [META + ASKED]
    signs = ("Yes", "No") if words else ("Y", "")
    for number, (room, *came, age, _) in enumerate(PEOPLE, start=1):
        sent = f"2020-10-0{number} 09:05:00" if number < 6 else ""
        meta = [str(number), sent, "1", "en", f"2020-10-0{number} 09:00:00", "192.0.2.1"]
        said = room if words else {"Good": "A1", "Poor": "A2", "": ""}[room]
        rows.append([*meta, said, *(signs[0] if part else signs[1] for part in came), age])
    return rows


def named(names: list[str]) -> Rows:
    """The same under other names."""
    return [names, *limesurvey()[1:]]


def test_the_right_export(tmp_path):
    assert diagnosis(csv_text(limesurvey()), tmp_path, codebook_of(limesurvey(), tmp_path)) == ""
    export = read_survey_export(tmp_path / "answers.csv")
    assert export.meta["finished"].tolist() == ["yes"] * 5 + ["no"]
    told = {name: export.settings[name] for name in ("header", "answers", "selected")}
    assert told == {"header": "codes", "answers": "text", "selected": "split"}


CODES = (
    f"Answers are given by their codes; the words are not in the file. Export it again, {MENU} >"
    " Responses: Full answers; or put the survey structure (.lss) beside it."
)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (limesurvey(words=False), ("codes", "numbers", "split", None)),
        (named(NAMES_IN_WORDS + TEXTS), ("texts", "text", "split", "en")),
        (
            named([f"{c}. {t}" for c, t in zip(META + ASKED, NAMES_IN_WORDS + TEXTS, strict=True)]),
            ("codes and texts", "text", "split", "en"),
        ),
    ],
    ids=["answer codes", "full texts", "codes and texts"],
)
def test_what_the_other_settings_tell(tmp_path, rows, told):
    assert diagnosis(csv_text(rows), tmp_path) == (CODES if told[1] == "numbers" else "")
    export = read_survey_export(tmp_path / "answers.csv")
    names = ("header", "answers", "selected", "language")
    assert tuple(export.settings.get(name) for name in names) == told
    assert export.dropped in (("ipaddr",), ("IP address",))


def test_answer_codes_where_the_codebook_has_words(tmp_path):
    book = codebook_of(limesurvey(), tmp_path)
    assert diagnosis(csv_text(limesurvey(words=False)), tmp_path, book) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question room (column room): "A1" 3 times, first in row 2\n'
        '  question room (column room): "A2" 2 times, first in row 4\n'
        "The export holds answer codes where the codebook has the words of the answers: export it"
        f" again, {MENU} > Responses: Full answers."
    )


def test_words_where_the_codebook_has_answer_codes(tmp_path):
    book = codebook_of(limesurvey(words=False), tmp_path)
    assert diagnosis(csv_text(limesurvey()), tmp_path, book) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question room (column room): "Good" 3 times, first in row 2\n'
        '  question room (column room): "Poor" 2 times, first in row 4\n'
        "The export holds the words of answers where the codebook has their answer codes: export it"
        f" again, {MENU} > Responses: Answer codes."
    )


def test_headings_abbreviated(tmp_path):
    cut = ["How was the roo.. ", "Who came? [Chair]", "Who came? [Par.. ]", "How old are you.. "]
    assert diagnosis(csv_text(named(NAMES_IN_WORDS + cut)), tmp_path) == (
        "3 of 4 headings are cut off (they end with two full stops, first in column 7), so that"
        f" questions may read alike. Export it again, {MENU} > Headings: Question code, with Text"
        " abbreviated off."
    )


def test_yes_and_no_converted_to_numbers(tmp_path):
    numbers = {"Y": "1", "": "2"}
    rows = limesurvey(words=False)
    converted = [[*row[:7], *(numbers[cell] for cell in row[7:9]), *row[9:]] for row in rows[1:]]
    names = [*META, *ASKED]
    assert diagnosis(csv_text([names, *converted]), tmp_path) == CODES  # may be a matrix
    beside = [[*names, "came[other]"], *([*row, ""] for row in converted)]
    assert diagnosis(csv_text(beside), tmp_path) == (
        "1 select-all holds 1 and 2 in place of Y and nothing (came). Export it again,"
        f" {MENU} > Responses: Convert Y to and Convert N to both off.\n{CODES}"
    )


def test_a_vv_file(tmp_path):
    rows = [[*NAMES_IN_WORDS, *TEXTS], *limesurvey(words=False)]
    text = csv_text(rows).replace(",", "\t")
    assert diagnosis(text, tmp_path) == (
        "answers.csv is a VV survey file of LimeSurvey, which has two rows of names and is meant to"
        f" be imported again: export the responses, {MENU} > Format: CSV or Microsoft Excel."
    )


def test_statistics(tmp_path):
    rows = [["Results", ""], ["Survey 426848", ""], ["Number of records in this query:", "6"],
            ["Total records in survey:", "6"], ["Good (A1)", "3", "50.00%"]]  # fmt: skip
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv is the statistics of a LimeSurvey survey, which count answers and hold no"
        f" responses: export the responses, {MENU} > Format: CSV or Microsoft Excel."
    )


def test_the_structure(tmp_path):
    names = ["class", "type/scale", "name", "relevance", "text", "help", "language"]
    rows = [names, ["Q", "L", "room", "1", "How was the room?", "", "en"]]
    assert diagnosis(csv_text(rows).replace(",", "\t"), tmp_path) == (
        "answers.csv is the structure of a LimeSurvey questionnaire (tab-separated), without"
        f" answers: export the responses, {MENU} > Format: CSV or Microsoft Excel."
    )


def test_an_export_in_which_nobody_answered(tmp_path):
    rows = [META + ASKED, [""] * 10]  # as LimeSurvey writes a survey without responses
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv holds no responses: nobody had answered, or the export left them out; export"
        f" them again, {MENU} > General > Completion state: All responses."
    )


def test_questions_left_out(tmp_path):
    book = codebook_of(limesurvey(), tmp_path)
    assert diagnosis(csv_text(without_columns(limesurvey(), "age")), tmp_path, book) == (
        'answers.csv does not fit the codebook:\n  column "age" of question age is missing.'
    )


def test_a_questionnaire_for_queXML(tmp_path):  # noqa: N802 - so it is called
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<questionnaire id="426848"></questionnaire>\n'
    assert diagnosis(text, tmp_path) == (
        "answers.csv is an XML file, not a survey export (CSV, Excel, SPSS or Stata): export the"
        " responses as CSV and give that file."
    )


def archive(**files: str) -> bytes:
    """An archive of LimeSurvey with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for ending, text in files.items():
            made.writestr(f"survey_426848_{ending}.{ending}", text)
    return content.getvalue()


STRUCTURE = (
    "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language>"
    "</languages><questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><gid>7</gid>"
    "<type>T</type><title>why</title><question>Why?</question></row></rows></questions></document>"
)
RESPONSES = "<document><LimeSurveyDocType>Responses</LimeSurveyDocType>{}</document>"
ARCHIVE = "in LimeSurvey: Display/Export > Survey archive (.lsa), while the survey is active"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"lss": STRUCTURE},
            "answers.csv holds no responses: the archive of a survey that is active has one; export"
            f" it again, {ARCHIVE}.",
        ),
        (
            {"lss": STRUCTURE, "lsr": RESPONSES.format("")},
            "answers.csv holds a questionnaire and no responses: nobody had answered when it was"
            f" exported; export it again, {ARCHIVE}.",
        ),
        (
            {"lss": STRUCTURE, "lsr": RESPONSES.format("<responses>")},
            "answers.csv is cut off or damaged: it is not well-formed XML; export it again.",
        ),
        (
            {"lss": STRUCTURE, "lsr": '<!DOCTYPE a [<!ENTITY b "c">]><document/>'},
            "answers.csv declares entities or a document type, which no program that writes such"
            " files does: it was not read.",
        ),
    ],
    ids=["deactivated", "nobody answered", "cut off", "entities"],
)
def test_an_archive_without_responses(tmp_path, files, said):
    assert diagnosis(archive(**files), tmp_path) == said


def test_what_an_archive_holds_besides_is_counted(tmp_path):
    row = "<row><id>1</id><_1X7X1>Because</_1X7X1></row>"
    files = {
        "lss": STRUCTURE,
        "lsr": RESPONSES.format(f"<responses><rows>{row}</rows></responses>"),
    }
    content = io.BytesIO(archive(**files))
    with zipfile.ZipFile(content, "a") as made:
        tokens = "<document><tokens><rows><row/><row/></rows></tokens></document>"
        made.writestr("survey_426848_tokens.lst", tokens)
    assert diagnosis(content.getvalue(), tmp_path) == (
        "The archive also holds 2 participants, which were not read. Nothing is to be done, unless"
        " the analysis needs them."
    )
    assert read_survey_export(tmp_path / "answers.csv").rows["why"].tolist() == ["Because"]
