"""A notebook that has been run in; an accessible page that stands alone out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from typing import Any
from xml.etree import ElementTree

from cpsurvey.report.html.markup import Html, Section, element, fold, join, page, paragraph
from cpsurvey.vocabulary import SYNTHETIC

BANNER = (
    f"{SYNTHETIC} data: made up. Where a figure, a table or a sentence says {SYNTHETIC}, nobody"
    " gave these answers."
)
FIRST = "Step by step"  # what stands before a notebook's own headings
NO_WORDS = "A figure that was not drawn by cpsurvey.figures, so that it has no description."
STYLE = """
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--shade);
  padding: .6rem .8rem; margin: .5rem 0 1rem;
  font: .85rem/1.45 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
img { display: block; width: 6.3in; max-width: 100%; height: auto; background: #ffffff; }
.banner { position: sticky; top: 0; z-index: 1; background: #ffdd00; color: #0b0c0c;
  padding: .35rem 1.25rem; border-bottom: 2px solid #0b0c0c; }
.banner p { margin: 0 auto; max-width: 57.5rem; font-weight: 600; }
section, main { scroll-margin-top: 4rem; }
td, th { padding-right: .9rem; }
@media print { .banner { position: static; } img { max-height: 22cm; width: auto; } }
@media (max-height: 30rem) { .banner { position: static; } }
"""


def notebook_page(content: Any) -> str:
    """Return a notebook as a page: its words, its code to be unfolded, and what the code gave.

    The first heading names the page, and what stands under it opens the page; headings of the
    second level are in its contents. A picture has the words that its figure stands for, as
    `cpsurvey.figures` put them beside it.
    """
    title, lead, parts = "Notebook", Html(), [(FIRST, list[Html]())]
    for piece in _pieces(content):
        heading = re.match(r"<h([12])\b[^>]*>(.*?)</h\1>\s*", piece, re.DOTALL)
        if heading is None:
            parts[-1][1].append(piece)
        elif heading[1] == "1":
            title, lead = _text(heading[2]), Html(piece[heading.end() :])
        else:
            parts.append((_text(heading[2]), [Html(piece[heading.end() :])]))
    sections = [
        Section(f"part-{place}", name, join(pieces))
        for place, (name, pieces) in enumerate(parts)
        if pieces
    ]
    banner = BANNER if any(SYNTHETIC in piece for piece in _given(content)) else ""
    return page(title, lead, sections, banner=banner, style=STYLE)


def _pieces(content: Any) -> Iterator[Html]:
    """Yield what each cell says, does and gave; a heading begins a piece."""
    numbers = count(1)
    for cell in content.cells:
        if cell.cell_type == "markdown":
            yield from (
                Html(part) for part in re.split(r"(?=<h[12]\b)", _marked(cell.source)) if part
            )
        elif cell.cell_type == "code":
            yield fold("Code", element("pre", element("code", cell.source)))
            yield from (_output(output, numbers) for output in cell.outputs)


def _marked(source: str) -> str:
    """Return Markdown as HTML, its headings without links to themselves."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _output(output: Any, numbers: Iterator[int]) -> Html:
    """Return what a cell printed or showed; its tables take the next of the numbers."""
    if output.output_type == "stream":
        return element("pre", output.text)
    data, words = output.get("data", {}), output.get("metadata", {})
    if "image/png" in data:
        return _picture(data["image/png"], words.get("image/png", {}))
    if "text/markdown" in data:
        return Html(_marked(data["text/markdown"]))
    if "text/html" in data:
        return _table(data["text/html"], numbers)
    return element("pre", data.get("text/plain", ""))


def _picture(png: str, words: Any) -> Html:
    """Return a picture with its text alternative, the long one to be unfolded."""
    source = f"data:image/png;base64,{''.join(png.split())}"
    alt = words.get("alt", NO_WORDS)
    lines = [line for name in ("long", "caption") for line in words.get(name, "").splitlines()]
    said = fold("This figure in words", paragraph(alt), *map(paragraph, lines)) if lines else ""
    return element("figure", Html(element("img", src=source, alt=alt)[: -len("</img>")]), said)


def _table(html: str, numbers: Iterator[int]) -> Html:
    """Return a data frame as a table whose headings say what they head; other markup as it is.

    Each can be scrolled by keyboard too.
    """
    name = f"Table {next(numbers)}"
    region = {"role": "region", "aria_label": name, "tabindex": 0}
    found = re.search(r'<table border="1" class="dataframe">.*</table>', html, re.DOTALL)
    try:
        root = ElementTree.fromstring(found[0]) if found else None
    except ElementTree.ParseError:
        root = None
    if root is None:
        # A table of great_tables scrolls in a division of its own, which its style refers to.
        ident = re.search(r'<div id="([\w-]+)" style=', html)
        opened = element("div", id=name.replace(" ", "-"), **region)[: -len("></div>")]
        own = html.replace(f'<div id="{ident[1]}"', opened, 1) if ident else html
        return Html(own.replace(f"#{ident[1]} ", f"#{name.replace(' ', '-')} ") if ident else own)
    root.attrib.clear()
    _join_headings(root)
    for row in root.iter("tr"):
        row.attrib.clear()
    for place, scope in (("thead", "col"), ("tbody", "row")):
        for cell in root.iterfind(f"{place}/tr/th"):
            cell.attrib.pop("valign", None)
            spans = cell.get("rowspan") or cell.get("colspan")
            cell.set("scope", f"{scope}group" if spans else scope)
            if not cell.text:
                cell.tag = "td"
                cell.attrib.pop("scope")
    for cell in root.iterfind("tbody/tr/td"):
        if re.fullmatch(r"-?[\d.,]+(e-?\d+)?%?|NaN|<NA>", cell.text or ""):
            cell.set("class", "n")
    made = Html(ElementTree.tostring(root, encoding="unicode", method="html"))
    return element("div", made, class_="scroll", **region)


def _join_headings(root: ElementTree.Element) -> None:
    """Put the names of a frame's index beside those of its columns, where each has its row."""
    head = root.find("thead")
    rows = list(head) if head is not None else []
    if head is None or len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    for above, below in zip(*rows, strict=True):
        if below.text:
            above.text = " ".join(filter(None, (below.text, above.text)))
    head.remove(rows[1])


def _given(content: Any) -> Iterator[str]:
    """Yield what cells gave, in words."""
    for cell in content.cells:
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            yield from map(str, output.get("metadata", {}).values())
            data = output.get("data", {})
            yield from (str(data[kind]) for kind in data if kind.startswith("text/"))


def _text(html: str) -> str:
    """Return what is read of a heading."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()
