"""Direct standardisation: by hand, by the formula of its variance, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import newcombe_interval, standardised_difference, wilson_interval

MODES = [[3, 9], [4, 3], [2, 3]], [[40, 60], [150, 130], [50, 62]]


def refusal(*arguments, **options):
    with pytest.raises(NumbersError) as error:
        standardised_difference(*arguments, **options)
    return str(error.value)


def test_the_share_is_the_weighted_mean_of_the_strata():
    found = standardised_difference(*MODES, draws=99)
    share = 12 / 24 * 40 / 100 + 7 / 24 * 150 / 280 + 5 / 24 * 50 / 112
    assert found.share == pytest.approx(share)
    assert found.estimate == pytest.approx(9 / 24 - share)


def test_one_stratum_is_the_crude_difference():
    found = standardised_difference([[7, 17]], [[246, 246]], draws=99)
    assert (found.share, found.estimate) == pytest.approx((0.5, 7 / 24 - 0.5))


def test_the_standard_error_is_near_that_of_the_delta_method():
    found = standardised_difference(*MODES, draws=99_999)
    group, reference = (np.array(side, dtype=float) for side in MODES)
    weight, there = group.sum(axis=1) / 24, reference.sum(axis=1)
    share = reference[:, 0] / there
    # Of one person of the group: gave the answer or not, minus the share of her stratum.
    values = np.concatenate([np.repeat(1 - share, group[:, 0].astype(int)),
                             np.repeat(0 - share, group[:, 1].astype(int))])  # fmt: skip
    variance = values.var() / 24 + (weight**2 * share * (1 - share) / there).sum()
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=0.02)


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    first = standardised_difference(*MODES, rng=1)
    assert first == standardised_difference(*MODES, rng=1)
    assert first == standardised_difference(*MODES, rng=np.random.default_rng(1))._replace(seed="1")
    assert first.ci_low != standardised_difference(*MODES, rng=2).ci_low
    assert standardised_difference(*MODES) == standardised_difference(*MODES, rng=0)


@given(st.lists(st.lists(st.integers(5, 30), min_size=4, max_size=4), min_size=1, max_size=4))
def test_swapped_outcomes_turn_the_difference_round(strata):
    group, reference = np.array(strata)[:, :2], np.array(strata)[:, 2:]
    found = standardised_difference(group, reference, draws=99)
    other = standardised_difference(group[:, ::-1], reference[:, ::-1], draws=99)
    assert other.share == pytest.approx(1 - found.share)
    assert other.estimate == pytest.approx(-found.estimate)
    assert found.ci_low <= found.ci_high


def test_a_stratum_without_the_group_has_no_weight():
    found = standardised_difference([*MODES[0], [0, 0]], [*MODES[1], [99, 1]], draws=99)
    assert found.share == pytest.approx(standardised_difference(*MODES, draws=99).share)


def test_with_one_stratum_the_interval_is_near_newcombes():
    found = standardised_difference([[7, 17]], [[246, 246]])
    newcombe = newcombe_interval(7, 24, 246, 492)
    assert (found.ci_low, found.ci_high) == pytest.approx(newcombe, abs=0.005)


def test_where_all_of_both_gave_the_answer_the_width_is_wilsons_of_the_group():
    found = standardised_difference([[12, 0], [12, 0]], [[100, 0], [200, 0]])
    low, high = wilson_interval(24, 24)
    assert (found.estimate, found.ci_low, found.ci_high) == (0, low - 1, 1 - high)


def test_shares_that_go_together_make_a_narrower_interval_than_ones_that_do_not():
    together = standardised_difference([[12, 0], [0, 12]], [[190, 10], [10, 190]])
    apart = standardised_difference([[6, 6], [6, 6]], [[190, 10], [10, 190]])
    assert together.ci_high - together.ci_low < 0.6 * (apart.ci_high - apart.ci_low)


def test_too_few_of_the_reference_in_a_stratum_leave_no_interval():
    found = standardised_difference([[5, 5], [3, 3]], [[200, 200], [1, 0]])
    assert found.left_out > 2_000
    assert np.isnan([found.ci_low, found.ci_high, found.share_low, found.standard_error]).all()
    assert found.share == pytest.approx(10 / 16 * 0.5 + 6 / 16)


def test_a_stratum_of_the_group_needs_the_reference():
    assert refusal([[1, 2], [3, 4]], [[5, 6], [0, 0]]) == (
        "reference must have somebody in every stratum of the group; it has nobody in row 1: leave"
        " that stratum out of both, or take it together with another"
    )


def test_numbers_that_are_not_counts_by_stratum_are_refused():
    assert refusal([[1.5, 2]], [[5, 6]]) == "group must be whole numbers of people, 0 or more"
    assert refusal([[1, 2]], [[5, -6]]) == "reference must be whole numbers of people, 0 or more"
    assert refusal([1, 2], [[5, 6]]) == "group must have shape (strata, 2), not (2,)"
    assert refusal([[0, 0]], [[5, 6]]) == ("group must have somebody in it: nobody of it answered")
    assert refusal([[1, 2]], [[5, 6], [7, 8]]) == (
        "group and reference must have the same strata, not shapes (1, 2) and (2, 2)"
    )
    assert refusal([[1, 2]], [[5, 6]], draws=0) == (
        "draws must be a whole number of 1 or more, for example 9999"
    )
    assert refusal([[1, 2]], [[5, 6]], draws=19) == (
        "draws must be more than 19 for an interval at level 0.95"
    )
    assert refusal([[1, 2]], [[5, 6]], level=95) == "level must lie between 0 and 1; got 95"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares", "there"),
    [(0.3, 0.5), (0.05, 0.05), (0.95, 0.6), ([0.05, 0.9, 0.9], [0.05, 0.9, 0.9])],
)
def test_coverage_is_close_to_what_is_promised_whatever_the_shares(shares, there):
    random, held, times = np.random.default_rng(7), 0, 500
    of_group, of_reference = np.array([0.7, 0.2, 0.1]), np.array([0.3, 0.6, 0.1])
    true = (of_group * (np.array(shares) - np.array(there))).sum()
    for seed in range(times):
        group = _drawn(random, 24, of_group, shares)
        reference = _drawn(random, 492, of_reference, there)
        found = standardised_difference(group, reference, rng=seed, draws=999)
        held += found.ci_low <= true <= found.ci_high
    assert 0.92 < held / times < 0.985


def _drawn(random, people, spread, share):
    cells = np.stack([spread * np.array(share), spread * (1 - np.array(share))], axis=1)
    return random.multinomial(people, cells.ravel()).reshape(cells.shape)
