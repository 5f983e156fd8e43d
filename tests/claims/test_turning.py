"""Every verdict can turn: for each claim that can be decided, a change to the data that turns it.

The change is one of those in `turning`, and as small as `changes` says: one answer fewer turns
none. A claim about the codebook alone, which no answer bears on, turns by another codebook.
"""

from dataclasses import replace

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import check_claims, expected, load_claims, load_words, read_band
from cpsurvey.claims.asks import NEEDS
from cpsurvey.claims.estimands import Data, measure_claim
from cpsurvey.claims.intervals import estimate_of
from cpsurvey.claims.verdicts import agrees
from cpsurvey.codebook import load_codebook

from .turning import WAYS, changed

DECIDABLE = [claim for claim in load_claims() if claim.asks]


@pytest.fixture(scope="module")
def data():
    return Data(cps.load_example(), load_codebook())


def checked(claim, data):
    return check_claims(data.tables, claims=[claim], codebook=data.codebook).iloc[0]


def turns(claim, data, size, verdict):
    """Tell whether some change of a size gives another verdict."""
    ways = changed(claim.asks, data, size)
    return any(checked(claim, after)["verdict"] != verdict for after in ways)


def flips(claim, data, size):
    """Tell whether some change of a size takes the main reading's estimate out of the band."""
    return not all(agreeing(claim, after) for after in changed(claim.asks, data, size))


def agreeing(claim, data):
    found, wanted = measure_claim(claim, data), expected(claim, load_words(), {})
    return agrees(found.value, wanted, estimate_of(claim.asks, found, 0.95).limits)


def test_there_is_a_way_to_change_what_every_kind_asks():
    assert set(WAYS) == set(NEEDS)


@pytest.mark.parametrize("claim", DECIDABLE, ids=[claim.id for claim in DECIDABLE])
def test_every_verdict_turns_with_the_fewest_changes_and_no_fewer(claim, data):
    now = checked(claim, data)
    if claim.asks.kind == "authorities_known":
        assert now["changes"] is pd.NA
        assert turns(claim, data, 1, now["verdict"])
        return
    assert turns(claim, data, now["changes"], now["verdict"])
    assert not flips(claim, data, now["changes"] - 1)


def test_a_claim_that_anything_would_bear_out_does_not_turn(data):
    claim = next(one for one in DECIDABLE if one.id == "parents-contribution-harmed")
    empty = replace(claim, band=read_band("[0, 1]"), band_reason="anything", words="")
    now = checked(empty, data)
    assert now["changes"] is pd.NA
    assert not any(turns(empty, data, size, now["verdict"]) for size in (1, 12, 24))
