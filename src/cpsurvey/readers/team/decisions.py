"""A team's own small files in (decisions, settled texts), their cells as text out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from os import PathLike

import pandas as pd

from cpsurvey.errors import ExportError, listed, nearest
from cpsurvey.readers.files.encoding import to_utf8
from cpsurvey.readers.files.kinds import KINDS, kind_of
from cpsurvey.readers.files.source import read_source

DECISIONS = ("respondent", "question", "action", "value", "date")
OPTIONAL = ("group", "reason")
SETTLED = ("question", "typed", "code")
DELIMITERS = (",", ";", "\t")


def read_decisions(path: str | PathLike[str]) -> pd.DataFrame:
    r"""Read a team's decisions: answers corrected by hand, people left out, people who withdrew.

    Parameters
    ----------
    path
        A CSV file with the columns respondent, question, action (``correct``, ``exclude`` or
        ``withdraw``), value and date; group where two groups have the same identifiers, and reason,
        which is for the team and in no table. Commas, semicolons or tabs; UTF-8 or what Excel
        writes.

    Returns
    -------
    DataFrame
        One row a decision, all text, blank where the file is blank. The index is the row of the
        file as a spreadsheet numbers it; ``attrs["name"]`` is the file's name.

    Raises
    ------
    ExportError
        If there is no such file, or it is no CSV with these columns. No cell is ever quoted: it
        may name a person who asked to be forgotten.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from cpsurvey.readers import read_decisions
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "decisions.csv"
    >>> lines = ["respondent,question,action,value,date", "R_7,,withdraw,,2021-03-31"]
    >>> _ = path.write_text("\n".join(lines), encoding="utf-8")
    >>> read_decisions(path)["action"].to_dict()
    {2: 'withdraw'}
    """
    return read_team_file(path, DECISIONS)


def read_settled(path: str | PathLike[str]) -> pd.DataFrame:
    r"""Read what a team settled of authorities and roles as typed.

    Parameters
    ----------
    path
        A CSV file with the columns question, typed and code: a code of the list, a kind of
        non-response, or blank for what is not settled yet. Other columns are left alone, so the
        file that lists what is to be settled can be filled in and read.

    Returns
    -------
    DataFrame
        One row a typed text, all text. The index is the row of the file as a spreadsheet numbers
        it; ``attrs["name"]`` is the file's name.

    Raises
    ------
    ExportError
        If there is no such file, or it is no CSV with these columns.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from cpsurvey.readers import read_settled
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "to-settle.csv"
    >>> _ = path.write_text("question;typed;code\nrole;lead prof;chair\n", encoding="utf-8")
    >>> read_settled(path).loc[2, "code"]
    'chair'
    """
    return read_team_file(path, SETTLED)


def read_team_file(
    path: str | PathLike[str], needed: Sequence[str], optional: Sequence[str] = OPTIONAL
) -> pd.DataFrame:
    """Read a CSV file that has at least these columns; those known stand once each."""
    name, content = read_source(path)
    kind = kind_of(content)
    if kind != "text":
        raise ExportError(
            f"{name} is {KINDS[kind]}, not CSV: save it in the spreadsheet program as CSV UTF-8."
        )
    text = to_utf8(content, name)[0].decode("utf-8")
    records = _records(text, _delimiter(text), name)
    header = [cell.strip().casefold() for cell in records[0]]
    _check_header(header, needed, optional, name)
    rows = {
        row: [cell.strip() for cell in record]
        for row, record in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in record)
    }
    for row, record in rows.items():
        if any(record[len(header) :]):
            raise ExportError(
                f"{name}, row {row}, has {len(record)} cells where the header has {len(header)}:"
                " put cells that hold the delimiter in quotation marks."
            )
    width = len(header)
    padded = [(record + [""] * width)[:width] for record in rows.values()]
    frame = pd.DataFrame(padded, columns=header, index=pd.Index(list(rows), dtype=int), dtype=str)
    frame = frame.loc[:, (frame.columns != "") & ~frame.columns.duplicated()]
    frame.attrs["name"] = name
    return frame


def _delimiter(text: str) -> str:
    """Return the sign that stands most often in the first line."""
    first = text.split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    """Return every record of a CSV text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        what = (
            f"a cell of more than {csv.field_size_limit()} characters"
            if "field larger" in str(error)
            else "quotation marks that do not fit together"
        )
        raise ExportError(
            f"{name} has {what}, on line {reader.line_num}: mend it in a spreadsheet program and"
            " save it as CSV UTF-8."
        ) from None


def _check_header(
    header: Sequence[str], needed: Sequence[str], optional: Sequence[str], name: str
) -> None:
    """Check that the columns needed are there, once each; what else stands there is not quoted."""
    if lacking := [column for column in needed if column not in header]:
        lines = "; ".join(f'"{column}"{nearest(column, header)}' for column in lacking)
        stop = "" if lines.endswith("?") else "."
        raise ExportError(
            f"{name} lacks the columns {lines}{stop} The first row has to name {listed(needed)}."
        )
    known = (*needed, *optional)
    twice = [column for column, count in Counter(header).items() if count > 1 and column in known]
    if twice:
        raise ExportError(
            f"{name} has the columns {listed(twice)} more than once: keep one of each."
        )
