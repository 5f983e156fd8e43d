"""A workbook in; formulas, faults, hidden and joined cells in it, as doubts, out.

The library that reads workbooks gives a formula's stored value or a blank for it, and a blank for a
fault (#N/A); what it was is told by the XML only.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cpsurvey.errors import ExportError
from cpsurvey.exports import Doubt
from cpsurvey.readers.files.archive import DAMAGE, open_archive
from cpsurvey.readers.files.sheets import Sheet, address
from cpsurvey.readers.files.workbook_cells import sheet_paths

PIECE = 1 << 22
OVERLAP = 1 << 16  # a cell across two pieces is found in the second
CELL = rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>'
FORMULA = re.compile(CELL + rb"\s*<(?:\w+:)?f\b")
VALUELESS = re.compile(
    CELL + rb"\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\b[^>]*></|</(?:\w+:)?c>)"
)
FAULT = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>')
ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="(\d{1,5})"')
MARKS = {
    "formulas": (b"f", FORMULA),
    "no values": (b"f", VALUELESS),
    "faults": (b't="e"', FAULT),
    "rows": (b"hidden=", ROW),
    "columns": (b"hidden=", COLUMN),
}
AS_VALUES = "copy the sheet, paste it as values only, and save it as CSV (UTF-8)"


class Marks(NamedTuple):
    """Where a sheet has what: addresses of cells, numbers of rows and columns."""

    formulas: Sequence[str]
    no_values: Sequence[str]
    faults: Sequence[str]
    rows: Sequence[str]
    columns: Sequence[str]


def marks_of(content: bytes, name: str, sheets: Iterable[str]) -> Mapping[str, tuple[Doubt, ...]]:
    """Return what gives reason to doubt the cells of each sheet."""
    paths = sheet_paths(content, name)
    with open_archive(content, name) as archive:
        parts = {entry.filename.casefold(): entry for entry in archive.infolist()}
        found = {}
        for sheet in sheets:
            part = parts.get(paths.get(sheet, "").casefold())
            if part is not None:
                marks = _marks(_pieces(archive, part, name))
                found[sheet] = tuple(_doubts(marks, f'{name}, sheet "{sheet}"'))
    return found


def sheet_doubts(sheet: Sheet, name: str) -> Iterator[Doubt]:
    """Yield what is odd about a sheet of any kind of workbook."""
    where = f'{name}, sheet "{sheet.name}"'
    if not sheet.shown:
        yield Doubt(
            "hidden sheet",
            f"{where}, is hidden in the workbook and was read.",
            "Check that it has the responses.",
        )
    joined = [place for place in sheet.joined if not _over_options(sheet, *place)]
    if joined:
        cells = len(joined)
        yield Doubt(
            "joined cells",
            f"{where}, joins cells in {cells} {'place' if cells == 1 else 'places'}, first at"
            f" {address(*joined[0])}: only the first of them holds what is in it, the others"
            " are read as blank.",
            "Take the cells apart, or export the responses again.",
        )


def _over_options(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether joined cells are a question in row 1 over its options in row 2.

    Nothing is lost: where row 2 has answers, a table whose columns have no name is refused.
    """
    head = sheet.cells.iloc[:2, column : column + 2]
    if row > 1 or head.shape != (2, 2):
        return False
    above, below = head.to_numpy().tolist()
    return above[0] != "" == above[1] and "" not in below


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield a part of a workbook piece by piece."""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except DAMAGE as error:
        raise ExportError(f"{name} is cut off or damaged: export it again.") from error


def _marks(pieces: Iterator[bytes]) -> Marks:
    """Return where the XML of a sheet has what."""
    found: dict[str, dict[str, None]] = {mark: {} for mark in MARKS}
    before = b""
    for piece in pieces:
        text = before + piece
        for mark, (sign, pattern) in MARKS.items():
            if (b"<f" in text or b":f" in text) if sign == b"f" else sign in text:
                found[mark] |= {match[1].decode(): None for match in pattern.finditer(text)}
        before = text[-OVERLAP:]
    return Marks(*(list(places) for places in found.values()))


def _doubts(marks: Marks, where: str) -> Iterator[Doubt]:
    """Yield what the marks say."""
    if marks.no_values:
        yield Doubt(
            "formulas without values",
            f"{where}, holds {_cells(marks.no_values)} with a formula that no program has worked"
            " out; they are read as blank.",
            f"Open it in a spreadsheet, {AS_VALUES}.",
        )
    if worked := len(marks.formulas) - len(marks.no_values):
        without = set(marks.no_values)
        first = [place for place in marks.formulas if place not in without]
        yield Doubt(
            "formulas",
            f"{where}, holds {_cells(first[:worked])} with a formula; what it came to when the file"
            " was saved was read.",
            f"To be sure of it, {AS_VALUES}.",
        )
    if marks.faults:
        yield Doubt(
            "faults",
            f"{where}, holds {_cells(marks.faults)} with a fault of the spreadsheet program (such"
            " as #N/A or #REF!); they are read as blank.",
            "Export the responses again, or put right what stands in these cells.",
        )
    if marks.rows:
        rows = len(marks.rows)
        yield Doubt(
            "hidden rows",
            f"{where}, hides {rows} {'row' if rows == 1 else 'rows'}, first row {marks.rows[0]}, by"
            " a filter or by hand; hidden rows were read too.",
            "If they are not to count, delete them and save the file.",
        )
    if marks.columns:
        column = address(1, int(marks.columns[0]) - 1)[:-1]
        yield Doubt(
            "hidden columns",
            f"{where}, hides columns, first column {column}; hidden columns were read too.",
            "If they are not to count, delete them and save the file.",
        )


def _cells(places: Sequence[str]) -> str:
    """Say how many cells, and which is the first."""
    return f"{len(places)} {'cell' if len(places) == 1 else 'cells'} (first {places[0]})"
