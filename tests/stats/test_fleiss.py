"""Tests of Fleiss' kappa against his example, numerical derivatives and Krippendorff's alpha."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import fleiss_kappa, krippendorff_alpha

# Fleiss 1971, table 1: how many of 6 psychiatrists gave each of 30 patients each of 5 diagnoses.
DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 "
    "10050 11040 03300 10050 02031 00501 30012 51000 02040 10203 "
    "00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)


@pytest.fixture
def diagnoses():
    return np.array([[int(count) for count in patient] for patient in DIAGNOSES.split()])


def test_fleiss_kappa_is_the_published_one(diagnoses):
    found = fleiss_kappa(diagnoses)
    rounded = [round(number, 3) for number in (found.estimate, found.agreement, found.expected)]
    assert rounded == [0.43, 0.556, 0.22]
    assert found.units == 30


def test_fleiss_kappa_errs_as_numerical_derivatives_say(diagnoses):
    """One more unit of a kind among very many moves kappa by its share of the slope."""
    estimate, often = fleiss_kappa(diagnoses).estimate, 200
    many = np.repeat(diagnoses, often, axis=0)
    pull = [
        (fleiss_kappa(np.vstack([many, unit])).estimate - estimate) * len(many)
        for unit in diagnoses
    ]
    expected = np.sqrt(np.mean(np.square(pull)) / len(diagnoses))
    assert fleiss_kappa(diagnoses).standard_error == pytest.approx(expected, rel=1e-3)


@given(
    st.integers(2, 5).flatmap(
        lambda raters: st.lists(
            st.lists(st.integers(0, 2), min_size=raters, max_size=raters), min_size=2, max_size=8
        )
    )
)
def test_fleiss_kappa_is_alpha_but_for_small_numbers(units):
    counts = [[unit.count(answer) for answer in range(3)] for unit in units]
    values = np.size(units)
    if len(set(np.ravel(units))) == 1:
        return
    alpha = krippendorff_alpha(np.transpose(units)).estimate
    expected = 1 - (1 - alpha) * values / (values - 1)
    assert fleiss_kappa(counts).estimate == pytest.approx(expected)
    assert fleiss_kappa(counts[::-1]) == pytest.approx(fleiss_kappa(counts), nan_ok=True)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([3, 0], "counts must have shape (units, answers), not (2,)"),
        (
            [[3, 0], [2, 0]],
            "counts must have the same number of raters in every unit, two or more: use"
            " krippendorff_alpha where it differs",
        ),
        (
            [[1, 0], [0, 1]],
            "counts must have the same number of raters in every unit, two or more: use"
            " krippendorff_alpha where it differs",
        ),
        (
            [[3, 0], [3, 0]],
            "counts hold one answer only, where kappa has no value: report that all agree",
        ),
        ([[3, 0.5], [3, 0]], "counts must be whole numbers of people, 0 or more"),
    ],
)
def test_counts_without_a_kappa_are_refused(counts, message):
    with pytest.raises(NumbersError) as error:
        fleiss_kappa(counts)
    assert str(error.value) == message
