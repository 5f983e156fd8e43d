"""The detectable probability of superiority against its formula and simulated power."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import mannwhitneyu, norm

from cpsurvey.errors import NumbersError
from cpsurvey.stats import detectable_superiority

BASES = st.integers(5, 600)


@given(BASES, BASES, st.sampled_from([0.7, 0.8, 0.9]), st.sampled_from([0.01, 0.05]))
def test_at_that_distance_noethers_formula_gives_these_people(base_1, base_2, power, alpha):
    distance = detectable_superiority(base_1, base_2, power=power, alpha=alpha)
    if math.isnan(distance):
        return
    share = base_1 / (base_1 + base_2)
    # Noether (1987), equation 3 and after: N = (z + z)^2 / (12 c (1 - c) (p - 1/2)^2).
    people = (norm.isf(alpha / 2) + norm.ppf(power)) ** 2
    people /= 12 * share * (1 - share) * distance**2
    assert people == pytest.approx(base_1 + base_2, rel=1e-10)


def test_at_the_sizes_of_the_study():
    assert detectable_superiority(24, 492) == pytest.approx(0.169064, abs=5e-7)


@given(BASES, BASES)
def test_order_does_not_matter_and_more_people_find_smaller_distances(base_1, base_2):
    distance = detectable_superiority(base_1, base_2)
    assert detectable_superiority(base_2, base_1) == pytest.approx(distance, nan_ok=True)
    assert not detectable_superiority(base_1 + 1, base_2) > distance


def test_where_nothing_could_be_found_there_is_none():
    assert math.isnan(detectable_superiority(1, 500))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"base_1": 0},
            "base must be at least 1: leave out groups in which nobody answered",
        ),
        ({"base_1": 2.5}, "base must be whole numbers of people, 0 or more"),
        (
            {"power": 0.05},
            "power must be above alpha, for example 0.8 and 0.05; got 0.05",
        ),
        ({"power": "0.8"}, "power must lie between 0 and 1; got '0.8'"),
        ({"alpha": None}, "alpha must lie between 0 and 1; got None"),
        ({"base_1": [3, 4]}, "base must be a single number, not 2 of them"),
    ],
)
def test_bad_input_is_refused(arguments, message):
    with pytest.raises(NumbersError) as caught:
        detectable_superiority(**{"base_1": 24, "base_2": 492, **arguments})
    assert str(caught.value) == message


@pytest.mark.slow
def test_a_shift_of_that_distance_is_found_about_as_often_as_promised():
    distance = detectable_superiority(24, 492)
    shift = math.sqrt(2) * ndtri(0.5 + distance)
    rng = np.random.default_rng(4)
    x, y = rng.normal(shift, 1, (24, 2000)), rng.normal(0, 1, (492, 2000))
    found = mannwhitneyu(x, y, method="asymptotic", use_continuity=False).pvalue <= 0.05
    assert found.mean() == pytest.approx(0.8, abs=0.04)
