"""Published results of whole surveys, and twins: tables of a draft that nobody edited."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from cpsurvey.readers import read_survey_export

from .known import Known, build

pytestmark = pytest.mark.corpus

IMAGERY = "cvanbuckhave+PLR_tool_AP"
SENSES = ("visual", "audio", "touch", "motor", "taste", "smell", "feeling")  # QMIQ02 to QMIQ08
DIGITAL_TWINS = "jerome-pfeiffer1+modeling-languages-for-digital-twins"
SPANISH = "rstudio+r-community-survey/2019/data/2019 Spanish R Community Survey Responses"
CLIMATE = "janpfander+impressive_climate/data"
# data/cleaned.csv of the same repository: who passed the attention check, and the mean answers.
CONDITIONS = {"combination": 150, "control": 76, "impressive": 146, "random": 76}
MEANS = {
    "Competence_1": "81.5379", "Intelligence_1": "84.0312", "Qualification_1": "83.5067",
    "Honesty_1": "76.6518", "Ethic_1": "78.5357", "Sincerity_1": "79.1920",
    "Concern_1": "80.9554", "Eagerness_1": "78.8951", "Consideration_1": "76.2366",
    "Feedback_1": "71.0625", "Transparency_1": "76.9754", "Attentiveness_1": "68.8259",
}  # fmt: skip
# FiveThirtyEight of 22 July 2014: the best film, by 471 people who had seen all six.
BEST = {"I": 10, "II": 4, "III": 6, "IV": 27, "V": 36, "VI": 17}


@pytest.fixture(scope="module")
def imagery(corpus: Path) -> Known:
    """A LimeSurvey export of answer codes: 50 students, an imagery questionnaire."""
    return build(corpus / "surveys" / IMAGERY / "results-survey.csv")


def described(columns: dict[str, pd.Series]) -> pd.DataFrame:
    """Describe numbers as the authors did, to two decimals."""
    return pd.DataFrame(columns).describe().T.round(2)


def test_imagery_scores_are_those_published(corpus, imagery):
    published = pd.read_csv(corpus / "surveys" / IMAGERY / "descriptives_quest.csv", index_col=0)
    raw = [c for q in imagery.codebook.questions for c in next(iter(q.raw.values()))]
    items = {
        sense: [c for c in raw if c.startswith(f"QMIQ0{number}[")]
        for number, sense in enumerate(SENSES, start=2)
    }
    answers = pd.DataFrame({c: imagery.numbers(c) for cs in items.values() for c in cs})
    scores = {"QMI_total": answers.mean(axis=1)}
    scores |= {f"QMI_{sense}": answers[columns].mean(axis=1) for sense, columns in items.items()}
    pd.testing.assert_frame_equal(described(scores), published, check_exact=True)


def test_imagery_demographics_are_those_published(corpus, imagery):
    published = pd.read_csv(corpus / "surveys" / IMAGERY / "descriptives_demo.csv", index_col=0)
    published = published.drop("Q00PARTICIPANT")  # typed, so its words are in no table
    letters = published["top"].notna()
    numbers = published[~letters].drop(columns=["unique", "top", "freq"])
    found = described({name: imagery.numbers(name) for name in numbers.index})
    pd.testing.assert_frame_equal(found, numbers, check_exact=True)
    for name, row in published[letters].iterrows():
        counts = {answer: n for answer, n in imagery.counts(name).items() if n}
        top = max(counts, key=counts.__getitem__)
        assert (sum(counts.values()), len(counts), top, counts[top]) == (
            row["count"], row["unique"], row["top"], row["freq"],
        )  # fmt: skip


@pytest.mark.parametrize("definition", ["", "qualtrics/Climatologist.qsf"])
def test_climate_scientists_are_rated_as_published(corpus, definition):
    folder = corpus / "surveys" / CLIMATE
    export = read_survey_export(folder / "qualtrics.csv")
    passed = export.rows["Attention"].str.contains("attention")
    failed = export.meta["respondent"][~passed]
    exclude = {"question": "", "action": "exclude", "value": "", "reason": "", "date": "2025-11-05"}
    decisions = pd.DataFrame({"respondent": failed, **exclude})
    known = build(
        folder / "qualtrics.csv", folder / definition if definition else None, decisions=decisions
    )
    assert known.counts("condition") == CONDITIONS
    assert {column: f"{known.numbers(column).mean():.4f}" for column in MEANS} == MEANS


def test_the_best_film_is_the_one_published(corpus):
    known = build(corpus / "surveys/fivethirtyeight+data/star-wars-survey/StarWars.csv")
    rows = known.tables.responses
    seen = rows.filter(like="which_of_the_following_star_wars_films__")
    all_six = rows[seen.fillna(False).all(axis=1)]
    films = {
        episode: known.part(known.column("Please rank the Star Wars"), f"Episode {episode} ")
        for episode in BEST
    }
    best = {e: round(100 * (all_six[film] == 1).sum() / 471) for e, film in films.items()}
    assert (len(all_six), best) == (471, BEST)


@pytest.mark.parametrize(("file", "sets"), [("Cola", 10), ("Mobiles_feedback_4_weeks", 1)])
def test_sets_of_ticked_variables_count_as_pyreadstat_reads_them(corpus, file, sets):
    path = next((corpus / "surveys").rglob(f"{file}.sav"))
    frame, facts = pyreadstat.read_sav(path, user_missing=True)
    known = build(path, path)
    ticked = [s for s in facts.mr_sets.values() if s["type"] == "D"]
    assert len(ticked) == sets
    for group in ticked:
        columns = group["variable_list"]
        counted = (frame[columns] == group["counted_value"]).sum().tolist()
        assert list(known.counts(columns[0]).values()) == counted


def patterns(known: Known, columns: list[str]) -> dict[int, list[int]]:
    """The answers in each closed column, by its place in the file, numbered as they appear."""
    found = {}
    for question in known.codebook.questions:
        if not question.codes:
            continue
        names = question.columns
        if question.type == "multi":
            names = tuple(f"{question.name}__{code}" for code in question.codes)
        for raw, name in zip(next(iter(question.raw.values())), names, strict=True):
            codes, _ = pd.factorize(known.tables.responses[name])
            found[columns.index(raw)] = codes.tolist()
    return found


def test_both_languages_of_one_export_have_the_same_answers(corpus):
    """The structure is in German alone: the English export goes by its draft."""
    folder = corpus / "surveys" / DIGITAL_TWINS
    english, german = (folder / f"results_{language}.csv" for language in ("english", "german"))
    by_draft, other_draft, by_structure = (
        patterns(known, list(read_survey_export(path).rows))
        for path, known in (
            (english, build(english)),
            (german, build(german)),
            (german, build(german, folder / "limesurvey_survey_222232.lss")),
        )
    )
    assert by_draft == other_draft
    assert len(by_draft) > 200
    assert by_draft == {place: by_structure[place] for place in by_draft}


def test_a_text_and_a_workbook_of_one_form_have_the_same_tables(corpus):
    text, book = (build(corpus / "surveys" / f"{SPANISH}.{ending}") for ending in ("csv", "xlsx"))
    for name in ("responses", "nonresponse", "excluded", "questions"):
        one, other = (getattr(known.tables, name) for known in (text, book))
        pd.testing.assert_frame_equal(one, other, check_exact=True)
