"""The options of a select-all in a column each, by what their columns hold."""

from cpsurvey.drafting import draft_codebook
from cpsurvey.readers import read_survey_export

from .conftest import build, export_of

GIT = ["Git", "", "", "Git"]
PYTHON = ["", "Python", "", "Python"]
SHELL = ["Shell", "", "", ""]
NOT_KNOWN = ["", "", "I don't remember.", ""]


def test_not_knowing_is_an_option_whether_its_column_has_a_name_or_not(tmp_path):
    texts = ("Git", "Python", "Shell", "I don't remember.")
    cells = [held * 20 for held in (GIT, PYTHON, SHELL, NOT_KNOWN)]
    nameless = dict(zip(("Content", "Column14", "Column15", "Column16"), cells, strict=True))
    named = dict(zip((f"Content [{text}]" for text in texts), cells, strict=True))
    asked = dict(zip((f"3) What was it? {text}" for text in texts), cells, strict=True))
    for number, columns in enumerate((nameless, named, asked)):
        draft, tables = build(export_of(columns), tmp_path / str(number))
        assert draft.questions["type"].tolist() == ["multi"]
        assert draft.questions["options"][0] == texts
        assert tables.responses.filter(like="__").sum().tolist() == [40, 40, 20, 20]
        assert tables.nonresponse.empty


HEADER = "RespondentID,Gender,,Who came?,,Age\n,Male,Female,Chair,Parent,Open-Ended Response\n"
EXPANDED = "RespondentID,Gender,,Age,,\n,Male,Female,18-29,30-44,45-60\n"


def drafted_from(text, folder):
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return draft_codebook(read_survey_export(path)).questions


def test_two_header_rows_tell_what_belongs_to_a_very_short_question(tmp_path):
    people = [("Male,", "Chair,Parent"), (",Female", "Chair,"), ("Male,", ",Parent")]
    lines = [f"{1000 + n},{','.join(people[n % 3])},{20 + n}" for n in range(9)]
    found = drafted_from(HEADER + "\n".join(lines), tmp_path)
    assert found[["label", "type", "options"]].to_numpy().tolist() == [
        ["Gender", "multi", ("Male", "Female")],
        ["Who came?", "multi", ("Chair", "Parent")],
        ["Age", "number", ()],
    ]


def test_columns_expanded_are_one_question_of_which_nobody_ticked_two(tmp_path):
    people = [("Male,", ",30-44,"), (",Female", "18-29,,"), (",Female", ",,45-60")]
    lines = [f"{1000 + n},{','.join(people[n % 3])}" for n in range(12)]
    found = drafted_from(EXPANDED + "\n".join(lines), tmp_path)
    why = (
        "its options have a column each, and nobody ticked two: it may be a question of one answer"
        " whose columns were exported as expanded"
    )
    assert found[["label", "type", "options", "confidence", "why"]].to_numpy().tolist() == [
        ["Gender", "multi", ("Male", "Female"), "unsure", why],
        ["Age", "multi", ("18-29", "30-44", "45-60"), "unsure", why],
    ]
