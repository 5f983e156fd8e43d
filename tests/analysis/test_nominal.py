"""Unordered answers: one test of all, then each answer's difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import METHODS, compare_groups
from cpsurvey.stats import (
    adjust,
    cramers_v,
    detectable_v,
    fisher_freeman_halton,
    two_proportion_test,
)
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

ANSWERS = ["bus", "car", "walk"]
PARENTS, PROFESSIONALS = [12, 8, 4], [20, 30, 50]


def nominal(by="group", **counts):
    rows = [
        (group, answer)
        for group, of_group in counts.items()
        for answer, count in zip(ANSWERS, of_group, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=[by, "travel"])
    return frame.astype({"travel": pd.CategoricalDtype(ANSWERS)})


def two_groups(parents=PARENTS, professionals=PROFESSIONALS):
    return nominal(parent=parents, professional=professionals)


def test_the_question_as_a_whole_is_v_with_the_test_of_freeman_and_halton():
    row = compare_groups(two_groups(), "travel").iloc[0]
    found, test = (
        cramers_v([PARENTS, PROFESSIONALS]),
        fisher_freeman_halton([PARENTS, PROFESSIONALS]),
    )
    assert (row["answer"], row["measure"]) == (ALL_ANSWERS, "cramers_v")
    assert (row["estimate"], row["ci_low"], row["ci_high"]) == tuple(map(float, found[:3]))
    assert (row["p_value"], row["p_standard_error"]) == (test.p_value, 0)
    assert (row["p_adjusted"], row["family"]) == (test.p_value, "travel as a whole")
    assert (row["exact_size"], row["detectable_gap"]) == (0.05, detectable_v(124, 2, 3))
    assert (row["base"], row["base_reference"], row["smallest_cell"]) == (24, 100, 4)
    assert row["method"] == "noncentral chi-squared; freeman-halton exact"
    assert row["method"] in METHODS
    assert row["why"] == "unordered answers: exact, every table enumerated"


def test_each_answer_is_tested_and_adjusted_with_the_others():
    answers = compare_groups(two_groups(), "travel").iloc[1:]
    tests = [
        two_proportion_test(one, 24, other, 100).p_value
        for one, other in zip(PARENTS, PROFESSIONALS, strict=True)
    ]
    assert list(answers["p_value"]) == tests
    np.testing.assert_allclose(answers["p_adjusted"], adjust(tests))
    assert set(answers["family"]) == {"answers to travel"}
    assert set(answers["family_size"]) == {3}


def test_an_answer_nobody_gave_is_no_part_of_the_table_and_not_tested():
    result = compare_groups(two_groups([12, 0, 12], [20, 0, 80]), "travel")
    assert result.iloc[0]["detectable_gap"] == detectable_v(124, 2, 2)
    assert result.iloc[2]["why"] == "nobody in either group gave this answer: nothing to test"
    assert set(result.iloc[1:]["family_size"]) == {2}


def test_v_has_no_interval_where_an_expected_count_is_below_1():
    row = compare_groups(two_groups([11, 9, 4], [60, 39, 1]), "travel").iloc[0]
    assert row["why"].endswith("no interval of V: an expected count is below 1")
    assert row["method"] == "cramers v; freeman-halton exact"
    assert row["method"] in METHODS
    assert pd.isna(row[["ci_low", "ci_high"]]).all()
    assert pd.notna(row[["estimate", "p_value"]]).all()


def test_where_all_gave_one_answer_there_is_nothing_to_compare():
    row = compare_groups(two_groups([24, 0, 0], [100, 0, 0]), "travel").iloc[0]
    assert (row["method"], row["why"]) == (
        "count", "everybody gave the same answer: nothing to compare",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parents", "method", "why"),
    [
        ([2, 1, 1], "count", "a base below 5: counts only"),
        ([3, 1, 1], "cramers v", "a base below 10: described, not tested"),
    ],
)
def test_small_bases_are_described_and_not_tested(parents, method, why):
    row = compare_groups(two_groups(parents), "travel").iloc[0]
    assert (row["method"], row["why"]) == (method, why)
    assert pd.isna(row["estimate"]) == (method == "count")
    assert pd.isna(row[["p_value", "ci_low"]]).all()


def test_several_levels_are_compared_at_once_before_each_with_the_reference():
    counts = {"wales": [5, 10, 15], "england": [20, 10, 5], "scotland": [9, 9, 9]}
    result = compare_groups(nominal("nation", **counts), "travel", by="nation", reference="england")
    row = result.iloc[0]
    table = [counts[nation] for nation in ("england", "scotland", "wales")]
    assert (row["nation"], row["reference"]) == (ALL_LEVELS, "")
    assert row["estimate"] == pytest.approx(float(cramers_v(table).estimate))
    assert row["p_value"] == pytest.approx(fisher_freeman_halton(table).p_value)
    assert row["family"] == "travel over all levels"
    assert list(result["nation"]) == [ALL_LEVELS] + ["scotland"] * 4 + ["wales"] * 4
    assert "group" not in result
    only = compare_groups(
        nominal("nation", **counts), "travel", by="nation", group="wales", reference="england"
    )
    assert list(only["nation"].unique()) == ["wales"]


def test_yes_and_no_over_several_levels_is_one_test_of_all():
    frame = nominal("nation", wales=[5, 0, 15], england=[20, 0, 5], scotland=[9, 0, 9])
    frame["travel"] = frame["travel"].cat.remove_categories("car")
    result = compare_groups(frame, "travel", by="nation", reference="england")
    assert list(result["answer"]) == [ALL_ANSWERS, "bus", "walk", "bus", "walk"]
    assert set(result.iloc[1:]["family_size"]) == {2}


def test_shuffled_people_give_the_same_rows():
    frame = two_groups()
    shuffled = frame.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        compare_groups(shuffled, "travel"), compare_groups(frame, "travel")
    )
