"""Header texts in, the same on one line and without HTML out; and what several begin with."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

HEADER = 4_000  # characters of a header that are looked at
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|</?[A-Za-z][^<>]*>", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:strong|em|b|i|u|s|span|font|a|sup|sub|small|big|mark)\b[^<>]*>", re.IGNORECASE
)
_NO_LETTER = re.compile(r"&#\d{8,}")  # beyond every letter, and html.unescape fails on long ones
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]+")


def clean_text(text: object) -> str:
    """Return a header's text on one line, without HTML and without signs that cannot be printed."""
    found = "" if text is None or (isinstance(text, float) and text != text) else str(text)
    found = _TAG.sub(" ", _INLINE.sub("", found[: 4 * HEADER]))
    found = _CONTROL.sub(" ", html.unescape(_NO_LETTER.sub(" ", found)))
    return " ".join(found.split())[:HEADER]


def same_start(texts: Sequence[str]) -> str:
    """Return what all texts begin with."""
    first, last = min(texts), max(texts)
    differ = (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(differ, min(len(first), len(last)))]
