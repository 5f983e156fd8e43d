"""Every survey export of the corpus: its responses and questions, its definition, its twin."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cpsurvey.errors import ExportError
from cpsurvey.readers import read_survey_export

pytestmark = pytest.mark.corpus

TESTA = "surveys/ctesta01+QualtricsTools"
SAMPLES = f"{TESTA}/data/Sample Surveys"
JANPFANDER = "surveys/janpfander+impressive_climate/data/qualtrics.csv"
MULTIPLE = f"{SAMPLES}/Multiple Answer Multiple Choices Questions/Multiple_Answer_MC_Questions"
MATRIX = f"{SAMPLES}/Single Answer Matrix Questions/Single_Answer_Matrix_Questions"
SINGLE = f"{SAMPLES}/Single Answer Multiple Choice Questions/Single_Answer_MC_Questions"
NO_BASIS = f"{SAMPLES}/No Basis for Evaluation/No_Basis_for_Evaluation"
SIDE_BY_SIDE = f"{SAMPLES}/Side-by-Side Questions/SidebySide_Questions"
MANY = f"{SAMPLES}/Many Different Question Types/Sample_Survey"
ROPENSCI = "surveys/ropensci+qualtRics/inst/extdata"
# Responses and question columns, counted in the files; INDEX.csv has all their rows and columns.
EXPORTS = {
    f"{SAMPLES}/Better Sample Survey/Better_Sample_Survey.csv": ("insights", 10, 45),
    f"{MANY} (Insights).csv": ("insights", 5, 176),
    f"{MANY}.csv": ("legacy", 5, 176),
    f"{MULTIPLE} (Insights).csv": ("insights", 5, 22),
    f"{MULTIPLE}.csv": ("legacy", 5, 22),
    f"{NO_BASIS} (Insights).csv": ("insights", 15, 35),
    f"{NO_BASIS} (Legacy).csv": ("legacy", 15, 35),
    f"{SIDE_BY_SIDE} (Insights).csv": ("insights", 25, 57),
    f"{SIDE_BY_SIDE} (Legacy).csv": ("legacy", 25, 57),
    f"{MATRIX} (Insights).csv": ("insights", 5, 16),
    f"{MATRIX}.csv": ("legacy", 5, 16),
    f"{SINGLE} (Insights).csv": ("insights", 5, 6),
    f"{SINGLE}.csv": ("legacy", 5, 6),
    f"{TESTA}/inst/testdata/Sample_Survey.csv": ("insights", 5, 60),
    f"{ROPENSCI}/sample.csv": ("modern", 1, 3),
    f"{ROPENSCI}/sample_legacy.csv": ("legacy", 1, 2),
    JANPFANDER: ("modern", 452, 15),
}
TABLES = {
    "Displayr+flipExampleData/inst/extdata/Cola.sav": ("spss", 327, 198),
    "Displayr+flipExampleData/inst/extdata/Mobiles_feedback_4_weeks.sav": ("spss", 895, 26),
    "OuhscBbmc+REDCapR/inst/test-data/projects/checkboxes-1/data.csv": ("redcap", 4, 10),
    "OuhscBbmc+REDCapR/inst/test-data/projects/decimal-comma/data.csv": ("redcap", 4, 4),
    "OuhscBbmc+REDCapR/inst/test-data/projects/simple/data.csv": ("redcap", 5, 17),
    "Roche+pyreadstat/test_data/basic/sample.dta": ("stata", 5, 7),
    "Roche+pyreadstat/test_data/basic/sample.por": ("spss", 5, 7),
    "Roche+pyreadstat/test_data/basic/sample.zsav": ("spss", 5, 7),
    "Roche+pyreadstat/test_data/multiple_response/simple_alltypes.sav": ("spss", 6, 12),
    "carpentries+assessment/learner-assessment/archives/2017/data/longterm_October2017.csv": (
        "table", 476, 75,
    ),
    "carpentries+assessment/programmatic-assessment/carpentrycon/data/"
    "2020_carpentryconhome_raw.csv": ("table", 124, 17),
    "coderefinery+pre-workshop-survey/data/indico/2019/others/aarhus-nov.csv": ("indico", 7, 16),
    "coderefinery+pre-workshop-survey/data/typeform/2017/umea-oct.csv": ("typeform", 21, 34),
    "cvanbuckhave+PLR_tool_AP/results-survey.csv": ("limesurvey", 50, 45),
    "fivethirtyeight+data/flying-etiquette-survey/flying-etiquette.csv": (
        "surveymonkey", 1040, 26,
    ),
    "fivethirtyeight+data/star-wars-survey/StarWars.csv": ("surveymonkey", 1186, 37),
    "jamumford+Human_Legal_Verdict_Prediction/survey_responses.xlsx": ("jisc", 41, 29),
    "jerome-pfeiffer1+modeling-languages-for-digital-twins/results_english.csv": (
        "limesurvey", 96, 316,
    ),
    "jerome-pfeiffer1+modeling-languages-for-digital-twins/results_german.csv": (
        "limesurvey", 96, 316,
    ),
    "numba+numba-user-survey-2024/numba-user-survey-2024.scrubbed.csv": ("surveymonkey", 137, 107),
    "rstudio+r-community-survey/2019/data/2019 Spanish R Community Survey Responses.csv": (
        "google_forms", 338, 51,
    ),
}  # fmt: skip
# The definition beside it is of another day: one question was replaced, or not all were exported.
OTHER_QUESTIONS = {"Better_Sample_Survey.csv", "qualtrics.csv"}
HEADER_ROWS = {"modern": 3, "insights": 3, "legacy": 2}
WITHOUT_ANSWERS = {"DB", "Captcha"}
ONE_ANSWER = {"SAVR", "SAHR", "DL", "SB"}


def index(corpus: Path) -> dict[str, dict[str, str]]:
    """The corpus's own list of its files."""
    with (corpus / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def test_no_qualtrics_csv_is_left_out(corpus):
    listed = index(corpus)
    found = {
        path for path, row in listed.items() if row["tool"] == "Qualtrics" and path.endswith(".csv")
    }
    assert found == set(EXPORTS)


@pytest.mark.parametrize("path", EXPORTS)
def test_responses_and_questions(corpus, path):
    generation, responses, questions = EXPORTS[path]
    export = read_survey_export(corpus / path)
    kinds = export.columns["kind"].value_counts()
    assert export.settings["generation"] == generation
    assert (len(export.rows), kinds["question"]) == (responses, questions)
    assert len(export.meta) == responses
    assert export.meta["respondent"].is_unique
    assert export.meta["respondent"].str.startswith("R_").all()
    rows, columns = map(int, re.findall(r"\d+", index(corpus)[path]["rows_or_items"])[:2])
    assert responses == rows - HEADER_ROWS[generation]
    trailing = generation == "legacy"
    assert len(export.columns) == columns - trailing


@pytest.mark.parametrize(
    "path", [p for p, row in EXPORTS.items() if row[0] != "legacy" and "ropensci" not in p]
)
def test_each_question_has_the_columns_its_definition_says(corpus, path):
    file = corpus / path
    definitions = [*file.parent.glob("*.qsf"), *file.parent.glob("*/*.qsf")]
    columns = read_survey_export(file).columns
    asked = columns.loc[columns["kind"] == "question", "import_id"]
    found = asked.str.extract(r"(QID\d+)", expand=False).value_counts().to_dict()
    defined = questions_of(json.loads(definitions[0].read_text(encoding="utf-8-sig")))
    if file.name not in OTHER_QUESTIONS or "inst" in path:
        assert set(found) == set(defined)
    for question in set(found) & set(defined):
        expected = columns_of(defined[question])
        assert expected in (None, found[question]), question


def questions_of(definition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions of a definition that are asked and answered."""
    elements = definition["SurveyElements"]
    blocks = next(e["Payload"] for e in elements if e["Element"] == "BL")
    blocks = blocks.values() if isinstance(blocks, dict) else blocks
    bin_ = {
        part.get("QuestionID")
        for block in blocks
        if block["Type"] == "Trash"
        for part in block.get("BlockElements", [])
    }
    return {
        e["PrimaryAttribute"]: e["Payload"]
        for e in elements
        if e["Element"] == "SQ"
        and e["PrimaryAttribute"] not in bin_
        and e["Payload"]["QuestionType"] not in WITHOUT_ANSWERS
    }


def columns_of(question: dict[str, Any]) -> int | None:
    """How many columns a question has in an export; None where its parts are questions too."""
    choices = question.get("Choices") or {}
    texts = sum("TextEntry" in choice for choice in choices.values())
    many = question.get("SubSelector") == "MultipleAnswer"
    match question["QuestionType"]:
        case "MC":
            return texts + (1 if question["Selector"] in ONE_ANSWER else len(choices))
        case "TE":
            return 1
        case "Slider":
            return len(choices)
        case "Matrix":
            return texts + len(choices) * (len(question["Answers"]) if many else 1)
    return None


@pytest.mark.parametrize("insights", [path for path in EXPORTS if path.endswith("(Insights).csv")])
def test_both_generations_of_one_survey_hold_the_same_answers(corpus, insights):
    stem = insights.removesuffix(" (Insights).csv")
    legacy = next(p for p in (f"{stem}.csv", f"{stem} (Legacy).csv") if p in EXPORTS)
    assert answers(corpus / insights) == answers(corpus / legacy)


def answers(path: Path) -> list[tuple[str, ...]]:
    """What each respondent answered in each column; the generations order choices differently."""
    export = read_survey_export(path)
    rows = export.rows.set_axis(export.meta["respondent"]).sort_index()
    return sorted((*rows.index, *rows.iloc[:, place]) for place in range(rows.shape[1]))


def test_one_survey_cell_by_cell(corpus):
    export = read_survey_export(corpus / JANPFANDER)
    with (corpus / JANPFANDER).open(encoding="utf-8", newline="") as file:
        names, _, _, *records = csv.reader(file)
    for column in export.rows:
        place = names.index(column)
        assert export.rows[column].tolist() == [record[place] for record in records]
    assert list(export.rows.index) == list(range(4, 456))
    assert export.settings["answers"] == "text"
    assert set(export.meta["status"]) == {"normal"}
    assert export.dropped == ()


def test_identifying_columns_never_come_through(corpus):
    for path, (generation, *_) in EXPORTS.items():
        export = read_survey_export(corpus / path)
        if path != JANPFANDER:
            assert {"IPAddress", "LocationLatitude"} <= set(export.dropped)
            assert ("Name" in export.dropped) == (generation == "legacy")
        assert not {"IPAddress", "LocationLatitude", "Name", "V3"} & set(export.rows)


@pytest.mark.parametrize("path", TABLES)
def test_other_platforms(corpus, path):
    export = read_survey_export(corpus / "surveys" / path)
    asked = export.columns["kind"].value_counts()["question"]
    assert (export.platform, len(export.rows), asked) == TABLES[path]
    assert list(export.rows) == export.columns.query("kind != 'metadata'")["column"].tolist()
    assert export.meta["respondent"].is_unique


def test_identifying_columns_of_other_platforms_never_come_through(corpus):
    surveys = corpus / "surveys"
    indico = next(surveys.rglob("aarhus-nov.csv"))
    assert read_survey_export(indico).dropped == ("Submitter", "Submitter Email")
    redcap = next(surveys.rglob("simple/data.csv"))
    assert read_survey_export(redcap).dropped == ("name_first", "name_last", "email")


def test_a_packed_google_form(corpus, tmp_path):
    for year, rows, recorded in ((2019, 259, "2019-06-25 06:59:49"), (2021, 247, "")):
        packed = next((corpus / "surveys").rglob(f"{year}-user-survey-results.csv.gz"))
        path = tmp_path / f"{year}.csv"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        export = read_survey_export(path)
        assert (export.platform, len(export.rows)) == ("google_forms", rows)
        assert export.meta["recorded"].iloc[0].startswith(recorded)
        assert (export.meta["recorded"] != "").all()


def test_published_shares_of_the_numba_survey(corpus):
    """Seven options ticked by these shares of 137, as its authors print them."""
    export = read_survey_export(next((corpus / "surveys").rglob("numba-user-survey*.csv")))
    ticked = (export.rows.iloc[:, :7] != "").sum()
    published = [78.832117, 43.065693, 37.956204, 13.138686, 32.116788, 10.948905, 2.919708]
    assert (100 * ticked / 137).round(6).tolist() == published
    assert all(name.startswith("How do you interact") for name in ticked.index)


def test_the_labels_of_spss_are_the_words_of_its_codes(corpus):
    path = next((corpus / "surveys").rglob("Mobiles_feedback_4_weeks.sav"))
    words, codes = read_survey_export(path), read_survey_export(path, labels=False)
    assert words.rows["Q1"].value_counts().to_dict() == {
        {"1": "Male", "2": "Female"}[code]: number
        for code, number in codes.rows["Q1"].value_counts().to_dict().items()
    }


def test_one_survey_of_limesurvey_in_two_languages_holds_the_same_answers(corpus):
    """Column by column, each word of one stands for one of the other; texts were translated."""
    folder = corpus / "surveys/jerome-pfeiffer1+modeling-languages-for-digital-twins"
    english, german = (
        read_survey_export(folder / f"results_{language}.csv") for language in ("english", "german")
    )
    assert (english.settings["language"], german.settings["language"]) == ("en", "de")
    assert english.meta["respondent"].tolist() == german.meta["respondent"].tolist()
    ticks, apart = set(), 0
    for place in range(english.rows.shape[1]):
        first, second = english.rows.iloc[:, place], german.rows.iloc[:, place]
        pairs = set(zip(first, second, strict=True))
        apart += not len(pairs) == len(set(first)) == len(set(second))
        ticks |= pairs if set(first) <= {"Yes", "No", "N/A"} else set()
    assert apart == 2  # texts that stand in one language twice
    assert ticks == {("Yes", "Ja"), ("No", "Nein"), ("N/A", "N/A")}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "yannickberger+limesurvey/tests/data/surveys/survey_archive_426848.lsa",
            "survey_archive_426848.lsa holds a questionnaire and no responses: nobody had answered"
            " when it was exported; export it again, in LimeSurvey: Display/Export > Survey archive"
            " (.lsa), while the survey is active.",
        ),
        (
            "OuhscBbmc+REDCapR/inst/test-data/projects/longitudinal/data.csv",
            "data.csv holds several events (deadline_to_opt_ou_arm_2, deadline_to_return_arm_2,"
            " dose_1_arm_1 and 9 more), so one person has several rows: export it again, in REDCap:"
            " Data Exports, Reports, and Stats > Create New Report > Filters: one event.",
        ),
        (
            "OuhscBbmc+REDCapR/inst/test-data/projects/repeating-instruments/data.csv",
            "data.csv holds repeated instruments (bp), so one person has several rows: export it"
            " again, in REDCap: Data Exports, Reports, and Stats > Create New Report, without the"
            " fields of repeating instruments.",
        ),
    ],
    ids=["nobody answered", "longitudinal", "repeating"],
)
def test_a_file_that_is_refused_for_what_is_true_of_it(corpus, path, said):
    with pytest.raises(ExportError) as caught:
        read_survey_export(corpus / "surveys" / path)
    assert str(caught.value) == said


def test_what_spss_and_stata_declare_missing_without_saying_why_is_told(corpus):
    told = {
        "sample_missing.sav": "3 cells of 2 variables (mynum and myord) hold values that the file"
        " declares as missing without saying why (-1, -3 and 2500): taken for no answer.",
        "missing_test.dta": "5 cells of 5 variables (var2, var3, var4, var5 and var6) hold values"
        " that the file declares as missing without saying why (.b, .c, .x, .y and .z): taken for"
        " no answer.",
    }
    for name, words in told.items():
        export = read_survey_export(next((corpus / "surveys").rglob(name)))
        assert [doubt.words for doubt in export.doubts] == [words]
