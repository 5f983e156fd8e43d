"""What coders coded differently, stretch by stretch, against a loop over characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.analysis import coder_agreement, coding_disagreements
from cpsurvey.errors import QuestionError
from cpsurvey.vocabulary import DISAGREEMENT_COLUMNS

TWO = ("coder-1", "coder-2")
TEXT = "I said yes. 🙂 They did not hear me, wir."


def listed(frame, *columns):
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_each_stretch_says_who_gave_the_code_and_who_did_not(coded):
    marks = [
        ("I1", "coder-1", "a", 0, 11),
        ("I1", "coder-2", "a", 2, 11),
        ("I1", "coder-2", "a", 14, 30),
        ("I1", "coder-1", "b", 14, 30),
        ("I1", "coder-2", "b", 14, 20),
        ("I1", "coder-2", "b", 20, 30),
        ("I2", "coder-1", "a", 0, 5),
    ]
    found = coding_disagreements(coded({"I1": len(TEXT), "I2": 9}, marks), texts={"I1": TEXT})
    assert listed(found, "code", "start", "end", "coders", "without", "kind", "words") == [
        ("a", 0, 2, "coder-1", "coder-2", "edge", "I "),
        ("a", 14, 30, "coder-2", "coder-1", "missed", TEXT[14:30]),
    ]
    assert list(found) == list(DISAGREEMENT_COLUMNS)
    silent = coding_disagreements(
        coded({"I1": len(TEXT), "I2": 9}, marks), read_by={"I2": TWO}, shortest=3
    )
    assert listed(silent, "interview", "start", "characters", "without") == [
        ("I1", 14, 16, "coder-1"),
        ("I2", 0, 5, "coder-2"),
    ]
    assert "words" not in silent


def test_marks_side_by_side_of_different_coders_are_no_edge(coded):
    made = [("I1", "coder-1", "a", 0, 9), ("I1", "coder-2", "a", 9, 15)]
    found = coding_disagreements(coded({"I1": 30}, made))
    assert listed(found, "start", "end", "kind") == [(0, 9, "missed"), (9, 15, "missed")]


marks = st.lists(
    st.tuples(
        st.just("I1"),
        st.sampled_from([*TWO, "coder-3"]),
        st.sampled_from(["a", "b"]),
        st.integers(0, 20),
        st.integers(1, 6),
    ).map(lambda mark: (*mark[:4], mark[3] + mark[4])),
    max_size=12,
)


@settings(max_examples=10)
@given(marks)
def test_every_character_that_coders_differ_in_is_in_one_row_and_no_other_is(coded, made):
    made = [*made, ("I1", "coder-1", "a", 28, 29), ("I1", "coder-2", "b", 28, 29)]
    readers = sorted({mark[1] for mark in made})
    found = coding_disagreements(coded({"I1": 30}, made))
    rows = listed(found, "code", "start", "end", "coders", "without")
    told = [
        (code, at, gave, without)
        for code, start, end, gave, without in rows
        for at in range(start, end)
    ]
    expected = []
    for code in ("a", "b"):
        for at in range(30):
            gave = [
                reader
                for reader in readers
                if any(m[1:3] == (reader, code) and m[3] <= at < m[4] for m in made)
            ]
            if gave and len(gave) < len(readers):
                without = [reader for reader in readers if reader not in gave]
                expected.append((code, at, "+".join(gave), "+".join(without)))
    assert sorted(told) == sorted(expected)
    if len(readers) == 2:
        agreed = coder_agreement(
            coded({"I1": 30}, made), codes=["a", "b"], measures="percent_agreement"
        )
        row = agreed[(agreed["code"] == "all_codes") & (agreed["interview"] == "")].iloc[0]
        assert found["characters"].sum() == round((1 - row["estimate"]) * row["base"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"texts": {}},
            "texts lacks the words of I1, or ends before one of its codings. Give what"
            " interview_texts returns of the export that these tables were made from.",
        ),
        (
            {"texts": {"I1": "short"}},
            "texts lacks the words of I1, or ends before one of its codings. Give what"
            " interview_texts returns of the export that these tables were made from.",
        ),
        ({"shortest": 0}, "shortest is 0: give a whole number of characters, like 5."),
    ],
)
def test_what_cannot_be_asked_is_said(coded, options, message):
    made = [("I1", "coder-1", "a", 0, 9), ("I1", "coder-2", "b", 0, 9)]
    with pytest.raises(QuestionError) as caught:
        coding_disagreements(coded({"I1": 30}, made), **options)
    assert str(caught.value) == message


def test_coders_who_agree_in_all_leave_no_row(coded):
    made = [("I1", coder, "a", 0, 9) for coder in TWO]
    found = coding_disagreements(coded({"I1": 30}, made), texts={"I1": "x" * 30})
    assert (len(found), list(found)) == (0, list(DISAGREEMENT_COLUMNS))
