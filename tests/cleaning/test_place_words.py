"""The words that name a place, and those that any place has."""

import pytest

from cpsurvey.cleaning.initialisms import initialisms
from cpsurvey.cleaning.place_words import read_words, rest

KNOWN = frozenset(("leeds", "kent", "bath", "somerset", "north", "east", "tyneside", "newham"))
WORDS = [
    ("Leeds City Council", ("leeds",), (), ("city",)),
    ("LEEDS c.c.", ("leeds",), (), ()),
    ("Kent Cuonty Counsil", ("kent",), (), ("county",)),
    ("London Borough of Newham", ("newham",), (), ()),
    ("N. Tyneside", ("north", "tyneside"), ("north",), ()),
    ("Noth Tyneside", ("north", "tyneside"), ("north",), ()),
    ("Wast Tyneside", ("wast", "tyneside"), (), ()),
    ("Bath & NE Somerset", ("bath", "north", "east", "somerset"), ("north", "east"), ()),
    ("Bath n Somerset", ("bath", "somerset"), (), ()),
    ("NYorks", ("north", "yorkshire"), ("north",), ()),
    ("Notts", ("nottinghamshire",), (), ()),
    ("the council", (), (), ()),
]
CALLED = [
    ("lbb", ("E09000003", "E09000005")),
    ("bcc", ("E06000022", "E10000099")),
    ("banes", None),
    ("bnes", None),
    ("bnesc", ("E06000022",)),
    ("tdc", ("E10000099",)),
]


@pytest.mark.parametrize(("typed", "name", "ways", "said"), WORDS)
def test_words_that_any_place_has_are_left_out(typed, name, ways, said):
    words = read_words(typed, KNOWN)
    assert (words.name, words.ways, words.said) == (name, frozenset(ways), frozenset(said))


def test_the_ways_a_place_lies_are_no_letters_of_its_name():
    assert rest(("bath", "north", "east", "somerset")) == "bathsomerset"


@pytest.mark.parametrize(("initials", "codes"), CALLED)
def test_initials_stand_for_every_council_that_may_be_called_so(initials, codes):
    found = initialisms(
        [
            ("barnet", "E09000003"),
            ("brent", "E09000005"),
            ("bath and north east somerset", "E06000022"),
            ("buckland", "E10000099"),
        ],
        [("three rivers", "E10000099"), ("thanet", "E10000099")],
    )
    assert found.get(initials) == codes
