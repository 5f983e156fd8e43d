"""``python -P sheets_process.py FILE RESULT``: read one workbook as text, and end.

A process of its own, with a limit on memory: two cells far apart make the library that reads
workbooks ask for more memory than there is, and that ends the process that asked. The result is a
pickle: each sheet's name and rows, or the one word that says what is wrong.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

MEMORY = 4 * 1024**3
MOST_CELLS = 5_000_000
Found = list[tuple[str, list[list[str]]]] | str


def run(path: Path) -> Found:
    """Return the sheets of a workbook, or ``password``, ``large`` or ``damaged``."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        kinds = zip(book.sheet_names, book.sheets_metadata, strict=True)
        names = [name for name, kind in kinds if kind.typ == calamine.SheetTypeEnum.WorkSheet]
        found, cells = [], 0
        for name in names:
            sheet = book.get_sheet_by_name(name)
            cells += (sheet.total_height + 1) * (sheet.total_width + 1)
            if cells > MOST_CELLS:
                return "large"
            rows = sheet.to_python(skip_empty_area=False)
            found.append((name, [[as_text(cell) for cell in row] for row in rows]))
    except calamine.PasswordError:
        return "password"
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the library is no Exception
        return "damaged"
    return found


def as_text(cell: object) -> str:
    """Return a cell as a person sees it: 3 and not 3.0, days and moments in ISO order."""
    if isinstance(cell, float) and not isinstance(cell, bool):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
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
    Path(sys.argv[2]).write_bytes(pickle.dumps(run(Path(sys.argv[1]))))
