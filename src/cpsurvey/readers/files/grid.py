"""The bytes of a CSV text or of a workbook in, one table of text with its header rows in it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from cpsurvey.errors import ExportError, listed
from cpsurvey.exports import Doubt
from cpsurvey.readers.files.delimited import DELIMITERS, first_records, read_records
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.files.sheets import WORKBOOKS, Sheet, read_sheets

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
    """

    name: str
    kind: str
    facts: Mapping[str, str]
    head: Head
    heads: Sequence[Head]
    below: Callable[[int, int], pd.DataFrame]
    doubts: tuple[Doubt, ...] = ()


def open_grid(content: bytes, kind: str, name: str, sheet: str = "") -> Grid:
    """Return the table of a text or of a workbook, of which `sheet` names the sheet."""
    if kind in WORKBOOKS:
        return _from_sheet(_sheet(content, kind, name, sheet), kind, name)
    content, encoding = to_utf8(content, name)
    heads = {delimiter: _records(content, delimiter) for delimiter in DELIMITERS}
    delimiter = _delimiter(heads)

    def below(rows: int, width: int) -> pd.DataFrame:
        _, start = first_records(content, delimiter, rows)
        return read_records(
            content, start=start, before=rows, width=width, delimiter=delimiter, name=name
        )

    facts = {"delimiter": delimiter, "encoding": encoding}
    return Grid(name, kind, facts, heads[delimiter], list(heads.values()), below)


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


def _from_sheet(sheet: Sheet, kind: str, name: str) -> Grid:
    """Return a sheet as a table."""
    cells = sheet.cells
    head = cells.head(LOOKED_AT).to_numpy().tolist()

    def below(rows: int, width: int) -> pd.DataFrame:
        wide = cells.iloc[rows:].reindex(columns=range(width), fill_value="")
        return wide.astype(str)

    return Grid(name, kind, {"sheet": sheet.name}, head, [head], below)


def _sheet(content: bytes, kind: str, name: str, wanted: str) -> Sheet:
    """Return the sheet that is named, or the only one that holds anything."""
    sheets = read_sheets(content, kind, name)
    names = [sheet.name for sheet in sheets]
    if not sheets:
        raise ExportError(f"{name} holds no cells: export the responses again.")
    found = [sheet for sheet in sheets if sheet.name == wanted] if wanted else sheets
    if len(found) != 1 or Counter(names).most_common(1)[0][1] > 1:
        raise ExportError(
            f"{name} holds several sheets ({listed(names, 5)}): say which has the responses, with"
            ' sheet="…".'
        )
    return found[0]
