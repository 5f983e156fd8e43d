"""Bands of shares: which values they hold, at their ends above all, and which text is none."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import read_band
from cpsurvey.claims.bands import exactly
from cpsurvey.errors import CodebookError

HUNDREDTHS = st.integers(-100, 100)


@given(HUNDREDTHS, HUNDREDTHS, st.booleans(), st.booleans(), HUNDREDTHS, st.integers(1, 60))
def test_it_holds_what_lies_between_its_ends(one, other, low_in, high_in, count, base):
    low, high = sorted((one, other))
    if low == high and not (low_in and high_in):
        return
    text = f"{'[' if low_in else '('}{low / 100}, {high / 100}{']' if high_in else ')'}"
    value = Fraction(count, base)
    above = value >= Fraction(low, 100) if low_in else value > Fraction(low, 100)
    below = value <= Fraction(high, 100) if high_in else value < Fraction(high, 100)
    assert read_band(text).holds(value) == (above and below)


@pytest.mark.parametrize(
    ("text", "held", "not_held"),
    [
        ("[0.45, 0.5)", [0.45, Fraction(499, 1000)], [Fraction(449, 1000), 0.5]),
        ("(0.5, 1]", [Fraction(501, 1000), 1], [0.5, 0]),
        ("[0.1, 0.1]", [Fraction(1, 10)], [Fraction(1, 11)]),
        ("(500, inf)", [501, 10**9], [500]),
        ("(-inf, 0]", [-3, 0], [1]),
        ("[-1, 0) or (0, 1]", [-1, Fraction(1, 100)], [0]),
    ],
)
def test_an_end_belongs_to_it_or_not(text, held, not_held):
    band = read_band(text)
    assert [band.holds(value) for value in held] == [True] * len(held)
    assert [band.holds(value) for value in not_held] == [False] * len(not_held)


def test_a_tenth_is_a_tenth_and_not_the_nearest_binary_number():
    assert not read_band("[0.1, 0.2]").holds(Fraction(1, 10) - Fraction(1, 10**18))


def test_all_of_an_interval_lies_in_one_of_its_parts_or_not():
    band = read_band("[-1, 0) or (0, 1]")
    assert band.holds_all(0.1, 0.4)
    assert band.holds_all(-0.4, -0.1)
    assert not band.holds_all(-0.1, 0.1)
    assert not band.holds_all(0, 0.1)


def test_one_value_is_a_band_too():
    band = exactly(Fraction(492))
    assert (band.holds(492), band.holds(491), str(band)) == (True, False, "[492, 492]")
    assert not band.holds(inf)


def test_it_reads_as_it_was_written():
    assert str(read_band("[-1, 0) or (0, 1]")) == "[-1, 0) or (0, 1]"


@pytest.mark.parametrize("text", ["[0.5, 0.4]", "(0.5, 0.5)", "[0.5, 0.5)", "[0, 1] or [2, 1]"])
def test_an_empty_band_is_refused(text):
    with pytest.raises(CodebookError) as caught:
        read_band(text)
    assert str(caught.value) == (
        f'band "{text}" is empty: no value lies in it. Give its lower end first.'
    )


@pytest.mark.parametrize("text", ["", "half", "0.4, 0.5", "[0.4; 0.5]", "[0.4, x]", "[0.4, 0.5], "])
def test_what_is_no_band_is_refused(text):
    with pytest.raises(CodebookError) as caught:
        read_band(text)
    assert str(caught.value) == (
        f'band "{text}" cannot be read: write its ends in brackets, as in "[0.45, 0.5)": a square'
        " one where the end belongs to it."
    )
