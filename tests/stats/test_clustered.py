"""Shares, tests and logits of people in clusters against R's survey package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from cpsurvey.errors import NumbersError
from cpsurvey.stats import clustered_logit, clustered_share, rao_scott


def of(models, name):
    return models[models["model"] == name].set_index("term")


def refusal(function, *arguments, **options):
    with pytest.raises(NumbersError) as error:
        function(*arguments, **options)
    return str(error.value)


def test_shares_by_domain_equal_svymean(oracle):
    people, expected = oracle("clustered"), of(oracle("clustered_models"), "svymean_better")
    domain = people["group"] + " " + people["mode"]
    found = clustered_share(people["better"], domain, people["la"], weights=people["w"])
    expected = expected.loc[list(found.domain)]
    assert found.estimate == pytest.approx(expected["estimate"].to_numpy(), rel=1e-8)
    assert found.standard_error == pytest.approx(expected["se"].to_numpy(), rel=1e-8)
    assert found.base.sum() == len(people)


def test_the_second_order_test_equals_svychisq(oracle):
    people = oracle("clustered")
    expected = of(oracle("clustered_models"), "rao_scott_F better~mode")["estimate"]
    found = rao_scott(people["better"], people["mode"], people["la"], weights=people["w"])
    assert found == pytest.approx(expected[["F", "ndf", "ddf", "p"]].to_numpy(), rel=1e-8)


def design_of(people):
    covariates = [
        people["group"] == "parent",
        people["mode"] == "phone",
        people["mode"] == "face_to_face",
    ]
    return np.column_stack([np.ones(len(people)), *covariates])


@pytest.mark.parametrize(
    ("name", "weighted", "field", "of_errors"),
    [
        ("logit", False, "independent_error", 1e-7),  # glm stops a step early: see the test below
        ("svyglm_logit", True, "standard_error", 1e-8),
    ],
)
def test_a_logit_equals_glm_and_svyglm(oracle, name, weighted, field, of_errors):
    people, expected = oracle("clustered"), of(oracle("clustered_models"), name)
    weights = people["w"] if weighted else None
    fit = clustered_logit(design_of(people), people["better"], people["la"], weights=weights)
    assert fit.estimate == pytest.approx(expected["estimate"].to_numpy(), rel=1e-8)
    assert getattr(fit, field) == pytest.approx(expected["se"].to_numpy(), rel=of_errors)


@pytest.mark.parametrize("case", range(9, 13))
def test_a_logit_equals_glm_at_the_top_of_its_likelihood(oracle, case):
    people, models = oracle("models_people"), oracle("models")
    people = people[people["case"] == case]
    models = models[(models["case"] == case) & (models["model"] == "logit")]
    design = np.column_stack([np.ones(len(people)), people["group"], people["phone"]])
    fit = clustered_logit(design, people["yes"], people["cluster"])
    for value, found in (("estimate", fit.estimate), ("se", fit.independent_error)):
        expected = models.loc[models["value"] == value, "number"].to_numpy()
        assert found == pytest.approx(expected, rel=1e-8)


def test_a_cluster_for_each_person_gives_nearly_pearsons_test():
    answer = np.repeat([1, 0, 1, 0], [30, 70, 45, 55])
    group = np.repeat([1, 0], 100)
    found = rao_scott(group, answer, np.arange(200))
    plain = chi2_contingency([[30, 70], [45, 55]], correction=False)
    assert found.statistic == pytest.approx(float(plain.statistic), rel=0.06)
    assert found.df == 1


def test_people_counted_twice_in_one_cluster_change_no_standard_error():
    answer, domain, cluster = [1, 0, 1, 1, 0, 0], list("aaabbb"), [1, 2, 3, 1, 2, 3]
    once = clustered_share(answer, domain, cluster)
    twice = clustered_share(answer * 2, domain * 2, cluster * 2)
    np.testing.assert_allclose(once.estimate, twice.estimate)
    np.testing.assert_allclose(once.standard_error, twice.standard_error)
    test, again = (rao_scott(domain * times, answer * times, cluster * times) for times in (1, 2))
    assert again == pytest.approx(test)


@given(st.permutations(range(24)))
def test_order_and_names_change_nothing(order):
    answer, group = np.tile(list("xyz"), 8), np.repeat(["a", "b"], [10, 14])
    cluster = np.arange(24) % 5
    found = rao_scott(group, answer, cluster)
    order = list(order)
    assert rao_scott(group[order], answer[order], cluster[order]) == pytest.approx(found)
    assert rao_scott(answer, group, cluster) == pytest.approx(found)


def test_an_empty_cell_has_no_part():
    answer = np.repeat([0, 0, 1, 2], [8, 6, 6, 4])
    group = np.repeat([0, 1], [8, 16])
    found = rao_scott(group, answer, np.arange(24) % 6)
    assert 0 <= found.p_value <= 1


def test_a_share_of_one_has_no_standard_error():
    assert clustered_share([1, 1, 1, 0], list("aabb"), [1, 2, 1, 2]).standard_error[0] == 0


def test_bad_input_is_refused():
    answer, group, cluster = [0, 1, 0, 1], list("aabb"), [1, 2, 1, 2]
    assert refusal(rao_scott, list("aaaa"), answer, cluster) == (
        "rows and columns must each have two or more different values: with one there is nothing"
        " to compare"
    )
    assert refusal(rao_scott, group, answer, cluster) == (
        "rows, columns and clusters do not tell how the table varies: take together answers that"
        " few gave, or use a test without clusters"
    )
    assert refusal(clustered_share, answer, group, cluster, weights=[1, 1, 0, 1]) == (
        "weights must be above 0, one for each of 4 people"
    )
    assert refusal(clustered_share, answer, group, [1, 2, float("nan"), 2]) == (
        "clusters has missing values: leave those people out first"
    )
    ones = np.ones((4, 1))
    assert refusal(clustered_logit, np.column_stack([ones, answer]), answer, cluster) == (
        "design divides those who said yes from those who said no, so an estimate is infinite:"
        " use firth_logit"
    )
    assert refusal(clustered_logit, 2 * ones, answer, cluster) == (
        "design must begin with a column of ones, the intercept's"
    )
