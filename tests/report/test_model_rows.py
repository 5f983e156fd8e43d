"""Rows of models in words: their terms, levels and references, and what belongs under them."""

from __future__ import annotations

import pytest

from cpsurvey import load_example
from cpsurvey.analysis import (
    clustered_difference,
    firth_model,
    gee_model,
    marginal_differences,
    proportional_odds,
)
from cpsurvey.disclosure import protect
from cpsurvey.report import captions, labels

WORSE = {"answer": "worse", "levels": {"join_mode": ["video", ["phone", "face_to_face"]]}}


@pytest.fixture(scope="module")
def tables():
    return load_example()


def test_each_row_is_labelled_by_its_own_term(tables):
    found = labels.apply(firth_model(tables, "overall_judgement", **WORSE), tables.questions)
    words = found[["term_label", "level_label", "reference_label"]].astype(str).to_numpy().tolist()
    modes = tables.questions.set_index("question").loc["join_mode"]
    of = dict(zip(modes["options"], modes["option_labels"], strict=True))
    assert words[0] == ["Intercept", "", ""]
    assert words[1][1:] == ["Parents", "Professionals"]
    assert words[2] == [modes["label"], f"{of['phone']} or {of['face_to_face']}", of["video"]]


def test_cuts_and_whole_models_have_words(tables):
    result = proportional_odds(tables, "less_intimidating")
    found = labels.apply(protect(result), tables.questions)
    asked = tables.questions.set_index("question").loc["less_intimidating"]
    first, second, _ = asked["option_labels"]
    cut = found[found["term"] == "cut"].iloc[0]
    assert (cut["term_label"], cut["level_label"]) == ("Cut", f"{first} | {second}")
    assert "Every term" in set(found["term_label"])


@pytest.mark.parametrize(
    ("model", "question", "options", "interval"),
    [
        (firth_model, "overall_judgement", WORSE, "profiles of the penalised likelihood"),
        (
            marginal_differences,
            "overall_judgement",
            WORSE | {"draws": 20},
            "percentiles of the bootstrap",
        ),
        (gee_model, "overall_judgement", {"answer": "worse"}, "Wald's with robust errors"),
        (
            proportional_odds,
            "less_intimidating",
            {},
            "Wald's of odds, and by the delta method of predicted shares",
        ),
        (
            clustered_difference,
            "overall_judgement",
            {"answer": "worse"},
            "Student's t with the CR2 variance",
        ),
    ],
)
def test_a_caption_names_the_interval_both_groups_and_the_grade(
    tables, model, question, options, interval
):
    said = captions.caption(model(tables, question, **options), tables=tables)
    assert f"Lines are 95% intervals, {interval}. People chose" in said
    assert "professionals and" in said
    assert "parents; the table excluded" in said
    assert "The groups were asked about the same thing, but not in the same way (grade B: " in said
