"""Tau-b and gamma against R, published tables and brute force."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from cpsurvey.errors import NumbersError
from cpsurvey.stats import goodman_kruskal_gamma, kendall_tau_b
from cpsurvey.stats.ordered_association import agreeing

# Income by job satisfaction, black men: Agresti (2007), An introduction to categorical data
# analysis, second edition, section 2.5; R's vcdExtra has it as JobSat.
JOB_SATISFACTION = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
# The same of the 1984 General Social Survey: Agresti (1990), Categorical data analysis, table 2.4.
JOB_SATISFACTION_1984 = [[20, 24, 80, 82], [22, 38, 104, 125], [13, 28, 81, 113], [7, 18, 54, 92]]

PEOPLE = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5)), min_size=3, max_size=25)
MEASURES = [kendall_tau_b, goodman_kruskal_gamma]


def numbers(text):
    return [int(number) for number in text.split()]


def people_of(table):
    rows, columns = np.indices(np.shape(table)).reshape(2, -1)
    return np.repeat(rows, np.ravel(table)), np.repeat(columns, np.ravel(table))


def varied(people):
    x, y = zip(*people, strict=True)
    assume(len(set(x)) > 1)
    assume(len(set(y)) > 1)
    return x, y


def test_gamma_of_the_published_table():
    result = goodman_kruskal_gamma(*people_of(JOB_SATISFACTION))
    assert result.estimate == pytest.approx(0.221, abs=5e-4)
    assert result.standard_error == pytest.approx(0.117, abs=5e-4)
    assert (result.ci_low, result.ci_high) == pytest.approx((-0.009, 0.451), abs=5e-4)


def test_pairs_of_the_published_table():
    table, alike, contrary = agreeing(*people_of(JOB_SATISFACTION_1984))
    assert ((table * alike).sum() / 2, (table * contrary).sum() / 2) == (109_520, 84_915)


def test_gamma_and_tau_b_equal_r(oracle):
    for row in oracle("ordered_association").itertuples():
        x, y = numbers(row.x), numbers(row.y)
        gamma, tau = goodman_kruskal_gamma(x, y), kendall_tau_b(x, y)
        limits = (row.gamma_low, row.gamma_high) if row.gamma_se > 0 else (np.nan, np.nan)
        expected = (row.gamma, *limits, row.gamma_se)
        assert gamma == pytest.approx(expected, rel=1e-8, nan_ok=True)
        assert tau.estimate == pytest.approx(row.tau_b, rel=1e-8)
        assert tau.standard_error == pytest.approx(row.tau_b_se, rel=1e-7)  # numerical gradient
        half = 1.959963984540054 * tau.standard_error
        assert tau.ci_low == pytest.approx(max(tau.estimate - half, -1))
        assert tau.ci_high == pytest.approx(min(tau.estimate + half, 1))


def test_tau_b_of_groups_equals_r(oracle):
    for row in oracle("ordinal_k_groups").itertuples():
        tau = kendall_tau_b(numbers(row.values), numbers(row.groups)).estimate
        assert tau == pytest.approx(row.tau_b, rel=1e-8)


@given(PEOPLE)
def test_they_equal_a_count_of_all_pairs(people):
    x, y = varied(people)
    signs = [np.sign((a[0] - b[0]) * (a[1] - b[1])) for a, b in combinations(people, 2)]
    assert goodman_kruskal_gamma(x, y).estimate == pytest.approx(
        np.sum(signs) / np.count_nonzero(signs)
    )
    assert kendall_tau_b(x, y).estimate == pytest.approx(kendalltau(x, y).statistic)


@given(PEOPLE)
@pytest.mark.parametrize("measure", MEASURES)
def test_answers_change_places_and_a_reversed_scale_turns_the_sign(measure, people):
    x, y = varied(people)
    result = measure(x, y)
    assert measure(y, x) == pytest.approx(result, nan_ok=True)
    turned = measure(x, [-answer for answer in y])
    mirrored = (-result.estimate, -result.ci_high, -result.ci_low, result.standard_error)
    assert turned == pytest.approx(mirrored, nan_ok=True)
    assert abs(kendall_tau_b(x, y).estimate) <= abs(goodman_kruskal_gamma(x, y).estimate) + 1e-12


@pytest.mark.parametrize("measure", MEASURES)
def test_perfect_order_has_no_interval(measure):
    result = measure([1, 2, 3, 3], [2, 4, 5, 5])
    assert (result.estimate, result.standard_error) == (1.0, 0.0)
    assert np.isnan([result.ci_low, result.ci_high]).all()


@pytest.mark.parametrize("measure", MEASURES)
def test_an_answer_that_does_not_vary_is_refused(measure):
    with pytest.raises(NumbersError) as caught:
        measure([1, 2, 3], [4, 4, 4])
    assert str(caught.value) == (
        "x and y must both vary: everybody has the same answer to one of them"
    )
    with pytest.raises(NumbersError) as caught:
        measure([1, 2, 3], [4, 5])
    assert str(caught.value) == "x and y must have one number each a person; got 3 and 2"


@pytest.mark.parametrize("measure", MEASURES)
def test_a_table_that_would_fill_the_memory_is_refused(measure):
    with pytest.raises(NumbersError) as caught:
        measure(np.arange(1001), np.arange(1001))
    assert str(caught.value) == (
        "x and y make a table of 1,001 by 1,001 answers, which is too large: take answers together"
    )
