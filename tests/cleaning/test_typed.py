"""Authorities and roles as people type them."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.cleaning.authorities import match_authorities
from cpsurvey.cleaning.roles import match_roles
from cpsurvey.codebook import Authority, Codebook, Role

BOOK = Codebook(
    "n",
    "t",
    "f",
    {},
    (),
    {},
    (),
    {"default": ()},
    roles=(
        Role("social_worker", "Social worker", aliases=("SW", "lead SW")),
        Role("chair", "Conference chair", aliases=("IRO",)),
        Role("not_stated", "Not stated", nonresponse="skipped", aliases=("none given",)),
    ),
    ambiguous_roles={"manager": ("social_worker", "chair")},
    authorities=(
        Authority("E1", "Stockton-on-Tees", "England", aliases=("Stockton",)),
        Authority("E2", "Redcar and Cleveland", "England"),
        Authority("W1", "Isle of Anglesey", "Wales", name_cy="Ynys Môn"),
    ),
    ambiguous_authorities={"Cleveland": ("E1", "E2")},
)

AUTHORITIES = [
    ("Stockton-on-Tees", "E1", "", ""),
    ("stockton on tees", "E1", "", "alias"),
    ("  STOCKTON ", "E1", "", "alias"),
    ("Redcar & Cleveland", "E2", "", "alias"),
    ("Ynys Môn", "W1", "", "alias"),
    ("Cleveland", None, "ambiguous", ""),
    ("Stocktonn", None, "unmatched", ""),
    ("prefer not to say", None, "prefer_not", ""),
    ("-", None, "skipped", ""),
    ("", None, "skipped", ""),
]
ROLES = [
    ("Social worker", "social_worker", "", ""),
    ("sw", "social_worker", "", "alias"),
    ("Lead SW.", "social_worker", "", "alias"),
    ("manager", None, "ambiguous", ""),
    ("none given", None, "skipped", ""),
    ("astronaut", None, "unmatched", ""),
]


def outcome(cleaned):
    value = cleaned.values[""].iloc[0]
    rules = cleaned.changes["rule"].tolist() or [""]
    return (None if pd.isna(value) else value, cleaned.reasons.iloc[0], rules[0])


@pytest.mark.parametrize(("raw", "code", "reason", "rule"), AUTHORITIES)
def test_an_authority_is_a_code_or_a_reason(raw, code, reason, rule):
    assert outcome(match_authorities(pd.Series([raw]), BOOK)) == (code, reason, rule)


@pytest.mark.parametrize(("raw", "code", "reason", "rule"), ROLES)
def test_a_role_is_a_code_or_a_reason(raw, code, reason, rule):
    assert outcome(match_roles(pd.Series([raw]), BOOK)) == (code, reason, rule)


def test_what_was_typed_is_not_in_the_audit_trail():
    changes = match_authorities(pd.Series(["STOCKTON"]), BOOK).changes
    assert changes.to_dict("records") == [{"rule": "alias", "before": "", "after": "E1"}]


def test_a_key_that_two_authorities_share_is_ambiguous():
    twins = (Authority("E1", "Ash-Ford", "England"), Authority("E2", "Ash Ford", "England"))
    book = replace(BOOK, authorities=twins, ambiguous_authorities={})
    assert match_authorities(pd.Series(["ash ford"]), book).reasons.tolist() == ["ambiguous"]


def test_a_name_may_be_of_words_that_any_place_has():
    told = tuple(Authority(name, name, "") for name in ("Authority A", "The City", "&", "Leeds"))
    book = replace(BOOK, authorities=told, ambiguous_authorities={})
    raw = pd.Series(["authority a", "the city", "&", "Leeeds", "Authority B"])
    values = match_authorities(raw, book).values[""].fillna("").tolist()
    assert values == ["Authority A", "The City", "&", "Leeds", ""]


def test_a_list_of_none_matches_nothing():
    book = replace(BOOK, authorities=(), ambiguous_authorities={}, roles=(), ambiguous_roles={})
    raw = pd.Series(["Leeds", "B'pool", "SW team", ""])
    reasons = ["unmatched", "unmatched", "unmatched", "skipped"]
    assert match_authorities(raw, book).reasons.tolist() == reasons
    assert match_roles(raw, book).reasons.tolist() == reasons
