"""At which numbers of people several claims can be true: as published, and by brute force."""

from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.claims import Asks, Where, counts_that_fit, find_bases, load_claims, load_words
from cpsurvey.errors import CodebookError, QuestionError

FOUR = [
    "parents-contribution-harmed", "parents-could-express", "parents-no-reports",
    "children-views-shared",
]  # fmt: skip
REST = ["parents-could-express", "parents-could-not-express"]


def test_the_bases_that_all_four_parents_claims_fit_are_those_of_the_methods():
    found = find_bases(FOUR, range(1, 39))
    fitting = found.loc[found["all_fit"], "base"].unique().tolist()
    assert fitting == [15, 17, *range(19, 39)]


@pytest.mark.parametrize(
    ("words", "at_14"),
    [("nearly half", 0), ("just over half", 0), ("three quarters", 0), ("two thirds", 1)],
)
def test_at_fourteen_three_of_the_words_have_no_whole_count(words, at_14):
    assert len(counts_that_fit(load_words()[words].band, 14)) == at_14


def test_a_row_names_its_counts_and_what_does_not_fit():
    found = find_bases(FOUR, [14, 24, 38]).set_index(["base", "id"])
    assert found.loc[(24, FOUR[0]), ["fits_low", "fits_high", "counts"]].tolist() == [18, 18, 1]
    assert found.loc[(38, FOUR[0]), ["fits_low", "fits_high", "counts"]].tolist() == [28, 29, 2]
    assert found.loc[(14, FOUR[0]), "fits_low":"counts"].isna().tolist() == [True, True, False]
    assert found.loc[14, "why"].unique().tolist() == [
        "no whole number of 14 fits parents-contribution-harmed and parents-could-express"
    ]
    assert found["in_registry"].all()
    assert not find_bases(FOUR, [23])["in_registry"].any()


def test_those_who_could_and_those_who_could_not_add_up_to_the_base():
    found = find_bases(REST, range(15, 25))
    assert found.loc[found["all_fit"], "together"].all()
    found = find_bases(REST, [24], words={"just over half": "[0.57, 0.6]"})
    assert (found["counts"] == 1).all()
    assert found["all_fit"].tolist() == [True, True]
    assert found["together"].tolist() == [False, False]
    assert found["why"].iloc[0] == (
        "parents-could-express and parents-could-not-express fit each by itself and not together:"
        " no answers of 24 people to express_views make them true at once"
    )


@pytest.mark.parametrize(
    ("answers", "other", "bands", "together"),
    [
        (["poor"], ["poor", "fair"], ("[0.6, 0.6]", "[0.4, 0.4]"), False),
        (["poor"], ["poor", "fair"], ("[0.4, 0.4]", "[0.6, 0.6]"), True),
        (["poor"], ["fair"], ("[0.6, 0.6]", "[0.6, 0.6]"), False),
        (["poor", "fair"], ["fair", "good"], ("[0.6, 0.6]", "[0.6, 0.6]"), True),
        (["poor", "fair"], ["fair", "good"], ("[0.4, 0.4]", "[0.4, 0.4]"), False),
    ],
)
def test_answers_that_overlap_bind_each_other(claim_of, library, answers, other, bands, together):
    asks = {"kind": "share", "group": "visitor", "question": "satisfaction"}
    one = claim_of("one", asks | {"answers": tuple(answers)}, bands[0])
    two = claim_of("two", asks | {"answers": tuple(other)}, bands[1])
    found = find_bases([one, two], [5], codebook=library)
    assert found["all_fit"].all()
    assert found["together"].tolist() == [together, together]


SINGLE = [{"poor"}, {"fair"}, {"good"}]
TICKED = [{"books"}, {"quiet"}, {"books", "quiet"}, {"none"}]
ANSWER_SETS = {
    "satisfaction": st.sets(st.sampled_from(["poor", "fair", "good"]), min_size=1),
    "uses": st.sets(st.sampled_from(["books", "quiet", "none"]), min_size=1),
}
BANDS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)


@pytest.mark.parametrize(("question", "people"), [("satisfaction", SINGLE), ("uses", TICKED)])
@pytest.mark.parametrize("base_rule", ["answered", "asked"])
@given(data=st.data())
def test_they_are_together_where_some_answers_of_all_people_make_them_so(
    claim_of, library, question, people, base_rule, data
):
    base = data.draw(st.integers(1, 6))
    claims, wanted = [], []
    for name in ("one", "two", "three")[: data.draw(st.integers(2, 3))]:
        answers = data.draw(ANSWER_SETS[question])
        low, high = (Fraction(end, 10) for end in data.draw(BANDS))
        asks = {"kind": "share", "group": "visitor", "question": question, "base": base_rule}
        band = f"[{float(low)}, {float(high)}]"
        claims.append(claim_of(name, asks | {"answers": tuple(sorted(answers))}, band))
        wanted.append((answers, low, high))
    everybody = [*people, set()] if base_rule == "asked" else people
    possible = any(
        all(
            low <= Fraction(sum(bool(gave & answers) for gave in given_), base) <= high
            for answers, low, high in wanted
        )
        for given_ in combinations_with_replacement(everybody, base)
    )
    found = find_bases(claims, [base], codebook=library)
    assert found["together"].tolist() == [possible] * len(claims)


def test_people_are_whole(claim_of, library):
    half_each = [["poor", "fair"], ["fair", "good"], ["poor", "good"]]
    asks = {"kind": "share", "group": "visitor", "question": "satisfaction", "base": "asked"}
    claims = [
        claim_of(str(place), asks | {"answers": tuple(answers)}, "[0.5, 0.5]")
        for place, answers in enumerate(half_each)
    ]
    found = find_bases(claims, [2, 4], codebook=library)
    assert found["all_fit"].all()
    assert found["together"].tolist() == [False] * 3 + [True] * 3


def test_all_may_tick_both_of_two_options_and_none_may_tick_an_exclusive_one_too(claim_of, library):
    asks = {"kind": "share", "group": "visitor", "question": "uses"}
    books, quiet, none = (
        claim_of(code, asks | {"answers": (code,)}, "[1, 1]") for code in ("books", "quiet", "none")
    )
    assert find_bases([books, quiet], [5], codebook=library)["together"].all()
    assert not find_bases([books, none], [5], codebook=library)["together"].any()


def test_a_condition_on_the_same_question_leaves_only_its_answers(claim_of, library):
    limited = Where("satisfaction", ("poor", "good"))
    for where, together in ((limited, False), (None, True)):
        claims = [
            claim_of(code, Asks("share", "visitor", question="satisfaction", answers=(code,),
                                where=where), "[0.4, 0.4]")
            for code in ("poor", "good")
        ]  # fmt: skip
        assert find_bases(claims, [5], codebook=library)["together"].tolist() == [together] * 2


def test_a_claim_without_data_has_bases_too(claim_of):
    claim = claim_of("alone", None, not_decidable="an earlier study")
    found = find_bases([claim], [1, 2, 3])
    assert found["counts"].tolist() == [1, 2, 2]


@pytest.mark.parametrize(
    ("claims", "bases", "message"),
    [
        (
            ["parents-no-report"],
            [24],
            'claim "parents-no-report" is not known, did you mean "parents-no-reports"? Known: ',
        ),
        (
            ["parents-no-reports", "parents-less-positive"],
            [24],
            "claim parents-less-positive is about no share of a number of people: leave it out.",
        ),
        (
            ["parents-no-reports", "better-professionals"],
            [24],
            "the claims are about several groups, parent and professional: give those of one"
            " group.",
        ),
        (["parents-no-reports"] * 2, [24], "claim parents-no-reports is named more than once."),
        ([], [24], "no claim is named: give claims, from load_claims, or their ids."),
        ("parents-no-reports", [24.5], "a base of 24.5 is no whole number of people."),
    ],
)
def test_what_cannot_be_looked_for_is_refused_by_name(claims, bases, message):
    with pytest.raises(QuestionError) as caught:
        find_bases(claims, bases)
    assert str(caught.value).startswith(message)


def test_nobody_is_no_base_and_a_word_of_yours_must_be_used():
    with pytest.raises(CodebookError) as caught:
        find_bases("parents-no-reports", [0])
    assert str(caught.value) == "a base of 0 is nobody: give the number of people."
    with pytest.raises(CodebookError) as caught:
        find_bases("parents-no-reports", words={"two third": "[0.6, 0.7]"})
    assert str(caught.value).startswith('words: word "two third" is not known, did you mean "two')


@pytest.mark.parametrize(
    ("asks", "message"),
    [
        ({"question": "satisfactions"}, 'claim one: question "satisfactions" is not known, did'),
        ({"answers": ("god",)}, 'claim one: answer "god" is not known, did you mean "good"?'),
    ],
)
def test_a_question_that_the_codebook_has_not_is_refused_by_name(claim_of, library, asks, message):
    told = {"kind": "share", "group": "visitor", "question": "satisfaction", "answers": ("good",)}
    claims = [claim_of("one", told | asks), claim_of("two", told | asks | {"answers": ("good",)})]
    with pytest.raises(QuestionError) as caught:
        find_bases(claims, [5], codebook=library)
    assert str(caught.value).startswith(message)


def test_claims_may_be_given_or_named():
    given_ = [claim for claim in load_claims() if claim.id in FOUR]
    assert find_bases(given_, [24]).equals(find_bases([claim.id for claim in given_], [24]))
