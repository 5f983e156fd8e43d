"""How people joined: derived and contradicted, never guessed."""

import pandas as pd
import pytest

from cpsurvey.cleaning.cleaned import REASONS, TOLD, Cleaned, no_changes
from cpsurvey.cleaning.join_mode import contradictions, derive_mostly
from cpsurvey.codebook import Level, Question, Scale

MOSTLY = Question(
    "professionals_joined",
    "How professionals joined",
    "derived",
    ("parent",),
    scale=Scale(
        "professionals_joined",
        "s",
        tuple(Level(code, code) for code in ("in_the_room", "video", "phone", "mixed")),
    ),
    derive="mostly",
    sources=("chair", "social_worker", "others"),
)

CASES = [
    (["video", "video", "video"], ["", "", ""], "video", ""),
    (["video", "video", "phone"], ["", "", ""], "video", ""),
    (["in_the_room", "video", "phone"], ["", "", ""], "mixed", ""),
    (["in_the_room", "video", None], ["", "", "dont_know"], "mixed", ""),
    (["video", "absent", "absent"], ["", "", ""], "video", ""),
    (["video", None, None], ["", "dont_know", "skipped"], "video", ""),
    (["absent", "absent", "absent"], ["", "", ""], None, "not_applicable"),
    (["absent", None, None], ["", "dont_know", "skipped"], None, "dont_know"),
    ([None, None, None], ["skipped", "skipped", "skipped"], None, "skipped"),
    ([None, None, None], ["ambiguous", "dont_know", "skipped"], None, "ambiguous"),
    ([None, None, None], ["not_shown", "not_shown", "not_shown"], None, "not_shown"),
]


def joined(modes, reasons, told):
    """How the chair, the social worker and the others joined, in one conference."""
    return {
        name: Cleaned(
            {"": pd.Series([mode], dtype=object)},
            pd.Series([reason], dtype=REASONS),
            no_changes(),
            {},
            {},
            pd.Series([teller], dtype=TOLD),
        )
        for name, mode, reason, teller in zip(
            ("chair", "social_worker", "others"), modes, reasons, told, strict=True
        )
    }


@pytest.mark.parametrize(("modes", "reasons", "mostly", "reason"), CASES)
def test_the_mode_of_more_than_half_of_those_known_to_have_joined(modes, reasons, mostly, reason):
    told = ["blank" if reason else "" for reason in reasons]
    cleaned = derive_mostly(MOSTLY, joined(modes, reasons, told))
    value = cleaned.values[""].iloc[0]
    assert (None if pd.isna(value) else value) == mostly
    assert cleaned.reasons.tolist() == [reason]


TOLD_CASES = [
    (["video", None, None], ["", "skipped", "skipped"], ["", "blank", "undeclared"], ""),
    (["absent", "absent", "absent"], ["", "", ""], ["", "", ""], "answer"),
    ([None, None, None], ["dont_know"] * 3, ["answer"] * 3, "answer"),
    ([None, None, None], ["skipped"] * 3, ["blank", "undeclared", "blank"], "undeclared"),
    ([None, None, None], ["skipped"] * 3, ["answer", "answer", "blank"], "blank"),
    ([None, None, None], ["not_shown"] * 3, ["group", "routing", "group"], "routing"),
    ([None, None, None], ["not_shown"] * 3, ["group"] * 3, "group"),
]


@pytest.mark.parametrize(("modes", "reasons", "told", "expected"), TOLD_CASES)
def test_what_tells_of_a_mode_that_is_not_known_is_the_least_certain_of_its_parts(
    modes, reasons, told, expected
):
    assert derive_mostly(MOSTLY, joined(modes, reasons, told)).told_by.tolist() == [expected]


@pytest.mark.parametrize(
    ("mode", "conference", "doubted"),
    [
        ("phone", "video", True),
        ("phone", "mixed_remote", False),
        ("face_to_face", "mixed_remote", True),
        ("face_to_face", "hybrid", False),
        ("did_not_join", "video", False),
        ("video", "video", False),
        (None, "video", False),
        ("video", None, False),
    ],
)
def test_a_mode_the_conference_did_not_have_is_doubted(mode, conference, doubted):
    modes, formats = pd.Series([mode], dtype=object), pd.Series([conference], dtype=object)
    assert contradictions(modes, formats).tolist() == [doubted]
