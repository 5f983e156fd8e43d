"""Columns of cells in, an Excel workbook out: the same cells give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cpsurvey.writers.cells import FORMULA

Sheet = list[tuple[str, list[Any]]]  # columns, each with its header
WIDEST, NARROWEST, LOOKED_AT = 60, 8, 200
FIRST_YEAR = 1901  # Excel has no day before 1900, and one too many in it
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook(sheets: Mapping[str, Sheet], title: str) -> bytes:
    """Return a workbook with these sheets: headers in bold and frozen, dates year first.

    A text that a spreadsheet might run is marked as text, also for when it is edited.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "cpsurvey"
    for name, columns in sheets.items():
        sheet = book.create_sheet(_NOT_IN_NAMES.sub("_", name)[:31])
        sheet.freeze_panes = "A2"
        for place, (header, cells) in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = _width(header, cells)
        for row in _rows(sheet, columns):
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return timeless(made)


def _rows(sheet: Any, columns: Sheet) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, the headers first."""
    from openpyxl.styles import Font

    bold = Font(bold=True)
    yield [_text(sheet, header, font=bold) for header, _ in columns]
    for row in zip(*(cells for _, cells in columns), strict=True):
        yield [_plain(sheet, value) for value in row]


def _plain(sheet: Any, value: Any) -> Any:
    """Return a value, or a cell where a value alone would be misunderstood."""
    if isinstance(value, str) and value and (value[0] == "#" or FORMULA.match(value)):
        return _text(sheet, value, quotePrefix=True)
    if isinstance(value, date) and value.year < FIRST_YEAR:
        return value.isoformat()
    if isinstance(value, date):
        time = " hh:mm" if isinstance(value, datetime) else ""
        return _cell(sheet, value, number_format=f"yyyy-mm-dd{time}")
    return value


def _text(sheet: Any, value: str, **style: Any) -> Any:
    """Return a cell that holds a text, whatever it looks like."""
    cell = _cell(sheet, value, **style)
    cell.data_type = "s"
    return cell


def _cell(sheet: Any, value: Any, **style: Any) -> Any:
    """Return a cell with a style."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    for name, setting in style.items():
        setattr(cell, name, setting)
    return cell


def _width(header: str, cells: list[Any]) -> int:
    """Return a column's width in characters, by its header and first cells."""
    longest = max((len(str(cell)) for cell in cells[:LOOKED_AT] if cell is not None), default=0)
    return min(max(longest, len(header), NARROWEST) + 2, WIDEST)


def timeless(made: io.BytesIO) -> bytes:
    """Return a workbook without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            fixed = zipfile.ZipInfo(name)
            fixed.compress_type, fixed.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(fixed, content)
    return out.getvalue()
