"""True sizes and powers against brute force; those of the methods are in test_how_sure."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, fisher_exact

from cpsurvey.stats import exact_power, exact_size


def brute_force_power(base_1, base_2, share_1, share_2):
    """Return the power of the rule from one table and one test after another."""
    power = []
    for x in range(base_1 + 1):
        for y in range(base_2 + 1):
            table = np.array([[x, base_1 - x], [y, base_2 - y]])
            total = table.sum()
            expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
            if expected.min() < 1:
                p_value = fisher_exact(table)[1]
            else:
                squares = ((table - expected) ** 2 / expected).sum()
                p_value = chi2.sf(squares * (total - 1) / total, 1)
            chance = binom.pmf(x, base_1, share_1) * binom.pmf(y, base_2, share_2)
            power.append(chance * (p_value <= 0.05))
    return math.fsum(power)


@pytest.mark.parametrize(("base_1", "base_2"), [(1, 1), (4, 4), (9, 6)])
def test_power_and_size_equal_brute_force(base_1, base_2):
    for shares in [(0.2, 0.7), (0.5, 0.5), (0, 1)]:
        expected = brute_force_power(base_1, base_2, *shares)
        assert exact_power(base_1, base_2, *shares) == pytest.approx(expected, rel=1e-8)
    shares = np.arange(0.05, 0.951, 0.005)
    sizes = [exact_power(base_1, base_2, share, share) for share in shares]
    assert exact_size(base_1, base_2) == pytest.approx(max(sizes), rel=1e-8)


def test_shares_broadcast():
    power = exact_power(8, 30, np.array([[0.1], [0.2]]), [0.3, 0.5, 0.7])
    assert power.shape == (2, 3)
    assert power[1, 2] == exact_power(8, 30, 0.2, 0.7)


@given(st.integers(1, 30), st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_swapping_groups_or_answers_changes_nothing(base_1, base_2, share_1, share_2):
    power = exact_power(base_1, base_2, share_1, share_2)
    assert 0 <= power <= 1
    assert exact_power(base_2, base_1, share_2, share_1) == pytest.approx(power, abs=1e-12)
    assert exact_power(base_1, base_2, 1 - share_1, 1 - share_2) == pytest.approx(power, abs=1e-12)
    assert exact_size(base_1, base_2) == exact_size(base_2, base_1)


@given(st.integers(1, 30), st.integers(1, 40))
def test_what_is_exact_keeps_its_promise(base_1, base_2):
    for test in ("fisher", "boschloo"):
        assert exact_size(base_1, base_2, test) <= 0.05 * (1 + 1e-7)


@given(st.integers(1, 40), st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_tests_that_reject_more_have_more_power(base_1, base_2, share_1, share_2):
    yates, pearson = (
        exact_power(base_1, base_2, share_1, share_2, test=test) for test in ("yates", "pearson")
    )
    fisher, boschloo, mid_p = (
        exact_power(base_1, base_2, share_1, share_2, test=test)
        for test in ("fisher", "boschloo", "mid-p")
    )
    assert yates <= pearson + 1e-12
    assert fisher <= min(boschloo, mid_p) + 1e-12


def test_too_many_tables_are_not_enumerated():
    assert math.isnan(exact_size(1000, 1000))
    assert np.isnan(exact_power(1000, 1000, [0.1, 0.2], 0.3)).tolist() == [True, True]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: exact_size(0, 5),
            "base must be at least 1: leave out groups in which nobody answered",
        ),
        (lambda: exact_size(4.5, 5), "base must be whole numbers of people, 0 or more"),
        (lambda: exact_size([4, 5], 5), "base must be a single number, not 2 of them"),
        (
            lambda: exact_size(4, 5, "fischer"),
            'test "fischer" is not known, did you mean "fisher"?'
            " Known: rule, n-1, pearson, yates, fisher, mid-p and boschloo.",
        ),
        (
            lambda: exact_power(4, 5, 40, 0.5),
            "share_1 must be proportions from 0 to 1, none missing",
        ),
        (
            lambda: exact_power(4, 5, 0.4, [np.nan]),
            "share_2 must be proportions from 0 to 1, none missing",
        ),
        (lambda: exact_power(4, 5, 0.4, 0.5, alpha=5), "alpha must lie between 0 and 1; got 5"),
    ],
)
def test_impossible_arguments_are_refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
