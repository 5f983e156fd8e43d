"""A matrix coding query of NVivo (XLSX, CSV) in; as many codings as it counts, placeless, out."""

from __future__ import annotations

import re

from cpsurvey.errors import ExportError
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings.coded_rows import Code, CodePath, Mark, Source, to_export
from cpsurvey.readers.codings.losses import CODE_NAMESAKE, Loss
from cpsurvey.readers.codings.sheet_table import LARGEST, Table, check_held, read_count, where

WHAT = "a matrix coding query of NVivo"
COLUMN = re.compile(r"[A-Z]{1,3} : (.+)", re.DOTALL)
ROW = re.compile(r"\d+ : (.+)", re.DOTALL)
BRANCH = re.compile(r"\\+")
ROOTS = ("Codes", "Nodes")
VALUE = " = "  # Person:Gender = Female


def is_matrix(table: Table) -> bool:
    """Tell whether a table has interviews above and codes beside, as NVivo names them."""
    return (
        len(table.header) > 1
        and not table.header[0]
        and all(COLUMN.fullmatch(cell) for cell in table.header[1:])
    )


def read_matrix(table: Table, name: str) -> CodingExport:
    """Read a matrix; a count of three becomes three codings, of which nothing more is known."""
    check_held(table, name, WHAT)
    paths = [
        _path(cell, int(row), table, name)
        for row, cell in zip(table.cells.index, table.column(0), strict=True)
    ]
    sources, marks = [], []
    for place, header in enumerate(table.header[1:], start=1):
        label = COLUMN.sub(r"\1", header)
        sources.append(Source(place, label, "case" if VALUE in label else "text"))
        cells = zip(table.cells.index, table.column(place), paths, strict=True)
        for row, cell, path in cells:
            marks += [Mark(place, path)] * read_count(cell, int(row), place, name, table.sheet)
            if len(marks) > LARGEST:
                raise ExportError(
                    f"{where(name, table.sheet)} counts more than {LARGEST} codings, as no matrix"
                    " of interviews does: it was not read."
                )
    groups = sum(source.kind == "case" for source in sources)
    losses = [
        Loss(
            "position of a coding",
            len(marks),
            "a matrix tells neither selections nor coders, so agreement cannot be had",
        ),
        Loss(CODE_NAMESAKE, len(paths) - len(set(paths)), "counted as one"),
        Loss("column of people who share an attribute, not of an interview", groups),
    ]
    return to_export(name, "NVivo", sources, [Code(path) for path in paths], marks, losses)


def _path(cell: str, row: int, table: Table, name: str) -> CodePath:
    """Return the path of the code in a row."""
    found = ROW.fullmatch(cell)
    if not found:
        raise ExportError(
            f"{where(name, table.sheet)}: cell A{row} must name a code as NVivo does, 1 : name;"
            " export the matrix again and leave its first column as it is."
        )
    parts = [part.strip() for part in BRANCH.split(found[1]) if part.strip()]
    return tuple(parts[1:] if len(parts) > 1 and parts[0] in ROOTS else parts) or (found[1],)
