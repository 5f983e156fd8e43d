"""Known answers → the pattern that finds them in a cell that joins several."""

from __future__ import annotations

import re
from collections.abc import Iterable

SIGNS = ",;|"


def joined_pattern(known: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a known answer between the signs that join answers, longest first.

    The cell is to be given normalised, with a sign after its last answer.
    """
    longest = sorted(filter(None, set(known)), key=lambda answer: (-len(answer), answer))
    answers = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<![^{SIGNS}])\s*({answers})\.?\s*[{SIGNS}]")


def beside(cell: str, pattern: re.Pattern[str]) -> str:
    """Return what a normalised cell holds beside known answers."""
    return pattern.sub("", f"{cell},").strip(f" {SIGNS}")
