"""Select-all questions: one test of all options, then each option, adjusted together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import METHODS, compare_groups
from cpsurvey.analysis.select_all import Ticks, all_options
from cpsurvey.analysis.settings import Settings
from cpsurvey.stats import (
    detectable_gap,
    exact_size,
    fisher_exact_2x2,
    marginal_independence,
    newcombe_interval,
)
from cpsurvey.vocabulary import ALL_ANSWERS

OPTIONS = ["privacy", "technology", "none"]


@pytest.fixture
def survey(tables):
    """Tables of the dozen parents whose concerns are given as three lists of 0 and 1."""

    def make(parents, professionals):
        responses = tables.responses.copy()
        for option, of_parents, of_others in zip(OPTIONS, parents, professionals, strict=True):
            ticked = [True] * of_parents + [False] * (12 - of_parents)
            ticked += [False] * (40 - of_others) + [True] * of_others
            responses[f"concerns__{option}"] = pd.array(ticked, "boolean")
        return replace(tables, responses=responses)

    return make


def test_the_question_as_a_whole_is_one_permutation_test(survey):
    tables = survey([9, 3, 1], [10, 8, 20])
    row = compare_groups(tables, "concerns", rng=3, permutations=2000).iloc[0]
    ticked = tables.responses[[f"concerns__{option}" for option in OPTIONS]].to_numpy(bool)
    test = marginal_independence(
        ticked, tables.responses["group"] == "parent", rng=3, permutations=2000
    )
    assert (row["answer"], row["measure"]) == (ALL_ANSWERS, "all_options")
    assert (row["statistic"], row["p_value"], row["p_standard_error"]) == (
        test.statistic, test.p_value, test.standard_error,
    )  # fmt: skip
    assert (row["base"], row["base_reference"], row["exact_size"]) == (12, 40, 0.05)
    assert pd.isna(row[["estimate", "ci_low", "detectable_gap", "count"]]).all()
    assert row["smallest_cell"] == 1
    assert row["method"] in METHODS
    assert row["why"] == (
        "select-all question: Monte Carlo, 2,000 permutations drawn, seed 3; people's whole"
        " patterns of ticks are taken as exchangeable"
    )


def test_where_more_permutations_are_asked_for_than_there_are_ways_each_is_taken():
    ticks = Ticks(np.arange(20)[:, np.newaxis] < [9, 15], np.arange(20) // 10)
    row = all_options(ticks, 2, Settings(0.95, 0.5, 200_000, None))
    assert row["p_standard_error"] == 0
    assert row["why"] == (
        "select-all question: exact, people put into groups of these sizes in every way; people's"
        " whole patterns of ticks are taken as exchangeable"
    )


def test_options_have_exact_p_values_adjusted_together(survey):
    tables = survey([9, 3, 1], [10, 8, 20])
    options = compare_groups(tables, "concerns").iloc[1:]
    ticked = tables.responses[[f"concerns__{option}" for option in OPTIONS]].to_numpy(bool)
    test = marginal_independence(ticked, tables.responses["group"] == "parent", rng=0)
    assert list(options["answer"]) == OPTIONS
    np.testing.assert_allclose(options["estimate"], test.differences)
    np.testing.assert_allclose(options["p_adjusted"], test.p_adjusted)
    exact = [
        fisher_exact_2x2([[one, 12 - one], [two, 40 - two]]).p_value
        for one, two in zip([9, 3, 1], [10, 8, 20], strict=True)
    ]
    np.testing.assert_allclose(options["p_value"], exact)
    low, high = newcombe_interval([9, 3, 1], 12, [10, 8, 20], 40)
    np.testing.assert_allclose(options["ci_low"], low)
    np.testing.assert_allclose(options["ci_high"], high)
    assert set(options["exact_size"]) == {exact_size(12, 40, "fisher")}
    assert set(options["detectable_gap"]) == {
        detectable_gap(12, 40, 0.5, direction="higher", test="fisher")
    }
    assert set(options["family"]) == {"options of concerns"}
    assert set(options["family_size"]) == {3}
    assert set(options["method"]) == {"newcombe; min-p"}


def test_an_option_out_of_reach_is_listed_with_its_interval_and_not_tested(survey):
    rare = compare_groups(survey([9, 3, 1], [10, 8, 0]), "concerns").iloc[3]
    assert (rare["answer"], rare["method"]) == ("none", "newcombe")
    assert rare["why"] == "p could not fall to 0.05 however the ticks fell: listed, not tested"
    assert pd.isna(rare[["p_value", "p_adjusted"]]).all()
    assert pd.notna(rare[["estimate", "ci_low", "ci_high"]]).all()
    assert rare["family_size"] == 2


def test_an_option_that_nobody_ticked_says_so(survey):
    row = compare_groups(survey([9, 3, 0], [10, 8, 0]), "concerns").iloc[3]
    assert row["why"] == "nobody in either group gave this answer: nothing to test"


def test_where_all_ticked_alike_there_is_nothing_to_compare(survey):
    row = compare_groups(survey([12, 0, 0], [40, 0, 0]), "concerns").iloc[0]
    assert (row["method"], row["why"]) == (
        "count", "each option was ticked by everybody or by nobody: nothing to compare",
    )  # fmt: skip


def test_an_interval_that_disagrees_with_the_test_says_so(survey):
    options = compare_groups(survey([6, 3, 1], [7, 8, 20]), "concerns").iloc[1:]
    assert options["why"].iloc[0] == (
        "an option of several: exact given how many ticked it, adjusted for all of them; interval"
        " and test disagree: the interval leaves out zero, the test does not reject"
    )


def test_one_option_asked_for_is_compared_as_yes_and_no(survey):
    (row,) = compare_groups(survey([9, 3, 1], [10, 8, 20]), "concerns", answer="privacy").to_dict(
        "records"
    )
    assert row["method"] == "newcombe; n-1 chi-squared"
    assert row["family"] == "answers to concerns"


def test_each_stratum_is_a_family_of_its_own(survey):
    tables = survey([9, 3, 1], [10, 8, 20])
    result = compare_groups(tables, "concerns", within="join_mode")
    tested = result[result["p_value"].notna() & (result["answer"] != ALL_ANSWERS)]
    assert set(tested["family"]) == {"options of concerns (parent, professional, phone)"}


def test_several_levels_have_a_test_of_all_before_the_pairs(survey):
    tables = survey([9, 3, 1], [10, 8, 20])
    third = tables.responses["join_mode"].astype(object).fillna("face_to_face")
    modes = pd.Categorical(third, ["video", "phone", "face_to_face"])
    tables = replace(tables, responses=tables.responses.assign(join_mode=modes))
    result = compare_groups(tables, "concerns", by="join_mode", reference="video")
    assert list(result["join_mode"]) == ["all_levels"] + ["phone"] * 4 + ["face_to_face"] * 4
    assert result.iloc[0]["why"].endswith("left out, with a base below 10: face_to_face")


@pytest.mark.parametrize(
    ("answered", "why"),
    [
        (0, "nobody answered in one of the groups"),
        (4, "a base below 5: counts only"),
        (9, "a base below 10: described, not tested"),
    ],
)
def test_small_bases_are_not_tested(survey, answered, why):
    tables = survey([9, 3, 1], [10, 8, 20])
    responses = tables.responses.copy()
    columns = [f"concerns__{option}" for option in OPTIONS]
    responses.loc[answered:11, columns] = pd.NA
    result = compare_groups(replace(tables, responses=responses), "concerns")
    assert set(result["why"]) == {why}
    assert result["p_value"].isna().all()


def test_shuffled_people_give_the_same_rows(survey):
    tables = survey([9, 3, 1], [10, 8, 20])
    shuffled = replace(tables, responses=tables.responses.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(
        compare_groups(shuffled, "concerns"), compare_groups(tables, "concerns")
    )
