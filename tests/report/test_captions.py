"""Captions, whole."""

import pandas as pd
import pytest

from cpsurvey.errors import QuestionError
from cpsurvey.example import load_example
from cpsurvey.report.captions import caption

SYNTHETIC = (
    "SYNTHETIC data: made up, it shows what the method gives"
    " and is no evidence of what people answered. "
)
BASE = "Base: those shown the question who gave an answer; don't know and blanks are left out. "


def test_of_shares_with_intervals(result):
    assert caption(result) == SYNTHETIC + BASE + (
        "Lines are Wilson's 95% intervals, as for a random sample. People chose to answer and are"
        " not a random sample, which no interval covers. [u] low reliability: a base of 5 to 29. A"
        " base below 5 is given as counts only."
    )


def test_of_a_figure_that_shows_no_intervals(result):
    assert caption(result.iloc[:1], intervals=False) == SYNTHETIC + BASE + (
        "People chose to answer and are not a random sample."
    )


def test_with_tables_it_says_how_far_groups_can_be_compared(result, tables):
    shown = result.iloc[[0, 2]].assign(confidence=0.9)
    assert caption(shown, tables=tables) == SYNTHETIC + BASE + (
        "Lines are Wilson's 90% intervals, as for a random sample. People chose to answer and are"
        " not a random sample, which no interval covers. The groups were asked about the same"
        " thing, but not in the same way (grade B: several conferences against one). [u] low"
        " reliability: a base of 5 to 29."
    )


def test_one_group_is_not_compared(result, tables):
    assert "grade" not in caption(result.iloc[:1], tables=tables)


def test_of_differences(comparison, tables):
    expected = (
        SYNTHETIC
        + BASE
        + (
            "Lines are Newcombe's 95% intervals, as for the difference between two random samples."
            " People chose to answer and are not a random sample, which no interval covers. The"
            " groups were asked about the same thing, but not in the same way (grade B)."
        )
    )
    assert caption(comparison) == expected
    assert caption(comparison, tables=tables) == expected.replace(
        "(grade B)", "(grade B: several conferences against one)"
    )


def test_of_answers_that_are_not_comparable(comparison):
    assert caption(comparison.assign(grade="C")).endswith(
        " The groups were not asked the same thing, so their answers are not comparable (grade C)."
    )


def test_a_question_has_its_own_base(result, tables):
    own = caption(result.assign(question="reports"), tables=tables, intervals=False)
    assert own == SYNTHETIC + (
        "Base: parents who were sent an invitation. People chose to answer and are not a random"
        " sample. [u] low reliability: a base of 5 to 29. A base below 5 is given as counts only."
    )


def test_of_real_data_that_was_protected(result):
    real = result.iloc[:2].assign(
        data="Conference study", mark=["", "c"], base=[100, None], protection="profile x: y"
    )
    assert caption(real, intervals=False) == BASE + (
        "People chose to answer and are not a random sample. [c] hidden so that nobody can be"
        " recognised. Disclosure control: profile x: y."
    )


def test_what_is_no_result_is_refused(result):
    with pytest.raises(QuestionError) as error:
        caption(result[["question", "base"]])
    assert str(error.value) == (
        "caption needs the column data: give it a whole result of response_table or compare_groups."
    )


def test_a_result_that_does_not_tell_its_level_has_a_caption_without_one(result):
    said = caption(result.iloc[:1].drop(columns="confidence"))
    assert "Lines are Wilson's intervals, as for a random sample." in said


def test_two_levels_in_one_result_are_both_told(result):
    said = caption(result.assign(confidence=[0.9, 0.95, 0.99]))
    assert "Lines are Wilson's 90% and 99% intervals, as for a random sample." in said


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("difference", "Newcombe's 95% intervals, as for the difference between two random"),
        (
            "probability_of_superiority",
            "95% intervals of the probability of superiority (logit with the permutation quantile;"
            " Newcombe's method 5 outside 0.2 to 0.8), as for two random",
        ),
        (
            "cramers_v",
            "95% intervals of Cramér's V by inverting the noncentral chi-squared, as for random",
        ),
        ("kendall_tau_b", "large-sample 95% intervals of Kendall's tau-b, as for random"),
        (
            "goodman_kruskal_gamma",
            "large-sample 95% intervals of Goodman and Kruskal's gamma, as for random",
        ),
        ("odds_ratio", "95% intervals, as for random"),
    ],
)
def test_intervals_are_named_by_what_they_measure(comparison, measure, said):
    assert f"Lines are {said} samples." in caption(comparison.assign(measure=measure))


def test_modes_of_one_group_are_not_groups_that_were_asked_differently(comparison, tables):
    modes = comparison.assign(reference="video", group="professional", grade="")
    columns = ["data", "question", "answer", "joined", "reference", "group", "base", "grade"]
    assert "grade" not in caption(modes[columns], tables=tables)


def test_groups_taken_together_are_said_to_be_asked_differently(comparison):
    columns = ["data", "question", "answer", "joined", "reference", "base", "grade"]
    modes = comparison.assign(reference="video")[columns]
    assert caption(modes).endswith("but not in the same way (grade B).")


def test_the_rows_kept_of_those_that_came_in_are_told_by_group():
    tables = load_example()
    parents = pd.DataFrame(
        {"data": [tables.name], "question": ["express_views"], "group": ["parent"], "base": [24]}
    )
    said = caption(parents, tables=tables)
    assert "Rows kept: 24 of 36 parents; the table excluded says why the others were not." in said
    everyone = caption(parents.drop(columns="group"), tables=tables)
    assert "Rows kept: 492 of 553 professionals and 24 of 36 parents;" in everyone


def test_intervals_by_another_method_than_the_usual_are_named(comparison):
    ways = pd.concat([comparison.iloc[:1]] * 3).assign(
        measure="difference", ci_low=-0.1, ci_high=0.1, confidence=0.95,
        method=["newcombe; boschloo", "miettinen-nurminen; n-1 chi-squared", "bootstrap"],
        varies=["main", "interval", "base"],
    )  # fmt: skip
    said = caption(ways)
    assert (
        "Lines are Newcombe's 95% intervals, as for the difference between two random samples. In"
        " rows made by another method they are Miettinen and Nurminen's and percentiles of the"
        " bootstrap. People chose"
    ) in said
    assert "Rows under other headings than the first count the people that they name." in said
    alone = caption(ways.iloc[2:])
    assert "Lines are 95% intervals, percentiles of the bootstrap. People chose" in alone


def of_the_shown(result, **columns):
    return result.iloc[:2].assign(share=[0.5, 0.6], **columns)


def test_those_who_did_not_know_and_the_other_base_are_told(result):
    said = caption(
        of_the_shown(result, share_of_shown=[0.49, 0.53], share_dont_know=[0.003, 0.11]),
        intervals=False,
    )
    assert said.startswith(
        SYNTHETIC
        + BASE
        + "Don't know, outside the 100%: <1% to 11% of those shown the question. Of all who were"
        " shown the question the shares are lower, by up to 7 points. People"
    )


def test_a_base_that_moves_no_share_by_more_than_two_points_is_not_told(result):
    said = caption(
        of_the_shown(result, share_of_shown=[0.48, None], share_dont_know=[0.0, None]),
        intervals=False,
    )
    assert said.startswith(SYNTHETIC + BASE + "People")
