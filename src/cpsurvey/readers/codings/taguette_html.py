"""A web page that Taguette exported in; a document with its highlights, highlights or codes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import Mark, Source, to_export
from cpsurvey.readers.codings.losses import CODING_WITHOUT_CODER, LAYOUT, Loss
from cpsurvey.readers.codings.positions import CODE_POINTS
from cpsurvey.readers.codings.taguette_sheets import (
    TOOL,
    Highlight,
    codebook_export,
    highlights_export,
)
from cpsurvey.readers.codings.taguette_tags import paths_of
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.files.html_text import decoded, pieces_of, words_of

BEGINS = "<!DOCTYPE html>\n<html>\n  <head>\n"
ENDS = "\n  </body>\n</html>"
STYLES = {
    "document": ".taglist {",
    "highlights": "h1 {\n        margin-bottom: 1em;",
    "codebook": ".highlight {\n        background-color: #ff0;",
}  # the first that a page has; its words depend on the language of Taguette
HIGHLIGHT = re.compile(
    r"\n    <p>\n      <strong>[^<]*</strong> (?P<document>[^<]*)\n      <strong>[^<]*</strong>"
    r"(?P<tags>[^<]*)\n    </p>(?:\n    <hr>)?\n"
)
NEXT_TAG = ",\n        "
CODE = re.compile(
    r'      <h2>(?P<tag>[^<]*)</h2>\n      <p class="number">(?P<number>\d*)[^<]*</p>\n'
    r"      <p>(?P<description>[^<]*)</p>\n"
)
SPAN = re.compile(r'<span class="(highlight|taglist)">([^<]*)</span>')
TITLE = re.compile(r"<title>([^<]*)</title>")
HEAD = 4_096


class Run(NamedTuple):
    """Words highlighted without a gap, and the places and tags of the highlights that end there."""

    start: int
    end: int
    lists: tuple[tuple[int, tuple[str, ...]], ...]


def is_taguette_page(content: bytes) -> bool:
    """Tell whether a web page is one that Taguette exported."""
    page = content[:HEAD].decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
    return page.startswith(BEGINS) and _kind(page) != ""


def read_taguette_page(content: bytes, name: str) -> CodingExport:
    """Read a document, highlights or a codebook as Taguette exports them in HTML.

    A document's page has its whole text and shows where each highlight ends. It shows where one
    begins only if no other touches it: of those that do, codings have no positions, and are
    counted. Tags are parted by commas in it, so one with a comma in its name would be read as two.
    The page of highlights holds what the CSV does, and the page of a codebook likewise. There are
    no coders.

    Parameters
    ----------
    content
        The bytes of the page.
    name
        Its file name.

    Returns
    -------
    CodingExport
        Of a document, with its text; positions are code points of it.

    Raises
    ------
    ExportError
        If it is another page, or cut off.
    """
    page = to_utf8(content, name)[0].decode("utf-8").replace("\r\n", "\n")
    kind = _kind(page[:HEAD]) if page.startswith(BEGINS) else ""
    if not kind:
        raise ExportError(
            f"{name} is not a web page that Taguette exported: export the project from Taguette"
            " (Project info, Export project)."
        )
    _, _, rest = page.partition("</h1>\n")
    contents, end, _ = rest.rpartition(ENDS)
    if not end:
        raise ExportError(f"{name} is cut off: export it again from Taguette.")
    if kind == "document":
        title = TITLE.search(page[:HEAD])
        return _document(contents, decoded(title[1]) if title else "", name)
    if kind == "highlights":
        found = _all(HIGHLIGHT, contents, name)
        return highlights_export(list(_highlights(contents, found)), name)
    codes = (code.group("tag", "description", "number") for code in _all(CODE, contents, name))
    tags = [(decoded(tag), decoded(told), number) for tag, told, number in codes]
    return codebook_export(tags, name)


def _kind(head: str) -> str:
    """Return which of Taguette's pages it is by how it is to look, or nothing."""
    return next((kind for kind, style in STYLES.items() if style in head), "")


def _all(layout: re.Pattern[str], contents: str, name: str) -> list[re.Match[str]]:
    """Return what is laid out so; nothing may be left after it."""
    found = list(layout.finditer(contents + "\n"))
    if contents[found[-1].end() if found else 0 :].strip():
        raise ExportError(
            f"{name} is not laid out as Taguette 1.4 and 1.5 do: export it as CSV, or the project"
            " (Project info, Export project)."
        )
    return found


def _highlights(contents: str, matches: Iterable[re.Match[str]]) -> Iterator[Highlight]:
    """Give the highlights of a page; each is followed by its document and tags."""
    before = 0
    for number, found in enumerate(matches, start=1):
        tags = [decoded(tag.strip()) for tag in found["tags"].split(NEXT_TAG)]
        yield Highlight(
            str(number),
            decoded(found["document"]),
            tuple(tag for tag in dict.fromkeys(tags) if tag),
            words_of(contents[before : found.start()]),
        )
        before = found.end()


def _document(contents: str, title: str, name: str) -> CodingExport:
    """Return the export of a document's page."""
    text, runs = _runs(contents)
    paths = paths_of(tag for run in runs for _, tags in run.lists for tag in tags)
    marks = []
    touching = sure = 0
    for number, run in enumerate(runs):
        alone = len(run.lists) == 1 and run.lists[0][0] == run.end
        sure += alone
        touching += 0 if alone else len(run.lists)
        start, end = (run.start, run.end) if alone else (None, None)
        for place, (_, tags) in enumerate(run.lists or ((run.end, ()),)):
            for path in [paths[tag] for tag in tags] or [()]:
                segment = (number, place)
                marks.append(Mark(title, path, segment=segment, start=start, end=end))
    lists = sum(len(tags) > 1 for run in runs for _, tags in run.lists)
    losses = [
        Loss(CODING_WITHOUT_CODER, sum(bool(mark.path) for mark in marks)),
        Loss("position of a selection that touches another", touching),
        Loss("list of tags parted by commas", lists, "a tag with a comma would be read as two"),
        Loss(LAYOUT, 1),
    ]
    export = to_export(name, TOOL, [Source(title, title)], [], marks, losses)
    found = export.sources.assign(
        characters=len(text), position_unit=CODE_POINTS if sure else "", selections=sure,
        agreeing=sure,
    ).astype({"characters": "Int64", "selections": "Int64", "agreeing": "Int64"})  # fmt: skip
    return replace(export, sources=found, texts={"source-1": text})


def _runs(contents: str) -> tuple[str, list[Run]]:
    """Return a page's text without the lists of tags, and the runs of highlighted words."""
    parts: list[str] = []
    runs: list[Run] = []
    at = 0
    open_run: Run | None = None
    pieces = SPAN.split(contents)
    parts_of = (pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""])
    for between, what, words in zip(*parts_of, strict=True):
        gap = "".join(pieces_of(between))
        if gap and open_run:
            runs.append(open_run)
            open_run = None
        at += len(gap)
        parts.append(gap)
        if not what:
            continue
        open_run = open_run or Run(at, at, ())
        if what == "highlight":
            parts.append(marked := decoded(words))
            at += len(marked)
            open_run = open_run._replace(end=at)
        else:
            tags = decoded(words).strip().removeprefix("[").removesuffix("]")
            listed = tuple(tag for tag in tags.split(", ") if tag)
            open_run = open_run._replace(lists=(*open_run.lists, (at, listed)))
    return "".join(parts), runs + ([open_run] if open_run else [])
