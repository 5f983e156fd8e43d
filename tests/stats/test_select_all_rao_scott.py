"""The corrected sum of chi-squared against published data and the eigenvalues it stands for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import marginal_independence, rao_scott_select_all
from cpsurvey.stats.select_all_rao_scott import sum_of_squared_weights


def test_farmers_are_as_published(oracle):
    patterns = oracle("farmer1").loc[lambda rows: rows.index.repeat(rows["count"])]
    ticks = np.stack([patterns["pattern"] // 10**place % 10 for place in range(5)], axis=1)
    result = rao_scott_select_all(ticks, patterns["education"])
    assert round(result.statistic, 3) == 28.679
    assert round(result.df, 3) == 18.601
    assert round(result.p_value, 5) == 0.06322


@given(st.integers(0, 1000), st.integers(2, 4), st.integers(1, 4))
def test_weights_are_eigenvalues(seed, groups, options):
    draw = np.random.default_rng(seed)
    group = np.concatenate([np.arange(groups), draw.integers(0, groups, 40)])
    ticks = draw.random((group.size, options)) < 0.5
    share = ticks.mean(axis=0)
    root = np.sqrt(np.bincount(group) / group.size)
    own = np.zeros((groups * options, groups * options))
    for number in range(groups):
        place = slice(number * options, (number + 1) * options)
        spread = np.sqrt(share * (1 - share))
        covariance = np.atleast_2d(np.cov(ticks[group == number].T, bias=True))
        own[place, place] = covariance / np.outer(spread, spread)
    contrast = np.kron(np.eye(groups) - np.outer(root, root), np.eye(options))
    eigenvalues = np.linalg.eigvalsh(contrast @ own @ contrast)
    assert sum_of_squared_weights(ticks, group) == pytest.approx((eigenvalues**2).sum())


def test_options_that_do_not_vary_take_no_part():
    ticks = np.random.default_rng(2).random((80, 3)) < 0.4
    group = np.arange(80) % 2
    more = np.column_stack([ticks, np.ones(80), np.zeros(80)])
    assert rao_scott_select_all(more, group) == rao_scott_select_all(ticks, group)


def test_in_large_groups_it_agrees_with_the_permutation_test():
    draw = np.random.default_rng(6)
    group = np.arange(1500) % 3
    ticks = draw.random((1500, 1)) + draw.random((1500, 6)) < 0.7
    ticks[:, 0] |= (group == 0) & (draw.random(1500) < 0.04)
    permuted = marginal_independence(ticks, group, permutations=1500)
    found = rao_scott_select_all(ticks, group).p_value
    assert found == pytest.approx(permuted.p_value, abs=4 * permuted.standard_error + 0.01)


def test_with_nothing_to_compare_it_is_refused():
    with pytest.raises(NumbersError) as error:
        rao_scott_select_all(np.ones((4, 2)), [0, 0, 1, 1])
    assert str(error.value) == (
        "indicators must have an option that some ticked and others did not: without one "
        "there is nothing to compare"
    )
