"""Odd but legal numbers are taken, and what is no number of people is refused in our words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from cpsurvey.errors import CpsurveyError, NumbersError
from cpsurvey.stats import (
    adjust,
    clopper_pearson_interval,
    design_effect_tipping_point,
    detectable_gap,
    exact_coverage,
    exact_power,
    exact_size,
    fisher_exact_2x2,
    marginal_independence,
    miettinen_nurminen_interval,
    n_minus_1_chi2,
    newcombe_interval,
    paired_newcombe_interval,
    rao_scott_select_all,
    two_proportion_test,
    westfall_young,
    wilson_interval,
)

TABLE, TICKS, GROUP = [[1, 1], [7, 12]], [[1, 0], [0, 1], [1, 1]], [0, 1, 1]
CALLS = [
    (wilson_interval, (2, 5), {"level": 0.95}),
    (clopper_pearson_interval, (2, 5), {"level": 0.95}),
    (newcombe_interval, (2, 5, 3, 9), {"level": 0.95}),
    (miettinen_nurminen_interval, (2, 5, 3, 9), {"level": 0.95}),
    (paired_newcombe_interval, (TABLE,), {"level": 0.95}),
    (n_minus_1_chi2, (TABLE,), {}),
    (fisher_exact_2x2, (TABLE,), {"level": 0.95}),
    (exact_size, (5, 9, "rule"), {}),
    (exact_power, (5, 9, 0.1, 0.2), {"test": "rule", "alpha": 0.05}),
    (exact_coverage, (5, 9, 0.1, 0.2), {"interval": "newcombe", "level": 0.95}),
    (detectable_gap, (5, 9, 0.3), {"direction": "lower", "test": "rule", "power": 0.8}),
    (design_effect_tipping_point, (2, 5, 3, 9), {"level": 0.95}),
    (two_proportion_test, (2, 5, 3, 9), {"level": 0.95}),
    (marginal_independence, (TICKS, GROUP), {"permutations": 9, "alpha": 0.05}),
    (rao_scott_select_all, (TICKS, GROUP), {}),
    (westfall_young, (TICKS, GROUP), {"permutations": 9}),
    (adjust, ([0.1, 0.2], "holm"), {}),
]
ODD = {
    "NaN": np.nan,
    "text": "a",
    "nothing": None,
    "NA": pd.NA,
    "rows of different lengths": [[1, 2], [3]],
    "complex": 1 + 2j,
    "a date": np.datetime64("2020-01-01"),
    "a dictionary": {"a": 1},
    "a number without room": 10**400,
    "more people than there are": 2**62,
    "a nullable column": pd.array([1, None], dtype="Int64"),
    "a masked array": np.ma.array([1, 2], mask=[0, 1]),
    "a category": pd.Categorical(["a", "b"]),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize(
    ("call", "arguments", "options"), CALLS, ids=[call.__name__ for call, _, _ in CALLS]
)
def test_what_is_no_number_is_refused_by_name_and_without_a_warning(call, arguments, options, odd):
    for place in range(len(arguments)):
        with pytest.raises(CpsurveyError):
            call(*(*arguments[:place], odd, *arguments[place + 1 :]), **options)
    for name in options:
        with pytest.raises(CpsurveyError):
            call(*arguments, **(options | {name: odd}))


@pytest.mark.parametrize(
    "counts", [pd.Series([1, 2], index=[7, 3]), pd.array([1, 2], dtype="Int64"), (1.0, 2.0)]
)
def test_columns_of_whole_numbers_are_taken_whatever_their_index_and_type(counts):
    low, high = wilson_interval(counts, 5)
    expected = [wilson_interval(count, 5) for count in (1, 2)]
    assert list(zip(low, high, strict=True)) == expected


def test_a_level_may_be_a_fraction():
    level = Fraction(19, 20)
    assert clopper_pearson_interval(2, 5, level=level) == clopper_pearson_interval(2, 5)
    assert fisher_exact_2x2(TABLE, level=level) == fisher_exact_2x2(TABLE)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: wilson_interval([1, 2, 3], [4, 5]),
            "count and base must be as many, or one for all; they have shapes (3,), (2,)",
        ),
        (
            lambda: newcombe_interval([1, 2], 4, [1, 2, 3], 5),
            "count_1 and base_1 and count_2 and base_2 must be as many, or one for all; "
            "they have shapes (2,), (), (3,), ()",
        ),
        (
            lambda: exact_power(4, 5, [0.1, 0.2], [0.1, 0.2, 0.3]),
            "share_1 and share_2 must be as many, or one for all; they have shapes (2,), (3,)",
        ),
        (lambda: wilson_interval(0, 10**10), "base must be at most 1,000,000,000 people"),
        (
            lambda: two_proportion_test([1, 2], 5, 3, 9),
            "count must be a single number, not 2 of them",
        ),
        (
            lambda: fisher_exact_2x2([[10**6, 10**6], [10**6, 10**6]]),
            "table has more than 1,000,000 others with its margins: use n_minus_1_chi2, "
            "which is as good there",
        ),
        (
            lambda: rao_scott_select_all([[1], [1], [0], [0]], [1, 1, 0, 0]),
            "indicators must differ between people of at least one group: without that there is "
            "no standard error; use marginal_independence",
        ),
        (
            lambda: marginal_independence([[1], [0]], pd.array([True, None], dtype="boolean")),
            "group must have a label for everybody: leave out people without one",
        ),
        (
            lambda: marginal_independence([[1], [0]], np.array(["2020-10-16", "NaT"], "M8[D]")),
            "group must have a label for everybody: leave out people without one",
        ),
        (
            lambda: westfall_young([[1], [0]], np.array([True, "a"], dtype=object)),
            "group must be True for one group and False for the other",
        ),
    ],
)
def test_what_is_wrong_is_said(call, message):
    with pytest.raises(NumbersError) as error:
        call()
    assert str(error.value) == message


def test_pandas_missing_answers_are_no_answers():
    answers = np.array([[1, 5], [2, np.nan], [2, 3], [3, 1], [3, 2]])
    frame = pd.DataFrame(answers).astype("Int64")
    group = pd.array([True, True, False, False, False], dtype="boolean")
    found, expected = westfall_young(frame, group), westfall_young(answers, np.arange(5) < 2)
    np.testing.assert_array_equal(found.p_values, expected.p_values)


def test_a_group_may_be_called_nan():
    assert marginal_independence([[1], [0], [0]], ["nan", "none", "none"]).differences == [-1]
