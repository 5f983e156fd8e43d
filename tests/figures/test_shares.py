"""Shares with intervals."""

import pytest

from cpsurvey import figures


def drawn(axes):
    """Intervals and dots, in order."""
    return [tuple(float(x) for x in line.get_xdata()) for line in axes.lines]


def test_dots_are_shares_and_lines_are_intervals(better):
    axes = figures.share_intervals(better.iloc[:1])
    assert drawn(axes) == [pytest.approx((0.54, 0.66)), (0.6,)]


def test_every_row_has_its_share_and_its_n(better):
    texts = [text.get_text() for text in figures.share_intervals(better).texts]
    assert texts == [
        "60%, n = 300", "50%, n = 150", "25%, n = 40", "25%, n = 8 [u]",
        "Count only: 1 of 3", "n = 3", "Nobody answered", "n = 0", "Professionals", "Parents",
    ]  # fmt: skip


def test_a_small_base_has_a_hollow_dot_and_groups_have_their_own_marker(better):
    dots = [line for line in figures.share_intervals(better).lines if len(line.get_xdata()) == 1]
    assert [dot.get_markerfacecolor() == "white" for dot in dots] == [False, False, False, True]
    assert [dot.get_marker() for dot in dots] == ["o", "o", "o", "s"]


def test_hidden_shares_are_not_drawn(hidden):
    axes = figures.share_intervals(hidden[hidden["answer"] == "better"])
    assert len(drawn(axes)) == 2 * 3
    assert [text.get_text() for text in axes.texts].count("[c] not shown, to protect people") == 2


def test_several_answers_head_their_groups(judged):
    axes = figures.share_intervals(judged[judged["group"] == "professional"])
    headings = [text.get_text() for text in axes.texts if text.get_weight() == "bold"]
    assert headings == [
        "Better, Professionals", "About the same, Professionals", "Worse, Professionals"
    ]  # fmt: skip


def test_the_title_names_the_answer_where_there_is_one(better, judged):
    titles = [figures.share_intervals(result).figure.texts[0] for result in (better, judged)]
    assert [title.get_text() for title in titles] == [
        "Overall judgement: Better", "Overall judgement"
    ]  # fmt: skip


def test_a_share_without_an_interval_is_a_dot_alone(better):
    bare = better.iloc[:1].assign(ci_low=float("nan"), ci_high=float("nan"))
    assert figures.share_intervals(bare).lines[1].get_xdata()[0] == pytest.approx(0.6)
