"""The PDF: tagged as PDF/UA-1 asks, everything said, and the same each time."""

import sys
from dataclasses import replace
from io import BytesIO

import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report.document import Chapter
from cpsurvey.report.paper.pdf_document import pdf_document

pytest.importorskip("typst", reason="typst is not installed")
pypdf = pytest.importorskip("pypdf", reason="pypdf, which reads PDFs, is not installed")


@pytest.fixture(scope="module")
def made(visits_report):
    return pdf_document(visits_report)


@pytest.fixture(scope="module")
def pages(made):
    return pypdf.PdfReader(BytesIO(made))


@pytest.fixture(scope="module")
def tags(pages):
    """Every tag of the structure with its attributes, in the order of reading."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            walk(node.get("/K", []))

    walk(pages.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def named(tags, name):
    return [tag for tag in tags if tag["/S"] == name]


def solid(text):
    """A text without spaces, which a reader of PDFs guesses from the distance of letters."""
    return "".join(text.split())


def test_it_says_that_it_is_accessible_in_which_language_and_what_it_is(pages):
    root = pages.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (root["/Lang"].lower(), root["/MarkInfo"]["/Marked"]) == ("en-gb", True)
    assert (pages.metadata.title, pages.metadata.subject) == ("Visits", "Data: SYNTHETIC visits")
    assert pages.metadata.creation_date is None


def test_its_bookmarks_are_its_headings(pages):
    assert [entry.title for entry in pages.outline if not isinstance(entry, list)] == [
        "Where they came from", "Many columns", "Figures and tables", "How this report was made",
        "The figures in words",
    ]  # fmt: skip
    assert pages.outline[1][0].title == "What was found"


def test_its_figures_have_words_and_its_tables_heading_cells(tags, visits_report):
    alternatives = {tag["/Alt"] for tag in named(tags, "/Figure")}
    assert alternatives == {next(visits_report.pictures()).short}
    assert len(named(tags, "/Table")) == 3
    assert len(named(tags, "/TH")) == 2 + 12 + 2
    assert {len(named(tags, kind)) > 0 for kind in ("/H1", "/H2", "/L", "/TOC", "/Link")} == {True}


def test_made_up_data_is_said_to_be_made_up_on_every_page(pages):
    texts = [solid(page.extract_text()) for page in pages.pages]
    head = solid("SYNTHETIC: this data is made up and is no evidence of what anybody answered")
    assert all(text.startswith(head) for text in texts)
    first = solid("Visits SYNTHETIC. This data is made up. It shows what the method does;")
    assert texts[0].removeprefix(head).startswith(first)
    for said in (
        "Figure 1: Nation", "All kept.", "Table 1: Came again (SYNTHETIC)", "28%",
        "Figure 1 in words.", "Cymru: tŷ & <gardd>", "*y* #z",
    ):  # fmt: skip
        assert solid(said) in "".join(texts)


def test_only_the_wide_table_lies_on_its_side_with_its_heading(pages):
    on_its_side = [
        page.extract_text() for page in pages.pages if page.mediabox.width > page.mediabox.height
    ]
    assert len(on_its_side) == 1
    assert solid("Many columns") in solid(on_its_side[0])


def test_the_same_report_gives_the_same_bytes(made, visits_report):
    assert pdf_document(visits_report) == made


def test_any_text_that_its_letters_have_is_text(visits_report):
    odd = 'ŵyr #panic() "$x$" \\ `y` [z] \x0b\x01 لا أعرف'
    chapter = Chapter("odd", odd, odd, (odd,), (odd,))
    made = pdf_document(replace(visits_report, title=odd, chapters=(chapter,)))
    second = pypdf.PdfReader(BytesIO(made)).pages[1].extract_text()
    assert solid('ŵyr #panic() "$x$" \\ `y` [z]') in solid(second)


def test_characters_that_its_letters_do_not_have_are_named(visits_report):
    with pytest.raises(CpsurveyError) as caught:
        pdf_document(replace(visits_report, title="漢字"))
    assert str(caught.value) == (
        "a PDF cannot be made of this report: its letters, DejaVu Sans, do not have 字 and 漢."
        " Other forms of the report do: docx, html, xlsx, ods."
    )


def test_without_typst_it_says_what_to_install(monkeypatch, visits_report):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CpsurveyError) as caught:
        pdf_document(visits_report)
    assert str(caught.value) == (
        'a PDF is made with typst, which is not installed: pip install "cpsurvey[report]"'
    )
