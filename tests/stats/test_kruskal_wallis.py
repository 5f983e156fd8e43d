"""Kruskal and Wallis's test against R, published tables, brute force and its own promises."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import (
    _group_sums,
    _resampling,
    kruskal_wallis,
    kruskal_wallis_permutation,
    wilcoxon_exact,
)

# Kruskal and Wallis (1952), table 6.1: sizes of three groups, H, true probability of H or more.
PUBLISHED = [
    ((4, 4, 4), 7.6538, 0.008),
    ((4, 4, 4), 5.6923, 0.049),
    ((4, 4, 4), 4.6539, 0.097),
    ((5, 4, 3), 7.4449, 0.010),
    ((5, 4, 3), 5.6564, 0.049),
    ((5, 4, 3), 4.5231, 0.103),
]
FEW = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=3, max_size=5)
PEOPLE = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=3, max_size=30)


def numbers(text):
    return [int(number) for number in text.split()]


def test_it_equals_r(oracle):
    for row in oracle("ordinal_k_groups").itertuples():
        result = kruskal_wallis(numbers(row.values), numbers(row.groups))
        assert result.statistic == pytest.approx(row.kw_H, rel=1e-8)
        assert result.p_value == pytest.approx(row.kw_p, rel=1e-8)
        assert result.df == len(set(row.groups.split())) - 1


@given(PEOPLE)
def test_names_of_groups_and_direction_of_levels_do_not_matter(people):
    values, groups = zip(*people, strict=True)
    assume(len(set(groups)) > 1)
    result = kruskal_wallis(values, groups)
    renamed = kruskal_wallis([-v for v in values], [{1: 9, 2: 4, 3: 5, 4: 0}[g] for g in groups])
    assert renamed.statistic == pytest.approx(result.statistic, abs=1e-10)


def test_for_two_groups_it_is_wilcoxons_z_squared():
    x, y = [1, 2, 2, 3, 5], [2, 3, 4, 4, 5, 5]
    z = wilcoxon_exact(x, y).z
    assert kruskal_wallis(x + y, [0] * 5 + [1] * 6).statistic == pytest.approx(z**2)


@pytest.mark.parametrize(("sizes", "statistic", "published"), PUBLISHED)
def test_the_published_probabilities_of_three_groups(sizes, statistic, published):
    """Arrangements are tried until one has the statistic; its p-value is the published one."""
    groups = np.repeat([0, 1, 2], sizes)
    arrangement = np.random.default_rng(1).permuted(np.tile(groups, (40_000, 1)), axis=1)
    ranks = np.arange(1, groups.size + 1)
    sums = [(ranks * (arrangement == group)).sum(axis=1) for group in range(3)]
    between = sum(rank_sum**2 / size for rank_sum, size in zip(sums, sizes, strict=True))
    found = 12 * between / (groups.size * (groups.size + 1)) - 3 * (groups.size + 1)
    place = np.flatnonzero(np.abs(found - statistic) < 6e-5)[0]
    result = kruskal_wallis_permutation(ranks, arrangement[place])
    assert result.statistic == pytest.approx(statistic, abs=6e-5)
    assert result.p_value == pytest.approx(published, abs=5.1e-4)


@given(FEW)
def test_by_permutation_it_equals_every_arrangement_one_by_one(people):
    values, groups = zip(*people, strict=True)
    assume(len(set(groups)) > 1)
    result = kruskal_wallis_permutation(values, groups)
    statistics = [kruskal_wallis(values, g).statistic for g in permutations(groups)]
    as_large = np.array(statistics) >= statistics[0] - 1e-9
    assert result.p_value == pytest.approx(as_large.mean(), rel=1e-10)
    assert result.statistic == pytest.approx(statistics[0], abs=1e-12)
    assert result[2:] == ("exact", 0, 0, "")


def test_by_permutation_of_two_groups_it_is_wilcoxons_exact_test():
    x, y = [1, 2, 2, 3, 5], [2, 3, 4, 4, 5, 5]
    result = kruskal_wallis_permutation(x + y, [0] * 5 + [1] * 6)
    assert result.p_value == pytest.approx(wilcoxon_exact(x, y).p_value, rel=1e-10)


def test_of_groups_of_a_handful_the_approximation_may_reject_where_the_exact_test_does_not():
    values, groups = [1, 1, 2, 2, 3, 3], [1, 1, 2, 2, 3, 3]
    assert kruskal_wallis(values, groups).p_value < 0.1
    assert kruskal_wallis_permutation(values, groups).p_value == pytest.approx(6 / 90)


def test_random_ways_are_said_with_their_seed_and_are_the_same_whatever_the_block(monkeypatch):
    rng = np.random.default_rng(2)
    values, groups = rng.integers(1, 6, 60), np.repeat([1, 2, 3, 4], [10, 12, 18, 20])
    result = kruskal_wallis_permutation(values, groups, rng=7, draws=2000)
    assert (result.method, result.draws, result.seed) == ("monte carlo", 2000, "7")
    assert result.standard_error == pytest.approx(
        np.sqrt(result.p_value * (1 - result.p_value) / 2000)
    )
    assert result.p_value == pytest.approx(kruskal_wallis(values, groups).p_value, abs=0.06)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", 900)
    assert kruskal_wallis_permutation(values, groups, rng=7, draws=2000) == result


def test_random_ways_come_near_all_of_them(monkeypatch):
    values, groups = [1, 2, 3, 3, 1, 4, 5, 2, 4, 4, 5, 5], [1] * 4 + [2] * 3 + [3] * 5
    exact = kruskal_wallis_permutation(values, groups)
    monkeypatch.setattr(_group_sums, "MOST_NUMBERS", 0)
    drawn = kruskal_wallis_permutation(values, groups, rng=3, draws=20_000)
    assert drawn.method == "monte carlo"
    assert drawn.p_value == pytest.approx(exact.p_value, abs=4 * drawn.standard_error)


def test_everybody_a_group_of_their_own_is_no_evidence():
    assert kruskal_wallis_permutation(range(30), range(30), draws=50).p_value == 1


def test_one_answer_from_everybody_is_no_difference():
    assert kruskal_wallis([2, 2, 2], [1, 2, 3]) == (0, 1, 2)
    assert kruskal_wallis_permutation([2, 2, 2], [1, 2, 3])[:3] == (0, 1, "exact")


@pytest.mark.parametrize(
    ("values", "groups", "message"),
    [
        ([1, 2], [1, 1], "groups must name at least two groups: everybody is in the same one"),
        ([1, 2], [1, 2, 2], "values and groups must have one number each a person; got 2 and 3"),
    ],
)
@pytest.mark.parametrize("test", [kruskal_wallis, kruskal_wallis_permutation])
def test_bad_input_is_refused(test, values, groups, message):
    with pytest.raises(NumbersError) as caught:
        test(values, groups)
    assert str(caught.value) == message


def test_draws_and_seeds_are_looked_at_even_where_none_is_needed():
    with pytest.raises(NumbersError) as caught:
        kruskal_wallis_permutation([1, 2], [1, 2], draws=0)
    assert str(caught.value) == "draws must be a whole number of 1 or more, for example 9999"
    with pytest.raises(NumbersError) as caught:
        kruskal_wallis_permutation([1, 2], [1, 2], rng=-1)
    assert str(caught.value) == (
        "rng must be a whole number of 0 or more, a numpy.random.Generator, or None for the "
        "seed 0; got -1"
    )
