"""Which names of sources are plainly codes, and what interviews are called where they are not."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning.pseudonyms import WORDS, is_code, name_interviews

CODES = [
    "P01", "p 7", "01", "Interview 3", "SYNTHETIC-P01", "Int01_ID731", "Parents_2", "P01a",
    "transcript (4)", "Case No. 12", "\uff50\uff10\uff11", "Social worker 9", "Participant #12",
]  # fmt: skip
NAMES = [
    "Ann Lee", "Ann 1", "JS01", "J.S. 3", "J S 3", "Case 12 Leeds", "Jo 2", "李明 3", "P", "Parent",
    "07700900123", "12-03-1985", "120385", "Siân 4", "interview", "", "Int 3 (Mrs Hall)", "א 3",
    "AB1 2CD", "Dr 4",
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in CODES if name])
def test_a_code_is_plainly_one(name):
    assert is_code(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_may_name_a_person_or_place_is_none(name):
    assert not is_code(name)


def test_the_words_of_the_groups_may_stand_in_a_code():
    assert not is_code("Visitor 3")
    assert is_code("Visitors 3", {"visitor"})


@given(st.text("abcdefghijklmnopqrstuvwxyzŷé", min_size=2), st.text("0123456789 -_."))
def test_a_word_that_is_not_listed_is_in_no_code(word, rest):
    assert not is_code(word + rest) or {word, word.removesuffix("s")} & WORDS


def names(sources, given=None):
    team = pd.Series(given or [""] * len(sources))
    return name_interviews(pd.Series(list(sources)), team).tolist()


def test_others_are_numbered_in_the_order_of_the_file():
    assert names(["Zoe.txt", "P07.docx", "Ann.txt"]) == ["interview-01", "P07", "interview-02"]


def test_two_of_one_name_are_told_apart_by_their_numbers():
    assert names(["P01.txt", "p01.docx", "P02"]) == ["interview-01", "interview-02", "P02"]


def test_a_number_that_is_taken_is_left_out():
    assert names(["interview-01.txt", "Ann.txt"]) == ["interview-01", "interview-02"]


def test_the_teams_own_names_go_first():
    assert names(["Ann.txt", "P02.txt", "P01.txt"], ["P01", "", ""]) == [
        "P01", "P02", "interview-01",
    ]  # fmt: skip


def test_many_have_numbers_of_one_width():
    found = names([f"{'x' * n}y.txt" for n in range(1, 102)])
    assert (found[0], found[-1]) == ("interview-001", "interview-101")


@given(st.lists(st.text(max_size=8) | st.sampled_from(["P01", "P01.txt", "p01", "interview-01"])))
def test_no_two_interviews_are_called_alike(sources):
    found = names(sources)
    assert len({name.casefold() for name in found}) == len(sources)
    assert all(found)
