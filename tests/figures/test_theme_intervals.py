"""Shares and differences of themes, drawn by the charts of answers."""

import pandas as pd
import pytest

from cpsurvey import figures


@pytest.fixture
def themes():
    return pd.DataFrame(
        {
            "data": "SYNTHETIC study", "code": ["A", "B"], "parent": ["", ""],
            "code_label": ["Alpha", "Beta"], "count": [14, 0], "base": 14, "share": [1.0, 0.0],
            "ci_low": [0.78, 0.0], "ci_high": [1.0, 0.22], "mark": "u", "why": "",
        }
    )  # fmt: skip


def test_a_share_of_each_theme(themes):
    axes = figures.share_intervals(themes)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Alpha", "Beta"]
    assert axes.get_xlabel() == "Share of interviews"


def test_dots_at_none_and_all_are_whole(themes):
    axes = figures.share_intervals(themes)
    dots = [line for line in axes.lines if line.get_marker() not in ("None", None)]
    assert [dot.get_xdata()[0] for dot in dots] == [1, 0]
    assert not any(dot.get_clip_on() for dot in dots)


def test_a_difference_of_each_theme(themes):
    compared = themes.drop(columns="share").assign(
        measure="difference", group="parent", reference="professional", estimate=[0.9, -0.2],
        ci_low=[0.66, -0.3], ci_high=[0.96, 0.1], count_reference=[5, 10], base_reference=52,
    )  # fmt: skip
    columns = ["data", "code", "code_label", "parent", "group", "reference"]
    compared = compared[[*columns, *compared.columns.drop(columns)]]
    axes = figures.difference_intervals(compared)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Alpha", "Beta"]
    assert axes.get_xlabel() == "Parent minus professional, percentage points"
