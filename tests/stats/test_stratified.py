"""Stratified tests and estimates against R, published examples and brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from cpsurvey.stats import (
    cochran_mantel_haenszel,
    fisher_exact_2x2,
    n_minus_1_chi2,
    pearson_chi2,
)

SATO = [[[8, 4], [8, 7]], [[2, 4], [9, 3]], [[7, 2], [5, 6]]]
FIELDS = {
    "exact_p": "exact_p", "statistic": "cmh_chi2", "p_value": "cmh_p", "odds_ratio": "or_mh",
    "odds_ratio_low": "or_low", "odds_ratio_high": "or_high",
}  # fmt: skip

strata = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=3).map(
    lambda cells: np.array(cells).reshape(-1, 2, 2)
)
compared = strata.filter(lambda s: s.any(axis=2).all(axis=1).any())


def parsed(text):
    """Return "1 2 / 3 4 | 5 6 / 7 8" as an array (strata, rows, columns)."""
    return np.array(
        [[row.split() for row in stratum.split("/")] for stratum in text.split("|")], dtype=int
    )


def test_two_by_two_equals_r(oracle):
    expected = oracle("cmh_2x2xk")
    found = [cochran_mantel_haenszel(parsed(text)) for text in expected["strata"]]
    for ours, theirs in FIELDS.items():
        values = [getattr(result, ours) for result in found]
        np.testing.assert_allclose(values, expected[theirs], rtol=1e-8, err_msg=ours)
    conditional = [result.conditional_odds_ratio for result in found]
    np.testing.assert_allclose(conditional, expected["or_cond"], rtol=1e-4)  # as far as R goes
    assert {result.df for result in found} == {1}


def test_larger_tables_equal_r_and_have_no_pooled_estimate(oracle):
    expected = oracle("cmh_ixjxk")
    found = [cochran_mantel_haenszel(parsed(text)) for text in expected["strata"]]
    for ours, theirs in {"statistic": "chi2", "df": "df", "p_value": "p"}.items():
        values = [getattr(result, ours) for result in found]
        np.testing.assert_allclose(values, expected[theirs], rtol=1e-8, err_msg=ours)
    for result in found:
        assert np.isnan(result[3:11]).all()
        assert np.isnan(result.standard_error)


def test_risk_difference_with_satos_variance():
    # tests/oracles: recomputed from Sato (1989)
    found = cochran_mantel_haenszel(SATO)
    assert found.risk_difference == pytest.approx(0.0526503, abs=5e-8)
    assert found.standard_error == pytest.approx(0.1291015, abs=5e-8)
    reach = 1.959963984540054 * found.standard_error
    assert found.risk_difference_low == pytest.approx(found.risk_difference - reach)
    assert found.risk_difference_high == pytest.approx(found.risk_difference + reach)
    assert found.informative == 3


def test_one_stratum_is_the_test_and_the_difference_of_two_groups():
    table = np.array([[7, 17], [246, 246]])
    found = cochran_mantel_haenszel([table])
    assert found.statistic == pytest.approx(n_minus_1_chi2(table).statistic)
    assert found.exact_p == pytest.approx(fisher_exact_2x2(table).p_value)
    assert found.conditional_odds_ratio == pytest.approx(fisher_exact_2x2(table).estimate)
    assert found.odds_ratio == pytest.approx(7 * 246 / (17 * 246))
    assert found.risk_difference == pytest.approx(7 / 24 - 1 / 2)


@given(compared)
def test_exact_p_and_conditional_odds_ratio_equal_brute_force(counts):
    found = cochran_mantel_haenszel(counts)
    margins = [(t.sum(), t[:, 0].sum(), t[0].sum()) for t in counts if t.sum()]
    each = [
        [(x, hypergeom(*m).pmf(x)) for x in range(m[2] + 1) if hypergeom(*m).pmf(x)]
        for m in margins
    ]
    sums = np.zeros(counts[:, 0].sum() + 1)
    for combined in product(*each):
        sums[sum(x for x, _ in combined)] += np.prod([p for _, p in combined])
    observed = counts[:, 0, 0].sum()
    assert found.exact_p == pytest.approx(sums[sums <= sums[observed] * (1 + 1e-7)].sum())
    ratio = found.conditional_odds_ratio
    possible = np.flatnonzero(sums)
    if len(possible) == 1:
        assert np.isnan(ratio)
    elif observed in (possible[0], possible[-1]):
        assert ratio == (0 if observed == possible[0] else np.inf)
    else:
        tilted = sums * ratio ** (np.arange(sums.size) - observed)
        assert tilted @ np.arange(sums.size) / tilted.sum() == pytest.approx(observed)


@given(compared)
def test_swapping_groups_turns_the_estimates_round(counts):
    found, swapped = (cochran_mantel_haenszel(s) for s in (counts, counts[:, ::-1]))
    assert swapped.statistic == pytest.approx(found.statistic, abs=1e-9)
    assert swapped.exact_p == pytest.approx(found.exact_p)
    assert swapped.risk_difference == pytest.approx(-found.risk_difference, abs=1e-12)
    opposite = pytest.approx(-found.risk_difference_high, abs=1e-9, nan_ok=True)
    assert swapped.risk_difference_low == opposite
    if 0 < found.odds_ratio < np.inf:
        assert swapped.odds_ratio == pytest.approx(1 / found.odds_ratio)
        assert swapped.odds_ratio_low == pytest.approx(1 / found.odds_ratio_high)


@given(compared)
def test_strata_that_say_nothing_change_nothing(counts):
    found = cochran_mantel_haenszel(counts)
    empty, one_group, all_alike = [[0, 0], [0, 0]], [[3, 2], [0, 0]], [[4, 0], [9, 0]]
    more = cochran_mantel_haenszel([*counts, empty, one_group])
    assert more == pytest.approx(found, nan_ok=True)
    alike = cochran_mantel_haenszel([*counts, all_alike])
    assert alike.informative == found.informative
    assert alike.exact_p == pytest.approx(found.exact_p)
    assert alike.odds_ratio == pytest.approx(found.odds_ratio, nan_ok=True)


@given(st.lists(st.integers(0, 6), min_size=18, max_size=18))
def test_larger_tables_do_not_depend_on_order_nor_on_empty_answers(cells):
    counts = np.array(cells).reshape(2, 3, 3) + np.eye(3, dtype=int)
    found = cochran_mantel_haenszel(counts)
    with_empty = np.insert(counts, 1, 0, axis=2)
    for same in (counts[:, ::-1], counts[:, :, ::-1], counts.transpose(0, 2, 1), with_empty):
        again = cochran_mantel_haenszel(same)
        assert again.statistic == pytest.approx(found.statistic, abs=1e-8)
        assert again.df == found.df == 4


def test_one_product_of_0_gives_a_ratio_without_limits():
    found = cochran_mantel_haenszel([[[2, 0], [5, 5]], [[3, 0], [4, 4]]])
    assert found.odds_ratio == np.inf
    assert found.conditional_odds_ratio == np.inf
    assert np.isnan([found.odds_ratio_low, found.odds_ratio_high]).all()
    assert found.risk_difference == pytest.approx(0.5)


def test_where_everybody_answered_alike_there_is_no_difference():
    found = cochran_mantel_haenszel([[[5, 0], [9, 0]], [[0, 2], [0, 3]]])
    assert found[:4] == (0, 1, 1, 1)
    assert np.isnan(found[4:8]).all()
    assert (found.risk_difference, found.standard_error, found.informative) == (0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "difference"), [([[[5, 0], [9, 0]]], 0), ([[[5, 0], [0, 9]]], 1)]
)
def test_an_estimated_variance_of_0_is_no_certainty(counts, difference):
    found = cochran_mantel_haenszel(counts)
    assert (found.risk_difference, found.standard_error) == (difference, 0)
    assert np.isnan([found.risk_difference_low, found.risk_difference_high]).all()


def test_the_normal_interval_is_cut_at_1():
    found = cochran_mantel_haenszel([[[2, 0], [1, 2]]])
    assert found.risk_difference_high == 1


def test_huge_strata_keep_their_digits():
    found = cochran_mantel_haenszel([[[9_000, 1_000], [1_000, 9_000]]] * 2)
    assert found.conditional_odds_ratio == pytest.approx(81, rel=0.001)
    assert found.exact_p == 0  # below the smallest number there is


def test_a_hundred_strata_of_thousands_are_gone_through():
    # Of strata all alike and large, exact and asymptotic p-values agree.
    found = cochran_mantel_haenszel([[[1_010, 990], [1_000, 1_000]]] * 100)
    assert found.exact_p == pytest.approx(found.p_value, rel=0.02)
    assert found.conditional_odds_ratio == pytest.approx(found.odds_ratio, rel=1e-4)


def test_strata_too_large_to_go_through_have_no_exact_p():
    found = cochran_mantel_haenszel([[[10**8, 10**8], [10**8, 10**8]]] * 2)
    assert np.isnan([found.exact_p, found.conditional_odds_ratio]).all()
    assert (found.p_value, found.odds_ratio) == (1, pytest.approx(1))


def test_one_person_in_a_group_of_millions_counts_in_full():
    table = np.diag([9 * 10**7, 9 * 10**7, 1])
    people, chi2 = table.sum(), pearson_chi2(table)
    for same in (table, table[::-1], table[:, [2, 0, 1]]):
        found = cochran_mantel_haenszel([same])
        assert found.statistic == pytest.approx(chi2.statistic * (people - 1) / people)
        assert found.df == chi2.df


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (
            [[1, 2], [3, 4]],
            "strata must have shape (strata, groups, answers) with two or more groups and "
            "answers, not (2, 2)",
        ),
        (
            [[[1], [3]]],
            "strata must have shape (strata, groups, answers) with two or more groups and "
            "answers, not (1, 2, 1)",
        ),
        ([[[1, -2], [3, 4]]], "strata must be whole numbers of people, 0 or more"),
        (
            [[[1, 2], [0, 0]], [[0, 0], [3, 4]]],
            "strata must have people of two groups in at least one: there is nobody to compare "
            "with in the same stratum",
        ),
    ],
)
def test_what_are_no_strata_is_refused(counts, message):
    with pytest.raises(ValueError) as error:
        cochran_mantel_haenszel(counts)
    assert str(error.value) == message
