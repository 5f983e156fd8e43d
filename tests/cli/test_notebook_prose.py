"""The notebooks as they are read: a question first, what was found last, no number typed."""

import json
import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2] / "notebooks"
ALL = sorted(HOME.glob("[0-9]*-*.ipynb"))
PAGES = [page for page in ALL if page.name < "09"]
CODES = re.compile(r"\b(ci_low|ci_high|p_value|fits_low|left_out|why_other)\b")
NOT_A_RESULT = re.compile(r"`[^`]*`|\bnotebooks? \d\d|\b2020\b")


def cells(page, kind):
    found = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


def test_the_story_has_its_twelve_parts():
    assert [page.name[:2] for page in ALL] == [f"{number:02d}" for number in range(1, 13)]


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.stem)
def test_it_opens_with_its_question_and_ends_with_what_was_found(page):
    prose, code = cells(page, "markdown"), cells(page, "code")
    assert prose[0].startswith("# ")
    assert "?" in prose[0]
    assert prose[-1].startswith("## What was found, and how sure")
    assert "report.found(" in code[-1]


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.stem)
def test_its_parts_have_headings_that_a_reader_finds_in_the_contents(page):
    headings = re.findall(r"^## (.+)", "\n".join(cells(page, "markdown")), re.MULTILINE)
    assert len(headings) >= 4
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.stem)
def test_no_table_ends_a_cell_with_the_names_that_code_has_for_columns(page):
    for code in cells(page, "code"):
        last = code.rstrip().splitlines()[-1]
        assert not CODES.search(last), last
        assert not re.search(r"\[\[?columns\]", last), last


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_number_is_typed_in_its_prose(page):
    for text in cells(page, "markdown"):
        assert not re.search(r"\d", NOT_A_RESULT.sub("", text)), text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_figure_is_listed_and_says_where_its_numbers_come_from(page):
    saved = re.findall(
        r'figures\.save\(chart, out / "([^"]+)", (.*)\)', "\n".join(cells(page, "code"))
    )
    listed = (HOME / "figures.txt").read_text(encoding="utf-8").split()
    assert [name for name, _ in saved] == [one for one in listed if one[:3] == page.name[:3]]
    assert {sources for _, sources in saved} == {"sources=folder"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_result_is_protected_before_it_is_shown(page):
    code = "\n".join(cells(page, "code"))
    assert code.count("report.labels.apply(") == code.count("profile=profile") > 0
