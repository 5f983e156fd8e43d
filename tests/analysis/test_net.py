"""Net shares: who is on which side, of how many, how sure; and grids of questions."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.analysis import matrix_table, net_shares
from cpsurvey.errors import QuestionError
from cpsurvey.report import captions, labels
from cpsurvey.stats import net_share_interval

ORDER = ["worse", "same", "better"]


@pytest.fixture(scope="module")
def tables():
    return cps.load_example()


def people(**groups):
    """A frame with so many people of each group for each of the answers in order."""
    rows = [
        (group, answer)
        for group, counts in groups.items()
        for answer, count in zip(ORDER, counts, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["group", "judged"])
    order = pd.CategoricalDtype(ORDER, ordered=True)
    return frame.astype({"judged": order, "group": pd.CategoricalDtype([*groups])})


def message(*args, **kwargs):
    with pytest.raises(QuestionError) as error:
        net_shares(*args, **kwargs)
    return str(error.value)


def test_each_group_has_its_net_share_with_the_interval_from_its_size():
    frame = people(
        many=[10, 20, 30], few=[2, 6, 4], fewer=[1, 2, 3], handful=[1, 1, 1], none=[0, 0, 0]
    )
    rows = net_shares(frame, "judged", by="group").set_index("group")
    assert rows["count"].tolist() == [30, 4, 3, 1, 0]
    assert rows["count_reference"].tolist() == [10, 2, 1, 1, 0]
    assert rows["base"].tolist() == rows["base_reference"].tolist() == [60, 12, 6, 3, 0]
    assert rows["estimate"].tolist()[:3] == pytest.approx([1 / 3, 1 / 6, 1 / 3])
    assert rows["estimate"].isna().tolist() == [False, False, False, True, True]
    low, high = net_share_interval([30, 4], [10, 2], [60, 12])
    assert rows["ci_low"].tolist()[:2] == low.tolist()
    assert rows["ci_high"].tolist()[:2] == high.tolist()
    assert rows[["ci_low", "ci_high"]].isna().all(axis=1).tolist()[2:] == [True] * 3
    assert rows["method"].tolist() == ["tango", "tango", "difference", "count", "count"]
    assert rows["mark"].tolist() == ["", "u", "u", "", ""]
    assert rows["why"].tolist() == [
        "Tango's interval stays close to its coverage at small bases",
        "Tango's interval stays close to its coverage at small bases; base below 30: low"
        " reliability",
        "base below 10: described, without an interval",
        "base below 5: the counts only, and only where output is restricted",
        "nobody answered",
    ]


def test_the_sides_are_those_of_the_codebooks_middle(tables):
    row = net_shares(tables, "overall_judgement").iloc[0]
    assert (row["answer"], row["against"], row["measure"]) == ("better", "worse", "net_share")
    row = net_shares(tables, "express_views").iloc[0]
    assert row["answer"] == "able_but_difficult+able"
    assert row["against"] == "denied_the_opportunity+not_able_to_comment"


def test_an_odd_scale_without_a_named_middle_leaves_out_the_one_in_the_middle():
    row = net_shares(people(a=[1, 2, 4]), "judged").iloc[0]
    assert (row["answer"], row["against"], row["estimate"]) == ("better", "worse", 3 / 7)


def test_sides_can_be_named_and_several_answers_taken_together(tables):
    named = {"answers": ["agree", "strongly_agree"], "against": "strongly_disagree"}
    row = net_shares(tables, "hybrid_keeps_gains", **named).iloc[0]
    table = cps.response_table(tables, "hybrid_keeps_gains").set_index("answer")
    assert row["answer"] == "agree+strongly_agree"
    assert row["count"] == table.loc[["agree", "strongly_agree"], "count"].sum()
    assert row["count_reference"] == table.loc["strongly_disagree", "count"]
    assert row["estimate"] == pytest.approx((row["count"] - row["count_reference"]) / row["base"])


def test_the_order_of_the_people_does_not_matter():
    frame = people(a=[5, 6, 7], b=[3, 1, 9])
    pd.testing.assert_frame_equal(
        net_shares(frame.sample(frac=1, random_state=2), "judged", by="group"),
        net_shares(frame, "judged", by="group"),
    )


def test_a_group_that_was_not_asked_says_so(tables):
    rows = net_shares(tables, "return_likelihood", by="group").set_index("group")
    assert rows.loc["parent", "why"] == "asked of professionals only"


def test_it_is_refused_without_two_sides(tables):
    assert message(tables, "preferred_format") == (
        'the answers to "preferred_format" have no two sides of a middle. Name them: answers= and'
        " against=. Known: face_to_face, hybrid, video, phone, depends and no_preference."
    )
    assert message(tables, "concerns") == (
        'question "concerns" may have several answers, so nobody is on one side of it alone. Give'
        " each option's share: response_table."
    )
    assert message(tables, "overall_judgement", answers="better") == (
        "answers and against are two sides: name both, or neither for those after and before the"
        " middle."
    )
    assert message(tables, "overall_judgement", answers="better", against=["worse", "better"]) == (
        "answers and against both name better: an answer is on one side only."
    )
    assert message(tables, "overall_judgement", answers="beter", against="worse") == (
        'answer to "overall_judgement" "beter" is not known, did you mean "better"? Known: worse,'
        " depends, about_the_same, no_opinion and better."
    )


def test_a_net_share_that_tells_of_few_people_is_hidden_with_its_counts():
    frame = people(told=[10, 20, 30], few=[2, 20, 30], sum=[10, 3, 30])
    shown = cps.protect(net_shares(frame, "judged", by="group").assign(data="a study"))
    assert shown["mark"].tolist() == ["", "c", "c"]
    assert shown["estimate"].notna().tolist() == [True, False, False]
    assert shown["count"].isna().tolist() == [False, True, True]
    # The sum of answers is hidden where one of them is of few.
    taken = {"answers": ["same", "better"], "against": "worse"}
    shown = cps.protect(net_shares(frame, "judged", by="group", **taken).assign(data="a study"))
    assert shown["count"].isna().tolist() == [False, True, True]


def test_it_has_words_and_a_caption(tables):
    rows = labels.apply(net_shares(tables, "express_views", by="group"), tables.questions)
    assert rows["answer_label"].unique().tolist() == ["Able but difficult or Able"]
    assert rows["against_label"].unique().tolist() == [
        "Denied the opportunity or Not able to comment"
    ]
    assert (
        "Lines are Tango's 95% intervals of the net share, as for a random sample."
        in captions.caption(rows)
    )


def test_a_grid_is_a_table_of_its_rows_in_their_order(tables):
    grid = "child_participation_change"
    whole = matrix_table(tables, grid, by="group")
    names = list(tables.questions.query("part_of == @grid")["question"])
    assert list(whole["question"].cat.categories) == names
    one = whole[whole["question"] == names[1]].reset_index(drop=True)
    expected = cps.response_table(tables, names[1], by="group")
    pd.testing.assert_frame_equal(one.astype({"question": str}), expected.astype({"question": str}))
    assert list(net_shares(tables, grid)["question"]) == names


def test_a_question_without_rows_is_a_table_of_itself(tables):
    pd.testing.assert_frame_equal(
        matrix_table(tables, "nation"), cps.response_table(tables, "nation")
    )
    frame = people(a=[1, 2, 3])
    pd.testing.assert_frame_equal(
        matrix_table(frame, "judged"), cps.response_table(frame, "judged")
    )
    with pytest.raises(QuestionError) as error:
        matrix_table(tables, "attendence_change__gp")
    assert str(error.value).startswith(
        'question "attendence_change__gp" is not known, did you mean "attendance_change__gp"?'
    )
