"""True coverage and width against brute force; those of the methods are in test_how_sure."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cpsurvey.stats import exact_coverage
from cpsurvey.stats.interval_coverage import (
    INTERVALS,
    agresti_caffo_interval,
    every_interval,
    wald_interval,
)


@pytest.mark.parametrize("interval", INTERVALS)
def test_coverage_and_width_equal_brute_force(interval):
    covered, widths = [], []
    for x in range(7):
        for y in range(10):
            low, high = INTERVALS[interval](x, 6, y, 9, level=0.9)
            chance = binom.pmf(x, 6, 0.3) * binom.pmf(y, 9, 0.45)
            covered.append(chance * (low <= 0.3 - 0.45 <= high))
            widths.append(chance * (high - low))
    found = exact_coverage(6, 9, 0.3, 0.45, interval=interval, level=0.9)
    assert found.coverage == pytest.approx(math.fsum(covered), rel=1e-10)
    assert found.width == pytest.approx(math.fsum(widths), rel=1e-10)


def test_wald_and_agresti_caffo_equal_their_formulas():
    p_1, p_2 = 56 / 70, 48 / 80
    half = 1.959963984540054 * math.sqrt(p_1 * (1 - p_1) / 70 + p_2 * (1 - p_2) / 80)
    expected = (p_1 - p_2 - half, p_1 - p_2 + half)
    assert wald_interval(56, 70, 48, 80) == pytest.approx(expected, rel=1e-12)
    assert agresti_caffo_interval(55, 68, 47, 78) == pytest.approx(expected, rel=1e-12)


@given(st.integers(1, 12), st.integers(1, 20), st.floats(0, 1), st.floats(0, 1))
def test_swapping_groups_changes_nothing(base_1, base_2, share_1, share_2):
    found = exact_coverage(base_1, base_2, share_1, share_2)
    swapped = exact_coverage(base_2, base_1, share_2, share_1)
    assert 0 <= found.coverage <= 1 + 1e-12
    assert swapped.width == pytest.approx(found.width, rel=1e-9)
    assert swapped.coverage == pytest.approx(found.coverage, abs=1e-9)


def test_shares_broadcast():
    found = exact_coverage(8, 30, np.array([[0.1], [0.2]]), [0.3, 0.5, 0.7])
    assert found.coverage.shape == found.width.shape == (2, 3)
    assert found.coverage[1, 2] == exact_coverage(8, 30, 0.2, 0.7).coverage


def test_too_many_tables_are_not_enumerated():
    assert np.isnan(exact_coverage(1000, 1000, 0.5, 0.5)).tolist() == [True, True]


def test_every_interval_has_a_place_for_each_table():
    low, high = every_interval(24, 492, "newcombe", 0.95)
    assert low.shape == high.shape == (25, 493)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: exact_coverage(4, 5, 0.4, 0.5, interval="newcomb"),
            'interval "newcomb" is not known, did you mean "newcombe"?'
            " Known: newcombe, miettinen-nurminen, wald and agresti-caffo.",
        ),
        (
            lambda: exact_coverage(4, 5, 0.4, 0.5, level=95),
            "level must lie between 0 and 1, for example 0.95; got 95",
        ),
        (
            lambda: exact_coverage(4, 5, -0.4, 0.5),
            "share_1 must be proportions from 0 to 1, none missing",
        ),
    ],
)
def test_impossible_arguments_are_refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
