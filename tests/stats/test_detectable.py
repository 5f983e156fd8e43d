"""The detectable gap against the power that it promises; the methods' are in test_how_sure."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import detectable_gap, exact_power


@pytest.mark.parametrize("test", ["rule", "boschloo"])
@pytest.mark.parametrize(
    ("base_1", "base_2", "share", "direction", "sign"),
    [(24, 492, 0.5, "lower", -1), (492, 24, 0.5, "higher", 1), (10, 287, 0.2, "higher", 1)],
)
def test_power_is_reached_at_the_gap_and_kept_above_it(
    test, base_1, base_2, share, direction, sign
):
    gap = detectable_gap(base_1, base_2, share, direction=direction, power=0.9, test=test)
    furthest = 1 - share if sign > 0 else share
    gaps = np.linspace(gap + 1e-9, furthest, 1000)
    power = exact_power(base_1, base_2, np.clip(share + sign * gaps, 0, 1), share, test=test)
    assert power[0] == pytest.approx(0.9, abs=1e-6)
    assert power.min() >= 0.9
    assert exact_power(base_1, base_2, share + sign * (gap - 1e-6), share, test=test) < 0.9


@given(st.integers(2, 60), st.integers(2, 120), st.floats(0, 1))
def test_swapping_answers_turns_the_direction(base_1, base_2, share):
    higher = detectable_gap(base_1, base_2, share, direction="higher")
    lower = detectable_gap(base_1, base_2, 1 - share, direction="lower")
    assert higher == pytest.approx(lower, rel=1e-6, nan_ok=True)


@given(st.integers(5, 60), st.integers(5, 120), st.floats(0.5, 0.85), st.floats(0.85, 0.95))
def test_more_power_takes_a_larger_gap(base_1, base_2, less, more):
    smaller, larger = (
        detectable_gap(base_1, base_2, 0.4, direction="higher", power=power)
        for power in (less, more)
    )
    assert smaller <= larger or math.isnan(larger)


def test_where_no_gap_is_large_enough_there_is_none():
    assert math.isnan(detectable_gap(2, 3, 0.5, direction="higher"))
    assert math.isnan(detectable_gap(24, 492, 1, direction="higher"))


def test_too_many_tables_are_not_enumerated():
    assert math.isnan(detectable_gap(1000, 1000, 0.5, direction="lower"))


def test_a_power_below_the_size_takes_no_gap():
    assert detectable_gap(24, 492, 0.5, direction="lower", power=0.01) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"direction": "up"},
            'direction "up" is not known. Known: higher and lower.',
        ),
        ({"share": 50}, "share must be proportions from 0 to 1, none missing"),
        ({"share": [0.5, 0.6]}, "share must be a single number, not 2 of them"),
        ({"power": 1}, "power must lie between 0 and 1; got 1"),
        ({"alpha": 0}, "alpha must lie between 0 and 1; got 0"),
        (
            {"test": "wald"},
            'test "wald" is not known.'
            " Known: rule, n-1, pearson, yates, fisher, mid-p and boschloo.",
        ),
        ({"base_1": 0}, "base must be at least 1: leave out groups in which nobody answered"),
    ],
)
def test_impossible_arguments_are_refused(options, message):
    usual = {"base_1": 24, "base_2": 492, "share": 0.5, "direction": "lower"}
    with pytest.raises(ValueError) as error:
        detectable_gap(**(usual | options))
    assert str(error.value) == message
