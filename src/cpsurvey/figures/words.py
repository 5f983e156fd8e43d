"""Numbers as figures print them: shares, points, bases, marks."""

from __future__ import annotations

import math

import pandas as pd

SMALL_BASE = "[u]"
CONFIDENTIAL = "[c]"
MINUS = "\N{MINUS SIGN}"
NOBODY = "nobody answered"
HIDDEN = f"{CONFIDENTIAL} not shown, to protect people"


def percent(share: float) -> str:
    """Return a share in whole per cent, halves up; only none is 0% and only all is 100%."""
    whole = math.floor(round(share * 100, 9) + 0.5)
    if whole == 0 and share > 0:
        return "<1%"
    if whole == 100 and share < 1:
        return ">99%"
    return f"{whole}%"


def points(difference: float) -> str:
    """Return a difference of shares in whole points with its sign, halves away from nought."""
    whole = math.floor(round(abs(difference) * 100, 9) + 0.5)
    if whole == 0:
        return "0"
    return f"{'+' if difference > 0 else MINUS}{whole}"


def number(count: float) -> str:
    """Return a count with its thousands marked, or the mark of a count that is hidden."""
    return CONFIDENTIAL if pd.isna(count) else f"{int(count):,}"


def base(size: float, mark: str = "") -> str:
    """Return ``n = 24 [u]``."""
    return f"n = {number(size)}{flag(mark)}"


def bases(size: float, reference: float, mark: str = "") -> str:
    """Return ``n = 24 v 492 [u]``."""
    return f"n = {number(size)} v {number(reference)}{flag(mark)}"


def whole_points(difference: float) -> str:
    """Return the size of a difference of shares in whole points, without a sign."""
    return points(abs(difference)).removeprefix("+")


def p_value(p: float) -> str:
    """Return ``p = 0.046``; a value that would round to nothing as below it."""
    return "p < 0.001" if p < 0.0005 else f"p = {p:.3f}"


def flag(mark: str) -> str:
    """Return the sign of a small base with a space before it, or nothing."""
    return f" {SMALL_BASE}" if mark == "u" else ""


def instead(size: float, mark: str, why: str = "") -> str:
    """Return what is said in place of a number that is hidden or of nobody, or nothing."""
    if mark == "c":
        return HIDDEN
    return sentence_case(why or NOBODY) if size == 0 else ""


def sentence_case(code: str) -> str:
    """Return a code as words: ``join_mode`` as ``Join mode``."""
    words = code.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
