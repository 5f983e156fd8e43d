"""The flow of rows: bars are shares of what came in; numbers at every bar."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.figures.record import recall


@pytest.fixture
def flow():
    """Two groups: 200 rows of which 150 are kept, and 10 of which 9 are."""
    steps = {
        "professional": [("rows_in", 0, 200), ("no_consent", 40, 160), ("duplicate", 10, 150),
                         ("kept", 0, 150)],
        "parent": [("rows_in", 0, 10), ("no_consent", 1, 9), ("duplicate", 0, 9), ("kept", 0, 9)],
    }  # fmt: skip
    return pd.DataFrame(
        [
            {"data": "SYNTHETIC study", "group": group, "step": step, "rule": rule,
             "reason": rule.replace("_", " "), "left_out": out, "remaining": left}
            for group, told in steps.items()
            for step, (rule, out, left) in enumerate(told)
        ]
    )  # fmt: skip


def test_bars_are_shares_of_the_rows_that_came_in(flow):
    axes = figures.flow_bars(flow)
    widths = [round(bar.get_width(), 4) for bar in axes.patches]
    assert widths == [1, 0.8, 0.2, 0.75, 0.05, 0.75, 1, 0.9, 0.1, 0.9, 0.9]
    starts = [round(bar.get_x(), 4) for bar in axes.patches]
    assert starts[:5] == [0, 0, 0.8, 0, 0.75]


def test_every_step_has_both_numbers(flow):
    said = [text.get_text() for text in figures.flow_bars(flow).texts]
    assert said == [
        "200 rows", "40 left out, 160 remain", "10 left out, 150 remain", "150 rows",
        "10 rows", "1 left out, 9 remain", "0 left out, 9 remain", "9 rows",
        "Professional", "Parent",
    ]  # fmt: skip


def test_the_text_tells_every_step(flow):
    short, long = recall(figures.flow_bars(flow)).alt
    assert "Rows kept: 150 of 200 professional and 9 of 10 parent." in short
    assert long.splitlines()[1] == "Professional. No consent: 40 left out, 160 remain."


def test_hidden_numbers_are_not_drawn(flow):
    axes = figures.flow_bars(cps.protect(flow))
    assert "[c] left out, [c] remain" in [text.get_text() for text in axes.texts]
    assert len(axes.patches) == 6
