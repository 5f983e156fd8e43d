"""Groups that share people: refused, or parted by a stated rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import compare_groups, compare_modes
from cpsurvey.analysis.partition import part
from cpsurvey.errors import QuestionError

USED = ["video", "phone", "room"]
TICKED = pd.DataFrame(
    [
        [True, False, False],
        [True, True, False],
        [False, True, False],
        [False, False, False],
        [True, True, True],
        [False, True, True],
    ],
    columns=USED,
)


@pytest.fixture
def used(tables):
    """Tables with a question of the ways ever used: 12 parents, 40 professionals."""
    video = [True] * 8 + [False] * 4 + [True] * 25 + [False] * 15
    phone = [False] * 6 + [True] * 6 + [False] * 10 + [True] * 30
    responses = tables.responses.assign(
        used__video=pd.array(video, "boolean"), used__phone=pd.array(phone, "boolean")
    )
    responses.loc[51, ["used__video", "used__phone"]] = pd.NA
    record = tables.questions.iloc[-1].to_dict() | {
        "question": "used", "options": USED[:2], "option_labels": USED[:2],
    }  # fmt: skip
    questions = pd.concat([tables.questions, pd.DataFrame([record])], ignore_index=True)
    return replace(tables, responses=responses, questions=questions)


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("rule", "levels", "parted"),
    [
        ("single", USED, ["video", None, "phone", None, None, None]),
        (
            "combination",
            ["video", "phone", "video+phone", "phone+room", "video+phone+room"],
            ["video", "video+phone", "phone", None, "video+phone+room", "phone+room"],
        ),
        (["room", "phone"], ["room", "phone"], [None, "phone", "phone", None, "room", "room"]),
    ],
)
def test_a_rule_puts_each_person_in_one_group_or_in_none(rule, levels, parted):
    groups = part(TICKED, rule, "used")
    assert list(groups.cat.categories) == levels
    assert [None if pd.isna(group) else group for group in groups] == parted


def test_groups_that_share_people_are_refused_with_the_remedy(used):
    message = (
        'question "used" may have several answers, so its groups share people, and tests of'
        ' independent groups do not hold. Part them by a rule: partition="single" (who ticked'
        ' exactly one), partition="combination" (each combination is a group) or a list of'
        " options (the first one ticked)."
    )
    assert refusal(compare_groups, used, "heard", by="used", reference="video") == message
    assert refusal(compare_groups, used, "heard", within="used") == message
    assert refusal(compare_modes, used, "heard", group="professional", by="used") == message


def test_who_is_left_out_is_counted_in_why(used):
    result = compare_modes(
        used, "heard", group="professional", by="used", partition="single", answer="yes"
    )
    (row,) = result.to_dict("records")
    assert (row["used"], row["reference"], row["group"]) == ("phone", "video", "professional")
    assert (row["base"], row["base_reference"]) == (14, 10)
    assert row["why"] == (
        "simpler tests reject too often at these bases; only who ticked exactly one of used;"
        " 15 people are left out"
    )


def test_a_small_number_left_out_is_not_printed(used):
    row = compare_groups(
        used, "heard", within="used", partition="single", answer="yes", allow_grade_c=True
    ).iloc[0]
    parents = compare_modes(
        used, "heard", group="parent", by="used", partition="single", answer="yes"
    ).iloc[0]
    assert row["why"].endswith("only who ticked exactly one of used; 17 people are left out")
    assert parents["why"].endswith("fewer than 10 people are left out")


def test_who_is_in_a_group_by_another_rule(used):
    options = {"group": "professional", "by": "used", "answer": "yes"}
    together = compare_modes(used, "heard", partition="combination", **options)
    first = compare_modes(used, "heard", partition=["phone", "video"], **options)
    assert list(together["used"]) == ["phone", "video+phone"]
    assert list(together["base"]) == [14, 15]
    assert (
        together["why"]
        .iloc[0]
        .endswith("each combination ticked of used is a group of its own; nobody is left out")
    )
    assert list(first["base"]) == [29]
    assert (
        first["why"].iloc[0].endswith("the first ticked of used: phone, video; nobody is left out")
    )


def test_a_rule_may_be_any_list_of_options(used):
    options = {"group": "professional", "by": "used"}
    listed = compare_modes(used, "heard", partition=["phone", "video"], **options)
    for rule in (("phone", "video"), np.array(["phone", "video"])):
        pd.testing.assert_frame_equal(
            compare_modes(used, "heard", partition=rule, **options), listed
        )


def test_people_without_an_answer_are_compared_only_if_named(used):
    result = compare_modes(
        used, "heard", group="professional", by="used", partition="single", answer="yes",
        modes=["phone", "no_answer"],
    )  # fmt: skip
    assert list(result["used"]) == ["phone", "no_answer"]
    assert list(result["base"]) == [14, 1]


@pytest.mark.parametrize(
    ("partition", "message"),
    [
        (
            "singel",
            'partition "singel" is not known, did you mean "single"? Known: single and combination.'
            " Or list options, the first one ticked counting.",
        ),
        (
            5,
            'partition "5" is not known. Known: single and combination. Or list options, the first'
            " one ticked counting.",
        ),
        (["video", "fax"], 'option of "used" "fax" is not known. Known: video and phone.'),
        (["video"], "partition is ['video']: list two or more options of used, each once."),
        (
            ["video", "video"],
            "partition is ['video', 'video']: list two or more options of used, each once.",
        ),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(used, partition, message):
    options = {"by": "used", "reference": "video", "partition": partition}
    assert refusal(compare_groups, used, "heard", **options) == message


def test_a_rule_without_anything_to_part_is_refused(used):
    assert refusal(compare_groups, used, "heard", within="join_mode", partition="single") == (
        "partition is for groups that overlap, and those of join_mode and group do not: leave it"
        " out."
    )
