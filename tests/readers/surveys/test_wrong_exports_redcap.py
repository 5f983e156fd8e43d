"""REDCap: a right export changed once, and the diagnosis it gets, whole."""

from __future__ import annotations

import pytest

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import read_survey_export

from .right_exports import PEOPLE, Rows, codebook_of, csv_text, diagnosis, without_columns

MENU = "in REDCap: Data Exports, Reports, and Stats"
RAW = ["record_id", "redcap_survey_identifier", "about_timestamp", "room", "came___c", "came____1",
       "weight", "about_complete"]  # fmt: skip
LABELS = ["Record ID", "Survey Identifier", "Survey Timestamp", "How was the room?",
          "Who came? (choice=Chair)", "Who came? (choice=Parent)", "Weight?",
          "Complete?"]  # fmt: skip


def redcap(*, labels: bool = False, sign: str = ".") -> Rows:
    """Six records: raw data, or labels."""
    rows = [LABELS if labels else RAW]
    ticked = ("Checked", "Unchecked") if labels else ("1", "0")
    for number, (room, *came, age, _) in enumerate(PEOPLE, start=1):
        said = room if labels else {"Good": "1", "Poor": "2", "": ""}[room]
        meta = [str(number), "", f"2020-10-0{number} 09:05:00"]
        ticks = [ticked[0] if part else ticked[1] for part in came]
        rows.append([*meta, said, *ticks, f"{age}{sign}5", "Complete" if labels else "2"])
    return rows


CODES = (
    f"Answers are given by their codes; the words are not in the file. Export it again, {MENU} >"
    " Export Data > CSV / Microsoft Excel (labels); or put the data dictionary beside it."
)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (redcap(), ("names", "numbers", "split", ".")),
        (redcap(labels=True), ("texts", "text", "split", ".")),
        (redcap(sign=","), ("names", "numbers", "split", ",")),
    ],
    ids=["raw", "labels", "decimal comma"],
)
def test_the_right_exports(tmp_path, rows, told):
    said = CODES if told[1] == "numbers" else ""
    assert diagnosis(csv_text(rows), tmp_path, codebook_of(rows, tmp_path)) == said
    export = read_survey_export(tmp_path / "answers.csv")
    assert export.platform == "redcap"
    names = ("header", "answers", "selected", "decimal")
    assert tuple(export.settings[name] for name in names) == told
    assert set(export.meta["finished"]) == {"yes"}
    assert export.meta["recorded"].iloc[0] == "2020-10-01 09:05:00"
    assert len(export.dropped) == 1


def test_raw_data_where_the_codebook_has_labels(tmp_path):
    rows = [RAW, *redcap(labels=True)[1:]]  # as the API gives labels
    book = codebook_of(rows, tmp_path)
    assert diagnosis(csv_text(redcap()), tmp_path, book) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question room (column room): "1" 3 times, first in row 2\n'
        '  question room (column room): "2" 2 times, first in row 4\n'
        "The export holds numbers where the codebook has the words of the answers: export it again,"
        f" {MENU} > Export Data > CSV / Microsoft Excel (labels)."
    )


def test_labels_where_the_codebook_has_raw_data(tmp_path):
    rows = [RAW, *redcap(labels=True)[1:]]
    assert diagnosis(csv_text(rows), tmp_path, codebook_of(redcap(), tmp_path)) == (
        "answers.csv: 2 answers are not in the codebook, so nothing was built.\n"
        '  question room (column room): "Good" 3 times, first in row 2\n'
        '  question room (column room): "Poor" 2 times, first in row 4\n'
        "The export holds the words of answers where the codebook has their numbers: export it"
        f" again, {MENU} > Export Data > CSV / Microsoft Excel (raw data)."
    )


def with_column(rows: Rows, name: str, cells: list[str]) -> Rows:
    """Rows with a second column."""
    return [[row[0], cell, *row[1:]] for row, cell in zip(rows, [name, *cells], strict=True)]


def test_a_longitudinal_project(tmp_path):
    events = ["first_arm_1", "second_arm_1"] * 3
    rows = with_column(redcap(), "redcap_event_name", events)
    for row, record in zip(rows[1:], "112233", strict=True):
        row[0] = record
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv holds several events (first_arm_1 and second_arm_1), so one person has several"
        f" rows: export it again, {MENU} > Create New Report > Filters: one event."
    )
    assert diagnosis(csv_text([rows[0], *rows[1::2]]), tmp_path) == CODES
    assert diagnosis(csv_text(without_columns(rows, "redcap_event_name")), tmp_path) == (
        'answers.csv has "record_id" as its first column, which in REDCap numbers the records, but'
        " 6 rows share theirs with another (first in row 2): the record ID was left out, or the"
        f" column that tells the events apart; export it again, {MENU} > Create New Report, with"
        " the record ID as its first field."
    )


def test_repeating_instruments(tmp_path):
    rows = with_column(redcap(labels=True), "Repeat Instrument", ["", "Visit"] * 3)
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv holds repeated instruments (Visit), so one person has several rows: export it"
        f" again, {MENU} > Create New Report, without the fields of repeating instruments."
    )


def test_no_record_id(tmp_path):
    rows = [row[3:] for row in redcap()]
    rows[0][-1] = "redcap_about_complete"
    assert diagnosis(csv_text(rows), tmp_path) == (
        'answers.csv has "room" as its first column, which in REDCap numbers the records, but 5'
        " rows share theirs with another (first in row 2): the record ID was left out, or the"
        f" column that tells the events apart; export it again, {MENU} > Create New Report, with"
        " the record ID as its first field."
    )


def test_a_row_for_each_value(tmp_path):
    rows = [["record", "field_name", "value"], ["1", "room", "1"], ["1", "weight", "41.5"]]
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv has one row for each value (record, field_name, value), as REDCap's API gives"
        f' it with type = "eav": ask for type = "flat", or export it, {MENU} > All data > Export'
        " Data > CSV / Microsoft Excel."
    )


def test_the_dictionary(tmp_path):
    rows = [["Variable / Field Name", "Form Name", "Field Type", "Field Label"],
            ["room", "about", "radio", "How was the room?"]]  # fmt: skip
    assert diagnosis(csv_text(rows), tmp_path) == (
        "answers.csv is a REDCap data dictionary, which holds no answers: export the records as CSV"
        " and give that file; the dictionary helps to draft a codebook."
    )


def test_one_instrument_of_several(tmp_path):
    book = codebook_of(redcap(), tmp_path)
    rows = without_columns(redcap(), "came___c", "came____1")
    assert diagnosis(csv_text(rows), tmp_path, book) == (
        "answers.csv does not fit the codebook:\n"
        '  column "came___c" of question came is missing.\n'
        '  column "came____1" of question came is missing.'
    )


def test_the_state_of_a_form_exported_as_blank(tmp_path):
    rows = redcap()
    rows[6][-1] = ""
    assert diagnosis(csv_text(rows), tmp_path) == CODES
    assert read_survey_export(tmp_path / "answers.csv").meta["finished"].tolist()[-1] == ""


STATES = "record_id,room,height,visit_complete\n1,2,151,0\n2,1,160,1\n3,1,170,2\n4,2,180,\n"


def test_an_incomplete_form_says_nothing_of_who_stopped(tmp_path):
    (tmp_path / "answers.csv").write_text(STATES, encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert export.meta["finished"].tolist() == ["", "", "yes", ""]
    (tmp_path / "answers.csv").write_text(STATES.replace(",2\n", ",0\n"), encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert set(export.meta["finished"]) == {""}
    rules = draft_codebook(export).files["codebook.toml"]
    assert 'rule = "unfinished"' not in rules
    assert 'rule = "duplicate"' in rules


def test_a_survey_that_was_not_sent_is_unfinished(tmp_path):
    text = (
        "record_id,visit_timestamp,room,visit_complete\n"
        "1,2020-10-01 09:05:00,2,2\n2,[not completed],1,0\n3,,1,0\n4,[not completed],1,\n"
    )
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert export.meta["finished"].tolist() == ["yes", "no", "", ""]


def test_where_nobody_finished_a_second_set_of_rules_keeps_them(tmp_path):
    text = (
        "record_id,visit_timestamp,room,visit_complete\n"
        "1,[not completed],2,0\n2,[not completed],1,0\n"
    )
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    export = read_survey_export(tmp_path / "answers.csv")
    assert [tuple(doubt) for doubt in export.doubts if doubt.what == "nobody finished"] == [
        (
            "nobody finished",
            "answers.csv: none of the 2 responses is finished, so a rule that leaves out the"
            " unfinished leaves out everybody.",
            "Export all responses, the finished ones too; or choose rules without that one, as in"
            " --rules with_unfinished of a draft.",
        )
    ]
    files = draft_codebook(export).files
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    book = load_codebook(tmp_path)
    kept = {rules: len(clean_survey(export, book, rules=rules).responses) for rules in book.rules}
    assert kept == {"default": 0, "with_unfinished": 2}
    assert (
        "# The same without the rule on the unfinished, since nobody finished and it leaves out\n"
        "# everybody. Choose it with --rules with_unfinished.\n"
    ) in files["codebook.toml"]
