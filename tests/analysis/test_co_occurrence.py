"""Themes found together: against sets of characters, of segments and of interviews."""

from itertools import combinations

import pytest
from hypothesis import given, settings

import cpsurvey as cps
from cpsurvey.errors import QuestionError

from .interviews_made import ancestors, made, studies

THEMES = {"A": "", "A.one": "A", "B": "", "C": ""}


def refusal(*arguments, **options):
    with pytest.raises(QuestionError) as error:
        cps.co_occurrence(*arguments, **options)
    return str(error.value)


def units_of(by, coders, codings, themes):
    """Each theme's units, with the interview each is in."""
    found = {code: set() for code in themes}
    for interview, coder, code, start, end, segment in codings:
        whose = coder if coders == "same" else ""
        units = {
            "overlap": [(interview, whose, place) for place in range(start, end)],
            "segment": [(interview, whose, segment)],
            "interview": [(interview,)],
        }[by]
        for wanted in ancestors(themes, code):
            found[wanted].update(units)
    return found


@pytest.mark.parametrize("by", ["overlap", "segment", "interview"])
@pytest.mark.parametrize("coders", ["same", "any"])
@given(study=studies())
@settings(max_examples=8)
def test_pairs_are_those_of_sets(by, coders, study):
    tables, themes, codings = study
    order = list(themes)
    apart = [
        pair
        for pair in combinations(order, 2)
        if pair[0] not in ancestors(themes, pair[1]) and pair[1] not in ancestors(themes, pair[0])
    ]
    if not apart:
        assert refusal(tables, by=by, coders=coders).startswith("there are no two themes to pair")
        return
    found = cps.co_occurrence(tables, by=by, coders=coders)
    assert list(found[["code", "other_code"]].itertuples(index=False, name=None)) == apart
    units = units_of(by, coders, codings, themes)
    raising = {code: {unit[0] for unit in units[code]} for code in themes}
    for row in found.to_dict("records"):
        one, other = units[row["code"]], units[row["other_code"]]
        either = raising[row["code"]] | raising[row["other_code"]]
        assert row["count"] == len({unit[0] for unit in one & other})
        assert row["base"] == len(either)
        if len(either) >= 5:
            assert row["estimate"] == pytest.approx(len(one & other) / len(one | other))
        else:
            assert row["estimate"] != row["estimate"]
        if by == "overlap":
            both = one & other
            starts = [unit for unit in both if (*unit[:2], unit[2] - 1) not in both]
            assert row["codings"] == len(starts)


@pytest.fixture
def places():
    """One coder's marks in one interview, with characters that can be counted by eye."""
    marks = [("A.one", 0, 10, "s1"), ("B", 5, 15, "s2"), ("B", 20, 30, "s3"), ("C", 20, 30, "s3")]
    return made(
        {"group": ["parent"] * 6},
        THEMES,
        [
            (f"i{number}", "coder-1", code, start, end, segment)
            for number in range(6)
            for code, start, end, segment in marks
        ],
    )


def test_overlaps_are_counted_in_characters_and_interviews(places):
    found = cps.co_occurrence(places).set_index(["code", "other_code"])
    row = found.loc["A", "B"]
    assert (row["count"], row["base"], row["codings"]) == (6, 6, 6)
    assert row["estimate"] == pytest.approx(5 / 25)
    assert found.loc["B", "C"]["estimate"] == pytest.approx(10 / 20)
    assert found.loc["A", "C"]["count"] == 0
    assert ("A", "A.one") not in found.index


def test_segments_are_those_that_carry_both(places):
    found = cps.co_occurrence(places, by="segment").set_index(["code", "other_code"])
    assert found.loc["B", "C"]["estimate"] == pytest.approx(1 / 2)
    assert found.loc["A", "B"]["estimate"] == 0


def test_two_coders_marks_overlap_only_if_any_coder_is_asked_for():
    marks = [("coder-1", "A", 0, 10, "s1"), ("coder-2", "B", 0, 10, "s2")]
    two = made(
        {"group": ["parent"] * 5},
        THEMES,
        [(f"i{number}", *mark) for number in range(5) for mark in marks],
    )
    pair = {"codes": ["A", "B"]}
    assert cps.co_occurrence(two, **pair)["estimate"].tolist() == [0.0]
    assert cps.co_occurrence(two, coders="any", **pair)["estimate"].tolist() == [1.0]
    assert cps.co_occurrence(two, coders="coder-1", **pair)["base"].tolist() == [5]


def test_codings_without_positions_are_left_out_and_counted():
    some = made(
        {"group": ["parent"] * 5},
        THEMES,
        [("i0", "", "A", 0, 5, "s1"), ("i0", "", "B", None, None, "s1")],
    )
    why = cps.co_occurrence(some, codes=["A", "B"])["why"].iloc[0]
    assert why.endswith("left out: 1 of 2 codings, without a position")


def test_a_file_without_positions_has_no_overlaps():
    matrix = made({"group": ["parent"]}, THEMES, [("i0", "", "A", None, None, "")])
    assert refusal(matrix) == (
        "the codings have no positions in the text: the file they come from holds none. Use"
        ' by="interview" or by="segment", if it holds those.'
    )
    assert refusal(matrix, by="segment") == (
        'the codings have no segments: the file they come from holds none. Use by="interview" or'
        ' by="overlap", if it holds those.'
    )
    assert cps.co_occurrence(matrix, by="interview")["count"].tolist() == [0] * 5


def test_nothing_coded_is_nothing_together():
    silent = made({"group": ["parent"]}, THEMES)
    for by in ("overlap", "segment", "interview"):
        found = cps.co_occurrence(silent, by=by)
        assert set(found["count"]) == set(found["base"]) == {0}
        assert found["why"].iloc[0] == "neither is raised in any interview"


def test_what_makes_no_sense_is_refused(places):
    assert refusal(places, by="words").startswith('by "words" is not known. Known: overlap,')
    assert refusal(places, coders="all") == (
        'coders is "all": give "same", "any" or one coder by name.'
    )
    assert refusal(places, codes=["A", "A.one"]) == (
        "there are no two themes to pair: name at least two, neither of them under the other."
    )
