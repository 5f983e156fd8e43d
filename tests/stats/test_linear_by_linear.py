"""The linear-by-linear test against R, brute force and its own promises."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _group_sums, linear_by_linear, linear_by_linear_permutation

PEOPLE = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([0, 1, 3])), min_size=3, max_size=6)


def numbers(text):
    return [int(number) for number in text.split()]


def grouped(people):
    values, groups = zip(*people, strict=True)
    assume(len(set(groups)) > 1)
    return values, groups


def test_it_equals_r(oracle):
    for row in oracle("ordinal_k_groups").itertuples():
        values, groups = numbers(row.values), numbers(row.groups)
        result = linear_by_linear(values, groups)
        assert result.statistic == pytest.approx(row.linear_by_linear_chi2, rel=1e-8)
        assert result.p_value == pytest.approx(row.linear_by_linear_p, rel=1e-8)
        assert result.df == 1


def test_it_looks_at_scores_and_not_at_their_unit():
    values, groups = [1, 2, 2, 3, 5, 4], [1, 1, 2, 2, 3, 3]
    for unit in (2, 2e100, 2e-300):  # the squares of the last two have no room
        moved = linear_by_linear([-unit * v for v in values], [10 * g for g in groups])
        assert moved == pytest.approx(linear_by_linear(values, groups))


@pytest.mark.parametrize("score", [2, 0.1])
def test_one_answer_from_everybody_is_no_trend(score):
    assert linear_by_linear([score] * 3, [1, 2, 3]) == (0, 1, 1)
    assert linear_by_linear_permutation([score] * 3, [1, 2, 3])[:3] == (0, 1, "exact")


@given(PEOPLE)
def test_by_permutation_it_equals_every_arrangement_one_by_one(people):
    values, groups = grouped(people)
    result = linear_by_linear_permutation(values, groups)
    steepness = [
        abs(np.dot(values, arranged) - sum(values) * np.mean(groups))
        for arranged in permutations(groups)
    ]
    as_steep = np.array(steepness) >= steepness[0] - 1e-9
    assert result.p_value == pytest.approx(as_steep.mean(), rel=1e-10)
    assert result.statistic == pytest.approx(linear_by_linear(values, groups).statistic, abs=1e-12)
    assert result[2:] == ("exact", 0, 0, "")


@given(PEOPLE)
def test_reversed_levels_and_groups_change_nothing(people):
    values, groups = grouped(people)
    result = linear_by_linear_permutation(values, groups)
    turned = linear_by_linear_permutation([-v for v in values], groups)
    assert turned == pytest.approx(result, abs=1e-12)
    turned = linear_by_linear_permutation(values[::-1], [-g for g in groups[::-1]])
    assert turned == pytest.approx(result, abs=1e-12)


def test_random_ways_come_near_all_of_them(monkeypatch):
    values, groups = [1, 2, 3, 3, 1, 4, 5, 2, 4, 4, 5, 5], [1] * 4 + [2] * 3 + [4] * 5
    exact = linear_by_linear_permutation(values, groups)
    monkeypatch.setattr(_group_sums, "MOST_NUMBERS", 0)
    drawn = linear_by_linear_permutation(values, groups, rng=3, draws=20_000)
    assert drawn.method == "monte carlo"
    assert drawn.p_value == pytest.approx(exact.p_value, abs=4 * drawn.standard_error)


@pytest.mark.parametrize("test", [linear_by_linear, linear_by_linear_permutation])
def test_one_group_has_no_trend(test):
    with pytest.raises(NumbersError) as caught:
        test([1, 2, 3], [4, 4, 4])
    assert str(caught.value) == (
        "groups must name at least two groups: everybody is in the same one"
    )
