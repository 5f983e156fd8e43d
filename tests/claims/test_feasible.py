"""Counts that fit a band, against trying every count."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import counts_that_fit, read_band
from cpsurvey.errors import CodebookError

ENDS = st.tuples(st.integers(-20, 120), st.integers(-20, 120), st.booleans(), st.booleans())


def text_of(ends):
    one, other, low_in, high_in = ends
    low, high = sorted((one, other))
    if low == high:
        low_in = high_in = True
    return f"{'[' if low_in else '('}{low / 100}, {high / 100}{']' if high_in else ')'}"


@given(st.lists(ENDS, min_size=1, max_size=3), st.integers(1, 600))
def test_they_are_those_that_trying_every_count_finds(intervals, base):
    band = read_band(" or ".join(map(text_of, intervals)))
    tried = [count for count in range(base + 1) if band.holds(Fraction(count, base))]
    assert list(counts_that_fit(band, base)) == tried


@pytest.mark.parametrize(
    ("band", "base", "counts"),
    [
        ("[0.725, 0.775]", 14, ()),
        ("[0.725, 0.775]", 24, (18,)),
        ("(0.5, 1]", 4, (3, 4)),
        ("[0.5, 1)", 4, (2, 3)),
        ("[0, 0] or [1, 1]", 3, (0, 3)),
        ("(0.5, inf)", 3, (2, 3)),
        ("(-inf, 0.5)", 3, (0, 1)),
        ("[0.1, 0.1]", 10, (1,)),
    ],
)
def test_an_end_belongs_to_the_band_where_its_bracket_says_so(band, base, counts):
    assert counts_that_fit(read_band(band), base) == counts


@pytest.mark.parametrize("base", [0, -3])
def test_nobody_is_no_base(base):
    with pytest.raises(CodebookError) as caught:
        counts_that_fit(read_band("[0, 1]"), base)
    assert str(caught.value) == f"a base of {base} is nobody: give the number of people."
