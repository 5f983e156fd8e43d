"""Rows of text in, sheets of a workbook out: some to read, some to write in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cpsurvey import framework_layout as layout
from cpsurvey.errors import TablesError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767  # characters of a cell, in UTF-16
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
GREY = "FFF2F4F6"
RULE = "FFB9B9B9"


def new_book(data: str) -> Workbook:
    """Return a workbook without sheets, called after its data."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = layout.escape(f"Framework matrix: {data}")
    book.properties.creator = "cpsurvey"
    return book


def add_table(
    book: Workbook, name: str, rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """Add a sheet to read: its first row is the header, nothing is to be written in."""
    sheet = _sheet(book, name, rows, widths)
    for number, row in enumerate(rows, start=1):
        _write(sheet, number, row, bold=number == 1)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def add_to_write_in(
    book: Workbook, name: str, title: str, rows: Sequence[Sequence[str]],
    widths: Sequence[int], first: int,
) -> None:  # fmt: skip
    """Add a sheet whose every other column, after the `first` ones, is to be written in."""
    from openpyxl.utils import get_column_letter

    sheet = _sheet(book, name, rows, widths)
    _write(sheet, 1, [title], bold=True, wrapped=False)
    _write(sheet, 2, [layout.FILL_IN], wrapped=False)
    _write(sheet, layout.HEADER_ROW, rows[0], bold=True)
    for number, row in enumerate(rows[1:], start=layout.HEADER_ROW + 1):
        _write(sheet, number, row, open_from=first)
    last = f"{get_column_letter(len(rows[0]))}{layout.HEADER_ROW + len(rows) - 1}"
    sheet.auto_filter.ref = f"A{layout.HEADER_ROW}:{last}"
    sheet.freeze_panes = f"{get_column_letter(first + 1)}{layout.HEADER_ROW + 1}"
    sheet.print_title_rows = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}"
    sheet.print_title_cols = "A:A"


def _sheet(
    book: Workbook, name: str, rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> Worksheet:
    """Return a new locked sheet with columns of these widths."""
    from openpyxl.utils import get_column_letter

    wide, long = len(rows[0]), len(rows) + layout.HEADER_ROW
    if wide > MOST_COLUMNS or long > MOST_ROWS:
        raise TablesError(
            f"sheet {name} would have {wide:,} columns and {long:,} rows, and Excel takes"
            f" {MOST_COLUMNS:,} and {MOST_ROWS:,}: choose fewer themes or cases."
        )
    sheet: Worksheet = book.create_sheet(name)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # openpyxl counts what is not allowed
    sheet.page_setup.orientation = "landscape"
    return sheet


def _write(
    sheet: Worksheet, number: int, row: Sequence[str], *,
    bold: bool = False, wrapped: bool = True, open_from: int | None = None,
) -> None:  # fmt: skip
    """Write one row of text; from a column on every other cell is open, the rest are locked."""
    styles = _styles()
    for place, text in enumerate(row):
        check_length(sheet.title, number, row, place, str(text))
        cell: Any = sheet.cell(number, place + 1)
        cell.alignment = styles["wrapped" if wrapped else "plain"]
        if bold:
            cell.font = styles["bold"]
        elif wrapped and open_from is not None:
            is_open = place >= open_from and (place - open_from) % 2 == 0
            cell.protection = styles["open" if is_open else "locked"]
            cell.number_format = "@"
            cell.border = styles["border"]
            if not is_open:
                cell.fill = styles["grey"]
        if text:
            # Not cell.value, which would take some texts for formulas and cut long ones.
            cell._value, cell.data_type = layout.escape(str(text)), "s"
            cell.quotePrefix = open_from is not None


@cache
def _styles() -> dict[str, Any]:
    """Return the looks of cells."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    side = Side("thin", RULE)
    return {
        "bold": Font(bold=True),
        "wrapped": Alignment(wrap_text=True, vertical="top"),
        "plain": Alignment(vertical="top"),
        "open": Protection(locked=False),
        "locked": Protection(locked=True),
        "border": Border(side, side, side, side),
        "grey": PatternFill("solid", GREY),
    }


def check_length(sheet: str, number: int, row: Sequence[str], place: int, text: str) -> None:
    """Raise where a text is longer than a cell may be, or cannot be stored at all."""
    from openpyxl.utils import get_column_letter

    try:
        units = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise TablesError(
            f"sheet {sheet}, cell {get_column_letter(place + 1)}{number} ({row[0]}): the text has"
            " half a character (a lone surrogate), which no file can hold: type it again."
        ) from error
    if units > LONGEST:
        raise TablesError(
            f"sheet {sheet}, cell {get_column_letter(place + 1)}{number} ({row[0]}): a text of"
            f" {units:,} characters, and Excel takes {LONGEST:,}. Shorten it, or leave words out"
            " of the matrix. Nothing was written."
        )
