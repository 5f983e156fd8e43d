"""Codes joined by commas whose names hold commas: recovered from the cells themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.readers.codings.joined_codes import Split, split_cells

TRUST = "T2. Security, privacy & trust: Access"
NAMES = [
    "Calm",
    "Well, then",
    "Well",
    'So, "no", he said',
    "T2. Trust, law: A",
    "T12. Trust, law: B",
]


def codes(cells, counts):
    return [list(split.codes) for split in split_cells(cells, counts)]


def test_a_name_with_a_comma_is_known_by_the_number_of_codes():
    assert codes([f"Calm, {TRUST}", "Calm", TRUST], [2, 1, 1]) == [
        ["Calm", TRUST],
        ["Calm"],
        [TRUST],
    ]


def test_codes_learnt_from_one_cell_tell_another():
    cells = [f"Calm, {TRUST}, Video", "Calm, Video", f"{TRUST}, Video", "Video"]
    assert codes(cells, [3, 2, 2, 1])[0] == ["Calm", TRUST, "Video"]


def test_the_order_of_the_codes_tells_where_nothing_else_does():
    certain = ["Apple, Beet", "Beet, Corn, Date"]
    assert codes([*certain, "Yarn, a, Zip"], [2, 3, 2])[2] == ["Yarn, a", "Zip"]


def test_lines_of_their_own_need_no_guess():
    assert codes([f"{TRUST}\nCalm"], [None]) == [[TRUST, "Calm"]]


def test_what_can_be_parted_in_several_ways_is_taken_only_where_all_agree():
    assert split_cells(["a, b, c"], [2]) == [Split((), 2)]
    assert split_cells(["Calm, a, b, c", "Calm"], [3, 1]) == [Split(("Calm",), 2), Split(("Calm",))]


def test_without_numbers_only_known_codes_part_a_cell():
    assert split_cells(["Calm", "Well, then", "Calm, Well, then"], [1, 1, None]) == [
        Split(("Calm",)),
        Split(("Well, then",)),
        Split(("Calm", "Well, then")),
    ]


def test_fewer_pieces_than_codes_and_cells_without_codes():
    assert split_cells(["", "a, b"], [0, 5]) == [Split(()), Split((), 5)]


def test_cells_too_long_to_try_are_not_tried():
    cell = ", ".join("ab" * 300)
    assert split_cells([cell, ", ".join("ab" * 60)], [300, 60]) == [Split((), 300), Split((), 60)]


@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), max_size=12))
def test_no_code_is_ever_lost_or_doubled_without_a_word(lists):
    single = [[name] for name in NAMES]
    cells, counts = [", ".join(one) for one in [*single, *lists]], list(map(len, [*single, *lists]))
    for split, whole in zip(split_cells(cells, counts), [*single, *lists], strict=True):
        assert len(split.codes) + split.unclear == len(whole)
        assert split.unclear or ", ".join(split.codes) == ", ".join(whole)
