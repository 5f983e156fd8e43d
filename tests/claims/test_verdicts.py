"""Which verdict a value gets: in the band, near it, off it, possible at all, read in two ways."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cpsurvey.claims import load_words, read_band
from cpsurvey.claims.expected import Expected, expected
from cpsurvey.claims.verdicts import agreeing_counts, agrees, rounds_to_agree, verdict_of
from cpsurvey.stats import wilson_interval
from cpsurvey.vocabulary import CLAIM_VERDICTS

WORDS = load_words()


def word(name):
    said = WORDS[name]
    unit = Fraction(1, 100) if said.approximate else None
    return Expected(said.band, said.reason, unit, said.interval)


def percent(claim_of, value):
    asks = {"kind": "share", "question": "said", "answers": ("yes",)}
    told = {"kind": "percent", "words": "", "value": value}
    claim = replace(claim_of("it", asks), band=None, band_reason="", **told)
    return expected(claim, WORDS, {})


@pytest.mark.parametrize(
    ("count", "base", "verdict"),
    [
        (82, 492, "reproduced"),  # 16.67%
        (86, 492, "reproduced"),  # 17.48%
        (87, 492, "within rounding"),  # 17.68%, cut off
        (79, 492, "within rounding"),  # 16.06%, rounded up
        (78, 492, "not reproduced"),  # 15.85%
        (89, 492, "not reproduced"),  # 18.09%
        (165, 1000, "reproduced"),  # halves go up
        (175, 1000, "within rounding"),
        (18, 100, "not reproduced"),  # a whole unit off: no rule makes it 17
        (16, 100, "not reproduced"),
    ],
)
def test_a_percentage_may_have_been_rounded_by_any_rule(claim_of, count, base, verdict):
    assert verdict_of(Fraction(count, base), percent(claim_of, 17.0), base=base) == verdict


def test_with_a_decimal_the_unit_is_a_tenth(claim_of):
    wanted = percent(claim_of, 71.5)
    found = [verdict_of(Fraction(count, 10_000), wanted) for count in (7145, 7155, 7159, 7160)]
    assert found == ["reproduced", "within rounding", "within rounding", "not reproduced"]


@pytest.mark.parametrize(
    ("count", "base", "verdict"),
    [
        (450, 1000, "reproduced"),
        (449, 1000, "within rounding"),  # 44.9% is 45%
        (445, 1000, "within rounding"),
        (444, 1000, "not reproduced"),
        (500, 1000, "not reproduced"),  # half is not nearly half, however it is rounded
        (499, 1000, "reproduced"),
    ],
)
def test_an_approximate_word_may_have_been_rounded_to_a_whole_per_cent(count, base, verdict):
    assert verdict_of(Fraction(count, base), word("nearly half"), base=base) == verdict


def test_a_word_that_means_what_it_says_is_not_rounded():
    assert verdict_of(Fraction(1999, 2000), word("all"), base=2000) == "not reproduced"
    assert not rounds_to_agree(Fraction(1, 2000), word("more"))


@pytest.mark.parametrize(("base", "verdict"), [(14, "infeasible at this base"), (24, "reproduced")])
def test_a_share_that_no_whole_count_makes_is_infeasible(base, verdict):
    found = verdict_of(Fraction(18, 24), word("three quarters"), base=base)
    assert found == verdict


def test_readings_that_differ_are_ambiguous_and_those_that_agree_are_not():
    half, most = Fraction(1, 2), word("most")
    assert verdict_of(half, most, base=10, others=[True, False]) == "base ambiguous"
    assert verdict_of(half, most, base=10, others=[False, False]) == "not reproduced"
    assert verdict_of(Fraction(3, 5), most, base=10, others=[True]) == "reproduced"


def test_what_is_infeasible_is_not_called_ambiguous():
    quarters = word("three quarters")
    found = verdict_of(Fraction(10, 14), quarters, base=14, others=[True])
    assert found == "infeasible at this base"


def test_made_up_data_recover_a_claim_and_never_reproduce_it():
    most = word("most")
    assert verdict_of(Fraction(3, 5), most, base=5, synthetic=True) == "recovered (synthetic)"
    assert verdict_of(Fraction(2, 5), most, base=5, synthetic=True) == "not reproduced"


def test_where_words_ask_for_it_all_of_the_interval_must_agree():
    differs, value = word("differs beyond chance"), Fraction(1, 5)
    assert verdict_of(value, differs, (0.01, 0.4)) == "reproduced"
    assert verdict_of(value, differs, (-0.01, 0.4)) == "not reproduced"
    assert verdict_of(value, differs, (0.0, 0.4)) == "not reproduced"
    assert verdict_of(-value, differs, (-0.4, -0.1)) == "reproduced"
    assert not agrees(value, differs, None)


@pytest.mark.parametrize("base", [1, 9, 24])
def test_the_counts_that_agree_are_those_that_trying_each_of_them_finds(base):
    wanted = Expected(read_band("(0.5, 1]"), "most, surely", interval=True)
    tried = [
        count
        for count in range(base + 1)
        if count / base > 0.5 and wilson_interval(count, base)[0] > 0.5
    ]
    assert list(agreeing_counts(base, wanted, 0.95)) == tried


def test_every_verdict_is_in_the_vocabulary():
    given = {
        "reproduced", "recovered (synthetic)", "within rounding", "not reproduced",
        "infeasible at this base", "base ambiguous", "not decidable", "confidential [c]",
    }  # fmt: skip
    assert set(CLAIM_VERDICTS) == given
