"""One spelling for answers that differ only in case, spacing or typography."""

from __future__ import annotations

import re
import unicodedata

_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def normalise(text: str) -> str:
    """Return `text` in the form in which answers are compared."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_STRAIGHT)
    return _SPACES.sub(" ", plain).strip().rstrip(".").casefold()
