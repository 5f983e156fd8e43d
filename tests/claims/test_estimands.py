"""Tables typed in by hand; what each kind of question to the tables comes to in them, exactly."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from cpsurvey.claims import Asks, Base, Claim, Where, read_band
from cpsurvey.claims.asks import NEEDS
from cpsurvey.claims.estimands import MEASURES, Data, Measured, measure, measure_claim
from cpsurvey.codebook import Level, Question, Scale, load_codebook
from cpsurvey.errors import QuestionError
from cpsurvey.tables import InterviewTables, SurveyTables

MEN, WOMEN = "professional", "parent"
ANSWERS = {
    "respondent": ["a", "b", "c", "d", "e", "f"],
    "group": [MEN, MEN, MEN, MEN, WOMEN, WOMEN],
    "recorded": ["2020-09-01", "2020-10-16", "2020-10-17", None, "2020-10-01", "2020-08-31"],
    "said": ["yes", "yes", "no", None, "yes", "no"],
    "heard": ["no", "yes", "no", "yes", "no", None],
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
    ("heard", "", "single", ["yes", "no"]),
    ("mode", "", "single", ["phone", "video"]),
    ("change__gp", "change", "scale", ["same", "up"]),
    ("change__police", "change", "scale", ["same", "up"]),
    ("likes", "", "multi", ["bread", "jam", "none"]),
    ("area", "", "authority", []),
]
ONE = Claim(
    id="it", topic="sample", group="both", claim="It is so", kind="word", certainty="high",
    base=Base("people", "survey", "stated"), sources=(), band=read_band("[0.5, 0.5]"),
    band_reason="half", asks=Asks("respondents"),
)  # fmt: skip
BOOK = replace(load_codebook(), instruments=(), questions=(), scales={}, rules={})


@pytest.fixture(scope="module")
def tables():
    frame = pd.DataFrame(ANSWERS)
    frame["recorded"] = pd.to_datetime(frame["recorded"])
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
        interviews=pd.DataFrame(
            {
                "interview": ["i", "j", "k"],
                "group": [MEN, MEN, WOMEN],
                "interview_mode": pd.Categorical(["telephone", None, "video"]),
                "recorded": pd.to_datetime(["2020-10-30", "2020-11-01", None]),
            }
        ),
        codings=pd.DataFrame(
            {"interview": ["i", "i", "k"], "coder": "c", "code": ["A.a", "A.b", "A.a"]}
        ),
        themes=pd.DataFrame({"code": ["A", "A.a", "A.b"]}),
        losses=pd.DataFrame(),
    )
    missing = pd.DataFrame(
        {
            "respondent": ["d", "d", "f", "e"],
            "question": ["said", "change__gp", "heard", "change__police"],
            "reason": ["skipped", "not_shown", "dont_know", "dont_know"],
        }
    )
    empty = pd.DataFrame()
    return SurveyTables(
        "SYNTHETIC five people", questions, frame, missing, empty, empty, empty, interviews
    )


def found(tables, kind, codebook=BOOK, **asks):
    return measure(Asks(kind, **asks), Data(tables, codebook))


def measured(tables, kind, **asks):
    one = found(tables, kind, **asks)
    return one.count, one.base, one.value


def refused(tables, asks, codebook=BOOK):
    with pytest.raises(QuestionError) as caught:
        measure(asks, Data(tables, codebook))
    return str(caught.value)


def test_there_is_a_measure_for_every_kind():
    assert set(MEASURES) == set(NEEDS)


def test_people_kept_are_counted(tables):
    assert measured(tables, "respondents") == (6, 6, 6)
    assert measured(tables, "respondents", group=WOMEN) == (2, 2, 2)


def test_interviews_are_counted_coded_or_not(tables):
    assert measured(tables, "interviews", group=MEN) == (2, 2, 2)


def test_authorities_are_counted_once_with_the_people_of_each(tables):
    assert measured(tables, "authorities_reached") == (3, 173, 3)
    assert sorted(found(tables, "authorities_reached").parts) == [(1, 1), (1, 1), (2, 2)]
    assert measured(tables, "authorities_reached", group=MEN, nation="Wales") == (1, 22, 1)
    assert measured(tables, "authorities_known", nation="England") == (151, 151, 151)
    assert measured(tables, "authorities_share", nation="Wales") == (1, 22, Fraction(1, 22))
    assert found(tables, "authorities_share", nation="Wales").parts == ((1, 1),)


def test_where_nobody_was_asked_for_an_authority_none_is_counted(tables):
    unasked = replace(tables, questions=tables.questions.query("question != 'area'"))
    for kind in ("authorities_reached", "authorities_share"):
        assert found(unasked, kind) == Measured(
            None, None, None, "nobody was asked for an authority"
        )


def test_a_share_is_of_those_who_answered_unless_it_says_otherwise(tables):
    said = {"question": "said", "answers": ("yes",), "group": MEN}
    assert measured(tables, "share", **said) == (2, 3, Fraction(2, 3))
    assert measured(tables, "share", **said, base="asked") == (2, 4, Fraction(1, 2))
    assert measured(tables, "share", **{**said, "group": "both"}, base="kept") == (
        3, 6, Fraction(1, 2),
    )  # fmt: skip


def test_those_who_did_not_know_may_be_in_the_base(tables):
    heard = {"question": "heard", "answers": ("yes",)}
    assert measured(tables, "share", **heard) == (2, 5, Fraction(2, 5))
    unsure = {"base": "answered_or_dont_know"}
    assert measured(tables, "share", **heard, **unsure) == (2, 6, Fraction(1, 3))
    change = {"question": "change", "answers": ("up",)}
    assert measured(tables, "any_row", **change) == (1, 3, Fraction(1, 3))
    assert measured(tables, "any_row", **change, **unsure) == (1, 4, Fraction(1, 4))


def test_an_answer_left_out_leaves_every_base(tables):
    said = {"question": "said", "answers": ("yes",), "group": MEN, "leaving_out": ("no",)}
    assert measured(tables, "share", **said) == (2, 2, 1)
    assert measured(tables, "share", **said, base="asked") == (2, 3, Fraction(2, 3))


def test_those_who_were_not_asked_are_no_part_of_those_asked(tables):
    change = {"question": "change__gp", "answers": ("up",), "group": MEN}
    assert measured(tables, "share", **change, base="asked") == (1, 3, Fraction(1, 3))


def test_a_share_may_be_among_those_with_another_answer(tables):
    where = Where("mode", ("phone",))
    said = measured(tables, "share", question="said", answers=("yes",), where=where)
    assert said == (2, 3, Fraction(2, 3))


def test_a_share_of_a_select_all_question_is_of_those_who_ticked_any_of_the_options(tables):
    ticked = measured(tables, "share", question="likes", answers=("bread", "jam"))
    assert ticked == (4, 5, Fraction(4, 5))


def test_one_voice_in_survey_or_interviews_is_looked_for_in_both(tables):
    either = Asks("share", question="said", answers=("yes",), group=MEN, also_codes=("A.b",))
    assert measure(either, Data(tables, BOOK)) == Measured(
        3,
        5,
        Fraction(3, 5),
        "survey and interviews together: 2 of the 3 who gave a substantive answer, and 1 of 2"
        " interviews",
        parts=((2, 3), (1, 2)),
    )


def test_without_interviews_the_survey_may_be_enough(tables):
    alone = replace(tables, interviews=None)
    likes = Asks("share", question="likes", answers=("bread",), group=MEN, also_codes=("A.b",))
    assert measure(likes, Data(alone, BOOK)).value == Fraction(2, 3)
    none = replace(likes, question="change__police", answers=("up",))
    assert measure(none, Data(alone, BOOK)) == Measured(
        None, None, None, "none in the survey, and these tables hold no interviews"
    )


def test_any_row_is_of_those_who_answered_in_any_row(tables):
    change = {"question": "change", "answers": ("up",), "group": MEN}
    assert measured(tables, "any_row", **change) == (1, 3, Fraction(1, 3))
    assert measured(tables, "any_row", **change, base="kept") == (1, 4, Fraction(1, 4))
    assert measured(tables, "any_row", **change, base="asked") == (1, 4, Fraction(1, 4))


def test_interviews_that_raise_one_of_several_themes_are_counted_once(tables):
    assert measured(tables, "coded", codes=("A.a", "A.b"), group=MEN) == (1, 2, Fraction(1, 2))


def test_interviews_without_a_code_are_told_of_and_where_none_has_one_nothing_is_measured(tables):
    assert found(tables, "coded", codes=("A.b",)).why == (
        "interviews coded, of all held; 1 without any code"
    )
    held = replace(tables.interviews, codings=tables.interviews.codings.iloc[:0])
    one = found(replace(tables, interviews=held), "coded", codes=("A.b",))
    assert one == Measured(None, None, None, "no interview is coded yet")


def test_how_interviews_were_held_is_of_all_of_them_and_says_of_how_many_it_is_not_known(tables):
    asks = {"question": "interview_mode", "answers": ("telephone",)}
    one = found(tables, "interviewed", **asks)
    assert (one.count, one.base, one.value) == (1, 3, Fraction(1, 3))
    assert one.why == "interviews, of all held; of 1 it is not known"
    assert measured(tables, "interviewed", **asks, group=WOMEN) == (0, 1, 0)


def test_where_no_interview_says_how_it_was_held_nothing_is_measured(tables):
    frame = tables.interviews.interviews.assign(
        interview_mode=pd.Categorical([None] * 3, ["telephone"])
    )
    silent = replace(tables, interviews=replace(tables.interviews, interviews=frame))
    one = found(silent, "interviewed", question="interview_mode", answers=("telephone",))
    assert one == Measured(None, None, None, "no interview says its interview_mode")


def test_both_the_first_and_the_last_day_belong_to_a_period(tables):
    days = {"first": date(2020, 9, 1), "last": date(2020, 10, 16)}
    one = found(tables, "recorded", **days)
    assert (one.count, one.base, one.value) == (3, 5, Fraction(3, 5))
    assert one.why == (
        "answers recorded from 2020-09-01 up to 2020-10-16, of those with a date; 1 without"
    )
    assert measured(tables, "recorded", group=MEN, **days) == (2, 3, Fraction(2, 3))
    assert measured(tables, "recorded", last=date(2020, 10, 16)) == (4, 5, Fraction(4, 5))


def test_a_period_may_be_of_the_interviews_too(tables):
    days = {"last": date(2020, 10, 31), "also_interviews": True}
    assert measured(tables, "recorded", **days) == (6, 7, Fraction(6, 7))
    assert measured(tables, "recorded", group=WOMEN, **days) == (2, 2, 1)


def test_an_hour_of_the_last_day_belongs_to_it(tables):
    late = tables.responses.assign(recorded=pd.Timestamp("2020-10-16 23:59"))
    assert found(replace(tables, responses=late), "recorded", last=date(2020, 10, 16)).value == 1


def test_without_dates_nothing_is_measured(tables):
    undated = replace(tables, responses=tables.responses.drop(columns="recorded"))
    one = found(undated, "recorded", last=date(2020, 10, 16))
    assert one == Measured(None, None, None, "no dates are held of answers")


def test_a_difference_within_people_is_of_those_who_answered_both(tables):
    less = Asks("share", question="heard", answers=("yes",))
    one = found(tables, "difference", question="said", answers=("yes",), less=less)
    assert one == Measured(
        3, 4, Fraction(1, 2), "share less 1 of 4, of those in both bases", ((1, 4),), (1, 2, 0, 1)
    )


def test_a_difference_between_groups_is_of_each_groups_own_base(tables):
    less = Asks("share", question="said", answers=("yes",), group=WOMEN)
    one = found(tables, "difference", question="said", answers=("yes",), group=MEN, less=less)
    assert one == Measured(2, 3, Fraction(1, 6), "share less 1 of 2", ((1, 2),))


def test_a_difference_between_answers_sets_one_against_the_other(tables):
    less = Asks("share", question="said", answers=("no",))
    one = found(tables, "difference", question="said", answers=("yes",), less=less)
    assert (one.value, one.paired) == (Fraction(1, 5), (0, 3, 2, 0))


def test_where_one_answer_decides_both_shares_it_is_told_where_that_can_be(tables):
    """In both shares, in the first, in the second, in neither."""
    yes = {"question": "said", "answers": ("yes",)}
    no = Asks("share", question="said", answers=("no",))
    assert found(tables, "difference", **yes, less=no).one_answer == (False, True, True, False)
    asked = found(tables, "difference", **yes, base="asked", less=replace(no, base="asked"))
    assert asked.one_answer == (False, True, True, True)
    every = Asks("share", question="said", answers=("yes", "no"))
    assert found(tables, "difference", **yes, less=every).one_answer == (True, False, True, False)
    heard = Asks("share", question="heard", answers=("yes",))
    assert found(tables, "difference", **yes, less=heard).one_answer == ()
    likes = {"question": "likes", "answers": ("bread",)}
    jam = Asks("share", question="likes", answers=("jam",))
    assert found(tables, "difference", **likes, less=jam).one_answer == ()
    assert found(tables, "rank", question="mode", answer="phone").one_answer == (True, True)
    assert found(tables, "rank", question="likes", answer="jam").one_answer == ()


def test_a_difference_between_conditions_is_of_different_people(tables):
    phone, video = Where("mode", ("phone",)), Where("mode", ("video",))
    said = {"question": "said", "answers": ("yes",), "where": phone}
    one = found(tables, "difference", **said, less=Asks("share", **{**said, "where": video}))
    assert (one.count, one.base, one.value, one.paired) == (2, 3, Fraction(-1, 3), None)
    less = Asks("share", question="heard", answers=("yes",), where=phone)
    same = found(tables, "difference", **said, less=less)
    assert (same.base, same.paired) == (3, (0, 2, 0, 1))


def test_a_difference_needs_somebody_on_both_sides(tables):
    less = Asks("share", question="change__gp", answers=("up",), group=WOMEN)
    change = {"question": "change__gp", "answers": ("up",), "group": MEN}
    one = found(tables, "difference", **change, less=less)
    assert (one.value, one.why) == (None, "nobody in a base: share less 0 of 0")
    both = {"question": "change__gp", "answers": ("up",), "group": WOMEN}
    one = found(tables, "difference", **both, less=replace(less, answers=("same",)))
    assert (one.value, one.why) == (
        None, "nobody in the base: share less 0 of 0, of those in both bases",
    )  # fmt: skip


def test_two_shares_that_have_some_people_in_common_are_no_difference(tables):
    less = Asks("share", question="said", answers=("yes",), group=WOMEN)
    asks = Asks("difference", question="said", answers=("yes",), less=less)
    assert refused(tables, asks) == (
        "the two shares have 2 people in common, and others besides: ask both of the same people,"
        " or of different ones."
    )


def test_professions_are_represented_by_one_respondent(tables):
    one = found(tables, "represented", question="said", each=(("yes", "no"), ("no",)))
    assert (one.count, one.base, one.value, one.parts) == (2, 2, 2, ((5, 5), (2, 5)))
    women = measured(tables, "represented", question="mode", each=(("video",),), group=WOMEN)
    assert women == (0, 1, 0)


def test_rows_are_at_the_top_by_their_share(tables):
    top = {"question": "change", "answers": ("up",), "rows": ("gp",), "group": MEN}
    assert measured(tables, "top_rows", **top) == (1, 1, 1)
    assert measured(tables, "top_rows", **{**top, "rows": ("police", "gp")}) == (2, 2, 2)
    assert found(tables, "top_rows", **top).parts == ((1, 3), (0, 2))
    other = found(tables, "top_rows", **{**top, "rows": ("police",)})
    assert (other.count, other.parts) == (0, ((0, 2), (1, 3)))


def test_rows_that_tie_with_another_are_not_at_the_top(tables):
    same = {"question": "change", "answers": ("same", "up"), "rows": ("gp",), "group": MEN}
    assert measured(tables, "top_rows", **same) == (0, 1, 0)


def test_rows_that_nobody_answered_have_no_order(tables):
    one = found(tables, "top_rows", question="change", answers=("up",), rows=("gp",), group=WOMEN)
    assert one == Measured(None, None, None, "nobody in the base: 2 rows")


def test_an_option_that_ties_has_the_later_place(tables):
    assert measured(tables, "rank", question="likes", answer="bread") == (3, 5, 2)
    assert measured(tables, "rank", question="likes", answer="bread", group=MEN) == (2, 3, 1)
    assert found(tables, "rank", question="likes", answer="jam").parts == ((3, 5), (3, 5), (1, 5))


def test_an_option_that_excludes_the_others_has_no_place(tables):
    levels = tuple(Level(code, code) for code in ("bread", "jam", "none"))
    likes = Question(
        "likes", "Likes", "multi", (MEN,), scale=Scale("likes", "Likes", levels), exclusive="none"
    )
    book = replace(BOOK, questions=(likes,), scales={"likes": likes.scale})
    one = found(tables, "rank", book, question="likes", answer="jam", group=MEN)
    assert (one.value, one.why) == (2, "place among 2 options, by ticks")
    assert refused(tables, Asks("rank", question="likes", answer="none"), book) == (
        'answer "none" to "likes" excludes the others, so it has no place among them. Options:'
        " bread and jam."
    )


@pytest.mark.parametrize(
    "asks",
    [
        Asks("share", question="change__gp", answers=("up",), group=WOMEN),
        Asks("any_row", question="change", answers=("up",), group=WOMEN),
        Asks("represented", question="change__gp", each=(("up",),), group=WOMEN),
        Asks("rank", question="change__gp", answer="up", group=WOMEN),
    ],
)
def test_nobody_in_the_base_is_no_value_and_says_so(tables, asks):
    one = measure(asks, Data(tables, BOOK))
    assert one.value is None
    assert one.why.startswith("nobody in the base: ")


@pytest.mark.parametrize(
    "asks",
    [
        Asks("interviews"),
        Asks("coded", codes=("A.a",)),
        Asks("interviewed", question="interview_mode", answers=("telephone",)),
        Asks("recorded", last=date(2020, 10, 16), also_interviews=True),
    ],
)
def test_without_interviews_their_claims_are_not_measured(tables, asks):
    one = measure(asks, Data(replace(tables, interviews=None), BOOK))
    assert one == Measured(None, None, None, "these tables hold no interviews")


def test_what_cannot_be_decided_says_why(tables):
    claim = replace(ONE, asks=None, not_decidable="about the document")
    assert measure_claim(claim, Data(tables, BOOK)) == Measured(
        None, None, None, "not decidable: about the document"
    )


def test_the_tables_are_left_as_they_were_and_their_order_does_not_matter(tables):
    shuffled = replace(tables, responses=tables.responses.sample(frac=1, random_state=3))
    before = tables.responses.copy()
    for asks in (
        Asks("share", question="said", answers=("yes",), base="asked"),
        Asks("any_row", question="change", answers=("up",), base="asked"),
        Asks("top_rows", question="change", answers=("up",), rows=("gp",)),
        Asks("represented", question="said", each=(("yes",),)),
    ):
        assert measure(asks, Data(shuffled, BOOK)) == measure(asks, Data(tables, BOOK))
    pd.testing.assert_frame_equal(tables.responses, before)


SAID = {"question": "said", "answers": ("yes",)}


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        (Asks("respondents", group="parents"),
         'group "parents" is not known, did you mean "parent"? Known: professional, parent and'
         " both."),
        (Asks("difference", **SAID, less=Asks("share", **SAID, group="men")),
         'group "men" is not known. Known: professional, parent and both.'),
        (Asks("share", question="sad", answers=("yes",)),
         'question "sad" is not known, did you mean "said"? Known: said, heard, mode, change__gp,'
         " change__police, likes and area."),
        (Asks("share", question="said", answers=("yess",)),
         'answer to "said" "yess" is not known, did you mean "yes"? Known: yes and no.'),
        (Asks("share", **SAID, leaving_out=("non",)),
         'answer to "said" "non" is not known, did you mean "no"? Known: yes and no.'),
        (Asks("share", **SAID, where=Where("mode", ("fone",))),
         'answer to "mode" "fone" is not known, did you mean "phone"? Known: phone and video.'),
        (Asks("share", **SAID, where=Where("mod", ("phone",))),
         'question "mod" is not known, did you mean "mode"? Known: said, heard, mode, change__gp,'
         " change__police, likes and area."),
        (Asks("share", **SAID, also_codes=("A.c",)),
         'theme "A.c" is not known, did you mean "A.b"? Known: A, A.a and A.b.'),
        (Asks("represented", question="said", each=(("yes",), ("perhaps",))),
         'answer to "said" "perhaps" is not known. Known: yes and no.'),
        (Asks("coded", codes=("A.c",)),
         'theme "A.c" is not known, did you mean "A.b"? Known: A, A.a and A.b.'),
        (Asks("any_row", question="chang", answers=("up",)),
         'matrix "chang" is not known, did you mean "change"? Known: change.'),
        (Asks("any_row", question="change", answers=("upp",)),
         'answer to "change__gp" "upp" is not known, did you mean "up"? Known: same and up.'),
        (Asks("top_rows", question="change", answers=("up",), rows=("gps",)),
         'row "change__gps" is not known, did you mean "change__gp"? Known: change__gp and'
         " change__police."),
        (Asks("rank", question="likes", answer="butter"),
         'answer to "likes" "butter" is not known. Known: bread, jam and none.'),
        (Asks("authorities_reached", nation="Wels"),
         'nation "Wels" is not known, did you mean "Wales"? Known: England and Wales.'),
        (Asks("interviewed", question="interviewmode", answers=("telephone",)),
         'column of the interviews "interviewmode" is not known, did you mean "interview_mode"?'
         " Known: interview_mode."),
        (Asks("interviewed", question="interview_mode", answers=("phone",)),
         'answer to "interview_mode" "phone" is not known, did you mean "telephone"? Known:'
         " telephone and video."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_by_name(tables, asks, told):
    assert refused(tables, asks) == told


def test_interviews_that_do_not_say_whose_they_are_cannot_be_divided(tables):
    frame = tables.interviews.interviews.drop(columns="group")
    nameless = replace(tables, interviews=replace(tables.interviews, interviews=frame))
    assert refused(nameless, Asks("interviews", group=MEN)) == (
        "the interviews have no column `group`, so nobody is known as professional."
    )


@pytest.mark.parametrize(
    "named", [{"group": "men"}, {"asks": Asks("respondents", group="men")}], ids=["of", "asks"]
)
def test_a_claim_that_names_what_is_not_there_is_placed_in_its_registry(tables, named):
    claim = replace(ONE, registry="claims.toml", **named)
    with pytest.raises(QuestionError) as caught:
        measure_claim(claim, Data(tables, BOOK))
    assert str(caught.value) == (
        'claims.toml: claim it: group "men" is not known. Known: professional, parent and both.'
    )
