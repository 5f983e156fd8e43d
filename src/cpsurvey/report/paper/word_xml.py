"""Texts in; the markup of a Word document, with everything escaped, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from cpsurvey.report.paper.table import PADDING, SetTable

DOTS, EMU = 1440, 914_400  # an inch in twentieths of a point, and in units of a drawing
WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
HEAD = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
KEEP = "<w:keepNext/>"
# What XML does not hold, and what is not to be seen: control characters, a mark of byte order.
_UNFIT = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def text(words: str, style: str = "") -> str:
    """Return words in a style of letters, or as the paragraph has them."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{_safe(words)}</w:t></w:r>'


def field(instruction: str, shown: object) -> str:
    """Return a field, which Word works out anew when asked, with what it shows until then."""
    return f'<w:fldSimple w:instr=" {instruction} ">{text(str(shown))}</w:fldSimple>'


def bookmark(anchor: str, content: str) -> str:
    """Return content that can be linked to; its id is that of its place, set when all is there."""
    start = f'<w:bookmarkStart w:id="0" w:name={quoteattr(anchor)}/>'
    return f'{start}{content}<w:bookmarkEnd w:id="0"/>'


def link(anchor: str, words: str) -> str:
    """Return words that lead to a place in the document."""
    inside = text(words, "Hyperlink")
    return f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{inside}</w:hyperlink>'


def paragraph(style: str, content: str, more: str = "") -> str:
    """Return a paragraph in a style, with more of its properties if there are any."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def contents(instruction: str, entries: Sequence[tuple[str, str]], style: str) -> str:
    """Return a list of contents: a field that Word fills with page numbers, links until then."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    links = [link(anchor, words) for anchor, words in entries] or [""]
    links[0] = begin + links[0]
    links[-1] += end
    return "".join(paragraph(style, content) for content in links)


def picture(relation: str, name: str, told: str, size: tuple[float, float]) -> str:
    """Return a drawing of a size in inches, with what it shows for those who do not see it."""
    wide, high = (round(inches * EMU) for inches in size)
    called, said = quoteattr(kept(name)), quoteattr(kept(told))
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="0" name={called} descr={said}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name={called} descr={said}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(made: SetTable) -> str:
    """Return a table whose first row is repeated on every page, and whose rows are not broken."""
    widths = [round(wide * DOTS) for wide in made.widths]
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    together = len(made.rows) - (not made.notes) if made.whole else 1  # and with its notes
    rows = [_row(made.headings, made, widths, HEAD, KEEP)]
    rows += [
        _row(row, made, widths, WHOLE, KEEP if place < together else "")
        for place, row in enumerate(made.rows)
    ]
    called = quoteattr(kept(made.title))
    side = f'w:w="{round(made.size * PADDING / 2 * 20)}" w:type="dxa"'
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar>"
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={called}/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Iterable[str], made: SetTable, widths: Sequence[int], properties: str, keep: str
) -> str:
    """Return a row of cells, numbers to the right."""
    size = f'<w:rPr><w:sz w:val="{round(2 * made.size)}"/></w:rPr>'
    done = []
    for cell, right, wide in zip(cells, made.right, widths, strict=True):
        side = '<w:jc w:val="right"/>' if right else ""
        words = f'<w:r>{size}<w:t xml:space="preserve">{_safe(cell)}</w:t></w:r>'
        done.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
            f"{paragraph('TableText', words, keep + side)}</w:tc>"
        )
    return f"<w:tr>{properties}{''.join(done)}</w:tr>"


def _safe(words: str) -> str:
    """Return words with what is markup escaped."""
    return escape(kept(words))


def kept(words: str) -> str:
    """Return words without the control characters that no document can hold."""
    return _UNFIT.sub("", words)
