"""Probability of superiority against R, its defining equations, symmetry and simulated coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats import brunner_munzel, cliffs_delta, probability_of_superiority
from cpsurvey.stats._count_tables import every_table
from cpsurvey.stats._placements import counts_by_level, studentised

LEVELS = np.arange(1, 6)
Z = 1.959963984540054
ANSWERS = st.lists(st.integers(1, 5), min_size=1, max_size=12)


def numbers(text):
    return [int(number) for number in text.split()]


def test_estimates_equal_r(oracle):
    for row in oracle("wmw_exact").itertuples():
        x, y = numbers(row.x), numbers(row.y)
        superiority = probability_of_superiority(x, y).estimate
        assert superiority == pytest.approx(row.prob_superiority, rel=1e-8)
        assert cliffs_delta(x, y).estimate == pytest.approx(row.cliffs_delta, rel=1e-8, abs=1e-12)


def test_near_the_middle_the_interval_is_the_logit_plus_and_minus_a_permutation_quantile():
    x, y = [3, 4, 4, 2, 3, 5, 3, 2], [1, 3, 2, 4, 2, 3, 1, 3, 2]
    result = probability_of_superiority(x, y)
    counts_x, counts_y = counts_by_level(x, y)
    sums, probability = every_table(counts_x + counts_y, len(x))
    statistics = np.abs(studentised(sums))
    possible = np.unique(statistics.round(9))
    quantile = next(q for q in possible if probability[statistics <= q + 1e-6].sum() >= 0.95)
    estimate, z_of_t = result.estimate, brunner_munzel(x, y).statistic
    error = (estimate - 0.5) / z_of_t
    half = quantile * error / (estimate * (1 - estimate))
    limits = logit([result.ci_low, result.ci_high])
    assert limits == pytest.approx(logit(estimate) + half * np.array([-1, 1]), rel=1e-6)
    assert result[3:] == ("logit", 0, "")


@pytest.mark.parametrize(
    ("x", "y"),
    [([5, 4, 5, 3, 5], [1, 2, 3, 3, 1, 2, 4, 1]), ([1, 1, 2], [3, 4, 2, 5, 1, 4, 4])],
)
def test_far_from_the_middle_the_limits_lie_z_of_their_own_standard_errors_away(x, y):
    result = probability_of_superiority(x, y)
    assert result.method == "newcombe 5"
    n, m = len(x), len(y)
    both = (n + m) / 2 - 1
    for limit in (result.ci_low, result.ci_high):
        # Newcombe (2006), part 2, method 5, as two published programs write it too.
        variance = limit * (1 - limit) / (n * m)
        variance *= 1 + both * (1 - limit) / (2 - limit) + both * limit / (1 + limit)
        assert abs(limit - result.estimate) == pytest.approx(Z * np.sqrt(variance), rel=1e-9)


@given(ANSWERS, ANSWERS)
def test_the_interval_holds_the_estimate_and_mirrors_when_groups_are_swapped(x, y):
    result, swapped = probability_of_superiority(x, y), probability_of_superiority(y, x)
    assert 0 <= result.ci_low <= result.estimate <= result.ci_high <= 1
    assert result.ci_low < result.ci_high
    assert swapped.method == result.method
    mirrored = (1 - swapped.estimate, 1 - swapped.ci_high, 1 - swapped.ci_low)
    assert result[:3] == pytest.approx(mirrored, abs=1e-14)


@given(ANSWERS, ANSWERS)
def test_reversed_levels_mirror_it_too(x, y):
    result = probability_of_superiority(x, y)
    other = probability_of_superiority([-a for a in x], [-a for a in y])
    mirrored = (1 - other.estimate, 1 - other.ci_high, 1 - other.ci_low)
    assert result[:3] == pytest.approx(mirrored, abs=1e-12)


@given(ANSWERS, ANSWERS)
def test_cliffs_delta_is_the_same_on_its_own_scale(x, y):
    superiority, delta = probability_of_superiority(x, y), cliffs_delta(x, y)
    assert delta[:3] == pytest.approx([2 * value - 1 for value in superiority[:3]], abs=1e-14)
    wins = np.sign(np.subtract.outer(x, y))
    assert delta.estimate == pytest.approx(wins.mean(), abs=1e-14)


@given(ANSWERS, ANSWERS)
def test_a_higher_level_is_wider(x, y):
    narrow = probability_of_superiority(x, y, level=0.8)
    wide = probability_of_superiority(x, y, level=0.99)
    assume(narrow.method == wide.method)
    assert wide.ci_low <= narrow.ci_low
    assert wide.ci_high >= narrow.ci_high


def test_groups_that_do_not_overlap_have_an_interval():
    result = probability_of_superiority([4, 5, 4, 5, 5], [1, 2, 3, 1, 2])
    assert (result.estimate, result.ci_high, result.method) == (1.0, 1.0, "newcombe 5")
    assert 0.4 < result.ci_low < 0.7


@pytest.mark.parametrize(
    ("x", "y"),
    [([3, 3, 3], [3, 3, 3, 3]), ([3], [1, 5]), ([1, 4], [2, 3])],
    ids=["one level", "one person", "too few for a finite quantile"],
)
def test_where_there_is_no_logit_interval_there_is_newcombes(x, y):
    result = probability_of_superiority(x, y)
    assert result.estimate == 0.5
    assert result.method == "newcombe 5"
    assert 0 < result.ci_low < 0.5 < result.ci_high < 1


def test_a_monte_carlo_quantile_names_its_draws_and_seed():
    rng = np.random.default_rng(5)
    x, y = rng.normal(0, 1, 14), rng.normal(0, 1, 16)
    result = probability_of_superiority(x, y, rng=3)
    assert (result.method, result.draws, result.seed) == ("logit", 100_000, "3")
    assert result == probability_of_superiority(x, y, rng=3)


def test_bad_input_is_refused():
    with pytest.raises(NumbersError) as caught:
        probability_of_superiority([1, None], [1, 2])
    assert str(caught.value) == (
        "x must be one row of numbers, one a person who answered, none missing: "
        "give ordered answers as their places in the order"
    )
    with pytest.raises(NumbersError) as caught:
        cliffs_delta([1, 2], [1, 2], level=95)
    assert str(caught.value) == "level must lie between 0 and 1, for example 0.95; got 95"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares_x", "shares_y"),
    [
        ([0.2, 0.2, 0.2, 0.2, 0.2], [0.2, 0.2, 0.2, 0.2, 0.2]),
        ([0.1, 0.15, 0.2, 0.25, 0.3], [0.2, 0.2, 0.2, 0.2, 0.2]),
        ([0.5, 0, 0, 0, 0.5], [0.1, 0.2, 0.4, 0.2, 0.1]),
        ([0, 0.1, 0.8, 0.1, 0], [0.2, 0.2, 0.2, 0.2, 0.2]),
        ([0.4, 0.3, 0.15, 0.1, 0.05], [0.1, 0.15, 0.2, 0.25, 0.3]),
        ([0, 0.05, 0.1, 0.25, 0.6], [0.2, 0.3, 0.25, 0.15, 0.1]),
    ],
    ids=["same", "shifted", "polarised", "gathered", "near .2", "beyond .8"],
)
def test_the_interval_covers_at_24_against_492_on_five_levels(shares_x, shares_y):
    below = np.cumsum(shares_y) - np.array(shares_y) / 2
    truth = (shares_x * below).sum()
    rng, simulations = np.random.default_rng(20201016), 1000
    covered = 0
    for x, y in zip(
        rng.multinomial(24, shares_x, simulations),
        rng.multinomial(492, shares_y, simulations),
        strict=True,
    ):
        result = probability_of_superiority(np.repeat(LEVELS, x), np.repeat(LEVELS, y))
        covered += result.ci_low <= truth <= result.ci_high
    # Near .95; never far below it. Newcombe's, beyond .2 and .8, covers more where there are ties.
    assert 0.925 <= covered / simulations <= 0.995
