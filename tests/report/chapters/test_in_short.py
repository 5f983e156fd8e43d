"""The first chapter: a few sentences, all of them from the data, for any questionnaire."""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims, load_claims
from cpsurvey.report.chapters.in_short import MOST, in_short
from cpsurvey.report.chapters.published import _few_at_once
from cpsurvey.report.chapters.study import Study
from cpsurvey.report.findings.found import found


@pytest.fixture(scope="module")
def study():
    tables, some = cps.load_example(), load_claims()[:9]
    asked = ["group", "join_mode", "express_views", "overall_judgement"]
    few = tables.questions[tables.questions["question"].isin(asked)]
    small = replace(tables, questions=few)
    return Study(small, tables.interviews, "none", check_claims(tables, claims=some), some)


@pytest.fixture(scope="module")
def said(study):
    return in_short(study).found


def test_it_tells_who_answered_how_they_joined_what_they_judged_and_where_they_differ(said):
    assert [sentence.partition(" (")[0] for sentence in said] == [
        "Who answered",
        "Who answered",
        "How they joined",
        "How they joined",
        "Compared with the same room",
        "Compared with the same room",
        "Able to express views",
        "Compared with the same room",
        "Published claims",
    ]
    assert len(said) == MOST
    assert all("SYNTHETIC" in sentence for sentence in said)


def test_another_answer_is_another_sentence(study, said):
    answers = study.answers.responses
    turned = {}
    for question in ("join_mode", "overall_judgement"):
        column = answers[question]
        levels = list(column.cat.categories)
        swapped = column.cat.rename_categories(dict(zip(levels, levels[::-1], strict=True)))
        other = answers.assign(**{question: swapped.cat.reorder_categories(levels)})
        changed = replace(study, survey=replace(study.answers, responses=other))
        turned[question] = {n for n, line in enumerate(in_short(changed).found) if line != said[n]}
    assert turned["join_mode"] == {2, 3}
    assert turned["overall_judgement"] >= {4, 5, 7}


def test_rows_left_out_and_claims_are_of_the_data(study, said):
    more = study.answers.excluded.iloc[[0]].assign(respondent="another")
    excluded = pd.concat([study.answers.excluded, more], ignore_index=True)
    changed = replace(study, survey=replace(study.answers, excluded=excluded))
    apart = [n for n, line in enumerate(in_short(changed).found) if line != said[n]]
    assert apart in ([0], [1])
    fewer = replace(study, checked=study.checked.iloc[1:])
    assert [n for n, line in enumerate(in_short(fewer).found) if line != said[n]] == [8]


def test_few_people_are_not_told_of(readers):
    kept = readers.responses.groupby("group", observed=True).head(3)
    silent = readers.nonresponse[readers.nonresponse["respondent"].isin(kept["respondent"])]
    few = replace(readers, name="Readers", responses=kept, nonresponse=silent)
    chapter = in_short(Study(few, None, "publication"))
    assert chapter.found[:2] == (
        "Who answered: of [c] rows of visitors [c] are kept.",
        "Who answered: of [c] rows of staff [c] are kept.",
    )
    assert not [line for line in chapter.found if any(sign.isdigit() for sign in line)]


def test_one_group_and_interviews_alone_have_their_sentences(readers):
    visitors = readers.responses[readers.responses["group"] == "visitor"]
    silent = readers.nonresponse[readers.nonresponse["respondent"].isin(visitors["respondent"])]
    alone = replace(readers, responses=visitors, nonresponse=silent)
    assert [line.partition(" (")[0] for line in in_short(Study(alone, None, "none")).found] == [
        "Who answered",
        "Who answered",
        "Satisfaction with the library",
        "Borrowed something",
        "Uses of the library",
    ]
    talks = in_short(Study(None, cps.load_example().interviews, "none")).found
    assert len(talks) == 1
    assert talks[0].startswith("Interviews (SYNTHETIC): of 66 interviews")


def test_many_comparisons_are_of_all_questions_and_hidden_answers_are_not_none():
    tables = cps.load_example()
    asked = ["group", "felt_safe", "chairing", "express_views", "privacy", "discussion"]
    some = tables.questions[tables.questions["question"].isin(asked)]
    several = in_short(Study(replace(tables, questions=some), None, "none")).found
    assert several[6].startswith("5 questions (SYNTHETIC): of 5 comparisons")
    heard = pd.Categorical(["yes"] * 2 + ["no"] * 9, ["yes", "no", "maybe"])
    rare = cps.response_table(pd.DataFrame({"heard": heard}), "heard")
    said = found(cps.protect(rare, profile="tre"))
    assert said[0] == "heard: [c] not shown, to protect people."


def test_claims_of_a_survey_and_of_interviews_are_drawn_apart():
    names = ["Answers"] * 2 + ["Talks"]
    shares = pd.DataFrame({"id": ["a", "b", "c"], "finding": "found", "data": names})
    assert [part["id"].tolist() for part in _few_at_once(shares)] == [["a", "b"], ["c"]]
