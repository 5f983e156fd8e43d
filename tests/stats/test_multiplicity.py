"""Holm's adjustment against R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import holm


def test_holm_equals_r(oracle):
    expected = oracle("p_adjust")
    np.testing.assert_allclose(holm(expected["p"]), expected["holm"], rtol=1e-8)


@given(st.lists(st.floats(0, 1), max_size=12), st.randoms())
def test_order_of_tests_does_not_matter_and_no_p_value_shrinks(p_values, random):
    order = random.sample(range(len(p_values)), len(p_values))
    adjusted = holm(p_values)
    np.testing.assert_array_equal(holm(np.array(p_values)[order]), adjusted[order])
    assert np.all((adjusted >= p_values) & (adjusted <= 1))


@pytest.mark.parametrize("p_values", [[0.2, np.nan], [1.2], [-0.1], 0.2])
def test_what_is_no_p_value_is_refused(p_values):
    with pytest.raises(ValueError) as error:
        holm(p_values)
    assert str(error.value) == ("p_values must be one row of numbers from 0 to 1, none missing")
