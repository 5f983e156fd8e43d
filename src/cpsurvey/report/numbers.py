"""Numbers in, the same as they are printed out: one set of rules for every form of a report."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from cpsurvey.errors import CpsurveyError, unknown
from cpsurvey.figures import words
from cpsurvey.report.document import KINDS, SHORTHAND, Table

NUMBERS = tuple(kind for kind in KINDS if kind != "text")
NOT_AVAILABLE = "x"
SMALLEST_P = 0.0005


def printed(value: object, kind: str = "text", mark: str = "") -> str:
    """Say how a value is printed: ``0.283`` of a share as ``28%``, of a difference as ``+28``.

    Parameters
    ----------
    value
        A number or a text; missing where there is none.
    kind
        What it is, one of `cpsurvey.report.document.KINDS`. A share or a difference in points is
        a proportion.
    mark
        Its shorthand, a key of `cpsurvey.report.document.SHORTHAND`, or empty.

    Returns
    -------
    str
        The text of the cell. A number has its mark after it; a number that is missing is only its
        mark, ``[x]`` where it has none. A share that would round to nothing is ``<1%``, to all
        ``>99%``; another number that would, ``<0.01``. A number from 10 has one decimal, from 100
        and where it is whole none, a smaller one two.

    Raises
    ------
    CpsurveyError
        If the kind or the mark is not known, or the value is no number of its kind.

    Examples
    --------
    >>> printed(0.283, "share"), printed(24, "count", "u"), printed(None, "p_value", "c")
    ('28%', '24 [u]', '[c]')
    """
    if kind not in KINDS:
        raise CpsurveyError(unknown("kind of number", kind, KINDS))
    if mark and mark not in SHORTHAND:
        raise CpsurveyError(unknown("shorthand", mark, SHORTHAND))
    if is_missing(value):
        return sign(mark or NOT_AVAILABLE) if mark or kind != "text" else ""
    said = str(value) if kind == "text" else _number(value, kind)
    return f"{said} {sign(mark)}" if mark else said


def in_print(table: Table) -> pd.DataFrame:
    """Say how each cell of a table is printed, its shorthand included.

    Parameters
    ----------
    table
        A table of a report.

    Returns
    -------
    pandas.DataFrame
        Texts, in the rows and columns of ``table.frame``.

    Raises
    ------
    CpsurveyError
        If a cell is no number of its column's kind, or a mark is not known.

    Examples
    --------
    >>> import pandas as pd
    >>> from cpsurvey.report.document import Table
    >>> frame = pd.DataFrame({"Answer": ["Yes", "No"], "Share": [0.004, None]})
    >>> in_print(Table("heard", "Heard", frame, {"Share": "share"}))
      Answer Share
    0    Yes   <1%
    1     No   [x]
    """
    marks = marks_of(table)
    columns = {}
    for column in table.frame.columns:
        kind = table.kinds.get(column, "text")
        pairs = zip(table.frame[column], marks[column], strict=True)
        columns[column] = [_cell(table, column, value, kind, mark) for value, mark in pairs]
    return pd.DataFrame(columns, index=table.frame.index, dtype=object)


def marks_of(table: Table) -> pd.DataFrame:
    """Return the shorthand of each cell of a table, empty where there is none."""
    frame = table.frame
    if table.marks is None:
        return pd.DataFrame("", index=frame.index, columns=frame.columns, dtype=object)
    whole = table.marks.reindex(index=frame.index, columns=frame.columns)
    return whole.astype(object).where(whole.notna(), "")


def is_missing(value: object) -> bool:
    """Tell whether a cell has no value."""
    return value is None or value is pd.NA or value is pd.NaT or value != value


def sign(mark: str) -> str:
    """Return a shorthand as it is printed: ``[c]``."""
    return f"[{mark}]"


def _cell(table: Table, column: str, value: object, kind: str, mark: str) -> str:
    """Return a cell in print, or raise with the place of what cannot be printed."""
    try:
        return printed(value, kind, mark)
    except CpsurveyError as error:
        raise CpsurveyError(f"table {table.name}, column {column}: {error}") from error


def _number(value: Any, kind: str) -> str:
    """Return a number of a kind in print."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise CpsurveyError(f"“{value}” is no number, and a {kind} is one.") from None
    if math.isinf(number) and kind == "number":
        return f"{words.MINUS if number < 0 else ''}∞"
    if not math.isfinite(number):
        raise CpsurveyError(f"“{value}” is no number, and a {kind} is one.")
    if kind == "count":
        return f"{number:,.0f}"
    if kind == "share":
        return words.percent(number)
    if kind == "points":
        return words.points(number)
    if kind == "p_value":
        return words.p_value(number).removeprefix("p ").removeprefix("= ").replace("< ", "<")
    return _plain(number)


def _plain(number: float) -> str:
    """Return a number with three figures or so, halves away from nought, its minus a true one."""
    size = abs(number)
    if 0 < size < 0.005:
        return "<0.01" if number > 0 else f"above {words.MINUS}0.01"
    decimals = 2 if size < 10 else 0 if size >= 100 or size.is_integer() else 1
    rounded = math.floor(round(size * 10**decimals, 9) + 0.5) / 10**decimals
    return f"{words.MINUS if number < 0 else ''}{rounded:,.{decimals}f}"
