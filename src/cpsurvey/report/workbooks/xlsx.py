"""Sheets in; the bytes of an Excel workbook out, laid out as gptables lays it out."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from cpsurvey.figures.words import MINUS
from cpsurvey.report.numbers import sign
from cpsurvey.report.workbooks.looks import LINK, Look, laid_out
from cpsurvey.report.workbooks.sheets import Cell, Sheet
from cpsurvey.report.workbooks.widths import COVER_WIDTH, height_of, widths_of
from cpsurvey.writers.cells import FORMULA, plain_text
from cpsurvey.writers.workbook import timeless

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
DIGITS = {
    "count": ("#,##0",),
    "share": ("0%",),
    "points": ("+0", f'"{MINUS}"0', "0"),
    "p_value": ("0.000",),
}
Known = dict[tuple[Look, str, bool], Any]


def xlsx(sheets: Sequence[Sheet], title: str, data: str) -> bytes:
    """Return sheets as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    about = book.properties
    about.title, about.subject, about.creator, about.language = title, data, "cpsurvey", "en-GB"
    known: Known = {}
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet, known)
    made = io.BytesIO()
    book.save(made)
    return timeless(made)


def _write(page: Worksheet, sheet: Sheet, known: Known) -> None:
    """Write one sheet: its lines, then its table with a header that stays in view."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    widths = widths_of(sheet) or [COVER_WIDTH]
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(laid_out(sheet), 1):
        for place, (cell, look) in enumerate(row, 1):
            _put(page.cell(number, place), cell, look, known)
        page.row_dimensions[number].height = height_of(row, widths)
    if sheet.rows:
        _mark_up(page, len(sheet.lines) + 1, sheet)


def _mark_up(page: Worksheet, top: int, sheet: Sheet) -> None:
    """Make some cells a table that Excel, and those who hear it read, know as one."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn

    page.freeze_panes = f"A{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    last = f"{get_column_letter(len(sheet.header))}{top + len(sheet.rows)}"
    name = "table_" + re.sub(r"\W", "_", sheet.name)
    columns = [
        TableColumn(id=place, name=plain_text(text)[0])
        for place, text in enumerate(sheet.header, 1)
    ]
    page.add_table(Table(displayName=name, ref=f"A{top}:{last}", tableColumns=columns))


def _put(place: Any, cell: Cell, look: Look, known: Known) -> None:
    """Write one cell; how it is set is copied from one like it, which is many times as fast."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    looks_run = False
    if isinstance(cell.value, str):
        place.value, _ = plain_text(cell.value)
        place.data_type, looks_run = "s", bool(FORMULA.match(cell.value))
    else:
        place.value = cell.value
    if cell.link:
        place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{cell.link}'!A1")
    like = known.setdefault((look, format_of(cell), looks_run), place)
    if like is place:
        _set(place, look)
        place.number_format, place.quotePrefix = format_of(cell), looks_run
    else:
        place._style = copy(like._style)


def format_of(cell: Cell) -> str:
    """Return the number format that shows a number as it is printed."""
    if isinstance(cell.value, str):
        return "General"
    formats: tuple[str, ...] = DIGITS.get(cell.kind, ())
    if cell.instead:
        formats = (f'"{cell.instead}"',) * 2
    elif not formats:
        digits = f"#,##0{'.' * bool(cell.decimals)}{'0' * cell.decimals}"
        formats = (digits, f'"{MINUS}"{digits}')
    return ";".join(f'{one}" {sign(cell.mark)}"' if cell.mark else one for one in formats)


def _set(place: Any, look: Look) -> None:
    """Set a cell as it is to look."""
    from openpyxl.styles import Alignment, Border, Font, Side

    place.font = Font(
        name="Arial",
        size=look.size,
        bold=look.bold,
        color=f"FF{LINK}" if look.link else "FF000000",
        underline="single" if look.link else None,
    )
    place.alignment = Alignment(
        vertical="bottom" if look.ruled else "top",
        horizontal="right" if look.right else "left",
        wrap_text=look.wrapped,
        indent=int(look.apart),
    )
    if look.ruled:
        place.border = Border(bottom=Side(style="thin", color="FF000000"))
