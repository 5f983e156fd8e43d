"""CR2 and its degrees of freedom against clubSandwich, brute force and what they promise."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import fractional_matrix_power

from cpsurvey.errors import NumbersError
from cpsurvey.stats import cr2_covariance

FIELDS = {
    "estimate": "estimate",
    "se": "standard_error",
    "statistic": "statistic",
    "df": "df",
    "p": "p_value",
    "low": "ci_low",
    "high": "ci_high",
}


def with_ones(*columns):
    return np.column_stack([np.ones(len(columns[0])), *columns])


def sample(people=40, clusters=9):
    rng = np.random.default_rng(5)
    cluster = rng.integers(0, clusters, people)
    design = with_ones(rng.integers(0, 2, people), rng.normal(size=people))
    return design, rng.normal(size=people) + cluster % 3, cluster


def refusal(*arguments):
    with pytest.raises(NumbersError) as error:
        cr2_covariance(*arguments)
    return str(error.value)


@pytest.mark.parametrize("case", range(1, 13))
@pytest.mark.parametrize("value", FIELDS)
def test_it_equals_club_sandwich(oracle, case, value):
    people, models = oracle("models_people"), oracle("models")
    people = people[people["case"] == case]
    expected = models[
        (models["case"] == case) & (models["model"] == "cr2") & (models["value"] == value)
    ]
    design = with_ones(people["group"], people["phone"])
    fit = cr2_covariance(design, people["yes"], people["cluster"])
    assert getattr(fit, FIELDS[value]) == pytest.approx(expected["number"].to_numpy(), rel=1e-8)


def test_it_equals_the_formula_written_out_with_whole_matrices():
    design, outcome, cluster = sample()
    spread = np.linalg.inv(design.T @ design)
    left = np.eye(len(design)) - design @ spread @ design.T
    middle, vectors = np.zeros((3, 3)), []
    for number in np.unique(cluster):
        here = np.flatnonzero(cluster == number)
        adjusted = fractional_matrix_power(left[np.ix_(here, here)], -0.5).real @ design[here]
        score = adjusted.T @ (left @ outcome)[here]
        middle += np.outer(score, score)
        vectors.append(left[:, here] @ adjusted @ spread)
    fit = cr2_covariance(design, outcome, cluster)
    np.testing.assert_allclose(fit.covariance, spread @ middle @ spread, rtol=1e-9)
    for column in range(3):
        product = np.array([[a[:, column] @ b[:, column] for b in vectors] for a in vectors])
        assert fit.df[column] == pytest.approx(np.trace(product) ** 2 / (product**2).sum())


def test_many_clusters_take_little_room():
    rng = np.random.default_rng(7)
    design, outcome = with_ones(rng.integers(0, 4, 4_000)), rng.normal(size=4_000)
    tracemalloc.start()
    cr2_covariance(design, outcome, np.arange(4_000) // 2)
    room = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert room < 8e6  # clusters by clusters would take 32 million bytes


def test_a_large_origin_loses_no_digits():
    design, outcome, cluster = sample()
    moved = design + np.array([0, 0, 1e6])
    plain, far = (cr2_covariance(one, outcome, cluster) for one in (design, moved))
    assert far.standard_error[2] == pytest.approx(plain.standard_error[2], rel=1e-8)
    assert far.df[2] == pytest.approx(plain.df[2], rel=1e-8)


def test_it_is_unbiased_where_people_are_independent_and_alike():
    design, _, cluster = sample()
    spread = np.linalg.inv(design.T @ design)
    outcomes = np.random.default_rng(2).normal(size=(3000, len(design)))
    found = [cr2_covariance(design, y, cluster).covariance for y in outcomes[:600]]
    np.testing.assert_allclose(np.mean(found, axis=0).diagonal(), spread.diagonal(), rtol=0.1)


def test_clusters_may_have_any_names_and_order():
    design, outcome, cluster = sample()
    fit = cr2_covariance(design, outcome, cluster)
    order = np.random.default_rng(1).permutation(len(outcome))
    names = np.array([f"E0{8 - number}" for number in cluster])
    other = cr2_covariance(design[order], outcome[order], names[order])
    for one, another in zip(fit, other, strict=True):
        np.testing.assert_allclose(one, another, rtol=1e-9)


def test_a_cluster_for_each_person_gives_about_the_usual_degrees_of_freedom():
    group = np.repeat([1.0, 0], 20)
    outcome = np.random.default_rng(3).normal(size=40)
    assert cr2_covariance(with_ones(group), outcome, np.arange(40)).df[1] == pytest.approx(38)


def test_an_outcome_that_never_varies_has_no_degrees_of_freedom():
    design, outcome, cluster = sample()
    fit = cr2_covariance(design, np.ones_like(outcome), cluster)
    assert np.isnan(fit.df).all()
    assert np.isnan(fit.p_value).all()
    assert fit.estimate == pytest.approx([1, 0, 0])


def test_a_group_that_is_one_cluster_gives_numbers_and_no_warning():
    group = np.repeat([1.0, 0], [6, 18])
    outcome = np.tile([1.0, 0, 1], 8)
    fit = cr2_covariance(with_ones(group), outcome, np.repeat(range(4), 6))
    assert np.isfinite(fit.covariance).all()


def test_bad_input_is_refused():
    design, outcome, cluster = sample()
    assert refusal(design, outcome, np.zeros(40)) == (
        "clusters must be two or more: from one alone nothing is learnt of how they differ"
    )
    assert refusal(design, outcome, cluster[:3]) == (
        "clusters must have one value for each of 40 people; its shape is (3,)"
    )
    assert refusal(design, outcome, [None, *cluster[1:]]) == (
        "clusters has missing values: leave those people out first"
    )
    assert refusal(design, outcome, np.array(["a", *cluster[1:]], dtype=object)) == (
        "clusters must be all text or all numbers, not both"
    )


@given(st.integers(0, 10_000))
def test_any_groups_and_clusters_give_numbers_or_nan_and_no_warning(seed):
    rng = np.random.default_rng(seed)
    group, cluster = rng.integers(0, 2, (2, 12))
    if len({*group}) == len({*cluster}) == 2:
        outcome = (rng.random(12) < 0.2) | (seed % 2 == 0) * group.astype(bool)
        fit = cr2_covariance(with_ones(group), outcome.astype(float), cluster)
        assert np.all(fit.standard_error >= 0)
        assert np.all(np.isnan(fit.df) == np.isnan(fit.p_value))
