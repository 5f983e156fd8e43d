"""Firth's logit against R, a published example, a closed form and its own promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats import firth_logit
from cpsurvey.stats._penalised import penalised_log_likelihood
from cpsurvey.stats.firth import patterns_of

FIELDS = {
    "estimate": "estimate",
    "se": "standard_error",
    "low": "ci_low",
    "high": "ci_high",
    "lr": "statistic",
    "p": "p_value",
}


def with_ones(*columns):
    return np.column_stack([np.ones(len(columns[0])), *columns])


def two_by_two(yes, base, yes_reference, base_reference):
    group = np.repeat([1, 0], [base, base_reference])
    outcome = np.repeat(
        [1, 0, 1, 0], [yes, base - yes, yes_reference, base_reference - yes_reference]
    )
    return with_ones(group), outcome


def refusal(*arguments, **options):
    with pytest.raises(NumbersError) as error:
        firth_logit(*arguments, **options)
    return str(error.value)


def test_the_saturated_table_equals_the_published_values():
    fit = firth_logit(*two_by_two(0, 24, 200, 492))
    assert fit.estimate[1] == pytest.approx(-3.51417, abs=5e-6)
    assert (fit.ci_low[1], fit.ci_high[1]) == pytest.approx((-8.35981, -1.53425), abs=5e-6)


@pytest.mark.parametrize("counts", [(0, 24, 200, 492), (7, 24, 246, 492), (12, 12, 0, 40)])
def test_a_saturated_table_adds_half_a_person_to_each_cell(counts):
    yes, base, yes_reference, base_reference = counts
    fit = firth_logit(*two_by_two(*counts))
    share, share_reference = (yes + 0.5) / (base + 1), (yes_reference + 0.5) / (base_reference + 1)
    assert fit.estimate[0] == pytest.approx(logit(share_reference), abs=1e-9)
    assert fit.estimate[1] == pytest.approx(logit(share) - logit(share_reference), abs=1e-9)


@pytest.mark.parametrize("case", range(1, 9))
@pytest.mark.parametrize("value", FIELDS)
def test_it_equals_r(oracle, case, value):
    people, models = oracle("models_people"), oracle("models")
    people = people[people["case"] == case]
    expected = models[
        (models["case"] == case) & (models["model"] == "firth") & (models["value"] == value)
    ]
    fit = firth_logit(with_ones(people["group"], people["phone"]), people["yes"])
    assert getattr(fit, FIELDS[value]) == pytest.approx(expected["number"].to_numpy(), rel=1e-8)


def test_no_point_near_the_top_is_higher():
    design, outcome = two_by_two(2, 9, 30, 40)
    fit = firth_logit(design, outcome)
    patterns = patterns_of(design, outcome.astype(float))
    around = fit.estimate + np.random.default_rng(1).normal(0, 0.1, (500, 2))
    assert fit.log_likelihood == pytest.approx(penalised_log_likelihood(*patterns, fit.estimate))
    assert penalised_log_likelihood(*patterns, around).max() < fit.log_likelihood


def test_the_interval_leaves_out_zero_where_the_test_rejects():
    for yes in range(25):
        fit = firth_logit(*two_by_two(yes, 24, 246, 492))
        leaves_out = (fit.ci_low[1] > 0) | (fit.ci_high[1] < 0)
        assert leaves_out == (fit.p_value[1] < 0.05)


counts = st.tuples(st.integers(0, 12), st.integers(0, 30)).filter(lambda yes: 0 < sum(yes) < 42)


@settings(max_examples=12)
@given(counts)
def test_swapped_answers_and_groups_only_change_signs(yes):
    design, outcome = two_by_two(yes[0], 12, yes[1], 30)
    fit = firth_logit(design, outcome)
    swapped = firth_logit(design, 1 - outcome)
    np.testing.assert_allclose(swapped.estimate, -fit.estimate, atol=1e-8)
    np.testing.assert_allclose(swapped.ci_low, -fit.ci_high, rtol=1e-6)
    other = firth_logit(with_ones(1 - design[:, 1]), outcome)
    assert other.estimate[1] == pytest.approx(-fit.estimate[1], abs=1e-8)
    assert other.p_value[1] == pytest.approx(fit.p_value[1], rel=1e-6)


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(random):
    design, outcome = two_by_two(3, 12, 20, 30)
    order = list(range(42))
    random.shuffle(order)
    shuffled = firth_logit(design[order], outcome[order])
    for one, other in zip(shuffled, firth_logit(design, outcome), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e6])
def test_the_unit_and_the_origin_of_a_covariate_only_change_its_coefficient(unit):
    rng = np.random.default_rng(4)
    years, outcome = rng.integers(0, 4, 80), rng.integers(0, 2, 80)
    plain = firth_logit(with_ones(years), outcome)
    moved = firth_logit(with_ones((2019 + years) * unit), outcome)
    for name in ("estimate", "ci_low", "ci_high"):
        found, expected = getattr(moved, name)[1] * unit, getattr(plain, name)[1]
        assert found == pytest.approx(expected, rel=1e-6)
    assert moved.p_value[1] == pytest.approx(plain.p_value[1], rel=1e-6)


@pytest.mark.parametrize("level", [1e-9, 1 - 1e-12])
def test_a_level_near_0_or_1_has_limits_on_either_side(level):
    for seed in range(6):  # rounding at the top differs from sample to sample
        rng = np.random.default_rng(seed)
        design = with_ones(np.repeat([1, 0], [24, 492]), rng.integers(0, 2, 516))
        fit = firth_logit(design, rng.random(516) < 0.3, level=level)
        assert np.all((fit.ci_low <= fit.estimate) & (fit.estimate <= fit.ci_high))


def test_a_level_whose_limits_are_infinite_is_refused():
    assert refusal(*two_by_two(3, 12, 20, 30), level=1 - 1e-16) == (
        "level is too near 1 for finite limits; got 0.9999999999999999"
    )


def test_a_higher_level_gives_a_wider_interval():
    design, outcome = two_by_two(3, 12, 20, 30)
    narrow, wide = (firth_logit(design, outcome, level=level) for level in (0.8, 0.99))
    assert np.all(wide.ci_low < narrow.ci_low)
    assert np.all(narrow.ci_high < wide.ci_high)


def test_what_cannot_be_estimated_is_refused():
    ones, group = np.ones(6), np.array([0, 0, 0, 1, 1, 1])
    outcome = [0, 1, 0, 1, 1, 0]
    assert refusal(np.column_stack([ones, group, 1 - group]), outcome) == (
        "design has 3 columns, of which only 2 tell something new: leave out a column that is"
        " constant beside the intercept, or follows from others"
    )
    assert refusal(with_ones(group), ones) == (
        "outcome is the same for everybody, so nothing can explain it: describe it, with"
        " wilson_interval"
    )
    assert refusal(with_ones(group), [0, 2, 0, 1, 1, 0]) == (
        "outcome must be 0 or 1, or false or true"
    )
    assert refusal(with_ones(group), [0, 1]) == (
        "outcome must have one number for each of 6 people; its shape is (2,)"
    )
    assert refusal(with_ones(group), [0, None, 0, 1, 1, 0]) == (
        "outcome must be numbers, none missing and none infinite"
    )
    assert refusal(with_ones(group), ["no", "yes", "no", "yes", "yes", "no"]) == (
        "outcome must be numbers, none missing and none infinite"
    )
    assert refusal(group, outcome) == (
        "design must have a row for each person and a column for each coefficient, the"
        " intercept's ones among them; its shape is (6,)"
    )
    assert refusal(with_ones(group), outcome, level=95) == (
        "level must lie between 0 and 1, for example 0.95; got 95"
    )
