"""The answers of an export in, what they tell of the settings it was exported in out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook.ticks import TICKED, UNTICKED

LOOKED_AT = 500  # responses that tell how an export was set
MOST = 20  # different answers to a closed question
CLOSED = 1.5  # answers for each different one
NEARLY_ALL = 0.8
NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d+)?")
WITH_COMMA = re.compile(r"[-+]?\d+,\d+")
AS_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+")
WITH_POINT = re.compile(r"[-+]?\d+\.\d+")


def told_by_answers(rows: pd.DataFrame, code: re.Pattern[str] = NUMBER) -> dict[str, str]:
    """Return whether answers are words or codes, and the decimal sign, where they tell it.

    ``code`` is what the platform's codes look like.
    """
    held = [set(column.unique()) - {""} for column in _columns(rows)]
    told = {"answers": _answers(rows, code)}
    if sign := decimal_sign(set().union(*held)):
        told["decimal"] = sign
    return told


def decimal_sign(texts: set[str]) -> str:
    """Return the decimal sign of numbers as typed; nothing where they leave doubt.

    A comma before three digits may part thousands, and tells nothing.

    Examples
    --------
    >>> decimal_sign({"3,5", "4", "1,250"})
    ','
    >>> decimal_sign({"1,250", "4"})
    ''
    """
    commas = any(WITH_COMMA.fullmatch(t) and not AS_THOUSANDS.fullmatch(t) for t in texts)
    points = any(WITH_POINT.fullmatch(text) for text in texts)
    return "" if commas == points else "," if commas else "."


def ticks_only(cells: pd.Series) -> bool:
    """Tell whether a column holds nothing but signs for ticked and not ticked."""
    held = {cell.strip().casefold() for cell in cells.unique()} - {"", "n/a"}
    return bool(held) and held <= TICKED | UNTICKED


def _answers(rows: pd.DataFrame, code: re.Pattern[str]) -> str:
    """Return ``numbers``, ``text``, ``mixed`` or ``unknown``."""
    coded = [
        all(code.fullmatch(text) for text in held)
        for column in _columns(rows)
        for held in [set(column.unique()) - {"", "N/A"}]
        if held and len(held) <= MOST and (column != "").sum() >= CLOSED * len(held)
    ]
    if not coded:
        return "unknown"
    share = sum(coded) / len(coded)
    return "numbers" if share >= NEARLY_ALL else "text" if share <= 1 - NEARLY_ALL else "mixed"


def _columns(rows: pd.DataFrame) -> Iterator[pd.Series]:
    """Yield the first cells of each column, without the spaces around them."""
    first = rows.head(LOOKED_AT)
    for place in range(first.shape[1]):
        yield first.iloc[:, place].str.strip()
