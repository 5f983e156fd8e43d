"""A text in; whether it is UTF-8 that some program read as Windows-1252 out."""

from __future__ import annotations

from itertools import pairwise

FIRST_OF_TWO = "ÂÃÄÅÆÐÑâãäåæðŁ"  # as which the first byte of a letter of UTF-8 is read


def misread(text: str) -> bool:
    """Tell whether a text is UTF-8 that was read as Windows-1252."""
    for first, second in pairwise(text):
        if first in FIRST_OF_TWO and not second.isascii():
            piece = text[text.index(first + second) :][:4]
            for size in (4, 3, 2):
                if _decoded(piece[:size]):
                    return True
    return False


def _decoded(piece: str) -> bool:
    """Tell whether letters of Windows-1252 are the bytes of one letter of UTF-8."""
    try:
        stored = b"".join(
            bytes([ord(sign)]) if 0x80 <= ord(sign) < 0xA0 else sign.encode("cp1252")
            for sign in piece
        )
        return len(stored.decode("utf-8")) == 1 < len(stored)
    except UnicodeError:
        return False
