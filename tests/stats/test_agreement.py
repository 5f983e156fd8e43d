"""Tests of two raters' agreement against R, a published table and numerical derivatives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import Agreement, cohen_kappa, gwet_ac1

UNEVEN = [[118, 5], [2, 0]]  # Gwet 2008: nearly all get the first answer

tables = (
    st.integers(2, 4)
    .flatmap(lambda size: st.lists(st.integers(0, 20), min_size=size**2, max_size=size**2))
    .map(lambda cells: np.array(cells).reshape(round(len(cells) ** 0.5), -1))
    .filter(lambda table: ((table.sum(axis=0) + table.sum(axis=1)) > 0).sum() > 1)
)
weightings = st.sampled_from([None, "linear", "quadratic"])


def ratings(table):
    """Two raters' answers that give a table."""
    pairs = np.repeat(np.indices(np.shape(table)).reshape(2, -1), np.ravel(table), axis=1)
    return pairs[0], pairs[1]


def numbers(text):
    return [int(answer) for answer in text.split()]


def test_kappa_and_its_standard_error_equal_r(oracle):
    for row in oracle("cohen_kappa").itertuples():
        a, b = numbers(row.a), numbers(row.b)
        kappa, weighted = cohen_kappa(a, b), cohen_kappa(a, b, weights="quadratic")
        found = [kappa.estimate, weighted.estimate, kappa.standard_error]
        expected = [row.kappa, row.kappa_quadratic, row.kappa_se]
        np.testing.assert_allclose(found, expected, rtol=1e-8)


@pytest.mark.parametrize(
    ("weights", "name"), [(None, "kappa"), ("linear", "linear"), ("quadratic", "quadratic")]
)
def test_weighted_kappa_and_its_standard_error_equal_r(oracle, weights, name):
    expected = oracle("agreement")
    found = [cohen_kappa(table, weights=weights) for table in expected["table"]]
    np.testing.assert_allclose([k.estimate for k in found], expected[name], rtol=1e-8)
    np.testing.assert_allclose([k.standard_error for k in found], expected[f"{name}_se"], rtol=1e-8)


def test_where_nearly_all_get_one_answer_kappa_is_low_and_ac1_is_not():
    kappa, ac1 = cohen_kappa(UNEVEN), gwet_ac1(UNEVEN)
    assert (round(kappa.estimate, 5), round(ac1.estimate, 5)) == (-0.02339, 0.94078)
    assert kappa.agreement == ac1.agreement == 118 / 125
    assert kappa.prevalence == ac1.prevalence == pytest.approx(118 / 125)
    assert kappa.bias == ac1.bias == pytest.approx(3 / 125)


def test_the_interval_is_the_estimate_and_its_standard_errors():
    kappa = cohen_kappa([[20, 5], [10, 15]], level=0.9)
    half = 1.6448536269514722 * kappa.standard_error
    assert (kappa.ci_low, kappa.ci_high) == pytest.approx(
        (kappa.estimate - half, kappa.estimate + half)
    )
    assert cohen_kappa([[20, 0], [1, 2]]).ci_high == 1


@pytest.mark.parametrize(
    "coefficient",
    [
        cohen_kappa,
        gwet_ac1,
        lambda table: cohen_kappa(table, weights="linear"),
        lambda table: cohen_kappa(table, weights="quadratic"),
    ],
)
def test_standard_errors_are_those_of_numerical_derivatives(coefficient):
    """Each cell's share is moved a little; counts a million times as large stand for shares."""
    table = np.array([[30, 4, 2], [6, 21, 3], [1, 8, 25]])
    units, large = table.sum(), 10**6
    moved = np.empty(table.shape)
    for cell in np.ndindex(table.shape):
        more, fewer = table * large, table * large
        more[cell] += large // 100
        fewer[cell] -= large // 100
        step = 0.02 / units  # of the share, were the others to keep theirs
        moved[cell] = (coefficient(more).estimate - coefficient(fewer).estimate) / step
    shares = table / units
    variance = (shares * moved**2).sum() - (shares * moved).sum() ** 2
    assert coefficient(table).standard_error == pytest.approx(np.sqrt(variance / units), rel=1e-6)


def test_prevalence_and_bias_are_of_two_answers():
    assert np.isnan(cohen_kappa([[5, 1, 0], [0, 4, 1], [1, 0, 6]]).prevalence)
    assert np.isnan(gwet_ac1([[5, 1, 0], [0, 4, 1], [1, 0, 6]]).bias)
    assert cohen_kappa([[5, 4], [0, 6]]).bias == pytest.approx(4 / 15)


def test_agreement_in_everything_has_no_interval():
    nan = np.nan
    expected = Agreement(1, nan, nan, 0, 1, 0.5, prevalence=0, bias=0, units=10)
    assert cohen_kappa([[5, 0], [0, 5]]) == pytest.approx(expected, nan_ok=True)
    assert np.isnan(cohen_kappa([1], [2]).ci_low)


def test_an_answer_nobody_gave_counts_for_ac1_and_not_for_kappa():
    wider = np.pad(UNEVEN, (0, 1))
    assert cohen_kappa(wider).estimate == pytest.approx(cohen_kappa(UNEVEN).estimate)
    assert gwet_ac1(wider).estimate > gwet_ac1(UNEVEN).estimate
    assert gwet_ac1([[120, 0], [0, 0]]).estimate == 1


def test_answers_are_words_or_numbers_of_any_kind():
    expected = cohen_kappa([[2, 1], [0, 1]])
    assert cohen_kappa(["no", "no", "no", "yes"], ["no", "no", "yes", "yes"]) == expected
    words = pd.Series(["no", "no", "no", "yes"], dtype="category")
    assert cohen_kappa(words, words.iloc[[0, 1, 3, 3]]) == expected
    assert cohen_kappa([0, 0, 0, 1], np.array([0.0, 0.0, 1.0, 1.0])) == expected
    assert cohen_kappa([False, False, False, True], [0, 0, 1, 1], weights="linear") == expected


def test_weights_go_by_the_distance_of_values():
    near, far = cohen_kappa([1, 2, 9], [1, 2, 2], weights="linear"), [[1, 0, 0], [0, 1, 0]]
    assert near.agreement == pytest.approx(1 - 7 / 8 / 3)
    assert cohen_kappa([*far, [0, 1, 0]], weights="linear").agreement == pytest.approx(1 - 1 / 6)


@given(tables, weightings)
def test_swapping_raters_or_reversing_answers_changes_nothing(table, weights):
    found = cohen_kappa(table, weights=weights)
    for other in (table.T, table[::-1, ::-1]):
        assert cohen_kappa(other, weights=weights) == pytest.approx(found, nan_ok=True)
        assert gwet_ac1(other) == pytest.approx(gwet_ac1(table), nan_ok=True)


@given(tables.filter(lambda t: ((t.sum(axis=0) + t.sum(axis=1)) > 0).all()), st.randoms())
def test_ratings_in_any_order_say_what_their_table_says(table, random):
    a, b = ratings(table)
    order = random.sample(range(len(a)), len(a))
    assert cohen_kappa(a[order], b[order]) == pytest.approx(cohen_kappa(table), nan_ok=True)
    assert gwet_ac1(a[order], b[order]) == pytest.approx(gwet_ac1(table), nan_ok=True)


@given(tables.filter(lambda table: len(table) == 2))
def test_with_two_answers_weights_change_nothing(table):
    expected = cohen_kappa(table)
    assert cohen_kappa(table, weights="linear") == pytest.approx(expected, nan_ok=True)
    assert cohen_kappa(table, weights="quadratic") == pytest.approx(expected, nan_ok=True)


@given(tables, st.integers(1, 30))
def test_more_units_on_which_both_agree_raise_ac1_to_one_at_most(table, more):
    agreeing = table + more * np.eye(len(table), dtype=int)
    assert gwet_ac1(agreeing).agreement >= gwet_ac1(table).agreement
    assert -1 <= gwet_ac1(agreeing).estimate <= 1
    assert -1 <= cohen_kappa(agreeing).estimate <= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ([1, 1], [1, 1]),
            "a and b hold one answer only, where kappa has no value: report the share of units in"
            " which they agree",
        ),
        (([1, 2], [1]), "a and b must rate the same units: 2 answers, and 1"),
        (
            ([1, np.nan], [1, 2]),
            "a lacks an answer: leave out the units that one of the two did not rate, or use"
            " krippendorff_alpha",
        ),
        (
            (["yes", "no"], ["yes", None]),
            "b lacks an answer: leave out the units that one of the two did not rate, or use"
            " krippendorff_alpha",
        ),
        (
            (pd.Series(["yes", pd.NA]), ["yes", "no"]),
            "a lacks an answer: leave out the units that one of the two did not rate, or use"
            " krippendorff_alpha",
        ),
        (
            (np.ma.masked_equal([1, 2], 2), [1, 2]),
            "a lacks an answer: leave out the units that one of the two did not rate, or use"
            " krippendorff_alpha",
        ),
        (([], []), "a must be one answer a unit, shape (units,), not (0,)"),
        (([1, 2], [[1, 2]]), "b must be one answer a unit, shape (units,), not (1, 2)"),
        (([1, 2], ["a", "b"]), "a and b must be answers of one kind, all numbers or all words"),
        (
            ([{1}, {1, 2}], [{1}, {1, 2}]),
            "a must be one answer a unit, not a list or set of them: compare one code at a time",
        ),
        (
            (np.arange(1001), np.arange(1001)),
            "a and b hold 1,001 different answers, more than 1,000: kappa and AC1 are of"
            ' categories; choose krippendorff_alpha(measurement="interval") for measurements',
        ),
        (
            (np.ma.masked_equal([[5, 1], [99, 4]], 99),),
            "a must be whole numbers of people, 0 or more",
        ),
        (([[1e308, 1e308], [1, 2]],), "a must be at most 1,000,000,000 people"),
        (
            ([[1, 2]],),
            "a, given without b, must be a table of shape (answers, answers), not (1, 2)",
        ),
        (([[1, -2], [0, 1]],), "a must be whole numbers of people, 0 or more"),
        (([[0, 0], [0, 0]],), "a must have somebody in it: no unit was rated"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, message):
    with pytest.raises(NumbersError) as error:
        cohen_kappa(*arguments)
    assert str(error.value) == message


def test_weights_that_make_no_sense_are_refused():
    with pytest.raises(NumbersError) as error:
        cohen_kappa([1, 2], [1, 2], weights="cubic")
    assert str(error.value) == 'weights "cubic" is not known. Known: linear and quadratic.'


@pytest.mark.parametrize("answers", [["low", "high"], [1, np.inf], [1e308, -1e308]])
def test_weights_without_distances_are_refused(answers):
    with pytest.raises(NumbersError) as error:
        cohen_kappa(answers, answers, weights="linear")
    assert str(error.value) == (
        "a and b must be numbers where agreement is weighted: number the answers in order"
    )


def test_ac1_of_one_answer_is_refused():
    with pytest.raises(NumbersError) as error:
        gwet_ac1(["no", "no"], ["no", "no"])
    assert str(error.value) == (
        "a and b hold one answer only, and AC1 depends on the answers that could have been given:"
        " give a table with a row and a column for each of them"
    )
