"""The check of proportional odds and the shares it predicts against R and differentiation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from cpsurvey.errors import NumbersError
from cpsurvey.stats import cumulative_shares, proportionality_test
from cpsurvey.stats.cumulative_logit import derivatives_at

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


@pytest.mark.parametrize("case", range(1, 9))
def test_the_check_equals_r(oracle, case):
    people, models = oracle("models_people"), oracle("models")
    people = people[people["case"] == case]
    models = models[(models["case"] == case) & (models["model"] == "proportional_odds")]
    number = models.set_index(["term", "value"])["number"]
    cuts = number[[term.startswith("cut") for term, _ in number.index]]
    slopes = [number["group", "estimate"], number["phone", "estimate"]]
    answers = pd.factorize(people["y"], sort=True)[0]
    found = proportionality_test(people[["group", "phone"]], answers, cuts, slopes)
    assert float(found.statistic) == pytest.approx(number["test", "score"], rel=1e-8)
    assert float(found.p_value) == pytest.approx(number["test", "p"], rel=1e-8)
    assert found.df == number["test", "df"]


def test_derivatives_are_those_of_differences():
    design, codes = sample()
    at = np.concatenate([CUTS, COEFFICIENTS])
    found = derivatives_at(design, codes, CUTS, COEFFICIENTS)
    steps = np.eye(5) * 1e-5
    slope = [
        (log_likelihood(at + step, design, codes) - log_likelihood(at - step, design, codes)) / 2e-5
        for step in steps
    ]
    np.testing.assert_allclose(found.slope, slope, rtol=1e-6, atol=1e-6)
    bend = [
        (
            derivatives_at(design, codes, (at + step)[:3], (at + step)[3:]).slope
            - derivatives_at(design, codes, (at - step)[:3], (at - step)[3:]).slope
        )
        / 2e-5
        for step in steps
    ]
    np.testing.assert_allclose(-np.array(bend), found.observed, rtol=1e-6, atol=1e-6)


def test_shares_are_means_of_each_persons():
    design, _ = sample()
    below = expit(CUTS - (design @ COEFFICIENTS)[:, np.newaxis])
    shares = np.diff(np.column_stack([np.zeros(60), below, np.ones(60)])).mean(axis=0)
    found = cumulative_shares(design, CUTS, COEFFICIENTS, np.eye(5) / 30)
    np.testing.assert_allclose(found.estimate, shares)
    assert found.estimate.sum() == pytest.approx(1)


def test_intervals_are_those_of_differences_on_the_logit_scale():
    design, _ = sample()
    at, covariance = np.concatenate([CUTS, COEFFICIENTS]), np.diag([0.1, 0.05, 0.1, 0.2, 0.3])

    def logits(values):
        return logit(cumulative_shares(design, values[:3], values[3:], covariance).estimate)

    gradient = np.array(
        [(logits(at + step) - logits(at - step)) / 2e-5 for step in np.eye(5) * 1e-5]
    )
    half = 1.959963984540054 * np.sqrt(((gradient.T @ covariance) * gradient.T).sum(axis=1))
    found = cumulative_shares(design, CUTS, COEFFICIENTS, covariance)
    np.testing.assert_allclose(logit(found.ci_high) - logit(found.estimate), half, rtol=1e-6)
    np.testing.assert_allclose(logit(found.estimate) - logit(found.ci_low), half, rtol=1e-6)


def test_bad_input_is_refused():
    design, codes = sample()
    assert refusal(proportionality_test, design, codes, CUTS[::-1], COEFFICIENTS) == (
        "cuts must ascend, one fewer than the answers, of which there must be three or more"
    )
    assert refusal(proportionality_test, design, codes, CUTS, [1]) == (
        "design must have a row for each of answers, and a column for each of coefficients"
    )
    assert refusal(proportionality_test, design, codes * 2, CUTS, COEFFICIENTS) == (
        "answers must be numbered from 0 upwards, two or more of them and none that nobody gave"
    )
    assert refusal(proportionality_test, codes, codes, CUTS, COEFFICIENTS) == (
        "design must have a row for each person and a column for each covariate"
    )


def fitted(counts):
    """Return the cuts and the coefficient of two groups' counts by Newton's steps."""
    design = np.repeat([[0.0], [1.0]], counts.sum(axis=1), axis=0)
    codes = np.concatenate([np.repeat(np.arange(row.size), row) for row in counts])
    below = counts.sum(axis=0).cumsum()[:-1] / counts.sum()
    cuts, coefficients = logit(below), np.zeros(1)
    for _ in range(30):
        slope, _, information = derivatives_at(design, codes, cuts, coefficients)
        step = np.clip(np.linalg.solve(information, slope), -1, 1)
        cuts, coefficients = cuts + step[:-1], coefficients + step[-1:]
    return design, codes, cuts, coefficients


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
    p_values = [float(proportionality_test(*fitted(counts)).p_value) for counts in inside]
    assert 0.02 < np.mean(np.array(p_values) <= 0.05) < 0.09
