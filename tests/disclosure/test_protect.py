"""What is hidden, what is said of it, and what a profile refuses."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey.analysis import compare_groups, response_table
from cpsurvey.disclosure import PROFILES, protect
from cpsurvey.errors import CpsurveyError

PUBLICATION = (
    "profile publication: counts and bases from 1 to 4 are hidden, with what is computed from"
    " them; not protected against subtraction"
)
TRE = (
    "profile tre: counts and bases from 1 to 9 are hidden, with percentages and all else computed"
    " from them; not protected against subtraction"
)
NONE = "profile none: nothing is hidden, because the data is synthetic"


def refusal(*arguments, **options):
    with pytest.raises(CpsurveyError) as error:
        protect(*arguments, **options)
    return str(error.value)


def described(**counts):
    answers = pd.Series([answer for answer, count in counts.items() for _ in range(count)])
    frame = pd.DataFrame({"heard": pd.Categorical(answers, list(counts))})
    return response_table(frame, "heard")


def compared(parents, professionals):
    rows = [
        (group, answer)
        for group, counts in (("parent", parents), ("professional", professionals))
        for answer, count in zip(("yes", "no"), counts, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["group", "heard"])
    return compare_groups(frame, "heard", answer="yes")


@pytest.mark.parametrize(
    ("profile", "hidden"),
    [("publication", ["one", "four"]), ("tre", ["one", "four", "five", "nine"])],
)
def test_counts_below_the_threshold_are_hidden_with_their_share(profile, hidden):
    result = described(none=0, one=1, four=4, five=5, nine=9, ten=10)
    found = protect(result, profile=profile).set_index("answer")
    numbers = found[["count", "share", "ci_low", "ci_high"]]
    assert list(found.index[found["mark"] == "c"]) == hidden
    assert numbers.loc[hidden].isna().all(axis=None)
    assert numbers.drop(hidden).notna().all(axis=None)
    assert set(found["base"]) == {29}


def test_a_hidden_row_says_no_more_than_that_it_is_hidden():
    found = protect(described(one=1, many=30)).iloc[0]
    assert found[["method", "why", "mark"]].to_list() == [
        "suppressed",
        "a count or base is too small to be shown",
        "c",
    ]


def test_a_small_base_hides_the_row_and_itself():
    found = protect(described(yes=0, no=4))
    assert found[["count", "base", "share"]].isna().all(axis=None)
    assert set(found["mark"]) == {"c"}


def test_an_empty_base_is_not_small():
    found = protect(described(yes=0, no=0))
    assert list(found["base"]) == [0, 0]
    assert set(found["why"]) == {"nobody answered"}
    assert set(found["mark"]) == {""}


@pytest.mark.parametrize(
    ("parents", "professionals", "hidden_side", "shown_side"),
    [
        ((3, 21), (246, 246), "", "_reference"),
        ((12, 12), (4, 488), "_reference", ""),
    ],
)
def test_a_comparison_with_a_small_count_is_hidden(parents, professionals, hidden_side, shown_side):
    found = protect(compared(parents, professionals)).iloc[0]
    computed = [
        "estimate", "ci_low", "ci_high", "p_value", "p_standard_error", "p_adjusted", "exact_size",
        "detectable_gap",
    ]  # fmt: skip
    assert found[[f"count{hidden_side}", f"share{hidden_side}", *computed]].isna().all()
    shown = ["count", "base", "share"]
    assert found[[f"{name}{shown_side}" for name in shown]].notna().all()
    assert found[f"base{hidden_side}"] in (24, 492)
    assert found["mark"] == "c"


def whole(parents, professionals):
    rows = [
        (group, answer)
        for group, counts in (("parent", parents), ("professional", professionals))
        for answer, count in zip(("low", "middle", "high"), counts, strict=True)
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["group", "rating"])
    kind = pd.CategoricalDtype(["low", "middle", "high"], ordered=True)
    return compare_groups(frame.astype({"rating": kind}), "rating")


@pytest.mark.parametrize(
    ("smallest", "profile", "hidden"),
    [
        (4, "publication", True),
        (5, "publication", False),
        (9, "tre", True),
        (10, "tre", False),
    ],
)
def test_a_question_as_a_whole_is_hidden_where_one_of_its_cells_is_small(smallest, profile, hidden):
    found = protect(whole([12, smallest, 10], [100, 100, 0]), profile=profile).iloc[0]
    computed = [
        "estimate", "ci_low", "ci_high", "statistic", "p_value", "p_standard_error", "p_adjusted",
        "exact_size", "detectable_gap", "smallest_cell",
    ]  # fmt: skip
    assert found["base"] == 22 + smallest
    assert found[computed].isna().all() == found[computed].isna().any() == hidden
    assert (found["mark"] == "c") == (found["method"] == "suppressed") == hidden


def test_a_comparison_of_large_counts_is_left_as_it_is():
    result = compared((12, 12), (246, 246))
    found = protect(result)
    pd.testing.assert_frame_equal(found[list(result)], result, check_dtype=False)


@pytest.mark.parametrize(("profile", "sentence"), [("publication", PUBLICATION), ("tre", TRE)])
def test_every_row_says_what_was_done(profile, sentence):
    found = protect(described(one=1, many=30), profile=profile)
    assert list(found)[-1] == "protection"
    assert set(found["protection"]) == {sentence}


def test_publication_is_the_default():
    result = described(one=1, many=30)
    pd.testing.assert_frame_equal(protect(result), protect(result, profile="publication"))


def test_nothing_is_hidden_of_synthetic_data_on_request():
    result = described(one=1, many=30).assign(data="SYNTHETIC survey")
    found = protect(result, profile="none")
    pd.testing.assert_frame_equal(found[list(result)], result, check_dtype=False)
    assert set(found["protection"]) == {NONE}


def test_every_profile_names_itself_and_its_threshold():
    for name, profile in PROFILES.items():
        assert profile.sentence.startswith(f"profile {name}: ")
        if profile.threshold:
            assert f"from 1 to {profile.threshold - 1} " in profile.sentence
            assert profile.sentence.endswith("not protected against subtraction")


@pytest.mark.parametrize("profile", ["publication", "tre"])
def test_protecting_twice_changes_nothing_and_leaves_the_argument_alone(profile):
    result = compared((3, 21), (246, 246))
    before = result.copy()
    once = protect(result, profile=profile)
    pd.testing.assert_frame_equal(protect(once, profile=profile), once)
    pd.testing.assert_frame_equal(result, before)


def test_results_put_one_below_the_other_are_protected_row_by_row():
    several = pd.concat([described(one=1, many=30), described(few=2, lots=40)])
    assert list(protect(several)["mark"]) == ["c", "", "c", ""]


def test_real_data_is_never_left_unprotected():
    result = pd.concat([described(yes=30).assign(data=name) for name in ("SYNTHETIC a", "ours")])
    assert refusal(result, profile="none") == (
        'profile "none" is for synthetic data, and "ours" is not. Use profile "publication" or'
        ' "tre".'
    )


def test_an_unknown_profile_names_the_nearest():
    assert refusal(described(yes=30), profile="publicaton") == (
        'profile "publicaton" is not known, did you mean "publication"?'
        " Known: none, publication and tre."
    )


def test_a_part_of_a_result_is_refused():
    assert refusal(described(yes=30)[["answer", "share", "method", "why", "mark"]]) == (
        "the result has no column data, count and base, so small counts cannot be found. Protect a"
        " whole result of response_table or compare_groups before choosing columns."
    )


def test_an_alternative_that_tells_few_people_apart_hides_its_bases_too():
    rows = compared((30, 30), (60, 40)).assign(alternative="kept", smallest_cell=3.0)
    hidden = protect(rows)
    numbers = ["count", "base", "share", "count_reference", "base_reference", "estimate"]
    assert hidden[numbers].isna().all(axis=None)
    shown = protect(rows.drop(columns="alternative"))
    assert shown[["base", "base_reference"]].notna().all(axis=None)


def of_the_shown(base, shown, dont_know, count=10):
    row = described(yes=count, no=base - count).iloc[[-2]]
    shares = {"share_of_shown": count / shown, "share_dont_know": dont_know / shown}
    return row.assign(shown=shown, dont_know=dont_know, **shares).astype(
        {"shown": "Int64", "dont_know": "Int64"}
    )


OF_THE_SHOWN = ["shown", "share_of_shown", "dont_know", "share_dont_know"]


@pytest.mark.parametrize(
    ("base", "shown", "dont_know", "hidden"),
    [
        (30, 30, 0, False),
        (30, 34, 0, True),
        (30, 35, 0, False),
        (30, 40, 4, True),
        (30, 40, 5, False),
    ],
)
def test_the_shown_are_hidden_where_they_tell_of_few_people_without_an_answer(
    base, shown, dont_know, hidden
):
    row = protect(of_the_shown(base, shown, dont_know)).iloc[0]
    assert row[OF_THE_SHOWN].isna().all() == row[OF_THE_SHOWN].isna().any() == hidden
    assert row["count"] == 10


def test_a_hidden_count_is_not_told_by_its_share_of_the_shown():
    row = protect(of_the_shown(30, 40, 6, count=4)).iloc[0]
    assert pd.isna(row["share_of_shown"])
    assert row["dont_know"] == 6


def test_a_hidden_p_value_is_not_told_by_the_adjusted_one_of_another_row():
    rows = pd.concat([compared((4, 20), (246, 246)), compared((12, 12), (110, 382))])
    small, large = rows["p_value"]
    assert 2 * small > large > small
    rows = rows.assign(family="declared", family_size=2, p_adjusted=2 * small)
    hidden, shown = protect(rows).to_dict("records")
    assert pd.isna(hidden["p_adjusted"])
    assert pd.isna(shown["p_adjusted"])
    assert shown["p_value"] == large
    assert shown["why"].endswith("; p_adjusted is that of a hidden row")
    own = protect(rows.assign(p_adjusted=[2 * small, 3 * large]))["p_adjusted"]
    assert list(own.isna()) == [True, False]


def test_the_two_answers_of_a_yes_no_question_are_one_test_whose_adjusted_p_value_is_shown():
    people = pd.DataFrame(
        {
            "group": ["parent"] * 24 + ["professional"] * 200,
            "heard": ["no"] * 3 + ["yes"] * 21 + ["no", "yes"] * 100,
        }
    )
    assert list(protect(compare_groups(people, "heard"))["p_adjusted"].isna()) == [True, False]
