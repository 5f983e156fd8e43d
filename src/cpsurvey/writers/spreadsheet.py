"""Tables or frames in, the bytes of an Excel workbook out, in which no text is run as a formula."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cpsurvey.errors import TablesError
from cpsurvey.tables import Tables
from cpsurvey.writers.cells import cells_of, plain_text
from cpsurvey.writers.readable import described, readable
from cpsurvey.writers.workbook import Sheet, workbook

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_576, 16_384, 32_767
INSTEAD = "write csv or sav instead"


def tables_to_xlsx(tables: Tables) -> bytes:
    """Return tables as an Excel workbook, a sheet a table, with the answers in words besides.

    Parameters
    ----------
    tables
        Survey tables, with or without interviews, or interview tables alone.

    Returns
    -------
    bytes
        The content of an ``.xlsx`` file. The first sheet says what the others are. Text that looks
        like a formula stays text. The same tables give the same bytes.

    Raises
    ------
    TablesError
        If a table or a text is longer than Excel takes.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.writers import tables_to_xlsx
    >>> tables_to_xlsx(cps.load_example().interviews)[:2]
    b'PK'
    """
    sheets = {name: _sheet(name, frame) for name, frame in readable(tables).items()}
    removed = sum(count for _, count in sheets.values())
    lines = {
        **described(tables),
        "text": "What begins with =, +, - or @ is text as typed, and is not worked out.",
        "control characters": f"{removed} taken out, which a workbook cannot hold.",
    }
    about = pd.DataFrame({"name": list(lines), "what it is": list(lines.values())})
    found = {"about": _sheet("about", about), **sheets}
    title, _ = plain_text(tables.name)
    return workbook({name: sheet for name, (sheet, _) in found.items()}, title)


def frame_to_xlsx(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Return frames as an Excel workbook, a sheet a frame, without their index.

    Parameters
    ----------
    frames
        Frames by the name of their sheet.

    Returns
    -------
    bytes
        The content of an ``.xlsx`` file; as `tables_to_xlsx`.

    Raises
    ------
    TablesError
        If there is no frame, or one is longer than Excel takes.

    Examples
    --------
    >>> import pandas as pd
    >>> frame_to_xlsx({"typed": pd.DataFrame({"text": ["=1+1"]})})[:2]
    b'PK'
    """
    if not frames:
        raise TablesError("there is nothing to write: a workbook needs a sheet.")
    return workbook({name: _sheet(name, frame)[0] for name, frame in frames.items()}, "")


def _sheet(name: str, frame: pd.DataFrame) -> tuple[Sheet, int]:
    """Return a sheet's columns of cells, and how many control characters were taken out."""
    for what, there, most in (
        ("rows", len(frame) + 1, MOST_ROWS),
        ("columns", frame.shape[1], MOST_COLUMNS),
    ):
        if there > most:
            raise TablesError(
                f"sheet {name} would have {there:,} {what}, and Excel takes {most:,}: {INSTEAD}."
            )
    sheet, total = [], 0
    for place, column in enumerate(frame.columns):
        cells, removed = cells_of(frame.iloc[:, place])
        header, more = plain_text(str(column))
        for row, cell in enumerate((header, *cells), start=1):
            if isinstance(cell, str) and len(cell) > LONGEST // 2 and _units(cell) > LONGEST:
                raise TablesError(
                    f"sheet {name}, row {row}, column {header[:60]}: a text of {_units(cell):,}"
                    f" characters, and Excel takes {LONGEST:,}: {INSTEAD}."
                )
        sheet.append((header, cells))
        total += removed + more
    return sheet, total


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2
