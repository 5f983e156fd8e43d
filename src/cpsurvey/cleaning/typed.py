"""What people type in an open field that has a known list behind it → a code, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned, Reading, spread
from cpsurvey.codebook import normalise

NONRESPONSE = {
    "-": "skipped",
    "--": "skipped",
    "?": "dont_know",
    "dk": "dont_know",
    "don't know": "dont_know",
    "do not know": "dont_know",
    "not sure": "dont_know",
    "unsure": "dont_know",
    "prefer not to say": "prefer_not",
    "rather not say": "prefer_not",
    "n/a": "not_applicable",
    "na": "not_applicable",
    "not applicable": "not_applicable",
    "not stated": "skipped",
    "unknown": "skipped",
    "n/k": "skipped",
}
_SIGNS = re.compile(r"[^\w\s']")
_SPACES = re.compile(r"\s+")


def key(text: str) -> str:
    """Return typed text without the signs that people use as they please."""
    plain = _SIGNS.sub(" ", normalise(text).replace("&", " and "))
    return _SPACES.sub(" ", plain.replace("'", "")).strip()


def index(aliases: Mapping[str, Iterable[str]], ambiguous: Iterable[str]) -> dict[str, str | None]:
    """Return typed key → code, and None for what fits more than one."""
    found: dict[str, str | None] = {}
    for code, texts in aliases.items():
        for text in filter(None, map(key, texts)):
            found[text] = code if found.get(text, code) == code else None
    return found | {key(text): None for text in ambiguous}


def match(raw: pd.Series, known: Mapping[str, str | None], official: Mapping[str, str]) -> Cleaned:
    """Return codes for typed text by exact alias; what fits several is ambiguous, never guessed.

    Typed words are personal: the audit trail names the rule and the code, not the words.
    """
    values, cleaned = spread(raw, partial(_read, known=known, official=official))
    return cleaned._replace(values={"": pd.Series(values, index=raw.index, dtype=object)})


def _read(text: str, known: Mapping[str, str | None], official: Mapping[str, str]) -> Reading:
    """Return what one typed text stands for."""
    if reason := NONRESPONSE.get(normalise(text)):
        return Reading(reason=reason)
    typed = key(text)
    if typed not in known:
        return Reading(reason="unmatched")
    code = known[typed]
    if code is None:
        return Reading(reason="ambiguous")
    return Reading(code, rule="" if text == official[code] else "alias", after=code)
