"""Counts that fit a band, against trying every count."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import counts_that_fit

HUNDREDTHS = st.integers(0, 100)


@given(HUNDREDTHS, HUNDREDTHS, st.integers(1, 600))
def test_they_are_those_that_trying_every_count_finds(one, other, base):
    low, high = sorted((one, other))
    tried = [
        count
        for count in range(base + 1)
        if Fraction(low, 100) <= Fraction(count, base) <= Fraction(high, 100)
    ]
    assert list(counts_that_fit(low / 100, high / 100, base)) == tried


def test_three_quarters_of_fourteen_is_no_whole_count():
    assert list(counts_that_fit(0.725, 0.775, 14)) == []
    assert list(counts_that_fit(0.725, 0.775, 24)) == [18]
