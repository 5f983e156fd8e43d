"""Numbers and dates in bands: where they begin, who is in them, what is refused."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpsurvey as cps
from cpsurvey.errors import QuestionError
from cpsurvey.report.chapters.banded import banded, cuts
from cpsurvey.tables import check_tables


@given(st.lists(st.integers(0, 10_000), max_size=60))
def test_there_are_five_bands_at_most_and_nobody_is_outside(numbers):
    starts = cuts(numbers)
    assert len(starts) <= 4
    assert starts == sorted(set(starts))
    assert all(min(numbers) < start <= max(numbers) for start in starts)


def test_bands_do_not_tell_what_a_few_people_gave():
    assert cuts([19, 26, 33]) == []
    assert cuts(range(20, 29)) == []
    assert len(cuts(range(20, 40))) == 3


def test_bands_are_levels_in_order_and_silences_stay(readers):
    made = banded(readers, "loans")
    check_tables(made)
    loans = made.responses["loans"]
    labels = made.questions.set_index("question").at["loans", "option_labels"]
    assert labels == ["Under 8", "8 to 13", "14 to 19", "20 to 24", "25 or more"]
    before = readers.responses["loans"]
    assert loans.isna().equals(before.isna())
    for band, low, high in zip(
        loans.cat.categories, [0, 8, 14, 20, 25], [7, 13, 19, 24, 99], strict=True
    ):
        assert before[loans == band].between(low, high).all()


def test_broken_numbers_have_bands_that_meet(readers):
    broken = readers.responses.assign(loans=readers.responses["loans"] + 0.5)
    made = banded(replace(readers, responses=broken), "loans")
    labels = made.questions.set_index("question").at["loans", "option_labels"]
    assert labels[:2] == ["Under 8", "8 to under 14"]
    assert labels[-1] == "25 or more"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (
            ["2020-10-30", *["2020-12-01"] * 4, None],
            ["October 2020", "November 2020", "December 2020"],
        ),
        (pd.date_range("2018-01-01", periods=9, freq="90D"), ["2018", "2019"]),
        (["2020-10-30", "2020-12-01", "2020-12-02", "2020-12-03", None], ["Any date"]),
        ([None, None], ["Any date"]),
    ],
)
def test_dates_are_taken_by_month_or_by_year(readers, days, expected):
    column = pd.to_datetime(pd.Series(days)).reindex(range(len(readers.responses)))
    questions = readers.questions.copy()
    questions.loc[questions["question"] == "loans", "type"] = "date"
    responses = readers.responses.assign(loans=column.array)
    made = banded(replace(readers, questions=questions, responses=responses), "loans")
    assert made.questions.set_index("question").at["loans", "option_labels"] == expected
    assert np.array_equal(made.responses["loans"].isna(), column.isna())


def test_a_question_that_is_not_there_is_refused():
    with pytest.raises(QuestionError) as error:
        banded(cps.load_example(), "lenght_minutes")
    assert str(error.value).startswith(
        'question "lenght_minutes" is not known, did you mean "length_minutes"? Known: group,'
    )


def test_a_question_that_is_not_of_numbers_is_refused(readers):
    with pytest.raises(QuestionError) as error:
        banded(readers, "borrowed")
    assert str(error.value) == (
        'question "borrowed" is of type single, and bands are of numbers or dates. Questions of'
        " these: loans."
    )
