"""McNemar's and Cochran's tests against R and published examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import cochran_q, mcnemar

counts = st.integers(0, 40)


def test_mcnemar_equals_r(oracle):
    expected = oracle("mcnemar_exact")
    found = [mcnemar([[5, b], [c, 9]]) for b, c in zip(expected["b"], expected["c"], strict=True)]
    np.testing.assert_allclose([f.exact_p for f in found], expected["p"], rtol=1e-8)
    np.testing.assert_allclose([f.mid_p for f in found], expected["mid_p"], rtol=1e-8)


def test_mcnemar_1_against_7():
    # Newcombe's paired example in tests/oracles.
    found = mcnemar([[1, 1], [7, 12]])
    assert found.exact_p == pytest.approx(0.0703, abs=5e-5)
    assert found.mid_p == pytest.approx(0.0391, abs=5e-5)
    assert found.statistic == pytest.approx(36 / 8)
    assert found.asymptotic_p == pytest.approx(0.0339, abs=5e-5)


def test_the_p_value_is_mid_p_unless_the_exact_one_is_asked_for():
    table = [[1, 1], [7, 12]]
    assert mcnemar(table).p_value == mcnemar(table).mid_p
    assert mcnemar(table, mid_p=False).p_value == mcnemar(table).exact_p


@given(counts, counts, counts, counts)
def test_swapping_the_answers_changes_nothing_and_exact_is_never_below_mid_p(a, b, c, d):
    found = mcnemar([[a, b], [c, d + 1]])
    assert mcnemar([[d + 1, c], [b, a]]) == pytest.approx(found)
    assert mcnemar([[0, b], [c, 1]]) == found  # people whose answers agree say nothing
    assert 0 < found.mid_p <= found.exact_p <= 1


def test_of_very_many_people_mid_p_is_the_asymptotic_p():
    # scipy's binomial distribution gives .26 here.
    found = mcnemar([[0, 10**9], [10**9 - 100, 0]])
    assert found.mid_p == pytest.approx(found.asymptotic_p, rel=1e-6)


def test_where_nobody_changed_there_is_no_difference():
    assert mcnemar([[20, 0], [0, 4]]) == (1, 1, 1, 0, 1)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[0, 0], [0, 0]], "table must have somebody in it: nobody gave both answers"),
        ([[1, 2, 3], [4, 5, 6]], "table must have shape (..., 2, 2), not (2, 3)"),
        ([[[1, 2], [3, 4]]] * 2, "table must be a single one, shape (2, 2), not (2, 2, 2)"),
        ([[1, -2], [3, 4]], "table must be whole numbers of people, 0 or more"),
    ],
)
def test_what_is_no_table_of_pairs_is_refused(table, message):
    with pytest.raises(ValueError) as error:
        mcnemar(table)
    assert str(error.value) == message


def test_cochrans_own_example():
    # Cochran (1950), table 1: growth of diphtheria bacilli on four media, 69 specimens; Q = 8.05.
    patterns = {"1111": 4, "1101": 2, "0111": 3, "0101": 1, "0000": 59}
    grown = [[int(x) for x in pattern] for pattern, n in patterns.items() for _ in range(n)]
    found = cochran_q(grown)
    assert found.statistic == pytest.approx(8.05, abs=0.005)
    assert found.df == 3


def test_conovers_example():
    # Three people's forecasts of twelve games, Conover, Practical nonparametric statistics; as in
    # the Dataplot manual of NIST: 2.8, p = .246597.
    right = [
        [1, 1, 1], [1, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 0], [1, 1, 1],
        [1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 1, 0], [1, 1, 1], [1, 1, 1],
    ]  # fmt: skip
    found = cochran_q(right)
    assert found.statistic == pytest.approx(2.8)
    assert found.p_value == pytest.approx(0.246597, abs=5e-7)


@given(st.lists(st.lists(st.booleans(), min_size=2, max_size=2), min_size=1, max_size=40))
def test_of_two_answers_it_is_mcnemars_statistic(ticked):
    first, second = np.array(ticked).T
    table = [[np.sum(first & second), np.sum(first & ~second)],
             [np.sum(~first & second), np.sum(~first & ~second)]]  # fmt: skip
    assert cochran_q(ticked).statistic == pytest.approx(mcnemar(table).statistic)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=20))
def test_order_and_uniform_people_do_not_matter_nor_does_yes_for_no(ticked):
    found = cochran_q(ticked)
    columns = np.array(ticked)
    others = [columns[:, ::-1], columns[::-1], ~columns, [*ticked, [True] * 4, [False] * 4]]
    assert [cochran_q(other).statistic for other in others] == pytest.approx([found.statistic] * 4)


def test_where_everybody_ticked_all_or_none_there_is_no_difference():
    assert cochran_q([[1, 1, 1], [0, 0, 0]]) == (0, 1, 2)


@pytest.mark.parametrize(
    ("responses", "message"),
    [
        (
            [[1, 0, np.nan]],
            "responses must be 0 or 1, or False or True, none missing: leave out people who were "
            "not asked",
        ),
        (
            [[1, 0, 2]],
            "responses must be 0 or 1, or False or True, none missing: leave out people who were "
            "not asked",
        ),
        (
            [["yes", "no"], ["no", "no"]],
            "responses must be 0 or 1, or False or True, none missing: leave out people who were "
            "not asked",
        ),
        (
            [1, 0, 1],
            "responses must have a row a person, at least one, and a column an answer, at least "
            "two; not shape (3,)",
        ),
        (
            [[1], [0]],
            "responses must have a row a person, at least one, and a column an answer, at least "
            "two; not shape (2, 1)",
        ),
    ],
)
def test_what_are_no_ticks_is_refused(responses, message):
    with pytest.raises(ValueError) as error:
        cochran_q(responses)
    assert str(error.value) == message
