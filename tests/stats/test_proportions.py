"""Intervals for proportions against R, published examples and full enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cpsurvey.stats import newcombe_interval, wilson_interval


@st.composite
def count_and_base(draw):
    base = draw(st.integers(1, 600))
    return draw(st.integers(0, base)), base


def test_wilson_equals_r(oracle):
    expected = oracle("proportion_ci")
    low, high = wilson_interval(expected["x"], expected["n"])
    np.testing.assert_allclose(low, expected["wilson_low"], rtol=1e-8, atol=1e-15)
    np.testing.assert_allclose(high, expected["wilson_high"], rtol=1e-8, atol=1e-15)


def test_wilson_of_a_handful_as_in_the_methods():
    assert np.round(wilson_interval(4, 8), 2).tolist() == [0.22, 0.78]
    assert np.round(wilson_interval(0, 6), 2).tolist() == [0, 0.39]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((56, 70), (48, 80), [0.0524, 0.3339]),
        ((9, 10), (3, 10), [0.1705, 0.8090]),
        ((0, 10), (0, 20), [-0.1611, 0.2775]),
        ((10, 10), (0, 20), [0.6791, 1]),
    ],
)
def test_newcombe_equals_his_published_examples(first, second, expected):
    interval = newcombe_interval(*first, *second)
    np.testing.assert_allclose(interval, expected, atol=5e-5)


def test_newcombe_has_its_enumerated_coverage_and_width_at_24_v_492():
    shares = np.linspace(0.05, 0.95, 37)
    count_1, count_2 = np.ogrid[:25, :493]
    low, high = newcombe_interval(count_1, 24, count_2, 492)
    probability_1 = binom.pmf(np.arange(25), 24, shares[:, np.newaxis])
    probability_2 = binom.pmf(np.arange(493), 492, shares[:, np.newaxis])
    coverage, width = np.empty((37, 37)), np.empty((37, 37))
    for i, share_1 in enumerate(shares):
        for j, share_2 in enumerate(shares):
            covers = (low <= share_1 - share_2) & (share_1 - share_2 <= high)
            coverage[i, j] = probability_1[i] @ covers @ probability_2[j]
            width[i, j] = probability_1[i] @ (high - low) @ probability_2[j]
    assert coverage.mean().round(3) == 0.952
    assert coverage.min().round(3) == 0.946
    assert width.mean().round(3) == 0.322
    assert np.abs([low, high]).max() <= 1 + 1e-12


@given(count_and_base())
def test_wilson_holds_the_share_and_mirrors_when_answers_are_swapped(given_answer):
    count, base = given_answer
    low, high = wilson_interval(count, base)
    swapped_low, swapped_high = wilson_interval(base - count, base)
    assert 0 <= low <= count / base <= high <= 1
    assert [1 - swapped_high, 1 - swapped_low] == pytest.approx([low, high], abs=1e-12)


@given(count_and_base(), count_and_base())
def test_newcombe_holds_the_difference_and_mirrors_when_groups_are_swapped(first, second):
    low, high = newcombe_interval(*first, *second)
    swapped_low, swapped_high = newcombe_interval(*second, *first)
    assert low <= first[0] / first[1] - second[0] / second[1] <= high
    assert (-swapped_high, -swapped_low) == pytest.approx((low, high), abs=1e-12)


@given(count_and_base(), st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_intervals_widen_with_their_level(answer, lower, higher):
    narrow, wide = (wilson_interval(*answer, level=level) for level in (lower, higher))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


@pytest.mark.parametrize(
    ("count", "base", "level", "message"),
    [
        (3, 2, 0.95, "count must not be greater than base"),
        (0, 0, 0.95, "base must be at least 1: leave out groups in which nobody answered"),
        (-1, 5, 0.95, "count must be whole numbers of people, 0 or more"),
        (1.5, 5, 0.95, "count must be whole numbers of people, 0 or more"),
        (1, np.nan, 0.95, "base must be whole numbers of people, 0 or more"),
        (1, 5, 95, "level must lie between 0 and 1, for example 0.95; got 95"),
    ],
)
def test_impossible_arguments_are_refused(count, base, level, message):
    with pytest.raises(ValueError) as error:
        wilson_interval(count, base, level=level)
    assert str(error.value) == message
