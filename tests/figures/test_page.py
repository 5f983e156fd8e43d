"""Every chart at the size at which it is used: nothing clipped, crowded, too small or unnamed."""

import itertools

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from cpsurvey import figures
from cpsurvey.figures.page import Entry, flow

LONG = (
    "By video, from their own home or somewhere else, on a telephone or on a computer, with other"
    " people there or without"
)
CAPTION = "Base: those shown the question who gave an answer; don't know and blanks left out. " * 3
CHARTS = {
    "stacked_bars": "judged",
    "diverging_bars": "judged",
    "count_bars": "judged",
    "share_intervals": "better",
    "difference_intervals": "gap",
    "mode_grid": "joined",
}
BOTH = [(chart, length) for chart in CHARTS for length in ("short", "long")]


@pytest.fixture(scope="module", params=BOTH, ids=" ".join)
def axes(request):
    """Each chart, with labels as they are and with labels of a hundred letters."""
    chart, length = request.param
    result = request.getfixturevalue(CHARTS[chart])
    if length == "long":
        column = "answer_label" if "bars" in chart else "join_mode_label"
        names = {result[column].iloc[0]: LONG, "Parents": f"Parents who joined {LONG.lower()}"}
        for name in (column, "group_label"):
            result = result.assign(**{name: result[name].astype(object).replace(names)})
    with figures.style():
        drawn = getattr(figures, chart)(result, caption=CAPTION)
        drawn.figure.draw_without_rendering()
    return drawn


@pytest.fixture
def texts(axes):
    """Every text that is seen, with its box in pixels."""
    low, high = axes.get_xlim()
    found = []
    for text in axes.figure.findobj(Text):
        beyond = text in axes.get_xticklabels() and not low <= text.get_position()[0] <= high
        if text.get_text() and text.get_visible() and not beyond:
            with figures.style():
                found.append((text, Text.get_window_extent(text)))
    return found


def test_nothing_is_clipped(axes, texts):
    wide, tall = axes.figure.get_size_inches() * axes.figure.dpi
    for text, box in texts:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= tall
        assert inside, text.get_text()


def test_no_two_texts_overlap(texts):
    for (one, box), (other, another) in itertools.combinations(texts, 2):
        across = min(box.x1, another.x1) - max(box.x0, another.x0)
        down = min(box.y1, another.y1) - max(box.y0, another.y0)
        assert across < 1 or down < 3, (one.get_text(), other.get_text())


def test_text_is_upright_and_can_be_read_on_paper(axes, texts):
    assert axes.figure.get_figwidth() == pytest.approx(16 / 2.54, abs=0.01)
    assert {(text.get_rotation(), text.get_fontsize() >= 8) for text, _ in texts} == {(0, True)}


def test_the_data_is_named_and_the_caption_is_whole(axes):
    written = [text.get_text() for text in axes.figure.texts]
    assert "Data: SYNTHETIC study" in written
    assert " ".join(written).endswith(CAPTION.strip())


@pytest.mark.parametrize(("chart", "frame"), CHARTS.items())
def test_a_chart_is_one_figure_of_pyplot_which_notebooks_display(chart, frame, request):
    drawn = getattr(figures, chart)(request.getfixturevalue(frame))
    assert [plt.figure(number) for number in plt.get_fignums()] == [drawn.figure]


def test_synthetic_data_is_named_in_bold(judged, hidden):
    lines = [figures.stacked_bars(result).figure.texts[1] for result in (judged, hidden)]
    assert [line.get_weight() for line in lines] == ["bold", "normal"]


def test_twelve_bars_have_room(table):
    modes = ["video", "phone", "did_not_join"]
    bars = {(group, mode): [5, 3, 2] for group in ("professional", "parent") for mode in modes}
    twelve = [table(bars).assign(nation=nation) for nation in ("England", "Wales")]
    result = pd.concat(twelve, ignore_index=True)
    columns = ["nation", *result.columns.drop("nation")]
    axes = figures.diverging_bars(result[columns])
    assert len(axes.get_yticks()) == 12
    assert axes.figure.get_figheight() < 9.7


def test_legends_flow_on_to_the_next_line():
    entries = [Entry("a" * 30, "red"), Entry("b" * 30, "blue"), Entry("c", "green")]
    placed, height = flow(entries, 4.0)
    assert [(across > 0, down > 0) for across, down, _ in placed] == [
        (False, False), (False, True), (True, True)
    ]  # fmt: skip
    assert height > placed[1][1]
