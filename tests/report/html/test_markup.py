"""Markup: everything escaped, nothing from elsewhere, legible in every light."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.report.html import markup
from cpsurvey.report.html.style import DARK, LIGHT, style_sheet


@given(st.text())
def test_text_is_escaped_wherever_it_is_put(text):
    made = markup.element("p", text, title=text)
    assert made.count("<") == 2
    assert made.count(">") == 2
    assert made.count('"') == 2


def test_markup_made_here_is_left_alone():
    assert markup.paragraph("a < b, ", markup.element("code", "c & d")) == (
        "<p>a &lt; b, <code>c &amp; d</code></p>"
    )


def test_a_reserved_word_or_a_hyphen_can_name_an_attribute():
    assert markup.element("p", class_="n", aria_label="x") == '<p class="n" aria-label="x"></p>'


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234567, "1,234,567"), (np.int64(1200), "1,200"), (pd.NA, ""), (None, ""), ("NA", "NA")],
    ids=["count", "numpy", "missing", "none", "text"],
)
def test_a_value_is_shown_as_people_write_it(value, shown):
    assert markup.element("td", value) == f"<td>{shown}</td>"


def test_a_table_has_a_caption_and_headings_both_ways():
    frame = pd.DataFrame({"Answer": ["Yes", "<No>"], "People": ["[c]", 12]})
    assert markup.table(frame, "Who & what") == (
        "<table><caption><span>Who &amp; what</span></caption>"
        '<thead><tr><th scope="col">Answer</th><th scope="col" class="n">People</th></tr></thead>'
        '<tbody><tr><th scope="row">Yes</th><td class="n">[c]</td></tr>'
        '<tr><th scope="row">&lt;No&gt;</th><td class="n">12</td></tr></tbody></table>'
    )


def test_a_wide_table_can_be_reached_and_scrolled_by_keyboard():
    frame = pd.DataFrame([[1] * 4], columns=list("abcd"))
    assert markup.table(frame, "Wide").startswith(
        '<div class="scroll" role="group" aria-label="Wide" tabindex="0"><table>'
    )


def test_lists_without_items_are_nothing():
    assert markup.bullets([]) == ""
    assert markup.terms([]) == ""
    assert markup.terms([("a", "b")]) == "<dl><dt>a</dt><dd>b</dd></dl>"


def test_a_page_is_whole_and_needs_nothing_else(outline_of):
    sections = [markup.Section("one", "First & last", markup.paragraph("Text."))]
    page = markup.page("A <page>", markup.note("Mind", markup.paragraph("this")), sections)
    outline = outline_of(page)
    assert page.startswith("<!doctype html>\n")
    assert [text for _, text in outline.headings] == ["A <page>", "Contents", "First & last"]
    assert outline.of("main") == [{"id": "page-text"}]
    assert outline.of("a")[0] == {"class": "skip", "href": "#page-text"}
    assert outline.of("meta")[1]["content"] == "width=device-width, initial-scale=1"
    assert "@media print" in style_sheet()


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "link", "quiet"])
@pytest.mark.parametrize("paper", ["paper", "shade"])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(colours, paper, ink):
    high, low = sorted((luminance(colours[paper]), luminance(colours[ink])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5
