"""Captions, whole."""

import pandas as pd
import pytest

from cpsurvey.errors import QuestionError
from cpsurvey.example import load_example
from cpsurvey.report.captions import caption

SYNTHETIC = (
    "SYNTHETIC data: made up to agree with the published figures, it shows what the method gives"
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
    assert caption(result.iloc[[0, 2]], tables=tables, confidence=0.9) == SYNTHETIC + BASE + (
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


def test_confidence_is_a_proportion(result):
    with pytest.raises(QuestionError) as error:
        caption(result, confidence=95)
    assert str(error.value) == "confidence is 95: give a level between 0 and 1, like 0.95."


def test_the_rows_kept_of_those_that_came_in_are_told_by_group():
    tables = load_example()
    parents = pd.DataFrame(
        {"data": [tables.name], "question": ["express_views"], "group": ["parent"], "base": [24]}
    )
    said = caption(parents, tables=tables)
    assert "Rows kept: 24 of 36 parents; the table excluded says why the others were not." in said
    everyone = caption(parents.drop(columns="group"), tables=tables)
    assert "Rows kept: 492 of 553 professionals and 24 of 36 parents;" in everyone
