"""A report in; one page that needs nothing else, for every reader and on paper, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count

from cpsurvey.report.document import Chapter, Picture, Report, Table
from cpsurvey.report.html.markup import (
    Html,
    Section,
    bullets,
    element,
    fold,
    join,
    note,
    page,
    paragraph,
    terms,
)
from cpsurvey.report.page.inline_svg import drawings
from cpsurvey.report.page.style import report_rules
from cpsurvey.report.page.table import report_table
from cpsurvey.report.paper.order import FOUND, MADE, running_head, subject
from cpsurvey.report.wording.codes import MADE_UP
from cpsurvey.vocabulary import SYNTHETIC

Numbered = Iterator[tuple[int, Html]]


def report_page(report: Report) -> bytes:
    """Write a report as one page of HTML, which needs no other file and asks for none.

    Parameters
    ----------
    report
        What `make_report` gives.

    Returns
    -------
    bytes
        The page: contents, chapters, every figure as a drawing with its text alternative and its
        numbers, tables. Those that have filters can be sorted, and rows of them chosen; without
        its script they are plain tables. Of made-up data it says so on every screen and sheet of
        paper. The same report gives the same bytes.

    Examples
    --------
    >>> from cpsurvey.report import report_page
    >>> from cpsurvey.report.document import Chapter, Report
    >>> chapter = Chapter("heard", "Being heard", "Could people say what they wanted to?")
    >>> page = report_page(Report("Conferences", "SYNTHETIC 2020", True, "", (chapter,)))
    >>> "Could people say what they wanted to?" in page.decode()
    True
    """
    drawn, tables = enumerate(drawings(list(report.pictures())), 1), count(1)
    sections = [
        Section(
            f"chapter-{chapter.name}",
            chapter.title,
            join(_chapter(chapter, drawn, tables, synthetic=report.synthetic)),
        )
        for chapter in report.chapters
    ]
    if lists := join(_lists(report)):
        sections.append(Section("lists", "Figures and tables", lists))
    if report.provenance:
        sections.append(Section("made", MADE, terms(report.provenance)))
    script = files("cpsurvey.report.page").joinpath("report_page.js").read_text(encoding="utf-8")
    banner = running_head(report) if report.synthetic else ""
    made = page(
        report.title, join(_lead(report)), sections,
        banner=banner, style=report_rules(banner), script=script,
    )  # fmt: skip
    return made.encode()


def _lead(report: Report) -> Iterator[Html]:
    """Yield what stands first: whose data it is, and what was done to protect people."""
    about = paragraph(f"{subject(report)}.")
    if report.synthetic:
        yield note(SYNTHETIC, about, paragraph(MADE_UP))
    else:
        yield about
    if report.protection:
        yield paragraph(report.protection)


def _chapter(
    chapter: Chapter, drawn: Numbered, tables: Iterator[int], *, synthetic: bool
) -> Iterator[Html]:
    """Yield a chapter: its question, what was found, and what shows it."""
    if chapter.question:
        yield element("p", chapter.question, class_="question")
    if chapter.found:
        yield element("div", element("h3", FOUND), bullets(chapter.found), class_="found")
    for block in chapter.blocks:
        if isinstance(block, Picture):
            yield _figure(block, *next(drawn), synthetic=synthetic)
        elif isinstance(block, Table):
            yield report_table(block, f"Table {next(tables)}", synthetic=synthetic)
        else:
            yield paragraph(block)
    yield element("p", element("a", "Back to the contents", href="#page-contents"), class_="back")


def _figure(picture: Picture, number: int, drawing: Html, *, synthetic: bool) -> Html:
    """Return a picture under its title, with its caption, and the same in words and numbers."""
    label = f"Figure {number}"
    told = picture.numbers
    return element(
        "figure",
        element("figcaption", element("h3", f"{label}: {picture.title}")),
        element("div", drawing, class_="chart scroll", role="group", aria_label=label, tabindex=0),
        element("p", picture.caption, class_="caption") if picture.caption else "",
        fold(
            f"{label} in words", bullets(line for line in picture.long.splitlines() if line.strip())
        ),
        fold(f"{label} in numbers", report_table(told, f"Table A{number}", synthetic=synthetic))
        if told is not None
        else "",
        id=f"figure-{picture.name}",
    )


def _lists(report: Report) -> Iterator[Html]:
    """Yield the lists of figures and of tables, those that there are."""
    tables = [b for chapter in report.chapters for b in chapter.blocks if isinstance(b, Table)]
    kinds: dict[str, Sequence[Picture | Table]] = {"figure": [*report.pictures()], "table": tables}
    for kind, blocks in kinds.items():
        links = [
            element("a", f"{kind.title()} {number}: {block.title}", href=f"#{kind}-{block.name}")
            for number, block in enumerate(blocks, 1)
        ]
        if links:
            yield fold(f"All {kind}s", bullets(links))
