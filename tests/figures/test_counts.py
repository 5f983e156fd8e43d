"""Numbers of people."""

import pandas as pd
import pytest

from cpsurvey import figures


def roles(counts):
    return pd.DataFrame(
        {"data": "SYNTHETIC study", "question": "role", "answer": list(counts), "base": 492,
         "count": list(counts.values())}
    )  # fmt: skip


def lengths(axes):
    return [bar.get_width() for bar in axes.patches]


def test_bars_are_as_long_as_the_counts_in_the_order_of_the_frame():
    axes = figures.count_bars(roles({"social_worker": 84, "chair": 120, "midwife": 0}))
    assert lengths(axes) == [84, 120, 0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Social worker", "Chair", "Midwife"
    ]  # fmt: skip
    assert [text.get_text() for text in axes.texts] == ["84", "120", "0"]


def test_hidden_counts_have_no_bar(hidden):
    axes = figures.count_bars(hidden[hidden["join_mode"] == "video"])
    assert lengths(axes) == [180, 60, 60, 0, 0, 5]
    assert [text.get_text() for text in axes.texts if text.get_text() == "[c]"] == ["[c]"] * 2


def test_thirty_seven_roles_fit_on_a_page():
    axes = figures.count_bars(roles({f"role_{number}": number for number in range(37)}))
    assert axes.figure.get_figheight() < 9.7


def test_there_are_only_whole_people(ticks):
    axes = figures.count_bars(roles({"chair": 0, "midwife": 0}))
    assert ticks(axes) == ["0", "1"]


def test_small_bases_are_marked(joined):
    ends = [text.get_text() for text in figures.count_bars(joined.iloc[:3]).texts]
    assert ends[-3:] == ["0 [u]", "7 [u]", "1 [u]"]


def test_a_label_of_two_lines_makes_only_its_own_row_higher():
    label = "Conference administrator, minute taker or business support officer"
    axes = figures.count_bars(roles({"chair": 3, label: 2, "midwife": 1, "police": 1}))
    chair, long, midwife, police = axes.get_yticks()
    assert police - midwife == pytest.approx(0.2)
    assert long - chair > 0.21
