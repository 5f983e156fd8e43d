"""Ordered answers: who tends to answer higher, tested as a whole, levels described."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey import load_example
from cpsurvey.analysis import METHODS, compare_groups, proportional_odds, sensitivity
from cpsurvey.analysis.ordered import superiority
from cpsurvey.analysis.settings import checked_settings
from cpsurvey.errors import QuestionError
from cpsurvey.stats import (
    brunner_munzel_permutation,
    detectable_superiority,
    goodman_kruskal_gamma,
    kendall_tau_b,
    kruskal_wallis_permutation,
    linear_by_linear_permutation,
    newcombe_interval,
    probability_of_superiority,
)
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

LEVELS = ["low", "middle", "high"]
PARENTS, PROFESSIONALS = [12, 8, 4], [20, 30, 50]


def ordered(by="group", **counts):
    rows = [
        (group, level)
        for group, of_group in counts.items()
        for level, count in zip(LEVELS, of_group, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=[by, "rating"])
    return frame.astype({"rating": pd.CategoricalDtype(LEVELS, ordered=True)})


def two_groups(parents=PARENTS, professionals=PROFESSIONALS):
    return ordered(parent=parents, professional=professionals)


def places(counts):
    return np.repeat(np.arange(3), counts)


def whole(result):
    return result[result["answer"] == ALL_ANSWERS].iloc[0]


def test_the_whole_answer_is_one_row_with_superiority_and_its_test():
    row = whole(compare_groups(two_groups(), "rating"))
    parents, professionals = places(PARENTS), places(PROFESSIONALS)
    found = probability_of_superiority(parents, professionals)
    test = brunner_munzel_permutation(parents, professionals)
    assert row["measure"] == "probability_of_superiority"
    assert (row["estimate"], row["ci_low"], row["ci_high"]) == tuple(found[:3])
    assert (row["statistic"], row["p_value"]) == (test.statistic, test.p_value)
    assert (row["p_adjusted"], row["family"], row["family_size"]) == (
        test.p_value, "rating as a whole", 1,
    )  # fmt: skip
    assert (row["p_standard_error"], row["exact_size"]) == (0, 0.05)
    assert row["detectable_gap"] == detectable_superiority(24, 100)
    assert (row["base"], row["base_reference"], row["smallest_cell"]) == (24, 100, 4)
    assert row["method"] == "logit; brunner-munzel exact"
    assert row["why"] == (
        "ordered answers: superiority needs no scores for them; exact, every table enumerated"
    )


def test_of_too_many_pairs_of_people_superiority_is_not_computed_and_says_so():
    settings = checked_settings(0.95, 0.5, 100, 0)
    row = superiority(np.array([[50_000, 1], [20_000, 1]]), settings)
    assert (row["measure"], row["method"], row["why"]) == (
        "probability_of_superiority", "count",
        "more than 1,000,000,000 pairs of people: superiority is not computed; compare one answer,"
        " or a random sample of the people",
    )  # fmt: skip


def test_superiority_is_of_the_group_over_the_reference_in_the_answers_order():
    row = whole(compare_groups(two_groups([0, 0, 20], [20, 20, 20]), "rating"))
    assert row["estimate"] > 0.5
    swapped = whole(
        compare_groups(two_groups(), "rating", group="professional", reference="parent")
    )
    usual = whole(compare_groups(two_groups(), "rating"))
    assert swapped["estimate"] == pytest.approx(1 - usual["estimate"])
    assert swapped["ci_low"] == pytest.approx(1 - usual["ci_high"])
    assert swapped["p_value"] == pytest.approx(usual["p_value"])


def test_reversed_levels_mirror_it():
    usual = whole(compare_groups(two_groups(), "rating"))
    mirrored = whole(compare_groups(two_groups(PARENTS[::-1], PROFESSIONALS[::-1]), "rating"))
    assert mirrored["estimate"] == pytest.approx(1 - usual["estimate"])
    assert mirrored["p_value"] == pytest.approx(usual["p_value"])


def test_levels_are_described_with_their_interval_and_not_tested():
    result = compare_groups(two_groups(), "rating")
    levels = result[result["answer"] != ALL_ANSWERS]
    assert list(levels["answer"]) == LEVELS
    assert set(levels["method"]) == {"newcombe"}
    assert set(levels["why"]) == {
        "one level of an ordered answer: described; the test is of the whole answer"
    }
    assert levels[["p_value", "p_adjusted"]].isna().all(axis=None)
    assert levels[["exact_size", "detectable_gap"]].notna().all(axis=None)
    low, high = newcombe_interval(PARENTS, 24, PROFESSIONALS, 100)
    np.testing.assert_allclose(levels["ci_low"], low)
    np.testing.assert_allclose(levels["ci_high"], high)


def test_a_level_asked_for_is_tested():
    row = compare_groups(two_groups(), "rating", answer="low").iloc[0]
    assert row["method"] == "newcombe; n-1 chi-squared"


def test_far_from_the_middle_the_other_interval_is_marked():
    row = whole(compare_groups(two_groups([18, 5, 1], [1, 19, 80]), "rating"))
    assert row["method"] == "newcombe 5; brunner-munzel exact"
    assert row["method"] in METHODS
    assert "; estimate outside 0.2 to 0.8: Newcombe's method 5" in row["why"]


def test_random_tables_are_said_with_their_seed_and_error():
    places = np.concatenate([np.tile(np.arange(6), 12), np.arange(72) ** 2 % 6])
    frame = pd.DataFrame({"group": ["parent"] * 72 + ["professional"] * 72, "rating": places})
    frame["rating"] = pd.Categorical(frame["rating"], ordered=True)
    row = whole(compare_groups(frame, "rating", permutations=500, rng=7))
    assert "Monte Carlo, 500 tables drawn, seed 7" in row["why"]
    assert row["method"] == "logit; brunner-munzel monte carlo"
    assert row["p_standard_error"] > 0


@pytest.mark.parametrize(
    ("parents", "method", "why", "mark"),
    [
        ([2, 1, 1], "count", "a base below 5: counts only", ""),
        ([3, 1, 1], "superiority", "a base below 10: described, not tested", "u"),
        ([0, 0, 0], "count", "nobody answered in one of the groups", ""),
    ],
)
def test_small_bases_are_described_and_not_tested(parents, method, why, mark):
    frame = two_groups(parents)
    groups = pd.CategoricalDtype(["parent", "professional"])
    row = whole(compare_groups(frame.astype({"group": groups}), "rating"))
    assert (row["method"], row["why"], row["mark"]) == (method, why, mark)
    assert pd.isna(row["estimate"]) == (method == "count")
    assert pd.isna(row["p_value"])
    assert pd.isna(row["ci_low"])


def test_where_all_gave_one_answer_there_is_no_estimate_and_the_row_says_why():
    row = whole(compare_groups(two_groups([0, 24, 0], [0, 100, 0]), "rating"))
    assert (row["method"], row["why"]) == (
        "count", "everybody gave the same answer: nothing to compare",
    )  # fmt: skip
    assert pd.isna(row["estimate"])


def test_groups_without_an_order_are_tested_at_once_by_kruskal_and_wallis():
    frame = ordered("nation", wales=[5, 10, 15], england=[20, 10, 5], scotland=[9, 9, 9])
    result = compare_groups(frame, "rating", by="nation", reference="england")
    row = result.iloc[0]
    answers = np.concatenate([places(c) for c in ([20, 10, 5], [9, 9, 9], [5, 10, 15])])
    test = kruskal_wallis_permutation(answers, np.repeat([0, 1, 2], [35, 27, 30]))
    assert (row["nation"], row["reference"], row["base"]) == (ALL_LEVELS, "", 92)
    assert (row["measure"], row["method"]) == ("kruskal_wallis", "kruskal-wallis exact")
    assert (row["statistic"], row["p_value"]) == (test.statistic, test.p_value)
    assert (row["p_standard_error"], row["exact_size"]) == (0, 0.05)
    assert pd.isna(row[["estimate", "df", "detectable_gap", "base_reference"]]).all()
    assert row["why"] == (
        "3 levels at once; ordered answers, groups without an order; exact, every table"
        " enumerated; no detectable gap computed"
    )
    pairs = result.iloc[1:]
    assert list(pairs["nation"].unique()) == ["scotland", "wales"]
    assert set(pairs["family_size"]) == {2, 0}


def test_ordered_groups_are_compared_by_tau_b_gamma_and_the_linear_test():
    frame = ordered("often", never=[20, 10, 5], weekly=[10, 10, 10], monthly=[15, 9, 9])
    order = pd.CategoricalDtype(["never", "monthly", "weekly"], ordered=True)
    result = compare_groups(frame.astype({"often": order}), "rating", by="often", reference="never")
    answers = np.concatenate([places(c) for c in ([20, 10, 5], [15, 9, 9], [10, 10, 10])])
    groups = np.repeat([0, 1, 2], [35, 33, 30])
    tau, gamma = result.iloc[0], result.iloc[1]
    test = linear_by_linear_permutation(answers, groups)
    assert tau["measure"] == "kendall_tau_b"
    assert tau["estimate"] == pytest.approx(kendall_tau_b(answers, groups).estimate)
    assert (tau["p_value"], tau["exact_size"]) == (test.p_value, 0.05)
    assert tau["method"] == "tau-b; linear-by-linear exact"
    assert tau["why"] == (
        "3 levels at once; ordered answers, ordered groups; exact, every table enumerated; the"
        " interval is large-sample; no detectable gap computed"
    )
    assert gamma["measure"] == "goodman_kruskal_gamma"
    assert gamma["ci_low"] == pytest.approx(goodman_kruskal_gamma(answers, groups).ci_low)
    assert pd.isna(gamma["p_value"])
    assert gamma["why"] == ("3 levels at once; ties left out; the test is that of Kendall's tau-b")
    assert list(result["often"].unique()) == [ALL_LEVELS, "monthly", "weekly"]


@pytest.mark.parametrize("in_order", [False, True])
def test_random_ways_over_several_levels_are_said_with_their_seed_and_error(in_order):
    of = {name: [20 + 5 * n, 30, 40 - 5 * n] for n, name in enumerate("abcd")}
    order = pd.CategoricalDtype(list(of), ordered=in_order)
    frame = ordered("place", **of).astype({"place": order})
    asked = {"by": "place", "reference": "a", "permutations": 500, "rng": 7}
    row = compare_groups(frame, "rating", **asked).iloc[0]
    assert row["method"] in METHODS
    assert row["method"].endswith(" monte carlo")
    assert "; Monte Carlo, 500 tables drawn, seed 7; " in row["why"]
    assert row["p_standard_error"] > 0
    pd.testing.assert_series_equal(compare_groups(frame, "rating", **asked).iloc[0], row)


def test_where_the_test_rejects_and_the_interval_holds_one_half_the_row_says_so():
    row = whole(compare_groups(two_groups([3, 2, 7], [54, 25, 21]), "rating"))
    assert row["p_value"] < 0.05
    assert row["ci_low"] < 0.5 < row["estimate"]
    assert row["why"].endswith(
        "; interval and test disagree: the interval holds one half, the test rejects"
    )


def test_levels_of_few_are_left_out_of_the_test_of_all_and_named():
    frame = ordered("nation", wales=[5, 10, 15], england=[20, 10, 5], scotland=[3, 3, 3])
    row = compare_groups(frame, "rating", by="nation", reference="england").iloc[0]
    assert row["base"] == 65
    assert row["why"].startswith("2 levels at once; ")
    assert row["why"].endswith("; left out, with a base below 10: scotland")


def test_with_too_few_levels_there_is_no_test_of_all():
    frame = ordered("nation", wales=[1, 1, 1], england=[20, 10, 5], scotland=[3, 3, 3])
    row = compare_groups(frame, "rating", by="nation", reference="england").iloc[0]
    assert (row["method"], row["why"]) == (
        "count", "fewer than two levels have a base of 10 or more",
    )  # fmt: skip


def test_two_levels_in_order_are_a_yes_and_no():
    frame = two_groups([12, 0, 12], [20, 0, 80])
    frame["rating"] = frame["rating"].cat.remove_categories("middle")
    result = compare_groups(frame, "rating")
    assert list(result["answer"]) == ["low", "high"]
    assert set(result["method"]) == {"newcombe; n-1 chi-squared"}


@settings(max_examples=6)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(LEVELS)), min_size=2, max_size=60))
def test_shuffled_people_give_the_same_rows(people):
    everyone = [(True, "low"), (False, "high"), *people]
    frame = pd.DataFrame(everyone, columns=["is_parent", "rating"])
    frame["group"] = frame.pop("is_parent").map({True: "parent", False: "professional"})
    frame["rating"] = pd.Categorical(frame["rating"], LEVELS, ordered=True)
    shuffled = frame.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        compare_groups(shuffled, "rating"), compare_groups(frame, "rating")
    )


def test_a_reference_is_needed_where_none_is_usual():
    frame = ordered("nation", wales=[5, 10, 15], england=[20, 10, 5])
    with pytest.raises(QuestionError) as error:
        compare_groups(frame, "rating", by="nation")
    assert str(error.value) == (
        'reference is not given: name the level of "nation" with which the others are compared.'
        " Known: england and wales."
    )


def judged(tables, middle):
    """The tables typed in by hand, with this middle of the scale of "judged"."""
    of = [middle if name == "judged" else [] for name in tables.questions["question"]]
    return replace(tables, questions=tables.questions.assign(middle=of))


def test_levels_in_the_middle_are_tied_and_each_is_described(tables):
    # worse, same, better of 11 parents: 7, 2, 2; of 40 professionals: 20, 0, 20.
    tied = compare_groups(judged(tables, ["same", "worse"]), "judged")
    found = probability_of_superiority([0] * 2 + [1] * 9, [0] * 20 + [1] * 20)
    assert tied["answer"].tolist() == [ALL_ANSWERS, "better", "same", "worse"]
    assert whole(tied)["estimate"] == found.estimate
    assert whole(tied)["why"] == (
        "ordered answers: superiority needs no scores for them; exact, every table enumerated;"
        " tied in the middle: same and worse; grade B: several conferences against one"
    )


def test_the_scale_is_not_cut_between_levels_that_are_tied(tables):
    rows = sensitivity(judged(tables, ["same", "worse"]), "judged")
    assert rows.loc[rows["varies"] == "cut", "answer"].tolist() == ["same+worse"]
    rows = sensitivity(judged(tables, []), "judged")
    assert rows.loc[rows["varies"] == "cut", "answer"].tolist() == ["same+worse", "worse"]


def test_a_model_takes_levels_that_are_tied_as_one():
    tables = load_example()
    found = proportional_odds(tables, "overall_judgement")
    middle = ["depends", "about_the_same", "no_opinion"]
    asked = proportional_odds(tables, "overall_judgement", answers=["worse", middle, "better"])
    pd.testing.assert_frame_equal(found, asked)
    assert (found["measure"] == "odds").sum() == 2


def test_where_nearly_all_of_the_larger_group_answer_alike_the_row_warns():
    warned = "nearly all of the larger group gave one answer: the test may reject too often"
    lopsided = compare_groups(two_groups([5, 4, 5], [3, 94, 3]), "rating")
    assert warned in whole(lopsided)["why"]
    spread = compare_groups(two_groups([1, 13, 0], [10, 80, 10]), "rating")
    assert warned not in whole(spread)["why"]
