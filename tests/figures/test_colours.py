"""All colours that charts use: told apart by everybody, in grey, and against white."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgba_array

from cpsurvey.figures import record
from cpsurvey.figures.gaps import SHADE
from cpsurvey.figures.style import (
    COUNTED,
    GROUPS,
    INK,
    ORDERED,
    QUIET,
    RULE,
    SEQUENCE,
    contrast,
    edge,
    grey,
    luminance,
    ordered,
    sequence,
)

from .colour_vision import VISION, apart, ciede2000
from .every_chart import charts, texts

CHARTS = charts()
# The Government Analysis Function's, typed in from its guidance as afcharts 1.2.0 has them.
DUO = ["#12436D", "#F46A25"]
CATEGORICAL = ["#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"]
PLAIN = {"#000000", "#ffffff", INK, QUIET, RULE}
GRAPHIC, TEXT = 3.0, 4.5  # WCAG 2.2: 1.4.11, 1.4.3

# Sharma, Wu and Dalal (2005), table 1: the pairs that other formulae get wrong among them.
PUBLISHED = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
    ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "published"), PUBLISHED)
def test_differences_of_colours_are_those_published(one, other, published):
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(published, abs=5e-5)


def test_colours_of_groups_are_those_of_the_analysis_function():
    colours = [colour.upper() for colour, _ in GROUPS]
    assert colours[:2] == DUO
    assert set(colours) <= set(CATEGORICAL)
    assert {COUNTED[1].upper(), ORDERED[-1].upper(), SEQUENCE[-1].upper()} == {CATEGORICAL[0]}


@pytest.mark.parametrize("vision", VISION)
def test_groups_are_told_apart_by_everybody(vision):
    colours = [colour for colour, _ in GROUPS]
    assert min(apart(*pair, vision) for pair in combinations(colours, 2)) > 10
    assert apart(*colours[:2], vision) > 30


def test_groups_are_never_told_by_colour_alone():
    assert len({marker for _, marker in GROUPS}) == len(GROUPS)
    assert contrast(GROUPS[0][0], GROUPS[1][0]) > GRAPHIC  # the two that most figures have, in grey


@pytest.mark.parametrize(("scale", "least"), [(ordered, 9), (sequence, 7.5)])
@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("levels", range(2, 8))
def test_neighbouring_answers_are_told_apart_by_everybody(scale, least, vision, levels):
    assert min(apart(*pair, vision) for pair in pairwise(scale(levels))) > least


@pytest.mark.parametrize("scale", [ordered, sequence])
@pytest.mark.parametrize("levels", range(2, 8))
def test_neighbouring_answers_are_told_apart_in_grey(scale, levels):
    assert min(apart(grey(one), grey(two)) for one, two in pairwise(scale(levels))) > 5


@pytest.mark.parametrize("vision", VISION)
def test_the_lightest_answer_is_not_white_as_the_key_to_hatching_is(vision):
    assert apart(SEQUENCE[0], "white", vision) > 7


def test_what_is_drawn_stands_out_from_the_page():
    for colour in [*(colour for colour, _ in GROUPS), COUNTED[1], QUIET, INK]:
        assert contrast(colour, "white") >= GRAPHIC
    for colour in [*ORDERED, *SEQUENCE]:  # by itself, or by the line round it
        assert max(contrast(colour, "white"), contrast(edge(colour), "white")) >= GRAPHIC
    assert min(contrast(INK, "white"), contrast(QUIET, "white")) >= TEXT


def colours_of(axes: Axes) -> set[str]:
    """Every colour that is drawn on a figure, but for how much it lets through."""
    figure = record.figure_of(axes)
    found = [one.get_color() for one in texts(axes)]
    for ax in figure.axes:
        for patch in ax.patches:
            found += [patch.get_facecolor(), patch.get_edgecolor()]
        for line in ax.lines:
            found += [line.get_color(), line.get_markerfacecolor(), line.get_markeredgecolor()]
        for drawn in ax.collections:
            if drawn.get_array() is None:
                found += [*drawn.get_facecolor(), *drawn.get_edgecolor()]
    return {to_hex(rgba) for rgba in to_rgba_array(found) if rgba[3] > 0}


@pytest.mark.slow
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_charts_use_these_colours_and_no_others(chart, every_result):
    scale = LinearSegmentedColormap.from_list("counted", COUNTED)
    known = (
        PLAIN | {SHADE, *ORDERED, *map(grey, ORDERED), *SEQUENCE} | {colour for colour, _ in GROUPS}
    )
    known |= {to_hex(scale(step)) for step in np.linspace(0, 1, 256)}
    assert colours_of(CHARTS[chart](every_result[chart])) <= known


def test_grey_is_as_light_as_its_colour():
    for colour, _ in GROUPS:
        assert luminance(grey(colour)) == pytest.approx(luminance(colour), abs=0.005)
