"""Margins that cannot be: refused, naming those that clash and no others."""

from itertools import combinations

import numpy as np
import pytest

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.clash import check_sums, smallest_clash
from cpsurvey.synthetic.fitting import fit_cells, fit_sums
from cpsurvey.synthetic.sums import named_sums

LEVELS = (("video", "phone"), ("yes", "no"), ("England", "Wales"))
SQUARE, SWAPPED = [[1, 0], [0, 1]], [[0, 1], [1, 0]]


def refused(names, axes, totals, odds=None, levels=LEVELS):
    size = 1 + max(axis for one in axes for axis in one)
    odds = np.ones((2,) * size) if odds is None else np.array(odds, dtype=float)
    totals = [np.array(one) for one in totals]
    with pytest.raises(CodebookError) as caught:
        fit_cells(names, axes, totals, odds, np.random.default_rng(0), levels)
    return str(caught.value)


def test_margins_of_different_people_are_told_with_what_they_add_up_to():
    assert refused(
        ["parent.join_mode", "parent.better", "parent.nation"],
        [(0,), (1,), (2,)],
        [[16, 8], [5, 19], [20, 3]],
    ) == (
        "the margins do not count the same people: they add up, parent.join_mode to 24,"
        " parent.better to 24 and parent.nation to 23. Mend the counts so that all come to the same"
        " number."
    )


def test_a_total_that_the_answers_do_not_come_to_is_named():
    assert refused(["people", "mode"], [(), (0,)], [24, [16, 9]]) == (
        "the margins do not count the same people: they add up, people to 24 and mode to 25. Mend"
        " the counts so that all come to the same number."
    )


def test_two_margins_that_differ_about_the_question_they_share_are_named_with_the_answer():
    assert refused(
        ["mode by better", "better by nation", "nation"],
        [(0, 1), (1, 2), (2,)],
        [[[4, 2], [1, 1]], [[3, 1], [2, 2]], [5, 3]],
    ) == (
        "margins mode by better and better by nation contradict each other: for yes, mode by better"
        " adds up to 5 and better by nation to 4. Mend one of them."
    )


def test_counts_that_combinations_which_never_occur_leave_no_room_for_are_named():
    assert refused(["mode", "better"], [(0,), (1,)], [[4, 2], [3, 3]], [[1, 0], [1, 1]]) == (
        "margins mode and better contradict each other, as some combinations never occur (odds of"
        " 0): no table of whole numbers has 2 for phone (mode) and 3 for no (better). Change one of"
        " these counts, or let more combinations occur."
    )


def test_one_margin_that_counts_what_never_occurs_is_named_alone():
    assert refused(
        ["mode by better", "nation"],
        [(0, 1), (2,)],
        [SQUARE, [1, 1]],
        [[[0, 0], [1, 1]], [[1, 1]] * 2],
    ) == (
        "margin mode by better cannot be met, as some combinations never occur (odds of 0): no"
        " table of whole numbers has 1 for video and yes (mode by better). Change one of these"
        " counts, or let more combinations occur."
    )


def test_three_cross_tabulations_of_which_any_two_go_together_are_all_named():
    assert refused(
        ["mode by better", "better by nation", "mode by nation", "nation"],
        [(0, 1), (1, 2), (0, 2), (2,)],
        [SQUARE, SQUARE, SWAPPED, [1, 1]],
    ) == (
        "margins mode by better, better by nation and mode by nation contradict each other: no"
        " table of whole numbers has 1 for phone and no (mode by better), 0 for no and England"
        " (better by nation) and 0 for phone and Wales (mode by nation). Change one of these"
        " counts."
    )


def test_fractions_of_people_are_no_way_out():
    """Only a table with halves in it meets these three, where it is not 0; fitting finds that."""
    halves = np.array(
        [
            [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]],
            [[0, 1, 0], [0, 0.5, 0.5], [0, 1.5, 0.5]],
            [[1, 0.5, 0.5], [0.5, 2.5, 0], [0.5, 0, 1.5]],
        ]
    )
    totals = [halves.sum(axis=2), halves.sum(axis=0), halves.sum(axis=1)]
    axes = [(0, 1), (1, 2), (0, 2)]
    sums = named_sums(["ab", "bc", "ac"], axes, totals, halves)
    np.testing.assert_allclose(fit_sums((halves > 0) * 1.0, sums).table, halves, atol=1e-6)
    check_sums(sums, np.ones((3, 3, 3)))
    assert refused(["ab", "bc", "ac"], axes, totals, halves > 0, ()).startswith(
        "margins ab, bc and ac contradict each other, as some combinations never occur (odds of 0):"
        " no table of whole numbers has "
    )


def test_places_without_names_are_numbered():
    found = refused(["a", "b"], [(0,), (1,)], [[4, 2], [3, 3]], [[1, 0], [1, 1]], levels=())
    assert "2 for 2 (a) and 3 for 2 (b)" in found


@pytest.mark.parametrize(
    ("axes", "totals", "message"),
    [
        (
            [(0,)],
            [[1, 1, 1]],
            "margin a: its totals have the shape (3,), and the table (2,) over these axes.",
        ),
        ([(0, 0)], [SQUARE], "margin a: its axes are 0 and 0; the table has 1, numbered from 0."),
        ([(0,)], [[1, -1]], "margin a: totals are whole numbers from 0 on."),
        ([(0,)], [[1, 0.5]], "margin a: totals are whole numbers from 0 on."),
        ([(1,)], [[1, 1]], "no margin is over axis 0 of the table: give one for every question."),
    ],
)  # fmt: skip
def test_a_margin_that_does_not_fit_the_table_is_refused(axes, totals, message):
    assert refused(["a"], axes, totals) == message


def test_odds_below_nothing_are_refused():
    assert refused(["a"], [(0,)], [[1, 1]], [1, -1]) == "odds are numbers from 0 on."


def test_every_margin_needs_a_name():
    assert refused(["a"], [(0,), (1,)], [[1, 1], [1, 1]]) == (
        "1 names, 2 axes and 2 arrays of totals: every margin needs one of each."
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_is_named_clashes_and_without_any_one_of_it_does_not(seed):
    """Against all subsets: clashing sets are those that hold one of a few small ones."""
    rng = np.random.default_rng(seed)
    items = list(range(7))
    cores = [set(rng.choice(items, rng.integers(1, 4), replace=False)) for _ in range(3)]

    def clashes(some):
        return any(core <= set(some) for core in cores)

    found = smallest_clash(items, clashes)
    assert clashes(found)
    assert not any(clashes(fewer) for fewer in combinations(found, len(found) - 1))
