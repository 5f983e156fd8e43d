"""What exports of the corpus tell of how they were exported; a workbook equals its CSV twin."""

from __future__ import annotations

import pytest

from cpsurvey.readers import read_survey_export

pytestmark = pytest.mark.corpus

SAMPLES = "ctesta01+QualtricsTools/data/Sample Surveys"
ROPENSCI = "ropensci+qualtRics/inst/extdata"
SPANISH = "rstudio+r-community-survey/2019/data/2019 Spanish R Community Survey Responses"
FORMS = "one header row"
MONKEY = "two header rows"
# File → layout, columns named by, answers, select-alls, language of the header, and dates.
SETTINGS = {
    f"{SAMPLES}/Better Sample Survey/Better_Sample_Survey.csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Many Different Question Types/Sample_Survey (Insights).csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Many Different Question Types/Sample_Survey.csv": (
        "legacy", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Multiple Answer Multiple Choices Questions/"
    "Multiple_Answer_MC_Questions (Insights).csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Multiple Answer Multiple Choices Questions/Multiple_Answer_MC_Questions.csv": (
        "legacy", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/No Basis for Evaluation/No_Basis_for_Evaluation (Insights).csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/No Basis for Evaluation/No_Basis_for_Evaluation (Legacy).csv": (
        "legacy", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Side-by-Side Questions/SidebySide_Questions (Insights).csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Side-by-Side Questions/SidebySide_Questions (Legacy).csv": (
        "legacy", "names", "numbers", "split", "", "iso",
    ),
    f"{SAMPLES}/Single Answer Matrix Questions/Single_Answer_Matrix_Questions (Insights).csv": (
        "insights", "names", "numbers", "none", "", "iso",
    ),
    f"{SAMPLES}/Single Answer Matrix Questions/Single_Answer_Matrix_Questions.csv": (
        "legacy", "names", "numbers", "none", "", "iso",
    ),
    f"{SAMPLES}/Single Answer Multiple Choice Questions/"
    "Single_Answer_MC_Questions (Insights).csv": (
        "insights", "names", "numbers", "none", "", "iso",
    ),
    f"{SAMPLES}/Single Answer Multiple Choice Questions/Single_Answer_MC_Questions.csv": (
        "legacy", "names", "numbers", "none", "", "iso",
    ),
    "ctesta01+QualtricsTools/inst/testdata/Sample_Survey.csv": (
        "insights", "names", "numbers", "split", "", "iso",
    ),
    f"{ROPENSCI}/sample.csv": ("modern", "names", "numbers", "none", "de", "iso"),
    f"{ROPENSCI}/sample_legacy.csv": ("legacy", "names", "numbers", "none", "", "iso"),
    "janpfander+impressive_climate/data/qualtrics.csv": (
        "modern", "names", "text", "none", "en", "iso",
    ),
    "fivethirtyeight+data/star-wars-survey/StarWars.csv": (
        MONKEY, "texts", "text", "split", "", "",
    ),
    "fivethirtyeight+data/flying-etiquette-survey/flying-etiquette.csv": (
        FORMS, "texts", "text", "none", "", "",
    ),
    "numba+numba-user-survey-2024/numba-user-survey-2024.scrubbed.csv": (
        MONKEY, "texts", "text", "split", "", "",
    ),
    "coderefinery+pre-workshop-survey/data/typeform/2017/umea-oct.csv": (
        FORMS, "texts", "text", "split", "", "iso",
    ),
    "coderefinery+pre-workshop-survey/data/indico/2019/others/aarhus-nov.csv": (
        FORMS, "texts", "text", "joined", "", "in words of their own",
    ),
    "dask+dask-examples/surveys/data/2019-user-survey-results.csv.gz": (
        FORMS, "texts", "text", "joined", "en", "iso",
    ),
    "dask+dask-examples/surveys/data/2021-user-survey-results.csv.gz": (
        FORMS, "texts", "text", "joined", "en", "iso",
    ),
    f"{SPANISH}.csv": (FORMS, "texts", "text", "joined", "en", "month first"),
    f"{SPANISH}.xlsx": (FORMS, "texts", "text", "joined", "en", "iso"),
}  # fmt: skip
KEYS = ("generation", "header", "answers", "selected", "language", "dates")
COMMAS = {f"{SPANISH}.csv", f"{SPANISH}.xlsx"} | {path for path in SETTINGS if "2021" in path}


@pytest.mark.parametrize("path", SETTINGS)
def test_the_settings_of_a_file(corpus, path):
    settings = read_survey_export(corpus / "surveys" / path).settings
    assert tuple(settings.get(key, "") for key in KEYS) == SETTINGS[path]


@pytest.mark.parametrize("path", SETTINGS)
def test_answers_joined_by_commas_are_doubted_and_nothing_else_of_the_export(corpus, path):
    doubts = read_survey_export(corpus / "surveys" / path).doubts
    of_the_export = {
        "header row removed", "internal names", "joined by commas", "seen but unanswered",
        "responses in progress", "columns expanded",
    }  # fmt: skip
    found = of_the_export & {doubt.what for doubt in doubts}
    assert found == ({"joined by commas"} if path in COMMAS else set())


def test_a_workbook_holds_the_same_answers_as_its_twin(corpus):
    csv, xlsx = (
        read_survey_export(corpus / "surveys" / f"{SPANISH}.{kind}") for kind in ("csv", "xlsx")
    )
    assert xlsx.columns.equals(csv.columns)
    assert xlsx.rows.equals(csv.rows)
    assert xlsx.dropped == csv.dropped
    assert xlsx.meta["recorded"].tolist() == csv.meta["recorded"].tolist()
