"""The report of the synthetic study, whole, as `make report` writes it; and of awkward words."""

import pandas as pd
import pytest

import cpsurvey as cps
from cpsurvey.report import report_page
from cpsurvey.report.document import Chapter, Report, Table
from cpsurvey.report.making import make_report

pytestmark = pytest.mark.browser

LARGEST = 5_000_000
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
ARABIC = "هل تمكنت من التعبير عن رأيك؟"
BEYOND = """() => [...document.querySelectorAll('main *')].filter((node) =>
  !node.parentElement.closest('.scroll') && node.getBoundingClientRect().right > innerWidth
  ).map((node) => node.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def page():
    return report_page(make_report(cps.load_example()))


def test_it_is_small_enough_to_send(page):
    assert len(page) < LARGEST


def test_axe_finds_nothing_and_it_reflows_with_all_open(opened, faults, page):
    tab = opened(page, viewport={"width": 320, "height": 256})
    assert tab.evaluate(BEYOND) == []
    tab.get_by_role("button", name="Open all descriptions and tables").click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(tab, leave_out=["color-contrast"]) == []  # slow; the small report is held to it


def test_every_picture_has_a_name_and_a_description(opened, page):
    tab = opened(page)
    pictures = tab.locator("figure svg")
    assert pictures.count() > 30
    assert tab.locator('figure svg[role="img"]').count() == pictures.count()
    told = tab.evaluate(
        """() => [...document.querySelectorAll('figure svg')].map((svg) =>
             svg.getAttribute('aria-labelledby').split(' ').map((id) =>
               document.getElementById(id).textContent.trim()))"""
    )
    assert all(title and description for title, description in told)


def test_claims_are_sorted_and_chosen(opened, page):
    tab = opened(page)
    table = tab.locator("#chapter-published-claims table[data-tools]").first
    tools = tab.locator("#chapter-published-claims .tools").first
    rows = table.locator("tbody tr:visible")
    every = rows.count()
    tools.get_by_label("Verdict").select_option("Not decidable")
    few = rows.count()
    assert 0 < few < every
    table.get_by_role("button", name="Claim").click()
    first = rows.locator("th").all_inner_texts()
    assert first == sorted(first, key=str.casefold)


def test_long_words_and_other_scripts_neither_overflow_nor_turn_round(opened):
    frame = pd.DataFrame({LONG: [LONG, ARABIC], "Share": [0.5, 0.25]})
    table = Table("awkward", ARABIC, frame, {"Share": "share"}, notes=LONG)
    chapter = Chapter("words", LONG, ARABIC, (LONG, table), (ARABIC, LONG))
    page = report_page(Report(LONG, LONG, False, ARABIC, (chapter,), ((LONG, LONG),)))
    tab = opened(page, viewport={"width": 320, "height": 256})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.evaluate(BEYOND) == []
    assert tab.locator("#table-awkward td").all_inner_texts() == ["50%", "25%"]
