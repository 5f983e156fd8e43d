"""Families declared by name: one test a comparison, counted once, adjusted together."""

import numpy as np
import pandas as pd
import pytest

from cpsurvey.analysis import adjust_family, compare_groups, compare_modes, sensitivity
from cpsurvey.disclosure import protect
from cpsurvey.errors import QuestionError
from cpsurvey.report import labels
from cpsurvey.stats import adjust


def refusal(results, family="being heard", **options):
    with pytest.raises(QuestionError) as error:
        adjust_family(results, family=family, **options)
    return str(error.value)


@pytest.fixture
def results(tables):
    return [compare_groups(tables, question) for question in ("judged", "heard", "concerns")]


def test_a_question_is_one_test(results):
    found = adjust_family(results, family="being heard")
    assert found[["question", "answer"]].astype(str).to_numpy().tolist() == [
        ["judged", "all_answers"], ["heard", "no"], ["concerns", "all_answers"],
    ]  # fmt: skip
    assert set(found["family"]) == {"being heard"}
    assert set(found["family_size"]) == {3}
    np.testing.assert_allclose(found["p_adjusted"], adjust(found["p_value"], "holm"))
    assert found["why"].str.endswith("one of 3 comparisons of the family: Holm").all()


@pytest.mark.parametrize("method", ["holm", "bonferroni", "bh", "by"])
def test_methods_are_those_of_the_statistics(results, method):
    found = adjust_family(results, family="f", method=method)
    np.testing.assert_allclose(found["p_adjusted"], adjust(found["p_value"], method))
    exploratory = found["why"].str.contains("exploratory: some of the findings will be false")
    assert exploratory.all() == (method in ("bh", "by"))


def test_strata_are_tests_of_their_own_and_untested_ones_are_not_counted(tables):
    within = compare_groups(tables, "heard", answer="yes", within="join_mode")
    overall = compare_groups(tables, "heard", answer="yes")
    found = adjust_family([overall, within], family="heard")
    assert list(found["join_mode"]) == ["all_levels", "video", "phone", "face_to_face", "no_answer"]
    assert list(found["p_adjusted"].notna()) == [True, False, True, False, False]
    assert set(found["family_size"]) == {2}
    assert list(found["family"]) == ["heard", "", "heard", "", ""]
    assert found.loc[1, "why"] == "nobody answered in one of the groups"


def test_answers_without_a_test_of_the_whole_are_tests_each(tables):
    two = [compare_groups(tables, "judged", answer=answer) for answer in ("better", "worse")]
    assert adjust_family(two, family="f")["family_size"].tolist() == [2, 2]


def test_several_levels_at_once_stand_for_their_pairs(tables):
    modes = compare_modes(tables, "heard", group="professional", reference="video")
    assert len(adjust_family(modes, family="modes")) == 1


def test_an_empty_family_is_refused(tables):
    empty = "the family is empty: give one or more results of compare_groups."
    assert refusal([]) == empty
    assert refusal(compare_groups(tables, "heard").iloc[:0]) == empty


def test_a_family_in_which_nothing_could_be_tested_says_why_row_by_row(tables):
    found = adjust_family(compare_groups(tables, "prior"), family="being heard")
    assert found["why"].tolist() == ["asked of parents only"]
    assert set(found["family_size"]) == {0}
    assert set(found["family"]) == {""}
    assert found["p_adjusted"].isna().all()


def test_order_of_rows_labels_and_an_empty_result_change_nothing(tables, results):
    expected = adjust_family(results, family="f")
    odd = [frame.iloc[::-1].set_axis(["x"] * len(frame)) for frame in results]
    named = tables.questions.assign(label=tables.questions["question"])
    labelled = [labels.apply(frame, named) for frame in odd]
    columns = ["question", "measure", "p_adjusted", "family_size"]
    for given in ([odd[0].iloc[:0], *odd], labelled):
        found = adjust_family(given, family="f")
        pd.testing.assert_frame_equal(found[columns], expected[columns])


def test_ordered_levels_are_one_test_whichever_row_is_first():
    ordered = pd.CategoricalDtype(["no", "some", "yes"], ordered=True)
    frame = pd.DataFrame(
        {"group": "parent", "age": pd.Categorical(["a", "b", "c"] * 20, ordered=True),
         "heard": pd.Series(["no", "some", "yes", "yes"] * 15).astype(ordered)}
    )  # fmt: skip
    result = compare_modes(frame, "heard", group="parent", by="age", reference="a")
    both = set(result["measure"]) & {"kendall_tau_b", "goodman_kruskal_gamma"}
    assert len(both) == 2
    for rows in (result, result.iloc[::-1]):
        (row,) = adjust_family(rows, family="f").to_dict("records")
        assert row["measure"] == "kendall_tau_b"


def test_a_family_has_a_name_and_a_known_method(results):
    for nameless in (" ", None, 5):
        assert refusal(results, family=nameless) == (
            "family has no name: say what the comparisons are about."
        )
    assert refusal(results, method=["holm"]) == "method is ['holm']: give one name, as text."
    assert refusal(results, method="sidak") == (
        'method "sidak" is not known. Known: holm, bonferroni, bh and by.'
    )


def test_a_comparison_is_in_one_family_once(results):
    assert refusal([*results, results[1]]) == (
        'the comparison of "heard" (no) for parent and professional is there twice: give each'
        " result once."
    )
    declared = adjust_family(results, family="first")
    assert refusal(declared) == (
        'a result is of the family "first" already: adjust each comparison in one family, from the'
        " results as compare_groups gave them."
    )


def test_results_that_are_not_comparisons_are_refused(tables, results):
    assert refusal(protect(results[0], profile="tre")) == (
        "a result is protected already, so its hidden p-values cannot be counted. Adjust the"
        " family first, then protect what comes out."
    )
    unsaid = protect(results[0].assign(base=4), profile="publication").drop(columns="protection")
    assert refusal(unsaid).startswith("a result is protected already")
    for given, kind in ((None, "NoneType"), ("heard", "str"), ({"a": results[0]}, "str")):
        assert refusal(given) == (
            f"a result is a {kind}, not a DataFrame: give one or more results of compare_groups or"
            " compare_modes."
        )
    assert refusal(results[0].assign(p_value="small")) == (
        "p_value holds something else than numbers: give results as compare_groups made them."
    )
    assert refusal(pd.concat([results[0], results[0][["p_value"]]], axis=1)) == (
        "a result has the column p_value more than once: give results as compare_groups or"
        " compare_modes made them."
    )
    assert refusal(sensitivity(tables, "heard", answer="yes").assign(family="")) == (
        "a result holds alternatives to one comparison, which are no family: give that of"
        " compare_groups."
    )
    assert refusal(results[0].drop(columns=["p_value", "why"])) == (
        "a result has no column p_value and why: give whole results of compare_groups or"
        " compare_modes."
    )


def test_results_are_left_alone(results):
    before = [frame.copy() for frame in results]
    adjust_family(results, family="f")
    for frame, copy in zip(results, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)
