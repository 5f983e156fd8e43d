"""Which values agree with a claim, and why: its number, its words, or what they are read as."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cpsurvey.claims import Asks, Base, Claim, expected, load_claims, load_words, read_band
from cpsurvey.claims.words import own_words
from cpsurvey.errors import CodebookError

SAID = Asks("share", question="said", answers=("yes",))
ONE = Claim(
    id="it", topic="sample", group="both", claim="Nearly half", kind="word", words="nearly half",
    certainty="high", base=Base("people", "survey", "stated"), sources=(), asks=SAID,
)  # fmt: skip
KEPT = replace(ONE, words="", kind="count", value=5, asks=Asks("respondents"))


def wanted(claim, **own):
    own = {word.replace("_", " "): band for word, band in own.items()}
    return expected(claim, load_words(own), own_words(own))


def test_a_word_is_its_band_and_its_reason():
    found = wanted(ONE)
    assert (str(found.band), found.unit) == ("[0.45, 0.5)", Fraction(1, 100))
    assert found.why == '"nearly half": below half, and nearer to half than to 40%'
    assert [str(band) for band in found.alternatives] == ["[0.4, 0.5)", "[0.475, 0.5)"]


def test_a_count_and_a_list_are_their_number():
    for kind in ("count", "list"):
        found = wanted(replace(KEPT, kind=kind))
        assert (str(found.band), found.why, found.unit) == ("[5, 5]", "the number itself", None)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"),
    [
        (17, Fraction(165, 1000), Fraction(175, 1000), Fraction(1, 100)),
        (17.0, Fraction(165, 1000), Fraction(175, 1000), Fraction(1, 100)),
        (71.5, Fraction(7145, 10000), Fraction(7155, 10000), Fraction(1, 1000)),
        (72.75, Fraction(72745, 10**5), Fraction(72755, 10**5), Fraction(1, 10**4)),
    ],
)
def test_a_percentage_is_whatever_rounds_to_its_last_digit(value, low, high, unit):
    found = wanted(replace(ONE, words="", kind="percent", value=value))
    assert (found.band.holds(low), found.band.holds(high), found.unit) == (True, False, unit)
    assert not found.band.holds(low - Fraction(1, 10**9))
    assert found.band.holds(high - Fraction(1, 10**9))
    assert found.why == f"rounds to {value:g}%"


def test_a_band_of_a_claims_own_goes_before_its_number():
    claim = replace(KEPT, band=read_band("(5, inf)"), band_reason="more than 5")
    assert (str(wanted(claim).band), wanted(claim).why) == ("(5, inf)", "more than 5")


def test_words_without_an_amount_are_what_they_are_read_as():
    claim = replace(ONE, words="many", reads_as="at least one", reads_why="no amount")
    found = wanted(claim)
    assert (str(found.band), found.why) == (
        "(0, 1]",
        'read as "at least one": the least that would make the sentence true',
    )


def test_what_a_reader_sets_goes_before_everything():
    claim = replace(ONE, words="many", reads_as="at least one", reads_why="no amount")
    assert str(wanted(claim, many="[0.3, 1]").band) == "[0.3, 1]"
    assert str(wanted(claim, at_least_one="[0.1, 1]").band) == "[0.1, 1]"
    assert str(wanted(ONE, nearly_half="[0.4, 0.5)").band) == "[0.4, 0.5)"
    banded = replace(ONE, band=read_band("[0, 1]"), band_reason="anything")
    assert str(wanted(banded, nearly_half="[0.4, 0.5)").band) == "[0.4, 0.5)"


def test_a_share_that_a_reader_sets_is_no_reading_of_a_difference():
    less = replace(SAID, question="heard")
    asks = Asks("difference", question="said", answers=("yes",), less=less)
    claim = replace(ONE, words="some", reads_as="more", reads_why="an order", asks=asks)
    assert str(wanted(claim, some="[0.3, 1]").band) == "(0, 1]"
    assert str(wanted(claim, more="[0.1, 1]").band) == "[0.1, 1]"


def test_beyond_chance_is_all_of_the_interval():
    claim = replace(ONE, words="", reads_as="differs beyond chance", reads_why="did not match")
    assert wanted(claim).interval


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("many", 'claim it: "many" names no amount (no amount that all readers would share): give'
                 " `reads_as` or a `band`."),
        ("nearly hafl", 'claim it: word "nearly hafl" is not known, did you mean "nearly half"?'),
    ],
)  # fmt: skip
def test_words_that_nothing_reads_are_refused(words, told):
    with pytest.raises(CodebookError) as caught:
        wanted(replace(ONE, words=words))
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("claim", "own", "band"),
    [
        (ONE, {"nearly_half": "[45, 50)"}, "[45, 50)"),
        (replace(ONE, words="", kind="percent", value=110), {}, "[1.095, 1.105)"),
    ],
)
def test_a_band_in_per_cent_is_no_band_of_shares(claim, own, band):
    with pytest.raises(CodebookError) as caught:
        wanted(claim, **own)
    assert str(caught.value) == (
        f'claim it: band "{band}" goes beyond 1, and no share does: 45% is 0.45.'
    )


def test_every_claim_of_the_study_that_can_be_decided_has_values_that_agree():
    words = load_words()
    for claim in load_claims():
        if claim.asks:
            assert expected(claim, words, {}).why
