"""Roles as typed: one main role a person; hard cases are in test_hard_cases."""

from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning.roles import find_role, match_roles, role_names
from cpsurvey.codebook import load_codebook

BOOK = load_codebook()
CODES = {role.code for role in BOOK.roles}
NAMES = role_names(BOOK)
find = partial(find_role, names=NAMES)

CASES = [
    ("SW/team manager", "team_manager", "alias"),
    ("HV and DSL", "ambiguous", ""),
    ("IRO (chair)", "chair", "alias"),
    ("retired GP", "gp", "alias"),
    ("Safeguarding lead (school)", "teacher_dsl", "alias"),
    ("Social worker - newly qualified", "social_worker", "alias"),
    ("nurse (school)", "school_nurse", "alias"),
    ("teacher at St Mary's", "teacher_dsl", "alias"),
    ("social worker at a hospice", "unmatched", ""),
    ("Social worker, Leeds", "social_worker", "alias"),
    ("sociel wroker", "social_worker", "close"),
    ("socialworker", "social_worker", "alias"),
    ("Midwife / named nurse", "named_nurse", "alias"),
    ("student social worker", "ambiguous", ""),
    ("foster parent", "unmatched", ""),
    ("parent worker", "unmatched", ""),
    ("Teaching assistant", "unmatched", ""),
    ("not a social worker", "unmatched", ""),
    ("director", "unmatched", ""),
    # short forms in full
    ("Principal SW", "cp_manager", "alias"),
    ("Asst TM", "team_manager", "alias"),
    ("Det. Sgt", "police", "alias"),
    ("Adult soc worker", "adult_social_care", "alias"),
    ("Heath visitor", "health_visitor", "close"),
    ("DCs", "unmatched", ""),
    # two doubts are no certainty, and no role is over one of several that it may be
    ("MASH health", "ambiguous", ""),
    ("Health team", "ambiguous", ""),
    ("Children's centre manager", "ambiguous", ""),
    # said beside a role
    ("Social worker (CIN team)", "social_worker", "alias"),
    ("Health visitor, maternity leave", "health_visitor", "alias"),
    ("Team", "unmatched", ""),
]


def outcome(typed: str) -> str:
    codes = find(typed).codes
    return codes[0] if len(codes) == 1 else "ambiguous" if codes else "unmatched"


def test_every_label_and_every_alias_stands_for_its_role():
    assert [
        (text, role.code)
        for role in BOOK.roles
        for text in (role.label, *role.aliases)
        if outcome(text) != role.code
    ] == []


def test_who_has_a_role_over_another_names_one_that_is_there():
    assert {code for role in BOOK.roles for code in role.over} <= CODES
    assert [role.code for role in BOOK.roles if role.code in role.over] == []


@pytest.mark.parametrize(("typed", "role", "rule"), CASES)
def test_a_person_has_one_main_role_or_none(typed, role, rule):
    cleaned = match_roles(pd.Series([typed]), BOOK)
    reason = cleaned.reasons.iloc[0]
    assert (reason or cleaned.values[""].iloc[0]) == role
    assert cleaned.changes["rule"].tolist() == ([rule] if rule else [])


def test_two_unrelated_roles_are_candidates():
    cleaned = match_roles(pd.Series(["HV and DSL", "GP"]), BOOK)
    assert cleaned.details.tolist() == ["health_visitor;teacher_dsl", ""]


@given(st.text(max_size=60) | st.text("sociawrkernh vt/().&", max_size=30))
def test_any_text_has_a_role_or_a_reason(typed):
    cleaned = match_roles(pd.Series([typed], dtype=object), BOOK)
    assert (cleaned.reasons.iloc[0] == "") == cleaned.values[""].notna().iloc[0]
    assert (cleaned.details.iloc[0] != "") == (cleaned.reasons.iloc[0] == "ambiguous")
