"""What the defensible alternatives to a comparison say, one row each."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import METHODS, clustered_difference, compare_groups, sensitivity
from cpsurvey.disclosure import protect
from cpsurvey.errors import QuestionError
from cpsurvey.stats import (
    boschloo_exact,
    brunner_munzel,
    exact_size,
    fisher_exact_2x2,
    miettinen_nurminen_interval,
    newcombe_interval,
    pearson_chi2,
    two_proportion_test,
    wilcoxon_exact,
)

SAME = "same side of 0.05 as the main analysis"
OTHER = "other side of 0.05 than the main analysis"


def refusal(*arguments, **options):
    with pytest.raises(QuestionError) as error:
        sensitivity(*arguments, **options)
    return str(error.value)


def two_groups(count, base, count_reference, base_reference, blanks=(0, 0)):
    sizes = [count, base - count, blanks[0],
             count_reference, base_reference - count_reference, blanks[1]]  # fmt: skip
    return pd.DataFrame(
        {
            "group": np.repeat(["parent"] * 3 + ["professional"] * 3, sizes),
            "heard": np.repeat(["yes", "no", None] * 2, sizes),
        }
    )


def by_way(result):
    return result.set_index("alternative")


@pytest.fixture
def reasons(tables):
    """The dozen and forty; 4 parents and 10 professionals have no answer to `heard`, told why."""
    told = {
        2: "dont_know", 3: "not_shown", 4: "skipped", 5: "not_applicable",
        **dict.fromkeys(range(12, 19), "dont_know"), **dict.fromkeys(range(42, 45), "skipped"),
    }  # fmt: skip
    responses = tables.responses.copy()
    responses.loc[list(told), "heard"] = None
    nonresponse = pd.DataFrame(
        {
            "respondent": [f"R{number}" for number in told],
            "question": "heard",
            "reason": list(told.values()),
            "told_by": "answer",
        }
    )
    return replace(tables, responses=responses, nonresponse=nonresponse)


def test_the_first_row_is_the_main_analysis():
    frame = two_groups(7, 24, 246, 492)
    first = sensitivity(frame, "heard", answer="yes").iloc[0]
    main = compare_groups(frame, "heard", answer="yes").iloc[0]
    for column in ("estimate", "ci_low", "ci_high", "p_value", "method", "why", "base", "mark"):
        assert first[column] == main[column]
    assert (first["varies"], first["alternative"]) == ("main", "main")


def test_every_other_test_is_that_of_its_function_with_its_own_size():
    rows = by_way(sensitivity(two_groups(7, 24, 246, 492), "heard", answer="yes"))
    table = [[7, 17], [246, 246]]
    fisher = fisher_exact_2x2(table)
    expected = {
        "pearson chi-squared": (float(pearson_chi2(table).p_value), "pearson"),
        "fisher-irwin": (fisher.p_value, "fisher"),
        "fisher mid-p": (fisher.mid_p, "mid-p"),
        "boschloo": (boschloo_exact(table).p_value, "boschloo"),
    }
    tests = rows[rows["varies"] == "test"]
    assert list(tests.index) == list(expected)
    for way, (p_value, test) in expected.items():
        assert tests.loc[way, "p_value"] == p_value
        assert tests.loc[way, "exact_size"] == exact_size(24, 492, test)
        assert tests.loc[way, "why"] == (SAME if p_value <= 0.05 else OTHER)
    assert set(tests["estimate"]) == {7 / 24 - 0.5}
    assert set(tests["method"]) <= set(METHODS)


@pytest.mark.parametrize(
    ("counts", "left_out"),
    [((2, 24, 2, 492), "fisher-irwin"), ((4, 24, 12, 24), "boschloo")],
)
def test_the_main_test_is_not_among_the_others(counts, left_out):
    tests = by_way(sensitivity(two_groups(*counts), "heard", answer="yes")).query("varies=='test'")
    assert left_out not in tests.index
    assert "n-1 chi-squared" in tests.index
    assert len(tests) == 4


def test_the_other_interval_says_whether_it_agrees_about_zero():
    row = by_way(sensitivity(two_groups(7, 24, 246, 492), "heard", answer="yes")).loc[
        "miettinen-nurminen"
    ]
    assert (row["ci_low"], row["ci_high"]) == miettinen_nurminen_interval(7, 24, 246, 492)
    assert row["why"] == "the interval leaves out zero, as the main one does"
    row = by_way(sensitivity(two_groups(2, 24, 8, 492), "heard", answer="yes"))
    assert row.loc["miettinen-nurminen", "why"].startswith("the interval ")


def test_base_rules_and_dont_knows_count_whom_they_say(reasons):
    rows = by_way(sensitivity(reasons, "heard", answer="yes"))
    counts = ["count", "base", "count_reference", "base_reference"]
    assert rows.loc["main", counts].tolist() == [2, 8, 23, 30]
    assert rows.loc["in", counts].tolist() == [2, 9, 23, 37]
    assert rows.loc["shown", counts].tolist() == [2, 11, 23, 40]
    assert rows.loc["kept", counts].tolist() == [2, 12, 23, 40]


def test_a_base_that_reaches_ten_is_tested_by_its_own_counts(reasons):
    row = by_way(sensitivity(reasons, "heard", answer="yes")).loc["kept"]
    assert row["p_value"] == two_proportion_test(2, 12, 23, 40).p_value
    assert (row["ci_low"], row["ci_high"]) == newcombe_interval(2, 12, 23, 40)
    assert row["why"] == (
        "the main analysis has no test; moves the share of parent by -8.3 points; moves the share"
        " of professional by -19.2 points"
    )


def test_a_share_that_moves_by_two_points_or_less_is_not_spoken_of(tables):
    nonresponse = pd.DataFrame(
        {"respondent": ["R11"], "question": ["judged"], "reason": ["dont_know"],
         "told_by": ["answer"]}
    )  # fmt: skip
    rows = by_way(sensitivity(replace(tables, nonresponse=nonresponse), "judged", answer="better"))
    assert rows.loc["in", "base"] == 12
    assert rows.loc["in", "why"] == OTHER


def test_bounds_give_the_missing_of_one_group_the_answer_and_of_the_other_none(reasons):
    rows = by_way(sensitivity(reasons, "heard", answer="yes").query("varies == 'bounds'"))
    counts = ["count", "base", "count_reference", "base_reference"]
    assert rows.loc["best", counts].tolist() == [4, 10, 23, 40]
    assert rows.loc["worst", counts].tolist() == [2, 10, 33, 40]
    assert "no answer from 2 of 10 of parent and 10 of 40 of professional" in rows["why"].iloc[0]


def test_with_a_tenth_missing_or_less_there_are_no_bounds():
    few = two_groups(7, 27, 27, 54, blanks=(3, 6))
    assert "bounds" not in set(sensitivity(few, "heard", answer="yes")["varies"])
    more = two_groups(7, 26, 27, 54, blanks=(3, 6))
    assert list(sensitivity(more, "heard", answer="yes")["varies"])[-2:] == ["bounds"] * 2


def test_a_bare_frame_does_not_tell_why_a_blank_is_blank():
    rows = by_way(sensitivity(two_groups(7, 24, 246, 492, (2, 0)), "heard", answer="yes"))
    assert rows.loc["in", "why"] == (
        "blanks of this data have no reasons, so nothing tells who did not know"
    )
    assert rows.loc["shown", "why"] == (
        "blanks of this data have no reasons, so nothing tells who was shown the question"
    )
    numbers = ["count", "base", "estimate", "p_value"]
    assert rows.loc[["in", "shown"], numbers].isna().all(axis=None)
    assert rows.loc["kept", "base"] == 26


def test_blanks_that_may_not_have_been_shown_are_spoken_of(reasons):
    undeclared = reasons.nonresponse.assign(told_by="undeclared")
    row = by_way(sensitivity(replace(reasons, nonresponse=undeclared), "heard", answer="yes"))
    assert "some blanks may be of people who were not shown" in row.loc["shown", "why"]


def test_rows_let_few_people_be_told_apart_say_so_and_are_hidden_whole(reasons):
    result = sensitivity(reasons, "heard", answer="no")
    assert by_way(result)["smallest_cell"].dropna().to_dict() == {
        "in": 1, "shown": 3, "kept": 4, "best": 2, "worst": 2,
    }  # fmt: skip
    hidden = by_way(protect(result, profile="publication"))
    numbers = ["count", "base", "base_reference", "share_reference", "estimate"]
    assert hidden.loc[["in", "shown", "kept"], numbers].isna().all(axis=None)
    assert hidden.loc["main", numbers].notna().all()


def test_each_level_within_has_its_own_main_row(tables):
    result = sensitivity(tables, "heard", answer="yes", within="join_mode")
    assert list(result.loc[result["varies"] == "main", "join_mode"]) == [
        "video", "phone", "face_to_face", "no_answer",
    ]  # fmt: skip
    phone = result[result["join_mode"] == "phone"]
    assert set(phone["base"].dropna()) == {10}


def test_below_the_small_base_rule_nothing_is_tested():
    result = sensitivity(two_groups(1, 9, 20, 40), "heard", answer="yes")
    assert set(result["varies"]) == {"main", "dont_know", "base"}
    assert result["p_value"].isna().all()


def test_an_ordered_question_as_a_whole(tables):
    result = sensitivity(tables, "judged")
    assert list(result["alternative"]) == ["main", "brunner-munzel t", "wilcoxon", "cut", "cut"]
    parents = [2] * 2 + [1] * 2 + [0] * 7
    order = tables.responses["judged"].cat.codes.to_numpy()
    x, y = order[:11], order[12:]
    assert len(parents) == len(x)
    _, by_t, wilcoxon, same, worse = result.to_dict("records")
    assert by_t["p_value"] == brunner_munzel(x, y).p_value
    assert wilcoxon["p_value"] == wilcoxon_exact(x, y).p_value
    assert wilcoxon["why"].endswith("; tests equal distributions only: no check on superiority")
    assert np.isnan(wilcoxon["ci_low"])
    assert (same["answer"], worse["answer"]) == ("same+worse", "worse")
    cuts = [(row["count"], row["base"], row["measure"]) for row in (same, worse)]
    assert cuts == [(9, 11, "difference"), (7, 11, "difference")]


def test_clusters_known_are_allowed_for(tables):
    places = [f"P{number % 7}" for number in range(52)]
    responses = tables.responses.assign(place=places)
    responses.loc[[0, 20], "place"] = None
    known = replace(tables, responses=responses)
    rows = by_way(sensitivity(known, "heard", answer="yes", cluster="place"))
    found = clustered_difference(known, "heard", answer="yes", cluster="place").iloc[0]
    assert rows.loc["known", "base"] == 11
    assert rows.loc["cr2", "base"] == 11
    assert rows.loc["cr2", "p_value"] == pytest.approx(found["p_value"], nan_ok=True)
    assert rows.loc["cluster bootstrap", "estimate"] == pytest.approx(2 / 11 - 29 / 39)
    assert rows.loc["cluster bootstrap", "ci_low"] < rows.loc["cluster bootstrap", "estimate"]


@pytest.mark.parametrize("nothing", [None, np.nan, " "])
def test_clusters_known_of_nobody_are_a_row_that_says_so(tables, nothing):
    unknown = replace(tables, responses=tables.responses.assign(place=nothing))
    rows = sensitivity(unknown, "heard", answer="yes", cluster="place").query("varies == 'cluster'")
    assert list(rows["alternative"]) == ["known"]
    assert list(rows["why"]) == ["place is known of nobody who answered"]
    assert rows[["estimate", "ci_low", "p_value"]].isna().all(axis=None)


def test_a_difference_that_clusters_leave_untested_is_on_no_side(tables):
    responses = tables.responses.assign(place=[f"P{number % 7}" for number in range(52)])
    responses.loc[:11, "heard"] = "no"
    rows = by_way(
        sensitivity(replace(tables, responses=responses), "heard", answer="yes", cluster="place")
    )
    assert np.isnan(rows.loc["cr2", "p_value"])
    assert rows.loc["cr2", "why"].startswith("no interval: all or none of a group gave the answer")


def test_a_cluster_that_is_no_column_is_refused(tables):
    assert refusal(tables, "heard", answer="yes", cluster="plaice").startswith(
        'cluster "plaice" is not known.'
    )


def test_a_question_put_to_one_group_has_its_main_row_only(tables):
    result = sensitivity(tables, "prior", answer="a")
    assert list(result["varies"]) == ["main"]
    assert set(result["why"]) == {"asked of parents only"}


def test_an_answer_is_needed_where_there_is_no_order(tables):
    assert refusal(tables, "heard") == (
        'question "heard" has no three answers in an order to be compared as a whole. Name the'
        ' answer, or several to be taken together, for example answer="no".'
    )
    assert refusal(tables, "concerns").startswith('question "concerns" has no three answers')


def test_clusters_are_for_one_comparison(tables):
    assert refusal(tables, "judged", cluster="place") == (
        "cluster is for one comparison of one answer: name the answer, and leave within out."
    )


def test_what_compare_groups_refuses_is_refused(tables):
    assert refusal(tables, "meant", answer="a").startswith('question "meant" is graded C')
    assert refusal(tables, "heard", answer="yes", confidence=95) == (
        "confidence is 95: give a level between 0 and 1, like 0.95."
    )


def test_shuffled_people_give_the_same_rows(reasons):
    order = np.random.default_rng(3).permutation(len(reasons.responses))
    shuffled = replace(reasons, responses=reasons.responses.iloc[order])
    pd.testing.assert_frame_equal(
        sensitivity(shuffled, "heard", answer="yes"), sensitivity(reasons, "heard", answer="yes")
    )
