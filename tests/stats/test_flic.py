"""Marginal shares by Firth's logit with its intercept set right: mean, limits, seeds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from cpsurvey.errors import NumbersError
from cpsurvey.stats import firth_logit, marginal_shares
from cpsurvey.stats.flic import flic_coefficients

DESIGN = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
BASE = np.array([261.0, 129, 8, 16])
COUNT = np.array([130.0, 60, 2, 3])
STRATA = [0, 0, 1, 1]


def set_to(column, value):
    design = DESIGN.copy()
    design[:, column] = value
    return design


SETTINGS = np.stack([set_to(1, 0), set_to(1, 1)])
CONTRASTS = [[1, 0], [0, 1], [-1, 1]]


def shares(count=COUNT, base=BASE, **options):
    usual = {"strata": STRATA, "draws": 200}
    return marginal_shares(DESIGN, count, base, SETTINGS, CONTRASTS, **(usual | options))


def refusal(*arguments):
    with pytest.raises(NumbersError) as error:
        marginal_shares(*arguments)
    return str(error.value)


@given(st.lists(st.integers(0, 8), min_size=4, max_size=4))
def test_the_mean_predicted_share_is_that_observed(counts):
    count = np.array(counts, dtype=float)
    coefficients = flic_coefficients(DESIGN, count, BASE)
    predicted = expit(DESIGN @ coefficients)
    assert (BASE * predicted).sum() == pytest.approx(count.sum(), abs=1e-8)


def test_all_coefficients_but_the_intercept_are_firths():
    people, yes = np.repeat(DESIGN, BASE.astype(int), axis=0), np.zeros(int(BASE.sum()))
    starts = np.concatenate([[0], BASE.cumsum()[:-1]]).astype(int)
    for start, count in zip(starts, COUNT.astype(int), strict=True):
        yes[start : start + count] = 1
    firth = firth_logit(people, yes).estimate
    flic = flic_coefficients(DESIGN, COUNT, BASE)
    np.testing.assert_allclose(flic[1:], firth[1:], atol=1e-9)
    assert flic[0] != pytest.approx(firth[0], abs=1e-6)


def test_the_difference_is_that_of_the_shares_and_of_a_plain_average():
    found = shares()
    assert found.estimate[2] == pytest.approx(found.estimate[1] - found.estimate[0])
    coefficients = flic_coefficients(DESIGN, COUNT, BASE)
    as_parents = np.average(expit(SETTINGS[1] @ coefficients), weights=BASE)
    assert found.estimate[1] == pytest.approx(as_parents)


def test_many_sets_of_counts_at_once_are_those_one_by_one():
    many = np.random.default_rng(3).binomial(BASE.astype(int), 0.2, (5, 4)).astype(float)
    together = flic_coefficients(DESIGN, many, np.tile(BASE, (5, 1)))
    for row, count in zip(together, many, strict=True):
        np.testing.assert_allclose(row, flic_coefficients(DESIGN, count, BASE), atol=1e-9)


def test_a_seed_gives_the_same_draws_and_another_seed_others():
    for one, other in zip(shares(rng=4), shares(rng=4), strict=True):
        np.testing.assert_array_equal(one, other)
    assert shares(rng=4).ci_low[0] != shares(rng=5).ci_low[0]
    assert shares(rng=None).seed == shares(rng=0).seed == "0"


def test_blocks_do_not_matter(monkeypatch):
    whole = shares()
    monkeypatch.setattr("cpsurvey.stats.flic.blocks", lambda draws, _: [7] * (draws // 7) + [4])
    for one, other in zip(whole, shares(draws=200), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12) if not isinstance(one, str) else None


def test_the_interval_is_about_that_of_the_raw_share_where_there_is_one_term():
    group = np.array([[1.0, 0], [1, 1]])
    settings = group[:, np.newaxis].repeat(2, axis=1)
    found = marginal_shares(group, [246, 12], [492, 24], settings, np.eye(2), strata=[0, 1])
    spread = (found.ci_high - found.ci_low) / 2
    expected = 1.96 * np.sqrt(0.25 / np.array([492, 24]))
    np.testing.assert_allclose(spread, expected, rtol=0.06)


def test_draws_that_cannot_tell_covariates_apart_are_counted():
    found = shares(count=[5, 3, 1, 0], base=[30, 10, 2, 1], strata=[0, 0, 0, 0], draws=500)
    assert 0 < found.left_out < 100
    assert found.draws + found.left_out == 500
    assert not np.isnan(found.ci_low).any()


def test_draws_in_which_nobody_said_yes_predict_nothing_but_no():
    found = shares(count=[1, 0, 0, 0], draws=300)
    assert found.ci_low[0] == 0
    assert found.estimate[0] == pytest.approx(1 / 414, rel=0.5)


def test_bad_input_is_refused():
    ones = [1, 1, 1, 1]
    assert refusal(DESIGN[:, 1:], ones, BASE, SETTINGS[..., 1:], CONTRASTS) == (
        "design must begin with a column of ones: the intercept is set right"
    )
    assert refusal(DESIGN, [0, 0, 0, 0], BASE, SETTINGS, CONTRASTS) == (
        "count: everybody's answer is the same, so nothing can explain it: describe it, with"
        " wilson_interval"
    )
    assert refusal(DESIGN, [1, 1], [2, 2], SETTINGS, CONTRASTS) == (
        "count and base must each have one number for each of 4 rows"
    )
    assert refusal(DESIGN, ones, BASE, SETTINGS[:, :2], CONTRASTS) == (
        "settings must have shape (settings, patterns, columns)"
    )
    assert refusal(DESIGN, ones, BASE, SETTINGS * np.nan, CONTRASTS) == (
        "settings must be numbers, none missing and none infinite"
    )
    assert refusal(DESIGN, ones, BASE, SETTINGS, [[1, 0], [1]]) == (
        "contrasts must be numbers, none missing and none infinite"
    )
    assert refusal(DESIGN, ones, BASE, SETTINGS, np.eye(3)) == (
        "contrasts must have shape (contrasts, settings)"
    )
