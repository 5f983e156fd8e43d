"""Tables typed in by hand; what each kind of claim comes to in them."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from cpsurvey.claims import Asks, Base, Claim, Where, measure_claims
from cpsurvey.codebook import Level, Question, Scale, load_codebook
from cpsurvey.errors import QuestionError
from cpsurvey.tables import InterviewTables, SurveyTables

MEN, WOMEN = "professional", "parent"
ANSWERS = {
    "respondent": ["a", "b", "c", "d", "e", "f"],
    "group": [MEN, MEN, MEN, MEN, WOMEN, WOMEN],
    "said": ["yes", "yes", "no", None, "yes", "no"],
    "mode": ["phone", "video", "phone", "phone", "phone", None],
    "change__gp": ["up", "same", "same", None, None, None],
    "change__police": ["same", "same", None, None, None, None],
    "likes__bread": [True, True, False, None, True, False],
    "likes__jam": [True, False, False, None, True, True],
    "likes__none": [False, False, True, None, False, False],
    "area": ["E06000001", "E06000002", "W06000001", None, "E06000001", None],
}
QUESTIONS = [
    ("said", "", "single", ["yes", "no"]),
    ("mode", "", "single", ["phone", "video"]),
    ("change__gp", "change", "scale", ["same", "up"]),
    ("change__police", "change", "scale", ["same", "up"]),
    ("likes", "", "multi", ["bread", "jam", "none"]),
    ("area", "", "authority", []),
]
ONE = Claim(
    id="it", topic="sample", group="both", claim="It is so", kind="word", certainty="high",
    base=Base("people", "survey", "stated"), sources=(), band=(0.5, 0.5), band_reason="half",
    asks=Asks("respondents"),
)  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    frame = pd.DataFrame(ANSWERS)
    for name, _, kind, options in QUESTIONS:
        if kind in ("single", "scale"):
            frame[name] = pd.Categorical(frame[name], options)
        for option in options if kind == "multi" else ():
            frame[f"{name}__{option}"] = frame[f"{name}__{option}"].astype("boolean")
    frame["group"] = pd.Categorical(frame["group"], [MEN, WOMEN])
    questions = pd.DataFrame(
        [
            {"question": q, "part_of": whole, "type": kind, "options": options,
             "option_labels": options, "groups": [MEN, WOMEN],
             "grade": "A", "grade_reason": "", "label": q}
            for q, whole, kind, options in QUESTIONS
        ]
    )  # fmt: skip
    interviews = InterviewTables(
        name="SYNTHETIC five people",
        interviews=pd.DataFrame({"interview": ["i", "j", "k"], "group": [MEN, MEN, WOMEN]}),
        codings=pd.DataFrame(
            {"interview": ["i", "i", "k"], "coder": "c", "code": ["A.a", "A.b", "A.a"]}
        ),
        themes=pd.DataFrame({"code": ["A", "A.a", "A.b"]}),
        losses=pd.DataFrame(),
    )
    missing = pd.DataFrame(
        {
            "respondent": ["d", "d"],
            "question": ["said", "change__gp"],
            "reason": ["skipped", "not_shown"],
        }
    )
    empty = pd.DataFrame()
    return SurveyTables(
        "SYNTHETIC five people", questions, frame, missing, empty, empty, empty, interviews
    )


def measured(tables, kind, **asks):
    codebook = replace(load_codebook(), instruments=(), questions=(), scales={}, rules={})
    found = measure_claims(tables, [replace(ONE, asks=Asks(kind, **asks))], codebook=codebook)
    return found.loc[0, ["count", "base", "value"]].tolist()


def test_people_kept_are_counted(tables):
    assert measured(tables, "respondents") == [6, 6, 6]
    assert measured(tables, "respondents", group=WOMEN) == [2, 2, 2]


def test_interviews_are_counted_coded_or_not(tables):
    assert measured(tables, "interviews", group=MEN) == [2, 2, 2]


def test_authorities_are_counted_once(tables):
    assert measured(tables, "authorities_reached") == [3, 173, 3]
    assert measured(tables, "authorities_reached", group=MEN, nation="Wales") == [1, 22, 1]
    assert measured(tables, "authorities_known", nation="England") == [151, 151, 151]
    assert measured(tables, "authorities_share", nation="Wales") == [1, 22, 1 / 22]


def test_a_share_is_of_those_who_answered_unless_it_says_otherwise(tables):
    said = {"question": "said", "answers": ("yes",), "group": MEN}
    assert measured(tables, "share", **said) == [2, 3, 2 / 3]
    assert measured(tables, "share", **said, base="asked") == [2, 4, 0.5]
    assert measured(tables, "share", **{**said, "group": "both"}, base="kept") == [3, 6, 0.5]
    assert measured(tables, "share", **said, leaving_out=("no",)) == [2, 2, 1]


def test_those_who_were_not_asked_are_no_part_of_those_asked(tables):
    change = {"question": "change__gp", "answers": ("up",), "group": MEN}
    assert measured(tables, "share", **change, base="asked") == [1, 3, 1 / 3]


def test_a_share_may_be_among_those_with_another_answer(tables):
    where = Where("mode", ("phone",))
    assert measured(tables, "share", question="said", answers=("yes",), where=where) == [
        2,
        3,
        2 / 3,
    ]


def test_a_share_of_a_select_all_question_is_of_those_who_ticked_any_of_the_options(tables):
    assert measured(tables, "share", question="likes", answers=("bread", "jam")) == [4, 5, 0.8]


def test_any_row_is_of_those_who_answered_in_any_row(tables):
    change = {"question": "change", "answers": ("up",), "group": MEN}
    assert measured(tables, "any_row", **change) == [1, 3, 1 / 3]
    assert measured(tables, "any_row", **change, base="kept") == [1, 4, 0.25]
    assert measured(tables, "any_row", **change, base="asked") == [1, 4, 0.25]


def test_interviews_that_raise_one_of_several_themes_are_counted_once(tables):
    assert measured(tables, "coded", codes=("A.a", "A.b"), group=MEN) == [1, 2, 0.5]


def test_one_answer_may_be_set_against_another(tables):
    ratio = {"question": "said", "answers": ("no",), "against": ("yes",)}
    assert measured(tables, "ratio", **ratio) == [2, 3, 2 / 3]


def test_one_share_may_be_taken_from_another(tables):
    less = Asks("share", question="mode", answers=("phone",))
    found = measured(tables, "difference", question="said", answers=("yes",), less=less)
    assert found == [3, 5, pytest.approx(3 / 5 - 4 / 5)]


def test_professions_are_represented_by_one_respondent(tables):
    assert measured(tables, "represented", question="said", each=(("yes", "no"), ("no",))) == [
        2,
        2,
        2,
    ]
    assert measured(tables, "represented", question="mode", each=(("video",),), group=WOMEN) == [
        0,
        1,
        0,
    ]


def test_rows_are_at_the_top_by_their_share(tables):
    top = {"question": "change", "answers": ("up",), "rows": ("gp",), "group": MEN}
    assert measured(tables, "top_rows", **top) == [1, 1, 1]
    assert measured(tables, "top_rows", **{**top, "rows": ("police",)}) == [0, 1, 0]


def test_an_option_that_ties_has_the_later_place(tables):
    assert measured(tables, "rank", question="likes", answer="bread") == [3, 5, 2]
    assert measured(tables, "rank", question="likes", answer="bread", group=MEN) == [2, 3, 1]


def test_an_option_that_excludes_the_others_has_no_place(tables):
    levels = tuple(Level(code, code) for code in ("bread", "jam", "none"))
    likes = Question(
        "likes", "Likes", "multi", (MEN,), scale=Scale("likes", "Likes", levels), exclusive="none"
    )
    codebook = replace(
        load_codebook(), instruments=(), questions=(likes,), scales={"likes": likes.scale}, rules={}
    )
    claim = replace(ONE, asks=Asks("rank", question="likes", answer="jam", group=MEN))
    row = measure_claims(tables, [claim], codebook=codebook).iloc[0]
    assert (row["value"], row["why"]) == (2, "place among 2 options, by ticks")


def test_nobody_in_the_base_is_no_value_and_says_so(tables):
    asks = Asks(
        "share", question="said", answers=("yes",), where=Where("mode", ("video",)), group=WOMEN
    )
    row = measure_claims(tables, [replace(ONE, asks=asks)]).iloc[0]
    assert math.isnan(row["value"])
    assert row["holds"] is pd.NA
    assert row["why"] == "nobody in the base: share of those who gave a substantive answer"


def test_both_ends_of_a_band_belong_to_it(tables):
    said = Asks("share", question="said", answers=("yes",))
    claims = [
        replace(ONE, asks=said, band=band) for band in [(0.6, 1), (0, 0.6), (0.61, 1), (0, 0.59)]
    ]
    assert measure_claims(tables, claims)["holds"].tolist() == [True, True, False, False]


def test_without_interviews_their_claims_are_not_measured(tables):
    claim = replace(ONE, asks=Asks("coded", codes=("A.a",)))
    row = measure_claims(replace(tables, interviews=None), [claim]).iloc[0]
    assert (row["holds"], row["why"]) == (pd.NA, "these tables hold no interviews")


def test_what_cannot_be_decided_says_why(tables):
    claim = replace(ONE, asks=None, not_decidable="about the document")
    row = measure_claims(tables, [claim]).iloc[0]
    assert (row["kind"], row["holds"], row["why"]) == (
        "word", pd.NA, "not decidable: about the document",
    )  # fmt: skip


def test_the_data_are_named_in_every_row(tables):
    assert measure_claims(tables, [ONE])["data"].tolist() == ["SYNTHETIC five people"]


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        (Asks("respondents", group="parents"),
         'group "parents" is not known, did you mean "parent"? Known: professional, parent and'
         ' both.'),
        (Asks("share", question="sad", answers=("yes",)),
         'question "sad" is not known, did you mean "said"? Known: said, mode, change__gp,'
         " change__police, likes and area."),
        (Asks("share", question="said", answers=("yess",)),
         'answer to "said" "yess" is not known, did you mean "yes"? Known: yes and no.'),
        (Asks("coded", codes=("A.c",)),
         'theme "A.c" is not known, did you mean "A.b"? Known: A, A.a and A.b.'),
        (Asks("any_row", question="chang", answers=("up",)),
         'matrix "chang" is not known, did you mean "change"? Known: change.'),
        (Asks("top_rows", question="change", answers=("up",), rows=("gps",)),
         'row "change__gps" is not known, did you mean "change__gp"? Known: change__gp and'
         " change__police."),
        (Asks("authorities_reached", nation="Wels"),
         'nation "Wels" is not known, did you mean "Wales"? Known: England and Wales.'),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_by_name(tables, asks, told):
    with pytest.raises(QuestionError) as caught:
        measure_claims(tables, [replace(ONE, asks=asks)])
    assert str(caught.value) == f"claim it: {told}"
