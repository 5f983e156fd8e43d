"""Rows of cells in, the bytes of a text, a workbook or an archive out; the same each time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from cpsurvey.errors import TablesError
from cpsurvey.writers.cells import plain_text
from cpsurvey.writers.workbook import workbook

WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")
DELIMITERS = {"csv": ",", "tsv": "\t", "zip": ","}
Rows = Sequence[Sequence[Any]]


def to_file(
    rows: Rows,
    kind: str,
    *,
    name: str,
    delimiter: str = "",
    encoding: str = "utf-8",
    lines: str = "\r\n",
    sheet: str = "Sheet1",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """Return rows as a file of a kind: csv, tsv, zip (a csv in it) or xlsx.

    Raises
    ------
    TablesError
        If a text has a letter that the encoding has not.
    """
    if kind == "xlsx":
        columns = [
            (str(head), [_cell(cell) for cell in cells]) for head, *cells in zip(*rows, strict=True)
        ]
        return workbook({sheet: columns}, name)
    made = io.StringIO()
    writer = csv.writer(
        made,
        delimiter=delimiter or DELIMITERS[kind],
        lineterminator=lines,
        quoting=quoting,  # type: ignore[arg-type]
    )
    writer.writerows(rows)
    content = _encoded(made.getvalue(), encoding, name)
    return to_zip({f"{name}.csv": content}) if kind == "zip" else content


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files, without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, content)
    return made.getvalue()


def _cell(cell: Any) -> Any:
    """Return a cell of a workbook: whole numbers as numbers, nothing where it is blank."""
    if not isinstance(cell, str):
        return cell
    if WHOLE.fullmatch(cell):
        return int(cell)
    return plain_text(cell)[0] or None


def _encoded(text: str, encoding: str, name: str) -> bytes:
    """Return a text in an encoding."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        raise TablesError(
            f'{name} cannot be written as {encoding}, which has no letter "{text[error.start]}":'
            " choose utf-8."
        ) from error
