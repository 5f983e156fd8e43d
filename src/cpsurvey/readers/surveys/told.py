"""The answers of an export in, what they tell of the settings it was exported in out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from cpsurvey.codebook.decimals import decimal_sign

LOOKED_AT = 500  # responses that tell how an export was set
MOST = 20  # different answers to a closed question
CLOSED = 1.5  # answers for each different one
NEARLY_ALL = 0.8
NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d+)?")


def told_by_answers(rows: pd.DataFrame, code: re.Pattern[str] = NUMBER) -> dict[str, str]:
    """Return whether answers are words or codes, and the decimal sign, where they tell it.

    ``code`` is what the platform's codes look like.
    """
    held = [set(column.unique()) - {""} for column in _columns(rows)]
    told = {"answers": _answers(rows, code)}
    if sign := decimal_sign(set().union(*held)):
        told["decimal"] = sign
    return told


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
