"""Cramer's V against R and published values, its interval against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, ncx2

from cpsurvey.stats import cramers_v, detectable_v, pearson_chi2
from cpsurvey.stats.cramer import noncentral_chi2, noncentrality_interval

tables = st.lists(st.lists(st.integers(6, 30), min_size=3, max_size=3), min_size=2, max_size=4).map(
    np.array
)


def test_uncorrected_it_equals_r(oracle):
    expected = oracle("exact_rxc")
    found = [cramers_v(table, bias_corrected=False).estimate for table in expected["table"]]
    np.testing.assert_allclose(found, expected["cramers_v"], rtol=1e-8, atol=1e-12)


def test_corrected_it_is_bergsmas():
    # tests/oracles: recomputed from Bergsma (2013)
    table = [[2, 0, 11, 0], [5, 1, 4, 1]]
    assert cramers_v(table).estimate == pytest.approx(0.379140, abs=5e-7)
    assert cramers_v(table, bias_corrected=False).estimate == pytest.approx(0.517622, abs=5e-7)


def test_the_correction_by_the_formula():
    table = np.array([[20, 30, 10], [10, 15, 25]])
    people, chance = 110, 2 / 109
    shrunk = [(k - 1) - (k - 1) ** 2 / (people - 1) for k in table.shape]
    phi_squared = pearson_chi2(table).statistic / people - chance
    assert cramers_v(table).estimate == pytest.approx(np.sqrt(phi_squared / min(shrunk)))


def test_people_who_did_not_answer_do_not_change_it():
    # A known package takes the length of the frame: 0.364 becomes 0.258 (METHODS).
    table = np.array([[20, 30, 10], [10, 15, 25]])
    with_empty_answer = np.insert(table, 1, 0, axis=1)
    assert cramers_v(with_empty_answer) == cramers_v(table)


@pytest.mark.parametrize("noncentrality", [0.0, 0.3, 7.0, 120.0, 4000.0])
@pytest.mark.parametrize("df", [1, 4, 16])
def test_the_noncentral_distribution_is_scipys(df, noncentrality):
    values = df + noncentrality + np.linspace(-2, 3, 6) * np.sqrt(2 * (df + 2 * noncentrality))
    found = [noncentral_chi2(value, df, noncentrality) for value in values.clip(0.01)]
    other = ncx2(df, noncentrality) if noncentrality else chi2(df)
    np.testing.assert_allclose(found, other.cdf(values.clip(0.01)), rtol=1e-9)


@given(st.floats(0.01, 200), st.integers(1, 16), st.floats(0.5, 0.99))
def test_the_interval_cuts_off_the_tails(statistic, df, level):
    low, high = noncentrality_interval(statistic, df, level)
    tail = (1 - level) / 2
    above, below = 1 - noncentral_chi2(statistic, df, low), noncentral_chi2(statistic, df, high)
    assert above == pytest.approx(tail) or (low == 0 and above >= tail)
    assert below == pytest.approx(tail) or (high == 0 and below <= tail)


@given(tables)
def test_the_interval_holds_the_estimate_and_order_does_not_matter(table):
    found = cramers_v(table)
    assert 0 <= found.ci_low <= found.estimate <= found.ci_high <= 1
    for same in (table[::-1], table[:, ::-1], table.T):
        assert cramers_v(same) == pytest.approx(found, abs=1e-9)


def test_the_interval_leaves_out_0_when_the_test_rejects():
    clear, unclear = [[20, 30, 10], [10, 15, 25]], [[20, 30, 10], [21, 28, 12]]
    assert pearson_chi2(clear).p_value < 0.025
    assert cramers_v(clear).ci_low > 0
    assert cramers_v(unclear)[:2] == (0, 0)


def test_more_people_with_the_same_shares_narrow_the_interval():
    table = np.array([[20, 30, 10], [10, 15, 25]])
    few, many = cramers_v(table), cramers_v(10 * table)
    assert many.ci_high - many.ci_low < (few.ci_high - few.ci_low) / 2


def test_there_is_no_interval_where_an_expected_count_is_below_1():
    found = cramers_v([[2, 0, 11, 0], [5, 1, 4, 1]])
    assert np.isnan(found.ci_low)
    assert np.isnan(found.ci_high)


@pytest.mark.parametrize("bias_corrected", [True, False])
def test_a_perfect_association_is_1(bias_corrected):
    found = cramers_v(np.diag([10, 12, 14]), bias_corrected=bias_corrected)
    assert found.estimate == pytest.approx(1)
    assert found.ci_high == 1


def test_two_people_who_differ_say_nothing_once_corrected():
    assert cramers_v([[1, 0], [0, 1]]).estimate == 0


def test_the_interval_covers_as_often_as_it_says():
    random = np.random.default_rng(4)
    shares = np.array([[0.25, 0.15, 0.10], [0.10, 0.15, 0.25]])
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    true = np.sqrt(((shares - expected) ** 2 / expected).sum())
    drawn = random.multinomial(300, shares.ravel(), size=150).reshape(-1, 2, 3)
    intervals = np.array([cramers_v(table)[1:] for table in drawn])
    covered = np.mean((intervals[:, 0] <= true) & (true <= intervals[:, 1]))
    assert 0.91 <= covered <= 0.99


def test_detectable_v_has_the_power():
    # Cohen (1988), table 9.4-like check by scipy's noncentral chi-squared.
    for rows, columns in [(2, 2), (2, 5), (4, 3)]:
        v = detectable_v(516, rows, columns, power=0.9, alpha=0.01)
        df = (rows - 1) * (columns - 1)
        noncentrality = 516 * v**2 * (min(rows, columns) - 1)
        assert ncx2(df, noncentrality).sf(chi2(df).isf(0.01)) == pytest.approx(0.9, abs=1e-9)


def test_detectable_v_of_two_groups_of_cohen():
    # w = 0.3 and df 1 need 87 people for a power of .80: Cohen (1988), chapter 7.
    assert detectable_v(87, 2, 2) == pytest.approx(0.3, abs=0.001)


def test_too_few_people_detect_nothing():
    assert np.isnan(detectable_v(5, 2, 4))


@pytest.mark.parametrize("table", [[[24, 0], [492, 0]], [[3, 4, 5]]])
def test_where_everybody_answered_alike_there_is_nothing_to_measure(table):
    with pytest.raises(ValueError) as error:
        cramers_v(table)
    assert str(error.value) == (
        "table must have two groups and two answers with somebody in them: where everybody "
        "answered alike, or is in one group, there is no association to measure"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 2, 3), "base must be at least 1: leave out groups in which nobody answered"),
        ((50, 1, 3), "rows and columns must be whole numbers of 2 or more"),
        ((50, 2, 2.5), "rows and columns must be whole numbers of 2 or more"),
    ],
)
def test_what_cannot_be_planned_is_refused(arguments, message):
    with pytest.raises(ValueError) as error:
        detectable_v(*arguments)
    assert str(error.value) == message


@pytest.mark.parametrize("name", ["power", "alpha"])
def test_power_and_alpha_are_probabilities(name):
    with pytest.raises(ValueError) as error:
        detectable_v(50, 2, 2, **{name: 1})
    assert str(error.value) == f"{name} must lie between 0 and 1; got 1"


def test_the_level_is_checked_even_where_there_is_no_interval():
    with pytest.raises(ValueError) as error:
        cramers_v([[2, 0, 11, 0], [5, 1, 4, 1]], level=95)
    assert str(error.value) == "level must lie between 0 and 1, for example 0.95; got 95"
