r"""Dedoose's excerpts (XLSX) in; sources, codes, codings, coders and descriptors out.

No real file was at hand: the columns are those that programs for such files expect. An excerpt's
range is taken for positions in characters only in a document each of whose excerpts is as long as
its range says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import Code, CodePath, Mark, Source, to_export
from cpsurvey.readers.codings.losses import CODE_NAMESAKE, CODING_WEIGHT, Loss
from cpsurvey.readers.codings.sheet_table import (
    Table,
    check_columns,
    check_filled,
    places,
    where,
)
from cpsurvey.readers.files.sheets import address

WHAT = "Dedoose's excerpts"
HEADERS = {
    "document": ("Media Title",),
    "range": ("Excerpt Range",),
    "coder": ("Excerpt Creator",),
    "coded": ("Excerpt Date",),
    "words": ("Excerpt Copy",),
    "added_by": ("Resource Creator",),
    "added": ("Resource Date",),
    "combined": ("Codes Applied Combined",),
}
NEEDED = {"document": "Media Title", "words": "Excerpt Copy"}
CODE = re.compile(r"code: ?(?P<path>.+) (?P<what>applied|range|weight)", re.IGNORECASE | re.DOTALL)
RANGE = re.compile(r"(\d{1,15}) ?[-–] ?(\d{1,15})")
TICKED = {"true": True, "1": True, "yes": True, "x": True}
NOT_TICKED = {"false": False, "0": False, "no": False, "": False}
TICKS = TICKED | NOT_TICKED
# What the file says of an excerpt or a document and the tables do not.
LOST = {"added_by": "who added a source", "added": "date of a source"}


class Columns(NamedTuple):
    """The columns of codes by what they say, and those of descriptors."""

    applied: dict[int, CodePath]
    weights: list[int]
    ranges: list[int]
    descriptors: list[int]


def is_excerpts(table: Table) -> bool:
    """Tell whether a table lists excerpts."""
    return (
        len({"document", "range", "coder", "words", "combined"} & set(places(table, HEADERS))) > 2
    )


def read_excerpts(table: Table, name: str) -> CodingExport:
    """Read excerpts; a row is an excerpt, and a column tells whether it bears a code."""
    found = places(table, HEADERS)
    check_columns(table, found, NEEDED, name, WHAT)
    check_filled(table, found["document"], name, WHAT)
    columns = _columns(table, set(found.values()))
    if not columns.applied:
        raise ExportError(
            f"{where(name, table.sheet)} has no column of a code (Code: … Applied), so it cannot be"
            " told which excerpt bears which: export the excerpts again with their codes."
        )
    cells = {meaning: table.column(found.get(meaning)) for meaning in HEADERS}
    words = [str(cell) for cell in table.cells[found["words"]]]
    ticked = _ticked(table, columns.applied, name)
    spans, evidence = _spans(cells["document"], cells["range"], words)
    described = [table.column(place) for place in columns.descriptors]
    sources = [
        Source(document, document, "text", values)
        for document, values in _attributes(table, columns, cells["document"]).items()
    ]
    marks = [
        Mark(
            document,
            path,
            cells["coder"][row],
            row,
            words[row],
            "",
            cells["coded"][row],
            *spans[row],
        )
        for row, document in enumerate(cells["document"])
        for path in dict.fromkeys(ticked[row]) or [()]
    ]
    losses = [
        *(Loss(what, _documents(cells, key)) for key, what in LOST.items()),
        Loss(
            "position of a selection in a unit that is not known",
            sum(
                bool(cell) and span == (None, None)
                for cell, span in zip(cells["range"], spans, strict=True)
            ),
        ),
        Loss(CODING_WEIGHT, _held(table, columns.weights)),
        Loss("range of weights of a code", _held(table, columns.ranges)),
        Loss(
            CODE_NAMESAKE,
            len(columns.applied) - len(set(columns.applied.values())),
            "counted as one",
        ),
        Loss("descriptor that differs within a source", _differing(cells["document"], described)),
    ]
    codes = [Code(path) for path in columns.applied.values()]
    return to_export(name, "Dedoose", sources, codes, marks, losses, evidence=evidence)


def _columns(table: Table, read: set[int]) -> Columns:
    """Return what the columns besides those of the excerpts say."""
    told: dict[str, dict[int, CodePath]] = {"applied": {}, "range": {}, "weight": {}}
    descriptors = []
    for place, header in enumerate(table.header):
        if found := CODE.fullmatch(header):
            parts = tuple(part.strip() for part in found["path"].split("\\"))
            told[found["what"].casefold()][place] = tuple(filter(None, parts)) or (found["path"],)
        elif place not in read and header:
            descriptors.append(place)
    return Columns(told["applied"], list(told["weight"]), list(told["range"]), descriptors)


def _ticked(table: Table, applied: dict[int, CodePath], name: str) -> list[list[CodePath]]:
    """Return the codes of each excerpt."""
    found: list[list[CodePath]] = [[] for _ in range(len(table.cells))]
    for place, path in applied.items():
        for number, cell in enumerate(table.column(place)):
            ticked = TICKS.get(cell.casefold())
            if ticked is None:
                row = int(table.cells.index[number])
                raise ExportError(
                    f"{where(name, table.sheet)}: cell {address(row, place)} must be True or False:"
                    " export the excerpts again and leave the cells as they are."
                )
            if ticked:
                found[number].append(path)
    return found


def _spans(
    documents: Sequence[str], ranges: Sequence[str], words: Sequence[str]
) -> tuple[list[tuple[int | None, int | None]], dict[str, tuple[int, int]]]:
    """Return positions where they are proven by the length of the words, and how many are."""
    read = [RANGE.fullmatch(cell) for cell in ranges]
    fits: dict[str, list[bool]] = {}
    for document, cell, found, text in zip(documents, ranges, read, words, strict=True):
        if cell:
            fit = found is not None and int(found[2]) - int(found[1]) == len(text) > 0
            fits.setdefault(document, []).append(fit)
    proven = {document for document, each in fits.items() if all(each)}
    spans: list[tuple[int | None, int | None]] = [
        (int(found[1]), int(found[2])) if found and document in proven else (None, None)
        for document, found in zip(documents, read, strict=True)
    ]
    return spans, {document: (len(fits[document]),) * 2 for document in proven}


def _documents(cells: Mapping[str, Sequence[str]], meaning: str) -> int:
    """Count the documents of which something is said."""
    told = zip(cells["document"], cells[meaning], strict=True)
    return len({document for document, cell in told if cell})


def _held(table: Table, columns: Sequence[int]) -> int:
    """Count the cells of columns that hold anything."""
    return sum(bool(cell) for place in columns for cell in table.column(place))


def _attributes(
    table: Table, columns: Columns, documents: Sequence[str]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the descriptors of each document, the first value of each that is not blank."""
    found: dict[str, dict[int, str]] = {document: {} for document in documents}
    for place in columns.descriptors:
        for document, value in zip(documents, table.column(place), strict=True):
            if value:
                found[document].setdefault(place, value)
    return {
        document: tuple((table.header[place], value) for place, value in values.items())
        for document, values in found.items()
    }


def _differing(documents: Sequence[str], described: Sequence[Sequence[str]]) -> int:
    """Count the descriptors of which a document has more than one value."""
    values: dict[tuple[int, str], set[str]] = {}
    for number, column in enumerate(described):
        for document, value in zip(documents, column, strict=True):
            values.setdefault((number, document), set()).update({value} - {""})
    return sum(len(found) > 1 for found in values.values())
