"""``python -P sheets_process.py FILE RESULT MOST [SHEET]``: read one workbook as text, and end.

A process of its own, with a limit on memory: two cells far apart make the library that reads
workbooks ask for more memory than there is, and that ends the process that asked. The result is a
pickle: the names of all sheets and the columns of those that were asked for, or the one word that
says what is wrong.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = 12 * 1024**3
LAST_YEAR = 9999  # that has a day
PLAIN = {str}
LARGE = 100_000  # cells from which packing them is worth the time it takes to load what packs them
Columns = list["Sequence[str] | pa.Array"]
Found = tuple[list[str], list[tuple[str, bool, Columns, list[tuple[int, int]]]]] | str
TOLD_APART = ({float}, {float, str})  # types whose values are equal only where their texts are


def run(path: Path, most: int, wanted: str = "") -> Found:
    """Return the sheets of a workbook, or ``password``, ``large`` or ``damaged``.

    Of each, its name, whether it is shown, its columns as text, and where cells are joined.
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        kinds = list(zip(book.sheet_names, book.sheets_metadata, strict=True))
        cells_in = calamine.SheetTypeEnum.WorkSheet
        sheets = [(name, kind) for name, kind in kinds if kind.typ == cells_in]
        names = [name for name, _ in sheets]
        found, cells = [], 0
        for name, kind in sheets:
            if wanted and name != wanted:
                continue
            sheet = book.get_sheet_by_name(name)
            cells += (sheet.total_height + 1) * (sheet.total_width + 1)
            if cells > most:
                return "large"
            shown = kind.visible == calamine.SheetVisibleEnum.Visible
            joined = [(first[0] + 1, first[1]) for first, _ in _joined(sheet)]
            found.append((name, shown, _columns(sheet), joined))
    except calamine.PasswordError:
        return "password"
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the library is no Exception
        return "damaged"
    return names, found


def _joined(sheet: Any) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the ranges of joined cells, where the library tells them of this kind of workbook."""
    with suppress(Exception):
        return sheet.merged_cell_ranges or []
    return []


def _columns(sheet: Any) -> Columns:
    """Return the columns of a sheet as text; of a large one packed, which is fast to hand over."""
    rows = sheet.to_python(skip_empty_area=False)
    columns = map(texts, zip(*rows, strict=True))
    if not rows or len(rows) * len(rows[0]) < LARGE:
        return list(columns)
    import pyarrow as pa

    return [pa.array(cells, pa.large_string()) for cells in columns]


def texts(cells: Sequence[object]) -> Sequence[str]:
    """Return the cells of a column as text; what repeats is made into text once."""
    kinds = set(map(type, cells))
    if kinds == PLAIN:
        return cells  # type: ignore[return-value]
    if kinds in TOLD_APART:
        said = {cell: as_text(cell) for cell in set(cells)}
        return list(map(said.__getitem__, cells))
    return list(map(as_text, cells))


def as_text(cell: object) -> str:
    """Return a cell as a person sees it: 3 and not 3.0, days and moments in ISO order."""
    if isinstance(cell, float) and not isinstance(cell, bool):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        # A workbook keeps days with a fraction, by which a second may fall a little short.
        late = cell.microsecond >= 500_000 and cell.year < LAST_YEAR
        return (cell + timedelta(seconds=late)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)


def _limit() -> None:
    """Let the process have no more memory than a workbook needs, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit()
    found = run(Path(sys.argv[1]), int(sys.argv[3]), "".join(sys.argv[4:]))
    Path(sys.argv[2]).write_bytes(pickle.dumps(found))
