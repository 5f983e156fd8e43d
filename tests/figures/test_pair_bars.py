"""Themes found together: bars are the shares of interviews, the largest first."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall


@pytest.fixture
def pairs():
    """Three pairs of themes, of which one is hidden."""
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study", "code": ["A", "A", "B"], "other_code": ["B", "C", "C"],
            "unit": "interview", "count": pd.array([3, 20, None], "Int64"),
            "base": pd.array([12, 40, None], "Int64"), "share": [0.25, 0.5, None],
            "estimate": [0.25, 0.5, None], "mark": ["u", "", "c"], "why": "",
        }
    )  # fmt: skip


def test_bars_are_the_shares_and_the_pair_found_together_most_stands_first(pairs):
    axes = figures.pair_bars(pairs)
    assert [bar.get_width() for bar in axes.patches] == [0.5, 0.25, 0]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["A and C", "A and B", "B and C"]


def test_every_bar_has_its_numbers_and_a_hidden_one_says_so(pairs):
    alt = recall(figures.pair_bars(pairs)).alt
    assert alt.short == (
        "Bar chart of themes found together in one interview: Themes in one interview. Most often"
        " together: A and C, 20 of 40. Data: SYNTHETIC study."
    )
    assert alt.long == (
        "A and C: 50%, 20 of 40.\nA and B: 25%, 3 of 12 [u].\n"
        "B and C: [c] not shown, to protect people."
    )


def test_of_words_the_coefficient_is_printed_too(pairs):
    axes = figures.pair_bars(pairs.assign(unit="character").head(1))
    assert axes.texts[0].get_text() == "3 of 12 [u]; Jaccard 0.25"


def test_pairs_counted_in_two_ways_are_refused(pairs):
    with pytest.raises(QuestionError) as refused:
        figures.pair_bars(pairs.assign(unit=["interview", "segment", "segment"]))
    assert str(refused.value) == (
        "pair_bars draws pairs that were counted in one way; this result has pairs in one interview"
        " and in the same segment. Keep the rows of one (by= of co_occurrence)."
    )


def test_more_pairs_than_fit_are_refused():
    with pytest.raises(QuestionError) as refused:
        figures.pair_bars(cps.co_occurrence(cps.load_example(), by="interview"))
    assert str(refused.value).endswith('Keep some: result.nlargest(40, "count").')
