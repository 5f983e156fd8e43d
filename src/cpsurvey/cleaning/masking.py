"""Words fit to be shown in an error: shortened, and without what looks personal."""

from __future__ import annotations

import re

_PERSONAL = (
    (re.compile(r"\S+@\S+"), "[e-mail]"),
    (re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b"), "[number]"),
    (re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"), "[date]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE), "[postcode]"),
    (re.compile(r"\+?\d[\d ().-]{7,}\d"), "[number]"),
    (re.compile(r"https?://\S+|www\.\S+"), "[address]"),
)
LONGEST = 40
LOOKED_AT = 400


def mask(text: str) -> str:
    """Return an answer with e-mail addresses, postcodes, long numbers masked, and cut short."""
    plain = " ".join(text[:LOOKED_AT].split())
    for pattern, word in _PERSONAL:
        plain = pattern.sub(word, plain)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
