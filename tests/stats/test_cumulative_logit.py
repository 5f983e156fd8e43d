"""Cumulative logits, their check and the shares they predict against R and differentiation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats import (
    CumulativeLogit,
    cumulative_logit,
    cumulative_shares,
    is_separated,
    proportionality_test,
)
from cpsurvey.stats._cumulative import derivatives, patterns_of, to_predictors

CUTS, COEFFICIENTS = np.array([-1.0, 0.3, 1.5]), np.array([-0.4, 0.7])


def sample():
    rng = np.random.default_rng(8)
    design = rng.integers(0, 2, (60, 2)).astype(float)
    return design, rng.integers(0, 4, 60)


def log_likelihood(values, design, codes):
    cuts, coefficients = values[:3], values[3:]
    below = expit(cuts - (design @ coefficients)[:, np.newaxis])
    shares = np.diff(np.column_stack([np.zeros(len(codes)), below, np.ones(len(codes))]))
    return np.log(shares[np.arange(len(codes)), codes]).sum()


def refusal(function, *arguments, **options):
    with pytest.raises(NumbersError) as error:
        function(*arguments, **options)
    return str(error.value)


def of_r(oracle, case):
    people, models = oracle("models_people"), oracle("models")
    people = people[people["case"] == case]
    models = models[(models["case"] == case) & (models["model"] == "proportional_odds")]
    answers = pd.factorize(people["y"], sort=True)[0]
    return people[["group", "phone"]], answers, models.set_index(["term", "value"])["number"]


@pytest.mark.parametrize("case", range(1, 9))
def test_the_fit_equals_clm(oracle, case):
    design, answers, number = of_r(oracle, case)
    fit = cumulative_logit(design, answers)
    errors = np.sqrt(np.diag(fit.covariance))[fit.cuts.size :]
    cuts = number[[term.startswith("cut") for term, _ in number.index]].to_numpy()
    assert fit.cuts == pytest.approx(cuts, rel=1e-8)
    assert fit.coefficients == pytest.approx(
        [number["group", "estimate"], number["phone", "estimate"]], rel=1e-8
    )
    assert errors == pytest.approx([number["group", "se"], number["phone", "se"]], rel=1e-8)


@pytest.mark.parametrize("case", range(1, 9))
def test_the_check_equals_r(oracle, case):
    design, answers, number = of_r(oracle, case)
    found = proportionality_test(design, answers)
    assert float(found.statistic) == pytest.approx(number["test", "score"], rel=1e-8)
    assert float(found.p_value) == pytest.approx(number["test", "p"], rel=1e-8)
    assert found.df == number["test", "df"]


def test_derivatives_are_those_of_differences():
    design, codes = sample()
    patterns = patterns_of(design, codes)
    linear = to_predictors(patterns)
    at, steps = np.concatenate([CUTS, COEFFICIENTS]), np.eye(5) * 1e-5
    found = derivatives(patterns.counts, linear, at)
    slope = [
        (log_likelihood(at + step, design, codes) - log_likelihood(at - step, design, codes)) / 2e-5
        for step in steps
    ]
    np.testing.assert_allclose(found.slope, slope, rtol=1e-6, atol=1e-6)
    bend = [
        np.subtract(
            *(derivatives(patterns.counts, linear, at + way * step).slope for way in (1, -1))
        )
        / 2e-5
        for step in steps
    ]
    np.testing.assert_allclose(-np.array(bend), found.observed, rtol=1e-6, atol=1e-6)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_it_has_a_top_wherever_groups_are_not_separated(counts):
    group, answers = np.repeat([0, 0, 0, 1, 1, 1], counts), np.repeat([0, 1, 2] * 2, counts)
    if len({*group}) < 2 or len({*answers}) < 3 or is_separated(group[:, np.newaxis], answers):
        return
    fit = cumulative_logit(group[:, np.newaxis], answers)
    patterns = patterns_of(group[:, np.newaxis].astype(float), answers)
    at = np.concatenate([fit.cuts, fit.coefficients])
    slope = derivatives(patterns.counts, to_predictors(patterns), at).slope
    np.testing.assert_allclose(slope, 0, atol=1e-8)


def test_the_unit_and_the_origin_of_a_covariate_only_change_its_coefficient():
    design, codes = sample()
    fit, test = cumulative_logit(design, codes), proportionality_test(design, codes)
    moved = cumulative_logit(2019 + design * 1e-6, codes)
    np.testing.assert_allclose(moved.coefficients * 1e-6, fit.coefficients, rtol=1e-6)
    again = proportionality_test(2019 + design * 1e-6, codes)
    assert float(again.p_value) == pytest.approx(float(test.p_value), rel=1e-6)


def test_shares_are_means_of_each_persons():
    design, _ = sample()
    below = expit(CUTS - (design @ COEFFICIENTS)[:, np.newaxis])
    shares = np.diff(np.column_stack([np.zeros(60), below, np.ones(60)])).mean(axis=0)
    found = cumulative_shares(CumulativeLogit(CUTS, COEFFICIENTS, np.eye(5) / 30), design)
    np.testing.assert_allclose(found.estimate, shares)
    assert found.estimate.sum() == pytest.approx(1)


def test_intervals_are_those_of_differences_on_the_logit_scale():
    design, _ = sample()
    at, covariance = np.concatenate([CUTS, COEFFICIENTS]), np.diag([0.1, 0.05, 0.1, 0.2, 0.3])

    def logits(values):
        fit = CumulativeLogit(values[:3], values[3:], covariance)
        return logit(cumulative_shares(fit, design).estimate)

    gradient = np.array(
        [(logits(at + step) - logits(at - step)) / 2e-5 for step in np.eye(5) * 1e-5]
    )
    half = 1.959963984540054 * np.sqrt(((gradient.T @ covariance) * gradient.T).sum(axis=1))
    found = cumulative_shares(CumulativeLogit(CUTS, COEFFICIENTS, covariance), design)
    np.testing.assert_allclose(logit(found.ci_high) - logit(found.estimate), half, rtol=1e-6)
    np.testing.assert_allclose(logit(found.estimate) - logit(found.ci_low), half, rtol=1e-6)


def test_bad_input_is_refused():
    design, codes = sample()
    assert refusal(proportionality_test, design, codes % 2) == (
        "answers must be 3 or more: with two there is but one cut"
    )
    assert refusal(cumulative_logit, design, codes * 2) == (
        "answers must be numbered from 0 upwards, two or more of them and none that nobody gave"
    )
    assert refusal(cumulative_logit, codes, codes) == (
        "design must have a row for each person and a column for each covariate"
    )
    assert (
        refusal(cumulative_logit, design, codes[1:]) == "design must have a row for each of answers"
    )
    assert refusal(cumulative_logit, codes[:, np.newaxis], codes) == (
        "design divides those who answered higher from those who answered lower, so an estimate is"
        " infinite: take answers together, or use firth_logit for one of them"
    )
    fit = cumulative_logit(design, codes)
    for rows in (design[:, :1], design[0], design[:0], [[1, 2, 3]]):
        assert refusal(cumulative_shares, fit, rows) == (
            "design must have rows of 2 numbers, one for each coefficient"
        )


def people(counts):
    """Return the group and the answer of each person in two groups' counts."""
    design = np.repeat([[0.0], [1.0]], counts.sum(axis=1), axis=0)
    return design, np.concatenate([np.repeat(np.arange(row.size), row) for row in counts])


@pytest.mark.slow
@pytest.mark.parametrize(("shift", "shares"), [(0, [0.2, 0.1, 0.2, 0.5]), (-1.5, [0.25] * 4)])
def test_the_check_keeps_roughly_to_its_level_at_24_against_492(shift, shares):
    rng = np.random.default_rng(6)
    cuts = logit(np.cumsum(shares)[:-1])
    moved = np.diff(expit(cuts - shift), prepend=0, append=1)
    samples = [
        np.vstack([rng.multinomial(492, shares), rng.multinomial(24, moved)]) for _ in range(600)
    ]
    inside = [counts for counts in samples if 24 not in counts[1, [0, -1]]]
    p_values = [float(proportionality_test(*people(counts)).p_value) for counts in inside]
    assert 0.02 < np.mean(np.array(p_values) <= 0.05) < 0.09
