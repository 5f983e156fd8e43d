"""The Word document: its parts as Word reads them, everything said, and the same each time."""

import re
import sys
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from cpsurvey.errors import CpsurveyError
from cpsurvey.report.document import Chapter, Report
from cpsurvey.report.paper.word_document import word_document

docx = pytest.importorskip("docx", reason="python-docx is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(visits_report):
    return word_document(visits_report)


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(BytesIO(made))


def styled(document, style):
    return [p.text for p in document.paragraphs if p.style.name == style]


def instructions(document):
    body = document.element.body
    simple = [field.get(f"{W}instr").strip() for field in body.iter(f"{W}fldSimple")]
    return simple, [text.text.strip() for text in body.iter(f"{W}instrText")]


def attributes(document, tag, name):
    return [element.get(name) for element in document.element.body.iter(tag)]


def test_headings_are_headings(document):
    assert styled(document, "Title") == ["Visits"]
    assert styled(document, "Heading 1") == [
        "Where they came from", "Many columns", "Figures and tables", "How this report was made",
        "The figures in words",
    ]  # fmt: skip
    assert styled(document, "Heading 2") == [
        "What was found", "Figures", "Tables", "What the signs mean", "Where they came from",
    ]  # fmt: skip
    assert styled(document, "Heading 3") == ["Figure 1: Nation"]


def test_made_up_data_is_said_to_be_made_up_first_and_on_every_page(document):
    assert [p.text for p in document.paragraphs[:3]] == [
        "Visits",
        "SYNTHETIC. This data is made up. It shows what the method does; it is no evidence of what"
        " anybody answered or of what happened to real answers.",
        "Data: SYNTHETIC visits.",
    ]
    heads = {section.header.paragraphs[0].text for section in document.sections}
    assert heads == {"SYNTHETIC: this data is made up and is no evidence of what anybody answered"}


def test_real_data_is_not():
    real = Report("Visits", "Visits 2021", False, "", (Chapter("who", "Who", "Who came?"),))
    document = docx.Document(BytesIO(word_document(real)))
    assert [p.text for p in document.paragraphs] == [
        "Visits", "Data: Visits 2021.", "Contents", "Who", "Who", "Who came?",
    ]  # fmt: skip
    assert document.sections[0].header.paragraphs[0].text == "Visits 2021"


def test_captions_are_numbered_by_fields(document):
    captions = [
        "".join(text.text for text in p._p.iter(f"{W}t"))
        for p in document.paragraphs
        if p.style.name == "Caption"
    ]
    assert captions == [
        "Figure 1: Nation", "Table 1: Came again (SYNTHETIC)", "Table 2: Wide (SYNTHETIC)",
        "Table 3: What this report was made from and by",
    ]  # fmt: skip
    simple, _ = instructions(document)
    assert simple == [rf"SEQ {kind} \* ARABIC" for kind in ("Figure", "Table", "Table", "Table")]


def test_chapters_figures_and_tables_are_listed_by_fields_and_links_that_lead_somewhere(document):
    _, listed = instructions(document)
    assert listed == [r'TOC \o "1-1" \h \z', r'TOC \h \z \c "Figure"', r'TOC \h \z \c "Table"']
    links = attributes(document, f"{W}hyperlink", f"{W}anchor")
    places = attributes(document, f"{W}bookmarkStart", f"{W}name")
    assert len(set(places)) == len(places)
    assert set(links) <= set(places)
    ids = attributes(document, f"{W}bookmarkStart", f"{W}id")
    assert ids == attributes(document, f"{W}bookmarkEnd", f"{W}id")
    assert len(set(ids)) == len(ids)


def test_a_picture_has_its_words_and_its_size(document, visits_report):
    shape, shown = document.inline_shapes[0], next(visits_report.pictures())
    assert shape._inline.docPr.get("descr") == shown.short
    assert shape.width.inches == pytest.approx(6.3)
    assert (
        document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        == shown.png
    )


def test_every_table_says_its_title_repeats_its_heading_and_holds_what_is_printed(document):
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert cells[0] == [["Group", "Share"], ["Parents", "28%"], ["Staff", "[x]"]]
    assert cells[1][1:] == [["x"] * 12, ["*y* #z"] * 12]
    for table in document.tables:
        repeated = [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)
        assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val")
        assert not list(table._tbl.iter(f"{W}gridSpan", f"{W}vMerge"))


def test_only_the_wide_table_lies_on_its_side_with_its_heading(document):
    assert [s.page_width > s.page_height for s in document.sections] == [False, True, False]
    assert [s.orientation for s in document.sections] == [0, 1, 0]
    ends = [bool(p._p.find(f".//{W}sectPr") is not None) for p in document.paragraphs]
    texts = [p.text for p in document.paragraphs]
    first, second = (place for place, end in enumerate(ends) if end)
    assert texts[first + 1 : second + 1][0] == "Many columns"
    assert texts[second] == "Wide."


def test_its_properties_say_what_it_is_in_which_language_and_not_when(document, made):
    said = document.core_properties
    assert (said.title, said.subject, said.author, said.comments, said.language) == (
        "Visits", "Data: SYNTHETIC visits", "cpsurvey", "", "en-GB",
    )  # fmt: skip
    with ZipFile(BytesIO(made)) as file:
        assert b"dcterms" not in re.sub(rb"xmlns:\w+=\S+", b"", file.read("docProps/core.xml"))
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None
        styles = file.read("word/styles.xml")
    assert b'w:val="en-GB"' in styles
    assert b"en-US" not in styles


def test_the_same_report_gives_the_same_bytes(made, visits_report):
    assert word_document(visits_report) == made


def test_any_text_is_text(visits_report):
    odd = "<w:p/> & \x0b\x01 لا أعرف ŵyr 漢字 ]]>"
    chapter = Chapter("odd", odd, odd, (odd,), (odd,))
    made = docx.Document(
        BytesIO(word_document(replace(visits_report, title=odd, chapters=(chapter,))))
    )
    shown = "<w:p/> &  لا أعرف ŵyr 漢字 ]]>"
    times = [p.text for p in made.paragraphs].count(shown)
    assert times == len(["title", "contents", "heading", "question", "found", "text"])
    assert made.core_properties.title == shown


def test_what_is_not_to_be_seen_is_left_out_and_a_long_title_is_a_title(visits_report):
    title = "A long title with \x7f\x85\ufeffnothing hidden " * 9
    made = docx.Document(BytesIO(word_document(replace(visits_report, title=title))))
    whole = "A long title with nothing hidden " * 9
    assert made.paragraphs[0].text == whole
    assert made.core_properties.title == whole[:255]


def test_without_python_docx_it_says_what_to_install(monkeypatch, visits_report):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(CpsurveyError) as caught:
        word_document(visits_report)
    assert str(caught.value) == (
        "a Word document is made with python-docx, which is not installed:"
        ' pip install "cpsurvey[report]"'
    )
