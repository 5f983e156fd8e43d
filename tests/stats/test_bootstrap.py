"""The cluster bootstrap against every resample of a tiny sample."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _resampling, cluster_bootstrap

YES = np.array([1, 0, 1, 1, 0, 0, 0, 1, 0])
CLUSTERS = np.array(["a", "a", "a", "b", "b", "c", "d", "d", "d"])
STRATA = np.array([1, 1, 1, 1, 1, 2, 2, 2, 2])


def share(weights):
    return weights @ YES / weights.sum(axis=1)


def difference(weights):
    """Return share in stratum 1 minus that in stratum 2; NaN where one has nobody."""
    shares = []
    for stratum in (1, 2):
        here = np.equal(STRATA, stratum)
        base = weights[:, here].sum(axis=1)
        shares.append(weights[:, here] @ YES[here] / np.where(base == 0, np.nan, base))
    return shares[0] - shares[1]


def every_resample(strata):
    """Return the weights of every way to draw clusters, each as likely."""
    names = [np.unique(CLUSTERS[strata == stratum]) for stratum in np.unique(strata)]
    draws = [itertools.product(some, repeat=len(some)) for some in names]
    return np.array(
        [
            [sum(name in (drawn,) for part in parts for drawn in part) for name in CLUSTERS]
            for parts in itertools.product(*draws)
        ],
        dtype=float,
    )


@pytest.mark.parametrize("strata", [None, STRATA])
def test_estimate_interval_and_error_equal_every_resample(strata):
    values = share(every_resample(np.ones(9) if strata is None else strata))
    result = cluster_bootstrap(share, CLUSTERS, strata=strata, draws=19_999)
    assert result.estimate == YES.mean()
    assert result.ci_low == pytest.approx(np.quantile(values, 0.025, method="inverted_cdf"))
    assert result.ci_high == pytest.approx(np.quantile(values, 0.975, method="inverted_cdf"))
    assert result.standard_error == pytest.approx(values.std(), rel=0.03)
    assert (result.draws, result.left_out, result.seed) == (19_999, 0, "0")


def test_each_person_a_cluster_is_the_plain_bootstrap_of_a_share():
    yes = np.arange(500) < 150
    result = cluster_bootstrap(lambda weights: weights @ yes / 500, np.arange(500))
    error = np.sqrt(0.3 * 0.7 / 500)
    assert result.standard_error == pytest.approx(error, rel=0.03)
    assert (result.ci_low, result.ci_high) == pytest.approx(
        (0.3 - 1.96 * error, 0.3 + 1.96 * error), abs=0.004
    )


def test_strata_keep_their_number_of_clusters():
    totals = []

    def first_stratum(weights):
        first_of_cluster = ~np.array([name in CLUSTERS[:i] for i, name in enumerate(CLUSTERS)])
        totals.append((weights * first_of_cluster)[:, STRATA == 1].sum(axis=1))
        return weights[:, 0]

    cluster_bootstrap(first_stratum, CLUSTERS, strata=STRATA, draws=200)
    assert np.unique(np.concatenate(totals)).tolist() == [2]


def test_the_interval_is_of_ranked_draws():
    seen = []

    def remembered(weights):
        seen.extend(share(weights))
        return share(weights)

    result = cluster_bootstrap(remembered, CLUSTERS, draws=999, level=0.9)
    draws = np.sort(seen[1:])
    assert (result.ci_low, result.ci_high) == (draws[49], draws[-50])
    assert result.standard_error == pytest.approx(draws.std(ddof=1))


@pytest.mark.parametrize("most", [1, 100, 2**20])
def test_one_seed_gives_one_result_whatever_the_block(monkeypatch, most):
    expected = cluster_bootstrap(share, CLUSTERS, strata=STRATA, rng=5, draws=300)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", most)
    assert cluster_bootstrap(share, CLUSTERS, strata=STRATA, rng=5, draws=300) == expected


def test_draws_without_the_statistic_are_left_out_and_counted():
    of_30 = np.arange(30) < 5
    found = cluster_bootstrap(
        lambda weights: np.where(weights[:, of_30].any(axis=1), weights[:, 0], np.nan),
        np.arange(30),
    )
    assert found.left_out == pytest.approx(9_999 * (25 / 30) ** 30, abs=4 * np.sqrt(42))
    assert found.draws == 9_999


def test_too_many_of_them_leave_no_interval():
    with pytest.raises(NumbersError) as error:
        cluster_bootstrap(difference, CLUSTERS, draws=999)
    told = str(error.value)
    assert told == (
        f"statistic must be defined in nearly all draws; it is NaN in {told.split()[12]} of 999, "
        "too many for an interval at level 0.95: take groups as strata, or larger groups"
    )
    assert int(told.split()[12]) == pytest.approx(999 / 8, abs=45)
    assert cluster_bootstrap(difference, CLUSTERS, strata=STRATA, draws=999).left_out == 0


def test_an_infinite_draw_is_a_limit_and_makes_the_error_infinite():
    result = cluster_bootstrap(
        lambda weights: np.where(weights[:, 0] > weights[:, -1], np.inf, 1.0), CLUSTERS, draws=99
    )
    assert (result.ci_low, result.ci_high, result.standard_error) == (1, np.inf, np.inf)


@given(st.integers(0, 100), st.integers(2, 40))
def test_the_size_of_weights_and_which_answer_is_counted_do_not_matter(seed, times):
    result = cluster_bootstrap(share, CLUSTERS, rng=seed, draws=99)
    scaled = cluster_bootstrap(lambda weights: share(weights * times), CLUSTERS, rng=seed, draws=99)
    reversed_ = cluster_bootstrap(lambda w: 1 - share(w), CLUSTERS, rng=seed, draws=99)
    assert tuple(scaled)[:5] == pytest.approx(tuple(result)[:5])
    assert reversed_.estimate == pytest.approx(1 - result.estimate)
    assert (reversed_.ci_low, reversed_.ci_high) == pytest.approx(
        (1 - result.ci_high, 1 - result.ci_low)
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clusters": [1, 2]}, "statistic must return one number a draw: given weights of shape "
         "(1, 2) it returned shape (1, 2)"),
        (
            {"clusters": ["a", None, "b"]},
            "clusters must have a label for everybody: leave out people without one",
        ),
        ({"clusters": []}, "clusters must have one label a person, shape (people,), not (0,)"),
        (
            {"strata": [1, 2]},
            "strata must have one label a person, shape (4,), not (2,)",
        ),
        (
            {"strata": [1, 2, 2, 2]},
            "clusters must each lie in one stratum: leave strata out",
        ),
        (
            {"strata": [1, 1, 2, 2]},
            "clusters must be two or more in each stratum: with one, every draw is the same; join "
            "strata",
        ),
        ({"level": 95}, "level must lie between 0 and 1; got 95"),
        ({"draws": 20}, "draws must be more than 20 for an interval at level 0.95"),
        (
            {"draws": 0},
            "draws must be a whole number of 1 or more, for example 9999",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_resampled_is_refused(options, message):
    options = {"clusters": ["a", "a", "b", "b"]} | options
    people = len(options["clusters"])
    statistic = (lambda weights: weights) if people == 2 else (lambda weights: weights[:, 0])
    with pytest.raises(NumbersError) as error:
        cluster_bootstrap(statistic, options.pop("clusters"), **options)
    assert str(error.value) == message


def test_a_statistic_of_nobody_is_refused():
    with pytest.raises(NumbersError) as error:
        cluster_bootstrap(lambda weights: np.full(len(weights), np.nan), [1, 2, 3])
    assert str(error.value) == "statistic must be defined for everybody as they are; it is NaN"
