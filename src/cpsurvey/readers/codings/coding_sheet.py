"""Sheets of a workbook or a CSV text in; which program's list of codings it is, and that read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed, nearest
from cpsurvey.exports import CodingExport
from cpsurvey.readers.codings import atlas_ti, atlas_ti_codes, dedoose, maxqda, nvivo_matrix
from cpsurvey.readers.codings import qualcoder_sheet as qualcoder
from cpsurvey.readers.codings import taguette_sheets as taguette
from cpsurvey.readers.codings.sheet_table import Table, plain, tables, where
from cpsurvey.readers.files.sheets import Sheet, read_first_rows, read_sheets

OTHERWISE = (
    "If it tells of interviews, read it with read_attributes; if it holds answers to a survey, with"
    " read_survey_export. Codings made by hand in a spreadsheet are not read, since only who made"
    " them knows what the columns mean: code in a coding program, and export the whole project from"
    " it as REFI-QDA (.qdpx)."
)


class Layout(NamedTuple):
    """A list of codings as a program writes it, and the headers it is known by."""

    what: str
    headers: tuple[str, ...]
    fits: Callable[[Table], bool]
    read: Callable[[Table, str], CodingExport]


def _refuse_co_occurrence(table: Table, name: str) -> CodingExport:
    """Say that a table of co-occurrences cannot be read."""
    raise atlas_ti_codes.refuse_co_occurrence(table, name)


LAYOUTS = (
    Layout(
        "highlights of Taguette",
        taguette.HIGHLIGHTS,
        taguette.is_highlights,
        taguette.read_highlights,
    ),
    Layout(
        "a codebook of Taguette",
        taguette.CODEBOOK,
        taguette.is_codebook,
        taguette.read_codebook,
    ),
    Layout(
        "coded text of QualCoder",
        ("File", "Coder", "Coded", "Id", "Codename", "Category"),
        qualcoder.is_report,
        qualcoder.read_report,
    ),
    Layout(
        "coded segments of MAXQDA",
        ("Document group", "Document name", "Code", "Beginning", "End", "Segment"),
        maxqda.is_maxqda,
        maxqda.read_maxqda,
    ),
    Layout(
        "quotations of ATLAS.ti",
        ("ID", "Document", "Quotation Content", "Codes"),
        atlas_ti.is_quotations,
        atlas_ti.read_quotations,
    ),
    Layout(
        "codes of ATLAS.ti",
        ("Code", "Magnitude Degree", "Density", "Groups"),
        atlas_ti_codes.is_codes,
        atlas_ti_codes.read_codes,
    ),
    Layout("", (), atlas_ti_codes.is_co_occurrence, _refuse_co_occurrence),
    Layout(
        "excerpts of Dedoose",
        ("Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Copy"),
        dedoose.is_excerpts,
        dedoose.read_excerpts,
    ),
    Layout(
        "a matrix coding query of NVivo",
        (),
        nvivo_matrix.is_matrix,
        nvivo_matrix.read_matrix,
    ),
)


def is_coding_sheet(content: bytes, kind: str, name: str) -> bool:
    """Tell whether a workbook or a text is a coding program's, by its headers."""
    try:
        return bool(_recognised(_looked_at(content, kind, name)))
    except ExportError:
        return False


def coding_list_in(head: Sequence[Sequence[str]]) -> str:
    """Return what list of a coding program the first rows of a table are of, or nothing."""
    width = max(map(len, head), default=0)
    cells = pd.DataFrame([[*row, *[""] * (width - len(row))] for row in head], dtype=object)
    found = _recognised([Sheet("", cells)]) if width else []
    return found[0][1].what or "a list of a coding program" if found else ""


def read_coding_sheet(content: bytes, kind: str, name: str) -> CodingExport:
    """Read the one table of codings in a workbook or a CSV text."""
    sheets = _looked_at(content, kind, name)
    found = _recognised(sheets)
    if not found:
        raise ExportError(_unknown(sheets, name))
    if len(found) > 1:
        named = listed(f'"{table.sheet}"' for table, _ in found)
        raise ExportError(
            f"{name} has several sheets of codings, {named}: save each as a file of its own, and"
            " give one after the other."
        )
    table, layout = found[0]
    if kind == "text":
        whole = (t for sheet in read_sheets(content, kind, name) for t in tables(sheet))
        table = next((t for t in whole if t.row == table.row), table)
    return layout.read(table, name)


def _looked_at(content: bytes, kind: str, name: str) -> list[Sheet]:
    """Return the sheets of a workbook, or the first rows of a text."""
    if kind == "text":
        return read_first_rows(content, name)
    return read_sheets(content, kind, name)


def _recognised(sheets: Sequence[Sheet]) -> list[tuple[Table, Layout]]:
    """Return the tables that a coding program wrote, each with its layout."""
    found = []
    for sheet in sheets:
        fitting = ((t, layout) for t in tables(sheet) for layout in LAYOUTS if layout.fits(t))
        if first := next(fitting, None):
            found.append(first)
    return found


def _unknown(sheets: Sequence[Sheet], name: str) -> str:
    """Say that no program's list is known by these headers, which are, and which is nearest."""
    if not sheets:
        return f"{name} holds no table of codings: export it again."
    known = listed(layout.what for layout in LAYOUTS if layout.what)
    return (
        f"{name} holds no codings as a coding program exports them; of tables are read {known}."
        f" {_nearest(sheets, name) or OTHERWISE}"
    )


def _nearest(sheets: Sequence[Sheet], name: str) -> str:
    """Say which layout the headers are nearest to, and which of its columns are not there."""
    candidates = ((table, layout) for s in sheets for table in tables(s) for layout in LAYOUTS)
    shared, table, layout = max(
        ((_shared(*candidate), *candidate) for candidate in candidates),
        key=lambda found: len(found[0]),
    )
    if len(shared) < 2:
        return ""
    there = [header for header in table.header if header]
    lacking = [header for header in layout.headers if header not in shared]
    lines = "; ".join(f'"{header}"{nearest(header, there)}' for header in lacking)
    return (
        f"{where(name, table.sheet)}, row {table.row}, is nearest to {layout.what}, and lacks the"
        f" columns {lines}{' ' if lines.endswith('?') else '. '}Export it again, and leave its"
        " header as it is: one row, no cells merged."
    )


def _shared(table: Table, layout: Layout) -> list[str]:
    """Return the headers of a layout that a table has, if they are at least half of them."""
    there = {plain(header) for header in table.header}
    shared = [header for header in layout.headers if plain(header) in there]
    return shared if 2 * len(shared) >= len(layout.headers) else []
