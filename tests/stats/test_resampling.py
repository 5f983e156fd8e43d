"""Random draws: one seed, one result, whatever the block; every arrangement as likely."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.stats import chisquare

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _resampling
from cpsurvey.stats._resampling import (
    blocks,
    drawn_people,
    generator,
    monte_carlo_error,
    monte_carlo_p,
    number_of_draws,
)


def test_no_seed_is_the_seed_0_and_a_generator_goes_on_where_it_is():
    first = generator(None)[0].random(3).tolist()
    assert (
        first == generator(0)[0].random(3).tolist() == np.random.default_rng(0).random(3).tolist()
    )
    given = np.random.default_rng(0)
    assert generator(given)[0] is given
    assert generator(np.int64(7))[0].random() == generator(7)[0].random()


@pytest.mark.parametrize(
    ("rng", "seed"),
    [(None, "0"), (7, "7"), (np.random.default_rng(1), "of the generator given")],
)
def test_the_seed_is_told(rng, seed):
    assert generator(rng)[1] == seed


@pytest.mark.parametrize(
    ("rng", "told"), [(-1, "-1"), (1.5, "1.5"), ("a", "'a'"), (True, "True"), (np.nan, "nan")]
)
def test_what_is_no_seed_is_refused(rng, told):
    with pytest.raises(NumbersError) as error:
        generator(rng)
    assert str(error.value) == (
        "rng must be a whole number of 0 or more, a numpy.random.Generator, or None for the "
        f"seed 0; got {told}"
    )


@pytest.mark.parametrize("draws", [0, -5, 99.0, True, None])
def test_what_is_no_number_of_draws_is_refused(draws):
    with pytest.raises(NumbersError) as error:
        number_of_draws(draws, "permutations")
    assert str(error.value) == "permutations must be a whole number of 1 or more, for example 9999"


def test_more_draws_than_anybody_waits_for_are_refused():
    with pytest.raises(NumbersError) as error:
        number_of_draws(2**40, "permutations")
    assert str(error.value) == "permutations must be at most 10,000,000"


def test_blocks_are_bounded_and_make_up_all_draws(monkeypatch):
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", 100)
    assert list(blocks(25, 10)) == [10, 10, 5]
    assert list(blocks(3, 1000)) == [1, 1, 1]
    assert list(blocks(3, 0)) == [3]


@pytest.mark.parametrize("most", [1, 50, 333, 2**19])
def test_the_block_does_not_change_the_draws(monkeypatch, most):
    expected = np.concatenate(list(drawn_people(np.random.default_rng(3), 20, 7, 100)), axis=1)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", most)
    drawn = list(drawn_people(np.random.default_rng(3), 20, 7, 100))
    np.testing.assert_array_equal(np.concatenate(drawn, axis=1), expected)
    assert len(drawn) == -(-100 // max(1, most // 20))


def test_nobody_is_drawn_twice_and_every_order_is_as_likely():
    (drawn,) = drawn_people(np.random.default_rng(1), 5, 3, 12_000)
    found = dict.fromkeys(itertools.permutations(range(5), 3), 0)
    for people in drawn.T.tolist():
        found[tuple(people)] += 1
    assert len(found) == 60
    assert chisquare(list(found.values())).pvalue > 0.01


def test_the_data_at_hand_count_as_one_arrangement():
    assert monte_carlo_p([0, 49, 99], 99).tolist() == [0.01, 0.5, 1.0]
    assert monte_carlo_error(0.5, 100) == 0.05
