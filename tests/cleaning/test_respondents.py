"""Who is left out, by which rule; the first that applies is the reason."""

import pandas as pd
import pytest

from cpsurvey.cleaning.respondents import apply_rules, reasons_of
from cpsurvey.codebook import Rule

RULES = (
    Rule("preview_or_test"),
    Rule("no_consent", "consent", ("yes",)),
    Rule("unfinished", minimum_progress=100),
    Rule("duplicate"),
)


def left_out(people, rules=RULES, answers=None):
    meta = pd.DataFrame(
        people, columns=["respondent", "status", "finished", "progress", "recorded"]
    )
    consents = {"consent": {"": pd.Series(["yes"] * len(meta))}}
    rows = pd.DataFrame({"Q1": answers or [""] * len(meta)})
    return apply_rules(meta, rows, consents, rules).tolist()


@pytest.mark.parametrize(
    ("status", "finished", "progress", "rule"),
    [
        ("normal", "yes", "100", ""),
        ("preview", "no", "10", "preview_or_test"),
        ("test", "yes", "100", "preview_or_test"),
        ("spam", "yes", "100", "preview_or_test"),
        ("normal", "no", "80", "unfinished"),
        ("normal", "no", "", "unfinished"),
        ("normal", "", "100", ""),
        ("normal", "", "", ""),
    ],
)
def test_a_row_is_kept_or_left_out_by_one_rule(status, finished, progress, rule):
    assert left_out([("a", status, finished, progress, "2020-10-01")]) == [rule]


def test_another_threshold_keeps_those_who_came_far():
    rules = (Rule("unfinished", minimum_progress=75),)
    people = [(str(p), "normal", "no", str(p), "") for p in (74, 75, 99)]
    assert left_out(people, rules) == ["unfinished", "", ""]


def test_blank_consent_is_no_consent():
    meta = pd.DataFrame({"status": ["normal"]})
    consents = {"consent": {"": pd.Series([None], dtype=object)}}
    assert apply_rules(meta, pd.DataFrame(index=[0]), consents, RULES[1:2]).tolist() == [
        "no_consent"
    ]


DUPLICATES = {
    "the finished one": [
        ("a", "normal", "no", "60", "2020-10-09"),
        ("a", "normal", "yes", "100", "2020-10-01"),
    ],
    "the later one": [
        ("a", "normal", "yes", "100", "2020-10-01"),
        ("a", "normal", "yes", "100", "2020-10-02"),
    ],
}


@pytest.mark.parametrize("case", DUPLICATES)
def test_of_duplicates_one_is_kept(case):
    assert left_out(DUPLICATES[case], RULES[3:]) == ["duplicate", ""]


def test_of_duplicates_at_one_time_the_fuller_is_kept_wherever_it_stands():
    people = [("a", "normal", "yes", "100", "2020-10-01")] * 2
    assert left_out(people, RULES[3:], ["", "Good"]) == ["duplicate", ""]
    assert left_out(people, RULES[3:], ["Good", ""]) == ["", "duplicate"]


def test_a_test_row_does_not_make_the_answer_a_duplicate():
    people = [
        ("a", "preview", "yes", "100", "2020-10-02"),
        ("a", "normal", "yes", "100", "2020-10-01"),
    ]
    assert left_out(people) == ["preview_or_test", ""]


SCREEN = Rule("screened_out", "age", screened=("child", "baby"))
AGES = {"age": {"": pd.Series(["child", "adult", None, "baby"], dtype=object)}}
PLACES = {
    "age": {
        "__child": pd.Series([True, False, None, False], dtype="boolean"),
        "__adult": pd.Series([True, True, None, False], dtype="boolean"),
        "__baby": pd.Series([False, False, None, True], dtype="boolean"),
    }
}


@pytest.mark.parametrize("answers", [AGES, PLACES], ids=["one answer", "ticked options"])
def test_an_answer_screens_out_and_no_answer_does_not(answers):
    meta = pd.DataFrame({"status": ["normal"] * 4})
    out = apply_rules(meta, pd.DataFrame(index=range(4)), answers, (SCREEN,))
    assert out.tolist() == ["screened_out", "", "", "screened_out"]


def test_a_rule_on_a_question_that_this_questionnaire_has_not_leaves_nobody_out():
    meta = pd.DataFrame({"status": ["normal"]})
    assert apply_rules(meta, pd.DataFrame(index=[0]), {}, (SCREEN,)).tolist() == [""]


def test_what_is_out_already_stays_out_by_what_it_was():
    meta = pd.DataFrame({"status": ["test", "test"]})
    before = pd.Series(["withdrawn", ""], dtype=object)
    out = apply_rules(meta, pd.DataFrame(index=range(2)), {}, RULES[:1], before)
    assert out.tolist() == ["withdrawn", "preview_or_test"]


def test_the_order_of_the_rules_decides_the_reason():
    meta = pd.DataFrame({"status": ["test"] * 4})
    for rules, first in (
        ((SCREEN, RULES[0]), "screened_out"),
        ((RULES[0], SCREEN), "preview_or_test"),
    ):
        assert apply_rules(meta, pd.DataFrame(index=range(4)), AGES, rules).iloc[0] == first


def test_reasons_state_the_threshold_and_the_question_that_screened(library):
    rules = (
        Rule("unfinished", minimum_progress=75),
        Rule("screened_out", "borrowed", screened=("no",)),
        Rule("duplicate"),
    )
    assert reasons_of(rules, library) == {
        "unfinished": "did not reach 75% of the questionnaire",
        "screened_out": 'screened out by their answer to "Borrowed something"',
        "duplicate": "another row of the same respondent is kept",
    }
    assert reasons_of((Rule("unfinished"),), library) == {
        "unfinished": "did not reach the end of the questionnaire"
    }


def test_rows_that_differ_in_nothing_but_what_the_platform_says_are_told_by_that():
    """Wherever they stand: a flag of the row kept must not depend on the order of the rows."""
    columns = ["respondent", "status", "finished", "progress", "recorded", "duration_seconds"]
    twice = [("a", "normal", "yes", "100", "2020-10-01", seconds) for seconds in ("60", "90")]
    for people in (twice, twice[::-1]):
        meta = pd.DataFrame(people, columns=columns)
        out = apply_rules(meta, pd.DataFrame({"Q1": ["Good"] * 2}), {}, RULES[3:])
        assert meta.loc[out == "", "duration_seconds"].tolist() == ["90"]
