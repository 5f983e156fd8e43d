"""A report in, the bytes of a PDF that a screen reader can read out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from cpsurvey.errors import CpsurveyError, listed
from cpsurvey.report.document import Report
from cpsurvey.report.needs import needed
from cpsurvey.report.paper.blocks import Block, Figure, Heading, Words, turned
from cpsurvey.report.paper.order import on_paper, running_head, subject
from cpsurvey.report.paper.table import SetTable
from cpsurvey.report.paper.word_xml import kept

STANDARD = "ua-1"
UNSEEN = "\n\t\r"


def pdf_document(report: Report) -> bytes:
    """Return a report as a PDF that is read with a screen reader as well as by eye.

    Parameters
    ----------
    report
        A report.

    Returns
    -------
    bytes
        The content of a ``.pdf`` file, tagged by the rules of PDF/UA-1: title, language, headings,
        lists, pictures with alternative text, tables whose heading row is repeated, bookmarks. Its
        figures are drawn in lines, not dots. Made-up data is said to be made up first, and at the
        top of every page. The same report gives the same bytes.

    Raises
    ------
    CpsurveyError
        If typst is not installed or cannot set the report, or the report has characters that the
        letters of its figures do not have, such as Chinese ones.

    Examples
    --------
    >>> from cpsurvey.report.document import Chapter, Report
    >>> from cpsurvey.report.paper.pdf_document import pdf_document
    >>> chapter = Chapter("who", "Who answered", "Who took part?", ("Three people.",))
    >>> pdf_document(Report("Visits", "SYNTHETIC visits", True, "", (chapter,)))[:5]
    b'%PDF-'

    References
    ----------
    ISO 14289-1:2014, Document management applications: electronic document file format
    enhancement for accessibility, part 1 (PDF/UA-1).
    """
    typst = needed("typst", "a PDF")
    blocks = on_paper(report)
    page = resources.files("cpsurvey.report.paper").joinpath("paper.typ").read_bytes()
    described = json.dumps(_printable(_described(report, blocks)), ensure_ascii=False)
    _check_letters(described)
    files = {"main.typ": page, "report.json": described.encode()}
    for block in blocks:
        if isinstance(block, Figure):
            files[_file(block)] = block.picture.svg.encode()
    try:
        made: bytes = typst.compile(
            files, format="pdf", pdf_standards=STANDARD, font_paths=[_letters()],
            ignore_system_fonts=True,
        )  # fmt: skip
    except typst.TypstError as error:
        raise CpsurveyError(f"typst cannot set this report as a PDF: {error.message}") from error
    return made


def _described(report: Report, blocks: list[Block]) -> dict[str, Any]:
    """Return a report as typst's page reads it: parts of upright pages, and of pages turned."""
    placed = groupby(turned(blocks), key=itemgetter(1))
    parts = [
        {"sideways": sideways, "blocks": [one for block, _ in part for one in _block(block)]}
        for sideways, part in placed
    ]
    return {
        "title": report.title,
        "subject": subject(report),
        "head": running_head(report),
        "parts": parts,
    }


def _block(block: Block) -> Iterator[dict[str, Any]]:
    """Yield a block by name and value."""
    if isinstance(block, Heading):
        yield {"is": "heading", **vars(block)}
    elif isinstance(block, Words):
        yield {"is": "words", **vars(block)}
    elif isinstance(block, Figure):
        shown = block.picture
        yield {
            "is": "figure", "file": _file(block), "alt": shown.short, "title": shown.title,
            "caption": shown.caption, "number": block.number, "anchor": block.anchor,
            "wide": block.wide, "high": block.high, "told": block.told,
        }  # fmt: skip
    elif isinstance(block, SetTable):
        yield {"is": "table", **vars(block)}
    else:
        yield {"is": "contents", **vars(block)}


def _printable(value: Any) -> Any:
    """Return what typst's page reads, its texts without control characters."""
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return kept(value) if isinstance(value, str) else value


def _check_letters(said: str) -> None:
    """Raise if a text has characters that cannot be printed."""
    from matplotlib.ft2font import FT2Font

    known = FT2Font(str(Path(_letters(), "DejaVuSans.ttf"))).get_charmap()
    missing = sorted(sign for sign in set(said) if ord(sign) not in known and sign not in UNSEEN)
    if missing:
        raise CpsurveyError(
            "a PDF cannot be made of this report: its letters, DejaVu Sans, do not have"
            f" {listed(missing)}. Other forms of the report do: docx, html, xlsx, ods."
        )


def _file(figure: Figure) -> str:
    """Return the name of a figure's drawing."""
    return f"{figure.anchor}.svg"


def _letters() -> str:
    """Return the folder of the letters that figures are drawn in, which come with matplotlib."""
    import matplotlib as mpl

    return str(Path(mpl.get_data_path(), "fonts", "ttf"))
