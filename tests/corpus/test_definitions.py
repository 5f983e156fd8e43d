"""Every definition of the corpus: its questions, and the columns of the exports beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cpsurvey.exports import Definition, SurveyExport
from cpsurvey.readers import match_columns, read_definition, read_survey_export

pytestmark = pytest.mark.corpus

SAMPLES = "ctesta01+QualtricsTools/data/Sample Surveys"
LIME = "jerome-pfeiffer1+modeling-languages-for-digital-twins"
# A definition, what it asks, and the exports beside it with the columns that are in none of it.
QUALTRICS = {
    f"{SAMPLES}/Better Sample Survey/Better_Sample_Survey": (
        {"multi": 25, "matrix": 5, "single": 1, "text": 1},
        {"Better_Sample_Survey": ["Q13_1_-1", "Q13_2_-1", "Q13_3_-1"]},
    ),
    f"{SAMPLES}/Many Different Question Types/Sample_Survey": (
        {"multi": 28, "text": 28, "matrix": 12, "number": 12, "single": 4},
        {"Sample_Survey": [], "Sample_Survey (Insights)": []},
    ),
    f"{SAMPLES}/Multiple Answer Multiple Choices Questions/Multiple_Answer_MC_Questions": (
        {"multi": 5, "text": 1},
        {"Multiple_Answer_MC_Questions": [], "Multiple_Answer_MC_Questions (Insights)": []},
    ),
    f"{SAMPLES}/No Basis for Evaluation/No_Basis_for_Evaluation": (
        {"multi": 7, "matrix": 2, "single": 1},
        {"No_Basis_for_Evaluation (Legacy)": [], "No_Basis_for_Evaluation (Insights)": []},
    ),
    f"{SAMPLES}/Side-by-Side Questions/Side-by-Side_Questions": (
        {"matrix": 13, "text": 12, "multi": 3},
        {"SidebySide_Questions (Legacy)": [], "SidebySide_Questions (Insights)": []},
    ),
    f"{SAMPLES}/Single Answer Matrix Questions/Single_Answer_Matrix_Questions": (
        {"matrix": 5, "text": 1},
        {"Single_Answer_Matrix_Questions": [], "Single_Answer_Matrix_Questions (Insights)": []},
    ),
    f"{SAMPLES}/Single Answer Multiple Choice Questions/Single_Answer_MC_Questions": (
        {"single": 5, "text": 1},
        {"Single_Answer_MC_Questions": [], "Single_Answer_MC_Questions (Insights)": []},
    ),
    "ctesta01+QualtricsTools/inst/testdata/Sample_Survey": (
        {"multi": 25, "matrix": 5, "single": 1, "text": 1},
        {"Sample_Survey": []},
    ),
    "janpfander+impressive_climate/data/qualtrics/Climatologist": (
        {"number": 24, "single": 2, "text": 1},
        {"../qualtrics": []},
    ),
}
# Of a structure, its questions and how many have routing: simple, and of another sort.
STRUCTURES = {
    "limesurvey_survey_222232.lss": ({"text": 35, "multi": 27, "matrix": 19}, 24, 35),
    "ls205_sample_survey_english.lss": (
        {"number": 132, "text": 121, "single": 32, "matrix": 27, "multi": 14, "date": 1}, None, 16,
    ),
    "ls205_subquestion_relevance.lss": ({"number": 14, "multi": 1, "text": 1}, 0, 0),
    "limesurvey_survey_143933.lss": ({"text": 2}, 0, 0),
    "limesurvey_survey_583999.lss": ({"multi": 1, "text": 1}, 0, 0),
    "limesurvey_survey_88881.lss": ({"text": 4, "single": 3, "matrix": 2, "number": 2}, 0, 0),
    "survey_archive_426848.lsa": ({"text": 1}, 0, 0),
}  # fmt: skip


def asked(definition: Definition) -> Counter[str]:
    """How many questions there are of each type."""
    return Counter(question.type for question in definition.questions)


def strange(definition: Definition, export: SurveyExport) -> list[str]:
    """The columns of an export that are in no question of its definition."""
    columns = export.columns.loc[export.columns["kind"] == "question", "column"]
    known = [c for q in match_columns(definition, export).questions for c in q.columns]
    assert len(known) == len(set(known))
    return sorted(set(columns) - set(known))


@pytest.mark.parametrize("path", QUALTRICS)
def test_a_qualtrics_definition(corpus, path):
    types, exports = QUALTRICS[path]
    file = corpus / "surveys" / f"{path}.qsf"
    definition = read_definition(file)
    assert asked(definition) == types
    found = {name: read_survey_export(file.parent / f"{name}.csv") for name in exports}
    assert {name: strange(definition, export) for name, export in found.items()} == exports


@pytest.mark.parametrize(
    "path", [path for path, (_, exports) in QUALTRICS.items() if len(exports) == 2]
)
def test_both_generations_answer_each_question_the_same(corpus, path):
    """The columns of one survey have other names in each export, and the choices other places."""
    file = corpus / "surveys" / f"{path}.qsf"
    definition = read_definition(file)
    answers = [answers_of(definition, file.parent / f"{name}.csv") for name in QUALTRICS[path][1]]
    assert answers[0] == answers[1]
    assert len(answers[0]) == len(definition.questions)


def answers_of(definition: Definition, path: Path) -> dict[str, list[list[str]]]:
    """The answers to each question, by respondent, one column an option or row as defined."""
    export = read_survey_export(path)
    rows = export.rows.set_axis(export.meta["respondent"]).sort_index()
    return {
        question.name: rows[list(question.columns)].to_numpy().tolist()
        for question in match_columns(definition, export).questions
    }


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_limesurvey_structure(corpus, name):
    types, shown, routed = STRUCTURES[name]
    definition = read_definition(next((corpus / "surveys").rglob(name)))
    assert asked(definition) == types
    assert sum(question.routed for question in definition.questions) == routed
    if shown is not None:
        assert sum(question.shown_if is not None for question in definition.questions) == shown


def test_the_full_texts_of_a_limesurvey_export_are_those_of_its_structure(corpus):
    folder = corpus / "surveys" / LIME
    definition = read_definition(folder / "limesurvey_survey_222232.lss")
    assert strange(definition, read_survey_export(folder / "results_german.csv")) == []


@pytest.mark.parametrize("project", ["checkboxes-1", "decimal-comma", "simple"])
def test_a_redcap_dictionary(corpus, project):
    folder = next((corpus / "surveys").rglob(project))
    definition = read_definition(next(folder.glob("dictiona*.csv")))
    assert strange(definition, read_survey_export(folder / "data.csv")) == []


def test_both_forms_of_a_dictionary_say_the_same(corpus):
    page, api = (
        read_definition(next((corpus / "surveys").rglob(f"simple/{name}.csv"))).questions
        for name in ("dictionary", "metadata")
    )
    age = [
        question._replace(type="text") if question.name == "age" else question for question in api
    ]
    assert age == list(page)


def test_sets_of_ticked_variables_are_select_alls(corpus):
    cola = read_definition(next((corpus / "surveys").rglob("Cola.sav")))
    assert asked(cola) == {"single": 107, "text": 20, "multi": 10}
    children = next(question for question in cola.questions if "Children" in question.text)
    assert (children.type, len(children.columns)) == ("multi", 8)
