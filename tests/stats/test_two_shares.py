"""Intervals for a difference of two shares against published examples and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import ndtri, xlogy

from cpsurvey.stats import miettinen_nurminen_interval, n_minus_1_chi2, newcombe_interval
from cpsurvey.stats.interval_coverage import every_interval

BOTH = pytest.mark.parametrize("interval", [newcombe_interval, miettinen_nurminen_interval])


@st.composite
def count_and_base(draw):
    base = draw(st.integers(1, 600))
    return draw(st.integers(0, base)), base


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


def test_miettinen_nurminen_equals_the_published_example():
    interval = miettinen_nurminen_interval(56, 70, 48, 80)
    np.testing.assert_allclose(interval, [0.0528, 0.3382], atol=5e-5)


@pytest.mark.parametrize("bases", [(24, 492), (12, 12), (5, 80), (1, 1)])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_miettinen_nurminen_holds_0_exactly_where_n_minus_1_chi2_does_not_reject(bases, level):
    low, high = every_interval(*bases, "miettinen-nurminen", level)
    count_1, count_2 = np.indices(low.shape)
    cells = [[count_1, bases[0] - count_1], [count_2, bases[1] - count_2]]
    tables = np.moveaxis(np.array(cells), (0, 1), (2, 3))
    leaves_out_zero = (low > 0) | (high < 0)
    np.testing.assert_array_equal(leaves_out_zero, n_minus_1_chi2(tables).p_value < 1 - level)


def score_statistic(x_1, n_1, x_2, n_2, gap):
    """Return the signed root of the score statistic, its shares found by plain search."""

    def surprise(share):
        chances = (share + gap, 1 - share - gap, share, 1 - share)
        counts = (x_1, n_1 - x_1, x_2, n_2 - x_2)
        return -sum(
            xlogy(count, max(chance, 0)) for count, chance in zip(counts, chances, strict=True)
        )

    bounds = (max(0, -gap), min(1, 1 - gap))
    p_2 = minimize_scalar(surprise, bounds=bounds, method="bounded", options={"xatol": 1e-12}).x
    p_1, total = p_2 + gap, n_1 + n_2
    variance = (p_1 * (1 - p_1) / n_1 + p_2 * (1 - p_2) / n_2) * total / (total - 1)
    return (x_1 / n_1 - x_2 / n_2 - gap) / np.sqrt(variance)


@pytest.mark.parametrize(
    "counts",
    [
        (7, 24, 246, 492),
        (2, 24, 480, 492),
        (3, 5, 4, 7),
        (9, 10, 3, 10),
        (1, 34, 7, 34),
        (6, 7, 2, 7),
    ],
)
def test_miettinen_nurminen_ends_where_a_brute_force_score_test_would_begin_to_reject(counts):
    low, high = miettinen_nurminen_interval(*counts)
    assert score_statistic(*counts, low) == pytest.approx(ndtri(0.975), rel=1e-6)
    assert score_statistic(*counts, high) == pytest.approx(-ndtri(0.975), rel=1e-6)


@BOTH
@given(count_and_base(), count_and_base())
def test_it_holds_the_difference_and_mirrors_when_groups_or_answers_are_swapped(
    interval, first, second
):
    (count_1, base_1), (count_2, base_2) = first, second
    low, high = interval(*first, *second)
    assert -1 <= low <= count_1 / base_1 - count_2 / base_2 <= high <= 1
    for swapped_low, swapped_high in (
        interval(*second, *first),
        interval(base_1 - count_1, base_1, base_2 - count_2, base_2),
    ):
        assert (-swapped_high, -swapped_low) == pytest.approx((low, high), abs=1e-9)


@BOTH
@given(st.integers(1, 200), count_and_base())
def test_limits_rise_with_the_count_of_the_first_group(interval, base, second):
    low, high = interval(np.arange(base + 1), base, *second)
    assert np.all(np.diff(low) >= -1e-12)
    assert np.all(np.diff(high) >= -1e-12)


@BOTH
@given(count_and_base(), count_and_base(), st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_intervals_widen_with_their_level(interval, first, second, lower, higher):
    narrow, wide = (interval(*first, *second, level=level) for level in (lower, higher))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


@BOTH
def test_edges_stay_inside_minus_1_and_1(interval):
    low, high = interval([0, 24, 0, 24], 24, [492, 0, 0, 492], 492)
    assert (low[0], high[1]) == (-1, 1)
    assert np.all((low >= -1) & (low < high) & (high <= 1))


@BOTH
def test_many_tables_give_the_same_as_one_after_another(interval):
    low, high = interval([7, 0, 24], 24, [246, 10, 480], 492)
    singly = [interval(x, 24, y, 492) for x, y in ((7, 246), (0, 10), (24, 480))]
    np.testing.assert_allclose(np.transpose([low, high]), singly, rtol=1e-10)


@BOTH
@pytest.mark.parametrize(
    ("arguments", "level", "message"),
    [
        ((3, 2, 1, 2), 0.95, "count must not be greater than base"),
        ((1, 2, 0, 0), 0.95, "base must be at least 1: leave out groups in which nobody answered"),
        ((1, 2, -1, 2), 0.95, "count must be whole numbers of people, 0 or more"),
        ((np.nan, 2, 1, 2), 0.95, "count must be whole numbers of people, 0 or more"),
        ((1, 2, 1, 2), 1, "level must lie between 0 and 1, for example 0.95; got 1"),
    ],
)
def test_impossible_arguments_are_refused(interval, arguments, level, message):
    with pytest.raises(ValueError) as error:
        interval(*arguments, level=level)
    assert str(error.value) == message
