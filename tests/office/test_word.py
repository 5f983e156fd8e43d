"""The Word document opened by LibreOffice: what it is made of comes through, page for page."""

import shutil
import subprocess
from io import BytesIO
from xml.etree import ElementTree

import pytest

from cpsurvey.report.paper.word_document import word_document

pytest.importorskip("docx", reason="python-docx is not installed")
pypdf = pytest.importorskip("pypdf", reason="pypdf, which reads PDFs, is not installed")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is missing"),
]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


@pytest.fixture(scope="module")
def converted(visits_report, tmp_path_factory):
    """The document as LibreOffice reads it, by ending."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "report.docx").write_bytes(word_document(visits_report))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending in ("fodt", "pdf"):
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", ending, "--outdir", folder,
             folder / "report.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return {ending: (folder / f"report.{ending}").read_bytes() for ending in ("fodt", "pdf")}


@pytest.fixture(scope="module")
def text(converted):
    return ElementTree.fromstring(converted["fodt"]).find(f".//{OFFICE}text")


def words(element):
    return "".join(element.itertext()).strip()


def test_headings_are_headings_of_their_level(text):
    assert [(h.get(f"{TEXT}outline-level"), words(h)) for h in text.iter(f"{TEXT}h")] == [
        ("1", "Where they came from"), ("2", "What was found"), ("1", "Many columns"),
        ("1", "Figures and tables"), ("2", "Figures"), ("2", "Tables"),
        ("1", "How this report was made"), ("2", "What the signs mean"),
        ("1", "The figures in words"), ("2", "Where they came from"), ("3", "Figure 1: Nation"),
    ]  # fmt: skip


def test_captions_are_numbered_by_their_sequences(text):
    numbered = [(s.get(f"{TEXT}name"), words(s)) for s in text.iter(f"{TEXT}sequence")]
    assert numbered == [
        ("Figure", "1"), ("Table", "1"), ("Table", "2"), ("Table", "3"),
    ]  # fmt: skip


def test_the_picture_has_its_words(text, visits_report):
    said = [words(d) for d in text.iter(f"{SVG}desc")]
    assert said == [next(visits_report.pictures()).short]


def test_tables_have_their_cells_and_a_heading_row_that_is_repeated(text):
    tables = list(text.iter(f"{TABLE}table"))
    heads = [[words(c) for c in t.find(f"{TABLE}table-header-rows").iter(f"{TABLE}table-cell")]
             for t in tables]  # fmt: skip
    assert [head[:2] for head in heads] == [
        ["Group", "Share"], ["Column 0 in words", "Column 1 in words"], ["What", "Value"],
    ]  # fmt: skip
    assert [words(cell) for cell in tables[0].iter(f"{TABLE}table-cell")][2:] == [
        "Parents", "28%", "Staff", "[x]",
    ]  # fmt: skip


def test_every_page_says_first_that_the_data_is_made_up_and_only_one_lies_on_its_side(converted):
    pages = pypdf.PdfReader(BytesIO(converted["pdf"])).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    head = "SYNTHETIC: this data is made up and is no evidence of what anybody answered"
    assert all(text.startswith(head) for text in texts)
    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert [text.removeprefix(head)[:13] for text, on_its_side in zip(texts, turned, strict=True)
            if on_its_side] == [" Many columns"]  # fmt: skip
    assert all(f"Page {n} of {len(pages)}" in text for n, text in enumerate(texts, 1))
