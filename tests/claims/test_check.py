"""Each verdict from a handful of answers; what stands in the row beside it; what is refused."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.claims import Asks, Base, Claim, Reading, Where, check_claims, load_claims, read_band
from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CodebookError, QuestionError
from cpsurvey.tables import InterviewTables, SurveyTables
from cpsurvey.vocabulary import CLAIM_COLUMNS

MEN, WOMEN = "professional", "parent"
SAID = Asks("share", group=WOMEN, question="said", answers=("yes",))
KEPT = replace(SAID, base="kept")
LESS = Asks(
    "difference", group=WOMEN, question="said", answers=("yes",), less=replace(SAID, group=MEN)
)
BOOK = replace(load_codebook(), instruments=(), questions=(), scales={}, rules={})
STATED = Base("parents", "survey", "stated", n=24)


def claim_of(asks=SAID, words="nearly half", **others):
    """A claim of some people; without words of its own it has a band."""
    made = Claim(
        id="it", topic="test", group=WOMEN, claim="They said yes", kind="word", base=STATED,
        certainty="high", sources=(), words="so much", band=read_band("[0, 1]"),
        band_reason="any", asks=asks,
    )  # fmt: skip
    if words:
        made = replace(made, words=words, band=None, band_reason="")
    return replace(made, **others)


def percent(value):
    return claim_of(words="", kind="percent", value=value, band=None, band_reason="")


def answered(yes, no, silent=0, *, men=(0, 0), name="Team"):
    """Tables of so many women, and men, who said yes or no."""
    said = ["yes"] * yes + ["no"] * no + [None] * silent + ["yes"] * men[0] + ["no"] * men[1]
    groups = [WOMEN] * (yes + no + silent) + [MEN] * sum(men)
    frame = pd.DataFrame(
        {
            "respondent": [f"p{number}" for number in range(len(said))],
            "group": pd.Categorical(groups, [MEN, WOMEN]),
            "recorded": pd.Series(pd.NaT, range(len(said)), dtype="datetime64[ns]"),
            "said": pd.Categorical(said, ["yes", "no"]),
            "other": pd.Categorical(["no"] * len(said), ["yes", "no"]),
        }
    )
    questions = pd.DataFrame(
        [
            {"question": name, "part_of": "", "type": "single", "options": ["yes", "no"],
             "option_labels": ["Yes", "No"], "groups": [MEN, WOMEN], "grade": "A",
             "grade_reason": "", "label": name}
            for name in ("said", "other")
        ]
    )  # fmt: skip
    silence = pd.DataFrame(
        {"respondent": frame["respondent"][frame["said"].isna()], "question": "said",
         "reason": "skipped", "told_by": "blank"}
    )  # fmt: skip
    empty = pd.DataFrame()
    return SurveyTables(name, questions, frame, silence, empty, empty, empty)


def talks(coded, silent, name="Team"):
    """Interviews of which so many raise a theme."""
    names = [f"i{number}" for number in range(coded + silent)]
    return InterviewTables(
        name=name,
        interviews=pd.DataFrame({"interview": names, "group": WOMEN}),
        codings=pd.DataFrame({"interview": names[:coded], "coder": "c", "code": "A"}),
        themes=pd.DataFrame({"code": ["A"]}),
        losses=pd.DataFrame(),
    )


def check(tables, claim, **options):
    return check_claims(tables, claims=claim, codebook=BOOK, **options).loc[0]


def verdict(tables, claim, **options):
    return check(tables, claim, **options)["verdict"]


def test_what_was_published_comes_back_or_not():
    claim = claim_of()
    assert verdict(answered(11, 13), claim) == "reproduced"
    assert verdict(answered(12, 12), claim) == "not reproduced"
    assert verdict(answered(11, 13, name="SYNTHETIC team"), claim) == "recovered (synthetic)"
    assert verdict(answered(12, 12, name="SYNTHETIC team"), claim) == "not reproduced"


def test_a_number_that_was_cut_off_agrees_within_rounding():
    assert verdict(answered(17, 83), percent(17.0)) == "reproduced"
    assert verdict(answered(35, 163), percent(17.0)) == "within rounding"  # 17.68%
    assert verdict(answered(36, 164), percent(17.0)) == "not reproduced"  # 18%


def test_a_base_that_has_no_such_share_is_infeasible():
    row = check(answered(10, 4), claim_of(words="three quarters"))
    assert row["verdict"] == "infeasible at this base"
    assert row[["fits_low", "fits_high", "changes"]].isna().all()
    assert row["why"] == (
        "Parents: share of those who gave a substantive answer; no whole number of 14 makes a"
        " share in [0.725, 0.775]; Wilson's interval; a base below 30: low reliability"
    )


def test_readings_of_the_base_that_differ_are_told():
    reading = Reading("parent", "survey", "all who were kept", asks=KEPT)
    claim = claim_of(other_bases=(reading, Reading("parent", "interview", "no data")))
    row = check(answered(11, 13, silent=4), claim)
    assert row["verdict"] == "base ambiguous"
    assert row["readings"] == 2
    assert row["changes"] == 1  # of the main reading: 12 of 24 is not nearly half
    assert row["why"] == (
        "Parents: share of those who gave a substantive answer; another reading (all who were"
        " kept) does not agree; Wilson's interval; a base below 30: low reliability"
    )
    assert verdict(answered(11, 13), claim) == "reproduced"
    assert verdict(answered(20, 4, silent=4), claim) == "not reproduced"


def test_the_smallest_cell_is_that_of_any_reading_that_the_verdict_tells_of():
    told = Reading("professional", "survey", "men are meant", asks=replace(SAID, group=MEN))
    row = check(answered(11, 13, men=(3, 27)), claim_of(other_bases=(told,)))
    assert (row["readings"], row["verdict"], row["smallest_cell"]) == (2, "base ambiguous", 3)


def test_what_the_tables_cannot_tell_is_not_decidable_and_says_why():
    asked = answered(3, 4)
    never = replace(claim_of(), asks=None, not_decidable="about the document")
    coded = claim_of(asks=Asks("coded", group=WOMEN, codes=("A",)), words="all")
    nobody = claim_of(asks=replace(SAID, group=MEN))
    found = check_claims(
        asked,
        claims=[replace(claim, id=f"c{n}") for n, claim in enumerate((never, coded, nobody))],
        codebook=BOOK,
    )
    assert found["verdict"].tolist() == ["not decidable"] * 3
    assert found["why"].tolist() == [
        "about the document",
        "these tables hold no interviews",
        "nobody in the base: share of those who gave a substantive answer",
    ]
    assert found["measure"].tolist() == ["", "coded", "share"]
    assert found[["estimate", "ci_low", "changes", "fits_low"]].isna().all(axis=None)


def test_interviews_may_be_given_beside_the_tables():
    claim = claim_of(asks=Asks("coded", group=WOMEN, codes=("A",)), words="all")
    asked = answered(3, 4)
    assert verdict(asked, claim, interviews=talks(14, 0)) == "reproduced"
    assert verdict(asked, claim, interviews=talks(13, 1)) == "not reproduced"


def test_made_up_interviews_beside_real_answers_recover_and_never_reproduce():
    claim = claim_of(asks=Asks("coded", group=WOMEN, codes=("A",)), words="all")
    row = check(answered(3, 4), claim, interviews=talks(9, 0, name="SYNTHETIC talks"))
    assert (row["data"], row["verdict"]) == ("SYNTHETIC talks", "recovered (synthetic)")
    both = claim_of(asks=replace(SAID, also_codes=("A",)), words="most")
    row = check(answered(6, 1), both, interviews=talks(9, 0, name="SYNTHETIC talks"))
    assert (row["data"], row["verdict"]) == ("SYNTHETIC talks and Team", "recovered (synthetic)")


def test_a_difference_beyond_chance_needs_its_interval():
    claim = claim_of(asks=LESS, words="differs beyond chance")
    sure, unsure, few = (
        check(answered(*women, men=(30, 30)), claim) for women in ((1, 19), (8, 12), (0, 9))
    )
    assert (sure["verdict"], unsure["verdict"]) == ("reproduced", "not reproduced")
    assert sure["ci_high"] < 0 < unsure["ci_high"]
    assert (sure["count_reference"], sure["base_reference"]) == (30, 60)
    assert few["verdict"] == "not decidable"
    assert few["why"] == (
        "the words ask for an interval, and there is none: a base below 10: described, not tested"
    )


def test_a_row_has_every_number_beside_its_verdict():
    row = check(answered(11, 13), claim_of())
    low, high = cps.stats.wilson_interval(11, 24)
    expected = {
        "data": "Team", "id": "it", "topic": "test", "group": "parent", "claim": "They said yes",
        "published": "nearly half", "certainty": "high", "measure": "share", "count": 11,
        "base": 24, "share": 11 / 24, "count_reference": pd.NA, "base_reference": pd.NA,
        "estimate": 11 / 24, "ci_low": float(low), "ci_high": float(high), "confidence": 0.95,
        "band": "[0.45, 0.5)",
        "read_as": '"nearly half": below half, and nearer to half than to 40%',
        "fits_low": 11, "fits_high": 11, "stated_base": 24, "verdict": "reproduced",
        "readings": 1, "changes": 1, "smallest_cell": 11, "method": "wilson",
        "why": "Parents: share of those who gave a substantive answer; Wilson's interval; a base"
        " below 30: low reliability",
        "mark": "u",
    }  # fmt: skip
    assert {name: row[name] for name in expected if expected[name] is not pd.NA} == {
        name: value for name, value in expected.items() if value is not pd.NA
    }
    assert row[["count_reference", "base_reference"]].isna().all()
    assert list(row.index) == list(expected) == list(CLAIM_COLUMNS)


def test_of_a_handful_the_count_is_given_and_no_share():
    row = check(answered(2, 2), claim_of(words="most"))
    assert (row["count"], row["base"], row["method"]) == (2, 4, "count")
    assert row[["share", "estimate", "ci_low", "ci_high"]].isna().all()
    assert row["verdict"] == "not reproduced"


def test_a_proxy_and_a_condition_are_told():
    where = Where("other", ("no",))
    claim = claim_of(
        asks=replace(SAID, where=where, leaving_out=("no",)), words="all",
        proxy="the people, not conferences.",
    )  # fmt: skip
    assert check(answered(20, 13, men=(2, 0)), claim)["why"] == (
        "Parents: share of those who gave a substantive answer; of those who answered no to other;"
        " left out: no; by proxy: the people, not conferences; Wilson's interval; a base below 30:"
        " low reliability"
    )


def test_a_reader_may_read_words_otherwise():
    tables, many = answered(12, 12), claim_of(words="many", reads_as="at least one", reads_why="x")
    assert verdict(tables, claim_of(), words={"nearly half": "[0.4, 0.5]"}) == "reproduced"
    assert verdict(tables, many) == "reproduced"
    assert verdict(tables, many, words={"many": "[0.7, 1]"}) == "not reproduced"


def test_a_wider_level_is_a_wider_interval():
    narrow, wide = (check(answered(9, 15), claim_of(), confidence=c) for c in (0.8, 0.99))
    assert wide["ci_low"] < narrow["ci_low"] < narrow["ci_high"] < wide["ci_high"]


def test_shuffled_rows_give_the_same():
    tables = answered(11, 13, silent=3, men=(4, 8))
    order = np.random.default_rng(1).permutation(len(tables.responses))
    shuffled = replace(tables, responses=tables.responses.iloc[order].reset_index(drop=True))
    claims = [claim_of(), replace(claim_of(asks=LESS, words="less"), id="less")]
    one, other = (check_claims(t, claims=claims, codebook=BOOK) for t in (tables, shuffled))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"claims": claim_of(asks=replace(SAID, question="sad"))},
         'claim it: question "sad" is not known, did you mean "said"? Known: said and other.'),
        ({"claims": claim_of(asks=replace(SAID, group="women"))},
         'claim it: group "women" is not known. Known: professional, parent and both.'),
        ({"claims": claim_of(registry="own.toml", asks=replace(SAID, answers=("yess",)))},
         'own.toml: claim it: answer to "said" "yess" is not known, did you mean "yes"? Known: yes'
         " and no."),
        ({"claims": "better-profesionals", "tables": cps.load_example()},
         'claim "better-profesionals" is not known, did you mean "better-professionals"?'),
        ({"confidence": 95}, "confidence is 95: give a level between 0 and 1, like 0.95."),
        ({"words": {"nearly haf": "[0.4, 0.5)"}},
         'words: word "nearly haf" is not known, did you mean "nearly half"? Known: '),
        ({"tables": talks(3, 4)},
         "claims are checked against survey tables, not against InterviewTables. Give what"
         " build_tables, read_tables or load_example returns."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_by_name(options, told):
    given = {"tables": answered(3, 4), "claims": claim_of(), "codebook": BOOK} | options
    with pytest.raises((QuestionError, CodebookError)) as caught:
        check_claims(given.pop("tables"), **given)
    assert str(caught.value).startswith(told)


@pytest.fixture(scope="module")
def checked():
    return check_claims(cps.load_example())


def test_every_claim_has_its_row_in_its_order(checked):
    assert checked["id"].tolist() == [claim.id for claim in load_claims()]
    assert checked["id"].is_unique


def test_every_claim_that_can_be_decided_comes_back_from_the_synthetic_study(checked):
    assert checked.groupby("verdict", sort=False)["id"].count().to_dict() == {
        "recovered (synthetic)": 64,
        "not decidable": 7,
    }


def test_every_verdict_could_turn_but_those_that_hang_on_no_answer(checked):
    decided = checked[checked["verdict"] != "not decidable"].set_index("id")
    assert decided.index[decided["changes"].isna()].tolist() == [
        "la-england-denominator",
        "la-wales-denominator",
    ]


def test_the_conferences_are_decided_by_proxy_and_say_so(checked):
    about = checked[checked["why"].str.contains("by proxy: ")]
    assert set(about["id"]) == {claim.id for claim in load_claims() if claim.proxy}
    assert "mode-mainly-video-phone" in set(about["id"])
