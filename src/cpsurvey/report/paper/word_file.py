"""A title and a running head in, an empty Word document of A4 in our styles out."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from cpsurvey.report.paper import word_xml as markup

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE = "en-GB"
UPRIGHT_PAGE, SIDEWAYS_PAGE = (11906, 16838), (16838, 11906)  # A4 in twentieths of a point
MARGIN = 1417
LONGEST = 255  # letters that a property may have
BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_NEEDLESS = ("/stylesWithEffects", "/customXml", "/thumbnail")


def empty_document(title: str, subject: str, head: str) -> Document:
    """Return a document without pages: properties, styles, what stands on every page."""
    import docx

    document = docx.Document()
    _without_what_is_not_ours(document)
    _style(document)
    _properties(document, title, subject)
    last = document.sections[-1]
    _write(last.header, "Header", markup.text(head))
    page = f"{markup.text(f'{title} · Page ')}{markup.field('PAGE', 1)}{markup.text(' of ')}"
    _write(last.footer, "Footer", page + markup.field("NUMPAGES", 1))
    return document


def section(properties: Any, page: tuple[int, int]) -> Any:
    """Return a section's properties for a page of a size, its margins ours."""
    from docx.oxml.ns import qn

    wide, high = page
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    size.attrib.clear()
    size.set(qn("w:w"), str(wide))
    size.set(qn("w:h"), str(high))
    if wide > high:
        size.set(qn("w:orient"), "landscape")
    for side in ("left", "right", "top", "bottom"):
        margins.set(qn(f"w:{side}"), str(MARGIN))
    return properties


def _without_what_is_not_ours(document: Document) -> None:
    """Take out the parts of python-docx's own empty document that ours has no use for."""
    for relations in (document.part.rels, document.part.package.rels):
        for name in [n for n, rel in relations.items() if rel.reltype.endswith(_NEEDLESS)]:
            del relations[name]


def _style(document: Document) -> None:
    """Put our styles, bullets and settings in the place of what is there."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    ours = resources.files("cpsurvey.report.paper").joinpath("word_styles.xml").read_bytes()
    bullets = f"<w:numbering {nsdecls('w')}>{BULLETS}</w:numbering>"
    for there, instead in (
        (document.styles.element, parse_xml(ours)),
        (document.part.numbering_part.element, parse_xml(bullets)),
    ):
        there[:] = list(instead)
    settings = document.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later


def _properties(document: Document, title: str, subject: str) -> None:
    """Say what the document is, and not when it was made."""
    properties = document.core_properties
    properties.title, properties.subject = (
        markup.kept(said)[:LONGEST] for said in (title, subject)
    )
    properties.author, properties.comments = "cpsurvey", ""
    properties.language = LANGUAGE
    part = document.part.package.core_properties
    moments = part._element.xpath("dcterms:created | dcterms:modified")
    for moment in moments:
        moment.getparent().remove(moment)


def _write(place: Any, style: str, content: str) -> None:
    """Write what stands at the top or at the foot of every page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    place.is_linked_to_previous = False
    made = parse_xml(f"<w:hdr {nsdecls('w')}>{markup.paragraph(style, content)}</w:hdr>")
    place._element[:] = list(made)
