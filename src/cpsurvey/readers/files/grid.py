"""The bytes of a CSV text or of a workbook in, one table of text with its header rows in it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed, unknown
from cpsurvey.exports import Doubt
from cpsurvey.readers.files.delimited import DELIMITERS, first_records, read_records
from cpsurvey.readers.files.eight_bit import shows_windows
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.files.line_ends import line_ends
from cpsurvey.readers.files.sheet_marks import marks_of, sheet_doubts
from cpsurvey.readers.files.sheets import WORKBOOKS, Sheet, read_workbook
from cpsurvey.readers.files.text_marks import text_doubts

MOST_CELLS = 20_000_000  # of a workbook of answers: 100,000 people by 200 columns
LOOKED_AT = 20  # records that tell how a table is laid out
Head = list[list[str]]


class Grid(NamedTuple):
    """A table as it stands in a file, header rows and all; nothing in it has been interpreted.

    Attributes
    ----------
    name
        File name, for messages.
    kind
        ``text``, ``xlsx``, ``xls`` or ``ods``.
    facts
        What the container says of itself: delimiter and encoding, or sheet.
    head
        The first records. Where the records of a text cannot be told apart, as few as can.
    heads
        The same as each delimiter would part them; of a workbook, ``head`` alone.
    below
        Called with the number of header rows and of columns, the records below them as text: one
        column a position from 0, the index being the row as a spreadsheet numbers it.
    doubts
        What may have happened to the cells before they came here.
    left_out
        How many columns stand before the first of these in the file.
    """

    name: str
    kind: str
    facts: Mapping[str, str]
    head: Head
    heads: Sequence[Head]
    below: Callable[[int, int], pd.DataFrame]
    doubts: tuple[Doubt, ...] = ()
    left_out: int = 0


def open_grid(content: bytes, kind: str, name: str, sheet: str = "") -> Grid:
    """Return the table of a text or of a workbook, of which `sheet` names the sheet."""
    if kind in WORKBOOKS:
        return _only(open_sheets(content, kind, name, sheet), name)
    stored = content
    content, encoding = to_utf8(content, name)
    sure = encoding != "cp1252" or shows_windows(stored)
    heads = {delimiter: _records(content, delimiter) for delimiter in DELIMITERS}
    delimiter = _delimiter(heads)
    lines = line_ends(content)

    def below(rows: int, width: int) -> pd.DataFrame:
        _, start = first_records(content, delimiter, rows)
        return read_records(
            content, start=start, before=rows, width=width, delimiter=delimiter, name=name
        )

    facts = {"delimiter": delimiter, "encoding": encoding, "lines": lines}
    doubts = text_doubts(delimiter, encoding if sure else "unsure", lines, name)
    return Grid(name, kind, facts, heads[delimiter], list(heads.values()), below, doubts)


def open_sheets(content: bytes, kind: str, name: str, sheet: str = "") -> list[Grid]:
    """Return every sheet of a workbook that holds anything, or the one that is named."""
    names, found = read_workbook(content, kind, name, sheet=sheet, most=MOST_CELLS, what="a survey")
    if sheet and sheet not in names:
        raise ExportError(f"{name}: {unknown('sheet', sheet, names)}")
    if twice := [called for called, count in Counter(names).items() if count > 1]:
        raise ExportError(f"{name} has several sheets of one name ({listed(twice)}): rename them.")
    if not found:
        where = f'{name}, sheet "{sheet}",' if sheet else name
        raise ExportError(f"{where} holds no cells: export the responses again.")
    marks = marks_of(content, name, [one.name for one in found]) if kind == "xlsx" else {}
    return [_from_sheet(one, kind, name, marks.get(one.name, ())) for one in found]


def share_of_equal_length(head: Head) -> float:
    """Return the share of the records after the first that are as long as it; none is all."""
    below = [len(record) == len(head[0]) for record in head[1:] if record]
    return sum(below) / len(below) if below else 1.0


def _delimiter(heads: Mapping[str, Head]) -> str:
    """Return the delimiter that makes a table of the first records, or most cells of the first."""
    fits = {
        delimiter: (share, len(head[0]))
        for delimiter, head in heads.items()
        if head and len(head[0]) > 1 and (share := share_of_equal_length(head)) >= 0.5
    }
    if fits:
        return max(fits, key=lambda delimiter: fits[delimiter])
    return max(heads, key=lambda delimiter: len(heads[delimiter][0]) if heads[delimiter] else 0)


def _records(content: bytes, delimiter: str) -> Head:
    """Return the first records, or the very first where a later one cannot be told apart."""
    return next(
        (
            found
            for count in (LOOKED_AT, 3, 2, 1)
            if (found := first_records(content, delimiter, count)[0])
        ),
        [],
    )


def _from_sheet(sheet: Sheet, kind: str, name: str, marks: tuple[Doubt, ...]) -> Grid:
    """Return a sheet as a table."""
    cells = sheet.cells
    head = cells.head(LOOKED_AT).to_numpy().tolist()

    def below(rows: int, width: int) -> pd.DataFrame:
        wide = cells.iloc[rows:].reindex(columns=range(width), fill_value="")
        return wide.astype(str)

    doubts = (*sheet_doubts(sheet, name), *marks)
    return Grid(name, kind, {"sheet": sheet.name}, head, [head], below, doubts)


def _only(grids: list[Grid], name: str) -> Grid:
    """Return the only sheet that holds anything."""
    if len(grids) > 1:
        raise several_sheets([grid.facts["sheet"] for grid in grids], name)
    return grids[0]


def several_sheets(names: Sequence[str], name: str) -> ExportError:
    """Say that it is not clear which sheet has the responses."""
    return ExportError(
        f"{name} holds several sheets ({listed(names, 5)}): say which has the responses, with"
        ' --sheet or, in sources.toml, sheet = "…".'
    )
