"""The UpSet plot: bars are the shares, dots the options, in the order of how often."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.errors import QuestionError
from cpsurvey.figures.record import recall

LABELS = {"phone": "A phone", "room": "A room"}


@pytest.fixture
def ticked():
    """Two options in two groups: 40 people and 6."""
    counts = {
        ("at_all", "phone"): (30, 2), ("at_all", "room"): (14, 4),
        ("exactly", "phone"): (22, 2), ("exactly", "phone&room"): (8, 0),
        ("exactly", "room"): (6, 4), ("exactly", "no_option"): (4, 0),
    }  # fmt: skip
    records = [
        {
            "data": "SYNTHETIC study", "question": "equipment", "ticked": kind, "answer": codes,
            "group": group, "count": count, "base": base, "share": count / base,
            "mark": "u" if base < 30 else "", "why": "",
        }
        for place, (group, base) in enumerate({"professional": 40, "parent": 6}.items())
        for (kind, codes), of_group in counts.items()
        for count in [of_group[place]]
    ]  # fmt: skip
    frame = pd.DataFrame(records)
    labels = frame["answer"].map(lambda code: LABELS.get(code, code))
    return frame.assign(answer_label=labels, question_label="Equipment")


def bars(axes):
    """The heights of each panel's bars, the first group's first."""
    return [[bar.get_height() for bar in panel.patches] for panel in axes.figure.axes[1:]]


def test_bars_are_the_shares_of_those_who_ticked_exactly_these(ticked):
    axes = figures.upset_plot(ticked)
    assert bars(axes) == [[22 / 40, 6 / 40, 8 / 40, 4 / 40], [2 / 6, 4 / 6, 0, 0]]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["A phone", "A room"]


def test_every_bar_has_its_share_and_every_group_its_n(ticked):
    first, second = figures.upset_plot(ticked).figure.axes[1:]
    assert [text.get_text() for text in first.texts[:4]] == ["55%", "15%", "20%", "10%"]
    assert [text.get_text() for text in second.texts[:4]] == ["33%", "67%", "0%", "0%"]
    assert first.texts[4].get_text() == "Professional, n = 40"
    assert second.texts[4].get_text() == "Parent, n = 6 [u]"


def test_the_shares_at_all_stand_clear_of_the_bars(ticked):
    alone = ticked[ticked["group"] == "professional"].drop(columns="group")
    axes = figures.upset_plot(alone)
    axes.figure.draw_without_rendering()
    head = next(text for text in axes.texts if text.get_text() == "Ticked at all")
    assert head.get_window_extent().x0 > axes.bbox.x1


def test_dots_are_joined_where_options_are_together(ticked):
    axes = figures.upset_plot(ticked)
    joined = [line for line in axes.lines if line.get_linestyle() == "-"]
    assert [list(line.get_xdata()) for line in joined] == [[2, 2]]
    dark = [
        (line.get_xdata()[0], len(line.get_xdata()))
        for line in axes.lines
        if line.get_marker() == "o" and line.get_color() == "#12436d" and len(line.get_xdata())
    ]
    assert dark == [(0, 1), (1, 1), (2, 2)]


def test_the_text_tells_options_and_combinations(ticked):
    short, long = recall(figures.upset_plot(ticked)).alt
    assert short == (
        "UpSet plot of options ticked together: Equipment. The most frequent combination is"
        " A phone: Professional 55%, Parent 33%. Data: SYNTHETIC study."
    )
    assert long.splitlines() == [
        "Professional: n = 40.",
        "Parent: n = 6 [u].",
        "A phone, ticked at all: Professional 75%, Parent 33%.",
        "A room, ticked at all: Professional 35%, Parent 67%.",
        "Exactly A phone: Professional 55%, Parent 33%.",
        "Exactly A room: Professional 15%, Parent 67%.",
        "Exactly A phone and A room: Professional 20%, Parent 0%.",
        "Exactly None of them: Professional 10%, Parent 0%.",
    ]


def test_hidden_counts_are_not_drawn_and_the_caption_says_what_is(ticked):
    axes = figures.upset_plot(cps.protect(ticked.assign(method="count")))
    assert bars(axes)[1] == [0, 0, 0]
    assert axes.figure.axes[2].texts[0].get_text() == "[c]"
    assert recall(axes).about.caption == (
        "Drawn: the 3 most frequent of 3 combinations that can be shown, which 90% of professional"
        " ticked."
    )


def test_a_group_of_nobody_says_so(ticked):
    parents = ticked["group"] == "parent"
    nobody = ticked.assign(
        count=ticked["count"].mask(parents, 0), base=ticked["base"].mask(parents, 0),
        share=ticked["share"].mask(parents), mark="", why="nobody answered",
    )  # fmt: skip
    axes = figures.upset_plot(nobody)
    assert "Nobody answered" in [text.get_text() for text in axes.figure.axes[2].texts]
    assert "Parent: n = 0 (Nobody answered)." in recall(axes).alt.long


def test_rows_that_lack_are_refused(ticked):
    with pytest.raises(QuestionError) as error:
        figures.upset_plot(ticked.iloc[:-1])
    assert str(error.value) == (
        "upset_plot needs a row for each option and combination in every group, those that nobody"
        " ticked included. Give a whole result of analysis.option_combinations."
    )
    with pytest.raises(QuestionError) as error:
        figures.upset_plot(ticked[ticked["answer"] != "room"])
    assert str(error.value) == (
        "upset_plot needs a row (at_all in the column ticked) for each option that combinations"
        " name, and there is none for room."
    )
    with pytest.raises(QuestionError) as error:
        figures.upset_plot(ticked[ticked["ticked"] == "at_all"])
    assert str(error.value) == (
        "upset_plot has nothing to draw: no combination of options can be shown."
    )
