"""Kruskal and Wallis's test against R and its own promises."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import kruskal_wallis, wilcoxon_exact

PEOPLE = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=3, max_size=30)


def numbers(text):
    return [int(number) for number in text.split()]


def test_it_equals_r(oracle):
    for row in oracle("ordinal_k_groups").itertuples():
        result = kruskal_wallis(numbers(row.values), numbers(row.groups))
        assert result.statistic == pytest.approx(row.kw_H, rel=1e-8)
        assert result.p_value == pytest.approx(row.kw_p, rel=1e-8)
        assert result.df == len(set(row.groups.split())) - 1


@given(PEOPLE)
def test_names_of_groups_and_direction_of_levels_do_not_matter(people):
    values, groups = zip(*people, strict=True)
    assume(len(set(groups)) > 1)
    result = kruskal_wallis(values, groups)
    renamed = kruskal_wallis([-v for v in values], [{1: 9, 2: 4, 3: 5, 4: 0}[g] for g in groups])
    assert renamed.statistic == pytest.approx(result.statistic, abs=1e-10)


def test_for_two_groups_it_is_wilcoxons_z_squared():
    x, y = [1, 2, 2, 3, 5], [2, 3, 4, 4, 5, 5]
    z = wilcoxon_exact(x, y).z
    assert kruskal_wallis(x + y, [0] * 5 + [1] * 6).statistic == pytest.approx(z**2)


def test_one_answer_from_everybody_is_no_difference():
    assert kruskal_wallis([2, 2, 2], [1, 2, 3]) == (0, 1, 2)


@pytest.mark.parametrize(
    ("values", "groups", "message"),
    [
        ([1, 2], [1, 1], "groups must name at least two groups: everybody is in the same one"),
        ([1, 2], [1, 2, 2], "values and groups must have one number each a person; got 2 and 3"),
    ],
)
def test_bad_input_is_refused(values, groups, message):
    with pytest.raises(NumbersError) as caught:
        kruskal_wallis(values, groups)
    assert str(caught.value) == message
