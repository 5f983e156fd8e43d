"""A passage and what a program kept of it in; whether they are the same words out."""

from __future__ import annotations

import re

ELLIPSES = ("…", "...")


def same_words(found: str, kept: str) -> bool:
    """Tell whether a passage is what the program kept of it.

    The program may have changed spaces and line ends, and cut it short with an ellipsis.
    """
    return like(squeezed(found), squeezed(kept))


def like(found: str, kept: str) -> bool:
    """Tell whether words without spaces are those that were kept, or begin with them."""
    if not kept.rstrip(".…"):
        return False
    return found == kept or any(
        kept.endswith(dots) and found.startswith(kept.removesuffix(dots)) for dots in ELLIPSES
    )


def squeezed(words: str) -> str:
    """Return words without spaces and line ends."""
    return "".join(words.split())


def spaced(words: str) -> str:
    """Return words with each line end, tab or odd space as one space, as XML attributes have it."""
    return re.sub(r"\r\n|\s", " ", words)
