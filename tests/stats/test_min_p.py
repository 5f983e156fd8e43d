"""Step-down min-P by ranks against its definition, arrangement by arrangement."""

from __future__ import annotations

import numpy as np
import pytest

from cpsurvey.stats import _min_p
from cpsurvey.stats._min_p import first_alike, kept, min_p_by_rank, rank_p


def by_definition(arrangements):
    """Return p-values and adjusted ones of the first arrangement, one test after another."""
    p_values = np.array(
        [[np.mean(column >= value) for value in column] for column in arrangements.T]
    )
    order = np.argsort(p_values[:, 0], kind="stable")
    adjusted, so_far = np.empty(len(order)), 0.0
    for place, test in enumerate(order):
        smallest = p_values[order[place:]].min(axis=0)
        so_far = max(so_far, np.mean(smallest <= p_values[test, 0]))
        adjusted[test] = so_far
    return p_values[:, 0], adjusted


@pytest.mark.parametrize("kind", ["continuous", "with ties"])
@pytest.mark.parametrize("most", [1, 500, 2**22])
@pytest.mark.parametrize("seed", range(4))
def test_min_p_by_rank_is_as_defined_whatever_the_memory(monkeypatch, kind, most, seed):
    monkeypatch.setattr(_min_p, "MOST_KEPT", most)
    arrangements = np.random.default_rng(seed).normal(size=(200, 6)).cumsum(axis=1)
    if kind == "with ties":
        arrangements = arrangements.round()
    arrangements[0] += seed
    blocks = np.split(arrangements[1:], [10, 120])
    found = min_p_by_rank(lambda: blocks, arrangements[0], np.arange(6), 199)
    p_values, p_adjusted = by_definition(arrangements)
    np.testing.assert_array_equal(found.p_values, p_values)
    np.testing.assert_array_equal(found.p_adjusted, p_adjusted)
    assert found.testable.all()


def test_a_test_that_never_reaches_alpha_is_left_out():
    arrangements = np.random.default_rng(5).normal(size=(100, 3))
    arrangements[:, 1] = np.arange(100) % 5 == 0
    three, two = [arrangements[1:]], [arrangements[1:, [0, 2]]]
    found = min_p_by_rank(lambda: three, arrangements[0], np.arange(3), 99, alpha=0.05)
    alone = min_p_by_rank(lambda: two, arrangements[0, [0, 2]], np.arange(2), 99)
    assert found.testable.tolist() == [True, False, True]
    assert np.isnan(found.p_adjusted[1])
    np.testing.assert_array_equal(found.p_adjusted[[0, 2]], alone.p_adjusted)


def test_blocks_that_fit_are_drawn_once_and_others_again(monkeypatch):
    times = []

    def replay():
        times.append(1)
        return [np.zeros((5, 2))]

    monkeypatch.setattr(_min_p, "MOST_KEPT", 10)
    for numbers, drawn in ((10, 1), (11, 2)):
        times.clear()
        again = kept(replay, numbers)
        assert [block.shape for block in (*again(), *again())] == [(5, 2)] * 2
        assert len(times) == drawn


def test_tests_alike_are_ranked_among_the_same_arrangements():
    arrangements = np.random.default_rng(8).integers(0, 9, (400, 3)).astype(float)
    arrangements[0] = [7, 5, 7]
    found = min_p_by_rank(lambda: [arrangements[1:]], arrangements[0], np.zeros(3, dtype=int), 399)
    assert found.p_values.tolist() == [
        ((arrangements[1:, 0] >= observed).sum() + 1) / 400 for observed in (7, 5, 7)
    ]
    largest = arrangements.max(axis=1)
    expected = [np.mean(largest >= 7), np.mean(arrangements[:, 1] >= 5), np.mean(largest >= 7)]
    assert found.p_adjusted[[0, 2]].tolist() == [expected[0]] * 2
    assert found.p_adjusted[1] == max(expected[0], *found.p_values[[1]], expected[1])


def test_the_first_test_with_the_same_margins():
    assert first_alike([3, 5, 3, (1, 2), 5, (1, 2)]).tolist() == [0, 1, 0, 3, 1, 3]


def test_ranks_count_those_as_large():
    among = np.array([3.0, 1.0, 3.0, 2.0])
    assert rank_p(among, among).tolist() == [0.5, 1.0, 0.5, 0.75]
    assert rank_p(np.array([4.0, 0.0]), among).tolist() == [0.25, 1.0]
