"""The choice of test for two proportions, and what it says of itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.stats import (
    boschloo_exact,
    exact_size,
    fisher_exact_2x2,
    n_minus_1_chi2,
    two_proportion_test,
)
from cpsurvey.stats.interval_coverage import every_interval
from cpsurvey.stats.rejection import rejected


def test_n_minus_1_where_every_expected_count_is_1_or_more():
    found = two_proportion_test(5, 24, 246, 492)
    statistic, p_value, _ = n_minus_1_chi2([[5, 19], [246, 246]])
    assert found == (
        pytest.approx(p_value),
        pytest.approx(statistic),
        "n-1 chi-squared",
        "every expected count is 1 or more",
        exact_size(24, 492),
    )


def test_fisher_where_an_expected_count_is_below_1():
    found = two_proportion_test(2, 24, 2, 492)
    assert found.p_value == fisher_exact_2x2([[2, 22], [2, 490]]).p_value
    assert math.isnan(found.statistic)
    assert found.method == "fisher-irwin"
    assert found.why == "an expected count is below 1"


def test_boschloo_where_the_rule_rejects_too_often():
    found = two_proportion_test(4, 24, 12, 24)
    assert found.p_value == boschloo_exact([[4, 20], [12, 12]]).p_value
    assert math.isnan(found.statistic)
    assert found.method == "boschloo"
    assert found.why == "simpler tests reject too often at these bases"
    assert found.exact_size > 0.055


def test_interval_and_test_disagree_in_32_of_12325_tables():
    low, high = every_interval(24, 492, "newcombe", 0.95)
    disagree = rejected(24, 492, "rule", 0.05) != ((low > 0) | (high < 0))
    assert (disagree.sum(), disagree.size) == (32, 12_325)
    for of_some, tables in ((True, disagree), (False, ~disagree)):
        for x, y in np.argwhere(tables)[:: 1 if of_some else 200].tolist():
            assert ("disagree" in two_proportion_test(x, 24, y, 492).why) is of_some


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (
            (2, 24, 8, 492),
            "an expected count is below 1; interval and test disagree:"
            " the interval leaves out zero, the test does not reject",
        ),
        (
            (0, 24, 69, 492),
            "every expected count is 1 or more; interval and test disagree:"
            " the interval holds zero, the test rejects",
        ),
    ],
)
def test_a_disagreement_is_said_in_whole(counts, why):
    assert two_proportion_test(*counts).why == why


def test_too_many_tables_leave_the_size_open():
    found = two_proportion_test(300, 1000, 320, 1100)
    assert math.isnan(found.exact_size)
    assert found.why == (
        "every expected count is 1 or more;"
        " exact size not computed: more than 1,000,000 tables at these bases"
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(1, 60), st.data())
def test_swapping_groups_or_answers_changes_neither_p_nor_method(base_1, base_2, data):
    count_1, count_2 = data.draw(st.integers(0, base_1)), data.draw(st.integers(0, base_2))
    found = two_proportion_test(count_1, base_1, count_2, base_2)
    for other in (
        two_proportion_test(count_2, base_2, count_1, base_1),
        two_proportion_test(base_1 - count_1, base_1, base_2 - count_2, base_2),
    ):
        assert other.method == found.method
        np.testing.assert_allclose(other.p_value, found.p_value, rtol=1e-6)
        assert other.exact_size == found.exact_size
