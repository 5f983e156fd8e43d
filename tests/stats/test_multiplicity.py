"""Adjusted p-values against R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import adjust
from cpsurvey.stats.multiplicity import STEPS

families = st.lists(st.floats(0, 1), max_size=12)
each_method = pytest.mark.parametrize("method", STEPS)


@each_method
def test_adjusted_p_values_equal_r(oracle, method):
    expected = oracle("p_adjust")
    np.testing.assert_allclose(adjust(expected["p"], method), expected[method], rtol=1e-8)


def test_benjamini_and_hochberg_reject_what_they_published():
    # Their 1995 paper, section 4: fifteen tests of which four are rejected at .05, by
    # Bonferroni's method three.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    rejected = {method: int((adjust(p_values, method) <= 0.05).sum()) for method in STEPS}
    assert (rejected["bonferroni"], rejected["holm"], rejected["bh"]) == (3, 3, 4)


@each_method
@given(p_values=families, random=st.randoms())
def test_order_of_tests_does_not_matter_and_no_p_value_shrinks(method, p_values, random):
    order = random.sample(range(len(p_values)), len(p_values))
    adjusted = adjust(p_values, method)
    np.testing.assert_array_equal(adjust(np.array(p_values)[order], method), adjusted[order])
    assert np.all((adjusted >= p_values) & (adjusted <= 1))


@given(families.filter(len))
def test_the_stricter_promise_has_the_larger_p_value(p_values):
    holm, bonferroni, bh, by = (adjust(p_values, method) for method in STEPS)
    for smaller, larger in ((bh, holm), (holm, bonferroni), (bh, by)):
        assert np.all(smaller <= larger * (1 + 1e-12))


@each_method
def test_one_test_needs_no_adjustment(method):
    assert adjust([0.03], method).tolist() == [0.03]


@each_method
@pytest.mark.parametrize("p_values", [[0.2, np.nan], [1.2], [-0.1], 0.2])
def test_what_is_no_p_value_is_refused(method, p_values):
    with pytest.raises(NumbersError) as error:
        adjust(p_values, method)
    assert str(error.value) == ("p_values must be one row of numbers from 0 to 1, none missing")


def test_an_unknown_method_is_refused():
    with pytest.raises(NumbersError) as error:
        adjust([0.2], "hochberg")
    assert str(error.value) == (
        'method "hochberg" is not known. Known: holm, bonferroni, bh and by.'
    )
