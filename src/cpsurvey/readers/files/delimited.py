"""UTF-8 bytes of a delimited file in; its first records as lists, the rest as a frame, out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cpsurvey.errors import ExportError

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = (",", ";", "\t")
BLOCKS = (1 << 20, 1 << 26)  # bytes read at a time; a record that fits into none is read by itself
AGAIN = "download it again and give the file unchanged"


def first_records(content: bytes, delimiter: str, count: int) -> tuple[list[list[str]], int]:
    """Return the first records of a file, and the byte at which the next one starts."""
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for line in _lines(content):
            read += len(line.encode())
            yield line

    try:
        return list(islice(csv.reader(lines(), delimiter=delimiter), count)), read
    except csv.Error:
        return [], 0


def read_records(
    content: bytes, *, start: int, before: int, width: int, delimiter: str, name: str
) -> pd.DataFrame:
    """Return the records from byte `start` on as text, one column a position; `before` went before.

    The index is the number of the record in the file, from 1. Records without content are left out.
    """
    table = _read_in_bulk(content, start, width, delimiter)
    if table is None:
        records = _read_one_by_one(content, start, before, width, delimiter, name)
        frame = pd.DataFrame(records, columns=range(width), dtype=str)
        held = (frame != "").any(axis=1).to_numpy(dtype=bool)
    else:
        held = _held(table)
        frame = table.to_pandas().set_axis(range(width), axis=1)
    frame.index = pd.RangeIndex(before + 1, before + 1 + len(frame))
    return frame if held.all() else frame[held]


def _lines(content: bytes) -> Iterator[str]:
    """Give the lines of a text, whatever ends them, with their ends."""
    return iter(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""))


def _read_in_bulk(content: bytes, start: int, width: int, delimiter: str) -> pa.Table | None:
    """Read all records at once, or give up where only a look at each can tell what is wrong."""
    if start == len(content) or content.count(b'"', start) % 2:
        return None
    blocks = BLOCKS if len(content) > BLOCKS[0] else BLOCKS[:1]
    read = (_read_blocks(content, start, width, delimiter, block) for block in blocks)
    table = next((table for table in read if table is not None), None)
    return None if table is None or _left_open(table, content, delimiter) else table


def _read_blocks(
    content: bytes, start: int, width: int, delimiter: str, block: int
) -> pa.Table | None:
    """Read all records, so many bytes at a time; no record may be longer."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    names = [str(position) for position in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(content).slice(start)),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=block),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table


def _left_open(table: pa.Table, content: bytes, delimiter: str) -> bool:
    """Tell whether the last cell is what follows a quotation mark that nothing closes."""
    last = table.column(table.num_columns - 1)[-1].as_py()
    quoted = any(mark in last for mark in (delimiter, "\n", "\r"))
    return quoted and not content[-100:].rstrip(b"\r\n").endswith(b'"')


def _held(table: pa.Table) -> np.ndarray:
    """Tell which records hold anything."""
    from pyarrow import compute

    blank = compute.equal(table.column(0), "")
    for column in table.columns[1:]:
        if not compute.any(blank).as_py():
            break
        blank = compute.and_(blank, compute.equal(column, ""))
    return np.asarray(compute.invert(blank).to_numpy(zero_copy_only=False), dtype=bool)


def _read_one_by_one(
    content: bytes, start: int, before: int, width: int, delimiter: str, name: str
) -> list[list[str]]:
    """Return every record, or name the first that is wrong and what is wrong with it."""
    reader = csv.reader(_lines(content[start:]), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            if record and len(record) != width:
                raise _uneven(name, before + len(records) + 1, record, width, last=not any(reader))
            records.append(record or [""] * width)
    except csv.Error as error:
        raise _broken(name, before + len(records) + 1, str(error)) from error
    return records


def _uneven(name: str, row: int, record: list[str], width: int, *, last: bool) -> ExportError:
    """Say that a row has too few or too many cells."""
    if last and len(record) < width:
        return ExportError(
            f"{name} stops in row {row}, which has {len(record)} of {width} cells: the file is cut"
            f" off; {AGAIN}."
        )
    return ExportError(
        f"{name}, row {row}, has {len(record)} cells where the header has {width}: the file was"
        f" edited or damaged; {AGAIN}."
    )


def _broken(name: str, row: int, reason: str) -> ExportError:
    """Say that a row's quotation marks do not fit together."""
    if reason == "unexpected end of data":
        return ExportError(
            f"{name}, row {row}, opens a quotation mark that is never closed: the file is cut off"
            f" or was edited; {AGAIN}."
        )
    if "field larger" in reason:
        return ExportError(
            f"{name}, row {row}, has a cell of more than {csv.field_size_limit()} characters, or a"
            f" quotation mark that is never closed; {AGAIN}."
        )
    return ExportError(
        f"{name}, row {row}, has text after a closing quotation mark: the file was edited or"
        f" damaged; {AGAIN}."
    )
