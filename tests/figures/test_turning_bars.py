"""Fragility: bars are the fewest answers that turn a verdict, the most fragile first."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall


@pytest.fixture
def checked():
    """Four claims: two that answers turn, one not decidable, one hidden."""
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study", "id": list("abcd"), "group": "parent",
            "claim": ["Heard", "Safe", "Few", "Late"], "published": ["most", "half", "", ""],
            "base": pd.array([24, 24, None, None], "Int64"),
            "verdict": ["recovered (synthetic)", "differs (synthetic)", "not decidable",
                        "recovered (synthetic)"],
            "changes": pd.array([4, 1, None, None], "Int64"),
            "mark": ["u", "u", "", "c"], "why": "",
        }
    )  # fmt: skip


def test_bars_are_the_answers_that_turn_it_the_fewest_first(checked):
    axes = figures.turning_bars(checked)
    assert [bar.get_width() for bar in axes.patches] == [1, 4, 0, 0]
    assert axes.get_yticklabels()[0].get_text() == "Safe: “half”"


def test_each_claim_is_told_and_those_without_a_bar_say_why(checked):
    alt = recall(figures.turning_bars(checked)).alt
    assert alt.short == (
        "Bar chart of fragility: How few answers would turn each verdict. The fewest answers that"
        " turn a verdict run from 1 to 4. Data: SYNTHETIC study."
    )
    assert alt.long == (
        "Parents: Safe: “half”. Differs (synthetic), n = 24 [u]; turned by 1.\n"
        "Parents: Heard: “most”. Recovered (synthetic), n = 24 [u]; turned by 4.\n"
        "Parents: Few. Not decidable; Not decidable.\n"
        "Parents: Late. Recovered (synthetic); [c] not shown, to protect people."
    )


def test_more_claims_than_fit_are_refused(checked):
    many = pd.concat([checked.assign(id=f"{n}" + checked["id"]) for n in range(8)])
    with pytest.raises(QuestionError) as refused:
        figures.turning_bars(many.reset_index(drop=True))
    assert str(refused.value) == (
        "The result has 32 claims; on one page at most 28 can be read. Draw those of one group, or"
        " of some topics."
    )
