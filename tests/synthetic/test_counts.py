"""Counts as the file gives them become whole counts that add up, or one sentence says why not."""

from dataclasses import replace

import pytest

from cpsurvey.claims import Asks, Base, Claim, Reading
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.counts import agreed, count_of, whole_counts

HALF = Claim(
    id="half", topic="sample", group="parent", claim="Nearly half", kind="word", certainty="high",
    base=Base("parents", "survey", "stated"), sources=(), words="nearly half",
    asks=Asks("share", question="said", answers=("yes", "rather")),
)  # fmt: skip
KEPT = {"parent": 100, "professional": 20}


def counts(answers, claim=HALF, **options):
    return whole_counts(answers, "said", 100, {"half": claim}, KEPT, **options)


def refused(answers, claim=HALF, **options):
    with pytest.raises(CodebookError) as caught:
        counts(answers, claim, **options)
    return str(caught.value)


def test_the_rest_is_whoever_is_left():
    assert counts({"yes": 40, "no": "rest", "-skipped": 3}) == {"yes": 40, "no": 57, "-skipped": 3}


def test_a_claim_gives_the_middle_of_the_counts_that_fit_those_who_answered():
    """Of 90 who answered, 41 to 44 are nearly half."""
    assert counts({"yes": {"claim": "half"}, "no": "rest", "-skipped": 10})["yes"] == 42


def test_answers_that_the_claim_takes_together_share_its_count():
    made = counts({"yes": {"claim": "half"}, "rather": 20, "no": "rest"})
    assert (made["yes"] + made["rather"], made["no"]) == (47, 53)


def test_answers_may_be_counted_with_it_though_the_claim_does_not_name_them():
    made = counts({"yes": {"claim": "half", "with": ["perhaps"]}, "perhaps": 20, "no": "rest"})
    assert made["yes"] == 27


def test_a_claim_may_be_of_another_question():
    made = whole_counts(
        {"yes": {"claim": "half", "of": "said"}, "no": "rest"}, "noticed", 100, {"half": HALF}, KEPT
    )
    assert made == {"yes": 47, "no": 53}


def test_every_reading_of_a_claim_is_agreed_with():
    """45 to 49 of 100 asked, and 36 to 39 of the 80 who answered: none; of 95, 43 to 47."""
    asked = Reading("parent", "survey", "asked", asks=replace(HALF.asks, base="asked"))
    both = replace(HALF, other_bases=(asked,))
    assert counts({"yes": {"claim": "half"}, "no": "rest", "-skipped": 5}, both)["yes"] == 46
    assert refused({"yes": {"claim": "half"}, "no": "rest", "-skipped": 20}, both) == (
        "no count agrees with claim half, [0.45, 0.5) of 80 and 100 people."
    )


def test_a_reading_may_be_of_everybody_kept():
    kept = replace(HALF, asks=replace(HALF.asks, base="kept", group="both"))
    assert counts({"yes": {"claim": "half"}, "no": "rest"}, kept)["yes"] == agreed(HALF, [120])


def test_a_reading_may_leave_an_answer_out_of_its_base():
    without = replace(HALF, asks=replace(HALF.asks, leaving_out=("unsure",)))
    assert counts({"yes": {"claim": "half"}, "no": "rest", "unsure": 20}, without)["yes"] == agreed(
        HALF, [80]
    )


def test_ticks_need_not_add_up():
    assert counts({"a": 90, "b": 70, "-skipped": 2}, ticks=True) == {
        "a": 90,
        "b": 70,
        "-skipped": 2,
    }


def test_counts_that_do_not_add_up_are_refused():
    assert refused({"yes": 40, "no": 50}) == (
        "the counts add up to 90, and it is put to 100: yes 40 and no 50."
    )


def test_more_than_everybody_is_refused():
    assert refused({"yes": 140, "no": "rest"}) == (
        "more people are counted than the 100 it is put to: yes 140 and no -40."
    )


def test_an_answer_needs_a_count():
    assert refused({"yes": "half", "no": "rest"}) == (
        'answer yes has no count: give a whole number, "rest", or a table with a share, a band or'
        " a claim."
    )


def test_a_claim_that_is_not_there_is_refused():
    assert refused({"yes": {"claim": "halve"}, "no": "rest"}) == (
        'claim "halve" is not known, did you mean "half"? Known: half.'
    )


def test_a_claim_about_another_question_is_refused():
    with pytest.raises(CodebookError) as caught:
        whole_counts({"yes": {"claim": "half"}}, "heard", 100, {"half": HALF}, KEPT)
    assert str(caught.value) == "claim half asks for no share of the answers to heard."


def test_a_claim_in_words_is_no_count():
    with pytest.raises(CodebookError) as caught:
        count_of(HALF)
    assert str(caught.value) == "claim half states no count."
