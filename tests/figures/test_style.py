"""Colours in grey, contrast of text, and matplotlib left as it was."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

from cpsurvey.errors import QuestionError
from cpsurvey.figures import style as house_style
from cpsurvey.figures.style import (
    COUNTED,
    GROUPS,
    ORDERED,
    SEQUENCE,
    contrast,
    luminance,
    on,
    ordered,
)

# Machado, Oliveira & Fernandes 2009, severity 1, applied to linear RGB.
DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def seen(colour: str, deficiency: str) -> float:
    """How light a colour is to someone with a colour-vision deficiency."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    shifted = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1)
    return float(shifted @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("levels", range(1, 8))
def test_ordered_answers_go_from_light_to_dark(levels):
    light = [luminance(colour) for colour in ordered(levels)]
    assert len(light) == levels
    assert np.all(np.diff(light) < -0.03)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_they_do_so_for_every_kind_of_colour_vision(deficiency):
    assert np.all(np.diff([seen(colour, deficiency) for colour in ORDERED]) < -0.02)


@pytest.mark.parametrize("levels", [3, 5, 7])
def test_the_middle_answer_is_grey(levels):
    red, green, blue = to_rgb(ordered(levels)[levels // 2])
    assert max(red, green, blue) - min(red, green, blue) < 0.05


def test_groups_differ_in_lightness_and_in_marker():
    (one, circle), (other, square) = GROUPS[:2]
    assert contrast(one, other) > 2
    assert circle != square


def test_text_can_be_read_on_every_colour():
    counted = LinearSegmentedColormap.from_list("counted", COUNTED)
    shades = [to_hex(counted(step / 20)) for step in range(21)]
    assert min(contrast(on(colour), colour) for colour in (*ORDERED, *SEQUENCE, *shades)) >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.01)


def test_more_answers_than_colours_are_refused():
    with pytest.raises(QuestionError) as error:
        ordered(8)
    assert str(error.value) == (
        "The result has 8 answers; in one bar at most 7 can be told apart. Take answers together"
        " (answers=), or draw share_intervals."
    )


def test_the_style_ends_with_its_block_even_after_an_error():

    @house_style()
    def fail():
        raise ZeroDivisionError(mpl.rcParams["font.size"])

    with mpl.rc_context({"font.size": 17}):
        before = dict(mpl.rcParams)
        with pytest.raises(ZeroDivisionError, match=r"^9\.0$"):
            fail()
        assert dict(mpl.rcParams) == before


def test_what_a_backend_sets_while_it_loads_outlives_the_style():
    with house_style():
        mpl.rcParams["interactive"] = True
    assert mpl.is_interactive()
    mpl.interactive(False)
