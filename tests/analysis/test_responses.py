"""Counts, bases, shares: what the rows of a response table say, and that none is missing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.analysis import METHODS, response_table
from cpsurvey.errors import QuestionError
from cpsurvey.stats import wilson_interval
from cpsurvey.vocabulary import RESULT_COLUMNS

WILSON = "Wilson's interval stays close to its coverage at small bases"


def refusal(*arguments, **options):
    with pytest.raises(QuestionError) as error:
        response_table(*arguments, **options)
    return str(error.value)


def counted(result, *columns):
    return list(result[[*columns, "answer", "count", "base"]].itertuples(index=False, name=None))


def test_a_whole_table():
    frame = pd.DataFrame({"heard": ["yes", "no", "", None, "yes", "yes", "no"]})
    low, high = wilson_interval([2, 3], 5)
    expected = pd.DataFrame(
        {
            "data": "unnamed data",
            "question": "heard",
            "answer": pd.Categorical(["no", "yes"]),
            "count": [2, 3],
            "base": [5, 5],
            "share": [0.4, 0.6],
            "ci_low": low,
            "ci_high": high,
            "confidence": 0.95,
            "shown": pd.array([None, None], "Int64"),
            "share_of_shown": float("nan"),
            "dont_know": pd.array([None, None], "Int64"),
            "share_dont_know": float("nan"),
            "method": "wilson",
            "why": f"{WILSON}; base below 30: low reliability",
            "mark": "u",
        }
    )
    pd.testing.assert_frame_equal(response_table(frame, "heard"), expected)


def test_every_combination_is_a_row_in_the_order_of_the_levels(tables):
    result = response_table(tables, "judged", by=["group", "join_mode"])
    levels = [
        (group, mode, answer)
        for group in ("professional", "parent")
        for mode in ("video", "phone", "face_to_face", "no_answer")
        for answer in ("better", "same", "worse")
    ]
    found = result[["group", "join_mode", "answer"]]
    assert list(found.itertuples(index=False, name=None)) == levels
    assert list(result["join_mode"].cat.categories) == [
        "video",
        "phone",
        "face_to_face",
        "no_answer",
    ]
    assert list(result["answer"].cat.categories) == ["better", "same", "worse"]


def test_counts_are_of_those_who_answered(tables):
    assert counted(response_table(tables, "judged", by="group"), "group") == [
        ("professional", "better", 20, 40),
        ("professional", "same", 0, 40),
        ("professional", "worse", 20, 40),
        ("parent", "better", 2, 11),
        ("parent", "same", 2, 11),
        ("parent", "worse", 7, 11),
    ]


def test_no_answer_is_a_level_even_where_everybody_answered(tables):
    result = response_table(tables, "judged", by="heard", answers=["better"])
    assert counted(result, "heard") == [
        ("no", "better", 0, 18),
        ("yes", "better", 22, 33),
        ("no_answer", "better", 0, 0),
    ]


def test_options_of_a_select_all_question_share_the_base_of_those_who_answered(tables):
    assert counted(response_table(tables, "concerns", by="group"), "group") == [
        ("professional", "privacy", 10, 40),
        ("professional", "technology", 40, 40),
        ("professional", "none", 0, 40),
        ("parent", "privacy", 6, 11),
        ("parent", "technology", 11, 11),
        ("parent", "none", 0, 11),
    ]


def test_rows_of_a_matrix_are_questions(tables):
    assert counted(response_table(tables, "joined__chair")) == [
        ("video", 30, 50),
        ("phone", 20, 50),
        ("face_to_face", 0, 50),
    ]


def test_answers_taken_together_count_each_person_once(tables):
    together = response_table(tables, "concerns", answers=[["technology", "privacy"], "none"])
    assert counted(together) == [("privacy+technology", 51, 51), ("none", 0, 51)]
    judged = response_table(tables, "judged", answers=[["worse", "same", "worse"]])
    assert counted(judged) == [("same+worse", 29, 51)]


SMALL = f"{WILSON}; base below 30: low reliability"
TOO_SMALL = "base below 5: the count only, and only where output is restricted"


@pytest.mark.parametrize(
    ("base", "method", "mark", "why"),
    [
        (1, "count", "", TOO_SMALL),
        (4, "count", "", TOO_SMALL),
        (5, "wilson", "u", SMALL),
        (29, "wilson", "u", SMALL),
        (30, "wilson", "", WILSON),
    ],
)
def test_what_is_given_depends_on_the_base(base, method, mark, why):
    frame = pd.DataFrame({"heard": ["yes"] * base})
    row = response_table(frame, "heard").iloc[0]
    assert (row["count"], row["base"]) == (base, base)
    assert (row["method"], row["mark"], row["why"]) == (method, mark, why)
    assert row[["share", "ci_low", "ci_high"]].isna().all() == (method == "count")
    assert method in METHODS


def test_an_empty_cell_says_that_nobody_answered(tables):
    result = response_table(tables, "judged", by=["group", "join_mode"])
    empty = result[(result["group"] == "parent") & (result["join_mode"] == "face_to_face")]
    assert set(empty["why"]) == {"nobody answered"}
    assert empty[["share", "ci_low", "ci_high"]].isna().all(axis=None)
    assert set(empty["count"]) == set(empty["base"]) == {0}


def test_a_group_that_was_not_asked_is_a_row_that_says_so(tables):
    result = response_table(tables, "prior", by="group")
    assert counted(result, "group")[:2] == [
        ("professional", "a", 0, 0),
        ("professional", "b", 0, 0),
    ]
    assert list(result["why"]) == ["asked of parents only"] * 2 + [SMALL] * 2


def test_a_question_nobody_answered_still_has_its_rows(tables):
    tables.responses["heard"] = pd.Categorical([None] * 52, ["no", "yes"])
    assert counted(response_table(tables, "heard", by="group"), "group") == [
        ("professional", "no", 0, 0),
        ("professional", "yes", 0, 0),
        ("parent", "no", 0, 0),
        ("parent", "yes", 0, 0),
    ]


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ([True, False, None], ["no", "yes"]),
        (pd.array([True, None], "boolean"), ["no", "yes"]),
        ([2.0, 10.0, None], ["2", "10"]),
        (["b", " ", "a"], ["a", "b"]),
        ([1, "a"], ["1", "a"]),
        (pd.Categorical(["low"], ["low", "high", ""]), ["low", "high"]),
    ],
)
def test_answers_of_a_bare_column_come_in_order(values, levels):
    result = response_table(pd.DataFrame({"q": values}), "q")
    assert list(result["answer"]) == levels


def test_a_higher_confidence_widens_the_interval(tables):
    usual, wider = (response_table(tables, "heard", confidence=c) for c in (0.95, 0.99))
    assert (wider["ci_low"] < usual["ci_low"]).all()
    assert (wider["ci_high"] > usual["ci_high"]).all()


def test_columns_are_the_vocabularys_in_its_order(tables):
    result = response_table(tables, "heard", by=["group", "join_mode"])
    assert list(result) == [name for name in RESULT_COLUMNS if name in result]


people = st.lists(
    st.tuples(
        st.sampled_from(["parent", "professional"]),
        st.sampled_from(["video", "phone"]),
        st.sampled_from(["yes", "no", "", None]),
    ),
    min_size=1,
    max_size=30,
)


@settings(deadline=None, max_examples=12)
@given(people, st.randoms())
def test_shuffled_people_give_the_same_table_and_are_left_alone(rows, random):
    frame = pd.DataFrame(rows, columns=["group", "join_mode", "heard"])
    frame["heard"] = pd.Categorical(frame["heard"], ["yes", "no", ""])
    before = frame.copy()
    result = response_table(frame, "heard", by=["group", "join_mode"])
    shuffled = frame.sample(frac=1, random_state=random.randrange(2**32))
    pd.testing.assert_frame_equal(
        response_table(shuffled, "heard", by=["group", "join_mode"]), result
    )
    pd.testing.assert_frame_equal(frame, before)


def test_frames_put_one_below_the_other_need_no_new_index():
    frame = pd.DataFrame({"group": ["parent", "parent"], "heard": ["yes", "no"]})
    several = pd.concat([frame, frame.assign(group="professional")])
    assert counted(response_table(several, "heard", by="group"), "group") == [
        ("parent", "no", 1, 2),
        ("parent", "yes", 1, 2),
        ("professional", "no", 1, 2),
        ("professional", "yes", 1, 2),
    ]


@settings(deadline=None, max_examples=15)
@given(people)
def test_counts_add_up_to_those_who_answered(rows):
    frame = pd.DataFrame(rows, columns=["group", "join_mode", "heard"])
    frame["heard"] = pd.Categorical(frame["heard"].replace("", None), ["yes", "no"])
    result = response_table(frame, "heard", by=["group", "join_mode"])
    cells = result.groupby(["group", "join_mode"], observed=True)
    assert (cells["count"].sum() == cells["base"].first()).all()
    assert result["count"].sum() == frame["heard"].notna().sum()
    assert result["share"].dropna().between(0, 1).all()


KNOWN = (
    "Known: group, join_mode, judged, heard, prior, meant, children, joined__chair and concerns."
)


def test_an_unknown_question_names_the_nearest(tables):
    expected = f'question "jugded" is not known, did you mean "judged"? {KNOWN}'
    assert refusal(tables, "jugded") == expected
    assert refusal(tables, "judged", by="jugded") == expected


def test_an_unknown_column_of_a_bare_frame_names_the_nearest():
    frame = pd.DataFrame({"heard": ["yes"]})
    assert refusal(frame, "herd") == (
        'question "herd" is not known, did you mean "heard"? Known: heard.'
    )
    assert refusal(frame, "heard", by="group") == ('column "group" is not known. Known: heard.')


def test_an_unknown_answer_names_the_nearest(tables):
    assert refusal(tables, "judged", answers=["beter"]) == (
        'answer to "judged" "beter" is not known, did you mean "better"?'
        " Known: better, same and worse."
    )


def test_one_answer_needs_no_list(tables):
    pd.testing.assert_frame_equal(
        response_table(tables, "judged", answers="better"),
        response_table(tables, "judged", answers=["better"]),
    )


def test_answers_of_a_column_of_numbers_may_be_given_as_numbers():
    frame = pd.DataFrame({"visits": [0, 1, 1, 2, 0, 0]})
    assert counted(response_table(frame, "visits", answers=[0, [1, 2]])) == [
        ("0", 3, 6),
        ("1+2", 3, 6),
    ]
    assert refusal(frame, "visits", answers=[3]) == (
        'answer to "visits" "3" is not known. Known: 0, 1 and 2.'
    )


@pytest.mark.parametrize("answers", [[], [[]], ["better", []]])
def test_no_answer_at_all_is_refused(tables, answers):
    assert refusal(tables, "judged", answers=answers) == (
        "no answer is named: name at least one, or leave the choice out."
    )


def test_a_number_question_names_those_that_can_be_used(tables):
    assert refusal(tables, "children") == (
        'question "children" is of type number, without answers to count. Questions that have'
        " them: group, join_mode, judged, heard, prior, meant, joined__chair and concerns."
    )


@pytest.mark.parametrize("name", ["", None, 3])
def test_what_names_no_question_is_not_known(tables, name):
    assert refusal(tables, name) == f'question "{name}" is not known. {KNOWN}'


def test_several_questions_at_once_are_refused(tables):
    expected = "question is ['judged', 'heard']: give one name, as text."
    assert refusal(tables, ["judged", "heard"]) == expected
    assert refusal(pd.DataFrame({"judged": ["better"]}), ["judged", "heard"]) == expected


@pytest.mark.parametrize("source", [["yes"], pd.Series(["yes"], name="heard"), "data/processed"])
def test_only_tables_and_frames_hold_answers(source):
    assert refusal(source, "heard") == (
        f"people's answers are in survey tables or in a DataFrame, not in {type(source).__name__}."
        " Give what read_tables, clean_survey or load_example returns, or a frame with a row a"
        " person."
    )


def test_tables_of_interviews_alone_hold_no_answers():
    assert refusal(cps.load_example().interviews, "heard") == (
        "these tables hold interviews, and no answers to a survey. Build them with the survey's"
        " exports among the sources, or give what clean_survey returns."
    )


def test_a_column_that_is_there_twice_is_not_chosen_from():
    frame = pd.DataFrame([["yes", "no", "a"]], columns=["heard", "heard", "region"])
    assert refusal(frame, "heard") == (
        'question "heard" is in the frame 2 times. Rename or drop all but one.'
    )
    assert refusal(frame, "region", by="heard") == (
        'column "heard" is in the frame 2 times. Rename or drop all but one.'
    )


def test_categories_that_read_the_same_are_refused():
    frame = pd.DataFrame({"visits": pd.Categorical([1, "1", 2], [1, "1", 2])})
    assert refusal(frame, "visits") == (
        'column "visits" has categories that read the same: 1. Make them one (astype(str)).'
    )


def test_a_matrix_names_its_rows(tables):
    assert refusal(tables, "joined") == (
        'question "joined" has rows, each a question of its own. Use joined__chair.'
    )


def test_a_select_all_question_cannot_divide_people(tables):
    assert refusal(tables, "judged", by="concerns") == (
        'question "concerns" may have several answers, which would count people more than once:'
        " it cannot divide them."
    )


def test_blanks_in_by_of_a_bare_frame_are_the_callers_to_settle():
    frame = pd.DataFrame({"heard": ["yes", "no"], "join_mode": ["video", None]})
    assert refusal(frame, "heard", by="join_mode") == (
        'column "join_mode" is blank for 1 of 2 people, who would be in no row of the result. Fill'
        ' it first (frame["join_mode"] = frame["join_mode"].astype("object").fillna("no_answer"))'
        ' or leave those rows out (frame.dropna(subset=["join_mode"])).'
    )
    frame["join_mode"] = frame["join_mode"].astype("object").fillna("no_answer")
    assert list(response_table(frame, "heard", by="join_mode")["base"]) == [1, 1, 1, 1]


def test_by_cannot_hide_a_column_of_the_result_or_repeat_itself():
    frame = pd.DataFrame({"heard": ["yes"], "count": ["a"], "why": ["b"]})
    assert refusal(frame, "heard", by=["count", "why"]) == (
        "people cannot be divided by count and why: results have a column of that name. Rename it"
        " first."
    )
    assert refusal(frame, "heard", by=["heard", "heard"]) == "by names heard more than once."


def test_free_text_is_not_counted_and_not_repeated_in_the_message():
    frame = pd.DataFrame({"comment": [f"my name is {number}" for number in range(61)]})
    assert refusal(frame, "comment") == (
        'column "comment" has 61 different values: text or numbers, not answers to count. If they'
        " are answers, make them categories (pandas.CategoricalDtype); if numbers, make them"
        " classes first (pandas.cut)."
    )


def test_a_bare_column_without_answers_is_refused():
    assert refusal(pd.DataFrame({"heard": [None, ""]}), "heard") == (
        'question "heard" has no answers, so there is nothing to count. Leave it out, or give the'
        " column its answers as categories (pandas.CategoricalDtype)."
    )


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_confidence_is_a_proportion(tables, confidence):
    assert refusal(tables, "heard", confidence=confidence) == (
        f"confidence is {confidence}: give a level between 0 and 1, like 0.95."
    )


def silent(tables, **reasons):
    """Tables in which judged is blank for these people, the last for a reason nothing declares."""
    rows = [
        {"respondent": person, "question": "judged", "reason": reason, "told_by": "answer"}
        for person, reason in reasons.items()
    ]
    responses = tables.responses.copy()
    responses.loc[responses["respondent"].isin(list(reasons)), "judged"] = None
    return replace(tables, responses=responses, nonresponse=pd.DataFrame(rows))


OF_THE_SHOWN = ["shown", "share_of_shown", "dont_know", "share_dont_know"]


def test_those_who_did_not_know_are_a_share_of_those_shown_outside_the_100_percent(tables):
    people = silent(tables, R10="dont_know", R11="not_shown", R12="dont_know", R13="skipped")
    result = response_table(people, "judged", by="group")
    shares = result.groupby("group", observed=True)["share"].sum()
    assert list(shares) == pytest.approx([1, 1])
    rows = result[result["answer"] == "better"].set_index("group")
    assert list(rows.loc["parent", OF_THE_SHOWN]) == [11, 2 / 11, 1, 1 / 11]
    assert list(rows.loc["professional", OF_THE_SHOWN]) == [40, 18 / 40, 1, 1 / 40]
    assert list(rows["base"]) == [38, 10]


def test_the_rows_of_the_shown_are_those_of_the_levels_whatever_the_order_of_people(tables):
    people = silent(tables, R10="dont_know", R11="not_shown", R12="dont_know", R13="skipped")
    result = response_table(people, "judged", by=["group", "join_mode"])
    shuffled = replace(people, responses=people.responses.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(
        response_table(shuffled, "judged", by=["group", "join_mode"]), result
    )
    for (group, mode), rows in result.groupby(["group", "join_mode"], observed=False):
        here = people.responses[people.responses["group"] == group]
        of_mode = here["join_mode"].isna() if mode == "no_answer" else here["join_mode"] == mode
        not_shown = int((here.loc[of_mode, "respondent"] == "R11").sum())
        assert set(rows["shown"]) == {int(of_mode.sum()) - not_shown}


def test_who_was_shown_a_question_is_missing_where_nothing_tells_it(tables):
    undeclared = silent(tables, R11="skipped")
    undeclared.nonresponse["told_by"] = "undeclared"
    for without in (undeclared, tables):
        rows = response_table(without, "judged", by="group").set_index("group")
        assert rows.loc["parent", OF_THE_SHOWN].isna().all(axis=None)
        assert set(rows.loc["professional", "shown"]) == {40}


def test_a_share_of_the_shown_is_not_given_where_the_base_is_too_small_for_a_share(tables):
    people = silent(tables, **{f"R{number}": "dont_know" for number in range(8)}, R11="skipped")
    rows = response_table(people, "judged", by="group").set_index("group").loc["parent"]
    assert set(rows["base"]) == {3}
    assert rows["share_of_shown"].isna().all()
    assert set(rows["share_dont_know"]) == {8 / 12}


@pytest.mark.parametrize("name", ["kind", "smaller", "everyone", ""])
def test_a_column_by_which_people_are_divided_may_have_any_other_name(name):
    frame = pd.DataFrame({"heard": ["yes", "no"] * 5, name: ["a", "b"] * 5})
    assert list(response_table(frame, "heard", by=name)[name]) == ["a", "a", "b", "b"]


def test_infinite_numbers_are_answers_like_others_and_warn_of_nothing():
    frame = pd.DataFrame({"a": [1.5, float("inf"), float("-inf")]})
    assert list(response_table(frame, "a")["answer"]) == ["-inf", "1.5", "inf"]


@pytest.mark.parametrize("confidence", ["0.95", None, [0.9], pd.NA, float("nan"), 1])
def test_a_confidence_that_is_no_proportion_is_refused(confidence):
    message = f"confidence is {confidence}: give a level between 0 and 1, like 0.95."
    assert refusal(pd.DataFrame({"a": ["x"]}), "a", confidence=confidence) == message
