"""Step-down min-P over many questions against every arrangement of tiny groups."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from cpsurvey.errors import NumbersError
from cpsurvey.stats import (
    _min_p,
    _regroupings,
    _resampling,
    adjust,
    n_minus_1_chi2,
    westfall_young,
)
from cpsurvey.stats.many_questions import centred_ranks, z_squared

NONE = np.nan
ANSWERS = np.array(
    [
        [1, 5, 4, 1],
        [1, 4, 5, 0],
        [1, 5, NONE, 1],
        [1, 3, 5, 0],
        [0, 2, 1, 1],
        [0, 3, 2, 0],
        [1, 1, NONE, 1],
        [0, 2, 2, NONE],
        [0, 4, 3, 0],
    ]
)
FOUR_OF_NINE = np.arange(9) < 4


def z_squared_of(answers, group):
    """Return Wilcoxon's squared z of one question, from the ranks of those who answered."""
    known = ~np.isnan(answers)
    ranks, first = rankdata(answers[known]), group[known]
    n, n_1 = ranks.size, first.sum()
    variance = n_1 * (n - n_1) / n * ranks.var(ddof=1)
    return 0.0 if variance == 0 else (ranks[first].sum() - n_1 * ranks.mean()) ** 2 / variance


def by_enumeration(answers, group):
    """Return p-values and step-down min-P adjusted ones among all arrangements."""
    people, first = len(group), group.sum()
    chosen = np.array(list(itertools.combinations(range(people), first)))
    groupings = (np.arange(people) == chosen[..., np.newaxis]).any(axis=1)
    z = np.array([[z_squared_of(q, grouping) for q in answers.T] for grouping in groupings])
    p = np.array([[np.mean(q >= value - 1e-9) for value in q] for q in z.T]).T
    observed = p[(groupings == group).all(axis=1)][0]
    order = observed.argsort(kind="stable")
    adjusted = np.empty(order.size)
    adjusted[order] = np.maximum.accumulate(
        [np.mean(p[:, order[i:]].min(axis=1) <= observed[q] + 1e-9) for i, q in enumerate(order)]
    )
    return observed, adjusted


def draw_always(monkeypatch):
    """Have permutations drawn even where people are so few that each could be taken."""
    monkeypatch.setattr(_regroupings, "_ways", lambda _: 10**9)


@pytest.mark.parametrize("answers", [ANSWERS[:, :2], 6 - ANSWERS[:, :2], ANSWERS[:, [0, 0, 1]]])
def test_drawn_permutations_come_near_every_arrangement(answers, monkeypatch):
    draw_always(monkeypatch)
    result = westfall_young(answers, FOUR_OF_NINE, permutations=40_000)
    p_values, p_adjusted = by_enumeration(answers, FOUR_OF_NINE)
    np.testing.assert_allclose(result.p_values, p_values, atol=0.01)
    np.testing.assert_allclose(result.p_adjusted, p_adjusted, atol=0.01)
    assert (result.method, result.permutations, result.seed) == ("monte carlo", 40_000, "0")


@pytest.mark.parametrize("answers", [ANSWERS, 6 - ANSWERS, ANSWERS[:, [0, 3, 0, 1]]])
def test_with_few_people_it_is_exact_ties_and_missing_answers_included(answers):
    result = westfall_young(answers, FOUR_OF_NINE, permutations=125)
    p_values, p_adjusted = by_enumeration(answers, FOUR_OF_NINE)
    np.testing.assert_allclose(result.p_values, p_values, rtol=1e-12)
    np.testing.assert_allclose(result.p_adjusted, p_adjusted, rtol=1e-12)
    assert (result.method, result.permutations, result.seed) == ("exact", 0, "")


def made_up(seed):
    """Return answers of eleven people to four questions, some of them missing."""
    draw, group = np.random.default_rng(seed), np.arange(11) < 4
    columns = [draw.integers(low, high, 11) for low, high in ((0, 2), (1, 6), (1, 4), (1, 6))]
    answers = np.column_stack(columns) + np.outer(group, [0.0, 1, 0, 2])
    answers[draw.random(answers.shape) < 0.1] = NONE
    return answers, group


# Of these made-up answers no two different questions have p-values that only drawing tells apart.
@pytest.mark.parametrize("seed", [0, 2, 6])
def test_with_missing_answers_drawn_permutations_come_near_every_arrangement(seed, monkeypatch):
    draw_always(monkeypatch)
    answers, group = made_up(seed)
    result = westfall_young(answers, group, permutations=40_000)
    p_values, p_adjusted = by_enumeration(answers, group)
    np.testing.assert_allclose(result.p_values, p_values, atol=0.01)
    np.testing.assert_allclose(result.p_adjusted, p_adjusted, atol=0.01)


def test_equal_p_values_of_different_questions_are_equal_where_all_ways_are_taken():
    answers, group = made_up(3)
    p_values, p_adjusted = by_enumeration(answers, group)
    result = westfall_young(answers, group)
    np.testing.assert_allclose(result.p_values, p_values, rtol=1e-12)
    np.testing.assert_allclose(result.p_adjusted, p_adjusted, rtol=1e-12)


def test_twenty_thousand_people_are_not_too_many_for_whole_numbers():
    answers = np.random.default_rng(1).integers(1, 6, (20_000, 2)).astype(float)
    half = np.arange(20_000) < 10_000
    scores = np.hstack([centred_ranks(answers), ~np.isnan(answers)])
    expected = [z_squared_of(column, half) for column in answers.T]
    np.testing.assert_allclose(z_squared(scores[half].sum(axis=0), scores), expected, rtol=1e-8)


def test_a_yes_or_no_question_is_tested_by_n_minus_1_chi_squared():
    answers = (np.random.default_rng(1).random((300, 1)) < 0.4).astype(float)
    group = np.arange(300) < 120
    table = [[(answers[group == g] == tick).sum() for tick in (1, 0)] for g in (True, False)]
    result = westfall_young(answers, group, permutations=20_000)
    expected = n_minus_1_chi2(table).p_value
    assert result.p_values[0] == pytest.approx(expected, abs=0.03)


def test_questions_answered_alike_are_paid_for_once_unlike_by_holm():
    result = westfall_young(ANSWERS[:, [0] * 5], FOUR_OF_NINE)
    np.testing.assert_allclose(result.p_adjusted, result.p_values)
    assert adjust(result.p_values).min() == pytest.approx(5 * result.p_values[0])


def test_a_question_all_answered_alike_has_p_value_1():
    answers = np.column_stack([ANSWERS, np.full(9, 3)])
    result = westfall_young(answers, FOUR_OF_NINE, permutations=200)
    assert (result.p_values[4], result.p_adjusted[4]) == (1, 1)


@pytest.mark.parametrize("most", [1, 100, 900])
def test_one_seed_gives_one_result_whatever_the_block(monkeypatch, most):
    draw_always(monkeypatch)
    expected = westfall_young(ANSWERS, FOUR_OF_NINE, rng=4, permutations=300)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", most)
    monkeypatch.setattr(_min_p, "MOST_KEPT", most)
    result = westfall_young(ANSWERS, FOUR_OF_NINE, rng=4, permutations=300)
    np.testing.assert_array_equal(result.p_values, expected.p_values)
    np.testing.assert_array_equal(result.p_adjusted, expected.p_adjusted)
    assert (result.permutations, result.seed) == (300, "4")


@given(
    st.lists(
        st.lists(st.sampled_from([1, 2, 3, NONE]), min_size=2, max_size=2), min_size=6, max_size=12
    ),
    st.randoms(),
)
def test_order_of_people_names_of_groups_and_distances_between_codes_do_not_matter(rows, random):
    answers = np.array([[1, 1], [2, 3], [3, 2], [1, 3], *rows])
    group = np.arange(len(answers)) % 2 == 0
    result = westfall_young(answers, group, permutations=50)
    order = np.array(random.sample(range(len(answers)), len(answers)))
    for other in (
        westfall_young(answers[order], group[order], permutations=50),
        westfall_young(answers, ~group, permutations=50),
        westfall_young(answers**2, group.astype(int), permutations=50),
    ):
        np.testing.assert_array_equal(other.p_values, result.p_values)
        np.testing.assert_array_equal(other.p_adjusted, result.p_adjusted)
    rising = result.p_values.argsort(kind="stable")
    assert np.all(result.p_adjusted >= result.p_values)
    assert np.all(np.diff(result.p_adjusted[rising]) >= 0)


@pytest.mark.parametrize(
    ("responses", "group", "message"),
    [
        (
            [[1, NONE], [0, 2], [1, NONE], [0, 3]],
            [True, False, True, False],
            "responses must have answers from both groups: leave out column 1 (the first is "
            "0), which nobody in one of the groups answered",
        ),
        (
            [[1], [np.inf]],
            [True, False],
            "responses must be finite numbers, or NaN where there is no answer",
        ),
        (
            [["often"], ["never"]],
            [True, False],
            "responses must be numbers: a row a person, a column a question",
        ),
        (
            [[1], [0], [1]],
            ["a", "b", "c"],
            "group must be True for one group and False for the other",
        ),
        ([[1], [0]], ["a", "b"], "group must be True for one group and False for the other"),
        (
            [[1], [0]],
            [False, False],
            "group must name at least two groups: everybody is in the same one",
        ),
    ],
)
def test_what_cannot_be_tested_is_refused(responses, group, message):
    with pytest.raises(NumbersError) as error:
        westfall_young(responses, group, permutations=9)
    assert str(error.value) == message
