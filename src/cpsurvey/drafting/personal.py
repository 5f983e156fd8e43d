"""A column's header and cells → what personal thing it holds, or nothing."""

from __future__ import annotations

import re

from cpsurvey.drafting.cues import personal_words, says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.order import in_order

_PATTERNS = {
    "an e-mail address": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}"),
    "a telephone number": re.compile(
        r"(?:\+|00)\d[\d ().-]{7,16}\d|0\d{9,10}|0\d{2,5}[ -]\d{3,8}(?:[ -]\d{3,4})?"
        r"|\(\d{3,5}\) ?\d{3}[ -]\d{3,4}|\d{3}[-.]\d{3}[-.]\d{4}"
    ),
    "a postcode": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
    "an IP address": re.compile(
        r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){4,7}", re.IGNORECASE
    ),
    "a National Insurance number": re.compile(r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]", re.IGNORECASE),
    "an identifier of one person": re.compile(
        r"[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|A[0-9A-Z]{11,14}|R_[0-9A-Za-z]{13,17}"
    ),
}  # fmt: skip
_MAY_BE_CHOSEN = ("a telephone number", "an account name", "a place where the person was")
_ADDRESS = "contact details of some who answered"
_REACHED = (
    re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}"),
    re.compile(rf"(?<![\d.,/-])(?:{_PATTERNS['a telephone number'].pattern})(?![\d.,/-]\d|\d)"),
)
_LONG = 200  # letters up to which an answer may be little more than an address
_IN_TEXT = re.compile(r"[^\s@]@[^\s@]+\.\w|https?://|\+?\d[\d ().-]{8,}\d")


def personal_kind(column: Column, text: str) -> str:
    """Return what personal thing a column holds; nothing where it holds none.

    By its cells, where half of them or more have the form of it, or where a fifth of the people
    gave an address or a number to reach them by, or three did where the header asks how to; by its
    header, unless the cells are answers of a known scale or codes. "Telephone" may also head a list
    to choose from.
    """
    cells = [cell.strip() for cell in column.answers]
    for kind, pattern in _PATTERNS.items():
        fitting = sum(bool(pattern.fullmatch(cell[:80])) for cell in cells)
        if fitting and fitting >= 0.5 * len(cells):
            return kind
    reached = [count for cell, count in column.answers.items() if _is_reached(column, cell)]
    enough = 0.2 * column.answered
    if says(text, "contact") or says(column.tag, "contact"):
        enough = min(3, enough)
    if len(reached) > 1 and sum(reached) >= enough:
        return _ADDRESS
    said = personal_words(text) or personal_words(column.tag)
    again = column.answered >= 4 * len(column.keys) and said in _MAY_BE_CHOSEN
    return "" if again or _chosen(column) else said


def _is_reached(column: Column, cell: str) -> bool:
    """Tell whether a short answer holds an e-mail address or a telephone number."""
    words = len(cell) <= _LONG and column.numbers is None
    return words and any(pattern.search(cell) for pattern in _REACHED)


def looks_personal(answer: str) -> bool:
    """Tell whether an answer has a contact detail in it."""
    plain = answer.strip()
    whole = any(pattern.fullmatch(plain[:80]) for pattern in _PATTERNS.values())
    return whole or bool(_IN_TEXT.search(plain[:2000]))


def _chosen(column: Column) -> bool:
    """Tell whether a column holds answers of a known scale, or single digits."""
    cells = list(column.answers)
    digits = all(cell.strip().isdigit() and len(cell.strip()) == 1 for cell in cells)
    return bool(cells) and (digits or bool(len(cells) < 12 and in_order(cells).family))
