"""A notebook's page, after it has been run: no fault, request or overflow; words for figures."""

import pytest

from cpsurvey.cli.notebook_page import notebook_page

pytestmark = pytest.mark.browser

CELLS = """
import cpsurvey as cps
from cpsurvey import figures, report

tables = cps.load_example()
result = cps.protect(cps.response_table(tables, "express_views", by="group"), profile="none")
result = report.labels.apply(result, tables.questions)
chart = figures.diverging_bars(result, title="Able to express views", caption="A caption.")
---
result.set_index(["group_label", "answer_label"])
---
report.table(result, title="Able to express views")
---
print("a line that is printed " * 20)
"""


@pytest.fixture(scope="module")
def page():
    import nbformat  # seconds, which the collection of all other tests would wait for
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Being heard\n\nWere they?"),
            *map(nbformat.v4.new_code_cell, CELLS.split("---\n")),
            nbformat.v4.new_markdown_cell("## What was found\n\n- Something `here`."),
        ]
    )
    NotebookClient(notebook, kernel_name="python3").execute()
    return notebook_page(notebook).encode()


@pytest.mark.parametrize("width", [1000, 320])
def test_it_breaks_no_rule_and_fits(page, opened, faults, width):
    tab = opened(page, viewport={"width": width, "height": 800})
    tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert faults(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_is_read_out_with_its_numbers(page, opened):
    tab = opened(page)
    alt = tab.get_by_role("img").get_attribute("alt")
    assert alt.startswith("Diverging bar chart: Able to express views.")
    tab.get_by_text("This figure in words").click()
    assert tab.get_by_text("Professionals, n = 476:").is_visible()


def test_it_is_in_the_dark_too(page, opened, faults):
    tab = opened(page, color_scheme="dark")
    assert faults(tab) == []
