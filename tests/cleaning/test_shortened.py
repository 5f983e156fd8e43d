"""A name cut short: which names it may be cut from, and when that tells."""

import pytest

from cpsurvey.cleaning.shortened import Whole, by_initial, in_full, left_out

NAMES = by_initial(
    [
        Whole(("telford", "wrekin"), ("T",), 4),
        Whole(("blackpool",), ("B",), 4),
        Whole(("blackburn",), ("D",), 4),
        Whole(("middlesbrough",), ("M",), 4),
        Whole(("leicester",), ("L",), 4),
        Whole(("leicestershire",), ("S",), 4),
        Whole(("derby",), ("Y",), 4),
        Whole(("derbyshire",), ("X",), 4),
        Whole(("north", "yorkshire"), ("N",), 4),
        Whole(("rossendale",), ("R",), 5),
        Whole(("ross", "wye"), ("H",), 0),
        Whole(("sunderland",), ("U",), 4),
        Whole(("scotland",), (), 0),
        Whole(("test", "valley"), ("V",), 5),
        Whole(("lakenheath",), ("F",), 0),
    ]
)
CUT = [
    ("Telford & W", ("T",)),
    ("Tel. & Wrekin", ("T",)),
    ("T & W", ()),  # of no word enough is left
    ("Middlesb", ("M",)),
    ("Mid", ()),
    ("M'boro", ("M",)),  # however borough is written
    ("B'pool", ("B",)),
    ("B/pool", ("B",)),
    ("B\u2019pool Council", ("B",)),
    ("Black", ("B", "D")),
    ("Leic'shire", ("S",)),
    ("Leic", ("L", "S")),
    ("Derbs", ("X",)),  # "s" for shire
    ("Nth Yorksh", ("N",)),
    ("North Y", ()),
    ("Rossen", ("R",)),
    ("Ross", ()),  # too little of a district, and a town begins so
    ("S'land", ()),  # as well a place that has no code
    ("Test", ()),  # one word of two
    ("Lakenh", ()),  # nobody cuts short the name of a town
    ("", ()),
    ("& -", ()),
]


@pytest.mark.parametrize(("typed", "codes"), CUT)
def test_a_name_cut_short_stands_for_all_that_it_may_be_cut_from(typed, codes):
    assert in_full(typed, frozenset(), NAMES) == codes


def test_more_codes_than_a_person_can_choose_from_are_none():
    many = by_initial([Whole((f"ashby{number}",), (str(number),), 4) for number in range(7)])
    assert in_full("ashby", frozenset(), many) == ()


@pytest.mark.parametrize(
    ("typed", "said"), [("B'pool", True), ("B\u2019pool", True), ("b/pool", True), ("a/b", False)]
)
def test_a_sign_says_that_letters_are_left_out(typed, said):
    assert left_out(typed) is said
