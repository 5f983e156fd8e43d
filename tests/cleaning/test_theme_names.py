"""Which theme a code of a project is: by code, label or alias, in its place in the frame."""

from dataclasses import replace

import pytest

from cpsurvey.cleaning import clean_codings

ONE = [
    ("TEC", "TEC", "code"),
    ("  technology ", "TEC", "label"),
    ("Tech  Trouble.", "TEC.problems", "alias"),
    ("● Safety", "SAF", "label"),
    ("12 : Safety", "SAF", "label"),
    ("B : 3 : SAF.problems", "SAF.problems", "code"),
    ("Safety: Problems", "SAF.problems", "label"),
    ("SAF > Problems", "SAF.problems", "label"),
    ("Technology\\Problems", "TEC.problems", "label"),
    ("Technology: Tech trouble", "TEC.problems", "alias"),
    ("Skills", "TEC.skills", "label"),
    ("Problems", "problems", "own"),
    ("Money: Problems", "money_problems", "own"),
    ("Skills: Problems", "skills_problems", "own"),
    ("Technolgy", "technolgy", "own"),
]


@pytest.mark.parametrize(("name", "code", "rule"), ONE)
def test_a_code_at_the_top(project, book, name, code, rule):
    export = project(codes=("x",))
    export.codes.loc[0, ["name", "path"]] = name
    mapped = clean_codings(export, book).mapped
    assert mapped[["code", "rule"]].values.tolist() == [[code, rule]]


BELOW = [
    (("Technology", "Technology > Problems"), "TEC.problems"),
    (("SAF", "SAF > Problems"), "SAF.problems"),
    (("SAF", "SAF > skills"), "saf_skills"),
    (("TEC", "TEC > skills"), "TEC.skills"),
    (("Money", "Money > Skills"), "TEC.skills"),
    (("Money", "Money > Problems"), "money_problems"),
    (("TEC", "TEC > Money", "TEC > Money > Problems"), "TEC.problems"),
    (("SAF", "SAF > Problems", "SAF > Problems > Skills"), "saf_problems_skills"),
]


@pytest.mark.parametrize(("codes", "theme"), BELOW)
def test_of_namesakes_it_is_the_one_in_its_place_and_never_one_elsewhere(
    project, book, codes, theme
):
    assert clean_codings(project(codes=codes), book).mapped["code"].iloc[-1] == theme


def test_a_child_may_stand_before_its_parent(project, book):
    export = project(codes=("SAF", "SAF > Problems"))
    turned = replace(export, codes=export.codes.iloc[::-1].reset_index(drop=True))
    assert clean_codings(turned, book).mapped["code"].tolist() == ["SAF.problems", "SAF"]


def test_two_own_codes_of_one_spelling_have_two_codes(project, book):
    tables = clean_codings(project(codes=("Tea!", "Tea?")), book)
    assert tables.mapped["code"].tolist() == ["tea", "tea_2"]
    assert tables.themes["label"].tolist()[-2:] == ["Tea!", "Tea?"]
