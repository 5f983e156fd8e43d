"""The interval of a net share against R, the published example, Wilson's and all tables."""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import net_share_interval, wilson_interval

people = (
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
    .filter(any)
    .map(lambda counts: (counts[0], counts[1], sum(counts)))
)


def test_it_equals_r_which_solves_the_likelihood_by_another_way(oracle):
    for level, rows in oracle("net_share").groupby("level"):
        low, high = net_share_interval(*rows[["count", "against", "base"]].T.values, level=level)
        np.testing.assert_allclose(low, rows["low"], atol=1e-10)
        np.testing.assert_allclose(high, rows["high"], atol=1e-10)


def test_it_equals_the_published_example():
    # Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33, 2850-2875: 1 and 7 of 21.
    np.testing.assert_allclose(net_share_interval(1, 7, 21), [-0.517, -0.026], atol=5e-4)


@pytest.mark.parametrize(("count", "base"), [(0, 8), (4, 8), (7, 24), (24, 24), (246, 492)])
def test_where_nobody_is_neither_it_is_wilsons(count, base):
    limits = net_share_interval(count, base - count, base)
    share = np.array(wilson_interval(count, base))
    np.testing.assert_allclose(limits, 2 * share - 1, atol=1e-12)


@given(people)
def test_it_holds_the_net_share_stays_within_one_and_mirrors(counts):
    count, against, base = counts
    low, high = net_share_interval(count, against, base)
    assert -1 <= low <= (count - against) / base <= high <= 1
    mirrored = net_share_interval(against, count, base)
    assert (-mirrored[1], -mirrored[0]) == pytest.approx((low, high), abs=1e-12)


@given(people)
def test_it_widens_with_its_level(counts):
    narrow, wide = net_share_interval(*counts, level=0.8), net_share_interval(*counts, level=0.95)
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


def test_its_coverage_at_the_parents_base_is_what_the_docstring_says():
    base, grid = 24, np.arange(1, 40) / 40
    count, against = (part[np.add(*np.mgrid[:25, :25]) <= base] for part in np.mgrid[:25, :25])
    neither = base - count - against
    ways = np.array([lgamma(n + 1) for n in range(base + 1)])
    ways = ways[base] - ways[count] - ways[against] - ways[neither]
    one, other = (part.ravel() for part in np.meshgrid(grid, grid))
    inside = one + other < 1 - 1e-9
    one, other = one[inside, None], other[inside, None]
    chance = np.exp(
        ways + count * np.log(one) + against * np.log(other) + neither * np.log(1 - one - other)
    )

    def covered(low, high):
        held = (low - 1e-12 <= one - other) & (one - other <= high + 1e-12)
        coverage = (chance * held).sum(axis=1)
        return [round(float(number), 3) for number in (coverage.mean(), coverage.min())]

    net = (count - against) / base
    half = 1.959963985 * np.sqrt(((count + against) / base - net**2) / base)
    said = " ".join(net_share_interval.__doc__.split())
    tango, wald = (
        covered(*net_share_interval(count, against, base)),
        covered(net - half, net + half),
    )
    assert f"{tango[0]:.1%} of the time on average and {tango[1]:.1%} at worst" in said
    assert f"(Wald's: {wald[0]:.1%} and {wald[1]:.1%})" in said


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((4, 5, 8), "count and against must be no more than base together"),
        ((9, 0, 8), "count must not be greater than base"),
        ((-1, 0, 8), "count must be whole numbers of people, 0 or more"),
        ((0, 0, 0), "base must be at least 1: leave out groups in which nobody answered"),
    ],
)
def test_impossible_counts_are_refused(counts, message):
    with pytest.raises(ValueError) as error:
        net_share_interval(*counts)
    assert str(error.value) == message
