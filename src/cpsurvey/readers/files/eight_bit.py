"""A text of one byte a letter in; whether its letters make sense as a Mac's, not as Windows', out.

Both give every byte above 127 some letter or sign, so that only its neighbours tell: a capital does
not follow a small letter within a word, nor does a sign stand inside one.
"""

from __future__ import annotations

import re
from collections import Counter

LOOKED_AT = 100_000  # letters above 127 that tell an encoding
AROUND = re.compile(rb"(?s)(?<=(.))([\x80-\xff])(?=(.))")
APOSTROPHES = "\u2019\u2018\u00b4"


def makes_more_sense_on_a_mac(content: bytes) -> bool:
    """Tell whether fewer letters are out of place when a text is read as Mac Roman."""
    found: Counter[bytes] = Counter()
    for count, match in enumerate(AROUND.finditer(b"\n" + content + b"\n")):
        if count == LOOKED_AT:
            break
        found[b"".join(match.groups())] += 1
    windows = sum(count for three, count in found.items() if _misplaced(three, "cp1252"))
    mac = sum(count for three, count in found.items() if _misplaced(three, "mac_roman"))
    fitting = any(_fitting(three) for three in found)
    return fitting and mac * 4 < windows


def shows_windows(content: bytes) -> bool:
    """Tell whether any letter stands in a word or any sign between words as Windows stores them."""
    found = {b"".join(match.groups()) for match in AROUND.finditer(b"\n" + content + b"\n")}
    return any(_shows(three) for three in found)


def _shows(three: bytes) -> bool:
    """Tell whether the letter or sign in the middle has its place, as Windows stores it."""
    if _misplaced(three, "cp1252"):
        return False
    return not three[1:2].decode("cp1252").isalpha() or three[:1].isalpha() or three[2:].isalpha()


def _misplaced(three: bytes, encoding: str) -> bool:
    """Tell whether the letter in the middle cannot stand between its neighbours."""
    before, sign, after = list(three.decode(encoding, "replace"))
    if sign == "\ufffd":
        return True
    if sign.isalpha():
        return sign != sign.lower() and before != before.upper()
    return before.isalpha() and after.isalpha() and sign not in APOSTROPHES


def _fitting(three: bytes) -> bool:
    """Tell whether the letter in the middle, of a Mac, belongs to the word beside it."""
    text = three.decode("mac_roman")
    return (text[0].isalpha() or text[2].isalpha()) and not _misplaced(three, "mac_roman")
