"""Groups put together anew: all ways, or random ones, and the sums over each."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cpsurvey.stats import _resampling
from cpsurvey.stats._regroupings import every_other_way, regroupings, sums_of
from cpsurvey.stats._resampling import drawn_people


@pytest.mark.parametrize("scale", [1, 2**40])
def test_sums_of_drawn_groups_are_those_of_their_people(scale):
    values = np.random.default_rng(2).integers(-5, 5, (12, 3)) * scale
    (drawn,) = drawn_people(np.random.default_rng(4), 12, 7, 50)
    (sums,) = sums_of(values, [drawn], np.array([3, 4]))
    np.testing.assert_array_equal(sums[0], values[drawn[:3]].sum(axis=0))
    np.testing.assert_array_equal(sums[1], values[drawn[3:]].sum(axis=0))


@pytest.mark.parametrize("most", [1, 14, 2**21])
@pytest.mark.parametrize("groups", [[0, 1], [1, 1, 0, 1, 0], [2, 0, 1, 0, 2, 0, 1], [0, 1, 2, 3]])
def test_every_other_way_is_taken_once(groups, most, monkeypatch):
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", most)
    groups = np.array(groups)
    smaller = np.bincount(groups).argsort(kind="stable")[:-1]
    expected = {
        tuple(person for group in smaller for person in np.flatnonzero(np.array(way) == group))
        for way in set(itertools.permutations(groups.tolist())) - {tuple(groups.tolist())}
    }
    drawn = np.concatenate(list(every_other_way(groups)), axis=1).T.tolist()
    assert len(drawn) == len(expected)
    assert set(map(tuple, drawn)) == expected


def test_all_ways_are_taken_where_no_more_than_the_permutations_asked_for():
    values, groups = np.arange(6)[:, np.newaxis], np.array([0, 1, 1, 0, 1, 1])
    every, random = (regroupings(values, groups, 7, permutations) for permutations in (14, 13))
    assert (every.method, every.others, every.draws, every.seed) == ("exact", 14, 0, "")
    assert (random.method, random.others, random.draws, random.seed) == ("monte carlo", 13, 13, "7")
    (sums,) = every.sums()
    pairs = {pair for pair in itertools.combinations(range(6), 2) if pair != (0, 3)}
    assert sorted(sums[0, :, 0].tolist()) == sorted(map(sum, pairs))


def test_random_ways_are_the_same_each_time_and_go_on_with_a_generator():
    values, groups = np.arange(40)[:, np.newaxis], np.arange(40) % 2
    stream = np.random.default_rng(3)
    first, second = (regroupings(values, groups, stream, 50) for _ in range(2))
    np.testing.assert_array_equal(next(first.sums()), next(first.sums()))
    assert (next(first.sums()) != next(second.sums())).any()
