"""Ticks of select-all questions: counts met, nobody left without."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.codebook import load_codebook
from cpsurvey.errors import CodebookError
from cpsurvey.synthetic.margins import Margin
from cpsurvey.synthetic.respondents import draw_margins

CODEBOOK = load_codebook()


def tick(counts, size=12, seed=1, before=(), **more):
    margin = Margin("parent", "prior_contact", counts, size, **more)
    return draw_margins([*before, margin], {"parent": size}, CODEBOOK, seed)["parent"][
        "prior_contact"
    ]


def refused(counts, **more):
    with pytest.raises(CodebookError) as caught:
        tick(counts, **more)
    return str(caught.value)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 8), min_size=3, max_size=3).filter(lambda counts: sum(counts) >= 8),
    st.integers(0, 100),
)
def test_counts_are_met_and_everybody_who_answers_ticks_something(ticks, seed):
    options = dict(zip(["social_worker", "chair", "someone_else"], ticks, strict=True))
    made = tick(options | {"nobody": 3, "-skipped": 1}, seed=seed)
    answered = [cell for cell in made if cell != "-skipped"]
    assert {o: sum(o in cell for cell in answered) for o in options} == options
    assert all(answered)
    assert [cell for cell in answered if "nobody" in cell] == [("nobody",)] * 3


def test_odds_say_who_ticks():
    joined = Margin("parent", "join_mode", {"phone": 6, "video": 6}, 12)
    made = tick(
        {"social_worker": 6, "nobody": 6}, before=[joined], given=("join_mode",),
        odds={"join_mode": {"phone": {"social_worker": 1}}},
    )  # fmt: skip
    assert np.mean([cell == ("nobody",) for cell in made]) == 0.5


def test_more_ticks_than_people_are_refused():
    assert refused({"social_worker": 13}) == (
        "margin parent.prior_contact: option social_worker is to be ticked by 13 people; 0 tick"
        " it in"
        " any case, and 12 others may."
    )


def test_too_few_ticks_are_refused():
    assert refused({"social_worker": 5, "chair": 2}) == (
        "margin parent.prior_contact: 7 ticks are too few for 12 people who tick something: raise a"
        " count, or that of those who skip it."
    )


def test_fewer_ticks_than_always_tick_are_refused():
    joined = Margin("parent", "join_mode", {"phone": 9, "video": 3}, 12)
    ever = Margin("parent", "join_modes_ever", {"phone": 8, "video": 6}, 12, includes="join_mode")
    with pytest.raises(CodebookError) as caught:
        draw_margins([joined, ever], {"parent": 12}, CODEBOOK, 1)
    assert str(caught.value) == (
        "margin parent.join_modes_ever: option phone is to be ticked by 8 people; 9 tick it in any"
        " case, and 3 others may."
    )
