"""Which choice matters most, against going through all pairs by joining tables."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.claims import claim_multiverse, multiverse_summary
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import MULTIVERSE_SUMMARY_COLUMNS

CHOICES = ["reading", "base_rule", "dont_know", "exclusions", "mode_rule", "band"]
LEVELS = [["", "other"], ["answered", "asked"], ["out", "in"], ["default"], ["as_answered"],
          ["narrow", "wide"]]  # fmt: skip


def rows_of(agrees, estimates):
    frame = pd.DataFrame(list(product(*LEVELS)), columns=CHOICES).head(len(agrees))
    return frame.assign(
        data="SYNTHETIC", id="it", agrees=pd.array(agrees, "boolean"), estimate=estimates,
        verdict="v", main=[True] + [False] * (len(agrees) - 1),
    )  # fmt: skip


@settings(max_examples=12)
@given(st.integers(2, 16).flatmap(lambda n: st.tuples(
    st.lists(st.booleans(), min_size=n, max_size=n),
    st.lists(st.integers(0, 20).map(lambda k: k / 20), min_size=n, max_size=n),
)))  # fmt: skip
def test_a_choice_is_weighed_by_the_pairs_that_differ_in_it_alone(drawn):
    frame = rows_of(*drawn)
    weights, every = {}, frame.merge(frame, how="cross")
    differ = {name: every[f"{name}_x"] != every[f"{name}_y"] for name in CHOICES}
    in_one = sum(differ.values()) == 1
    for choice in CHOICES:
        pairs = every[differ[choice] & in_one]
        turned = (pairs["agrees_x"] != pairs["agrees_y"]).mean() if len(pairs) else 0
        moved = (pairs["estimate_x"] - pairs["estimate_y"]).abs().max() if len(pairs) else 0
        weights[choice] = (turned, moved)
    row = multiverse_summary(frame).iloc[0]
    most = max(weights.values())
    assert (row["turned"], row["moved"]) == pytest.approx(most)
    assert weights.get(row["turns_on"], (0, 0)) == pytest.approx(most)
    assert row["specifications"] == len(frame)
    assert row["agreeing"] == sum(drawn[0])
    assert (row["estimate_low"], row["estimate_high"]) == (min(drawn[1]), max(drawn[1]))


def test_a_verdict_that_hangs_on_the_dont_knows_turns_on_them():
    frame = rows_of([True, True, False, False] * 4, [0.5, 0.5, 0.4, 0.4] * 4)
    row = multiverse_summary(frame).iloc[0]
    assert (row["turns_on"], row["turned"], row["moved"]) == ("dont_know", 1.0, pytest.approx(0.1))


def test_where_none_turns_it_is_the_one_that_moves_most_and_else_none():
    row = multiverse_summary(rows_of([True] * 4, [0.5, 0.5, 0.4, 0.4])).iloc[0]
    assert (row["turns_on"], row["turned"]) == ("dont_know", 0)
    row = multiverse_summary(rows_of([True] * 4, [0.5] * 4)).iloc[0]
    assert (row["turns_on"], row["turned"], row["moved"]) == ("", 0, 0)


def test_readings_on_other_instruments_are_a_pair_too(example):
    found = claim_multiverse(example, "attendance-change")
    other = found[found["reading"] != ""]
    assert set(found.loc[found["reading"] == "", "base_rule"]) == {""}
    assert set(other["base_rule"]) == {"answered", "asked"}
    told = found.assign(agrees=(found["reading"] == ""), estimate=0.5)
    row = multiverse_summary(told).iloc[0]
    assert (row["turns_on"], row["turned"]) == ("reading", 1.0)


def test_what_was_not_measured_turns_nothing():
    frame = rows_of([None, True], [None, 0.5])
    row = multiverse_summary(frame).iloc[0]
    assert row["specifications":"agreeing"].tolist() == [2, 1, 1]
    assert row["turns_on"] == ""
    assert list(row.index) == list(MULTIVERSE_SUMMARY_COLUMNS)


def test_of_those_hidden_it_does_not_say_that_they_disagree():
    found = rows_of([True, True, None], [0.5, 0.5, None]).assign(protection="publication")
    row = multiverse_summary(found).iloc[0]
    assert row[["specifications", "told", "agreeing"]].tolist() == [3, 2, 2]
    assert row["protection"] == "publication"


def test_other_rows_are_refused_by_the_columns_that_they_lack():
    with pytest.raises(QuestionError) as caught:
        multiverse_summary(rows_of([True, True], [0.5, 0.5]).drop(columns=["main", "band"]))
    assert str(caught.value) == (
        "these are not the rows of a multiverse, without band and main: give what"
        " claim_multiverse returned."
    )
