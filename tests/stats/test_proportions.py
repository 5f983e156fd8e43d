"""Intervals for one proportion against R, published examples and full enumeration."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cpsurvey.stats import clopper_pearson_interval, wilson_interval

BOTH = pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])


@st.composite
def count_and_base(draw):
    base = draw(st.integers(1, 600))
    return draw(st.integers(0, base)), base


@pytest.mark.parametrize(
    ("interval", "columns"),
    [
        (wilson_interval, ["wilson_low", "wilson_high"]),
        (clopper_pearson_interval, ["cp_low", "cp_high"]),
    ],
)
def test_both_equal_r(oracle, interval, columns):
    expected = oracle("proportion_ci")
    found = np.transpose(interval(expected["x"], expected["n"]))
    np.testing.assert_allclose(found, expected[columns], rtol=1e-8, atol=1e-15)


def test_a_handful_as_in_the_methods():
    assert np.round(wilson_interval(4, 8), 2).tolist() == [0.22, 0.78]
    assert np.round(wilson_interval(0, 6), 2).tolist() == [0, 0.39]
    assert np.round(clopper_pearson_interval(0, 6), 2).tolist() == [0, 0.46]


def test_clopper_pearson_never_covers_less_often_than_it_says():
    low, high = clopper_pearson_interval(np.arange(25), 24)
    shares = np.linspace(0.001, 0.999, 999)[:, np.newaxis]
    covers = (low <= shares) & (shares <= high)
    assert (binom.pmf(np.arange(25), 24, shares) * covers).sum(axis=1).min() >= 0.95


def test_clopper_pearson_leaves_out_what_a_one_sided_test_rejects_at_half_the_level():
    low, high = clopper_pearson_interval(7, 24, level=0.9)
    assert binom.sf(6, 24, low) == pytest.approx(0.05, rel=1e-10)
    assert binom.cdf(7, 24, high) == pytest.approx(0.05, rel=1e-10)


@BOTH
@given(count_and_base())
def test_it_holds_the_share_and_mirrors_when_answers_are_swapped(interval, given_answer):
    count, base = given_answer
    low, high = interval(count, base)
    swapped_low, swapped_high = interval(base - count, base)
    assert 0 <= low <= count / base <= high <= 1
    assert [1 - swapped_high, 1 - swapped_low] == pytest.approx([low, high], abs=1e-12)


@BOTH
@given(st.integers(1, 600))
def test_limits_rise_with_the_count(interval, base):
    low, high = interval(np.arange(base + 1), base)
    assert np.all(np.diff(low) > 0)
    assert np.all(np.diff(high) > 0)
    assert (low[0], high[-1]) == (0, 1)


@BOTH
@given(count_and_base(), st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_intervals_widen_with_their_level(interval, answer, lower, higher):
    narrow, wide = (interval(*answer, level=level) for level in (lower, higher))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


@BOTH
@pytest.mark.parametrize(
    ("count", "base", "level", "message"),
    [
        (3, 2, 0.95, "count must not be greater than base"),
        (0, 0, 0.95, "base must be at least 1: leave out groups in which nobody answered"),
        (-1, 5, 0.95, "count must be whole numbers of people, 0 or more"),
        (1.5, 5, 0.95, "count must be whole numbers of people, 0 or more"),
        ("some", 5, 0.95, "count must be whole numbers of people, 0 or more"),
        ([1, pd.NA], 5, 0.95, "count must be whole numbers of people, 0 or more"),
        (1, np.nan, 0.95, "base must be whole numbers of people, 0 or more"),
        (1, 5, 95, "level must lie between 0 and 1, for example 0.95; got 95"),
    ],
)
def test_impossible_arguments_are_refused(interval, count, base, level, message):
    with pytest.raises(ValueError) as error:
        interval(count, base, level=level)
    assert str(error.value) == message
