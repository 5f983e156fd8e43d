"""Count tables against what counting them one by one gives."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _count_tables, _resampling
from cpsurvey.stats._count_tables import count_tables, every_table, number_of_tables
from cpsurvey.stats._placements import placements, studentised


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data())
def test_every_table_is_there_once_with_its_probability(totals, data):
    size = data.draw(st.integers(1, sum(totals)))
    tables = [t for t in product(*(range(n + 1) for n in totals)) if sum(t) == size]
    ways = [np.prod([comb(n, k) for n, k in zip(totals, t, strict=True)]) for t in tables]
    sums, probability = every_table(np.array(totals), size)
    counts = np.array(tables)
    for ours, theirs in zip(sums, placements(counts, np.array(totals) - counts), strict=True):
        assert ours.tolist() == theirs.tolist()
    assert probability == pytest.approx(np.array(ways) / comb(sum(totals), size), rel=1e-10)
    assert number_of_tables(np.array(totals), size) == len(tables)


def test_five_levels_for_24_people_are_20475_tables():
    totals = np.array([60, 90, 200, 100, 66])
    assert number_of_tables(totals, 24) == 20_475
    assert every_table(totals, 24)[1].sum() == pytest.approx(1, abs=1e-10)


def test_a_number_of_tables_beyond_the_most_is_not_counted_to_the_end():
    assert number_of_tables(np.ones(500, dtype=np.int64), 250) == 1_000_001


@pytest.mark.parametrize(
    ("totals", "size"),
    [(np.full(40, 3), 24), (np.full(5, 300), 600)],
    ids=["few on many levels", "many on few levels"],
)
def test_random_tables_are_the_same_whatever_the_block(totals, size, monkeypatch):
    whole = count_tables(totals, size, rng=4, draws=500)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", 900)
    apart = count_tables(totals, size, rng=4, draws=500)
    assert all((a == b).all() for a, b in zip(whole.sums, apart.sums, strict=True))
    assert (whole.draws, whole.seed) == (500, "4")


@pytest.mark.parametrize(
    ("totals", "size"),
    [(np.array([9, 14, 8, 5]), 10), (np.array([31, 52, 17]), 40)],
    ids=["person by person", "level by level"],
)
def test_random_tables_follow_the_probabilities_of_all(totals, size, monkeypatch):
    exact = count_tables(totals, size, rng=None, draws=1)
    monkeypatch.setattr(_count_tables, "MOST_COUNT_TABLES", 10)
    drawn = count_tables(totals, size, rng=1, draws=40_000)
    for limit in (0.5, 1.0, 2.0, 3.0):
        beyond = [
            (tables.probability * (np.abs(studentised(tables.sums)) >= limit)).sum()
            for tables in (exact, drawn)
        ]
        assert beyond[1] == pytest.approx(beyond[0], abs=0.01)


def test_no_draws_are_refused():
    with pytest.raises(NumbersError) as caught:
        count_tables(np.array([3, 3]), 2, rng=None, draws=0)
    assert str(caught.value) == "draws must be a whole number of 1 or more, for example 9999"


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5))
def test_among_exchangeable_people_the_test_rejects_no_more_than_its_level(totals):
    size = max(2, sum(totals) // 4)
    if sum(totals) - size < 2:
        return
    tables = count_tables(np.array(totals), size, rng=None, draws=1)
    statistics = np.abs(studentised(tables.sums))
    order = np.argsort(-statistics)
    p_values = np.empty_like(statistics)
    p_values[order] = tables.probability[order].cumsum()
    assert tables.probability[p_values <= 0.05].sum() <= 0.05
