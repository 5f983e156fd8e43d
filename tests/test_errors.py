from cpsurvey.errors import listed, nearest, unknown


def test_nearest_offers_the_closest_known_word_whatever_its_case():
    assert nearest("beter", ["Better", "Worse"]) == ', did you mean "Better"?'


def test_nearest_says_nothing_when_nothing_is_close():
    assert nearest("purple", ["Better", "Worse"]) == ""


def test_listed_joins_with_and():
    assert [listed(""), listed("a"), listed("ab"), listed("abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_listed_counts_what_it_leaves_out():
    assert listed("abcde", most=2) == "a, b and 3 more"


def test_unknown_ends_with_a_full_stop_when_nothing_is_close():
    assert unknown("scale", "zzz", ["a", "b"]) == 'scale "zzz" is not known. Known: a and b.'
