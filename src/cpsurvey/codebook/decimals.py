"""Numbers as they stand in an export in, the sign before their decimals out."""

from __future__ import annotations

import re
from collections.abc import Iterable

WITH_COMMA = re.compile(r"[-+]?\d+,\d+")
AS_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+")
SURE = 2  # different numbers
WITH_POINT = re.compile(r"[-+]?\d+\.\d+")


def decimal_sign(texts: Iterable[str]) -> str:
    """Return the decimal sign of numbers as typed; nothing where they leave doubt.

    A comma before three digits may part thousands, and one number with a comma may be a slip:
    neither tells anything.

    Examples
    --------
    >>> decimal_sign(["3,5", "4", "2,25", "1,250"])
    ','
    >>> decimal_sign(["1,250", "4", "2,5"])
    ''
    >>> decimal_sign(["3,5", "2,5", "3.5"])
    ''
    """
    found = set(texts)
    decimals = [t for t in found if WITH_COMMA.fullmatch(t) and not AS_THOUSANDS.fullmatch(t)]
    commas = len(decimals) >= SURE
    points = any(WITH_POINT.fullmatch(text) for text in found)
    if commas == points:
        return ""
    return "," if commas else "."
