"""Authorities reached: a square each, those reached first; numbers at every row."""

import pandas as pd
import pytest

from cpsurvey import figures
from cpsurvey.figures.record import recall


@pytest.fixture
def reached():
    """Three regions, one of which nobody answered from."""
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study", "question": "authority",
            "nation": ["England", "England", "Wales"], "region": ["North", "South", "Wales"],
            "count": [3, 0, 2], "base": [4, 2, 2], "respondents": [9, 0, 8], "mark": "",
        }
    )  # fmt: skip


def test_there_is_a_square_for_each_authority_those_reached_first(reached):
    bars = figures.authority_bars(reached).patches
    assert [(bar.get_x(), bar.get_width()) for bar in bars] == [
        (0, 1), (1, 1), (2, 1), (3, 1), (0, 1), (1, 1), (0, 1), (1, 1),
    ]  # fmt: skip
    dark = [bar.get_facecolor()[0] < 0.5 for bar in bars]
    assert dark == [True, True, True, False, False, False, True, True]


def test_every_row_has_both_numbers_and_the_title_their_sums(reached):
    axes = figures.authority_bars(reached)
    assert [text.get_text() for text in axes.texts] == [
        "3 of 4", "0 of 2", "2 of 2", "England", "Wales",
    ]  # fmt: skip
    assert recall(axes).about.title == "Answers came from 5 of 8 authorities"
    assert recall(axes).alt == (
        "Bar chart of authorities: Answers came from 5 of 8 authorities. The share reached runs"
        " from 0% (England, South) to 100% (Wales, Wales). Data: SYNTHETIC study.",
        "England, North: 3 of 4.\nEngland, South: 0 of 2.\nWales, Wales: 2 of 2.",
    )


def test_a_hidden_count_is_said_and_the_title_gives_no_sum(reached):
    hidden = reached.assign(count=[3, None, 2], mark=["", "c", ""])
    axes = figures.authority_bars(hidden)
    assert "[c] of 2" in [text.get_text() for text in axes.texts]
    assert "[c] not shown, to protect people" in [text.get_text() for text in axes.texts]
    assert recall(axes).about.title == "Authorities that answers came from"


def test_very_many_are_one_bar(reached):
    bars = figures.authority_bars(reached.assign(count=[900, 0, 2], base=[3000, 2, 2])).patches
    assert [bar.get_width() for bar in bars] == [900, 2100, 2, 2]
