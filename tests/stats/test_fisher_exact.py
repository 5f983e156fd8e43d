"""Fisher's exact test and its odds ratio against R and against their own definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher

from cpsurvey.stats import fisher_exact_2x2

tables = (
    st.lists(st.integers(0, 40), min_size=4, max_size=4)
    .map(lambda cells: np.array(cells).reshape(2, 2))
    .filter(lambda table: table.sum(axis=1).all())
)


def test_it_equals_r(oracle):
    expected = oracle("fisher_2x2")
    found = np.array([fisher_exact_2x2(table) for table in expected["table"]])
    columns = ["p", "mid_p", "or_cond", "or_low", "or_high"]
    np.testing.assert_allclose(found, expected[columns], rtol=1e-8)


@pytest.mark.parametrize("table", [[[7, 17], [246, 246]], [[3, 1], [1, 3]], [[1, 40], [90, 5]]])
def test_limits_cut_off_half_the_level_and_the_estimate_expects_the_count(table):
    (a, b), (c, d) = table
    found = fisher_exact_2x2(table, level=0.9)
    margins = a + b + c + d, a + b, a + c
    assert nchypergeom_fisher.sf(a - 1, *margins, found.ci_low) == pytest.approx(0.05, rel=1e-7)
    assert nchypergeom_fisher.cdf(a, *margins, found.ci_high) == pytest.approx(0.05, rel=1e-7)
    assert nchypergeom_fisher.mean(*margins, found.estimate) == pytest.approx(a, rel=1e-7)


@pytest.mark.parametrize(
    ("table", "odds_ratio"),
    [
        ([[0, 1], [1, 0]], (0, 0, 39)),  # P(0) = 1 / (1 + odds ratio) = .025
        ([[1, 0], [0, 1]], (np.inf, 1 / 39, np.inf)),
    ],
)
def test_at_the_edges_the_odds_ratio_is_0_or_infinite(table, odds_ratio):
    assert fisher_exact_2x2(table)[2:] == pytest.approx(odds_ratio, rel=1e-12)


def test_the_only_limit_of_0_of_24_cuts_off_half_the_level():
    found = fisher_exact_2x2([[0, 24], [200, 292]])
    assert (found.estimate, found.ci_low) == (0, 0)
    assert nchypergeom_fisher.pmf(0, 516, 24, 200, found.ci_high) == pytest.approx(0.025, rel=1e-7)


def test_where_everybody_answered_alike_the_table_says_nothing_of_the_odds_ratio():
    p_value, mid_p, estimate, low, high = fisher_exact_2x2([[24, 0], [492, 0]])
    assert (p_value, mid_p, low, high) == (1, 0.5, 0, np.inf)
    assert math.isnan(estimate)


def test_large_and_lopsided_tables_are_solved_too():
    found = fisher_exact_2x2([[1, 4999], [49_999, 1]])
    assert 0 < found.ci_low < found.estimate < found.ci_high < 1e-6
    assert fisher_exact_2x2([[2500, 2500], [2500, 2500]]).estimate == pytest.approx(1, rel=1e-8)


@given(tables)
def test_swapping_groups_or_answers_inverts_the_odds_ratio_and_keeps_p(table):
    found = fisher_exact_2x2(table)
    with np.errstate(divide="ignore"):
        inverted = 1 / np.array([found.estimate, found.ci_high, found.ci_low])
    for swapped in (table[::-1], table[:, ::-1]):
        other = fisher_exact_2x2(swapped)
        np.testing.assert_allclose(other[:2], found[:2], rtol=1e-9)
        np.testing.assert_allclose(other[2:], inverted, rtol=1e-8)


@given(tables, st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_intervals_hold_the_estimate_and_widen_with_their_level(table, lower, higher):
    narrow, wide = (fisher_exact_2x2(table, level=level) for level in (lower, higher))
    assert wide.ci_low <= narrow.ci_low <= narrow.ci_high <= wide.ci_high
    assert np.isnan(wide.estimate) or wide.ci_low <= wide.estimate <= wide.ci_high


@given(st.integers(1, 12), st.integers(1, 40), st.data())
def test_the_odds_ratio_rises_with_the_count(base_1, base_2, data):
    chosen = data.draw(st.integers(1, base_1 + base_2 - 1))
    counts = range(max(0, chosen - base_2), min(base_1, chosen) + 1)
    found = np.array(
        [fisher_exact_2x2([[x, base_1 - x], [chosen - x, base_2 - chosen + x]]) for x in counts]
    )
    finite = np.where(np.isinf(found[:, 2:]), 1e300, found[:, 2:])
    assert np.all(np.diff(finite, axis=0) >= 0)


@pytest.mark.parametrize(
    ("table", "level", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], 0.95, "table must have shape (..., 2, 2), not (2, 3)"),
        ([[1, -2], [4, 5]], 0.95, "table must be whole numbers of people, 0 or more"),
        (
            [[0, 0], [4, 5]],
            0.95,
            "table must have somebody in each row: nobody answered in one group",
        ),
        (
            [[[1, 2], [3, 4]]] * 3,
            0.95,
            "table must be a single one, shape (2, 2), not (3, 2, 2)",
        ),
        ([[1, 2], [3, 4]], 0, "level must lie between 0 and 1, for example 0.95; got 0"),
    ],
)
def test_impossible_arguments_are_refused(table, level, message):
    with pytest.raises(ValueError) as error:
        fisher_exact_2x2(table, level=level)
    assert str(error.value) == message
