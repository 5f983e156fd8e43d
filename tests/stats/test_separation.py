"""Which answers have no finite odds ratio: typed cases, and what a plain logit does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import NumbersError
from cpsurvey.stats import is_separated


@pytest.mark.parametrize(
    ("group", "answers", "separated"),
    [
        ([0, 0, 1, 1], [0, 1, 0, 1], False),
        ([0, 0, 1, 1], [0, 1, 1, 1], True),
        ([0, 0, 1, 1], [0, 0, 1, 1], True),
        ([0, 0, 0, 1, 1], [0, 1, 2, 1, 1], False),
        ([0, 0, 0, 1, 1], [0, 1, 2, 2, 2], True),
        ([0, 0, 0, 1, 1], [0, 1, 2, 1, 2], False),
        ([0, 0, 1, 1, 1], [0, 1, 1, 2, 2], True),
    ],
)
def test_typed_cases(group, answers, separated):
    assert is_separated(np.array(group)[:, np.newaxis], answers) is separated


@given(st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_a_full_table_is_never_separated_and_an_empty_cell_always_is(counts):
    group = np.repeat([0, 0, 1, 1], counts)[:, np.newaxis]
    answers = np.repeat([0, 1, 0, 1], counts)
    assert not is_separated(group, answers)
    without = (group[:, 0] == 0) | (answers == 1)
    assert is_separated(group[without], answers[without])


@given(st.data())
def test_two_terms_agree_with_whether_newtons_steps_run_away(data):
    people = data.draw(
        st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=6, max_size=12).filter(
            lambda rows: len(np.unique(rows, axis=0)) > 3 and np.ptp([r[2] for r in rows])
        )
    )
    rows = np.array(people)
    design = np.column_stack([np.ones(len(rows)), rows[:, :2]])
    if np.linalg.matrix_rank(design) < 3:
        return
    coefficients = np.zeros(3)
    for _ in range(25):
        predicted = 1 / (1 + np.exp(-np.clip(design @ coefficients, -30, 30)))
        information = (design.T * (predicted * (1 - predicted) + 1e-9)) @ design
        step = np.linalg.solve(information, design.T @ (rows[:, 2] - predicted))
        coefficients += np.clip(step, -2, 2)
    assert is_separated(rows[:, :2], rows[:, 2]) == (np.abs(coefficients).max() > 9)


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_the_unit_of_a_covariate_changes_nothing(unit):
    assert is_separated(unit * np.array([[1], [2], [3], [4]]), [0, 0, 1, 1])
    assert not is_separated(unit * np.array([[1], [2], [3], [4]]), [0, 1, 0, 1])


def test_bad_input_is_refused():
    with pytest.raises(NumbersError) as error:
        is_separated([[0], [1]], [0, 1, 1])
    assert str(error.value) == "design must have a row for each of answers"
