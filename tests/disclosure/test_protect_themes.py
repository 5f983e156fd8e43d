"""What is hidden of interviews."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.errors import CpsurveyError

SUBTRACT = "; nor against subtracting the themes under a theme from it"


@pytest.fixture(scope="module")
def real():
    """The example under a name that is not synthetic."""
    interviews = cps.load_example().interviews
    return replace(interviews, name="Interview study")


def test_few_interviews_are_hidden_with_their_passages(real):
    table = cps.theme_table(real, by="group")
    found = cps.protect(table)
    few = table["count"].between(1, 4)
    assert few.any()
    hidden = ["count", "share", "ci_low", "ci_high", "codings"]
    assert found.loc[few, hidden].isna().all(axis=None)
    assert found.loc[~few, hidden].notna().all(axis=None)
    assert set(found.loc[few, "mark"]) == {"c"}
    assert found["base"].notna().all()


@pytest.mark.parametrize(("size", "silent"), [(9, 3), (9, 6), (3, 0)])
def test_few_interviews_that_somebody_or_nobody_coded_are_not_counted(real, size, silent):
    people = real.interviews[real.interviews["group"] == "parent"].iloc[:size]
    spoke = real.codings["interview"].isin(people["interview"].iloc[silent:])
    some = replace(real, interviews=people, codings=real.codings[spoke])
    for rule in ("in", "out"):
        table = cps.theme_table(some, codes="FUT", uncoded=rule)
        assert table["uncoded"].tolist() == [silent]
        found = cps.protect(table)
        assert found["uncoded"].isna().all()
        assert not found["why"].str.contains(r"\d of \d|\d interview").any()


def test_a_small_group_is_hidden_whole(real):
    table = cps.theme_table(real, by=["group", "join_mode"], codes="FUT")
    found = cps.protect(table, profile="tre")
    small = table["base"].between(1, 9)
    assert small.sum() == 4
    assert found.loc[small, ["count", "base", "share", "codings", "uncoded"]].isna().all(axis=None)
    assert set(found.loc[small, "why"]) == {"a count or base is too small to be shown"}


def test_a_small_group_cannot_be_told_from_those_that_nobody_coded(real):
    silent = replace(real, codings=real.codings.iloc[:0])
    few = silent.interviews[silent.interviews["group"] == "parent"].iloc[:3]
    table = cps.theme_table(replace(silent, interviews=few), codes="FUT", uncoded="out")
    assert table[["base", "uncoded"]].values.tolist() == [[0, 3]]
    found = cps.protect(table)
    assert found["uncoded"].isna().all()
    assert found["why"].tolist() == ["a count or base is too small to be shown"]


def test_subtraction_within_the_frame_is_named_where_it_is_possible(real):
    both = cps.protect(cps.theme_table(real, codes=["FUT", "FUT.hybrid"]))
    assert set(both["protection"].str.endswith(SUBTRACT)) == {True}
    apart = cps.protect(cps.theme_table(real, codes=["FUT", "TEC"]))
    assert set(apart["protection"].str.endswith(SUBTRACT)) == {False}


def test_of_pairs_the_coefficient_is_hidden_with_the_interviews(real):
    pairs = cps.co_occurrence(real, codes=["FUT", "CHR.bullying", "CHR.feedback"])
    found = cps.protect(pairs)
    few = pairs["count"].between(1, 4) | pairs["base"].between(1, 4)
    assert few.any()
    assert found.loc[few, ["count", "share", "estimate", "codings"]].isna().all(axis=None)


def test_a_comparison_is_hidden_on_both_sides(real):
    compared = cps.compare_themes(real, codes=["FUT.prefer_f2f", "PAR.less_intimidating"])
    found = cps.protect(compared).set_index("code")
    hidden = found.loc["PAR.less_intimidating"]  # 2 of 14 parents
    assert pd.isna(hidden["count"])
    assert hidden[["estimate", "ci_low", "p_value"]].isna().all()
    assert found.loc["FUT.prefer_f2f", "estimate"] > 0


def test_the_course_of_few_interviews_is_hidden(real):
    kept = real.interviews["join_mode"] == "video"
    some = replace(real, interviews=real.interviews[kept], codings=real.codings)
    some = replace(
        some, codings=some.codings[some.codings["interview"].isin(some.interviews["interview"])]
    )
    found = cps.protect(cps.saturation(some, by="group"))  # 3 parents
    parents = found["group"] == "parent"
    assert found.loc[parents, ["estimate", "interviews"]].isna().all(axis=None)
    assert set(found.loc[parents, "mark"]) == {"c"}
    assert found.loc[~parents, "interviews"].notna().all()
    assert found.loc[parents, "measure"].tolist() == ["saturation_point"]  # not a row for each


def test_a_course_names_no_interview_but_those_made_up(real):
    course = cps.saturation(real)
    assert (course["interview"] != "").any()
    assert set(cps.protect(course)["interview"]) == {""}
    made_up = cps.saturation(replace(real, name="SYNTHETIC"))
    assert set(cps.protect(made_up, profile="none")["interview"]) == set(course["interview"])


def test_agreement_over_all_codes_says_nothing_of_what_was_said():
    agreed = pd.DataFrame(
        {
            "data": "Interview study", "code": ["all_codes", "A"], "coders": "coder-1+coder-2",
            "estimate": [0.8, 0.7], "prevalence": [0.5, 0.1], "bias": 0.0, "interviews": [1, 1],
            "method": "agreement", "why": "", "mark": "u",
        }
    )  # fmt: skip
    found = cps.protect(agreed).set_index("code")
    assert found.loc["all_codes", "estimate"] == 0.8
    assert found.loc["A", ["estimate", "prevalence", "bias", "interviews"]].isna().all()


def test_what_lists_passages_is_refused(real):
    with pytest.raises(CpsurveyError) as error:
        cps.protect(cps.coding_disagreements(real))
    assert str(error.value) == (
        "these rows point at passages (start, end), one person's words each, and no threshold"
        " makes that safe: keep them in the team."
    )


def test_counts_dropped_before_are_asked_for(real):
    with pytest.raises(CpsurveyError) as error:
        cps.protect(cps.theme_table(real, codes="FUT").drop(columns=["count", "base"]))
    assert str(error.value) == (
        "the result has no column count and base, so small counts cannot be found. Protect a whole"
        " result of response_table or compare_groups before choosing columns."
    )
