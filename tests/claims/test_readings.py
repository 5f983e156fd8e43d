"""The doubtful bases, worked through."""

from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.claims import claim_readings, load_claims
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import READING_COLUMNS


@pytest.fixture(scope="module")
def found(example):
    return claim_readings(example).set_index(["id", "reading"])


@pytest.mark.parametrize(
    ("claim", "n", "fits"),
    [
        ("share-social-workers", [492, 516], [(82, 86), (86, 90)]),
        ("attendance-change", [52, 492], [(24, 25), (222, 245)]),
        ("parents-could-express", [24, 14, 38], [(13, 13), None, (20, 21)]),
        ("parents-could-not-express", [24, 14, 38], [(11, 11), None, (17, 18)]),
        ("mode-parents-phone", [24, 14, 38], [(13, 24), (8, 14), (20, 38)]),
    ],
)
def test_each_reading_has_its_number_of_people_and_the_counts_that_fit(found, claim, n, fits):
    rows = found.loc[claim]
    assert rows["n"].tolist() == n
    assert [
        None if pd.isna(row.fits_low) else (row.fits_low, row.fits_high)
        for row in rows.itertuples()
    ] == fits
    assert rows["counts"].tolist() == [fit[1] - fit[0] + 1 if fit else 0 for fit in fits]


def test_what_the_tables_give_is_beside_each_reading_that_they_can_tell(found, example):
    people = example.responses
    workers = int((people["role"] == "social_worker").sum())
    rows = found.loc["share-social-workers"]
    assert rows["count"].tolist() == [workers] * 2
    assert rows["base"].tolist() == [(people["group"] == "professional").sum(), len(people)]
    assert rows["agrees"].tolist() == [0.165 <= workers / base < 0.175 for base in rows["base"]]
    rows = found.loc["attendance-change"]
    assert rows["base"].tolist()[0] == 52
    assert rows["share"].tolist() == [
        c / b for c, b in zip(rows["count"], rows["base"], strict=True)
    ]


def test_a_reading_without_data_says_so(found):
    row = found.loc[("parents-could-express", 2)]
    assert row[["count", "base", "share", "agrees"]].isna().all()
    assert row["measured"] == "the tables hold no data for this reading"
    assert found.loc[("parents-could-express", 1), "why"] == (
        "the registry's own reading; its base is likely"
    )


def test_without_interviews_a_reading_of_them_says_so(example):
    bare = replace(example, interviews=None)
    rows = claim_readings(bare, "attendance-change")
    assert rows["measured"].iloc[0] == "these tables hold no interviews"
    assert rows[["n", "fits_low"]].iloc[0].tolist() == [52, 24]
    assert claim_readings(bare, "attendance-change", interviews=example.interviews).equals(
        claim_readings(example, "attendance-change")
    )


def test_every_claim_with_several_readings_is_there_and_every_reading(found):
    several = [claim for claim in load_claims() if claim.other_bases]
    assert found.index.get_level_values("id").unique().tolist() == [one.id for one in several]
    assert len(found) == sum(1 + len(claim.other_bases) for claim in several)
    assert set(found.reset_index()) == set(READING_COLUMNS)


def test_a_band_of_your_own_changes_what_fits(example):
    rows = claim_readings(example, "attendance-change", words={"almost half": "[0.4, 0.45)"})
    assert rows["agrees"].tolist() == [False, False]
    assert rows["fits_low"].tolist() == [21, 197]


def test_a_claim_that_cannot_be_decided_has_a_row_that_says_why(example):
    row = claim_readings(example, "parents-hard-to-recruit").iloc[0]
    assert row["measured"].startswith("not decidable: about recruitment")
    assert row["band"] == ""
    assert row[["count", "fits_low", "agrees"]].isna().all()


def test_a_handful_gets_no_share(claim_of, library, visitors):
    few = {"kind": "share", "group": "visitor", "question": "borrowed", "answers": ("yes",)}
    row = claim_readings(visitors(4), [claim_of("few", few)], codebook=library).iloc[0]
    assert (row["count"], row["base"]) == (2, 4)
    assert pd.isna(row["share"])
    assert row["agrees"]


def test_what_is_not_there_is_refused_by_name(example, claim_of, library, visitors):
    with pytest.raises(QuestionError) as caught:
        claim_readings(example, "share-social-worker")
    assert str(caught.value).startswith('claim "share-social-worker" is not known, did you mean "')
    with pytest.raises(QuestionError) as caught:
        claim_readings(example.responses)
    assert str(caught.value) == (
        "claims are checked against survey tables, not against DataFrame. Give what build_tables,"
        " read_tables or load_example returns."
    )
    with pytest.raises(QuestionError) as caught:
        claim_readings(example, "attendance-change", interviews=example)
    assert str(caught.value) == (
        "interviews are given as interview tables, not as SurveyTables. Give what build_tables,"
        " read_tables or load_example returns as its `interviews`."
    )
    asks = {"kind": "share", "group": "visitor", "question": "borowed", "answers": ("yes",)}
    with pytest.raises(QuestionError) as caught:
        claim_readings(visitors(6), [claim_of("typo", asks)], codebook=library)
    assert str(caught.value).startswith('claim typo: question "borowed" is not known, did you mean')
