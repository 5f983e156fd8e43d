"""Tests of a select-all question against published data, Fisher and every arrangement."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _min_p, _regroupings, _resampling, adjust, marginal_independence

TICKS = np.array(
    [
        [1, 1, 0, 0],
        [1, 1, 1, 0],
        [1, 0, 0, 0],
        [1, 1, 0, 1],
        [0, 0, 1, 0],
        [0, 1, 1, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 0],
        [1, 0, 1, 0],
    ]
)
FOUR_OF_NINE = np.arange(9) < 4
THREE_GROUPS = np.array(["a", "a", "a", "b", "b", "b", "c", "c", "c"])


def chi2_of(ticks, group):
    """Return Pearson's chi-squared of each option, from scipy; 0 where all are alike."""
    tables = [
        [[(option[group == g] == tick).sum() for tick in (0, 1)] for g in np.unique(group)]
        for option in ticks.T
    ]
    return np.array(
        [
            chi2_contingency(table, correction=False).statistic
            if np.sum(table, axis=0).all()
            else 0
            for table in tables
        ]
    )


def fisher_of(ticks, group):
    """Return Fisher's p-value of each option, from scipy."""
    return np.array(
        [
            fisher_exact([[(option[group == g] == tick).sum() for tick in (0, 1)] for g in (1, 0)])[
                1
            ]
            for option in ticks.T
        ]
    )


def every_grouping(people, first):
    """Return each way to put so many people in the first group, the identity first."""
    chosen = np.array(list(itertools.combinations(range(people), first)))
    return (np.arange(people) == chosen[..., np.newaxis]).any(axis=1)


def farmers(oracle):
    """Return ticks and education of 262 farmers."""
    patterns = oracle("farmer1").loc[lambda rows: rows.index.repeat(rows["count"])]
    ticks = np.stack(
        [patterns["pattern"] // 10**place % 10 for place in range(4, -1, -1)], axis=1
    ).astype(bool)
    return ticks, patterns["education"].to_numpy()


def test_chi_squared_of_farmers_is_as_published(oracle):
    result = marginal_independence(*farmers(oracle), permutations=999)
    assert result.chi2.round(3).tolist() == [5.960, 7.893, 4.616, 1.419, 10.949]
    assert round(result.statistic, 3) == 30.836


def test_the_permutation_p_of_farmers_is_near_that_of_the_corrected_sum(oracle):
    result = marginal_independence(*farmers(oracle), permutations=4000)
    assert result.p_value == pytest.approx(0.0632, abs=3 * result.standard_error + 0.005)


@pytest.fixture(params=["exact", "monte carlo"])
def method(request, monkeypatch):
    """Each way to a p-value: few people are put together anew in all ways, or as if many."""
    if request.param == "monte carlo":
        monkeypatch.setattr(_regroupings, "_ways", lambda _: 10**9)
    return request.param


def test_two_groups_equal_every_arrangement(method):
    result = marginal_independence(TICKS, FOUR_OF_NINE, permutations=20_000, alpha=0.2)
    near = {"exact": 1e-12, "monte carlo": 0.013}[method]
    groupings = every_grouping(9, 4)
    sums = np.array([chi2_of(TICKS, group).sum() for group in groupings])
    p_values = np.array([fisher_of(TICKS, group) for group in groupings])
    family = np.flatnonzero(p_values.min(axis=0) <= 0.2)
    order = family[np.argsort(p_values[0, family], kind="stable")]
    adjusted = [
        np.mean(p_values[:, order[place:]].min(axis=1) <= p_values[0, test] * (1 + 1e-7))
        for place, test in enumerate(order)
    ]
    assert result.statistic == pytest.approx(chi2_of(TICKS, FOUR_OF_NINE).sum())
    np.testing.assert_allclose(result.p_values, p_values[0])
    assert result.testable.tolist() == [True, True, True, False]
    assert np.isnan(result.p_adjusted[3])
    assert result.p_value == pytest.approx(np.mean(sums >= sums[0] * (1 - 1e-9)), abs=near)
    np.testing.assert_allclose(result.p_adjusted[order], np.maximum.accumulate(adjusted), atol=near)
    drawn = {"exact": (0, "", 0), "monte carlo": (20_000, "0", result.p_value)}[method]
    assert (result.method, result.permutations, result.seed) == (method, *drawn[:2])
    assert result.standard_error == pytest.approx(
        np.sqrt(drawn[2] * (1 - drawn[2]) / 20_000), abs=1e-12
    )


def test_three_groups_equal_every_arrangement(method):
    ticks, group = TICKS[1:8], THREE_GROUPS[1:8]
    result = marginal_independence(ticks, group, permutations=20_000, alpha=0.5)
    near = {"exact": 1e-12, "monte carlo": 0.015}[method]
    chi2 = np.array([chi2_of(ticks, np.array(g)) for g in set(itertools.permutations(group))])
    observed = chi2_of(ticks, group)
    ranks = np.array([[(column >= value - 1e-9).mean() for value in column] for column in chi2.T])
    p_values = np.array([np.mean(chi2[:, j] >= observed[j] - 1e-9) for j in range(4)])
    family = np.flatnonzero(ranks.min(axis=1) <= 0.5)
    order = family[np.argsort(p_values[family], kind="stable")]
    adjusted = [
        np.mean(ranks[order[place:]].min(axis=0) <= p_values[test] + 1e-9)
        for place, test in enumerate(order)
    ]
    np.testing.assert_allclose(result.chi2, observed)
    np.testing.assert_allclose(result.p_values, p_values, atol=near)
    assert result.testable.tolist() == [True, True, True, False]
    np.testing.assert_allclose(result.p_adjusted[order], np.maximum.accumulate(adjusted), atol=near)
    assert result.p_value == pytest.approx(
        np.mean(chi2.sum(axis=1) >= observed.sum() - 1e-9), abs=near
    )
    assert np.isnan(result.differences).all()


def test_differences_are_those_of_true_minus_false():
    result = marginal_independence(TICKS, FOUR_OF_NINE, permutations=99)
    expected = TICKS[:4].mean(axis=0) - TICKS[4:].mean(axis=0)
    np.testing.assert_allclose(result.differences, expected)


def test_options_all_or_nobody_ticked_say_nothing():
    with_two_more = np.column_stack([np.zeros(9), TICKS, np.ones(9)])
    result = marginal_independence(with_two_more, FOUR_OF_NINE, permutations=500, rng=3)
    assert result.chi2[[0, 5]].tolist() == [0, 0]
    assert result.p_values[[0, 5]].tolist() == [1, 1]
    assert result.testable[[0, 5]].tolist() == [False, False]
    alone = marginal_independence(TICKS, FOUR_OF_NINE, permutations=500, rng=3)
    assert result.p_value == alone.p_value
    np.testing.assert_array_equal(result.p_adjusted[1:5], alone.p_adjusted)


@pytest.mark.parametrize("group", [FOUR_OF_NINE, THREE_GROUPS])
def test_where_everybody_ticked_alike_there_is_no_difference(group):
    result = marginal_independence(np.ones((9, 2)), group, permutations=99)
    assert (result.statistic, result.p_value) == (0, 1)
    assert not result.testable.any()
    assert np.isnan(result.p_adjusted).all()


def test_an_option_of_one_tick_is_testable_at_24_v_492_and_not_at_60_v_456():
    ticks = np.arange(516)[:, np.newaxis] == [0, 1]
    for smaller, testable in ((24, True), (60, False)):
        result = marginal_independence(ticks, np.arange(516) < smaller, permutations=9)
        assert result.testable.tolist() == [testable] * 2
        assert result.p_values.tolist() == pytest.approx([smaller / 516] * 2)


@pytest.mark.parametrize("group", [np.arange(60) < 8, np.arange(60) % 4])
def test_one_seed_gives_one_result_whatever_the_block(monkeypatch, group):
    ticks = np.random.default_rng(0).random((60, 5)) < 0.4
    expected = marginal_independence(ticks, group, rng=11, permutations=300)
    for most in (600, 60 * 299):
        monkeypatch.setattr(_resampling, "MOST_NUMBERS", most)
        monkeypatch.setattr(_min_p, "MOST_KEPT", most)
        result = marginal_independence(ticks, group, rng=11, permutations=300)
        for found, wanted in zip(result, expected, strict=True):
            np.testing.assert_array_equal(found, wanted)
    assert marginal_independence(ticks, group, rng=12, permutations=300).p_value != expected.p_value


questions = st.integers(4, 14).flatmap(
    lambda people: st.tuples(
        st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=people, max_size=people),
        st.lists(st.integers(0, 2), min_size=people, max_size=people).filter(
            lambda groups: len(set(groups)) > 1
        ),
        st.permutations(range(people)),
    )
)


@given(questions)
def test_shuffled_people_give_the_same_numbers(question):
    ticks, group, order = (np.array(part) for part in question)
    result = marginal_independence(ticks, group, permutations=60)
    shuffled = marginal_independence(ticks[order], group[order], permutations=60)
    for found, wanted in zip(shuffled, result, strict=True):
        np.testing.assert_array_equal(found, wanted)


@given(questions)
def test_swapped_groups_and_swapped_answers_change_signs_alone(question):
    ticks, group = np.array(question[0]), np.array(question[1]) == question[1][0]
    result = marginal_independence(ticks, group, permutations=60)
    swapped = marginal_independence(ticks, ~group, permutations=60)
    reversed_ = marginal_independence(~ticks, group, permutations=60)
    for other in (swapped, reversed_):
        np.testing.assert_allclose(other.differences, -result.differences, atol=1e-12)
        np.testing.assert_allclose(other.chi2, result.chi2, atol=1e-9)
        np.testing.assert_allclose(other.p_values, result.p_values)
        np.testing.assert_array_equal(other.testable, result.testable)
    np.testing.assert_array_equal(swapped.p_adjusted, result.p_adjusted)
    assert swapped.p_value == result.p_value


@given(questions)
def test_adjusted_p_values_rise_with_p_values_and_never_fall_below_them(question):
    ticks, group = np.array(question[0]), np.array(question[1])
    result = marginal_independence(ticks, group, permutations=60, alpha=0.5)
    p_values = result.p_values[result.testable]
    p_adjusted = result.p_adjusted[result.testable]
    assert np.all(p_adjusted >= p_values)
    assert np.all(np.diff(p_adjusted[p_values.argsort(kind="stable")]) >= 0)


def test_options_ticked_together_are_paid_for_once_unlike_by_holm():
    ticks = np.repeat(TICKS[:, :1], 6, axis=1)
    result = marginal_independence(ticks, FOUR_OF_NINE)
    np.testing.assert_allclose(result.p_adjusted, result.p_values)
    assert adjust(result.p_values).min() == pytest.approx(6 * result.p_values[0])


@pytest.mark.parametrize(
    ("indicators", "group", "options", "message"),
    [
        (
            [[1, 2], [0, 1]],
            [True, False],
            {},
            "indicators must be True or False (1 or 0): leave out people who were not asked",
        ),
        (
            [[1, np.nan], [0, 1]],
            [True, False],
            {},
            "indicators must be True or False (1 or 0): leave out people who were not asked",
        ),
        (
            [1, 0],
            [True, False],
            {},
            "indicators must be a table, a row a person and a column an option, not of shape (2,)",
        ),
        (
            np.empty((0, 3)),
            [],
            {},
            "indicators must be a table, a row a person and a column an option, not of shape "
            "(0, 3)",
        ),
        (
            [["yes"], ["no"]],
            [True, False],
            {},
            "indicators must be numbers: a row a person, a column an option",
        ),
        (
            [[1], [0]],
            [True],
            {},
            "group must have one label a person, shape (2,), not (1,)",
        ),
        (
            [[1], [0]],
            [1.0, np.nan],
            {},
            "group must have a label for everybody: leave out people without one",
        ),
        (
            [[1], [0]],
            ["parent", None],
            {},
            "group must have a label for everybody: leave out people without one",
        ),
        (
            [[1], [0]],
            [True, True],
            {},
            "group must name at least two groups: everybody is in the same one",
        ),
        ([[1], [0]], [True, False], {"alpha": 5}, "alpha must lie between 0 and 1; got 5"),
        (
            [[1], [0]],
            [True, False],
            {"permutations": 0},
            "permutations must be a whole number of 1 or more, for example 9999",
        ),
    ],
)
def test_what_cannot_be_tested_is_refused(indicators, group, options, message):
    with pytest.raises(NumbersError) as error:
        marginal_independence(indicators, group, **options)
    assert str(error.value) == message
