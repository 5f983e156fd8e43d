"""Positions in each unit come back as code points; the selections tell which unit it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpsurvey.readers.codings.own_words import same_words
from cpsurvey.readers.codings.position_units import Evidence, Span, find_unit
from cpsurvey.readers.codings.positions import (
    CODE_POINTS,
    UNITS,
    WITH_MARK,
    between_characters,
    boundaries,
    read_text,
    to_code_points,
    word_edges,
)

PIECES = ["a", "ŵ", " ", "\r\n", "\n", "\r", "😀", "👩‍👧", "e\u0301", "שלום", "بخير"]
RAW = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
WIDTHS = {
    "code points": lambda raw: len(raw.replace("\r\n", "\n")),
    "UTF-16 units": lambda raw: len(raw.replace("\r\n", "\n").encode("utf-16-le")) // 2,
    "UTF-8 bytes": lambda raw: len(raw.replace("\r\n", "\n").encode()),
    "code points, CRLF as two": len,
    "UTF-16 units, CRLF as two": lambda raw: len(raw.encode("utf-16-le")) // 2,
    "UTF-8 bytes, CRLF as two": lambda raw: len(raw.encode()),
}
NVIVO = "NVivo for Windows 12.6"


def test_the_units_are_those_counted_here():
    assert sorted(UNITS) == sorted(WIDTHS)


@given(RAW, RAW, st.sampled_from(UNITS))
def test_a_position_is_found_by_counting_what_stands_before_it(before, after, unit):
    assume(not (before.endswith("\r") and after.startswith("\n")))
    bounds = boundaries(text := read_text(before + after), unit)
    position = np.array([WIDTHS[unit](before)])
    place = to_code_points(position, bounds)[0]
    assert text.text[:place] == before.replace("\r\n", "\n").replace("\r", "\n")
    assert between_characters(position, bounds).all()


@given(RAW)
def test_texts_have_lf_line_ends_and_one_code_point_a_character(raw):
    text = read_text(raw)
    assert "\r" not in text.text
    assert [chr(point) for point in text.points] == list(text.text)


def test_a_position_inside_a_character_is_moved_before_it_and_one_past_the_end_to_it():
    bounds = boundaries(read_text("a😀b"), "UTF-16 units")
    positions = np.array([0, 1, 2, 3, 4, 99])
    assert to_code_points(positions, bounds).tolist() == [0, 1, 1, 2, 3, 3]
    assert between_characters(positions, bounds).tolist() == [True, True, False, True, True, False]


@pytest.mark.parametrize(
    ("unit", "positions"),
    [("code points", [1, 2, 3]), ("UTF-16 units", [1, 2, 4]), ("UTF-8 bytes", [3, 4, 8])],
)
def test_a_byte_order_mark_is_as_long_as_it_is_written(unit, positions):
    text = read_text("a😀", marked=True)
    assert boundaries(text, unit + WITH_MARK).tolist() == positions
    assert boundaries(text, unit)[0] == 0


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("one two", [0, 4], [3, 4, 7]),
        ("so, one", [0, 4], [2, 3, 4, 7]),
        ("(one)", [0, 1], [4, 5]),
        ("a  b", [0, 3], [1, 3, 4]),
        ("a\n\nb", [0, 3], [1, 2, 3, 4]),
        ("e\u0301t e", [0, 4], [3, 4, 5]),
        ("نَعَم", [0], [5]),
        ("😀😀", [0], [2]),
        ("", [], []),
    ],
)
def test_passages_begin_with_words_or_lines_and_end_with_them_or_the_space_after(text, begin, end):
    begins, ends = word_edges(read_text(text))
    assert np.flatnonzero(begins).tolist() == begin
    assert [place for place in np.flatnonzero(ends).tolist() if place] == end


@pytest.mark.parametrize(
    ("found", "kept", "same"),
    [
        ("It was\n quiet", "It was quiet", True),
        ("It was\nquiet", "It wasquiet", True),
        ("It was quiet in there", "It was quiet…", True),
        ("It was quiet in there", "It was quiet...", True),
        ("It was quiet...", "It was quiet...", True),
        ("It was quiet in there", "It was quiet", False),
        ("It was quiet", "t was quiet…", False),
        ("It was quiet", "…", False),
        ("It was quiet", "", False),
        ("  ", " ", False),
    ],
)
def test_words_are_known_again_whatever_became_of_spaces_and_where_they_are_cut(found, kept, same):
    assert same_words(found, kept) is same


def spans(raw: str, words: list[str], unit: str, *, kept: bool = True) -> list[Span]:
    """The words of a text as a program would mark them, each the first of its kind."""
    made = []
    for word in words:
        start = WIDTHS[unit](raw[: raw.index(word)])
        made.append(Span("A", start, start + WIDTHS[unit](word), word if kept else ""))
    return made


@pytest.mark.parametrize("unit", UNITS)
def test_the_words_a_program_kept_tell_how_it_counted(unit):
    raw = "😀😀 ŵ one two\r\nthree\r\nfour five six"
    found = find_unit({"A": read_text(raw)}, spans(raw, ["two", "four", "six"], unit), "")
    assert found == (unit, {"A": Evidence("own words", 3, 3)}, 0)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("tool", ["", NVIVO])
def test_word_boundaries_tell_where_a_program_kept_no_words(unit, tool):
    words = ["sometimes", "everybody", "listened", "carefully"]
    raw = "😀😀 \r\nŵ " + "\r\n😀 ŵyr ".join(words)
    found = find_unit({"A": read_text(raw)}, spans(raw, words, unit, kept=False), tool)
    assert found == (unit, {"A": Evidence("word boundaries", 4, 4)}, 0)


@pytest.mark.parametrize("unit", UNITS)
def test_a_space_marked_with_the_last_word_does_not_matter(unit):
    words = ["sometimes ", "everybody ", "listened ", "carefully "]
    raw = "😀😀 \r\nŵ " + "😀.\r\nŵyr ".join(words) + "too"
    found = find_unit({"A": read_text(raw)}, spans(raw, words, unit, kept=False), "")
    assert found == (unit, {"A": Evidence("word boundaries", 4, 4)}, 0)


def test_where_most_selections_cut_words_those_that_do_not_by_chance_are_no_evidence():
    raw = "😀 one two three four five six seven"
    cut = spans(raw, ["ne ", "wo ", "hre", "ou", "iv", "eve"], CODE_POINTS, kept=False)
    found = find_unit({"A": read_text(raw)}, cut, "")
    assert found == (CODE_POINTS, {"A": Evidence("word boundaries", 6, 0)}, 6)


@pytest.mark.parametrize("unit", UNITS)
def test_a_byte_order_mark_that_is_counted_is_found_out(unit):
    raw = "😀😀 ŵ one two\r\nthree\r\nfour five six"
    mark = 3 if unit.startswith("UTF-8") else 1
    shifted = [
        span._replace(start=span.start + mark, end=span.end + mark)
        for span in spans(raw, ["two", "four", "six"], unit)
    ]
    found = find_unit({"A": read_text(raw, marked=True)}, shifted, "")
    assert found == (unit + WITH_MARK, {"A": Evidence("own words", 3, 3)}, 0)


def test_line_ends_that_xml_took_away_may_have_been_two_characters():
    text = read_text("one\ntwo\nthree", line_ends_lost=True)
    found = find_unit({"A": text}, [Span("A", 5, 8, "two"), Span("A", 10, 15, "three")], "")
    assert found.unit == "code points, CRLF as two"


@pytest.mark.parametrize("tool", ["", NVIVO, "QualCoder 3.6"])
def test_where_units_do_not_differ_it_does_not_matter_which_it_is(tool):
    text = read_text("plain words 😀")
    found = find_unit({"A": text}, [Span("A", 0, 5, ""), Span("A", 2, 7, "")], tool)
    assert found == (CODE_POINTS, {"A": Evidence("", 2, 2)}, 0)
    assert find_unit({"A": text}, [Span("A", 0, 5, "plain")], tool).by_source == {
        "A": Evidence("own words", 1, 1)
    }
    assert find_unit({}, [], tool) == (CODE_POINTS, {}, 0)


@pytest.mark.parametrize(("tool", "doubtful"), [(NVIVO, 0), ("", 1)])
def test_one_selection_bears_out_a_programs_habit_but_no_strangers(tool, doubtful):
    raw = "😀 ŵ\r\none two"
    unit = "UTF-16 units, CRLF as two" if tool else CODE_POINTS
    found = find_unit({"A": read_text(raw)}, spans(raw, ["one"], unit, kept=False), tool)
    assert found == (unit, {"A": Evidence("word boundaries", 1, 1)}, doubtful)


def test_past_the_end_of_a_text_nothing_agrees():
    marked = [Span("A", 0, 99, ""), Span("A", 2, 2, "")]  # the second is of no words
    found = find_unit({"A": read_text("plain")}, marked, "")
    assert found.by_source == {"A": Evidence("", 1, 0)}


@pytest.mark.parametrize(
    ("tool", "unit"),
    [
        (NVIVO, "UTF-16 units, CRLF as two"),
        ("QualCoder 3.6", CODE_POINTS),
        ("ATLAS.ti 22.0.6", CODE_POINTS),
    ],
)
def test_where_selections_tell_nothing_the_tools_habit_does_and_they_are_in_doubt(tool, unit):
    found = find_unit({"A": read_text("ŵ 😀\r\none two")}, [Span("A", 5, 8, "")], tool)
    assert (found.unit, found.doubtful) == (unit, 1)


def test_one_selection_more_at_word_boundaries_is_no_evidence_but_leaves_a_doubt():
    raw = "😀 one two"
    marked = spans(raw, ["one"], "UTF-16 units", kept=False)
    found = find_unit({"A": read_text(raw)}, marked, "QualCoder")
    assert found == (CODE_POINTS, {"A": Evidence("word boundaries", 1, 0)}, 1)
    marked = spans(raw, ["one", "two"], "UTF-16 units", kept=False)
    found = find_unit({"A": read_text(raw)}, marked, "QualCoder")
    assert found == ("UTF-16 units", {"A": Evidence("word boundaries", 2, 2)}, 0)


def test_one_program_wrote_the_project_so_all_its_texts_count_alike():
    raw = "😀😀 one two three"
    clear = spans(raw, ["one", "two", "three"], "UTF-16 units")
    few = [Span("B", 3, 6, "")]
    found = find_unit({"A": read_text(raw), "B": read_text("😀 one")}, [*clear, *few], "")
    assert found.unit == "UTF-16 units"
    assert found.by_source["B"] == Evidence("word boundaries", 1, 1)


def test_names_that_are_no_copies_of_the_words_are_no_evidence():
    raw = "😀😀 one two three"
    marked = [
        span._replace(words=f"Quotation 1:{number}")
        for number, span in enumerate(spans(raw, ["one", "two", "three"], "UTF-16 units"))
    ]
    found = find_unit({"A": read_text(raw)}, marked, "")
    assert found == ("UTF-16 units", {"A": Evidence("word boundaries", 3, 3)}, 0)
