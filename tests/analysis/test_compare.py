"""What a comparison of two groups says, when it tests, and when it does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.analysis import METHODS, compare_groups, response_table
from cpsurvey.errors import QuestionError
from cpsurvey.stats import (
    adjust,
    detectable_gap,
    exact_size,
    newcombe_interval,
    two_proportion_test,
)
from cpsurvey.vocabulary import ALL_ANSWERS, MEASURES, RESULT_COLUMNS

UNTESTED = [
    "ci_low", "ci_high", "statistic", "df", "p_value", "p_standard_error", "p_adjusted",
    "exact_size", "planned_share", "detectable_gap",
]  # fmt: skip
COLUMNS = [
    "data", "question", "answer", "group", "reference", "join_mode", "measure", "count", "base",
    "share", "count_reference", "base_reference", "share_reference", "estimate", "ci_low",
    "ci_high", "confidence", "statistic", "df", "p_value", "p_standard_error", "p_adjusted",
    "family", "family_size", "exact_size", "planned_share", "detectable_gap", "smallest_cell",
    "grade", "method", "why", "mark",
]  # fmt: skip


def refusal(*arguments, **options):
    with pytest.raises(QuestionError) as error:
        compare_groups(*arguments, **options)
    return str(error.value)


def two_groups(count, base, count_reference, base_reference):
    sizes = [count, base - count, count_reference, base_reference - count_reference]
    return pd.DataFrame(
        {
            "group": np.repeat(["parent", "parent", "professional", "professional"], sizes),
            "heard": np.repeat(["yes", "no", "yes", "no"], sizes),
        }
    )


def test_a_whole_row():
    (row,) = compare_groups(two_groups(7, 24, 246, 492), "heard", answer="yes").to_dict("records")
    low, high = newcombe_interval(7, 24, 246, 492)
    test = two_proportion_test(7, 24, 246, 492)
    assert np.isnan([row.pop("df"), row.pop("smallest_cell")]).all()
    assert row == {
        "data": "unnamed data",
        "question": "heard",
        "answer": "yes",
        "group": "parent",
        "reference": "professional",
        "measure": "difference",
        "count": 7,
        "base": 24,
        "share": 7 / 24,
        "ci_low": low,
        "ci_high": high,
        "confidence": 0.95,
        "count_reference": 246,
        "base_reference": 492,
        "share_reference": 0.5,
        "estimate": 7 / 24 - 0.5,
        "statistic": test.statistic,
        "p_value": test.p_value,
        "p_standard_error": 0.0,
        "p_adjusted": test.p_value,
        "family": "answers to heard",
        "family_size": 1,
        "exact_size": exact_size(24, 492),
        "planned_share": 0.5,
        "detectable_gap": detectable_gap(24, 492, 0.5, direction="higher"),
        "grade": "",
        "method": "newcombe; n-1 chi-squared",
        "why": "every expected count is 1 or more",
        "mark": "u",
    }


@pytest.mark.parametrize(
    ("counts", "method", "why"),
    [
        ((7, 24, 246, 492), "n-1 chi-squared", "every expected count is 1 or more"),
        ((2, 24, 2, 492), "fisher-irwin", "an expected count is below 1"),
        ((4, 24, 12, 24), "boschloo", "simpler tests reject too often at these bases"),
    ],
)
def test_the_test_is_the_one_for_the_bases(counts, method, why):
    row = compare_groups(two_groups(*counts), "heard", answer="yes").iloc[0]
    assert row["method"] == f"newcombe; {method}"
    assert row["why"] == why
    assert row["p_value"] == two_proportion_test(*counts).p_value
    assert row["method"] in METHODS


def test_a_disagreement_of_interval_and_test_is_said():
    row = compare_groups(two_groups(2, 24, 8, 492), "heard", answer="yes").iloc[0]
    assert row["why"] == (
        "an expected count is below 1; interval and test disagree: the interval leaves out zero,"
        " the test does not reject"
    )


@pytest.mark.parametrize(
    ("smaller", "method", "why", "mark"),
    [
        (1, "count", "a base below 5: counts only", ""),
        (4, "count", "a base below 5: counts only", ""),
        (5, "difference", "a base below 10: described, not tested", "u"),
        (9, "difference", "a base below 10: described, not tested", "u"),
        (10, "newcombe; n-1 chi-squared", "every expected count is 1 or more", "u"),
        (29, "newcombe; n-1 chi-squared", "every expected count is 1 or more", "u"),
        (30, "newcombe; n-1 chi-squared", "every expected count is 1 or more", ""),
    ],
)
@pytest.mark.parametrize("parents_are_fewer", [True, False])
def test_what_is_given_depends_on_the_smaller_base(smaller, method, why, mark, parents_are_fewer):
    small, large = (1, smaller), (90, 300)
    frame = two_groups(*small, *large) if parents_are_fewer else two_groups(*large, *small)
    row = compare_groups(frame, "heard", answer="yes").iloc[0]
    assert (row["method"], row["why"], row["mark"]) == (method, why, mark)
    assert pd.isna(row["estimate"]) == (method == "count")
    assert pd.isna(row["p_value"]) == (not method.startswith("newcombe"))
    assert row["family_size"] == int(method.startswith("newcombe"))
    assert method in METHODS


def test_within_gives_a_row_for_each_level_and_answer_empty_ones_included(tables):
    result = compare_groups(tables, "heard", within="join_mode")
    columns = ["join_mode", "answer", "count", "base", "count_reference", "base_reference"]
    assert list(result[columns].itertuples(index=False, name=None)) == [
        ("video", "no", 0, 0, 0, 30),
        ("video", "yes", 0, 0, 30, 30),
        ("phone", "no", 7, 10, 10, 10),
        ("phone", "yes", 3, 10, 0, 10),
        ("face_to_face", "no", 0, 0, 0, 0),
        ("face_to_face", "yes", 0, 0, 0, 0),
        ("no_answer", "no", 2, 2, 0, 0),
        ("no_answer", "yes", 0, 2, 0, 0),
    ]
    assert list(result["p_value"].notna()) == [False] * 2 + [True] * 2 + [False] * 4
    assert set(result["family_size"]) == {1}
    assert result.loc[0, "why"] == "nobody answered in one of the groups"


def test_a_question_as_a_whole_has_a_row_in_each_level_before_its_answers(tables):
    result = compare_groups(tables, "judged", within="join_mode")
    assert list(result["answer"]) == [ALL_ANSWERS, "better", "same", "worse"] * 4
    assert result["answer"].cat.categories.to_list() == [ALL_ANSWERS, "better", "same", "worse"]
    whole = result[result["answer"] == ALL_ANSWERS]
    assert list(whole["base"]) == [0, 10, 0, 1]
    assert list(whole["base_reference"]) == [30, 10, 0, 0]
    assert whole[["count", "share", "count_reference", "share_reference"]].isna().all(axis=None)
    assert list(whole["p_value"].notna()) == [False, True, False, False]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("yes", "everybody in both groups gave this answer: nothing to test"),
        ("no", "nobody in either group gave this answer: nothing to test"),
    ],
)
def test_where_all_answered_alike_there_is_nothing_to_test(answer, why):
    frame = two_groups(24, 24, 492, 492)
    frame["heard"] = pd.Categorical(frame["heard"], ["no", "yes"])
    result = compare_groups(frame, "heard")
    row = result[result["answer"] == answer].iloc[0]
    assert (row["method"], row["why"], row["estimate"]) == ("newcombe", why, 0)
    assert (row["ci_low"], row["ci_high"]) != (0, 0)
    assert set(result["family_size"]) == {0}
    assert set(result["family"]) == {""}


@pytest.mark.parametrize(
    ("planned", "direction"), [(0.25, "higher"), (0.5, "higher"), (0.75, "lower")]
)
def test_the_detectable_gap_is_of_the_planned_share_and_the_side_with_more_room(planned, direction):
    row = compare_groups(
        two_groups(7, 24, 246, 492), "heard", answer="yes", planned_share=planned
    ).iloc[0]
    assert row["planned_share"] == planned
    assert row["detectable_gap"] == detectable_gap(24, 492, planned, direction=direction)


def test_the_detectable_gap_does_not_depend_on_what_was_observed():
    rows = [
        compare_groups(two_groups(count, 24, other, 492), "heard", answer="yes").iloc[0]
        for count, other in ((7, 246), (20, 300), (0, 5))
    ]
    assert len({row["detectable_gap"] for row in rows}) == 1


def test_the_detectable_gap_is_of_the_test_that_is_used():
    row = compare_groups(two_groups(4, 24, 12, 24), "heard", answer="yes").iloc[0]
    assert row["method"] == "newcombe; boschloo"
    assert row["detectable_gap"] == detectable_gap(24, 24, 0.5, direction="higher", test="boschloo")


def test_shares_are_those_of_the_response_table(tables):
    compared = compare_groups(tables, "concerns")
    described = response_table(tables, "concerns", by="group").set_index("group")
    options = compared[compared["answer"] != ALL_ANSWERS]
    assert list(options["share"]) == list(described.loc["parent", "share"])
    assert list(options["share_reference"]) == list(described.loc["professional", "share"])


def test_holm_adjusts_for_every_test_of_the_call():
    many = pd.concat(
        two_groups(count, 40, 20, 40).assign(mode=f"mode {count}") for count in (8, 12, 30)
    )
    result = compare_groups(many, "heard", answer="yes", within="mode")
    assert list(result["p_adjusted"]) == list(adjust(result["p_value"]))
    assert set(result["family_size"]) == {3}
    assert set(result["family"]) == {"answers to heard"}


def test_yes_and_no_are_one_test(tables):
    both, yes = compare_groups(tables, "heard"), compare_groups(tables, "heard", answer="yes")
    assert set(both["family_size"]) == set(yes["family_size"]) == {1}
    assert list(both["p_adjusted"]) == pytest.approx([yes.loc[0, "p_value"]] * 2)
    assert both.loc[0, "estimate"] == pytest.approx(-both.loc[1, "estimate"])


def test_answers_may_be_taken_together(tables):
    (row,) = compare_groups(tables, "judged", answer=["worse", "same"]).to_dict("records")
    assert (row["answer"], row["count"], row["base"]) == ("same+worse", 9, 11)
    assert (row["count_reference"], row["base_reference"]) == (20, 40)


def test_grade_b_is_a_caveat_in_every_row(tables):
    result = compare_groups(tables, "judged")
    assert set(result["grade"]) == {"B"}
    assert set(result["why"]) == {
        "ordered answers: superiority needs no scores for them; exact, every table enumerated;"
        " grade B: several conferences against one",
        "one level of an ordered answer: described; the test is of the whole answer;"
        " grade B: several conferences against one",
    }


def test_grade_c_is_refused_unless_asked_for(tables):
    assert refusal(tables, "meant") == (
        'question "meant" is graded C for parent and professional (different meanings): not'
        " comparable. Describe each group with response_table, or pass allow_grade_c=True."
    )
    row = compare_groups(tables, "meant", answer="a", allow_grade_c=True).iloc[0]
    assert row["estimate"] == 1
    assert row["why"] == "every expected count is 1 or more; grade C: different meanings"


def test_a_question_put_to_one_group_says_so_in_rows_without_estimate(tables):
    result = compare_groups(tables, "prior")
    assert set(result["why"]) == {"asked of parents only"}
    assert result[["estimate", "share_reference", *UNTESTED]].isna().all(axis=None)
    assert list(result["share"]) == [8 / 12, 4 / 12]
    assert list(result["base_reference"]) == [0, 0]
    assert set(result["grade"]) == {"C"}
    assert set(result["family_size"]) == {0}


def test_the_columns_are_the_vocabularys_in_its_order():
    assert [name for name in RESULT_COLUMNS if name in COLUMNS] == COLUMNS


def test_the_same_columns_in_the_same_order_whatever_the_rows_say(tables):
    for question in ("heard", "prior", "concerns", "judged"):
        for within in (None, "join_mode"):
            result = compare_groups(tables, question, within=within)
            absent = set() if within else {"join_mode"}
            assert list(result) == [name for name in COLUMNS if name not in absent]
            assert set(result["measure"]) <= set(MEASURES)
            assert set(result["method"]) <= set(METHODS)


def test_numbers_are_numbers_even_where_there_are_none(tables):
    one, two = compare_groups(tables, "prior"), compare_groups(tables, "heard")
    for column in ["estimate", "share", "share_reference", *UNTESTED]:
        assert one[column].dtype == two[column].dtype == np.float64


def test_the_interval_has_the_confidence_asked_for(tables):
    row = compare_groups(tables, "heard", answer="yes", confidence=0.9).iloc[0]
    expected = newcombe_interval(3, 12, 30, 40, level=0.9)
    assert (row["ci_low"], row["ci_high"]) == expected


def test_groups_may_be_swapped(tables):
    result = compare_groups(tables, "heard")
    swapped = compare_groups(tables, "heard", group="professional", reference="parent")
    np.testing.assert_allclose(swapped["estimate"], -result["estimate"])
    np.testing.assert_allclose(swapped["ci_low"], -result["ci_high"])
    np.testing.assert_allclose(swapped["p_value"], result["p_value"])


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["yes", "no", None])), max_size=60),
    st.randoms(),
)
def test_shuffled_people_give_the_same_rows_and_are_left_alone(rows, random):
    everyone = [(True, "yes"), (False, "no"), *rows]
    frame = pd.DataFrame(everyone, columns=["is_parent", "heard"])
    frame["group"] = frame.pop("is_parent").map({True: "parent", False: "professional"})
    before = frame.copy()
    result = compare_groups(frame, "heard")
    shuffled = frame.sample(frac=1, random_state=random.randrange(2**32))
    pd.testing.assert_frame_equal(compare_groups(shuffled, "heard"), result)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"planned_share": 50},
            "planned_share is 50: give the share of the reference that the study was planned with,"
            " between 0 and 1, like 0.5.",
        ),
        (
            {"planned_share": "half"},
            "planned_share is half: give the share of the reference that the study was planned"
            " with, between 0 and 1, like 0.5.",
        ),
        ({"confidence": None}, "confidence is None: give a level between 0 and 1, like 0.95."),
        (
            {"permutations": 0.5},
            "permutations is 0.5: give a whole number of 1 or more, like 10_000.",
        ),
        (
            {"rng": "today"},
            "rng is 'today': give a whole number as seed, or a numpy.random.Generator.",
        ),
    ],
)
def test_options_out_of_their_range_are_refused(tables, options, message):
    assert refusal(tables, "heard", **options) == message


def test_unknown_groups_name_the_nearest(tables):
    assert refusal(tables, "heard", group="parents") == (
        'group "parents" is not known, did you mean "parent"? Known: professional and parent.'
    )
    assert refusal(tables, "heard", reference="chair") == (
        'group "chair" is not known. Known: professional and parent.'
    )


def test_a_group_is_not_compared_with_itself(tables):
    assert refusal(tables, "heard", group="parent", reference="parent") == (
        'group and reference are both "parent": name two groups.'
    )
    assert refusal(tables, "heard", within="group") == (
        'within is "group", between whose levels the comparison is made.'
    )


def test_groups_are_not_compared_in_what_tells_them_apart(tables):
    assert refusal(tables, "group") == (
        'question is "group", between whose levels the comparison is made.'
    )
    assert refusal(tables, "heard", within="heard") == (
        'question and within are both "heard": people who gave the same answer do not differ in'
        " it. Name another question within which to compare."
    )


def test_within_is_one_name(tables):
    assert refusal(tables, "heard", within=["join_mode"]) == (
        "within is ['join_mode']: give one name, as text."
    )


@pytest.mark.parametrize("name", ["kind", "smaller", "everyone", ""])
def test_a_column_that_divides_people_may_have_any_name_that_results_do_not_have(name):
    frame = two_groups(7, 24, 246, 492)
    plain = compare_groups(frame, "heard")
    renamed = compare_groups(
        frame.rename(columns={"group": name}), "heard", by=name, group="parent",
        reference="professional",
    )  # fmt: skip
    pd.testing.assert_frame_equal(renamed.rename(columns={name: "group"}), plain)
    within = compare_groups(frame.assign(**{name: "all"}), "heard", within=name)
    pd.testing.assert_frame_equal(within.drop(columns=name), plain)


def test_levels_and_answers_cannot_be_called_what_results_call_all_of_them():
    frame = two_groups(7, 24, 246, 492)
    levels = frame.replace("parent", "all_levels")
    assert refusal(levels, "heard", group="all_levels") == (
        '"group" has a level "all_levels", as results call all levels at once. Rename it.'
    )
    assert refusal(frame.replace("yes", "all_answers"), "heard") == (
        'question "heard" has an answer "all_answers", as results call the question as a whole.'
        " Rename it."
    )


def test_a_column_without_levels_to_compare_within_is_refused():
    frame = two_groups(7, 24, 246, 492).astype("category").assign(mode=None).iloc[:0]
    assert refusal(frame, "heard", within="mode") == (
        'column "mode" has no levels within which to compare.'
    )


def test_what_is_not_named_is_not_known(tables):
    assert refusal(tables, None).startswith('question "None" is not known')
    assert refusal(tables, "heard", by=None).startswith('question "None" is not known')
    assert refusal(tables, "heard", reference=["parent"]) == (
        "reference is ['parent']: give one name, as text."
    )


def test_a_bare_frame_needs_its_groups():
    assert refusal(pd.DataFrame({"heard": ["yes"]}), "heard") == (
        'column "group" is not known. Known: heard.'
    )


def test_a_number_question_is_refused(tables):
    assert refusal(tables, "children").startswith('question "children" is of type number')


def test_confidence_is_a_proportion(tables):
    assert refusal(tables, "heard", confidence=95) == (
        "confidence is 95: give a level between 0 and 1, like 0.95."
    )
