"""The study's own codebook: every record is used, and agrees with the published facts."""

import csv
from collections import Counter

import pytest
import yaml

from cpsurvey.codebook import load_codebook
from cpsurvey.vocabulary import GROUP_LABELS

BOOK = load_codebook()
STUDY_NAMES = {
    "overall_judgement", "contribution_effect", "express_views", "prior_contact",
    "reports_received", "childrens_views_shared", "attendance_change", "preferred_format",
    "return_likelihood", "join_mode", "others_joined", "professionals_joined",
    "conference_format", "join_modes_ever", "formats_ever",
}  # fmt: skip
NEVER_GUESSED = ("Virtual", "Online", "Mixed", "Blended")


def test_the_names_that_must_agree_everywhere_are_there():
    assert set(BOOK.by_name) >= STUDY_NAMES


def test_the_groups_are_those_of_the_vocabulary():
    assert dict(BOOK.groups) == GROUP_LABELS


def test_it_says_that_it_is_a_reconstruction():
    assert (
        BOOK.note
        == "Reconstructed from the published findings; the questionnaire itself is unpublished."
    )


def test_every_question_put_to_a_group_has_a_raw_column_there():
    lacking = [
        (question.name, group)
        for question in BOOK.questions
        for group in question.groups
        if question.type != "derived" and not question.raw.get(group)
    ]
    assert lacking == []


def test_every_question_has_a_label_and_a_wording_for_each_group():
    for question in BOOK.questions:
        assert question.label != question.name
        assert question.type == "derived" or all(
            question.wording[group] for group in question.groups
        )


@pytest.mark.parametrize("word", NEVER_GUESSED)
@pytest.mark.parametrize("name", ["join_mode", "conference_format"])
def test_a_word_that_fits_more_than_one_mode_is_never_guessed(word, name):
    scale = BOOK.by_name[name].scale
    assert scale.reasons[word.casefold()] == "ambiguous"


def test_roles_authorities_and_themes_are_as_many_as_published():
    assert len(BOOK.roles) == 37
    assert Counter(a.nation for a in BOOK.authorities) == {"England": 151, "Wales": 22}
    assert Counter(bool(theme.parent) for theme in BOOK.themes) == {False: 13, True: 112}


def test_answers_without_an_order_among_themselves_are_in_the_middle_of_their_scale():
    middle = {name: scale.middle for name, scale in BOOK.scales.items() if scale.middle}
    assert middle == {
        "attendance_change": ("no_change", "varies"),
        "better_worse": ("depends", "about_the_same", "no_opinion"),
    }


def test_every_theme_has_a_definition_and_below_the_top_a_source():
    assert all(theme.definition for theme in BOOK.themes)
    assert all(theme.source for theme in BOOK.themes if theme.parent)


@pytest.mark.corpus
def test_the_questions_are_those_of_the_crosswalk(study):
    with (study / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            question = BOOK.by_name[row["question"]]
            wordings = {
                "professional": row["professional_wording"],
                "parent": row["parent_wording"],
            }
            assert dict(question.wording) == {g: text for g, text in wordings.items() if text}
            assert (question.grade, question.grade_reason.split(";")[0].strip()) == (
                row["grade"],
                row["reason"].split(";")[0].strip(),
            )


@pytest.mark.corpus
def test_the_roles_and_themes_are_those_of_the_vocabulary(study):
    text = (study / "coding_frame_and_vocabulary.yaml").read_text(encoding="utf-8")
    facts = yaml.safe_load(text)
    assert [role.code for role in BOOK.roles] == [role["code"] for role in facts["roles"]]
    frame = [
        code
        for theme in facts["coding_frame"]
        for code in [theme["code"], *(child["code"] for child in theme["children"])]
    ]
    assert [theme.code for theme in BOOK.themes] == frame


@pytest.mark.corpus
def test_the_authorities_and_their_aliases_are_those_given(study):
    with (study / "local_authorities_2020.csv").open(encoding="utf-8", newline="") as file:
        names = {row["gss_code"]: row["name"] for row in csv.DictReader(file)}
    assert {a.code: a.name for a in BOOK.authorities} == names
