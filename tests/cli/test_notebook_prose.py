"""The notebooks as they are read: a question first, what was found last, no number typed."""

import json
import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2] / "notebooks"
PAGES = sorted(HOME.glob("0[1-8]-*.ipynb"))
NOT_A_RESULT = re.compile(r"`[^`]*`|\bnotebooks? \d\d|\b2020\b")


def cells(page, kind):
    found = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


def test_the_story_has_its_eight_parts():
    assert [page.name[:2] for page in PAGES] == [f"{number:02d}" for number in range(1, 9)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_opens_with_its_question_and_ends_with_what_was_found(page):
    prose, code = cells(page, "markdown"), cells(page, "code")
    assert prose[0].startswith("# ")
    assert "?" in prose[0]
    assert prose[-1].startswith("## What was found, and how sure")
    assert "report.found(" in code[-1]


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
