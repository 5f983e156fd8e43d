"""Every chart at its size: nothing clipped, overlapping or rotated; legible; the same each time."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.text import Text

from cpsurvey.errors import QuestionError
from cpsurvey.figures import record
from cpsurvey.figures.letters import shapes_text
from cpsurvey.figures.style import SMALL, contrast, style

from .every_chart import charts, labelled, texts, tried

CHARTS = charts()
LEAST = SMALL - 1
TOUCH = 1.0  # pixels at 100 dots an inch by which measured text may overlap
HUNDRED = f"A label that goes on {'and on ' * 8}until it has a hundred letters, as some have"
WELSH = "Cyfarfod â’r teulu: ŵyr, tŷ ac iâ"
HEBREW, ARABIC, HINDI = "שאלה על הילדים", "هل كان ذلك أفضل", "क्या यह बेहतर था"


def boxes(axes: Axes) -> list[tuple[Text, tuple[float, float, float, float]]]:
    """The text of a figure with its extent in pixels: left, bottom, right, top."""
    figure = record.figure_of(axes)
    with style():
        figure.draw_without_rendering()
        return [(one, one.get_window_extent().extents) for one in texts(axes)]


def faults(axes: Axes) -> list[str]:
    """What is clipped, overlapping, rotated or too small on a figure."""
    figure = record.figure_of(axes)
    wide, high = figure.get_size_inches() * figure.dpi
    placed = boxes(axes)
    found = [
        f"off the page: {one.get_text()!r}"
        for one, (left, bottom, right, top) in placed
        if left < -TOUCH or bottom < -TOUCH or right > wide + TOUCH or top > high + TOUCH
    ]
    found += [f"rotated: {one.get_text()!r}" for one, _ in placed if one.get_rotation() % 360]
    found += [f"small: {one.get_text()!r}" for one, _ in placed if one.get_fontsize() < LEAST]
    for (one, a), (other, b) in combinations(placed, 2):
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if across > TOUCH and down > 3 * TOUCH:
            found.append(f"overlap: {one.get_text()!r} and {other.get_text()!r}")
    return found


def behind(one: Text) -> str:
    """The colour behind a text: of its own box, or of the topmost patch or cell under it."""
    box = one.get_bbox_patch()
    if box is not None:
        return to_hex(box.get_facecolor())
    axes = one.axes
    if axes is None:
        return "white"
    middle = np.array(one.get_window_extent().extents).reshape(2, 2).mean(axis=0)
    for mesh in axes.findobj(QuadMesh):
        rows, columns = mesh.get_array().shape
        across, down = axes.transData.inverted().transform(middle)
        inside = 0 <= across < columns and 0 <= down < rows
        cell = int(down) * columns + int(across)
        if inside and not np.ma.getmaskarray(mesh.get_array()).ravel()[cell]:
            return to_hex(mesh.get_facecolors()[cell])
    under = [patch for patch in axes.patches if patch.get_window_extent().contains(*middle)]
    return to_hex(under[-1].get_facecolor()) if under else "white"


def unreadable(axes: Axes) -> list[str]:
    """The text of a figure without enough contrast to what is behind it (WCAG 2.2, 1.4.3)."""
    return [
        one.get_text()
        for one in texts(axes)
        if contrast(to_hex(one.get_color()), behind(one)) < 4.5
    ]


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_nothing_is_clipped_overlapping_rotated_or_hard_to_read(chart, every_result):
    axes = CHARTS[chart](every_result[chart], caption="Base: those who answered. " * 6)
    assert faults(axes) == []
    assert unreadable(axes) == []


def test_the_test_sees_what_is_wrong(every_result):
    axes = CHARTS["stacked_bars"](every_result["stacked_bars"])
    axes.figure.text(0.99, 0.5, "Clipped")
    axes.text(0.4, 0.5, "Tilted", rotation=30)
    for word in ("One", "Other"):
        axes.text(0.1, 0.01, word, size=5, color="#cccccc")
    found = " ".join(faults(axes))
    for fault in ("off the page: 'Clipped'", "rotated: 'Tilted'", "small: 'One'",
                  "overlap: 'One' and 'Other'"):  # fmt: skip
        assert fault in found
    assert unreadable(axes) == ["One", "Other"]


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_labels_of_a_hundred_letters_are_drawn_well_or_refused(chart, every_result):
    result = labelled(every_result[chart], lambda word: f"{word} {HUNDRED}"[:100])
    made = tried(CHARTS[chart], result, title=HUNDRED)
    assert "page" in made if isinstance(made, str) else faults(made) == []


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_welsh_is_drawn(chart, every_result):
    result = labelled(every_result[chart], lambda word: f"{WELSH} {word}")
    assert faults(CHARTS[chart](result, title=WELSH)) == []


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_text_from_right_to_left_is_drawn_where_matplotlib_can(chart, every_result):
    result = labelled(every_result[chart], lambda word: f"{ARABIC} {word}")
    made = tried(CHARTS[chart], result, title=f"{HEBREW}. {ARABIC}")
    assert isinstance(made, str) != shapes_text()
    assert "runs from right to left" in made if isinstance(made, str) else faults(made) == []


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_it_gives_the_same_bytes_again(chart, every_result):
    assert svg(CHARTS[chart](every_result[chart])) == svg(CHARTS[chart](every_result[chart]))


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_letters_that_the_font_lacks_are_refused(chart, every_result):
    with pytest.raises(QuestionError) as refused:
        CHARTS[chart](every_result[chart], title=HINDI)
    assert str(refused.value) == (
        "figures are set in DejaVu Sans (bold), which has no क (devanagari letter ka),"
        ' ् (devanagari sign virama), य (devanagari letter ya) and 1 more: "क्या". Give labels,'
        " title and caption in letters that it has."
    )


def svg(axes: Axes) -> bytes:
    """A figure as SVG without its date."""
    made = io.BytesIO()
    with style():
        record.figure_of(axes).savefig(made, format="svg", metadata={"Date": None})
    return made.getvalue()
