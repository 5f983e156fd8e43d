"""The exact Wilcoxon test against coin, scipy, brute force and its own promises."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, rankdata

from cpsurvey.errors import NumbersError
from cpsurvey.stats import wilcoxon_exact

ANSWERS = st.lists(st.integers(1, 5), min_size=1, max_size=7)


def numbers(text):
    return [int(number) for number in text.split()]


def test_it_equals_coin_with_ties_and_at_the_sizes_of_the_study(oracle):
    rows = list(oracle("wmw_exact").itertuples())
    for row in rows:
        result = wilcoxon_exact(numbers(row.x), numbers(row.y))
        assert result.p_value == pytest.approx(row.wmw_exact_p, rel=1e-8)
        assert result.z == pytest.approx(row.z, rel=1e-8, abs=1e-8)
        assert result.statistic == row.U
        assert result.method == "exact"
    assert max(len(numbers(row.y)) for row in rows) == 492


@given(ANSWERS, ANSWERS)
def test_it_equals_every_arrangement_one_by_one(x, y):
    ranks = rankdata(x + y)
    expected = ranks.mean() * len(x)
    distances = [abs(sum(group) - expected) for group in combinations(ranks, len(x))]
    as_extreme = np.array(distances) >= abs(ranks[: len(x)].sum() - expected) - 1e-9
    assert wilcoxon_exact(x, y).p_value == pytest.approx(as_extreme.mean(), rel=1e-10)


@pytest.mark.parametrize(("first", "second"), [(12, 60), (24, 30)])
def test_without_ties_it_equals_scipy(first, second):
    rng = np.random.default_rng(2)
    x, y = rng.normal(0.3, 1, first), rng.normal(0, 1, second)
    scipys = mannwhitneyu(x, y, method="exact")
    assert wilcoxon_exact(x, y)[::2] == pytest.approx(tuple(scipys), rel=1e-10)


@given(ANSWERS, ANSWERS)
def test_swapped_groups_and_reversed_levels_turn_the_sign_only(x, y):
    u, z, p_value, _ = wilcoxon_exact(x, y)
    for swapped in (wilcoxon_exact(y, x), wilcoxon_exact([-a for a in x], [-a for a in y])):
        assert swapped.statistic == len(x) * len(y) - u
        assert swapped.z == pytest.approx(-z, rel=1e-12)
        assert swapped.p_value == pytest.approx(p_value, rel=1e-10)


def test_a_p_value_falls_as_the_groups_move_apart():
    y = [1, 2, 2, 3, 3, 3, 4, 4, 5]
    p_values = [wilcoxon_exact([a + shift for a in (1, 2, 3, 3)], y).p_value for shift in (0, 1, 2)]
    assert wilcoxon_exact([3, 4, 5, 5], y).z > 0
    assert p_values[1] > p_values[2]


def test_one_answer_from_everybody_is_no_difference():
    assert wilcoxon_exact([2, 2], [2, 2, 2]) == (3.0, 0.0, 1.0, "exact")


def test_many_people_have_the_normal_approximation_and_say_so():
    rng = np.random.default_rng(1)
    x, y = rng.integers(1, 6, 900), rng.integers(1, 6, 1100)
    result = wilcoxon_exact(x, y)
    assert result.method == "normal approximation"
    scipys = mannwhitneyu(x, y, use_continuity=False, method="asymptotic")
    assert result.p_value == pytest.approx(scipys.pvalue, rel=1e-10)


@pytest.mark.parametrize(
    "answers",
    [
        [[1, 2]],
        [[1, 2], [3]],
        np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"),
        np.ma.masked_equal([1, 99], 99),
        pd.array([1, None], dtype="Int64"),
        np.array([1j, 2]),
        [10**400, 1],
        [1e200, 1],
    ],
    ids=["table", "ragged", "dates", "masked", "NA", "complex", "beyond floats", "huge"],
)
def test_what_are_not_answers_is_refused(answers):
    with pytest.raises(NumbersError) as caught:
        wilcoxon_exact(answers, [1])
    assert str(caught.value) == (
        "x must be one row of numbers, one a person who answered, none missing: "
        "give ordered answers as their places in the order"
    )
