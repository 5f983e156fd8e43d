"""Raw answers and what they become, side by side."""

import pandas as pd
import pytest

from cpsurvey.cleaning.answers import encode
from cpsurvey.codebook import Level, Scale
from cpsurvey.errors import CodebookError

EXPRESS = Scale(
    "express",
    "Able to express views",
    (
        Level("not_able", "Not able", ("Unable",)),
        Level("difficult", "Able, but it was difficult"),
        Level("able", "Able"),
    ),
    ordered=True,
    nonresponse={"dont_know": ("Don't know",), "ambiguous": ("Mixed",)},
)

ANSWERS = [
    # raw                                level        reason       rule        before
    ("Able", "able", "", "", ""),
    (" able ", "able", "", "spelling", " able "),
    ("ABLE.", "able", "", "spelling", "ABLE."),
    (
        "Able,\u00a0but it was difficult",
        "difficult",
        "",
        "spelling",
        "Able,\u00a0but it was difficult",
    ),
    ("unable", "not_able", "", "variant", "unable"),
    ("Don\u2019t know", None, "dont_know", "", ""),
    ("mixed", None, "ambiguous", "", ""),
    ("", None, "skipped", "", ""),
    (" \u00a0", None, "skipped", "", ""),
]


@pytest.mark.parametrize(("raw", "level", "reason", "rule", "before"), ANSWERS)
def test_an_answer_is_a_level_or_a_reason(raw, level, reason, rule, before):
    cleaned = encode(pd.Series([raw], index=[4]), EXPRESS)
    value = cleaned.values[""].iloc[0]
    assert (None if pd.isna(value) else value) == level
    assert cleaned.reasons.tolist() == [reason]
    assert cleaned.changes["rule"].tolist() == ([rule] if rule else [])
    assert cleaned.changes["before"].tolist() == ([before] if rule else [])


def test_levels_keep_the_scales_order():
    levels = encode(pd.Series(["Able", "Unable"]), EXPRESS).values[""]
    assert levels.cat.ordered
    assert list(levels.cat.categories) == ["not_able", "difficult", "able"]


def test_an_unknown_answer_is_reported_with_its_rows():
    cleaned = encode(pd.Series(["Abel", "Able", "Abel"], index=[4, 5, 6], name="Q1"), EXPRESS)
    assert cleaned.unknown == {("Q1", "Abel"): [4, 6]}


def test_texts_that_mean_missing_elsewhere_are_answers_here():
    cleaned = encode(pd.Series(["NA", "None", "N/A"], name="Q1"), EXPRESS)
    assert [text for _, text in cleaned.unknown] == ["NA", "None", "N/A"]


def test_what_is_typed_beside_other_counts_as_other_and_its_words_are_not_kept():
    scale = Scale("post", "Post", (Level("nurse", "Nurse"), Level("other", "Other")), other="other")
    cleaned = encode(pd.Series(["Nurse", "Lamp lighter", ""]), scale)
    assert cleaned.values[""].tolist()[:2] == ["nurse", "other"]
    assert cleaned.reasons.tolist() == ["", "", "skipped"]
    assert cleaned.changes.to_dict("records") == [{"rule": "other", "before": "", "after": "Other"}]


def test_the_level_for_other_answers_is_one_of_the_scale():
    with pytest.raises(CodebookError) as caught:
        Scale("post", "Post", (Level("nurse", "Nurse"),), other="nurses")
    assert str(caught.value) == (
        'scale post: level for other answers "nurses" is not known, did you mean "nurse"? Known:'
        " nurse."
    )
