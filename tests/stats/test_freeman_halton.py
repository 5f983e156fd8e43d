"""The exact test of any table against R, against lists of all tables, and against itself."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.stats import _random_tables as random_tables
from cpsurvey.stats import _table_network as network
from cpsurvey.stats import fisher_exact_2x2, fisher_freeman_halton
from cpsurvey.stats import freeman_halton as module
from cpsurvey.stats._table_costs import TooManyTablesError

R_FAILS = [[120, 130, 90, 80, 42, 30], [5, 6, 4, 5, 2, 2], [30, 20, 25, 20, 10, 19]]
TOO_MANY = [
    [40, 51, 47, 62],
    [55, 38, 60, 41],
    [70, 66, 49, 58],
    [39, 44, 71, 63],
    [52, 47, 43, 59],
]

small_tables = st.sampled_from([(2, 2), (2, 4), (3, 2), (3, 3), (4, 2), (3, 4)]).flatmap(
    lambda shape: st.lists(
        st.integers(0, 3), min_size=math.prod(shape), max_size=math.prod(shape)
    ).map(lambda cells: np.array(cells).reshape(shape))
)


def listed(table):
    """Return the p-value by going through every table, in whole numbers."""
    rows, columns = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()

    def ways(cells):
        return math.prod(math.factorial(sum(c)) // math.prod(map(math.factorial, c)) for c in cells)

    def fill(left, columns):
        if len(columns) == 1:
            yield (tuple(left),)
            return
        for column in product(*(range(most + 1) for most in left[:-1])):
            last = columns[0] - sum(column)
            if 0 <= last <= left[-1]:
                filled = (*column, last)
                after = [a - b for a, b in zip(left, filled, strict=True)]
                yield from ((filled, *others) for others in fill(after, columns[1:]))

    observed = ways(table.T.tolist())
    every = [ways(filled) for filled in fill(rows, columns)]
    return sum(w for w in every if w <= observed) / sum(every)


def test_it_equals_r(oracle):
    expected = oracle("exact_rxc")
    found = [fisher_freeman_halton(table) for table in expected["table"]]
    assert {result.method for result in found} == {"exact"}
    p_values = [result.p_value for result in found]
    np.testing.assert_allclose(p_values, expected["fisher_p"], rtol=1e-8)


@pytest.mark.parametrize("row", range(6))
def test_it_is_exact_where_r_runs_out_of_workspace(oracle, row):
    expected = oracle("large_tables").loc[row]
    found = fisher_freeman_halton(expected["table"])
    assert (found.method, found.standard_error, found.draws, found.seed) == ("exact", 0, 0, "")
    if np.isnan(expected["exact"]):  # not even 800 MB are enough for R
        assert found.p_value == pytest.approx(expected["simulated"], abs=4 * 0.5 / 1000)
    else:
        assert found.p_value == pytest.approx(expected["exact"], rel=1e-8)


@given(small_tables.filter(np.any))
def test_it_equals_going_through_every_table(table):
    filled = table[table.any(axis=1)][:, table.any(axis=0)]
    assert fisher_freeman_halton(table).p_value == pytest.approx(listed(filled), rel=1e-12)


@given(small_tables.filter(lambda t: t.any(axis=0).all() and t.any(axis=1).all()))
def test_the_network_equals_going_through_every_table(table):
    wide = table if len(table) <= len(table.T) else table.T
    assert network.exact_p_value(wide) == pytest.approx(listed(table), rel=1e-9)


def test_the_network_equals_the_list_for_rare_tables_to_the_last_digits():
    table = np.array([[14, 1, 0], [0, 13, 1], [1, 0, 12]])
    by_list = module._by_listing(table)
    assert by_list < 1e-12
    assert network.exact_p_value(table) == pytest.approx(by_list, rel=1e-9)


@pytest.mark.parametrize("at_once", [7, 400])
def test_the_network_is_the_same_in_small_blocks(monkeypatch, at_once):
    table = np.array([[7, 8, 2, 7], [4, 2, 3, 1], [15, 9, 5, 9], [7, 2, 1, 8]])
    whole = network.exact_p_value(table)
    monkeypatch.setattr(network, "PATHS_AT_ONCE", at_once)
    monkeypatch.setattr("cpsurvey.stats._column_fillings.NODES_AT_ONCE", at_once)
    monkeypatch.setattr("cpsurvey.stats._column_fillings.MOST_KEYS_MARKED", at_once)
    assert network.exact_p_value(table) == pytest.approx(whole, rel=1e-13)


def test_two_by_two_is_fishers_exact_test(oracle):
    for table in oracle("fisher_2x2")["table"]:
        assert fisher_freeman_halton(table).p_value == fisher_exact_2x2(table).p_value
        both_sides = table[table.any(axis=1)][:, table.any(axis=0)]
        if both_sides.shape == (2, 2):
            by_list = module._by_listing(both_sides)
            assert by_list == pytest.approx(fisher_exact_2x2(table).p_value, rel=1e-9)


@given(small_tables.filter(np.any), st.randoms(use_true_random=False))
def test_the_order_of_groups_and_of_answers_does_not_matter_nor_which_are_rows(table, random):
    p_value = fisher_freeman_halton(table).p_value
    rows, columns = list(range(len(table))), list(range(len(table.T)))
    random.shuffle(rows)
    random.shuffle(columns)
    for same in (table[rows][:, columns], table.T):
        assert fisher_freeman_halton(same).p_value == pytest.approx(p_value, rel=1e-9)


def test_empty_groups_and_answers_are_left_out():
    full = fisher_freeman_halton([[2, 5, 1], [6, 1, 3]])
    assert fisher_freeman_halton([[2, 0, 5, 1], [0, 0, 0, 0], [6, 0, 1, 3]]) == full


@pytest.mark.parametrize("table", [[[24, 0], [492, 0]], [[3, 4, 5]], [[7]], [[1], [2]]])
def test_where_everybody_answered_alike_or_is_in_one_group_p_is_1(table):
    assert fisher_freeman_halton(table) == (1.0, "exact", 0.0, 0, "")


def test_with_too_many_tables_it_draws_and_says_so():
    found = fisher_freeman_halton(TOO_MANY, rng=7, draws=2_000)
    assert (found.method, found.draws, found.seed) == ("monte carlo", 2_000, "7")
    p = found.p_value
    assert found.standard_error == pytest.approx(math.sqrt(p * (1 - p) / 2_000))
    assert (p * 2_001) == pytest.approx(round(p * 2_001))
    assert found == fisher_freeman_halton(TOO_MANY, rng=7, draws=2_000)


def test_p_is_never_0_in_draws():
    table = np.kron(np.eye(5, dtype=int), [[60]]) + 5
    assert fisher_freeman_halton(table, draws=99).p_value == 0.01


@pytest.mark.parametrize("shuffled", [True, False])
def test_drawn_tables_have_the_margins_and_the_mean_of_the_hypergeometric(shuffled):
    counts = np.array([[5, 3, 2], [1, 6, 3], [4, 1, 5]])
    random = np.random.default_rng(0)
    if shuffled:
        tables = random_tables._shuffled(counts, random, 10_000).T.reshape(3, 3, -1)
    else:
        drawn = [cell.copy() for cell in random_tables._cell_by_cell(counts, random, 10_000)]
        tables = np.stack(drawn).reshape(3, 3, -1)
    assert (tables.sum(axis=1) == counts.sum(axis=1)[:, np.newaxis]).all()
    assert (tables.sum(axis=0) == counts.sum(axis=0)[:, np.newaxis]).all()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    np.testing.assert_allclose(tables.mean(axis=2), expected, atol=0.06)


@pytest.mark.parametrize("people_a_cell", [0, np.inf])
def test_draws_are_unbiased(monkeypatch, people_a_cell):
    table = [[2, 8, 3, 2], [5, 3, 1, 2], [1, 3, 1, 2]]
    exact = fisher_freeman_halton(table).p_value
    monkeypatch.setattr(module, "_exact", lambda _: None)
    monkeypatch.setattr(random_tables, "SHUFFLED_BELOW", people_a_cell)
    drawn = fisher_freeman_halton(table, draws=20_000)
    assert drawn.method == "monte carlo"
    assert abs(drawn.p_value - exact) < 4 * drawn.standard_error


def test_shuffles_are_the_same_from_one_seed_whatever_the_block(monkeypatch):
    table = np.eye(30, dtype=int)[:, :20] + 1
    monkeypatch.setattr(module, "_exact", lambda _: None)
    whole = fisher_freeman_halton(table, rng=3, draws=500)
    monkeypatch.setattr("cpsurvey.stats._resampling.MOST_NUMBERS", 5_000)
    assert fisher_freeman_halton(table, rng=3, draws=500) == whole


def test_beyond_a_million_people_it_draws_without_a_table_of_logarithms():
    table = [[400_000, 300_000, 10], [200_000, 150_000, 5]]
    found = fisher_freeman_halton(table, draws=100)
    assert found.method == "monte carlo"
    assert 0.01 <= found.p_value <= 1


def test_rounding_does_not_part_tables_as_probable_among_a_hundred_million_people():
    table = np.array([[600, 300, 100], [0, 0, 0]]) * 100 + [[0, 0, 0], [3, 2, 1]]
    exact = fisher_freeman_halton(table)
    drawn = fisher_freeman_halton(table * [[1_000], [1]], draws=10_000)
    assert (exact.method, drawn.method) == ("exact", "monte carlo")
    assert abs(drawn.p_value - exact.p_value) < 4 * drawn.standard_error


def test_more_than_a_million_tables_of_two_by_two_are_not_listed():
    found = fisher_freeman_halton([[1_100_000, 1_100_000], [1_100_000, 1_100_000]], draws=99)
    assert (found.p_value, found.method) == (1, "monte carlo")


@pytest.mark.parametrize("spent", [0, 1_000, 100_000])
def test_a_spent_budget_ends_the_search(monkeypatch, spent):
    monkeypatch.setattr(network, "MOST_WORK", spent)
    with pytest.raises(TooManyTablesError):
        network.exact_p_value(np.array(R_FAILS))


def test_margins_that_no_number_can_name_end_the_search():
    with pytest.raises(TooManyTablesError):
        network.exact_p_value(np.full((12, 12), 40))


HARD = """
import pathlib, re, time
import numpy as np
from cpsurvey.stats import fisher_freeman_halton
random, seconds = np.random.default_rng(0), []
for rows, columns, people in [(3, 3, 2_000), (5, 5, 120), (4, 4, 516), (8, 8, 60), (10, 10, 50)]:
    table = random.multinomial(people, np.full(rows * columns, 1 / (rows * columns)))
    start = time.perf_counter()
    fisher_freeman_halton(table.reshape(rows, columns))
    seconds.append(time.perf_counter() - start)
status = pathlib.Path('/proc/self/status').read_text()
print(max(seconds), *re.findall(r'VmHWM:\\s*(\\d+) kB', status))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the most memory used from /proc")
def test_memory_and_time_are_bounded_whatever_the_table():
    run = subprocess.run([sys.executable, "-c", HARD], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, run.stdout.split())
    assert seconds < 10  # a second or two, on a machine of one's own
    assert kilobytes < 500_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"table": [[1, -2], [3, 4]]}, "table must be whole numbers of people, 0 or more"),
        ({"table": [[1, 2.5], [3, 4]]}, "table must be whole numbers of people, 0 or more"),
        ({"table": [[1, np.nan], [3, 4]]}, "table must be whole numbers of people, 0 or more"),
        ({"table": [[0, 0], [0, 0]]}, "table must have somebody in it: nobody answered"),
        (
            {"table": []},
            "table must have rows, one a group, and columns, one an answer; not shape (0,)",
        ),
        (
            {"table": [1, 2, 3]},
            "table must have rows, one a group, and columns, one an answer; not shape (3,)",
        ),
        (
            {"table": [[10**9, 2, 3], [4, 5, 6]]},
            "table must have fewer than 1,000,000,000 people: no random table can be drawn",
        ),
        (
            {"table": [[1, 2], [3, 4]], "draws": 0},
            "draws must be a whole number of 1 or more, for example 9999",
        ),
    ],
)
def test_what_is_no_table_is_refused(arguments, message):
    with pytest.raises(ValueError) as error:
        fisher_freeman_halton(**arguments)
    assert str(error.value) == message


def test_a_seed_that_is_none_is_refused_even_where_none_is_needed():
    with pytest.raises(ValueError) as error:
        fisher_freeman_halton([[1, 2], [3, 4]], rng=-1)
    assert str(error.value) == (
        "rng must be a whole number of 0 or more, a numpy.random.Generator, or None for the "
        "seed 0; got -1"
    )
