"""Who is left out, by which rule; the first that applies is the reason."""

import pandas as pd
import pytest

from cpsurvey.cleaning.respondents import apply_rules
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
    consents = {"consent": pd.Series(["yes"] * len(meta))}
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
    consents = {"consent": pd.Series([None], dtype=object)}
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
