"""The design effect at which a difference is no longer sure, against the interval itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import design_effect_tipping_point, newcombe_interval

counts = st.integers(1, 200).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@pytest.mark.parametrize("times", [2, 5])
def test_newcombe_for_groups_so_many_times_smaller_touches_0(times):
    # At 2 of 8 v 40 of 80 the interval is that of 2d of 8d v 40d of 80d with a design effect of d.
    count, base = np.array([2, 40]), np.array([8, 80])
    first, both = design_effect_tipping_point(
        *np.ravel(np.column_stack([count, base]) * times).tolist(), level=0.8
    )
    once = design_effect_tipping_point(2, 8, 40, 80, level=0.8)
    assert both == pytest.approx(times * once.both, rel=1e-9)
    assert first > both


@given(counts, counts)
def test_1_exactly_where_the_interval_holds_0_already(first, second):
    low, high = newcombe_interval(*first, *second)
    tipping = design_effect_tipping_point(*first, *second)
    assert (tipping.first == 1) == (tipping.both == 1) == bool(low <= 0 <= high)
    assert 1 <= tipping.both <= tipping.first


@given(counts, counts)
def test_swapping_groups_or_answers_changes_nothing_for_both(first, second):
    both = design_effect_tipping_point(*first, *second).both
    swapped = [(base - count, base) for count, base in (first, second)]
    assert design_effect_tipping_point(*second, *first).both == pytest.approx(both, rel=1e-9)
    assert design_effect_tipping_point(*swapped[0], *swapped[1]).both == pytest.approx(
        both, rel=1e-9
    )


@given(counts, counts, st.floats(0.5, 0.9), st.floats(0.9, 0.99))
def test_a_surer_interval_tips_sooner(first, second, lower, higher):
    less, more = (
        design_effect_tipping_point(*first, *second, level=level).both for level in (lower, higher)
    )
    assert more <= less


def test_everybody_against_nobody_of_very_many_never_tips_by_the_first_alone():
    tipping = design_effect_tipping_point(10**6, 10**6, 0, 10**9)
    assert tipping.first == np.inf > tipping.both


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3, 2, 1, 2), "count must not be greater than base"),
        ((1, 2, 0, 0), "base must be at least 1: leave out groups in which nobody answered"),
        ((1, 2, 0.5, 2), "count must be whole numbers of people, 0 or more"),
        (([1, 2], 2, 1, 2), "count must be a single number, not 2 of them"),
    ],
)
def test_impossible_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError) as error:
        design_effect_tipping_point(*arguments)
    assert str(error.value) == message
