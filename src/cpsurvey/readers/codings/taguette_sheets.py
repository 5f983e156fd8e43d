"""What Taguette exports as CSV or XLSX in; highlights without positions, or codes, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import Code, Mark, Source, to_export
from cpsurvey.readers.codings.losses import CODING_ONLY_COUNTED, CODING_WITHOUT_CODER, Loss
from cpsurvey.readers.codings.sheet_table import Table, where
from cpsurvey.readers.codings.taguette_tags import paths_of

TOOL = "Taguette"
HIGHLIGHTS = ("id", "document", "tag", "content")
CODEBOOK = ("tag", "description", "number of highlights")
IN_DOCUMENTS = "number of documents"  # since 1.5


class Highlight(NamedTuple):
    """A highlight as an export without positions has it; without tags, it has none."""

    key: str
    document: str
    tags: tuple[str, ...]
    words: str


def is_highlights(table: Table) -> bool:
    """Tell whether a table has Taguette's highlights."""
    return table.header[:4] == HIGHLIGHTS and not any(table.header[4:])


def is_codebook(table: Table) -> bool:
    """Tell whether a table is Taguette's codebook."""
    return table.header[:3] == CODEBOOK and set(table.header[3:]) <= {IN_DOCUMENTS, ""}


def read_highlights(table: Table, name: str) -> CodingExport:
    """Read highlights as Taguette exports them in CSV and XLSX.

    They come without positions and without coders, so there are counts but no agreement; a document
    without highlights is not among them, nor is a tag without highlights. Documents and tags are
    told apart by their names. The export of one tag has all tags of its highlights.
    """
    found: dict[tuple[str, str], Highlight] = {}
    words = [str(cell) for cell in table.cells[3]]
    columns = zip(table.cells.index, *map(table.column, range(3)), words, strict=True)
    for row, key, document, tag, passage in columns:
        if not key or not document:
            raise ExportError(
                f"{where(name, table.sheet)}, row {row}, lacks the id of its highlight or the name"
                " of its document: export the highlights again from Taguette."
            )
        held = found.setdefault((document, key), Highlight(key, document, (), passage))
        if tag and tag not in held.tags:
            found[document, key] = held._replace(tags=(*held.tags, tag))
    return highlights_export(list(found.values()), name)


def read_codebook(table: Table, name: str) -> CodingExport:
    """Read a codebook: codes only; how many highlights each has is counted in ``losses``."""
    tags = list(zip(*map(table.column, range(3)), strict=True))
    nameless = [row for row, (tag, *_) in zip(table.cells.index, tags, strict=True) if not tag]
    if nameless:
        raise ExportError(
            f"{where(name, table.sheet)}, row {listed(nameless, 5)}, lacks the name of its tag:"
            " export the codebook again from Taguette."
        )
    return codebook_export(tags, name)


def highlights_export(highlights: Sequence[Highlight], name: str) -> CodingExport:
    """Return the export of highlights without positions."""
    paths = paths_of(tag for highlight in highlights for tag in highlight.tags)
    marks = [
        Mark(highlight.document, path, segment=(highlight.document, highlight.key),
             words=highlight.words)
        for highlight in highlights
        for path in ([paths[tag] for tag in highlight.tags] or [()])
    ]  # fmt: skip
    sources = [Source(highlight.document, highlight.document) for highlight in highlights]
    codes = [Code(path) for path in paths.values()]
    coders = Loss(CODING_WITHOUT_CODER, sum(bool(mark.path) for mark in marks))
    return to_export(name, TOOL, sources, codes, marks, [coders])


def codebook_export(tags: Sequence[tuple[str, str, str]], name: str) -> CodingExport:
    """Return the export of tags, each with its description and the number of its highlights."""
    paths = paths_of(tag for tag, _, _ in tags)
    counted = sum(int(found[0]) for *_, text in tags if (found := re.match(r"\d{1,9}", text)))
    codes = [Code(paths[tag], description) for tag, description, _ in tags]
    lost = Loss(CODING_ONLY_COUNTED, counted, "a codebook tells numbers of highlights")
    return to_export(name, TOOL, [], codes, [], [lost])
