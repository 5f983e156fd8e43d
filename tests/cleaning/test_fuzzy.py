"""How far a misspelt name lies from those there are, and when it is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.cleaning.fuzzy import decide, names, nearest, sound, suggested

KNOWN = names(
    [
        ("barnet", ("A",), 2),
        ("brent", ("B",), 2),
        ("nottingham", ("C",), 2),
        ("nottinghamshire", ("D",), 2),
        ("kent", ("E",), 2),
        ("stafford", ("F",), 1),
        ("trafford", ("G",), 2),
        ("barnes", (), 0),
        ("merseyside", ("H", "I"), 2),
    ]
)
TAKEN = [
    ("barnet", ("A",)),
    ("barnett", ("A",)),
    ("barent", ("A", "B")),  # as near to the one as to the other
    ("barnex", ()),  # as near to a place that is nothing
    ("nottinghm", ("C",)),
    ("nottinghamsh", ()),  # neither the city with more nor the county cut short
    ("nottinghamshre", ("D",)),
    ("kentt", ()),  # four letters are never misspelt
    ("staford", ("F",)),
    ("notinghamsh", ()),
    ("staffordd", ("F",)),
    ("sttraford", ()),  # a district may be a letter out, and no more
    ("mersyside", ("H", "I")),
    ("zarnet", ()),  # another first letter
    ("leeds", ()),
]
SAID = [
    ("leicester", "lester"),
    ("worcester", "worster"),
    ("middlesbrough", "middlesboro"),
    ("rotherham", "rotheram"),
    ("caerphilly", "caerfilly"),
    ("denbighshire", "denbishire"),
]


@pytest.mark.parametrize(("typed", "codes"), TAKEN)
def test_a_misspelling_is_taken_only_if_it_can_be_nothing_else(typed, codes):
    assert decide(nearest(typed, KNOWN)) == codes


@pytest.mark.parametrize(("name", "typed"), SAID)
def test_names_that_sound_alike_are_alike(name, typed):
    assert sound(name) == sound(typed)


def test_the_nearest_are_suggested_first():
    assert suggested(nearest("barnex", KNOWN)) == ("A", "B")


def test_one_spelling_given_twice_stands_for_both():
    assert decide(nearest("ashton", names([("ashton", ("A",), 2), ("ashton", ("B",), 2)]))) == (
        "A",
        "B",
    )


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_sound_is_said_the_same_the_second_time(letters):
    assert sound(letters) == sound(letters)
    assert decide(nearest(letters, KNOWN)) in {(), *(codes for _, codes in TAKEN), ("A",), ("B",)}
