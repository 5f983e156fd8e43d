"""Counts and odds become who answers what: every count met, odds kept to, clashes named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.sharing_out import share_out


def chance(seed=0):
    return np.random.default_rng(seed)


def tuples(*rows):
    made = np.empty(len(rows), dtype=object)
    made[:] = rows
    return made


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=30),
    st.integers(0, 30),
    st.integers(0, 1000),
)
def test_as_many_give_each_answer_as_the_counts_say(earlier, yes, seed):
    yes = min(yes, len(earlier))
    counts = {"yes": yes, "no": len(earlier) - yes}
    made = share_out(np.array(earlier, dtype=object), counts, lambda *_: 2.0, chance(seed))
    assert {answer: int((made == answer).sum()) for answer in counts} == counts


def test_odds_are_fitted_to_the_counts():
    """At odds of 4 a fitted table of 60 and 60, half yes, has 40 yes where they are likelier."""
    earlier = np.array(["video"] * 60 + ["phone"] * 60, dtype=object)
    odds = {("video", "yes"): 4.0}
    made = share_out(earlier, {"yes": 60, "no": 60}, lambda g, a: odds.get((g, a), 1.0), chance())
    assert ((made == "yes") & (earlier == "video")).sum() == 40


def test_several_earlier_answers_go_together():
    earlier = tuples(("young", "f"), ("young", "m"), ("old", "f"), ("old", "m"))
    only = {("young", "f"), ("old", "m")}
    made = share_out(
        earlier, {"yes": 2, "no": 2}, lambda g, a: float((g in only) == (a == "yes")), chance()
    )
    assert made.tolist() == ["yes", "no", "no", "yes"]


def test_counts_that_cannot_be_met_are_named_with_the_answers():
    earlier = tuples(("young", "f"), ("old", "m"), ("old", "m"))
    with pytest.raises(CodebookError) as caught:
        share_out(
            earlier,
            {"yes": 2, "no": 1},
            lambda g, a: float(g == ("young", "f") or a == "no"),
            chance(),
            names=("age and sex", "visitor.borrowed"),
        )
    assert str(caught.value) == (
        "margins age and sex and visitor.borrowed contradict each other, as some combinations never"
        " occur (odds of 0): no table of whole numbers has 1 for young and f (age and sex) and 2"
        " for yes (visitor.borrowed). Change one of these counts, or let more combinations occur."
    )


def test_nobody_is_given_nothing():
    assert share_out(np.array([], dtype=object), {"yes": 0}, lambda *_: 1.0, chance()).size == 0
