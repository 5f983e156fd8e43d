"""Positions in each unit come back as code points; the selections tell which unit it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpsurvey.readers.positions import (
    CODE_POINTS,
    UNITS,
    Span,
    boundaries,
    choose_unit,
    read_text,
    to_code_points,
)

PIECES = ["a", "ŵ", " ", "\r\n", "\n", "\r", "😀", "👩‍👧", "e\u0301"]
RAW = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
WIDTHS = {
    "code points": lambda raw: len(raw.replace("\r\n", "\n")),
    "code points, CRLF as two": len,
    "UTF-16 units": lambda raw: len(raw.replace("\r\n", "\n").encode("utf-16-le")) // 2,
    "UTF-16 units, CRLF as two": lambda raw: len(raw.encode("utf-16-le")) // 2,
}


@settings(deadline=None)
@given(RAW, RAW, st.sampled_from(UNITS))
def test_a_position_is_found_by_counting_what_stands_before_it(before, after, unit):
    if before.endswith("\r") and after.startswith("\n"):
        return
    text = read_text(before + after)
    position = np.array([WIDTHS[unit](before)])
    place = to_code_points(position, boundaries(text, unit))[0]
    assert text.text[:place] == before.replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(RAW)
def test_texts_have_lf_line_ends_and_one_code_point_a_character(raw):
    text = read_text(raw)
    assert "\r" not in text.text
    assert [chr(point) for point in text.points] == list(text.text)


def test_a_position_inside_a_character_is_moved_before_it_and_one_past_the_end_to_it():
    bounds = boundaries(read_text("a😀b"), "UTF-16 units")
    assert to_code_points(np.array([0, 1, 2, 3, 4, 99]), bounds).tolist() == [0, 1, 1, 2, 3, 3]


@pytest.mark.parametrize("unit", UNITS)
def test_the_words_a_program_kept_tell_how_it_counted(unit):
    raw = "😀😀 one two\r\nthree\r\nfour five six"
    spans = []
    for word in ("two", "four", "six"):
        start = WIDTHS[unit](raw[: raw.index(word)])
        spans.append(Span("A", start, start + len(word), word))
    assert choose_unit({"A": read_text(raw)}, spans, "") == unit


@pytest.mark.parametrize("unit", UNITS)
def test_word_boundaries_tell_where_a_program_kept_no_words(unit):
    words = ["sometimes", "everybody", "listened", "carefully"]
    raw = "😀😀 \r\n" + "\r\n😀 ".join(words)
    spans = []
    for word in words:
        start = WIDTHS[unit](raw[: raw.index(word)])
        spans.append(Span("A", start, start + len(word), ""))
    assert choose_unit({"A": read_text(raw)}, spans, "") == unit


def test_words_cut_with_an_ellipsis_and_line_breaks_turned_to_spaces_are_known_again():
    raw = "😀 It was\r\nquiet in the room"
    spans = [Span("A", 3, 16, "It was quiet…"), Span("A", 3, 16, "It was quiet")]
    assert choose_unit({"A": read_text(raw)}, spans[:1], "") == "UTF-16 units, CRLF as two"


@pytest.mark.parametrize(
    ("tool", "unit"),
    [("NVivo for Windows 12.6", "UTF-16 units, CRLF as two"), ("QualCoder 3.6", CODE_POINTS)],
)
def test_where_selections_tell_nothing_the_tools_habit_does(tool, unit):
    assert choose_unit({"A": read_text("plain words")}, [Span("A", 0, 5, "")], tool) == unit
    assert choose_unit({}, [], tool) == unit
