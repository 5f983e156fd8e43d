"""Agreement of coders with intervals: what is drawn is what is in the table."""

from __future__ import annotations

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.disclosure import protect
from cpsurvey.errors import QuestionError
from cpsurvey.figures.agreement import coefficient
from cpsurvey.figures.record import recall
from cpsurvey.report import captions


@pytest.fixture
def agreed():
    """Two codes by two measures, one of them without a value, one without an interval."""
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study",
            "code": pd.Categorical(["all_codes", "all_codes", "b", "b"], ["all_codes", "b"]),
            "coders": "coder-1+coder-2",
            "interview": "",
            "measure": pd.Categorical(["cohen_kappa", "gwet_ac1"] * 2),
            "unit": "character",
            "estimate": [0.8, 0.95, None, 0.996],
            "ci_low": [-0.11, 0.9, None, None],
            "ci_high": [0.9, 0.97, None, None],
            "confidence": 0.95,
            "interviews": [12, 12, 12, 12],
            "method": "agreement; bca by interview",
            "why": ["", "", "every decision is the same; more", ""],
            "mark": "u",
        }
    )


def test_each_row_has_its_interval_its_value_and_the_interviews(agreed):
    axes = figures.agreement_intervals(agreed)
    zero, interval, dot = axes.lines[:3]
    assert list(zero.get_xdata()) == [0, 0]
    assert list(interval.get_xdata()) == [-0.11, 0.9]
    assert list(dot.get_xdata()) == [0.8]
    texts = [text.get_text().replace("\n", " ") for text in axes.texts]
    assert texts == [
        "0.80, n = 12 [u]", "0.95, n = 12 [u]", "No value: every decision is the same",
        "n = 12 [u]", "0.99, n = 12 [u]", "All codes", "b",
    ]  # fmt: skip
    assert axes.get_xlim()[0] == pytest.approx(-0.22)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Cohen's κ", "Gwet's AC1"] * 2


def test_the_words_that_stand_for_it_hold_every_number(agreed):
    alt = recall(figures.agreement_intervals(agreed)).alt
    assert alt.long.splitlines() == [
        "All codes, Cohen's κ, n = 12 [u]: 0.80, interval −0.11 to 0.90.",
        "All codes, Gwet's AC1, n = 12 [u]: 0.95, interval 0.90 to 0.97.",
        "b, Cohen's κ, n = 12 [u]: No value: every decision is the same.",
        "b, Gwet's AC1, n = 12 [u]: 0.99.",
    ]


def test_few_interviews_are_drawn_one_by_one(agreed):
    one = agreed.iloc[[0, 0, 0]].assign(
        interview=["I2", "I1", ""], interviews=[1, 1, 2], ci_low=None, ci_high=None
    )
    axes = figures.agreement_intervals(one)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["All together", "I1", "I2"]


def test_what_is_protected_is_said_to_be_so(agreed):
    held = protect(agreed.assign(data="Ours", smallest_cell=[None, None, 3, 3]))
    axes = figures.agreement_intervals(held)
    texts = [text.get_text().replace("\n", " ") for text in axes.texts]
    assert texts.count("[c] not shown, to protect people") == 2


@pytest.mark.parametrize(
    ("value", "shown"), [(1.0, "1.00"), (0.9999, "0.99"), (-0.023, "−0.02"), (-0.001, "0.00")]
)
def test_only_full_agreement_is_one(value, shown):
    assert coefficient(value) == shown


def test_rows_that_measure_something_else_are_refused(agreed):
    with pytest.raises(QuestionError) as error:
        figures.agreement_intervals(agreed.assign(measure="difference"))
    assert str(error.value) == (
        "agreement_intervals draws coders' agreement, and this result has rows of difference."
    )


def test_the_caption_says_what_the_interval_covers_and_that_it_need_not_be(agreed):
    assert captions.caption(agreed) == (
        "SYNTHETIC interviews: made up, they show what the"
        " method gives and are no evidence of what anybody said. Coders decide on the characters of"
        " the interviews. n = 12 interviews coded by more than one of the coders compared. Lines"
        " are 95% BCa intervals from drawing interviews anew: they cover which interviews happened"
        " to be coded more than once, and neither other coders nor another coding frame. Dots"
        " without a line: too few interviews have the code, or coders agree in all. [u] low"
        " reliability: fewer than 30 interviews. Reflexive thematic analysis does not aim at"
        " agreement and need not report it."
    )
    few = captions.caption(agreed.assign(interviews=5, ci_low=None))
    assert "Fewer than 10 such interviews give no interval. " in few
