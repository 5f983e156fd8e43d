"""Power and coverage of a study's own bases."""

import numpy as np
import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.analysis import METHODS, compare_groups, coverage_by_share, power_by_gap
from cpsurvey.disclosure import protect
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall
from cpsurvey.stats import exact_coverage, exact_power


def refusal(function, *arguments, **options):
    with pytest.raises(QuestionError) as error:
        function(*arguments, **options)
    return str(error.value)


@pytest.fixture
def within(tables):
    return compare_groups(tables, "heard", answer="yes", within="join_mode")


@pytest.fixture
def overall(tables):
    return compare_groups(tables, "heard", answer="yes")


def test_power_is_that_of_the_bases_and_the_share_planned(overall):
    found = power_by_gap(overall, gaps=[0, 0.2, 0.4], planned_share=0.3)
    assert list(found["gap"]) == [0, 0.2, 0.4]
    expected = exact_power(12, 40, [0.3, 0.5, 0.7], 0.3)
    np.testing.assert_allclose(found["estimate"], expected)
    assert set(found["measure"]) == {"power"}
    assert set(found["why"]) == {"the usual test at these bases"}
    assert set(found["method"]) <= set(METHODS)


def test_a_share_above_one_half_leaves_more_room_below(overall):
    found = power_by_gap(overall, gaps=[0.5], planned_share=0.7)
    np.testing.assert_allclose(found["estimate"], exact_power(12, 40, [0.2], 0.7))


def test_bases_at_which_the_usual_test_errs_too_often_have_boschloos():
    frame = pd.DataFrame(
        {"group": ["parent"] * 12 + ["professional"] * 12, "heard": ["yes", "no"] * 12}
    )
    found = power_by_gap(compare_groups(frame, "heard"), gaps=[0.5])
    np.testing.assert_allclose(found["estimate"], exact_power(12, 12, [1.0], 0.5, test="boschloo"))
    assert set(found["why"]) == {"Boschloo's test, as these bases need"}
    assert len(found) == 1  # yes and no are two answers of the same people


def test_small_bases_have_a_row_that_says_so(within, overall):
    found = power_by_gap([overall, within], gaps=[0.3])
    assert list(found["join_mode"]) == [
        "all_levels", "video", "phone", "face_to_face", "no_answer"
    ]  # fmt: skip
    assert list(found["why"]) == [
        "the usual test at these bases", "nobody answered", "the usual test at these bases",
        "nobody answered", "nobody answered",
    ]  # fmt: skip
    assert found["estimate"].notna().sum() == 2


def test_power_of_hidden_bases_is_hidden(tables):
    counts = compare_groups(tables, "heard", answer="yes").assign(base=9)
    hidden = protect(power_by_gap(counts.assign(base=12), gaps=[0.3]), profile="tre")
    assert hidden["estimate"].notna().all()
    hidden = protect(power_by_gap(counts, gaps=[0.3]), profile="tre")
    assert hidden[["base", "estimate"]].isna().all(axis=None)


def test_coverage_is_mean_and_lowest_over_the_references_shares(overall):
    found = coverage_by_share(overall, shares=[0.1, 0.5], intervals=["wald"])
    covered = exact_coverage(12, 40, [[0.1], [0.5]], [[0.1, 0.5]], interval="wald").coverage
    assert list(found["measure"]) == ["coverage", "lowest_coverage"] * 2
    np.testing.assert_allclose(
        found["estimate"], np.column_stack([covered.mean(axis=1), covered.min(axis=1)]).ravel()
    )
    assert list(found["planned_share"]) == [0.1, 0.1, 0.5, 0.5]
    assert set(found["alternative"]) == {"wald"}


def test_a_small_base_has_no_coverage(within):
    found = coverage_by_share(within[within["join_mode"] == "video"], shares=[0.5])
    assert list(found["measure"]) == ["coverage", "lowest_coverage"]
    assert list(found["why"]) == ["nobody answered"] * 2


def test_bases_that_are_all_too_small_can_be_drawn_and_say_so(within):
    few = within[within["join_mode"] == "video"]
    caption = recall(figures.power_lines(power_by_gap(few, gaps=[0.3]))).about.caption
    assert caption.endswith("n = 0 v 30 (nobody answered).")
    chart = figures.coverage_lines(coverage_by_share(few).query("measure == 'lowest_coverage'"))
    assert recall(chart).about.caption == "No line for Any interval (nobody answered)."


def test_bad_input_is_refused(overall):
    assert refusal(power_by_gap, overall, gaps=[0.8]) == (
        "gaps must be one or more proportions from 0 to 0.5, which is as far as the group can be"
        " from a share of 0.5."
    )
    assert refusal(power_by_gap, overall, planned_share=0) == (
        "planned_share is 0: give the share of the reference that the study was planned with,"
        " between 0 and 1, like 0.5."
    )
    assert refusal(power_by_gap, overall.drop(columns="base")) == (
        "a result has no column base: give whole results of compare_groups."
    )
    assert refusal(power_by_gap, overall.assign(base=-3)) == (
        "base and base_reference must be whole numbers of people, 0 or more: give the result as"
        " compare_groups made it."
    )
    assert refusal(power_by_gap, None) == (
        "a result is a NoneType, not a DataFrame: give one or more results of compare_groups."
    )
    assert refusal(power_by_gap, []) == ("results are empty: give one or more of compare_groups.")
    hidden = protect(overall.assign(base=4), profile="publication")
    assert refusal(power_by_gap, hidden) == (
        "a base is missing: give the result as compare_groups made it, and protect what comes out."
    )
    for share in ([0], 0.5, "half", None):
        assert refusal(coverage_by_share, overall, shares=share) == (
            "shares must be one or more proportions between 0 and 1."
        )
    assert refusal(power_by_gap, overall, gaps=0.3).startswith("gaps must be one or more")
    known = "newcombe, miettinen-nurminen, wald and agresti-caffo"
    assert refusal(coverage_by_share, overall, intervals="wild") == (
        f'interval "wild" is not known, did you mean "wald"? Known: {known}.'
    )
    assert refusal(coverage_by_share, overall, intervals=5) == (
        f'interval "5" is not known. Known: {known}.'
    )
    assert refusal(coverage_by_share, overall, intervals=[]) == (
        f"intervals are none: name one or more of {known}."
    )
