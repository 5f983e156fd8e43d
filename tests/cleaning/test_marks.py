"""LimeSurvey writes N/A for what it did not show, also where a number, a date or a text is due."""

from cpsurvey.cleaning import clean_survey, comments
from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.readers import read_survey_export

LIME = """\
"id";"submitdate";"lastpage";"startlanguage";"age";"came";"why"
"1";"1980-01-01 00:00:00";"1";"en";"41";"2024-05-06";"N/A"
"2";"1980-01-01 00:00:00";"1";"en";"N/A";"N/A";"It was near"
"3";"1980-01-01 00:00:00";"1";"en";"";"n/a";""
"""


def book() -> Codebook:
    """A number, a date and a text."""
    kinds = {"age": "number", "came": "date", "why": "text"}
    questions = tuple(
        Question(name, name, kind, ("visitor",), raw={"visitor": (name,)})
        for name, kind in kinds.items()
    )
    return Codebook("n", "SYNTHETIC visitors", "f", {"visitor": "Visitors"},
                    (Instrument("visitor", "visitor"),), {}, questions,
                    {"default": ()})  # fmt: skip


def test_what_was_not_shown_is_no_answer(tmp_path):
    path = tmp_path / "lime.csv"
    path.write_text(LIME, encoding="utf-8")
    export = read_survey_export(path, group="visitor")
    tables = clean_survey(export, book())
    silent = tables.nonresponse.set_index(["respondent", "question"])
    assert silent["reason"].to_dict() == {
        ("2", "age"): "not_shown",
        ("2", "came"): "not_shown",
        ("3", "age"): "skipped",
        ("3", "came"): "not_applicable",
    }
    assert comments(export, book())["text"].tolist() == ["It was near"]


def test_in_an_export_of_another_platform_somebody_typed_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("age,came,why\nN/A,2024-05-06,N/A\n", encoding="utf-8")
    export = read_survey_export(path, group="visitor")
    assert clean_survey(export, book()).nonresponse["reason"].tolist() == ["not_applicable"]
    assert comments(export, book())["text"].tolist() == ["N/A"]
