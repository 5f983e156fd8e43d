"""People of one group compared by how they joined, and groups compared by other columns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import compare_groups, compare_modes, response_table
from cpsurvey.errors import QuestionError
from cpsurvey.stats import two_proportion_test


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


def test_modes_are_compared_among_the_people_of_one_group(tables):
    result = compare_modes(tables, "heard", group="professional", modes="phone", answer="yes")
    (row,) = result.to_dict("records")
    counts = (0, 10, 30, 30)
    assert (row["count"], row["base"], row["count_reference"], row["base_reference"]) == counts
    assert row["p_value"] == two_proportion_test(*counts).p_value
    assert list(result)[:6] == ["data", "question", "answer", "join_mode", "reference", "group"]
    assert (row["join_mode"], row["reference"], row["group"]) == ("phone", "video", "professional")


def test_every_mode_but_no_answer_is_compared_in_the_order_of_the_codebook(tables):
    result = compare_modes(tables, "heard", group="professional", answer="yes")
    assert list(result["join_mode"]) == ["phone", "face_to_face"]
    assert list(result["why"])[1] == "nobody answered in one of the groups"


def test_the_same_shares_as_in_the_response_table(tables):
    compared = compare_modes(tables, "judged", group="professional", modes="phone").iloc[1:]
    table = response_table(tables, "judged", by=["group", "join_mode"])
    described = table.set_index(["group", "join_mode"]).loc["professional"]
    assert list(compared["count"]) == list(described.loc["phone", "count"])
    assert list(compared["count_reference"]) == list(described.loc["video", "count"])


def test_how_groups_were_asked_is_no_matter_within_one_of_them(tables):
    result = compare_modes(tables, "meant", group="professional", modes="phone")
    assert set(result["grade"]) == {""}
    assert not result["why"].str.contains("grade").any()


def test_a_question_not_put_to_the_group_says_so(tables):
    result = compare_modes(tables, "prior", group="professional")
    assert set(result["why"]) == {"asked of parents only"}
    assert result["estimate"].isna().all()


def test_what_cannot_be_compared_is_refused(tables):
    assert refusal(compare_modes, tables, "heard", group="parents") == (
        'group "parents" is not known, did you mean "parent"? Known: professional and parent.'
    )
    assert refusal(compare_modes, tables, "heard", group="parent", reference="room") == (
        'level of "join_mode" "room" is not known. Known: video, phone, face_to_face and no_answer.'
    )
    assert refusal(compare_modes, tables, "heard", group="parent", modes="video") == (
        '"video" is the reference, so it is not compared with itself. Name other levels of'
        ' "join_mode".'
    )
    assert refusal(compare_modes, tables, "heard", group="parent", modes=[]) == (
        'no level of "join_mode" is there or named to be compared with "video".'
    )
    assert refusal(compare_modes, tables, "join_mode", group="parent") == (
        'question is "join_mode", between whose levels the comparison is made.'
    )
    assert refusal(compare_modes, tables, "heard", group="parent", by="group") == (
        'by is "group": compare_modes compares people of one group. Use compare_groups.'
    )


def test_groups_taken_together_carry_the_grade(tables):
    options = {"by": "join_mode", "reference": "video", "group": "phone", "answer": "worse"}
    row = compare_groups(tables, "judged", **options).iloc[0]
    assert row["grade"] == "B"
    assert row["why"].endswith("; grade B: several conferences against one")
    assert refusal(compare_groups, tables, "meant", by="join_mode", reference="video") == (
        'question "meant" is graded C for professional and parent (different meanings): their'
        ' answers are not to be taken together. Compare within="group", or pass allow_grade_c=True.'
    )


def test_within_groups_nothing_is_taken_together(tables):
    result = compare_groups(
        tables, "prior", by="join_mode", reference="video", within="group", answer="a"
    )
    assert list(result.columns[3:6]) == ["join_mode", "reference", "group"]
    by_group = result.groupby("group", observed=True)["why"].unique()
    assert list(by_group["professional"]) == ["asked of parents only"]
    assert list(by_group["parent"]) == ["nobody answered in one of the groups"]
    assert set(result["grade"]) == {""}


def test_a_question_put_to_one_group_only_may_be_compared_by_mode(tables):
    result = compare_groups(tables, "prior", by="join_mode", reference="video", answer="a")
    assert set(result["grade"]) == {""}


def test_a_bare_frame_needs_no_groups_to_be_compared_by_another_column():
    frame = pd.DataFrame({"site": [1] * 20 + [2] * 30, "heard": ["yes", "no"] * 25})
    row = compare_groups(frame, "heard", by="site", reference=1, answer="yes").iloc[0]
    assert (row["site"], row["reference"], row["base"]) == ("2", "1", 30)


def test_of_a_column_with_one_level_nothing_is_compared():
    frame = pd.DataFrame({"site": ["a"] * 5, "heard": ["yes"] * 5})
    assert refusal(compare_groups, frame, "heard", by="site", reference="a") == (
        'no level of "site" is there or named to be compared with "a".'
    )


@pytest.mark.parametrize("modes", [1, [1], np.array([1]), pd.Series([1])])
def test_modes_may_be_numbers_and_in_any_list(modes):
    frame = pd.DataFrame({"group": "parent", "join_mode": [1, 2] * 20, "heard": ["yes", "no"] * 20})
    result = compare_modes(frame, "heard", group="parent", reference=2, modes=modes)
    assert set(result["join_mode"]) == {"1"}
