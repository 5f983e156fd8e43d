"""The four checks of made-up data: each can fail, and what only real data could tell stays open."""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.synthetic import assumptions, four_checks
from cpsurvey.synthetic.reserved import contact_details

EXPORT = b"SYNTHETIC_1,192.0.2.7,ann@example.org,01632 960123\n"


@pytest.fixture(scope="module")
def tables():
    return cps.load_example()


@pytest.fixture(scope="module")
def assumed():
    return assumptions()


@pytest.fixture
def found(tables, assumed):
    def checks(exports=None, tables=tables, assumed=assumed):
        made = four_checks(
            exports or {"SYNTHETIC.csv": EXPORT}, tables, cps.load_codebook(), assumed
        )
        return made.set_index("asked")[["check", "result", "found"]]

    return checks


def row(checks: pd.DataFrame, words: str) -> tuple[str, str]:
    (one,) = [asked for asked in checks.index if words in asked]
    return checks.loc[one, "result"], checks.loc[one, "found"]


def test_what_can_be_told_holds_for_the_study_and_the_rest_is_left_open(found):
    checks = found()
    assert checks.groupby("check", sort=False)["result"].agg(list).to_dict() == {
        "labelling": ["holds"] * 3,
        "disclosure": ["holds", "cannot be told"],
        "structure": ["holds", "holds", "cannot be told"],
        "documentation": ["holds", "holds", "cannot be told"],
    }


def test_a_file_that_does_not_say_that_it_is_made_up_is_named(found):
    exports = {"SYNTHETIC.csv": EXPORT, "answers.csv": b"1,2\n", "sources.toml": b"SYNTHETIC"}
    assert row(found(exports), "every file") == ("does not hold", "2 of 3 files; not answers.csv.")


def test_a_person_or_data_that_could_be_taken_for_real_is_named(found, tables):
    people = tables.responses["respondent"].where(tables.responses.index != 0, "R_1")
    real = replace(tables, name="Study", responses=tables.responses.assign(respondent=people))
    checks = found(tables=real)
    assert row(checks, "name of the data") == ("does not hold", "0 of 1 names; not Study.")
    result, said = row(checks, "identifier")
    assert (result, said.partition("; ")[2]) == ("does not hold", "not R_1.")


def test_a_contact_that_may_be_somebodys_is_named(found):
    checks = found({"SYNTHETIC.csv": EXPORT + b"8.8.8.8,bob@gmail.com,020 7946 0000\n"})
    assert row(checks, "IP address") == (
        "does not hold",
        "3 of 6 contact details; not bob@gmail.com, 8.8.8.8 and 020 7946 0000.",
    )


def test_people_alone_are_counted_and_not_judged(found):
    result, said = row(found(), "stands alone")
    assert result == "cannot be told"
    assert said.endswith(
        " of 516 people here are alone with their group, role and authority. No real record went"
        " into them, so a likeness to somebody is chance; how many there are, only the real data"
        " could tell."
    )


def test_a_question_without_columns_and_an_answer_that_nobody_gives_are_named(found, tables):
    same = tables.responses["overall_judgement"].where(
        tables.responses["overall_judgement"] != "worse"
    )
    other = tables.responses.drop(columns="consent").assign(overall_judgement=same)
    checks = found(tables=replace(tables, responses=other))
    assert row(checks, "its columns")[1].endswith("; not consent.")
    assert row(checks, "each answer")[1].endswith("; not overall_judgement = worse.")


def test_an_assumption_without_a_reason_is_named(found, assumed):
    bare = assumed.assign(why=assumed["why"].where(assumed.index != 0, " "))
    result, said = row(found(assumed=bare), "with a reason")
    about = assumed.iloc[0]
    assert result == "does not hold"
    assert said.endswith(f"; not {about['group']} {about['question']} {about['answer']}.")


def test_data_in_which_nothing_was_tied_says_so(found, assumed):
    untied = assumed[assumed["what"] == "count"]
    assert row(found(assumed=untied), "how an analysis")[1] == (
        "No answers were made to go together: any relation found in it is chance."
    )


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("203.0.113.9 and 198.51.100.1", [True, True]),
        ("x@mail.example y@example.com", [True, True]),
        ("07700 900123, 0113 496 0000", [True, False]),
        ("1.2.3.4.5 or 2020-10-01 or 0.0", []),
    ],
)
def test_what_is_kept_free_for_examples_is_known(text, details):
    assert [reserved for _, reserved in contact_details(text.encode())] == details
