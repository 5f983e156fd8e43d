"""Tests of Krippendorff's alpha against published values and the definition, pair by pair."""

from __future__ import annotations

import json
import tracemalloc
from fractions import Fraction
from itertools import chain, permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import _resampling, krippendorff_alpha

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "oracles" / "krippendorff_published.json").read_text("utf-8")
)
MEASUREMENTS = ("nominal", "ordinal", "interval", "ratio")
NAN = np.nan
cells = st.sampled_from([0, 1, 2, 3, 5, NAN])
codings = (
    st.tuples(st.integers(2, 4), st.integers(1, 6))
    .flatmap(
        lambda shape: st.lists(
            st.lists(cells, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
    .map(np.array)
    .filter(lambda coders: len(set(all_of(coded_twice(coders)))) > 1)
)


def coded_twice(coders):
    """The values of each unit that two coders coded."""
    units = [[int(value) for value in unit if not np.isnan(value)] for unit in coders.T]
    return [unit for unit in units if len(unit) > 1]


def all_of(units):
    return list(chain.from_iterable(units))


def squared_distance(measurement, one, other, values):
    """The squared distance of two values, as Krippendorff (2018) defines it."""
    if one == other:
        return Fraction(0)
    if measurement == "nominal":
        return Fraction(1)
    if measurement == "ordinal":
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in values)
        ends = sum(value in (low, high) for value in values)
        return (between - Fraction(ends, 2)) ** 2
    return Fraction(one - other, 1 if measurement == "interval" else one + other) ** 2


def alpha_by_hand(coders, measurement):
    """One minus the mean distance of pairs within units over that of all pairs."""
    units = coded_twice(coders)
    values = all_of(units)
    within = sum(
        squared_distance(measurement, *pair, values) / (len(unit) - 1)
        for unit in units
        for pair in permutations(unit, 2)
    )
    anywhere = sum(squared_distance(measurement, *pair, values) for pair in permutations(values, 2))
    return 1 - within * (len(values) - 1) / anywhere


@pytest.mark.parametrize("example", PUBLISHED, ids=lambda e: f"{e['id']}-{e['level']}")
def test_alpha_is_the_published_one(example):
    """To the digits published, cut off or rounded; 99 and 999 are values, as in the source."""
    coders = np.array(example["data"], dtype=float)
    found = krippendorff_alpha(coders, measurement=example["level"]).estimate
    digits = len(str(example["published"]).partition(".")[2])
    assert abs(found - example["published"]) < 10**-digits
    assert found == pytest.approx(example["computed_python_krippendorff"], abs=1e-12)


@given(codings, st.sampled_from(MEASUREMENTS))
def test_alpha_is_its_definition_pair_by_pair(coders, measurement):
    found = krippendorff_alpha(coders, measurement=measurement)
    assert found.estimate == pytest.approx(float(alpha_by_hand(coders, measurement)))
    assert found.units == len(coded_twice(coders))
    assert found.values == len(all_of(coded_twice(coders)))


@given(codings, st.sampled_from(MEASUREMENTS), st.randoms())
def test_order_of_coders_and_units_and_units_coded_once_change_nothing(coders, measurement, random):
    found = krippendorff_alpha(coders, measurement=measurement)
    shuffled = coders[random.sample(range(len(coders)), len(coders))]
    once = np.full((len(coders), 1), NAN)
    once[0] = 7
    for other in (shuffled, coders[:, ::-1], np.hstack([coders, once])):
        again = krippendorff_alpha(other, measurement=measurement)
        assert again == pytest.approx(found)


@given(codings)
def test_alpha_keeps_to_what_its_measurement_knows_of_values(coders):
    for measurement, other in (
        ("nominal", (coders * 7) % 11),
        ("ordinal", coders**3),
        ("ordinal", -coders),
        ("interval", 3 - 2 * coders),
        ("ratio", coders * 4),
    ):
        found = krippendorff_alpha(coders, measurement=measurement).estimate
        assert krippendorff_alpha(other, measurement=measurement).estimate == pytest.approx(found)


def test_two_values_have_one_distance_only():
    coders = [[0, 1, 1, 0, 1, NAN], [0, 1, 0, 0, 1, 1], [NAN, 1, 1, 0, NAN, 1]]
    nominal, *others = (krippendorff_alpha(coders, measurement=m).estimate for m in MEASUREMENTS)
    assert others == pytest.approx([nominal] * 3)


def test_a_masked_value_is_one_not_coded():
    with_nan = krippendorff_alpha([[1, 2, NAN, 1], [1, 2, 2, 2], [NAN, 2, 2, 1]])
    masked = np.ma.masked_equal([[1, 2, 9, 1], [1, 2, 2, 2], [9, 2, 2, 1]], 9)
    assert krippendorff_alpha(masked) == with_nan
    assert krippendorff_alpha([[1, 2, None, 1], [1, 2, 2, 2], [None, 2, 2, 1]]) == with_nan


def test_a_frame_with_na_is_one_with_nan():
    coders = [[1, 2, None, 1], [1, 2, 2, 2]]
    whole = pd.DataFrame(coders, dtype="Int64")
    assert krippendorff_alpha(whole) == krippendorff_alpha(pd.DataFrame(coders))
    assert krippendorff_alpha(whole).values == 6


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_of_one_unit_alpha_is_nought(measurement):
    found = krippendorff_alpha([[1, NAN], [2, 5], [4, NAN]], measurement=measurement)
    assert found.estimate == pytest.approx(0, abs=1e-12)
    assert (found.units, found.values) == (1, 3)


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_values_are_taken_some_at_a_time_and_all_of_them(measurement, monkeypatch):
    coders = np.random.default_rng(1).integers(0, 30, (3, 40)).astype(float)
    whole = krippendorff_alpha(coders, measurement=measurement)
    monkeypatch.setattr(_resampling, "MOST_NUMBERS", 210)
    assert krippendorff_alpha(coders, measurement=measurement) == pytest.approx(whole)


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_thousands_of_distinct_values_take_little_memory(measurement):
    coders = np.random.default_rng(1).random((2, 2000))
    tracemalloc.start()
    krippendorff_alpha(coders, measurement=measurement)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100e6  # a table of value by value, of which there were several, is 128 MB


def test_disagreement_beyond_chance_lies_below_nought():
    assert krippendorff_alpha([[0, 1, 0, 1], [1, 0, 1, 0]]).estimate == pytest.approx(-0.75)


@pytest.mark.parametrize(
    ("coders", "message"),
    [
        (
            [[1, 1, NAN], [1, 1, 2]],
            "reliability holds one value only, where alpha has no value: report that all agree",
        ),
        (
            [[1, NAN], [NAN, 2]],
            "reliability must have a unit that at least two coders coded",
        ),
        (
            [1, 2],
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded",
        ),
        (
            [["a", "b"], ["a", "b"]],
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded",
        ),
        (
            np.array([["2020-01-01", "NaT"]] * 2, dtype="datetime64[D]"),
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded",
        ),
        (
            [[1e200, 1], [1, 2]],
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded",
        ),
        (
            [[1, np.inf], [1, 2]],
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded",
        ),
    ],
)
def test_codings_without_an_alpha_are_refused(coders, message):
    with pytest.raises(NumbersError) as error:
        krippendorff_alpha(coders)
    assert str(error.value) == message


def test_values_too_near_each_other_for_a_distance_are_refused():
    with pytest.raises(NumbersError) as error:
        krippendorff_alpha([[1e-320, 2e-320], [2e-320, 1e-320]], measurement="interval")
    assert str(error.value) == "reliability holds values too near each other: multiply them all"


def test_measurements_that_do_not_fit_are_refused():
    with pytest.raises(NumbersError) as error:
        krippendorff_alpha([[1, 2], [1, 2]], measurement="circular")
    assert str(error.value) == (
        'measurement "circular" is not known. Known: nominal, ordinal, interval and ratio.'
    )
    with pytest.raises(NumbersError) as error:
        krippendorff_alpha([[-1, 2], [1, 2]], measurement="ratio")
    assert (
        str(error.value)
        == 'ratio measurement needs values from 0 up: choose measurement="interval"'
    )
