"""A report in, the bytes of an accessible Word document out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cpsurvey.report.document import Report
from cpsurvey.report.needs import needed
from cpsurvey.report.paper import word_xml as markup
from cpsurvey.report.paper.blocks import Block, Figure, Heading, Words, turned
from cpsurvey.report.paper.order import on_paper, running_head, subject
from cpsurvey.report.paper.same_bytes import same_bytes
from cpsurvey.report.paper.table import SetTable
from cpsurvey.report.paper.word_file import SIDEWAYS_PAGE, UPRIGHT_PAGE, empty_document, section

if TYPE_CHECKING:
    from docx.document import Document

STYLES = {
    "body": "Normal", "banner": "Banner", "question": "Question", "told": "Told",
    "bullet": "ListBullet",
}  # fmt: skip
NAMESPACES = ("w", "wp", "a", "pic", "r")


def word_document(report: Report) -> bytes:
    """Return a report as a Word document that is read with a screen reader as well as by eye.

    Parameters
    ----------
    report
        A report.

    Returns
    -------
    bytes
        The content of a ``.docx`` file, in British English: headings, captions whose numbers are
        fields, pictures with alternative text, tables whose heading row is repeated, lists of
        contents. A wide table stands on a page on its side. Made-up data is said to be made up
        first, and at the top of every page. The same report gives the same bytes.

    Raises
    ------
    CpsurveyError
        If python-docx is not installed.

    Examples
    --------
    >>> from cpsurvey.report.document import Chapter, Report
    >>> from cpsurvey.report.paper.word_document import word_document
    >>> chapter = Chapter("who", "Who answered", "Who took part?", ("Three people.",))
    >>> word_document(Report("Visits", "SYNTHETIC visits", True, "", (chapter,)))[:2]
    b'PK'
    """
    needed("docx", "a Word document")
    document = empty_document(report.title, subject(report), running_head(report))
    blocks = on_paper(report)
    body = document.element.body
    last = body.sectPr
    _add(body, markup.paragraph("Title", markup.text(report.title)))
    sideways = False
    for block, on_its_side in turned(blocks):
        if on_its_side != sideways:
            ended = section(deepcopy(last), SIDEWAYS_PAGE if sideways else UPRIGHT_PAGE)
            _last_paragraph(body).get_or_add_pPr().append(ended)
            sideways = on_its_side
        for content in _markup(block, blocks, document):
            _add(body, content)
    _last_paragraph(body)
    section(last, SIDEWAYS_PAGE if sideways else UPRIGHT_PAGE)
    _number(body)
    file = BytesIO()
    document.save(file)
    return same_bytes(file.getvalue())


def _markup(block: Block, blocks: list[Block], document: Document) -> Iterator[str]:
    """Yield the paragraphs and tables of a block."""
    if isinstance(block, Heading):
        heading = markup.bookmark(block.anchor, markup.text(block.text))
        yield markup.paragraph(f"Heading{block.level}", heading)
    elif isinstance(block, Words):
        kept = markup.KEEP if block.leads else ""
        yield markup.paragraph(STYLES[block.style], markup.text(block.text), kept)
    elif isinstance(block, Figure):
        yield from _figure(block, document)
    elif isinstance(block, SetTable):
        yield _caption("Table", block.number, block.anchor, block.title)
        yield markup.table(block)
        yield from (markup.paragraph("Note", markup.text(said)) for said in block.notes)
    else:
        yield from _contents(block.of, blocks)


def _figure(figure: Figure, document: Document) -> Iterator[str]:
    """Yield a picture between its title and its caption."""
    shown = figure.picture
    relation, _ = document.part.get_or_add_image(BytesIO(shown.png))
    yield _caption("Figure", figure.number, figure.anchor, shown.title)
    size = (figure.wide, figure.high)
    yield markup.paragraph("Picture", markup.picture(relation, shown.name, shown.short, size))
    more = markup.link(figure.told, f"Figure {figure.number} in words")
    said = markup.text(f"{shown.caption} ") if shown.caption else ""
    yield markup.paragraph("Note", f"{said}{more}{markup.text('.')}")


def _caption(kind: str, number: int, anchor: str, title: str) -> str:
    """Return a caption, its number a field."""
    numbered = markup.text(f"{kind} ") + markup.field(rf"SEQ {kind} \* ARABIC", number)
    return markup.paragraph(
        "Caption", markup.bookmark(anchor, numbered) + markup.text(f": {title}")
    )


def _contents(of: str, blocks: list[Block]) -> Iterator[str]:
    """Yield the list of chapters, figures or tables."""
    if of == "chapters":
        chapters = [(b.anchor, b.text) for b in blocks if isinstance(b, Heading) and b.level == 1]
        yield markup.paragraph("TOCHeading", markup.text("Contents"))
        yield markup.contents(r'TOC \o "1-1" \h \z', chapters, "TOC1")
    elif of == "figures":
        shown = [(b.anchor, b.number, b.picture.title) for b in blocks if isinstance(b, Figure)]
        yield _listed("Figure", shown)
    else:
        tables = [(b.anchor, b.number, b.title) for b in blocks if isinstance(b, SetTable)]
        yield _listed("Table", tables)


def _listed(kind: str, shown: Sequence[tuple[str, object, str]]) -> str:
    """Return the list of all captions of a kind."""
    entries = [(anchor, f"{kind} {number}: {title}") for anchor, number, title in shown]
    return markup.contents(rf'TOC \h \z \c "{kind}"', entries, "TableofFigures")


def _add(body: Any, content: str) -> None:
    """Add markup to a document, before what says how its last pages lie."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    whole = parse_xml(f"<w:body {nsdecls(*NAMESPACES)}>{content}</w:body>")
    for element in list(whole):
        body.sectPr.addprevious(element)


def _last_paragraph(body: Any) -> Any:
    """Return the last paragraph of a document so far; one is added where it ends in a table."""
    from docx.oxml.ns import qn

    if body.sectPr.getprevious().tag == qn("w:tbl"):
        _add(body, markup.paragraph("Note", ""))
    return body.sectPr.getprevious()


def _number(body: Any) -> None:
    """Give every bookmark and drawing an id of its own."""
    from docx.oxml.ns import qn

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        for place, mark in enumerate(body.iter(qn(kind)), 1):
            mark.set(qn("w:id"), str(place))
    for place, drawing in enumerate(body.iter(qn("wp:docPr")), 1):
        drawing.set("id", str(place))
