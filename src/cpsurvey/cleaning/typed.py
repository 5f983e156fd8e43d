"""What people type in an open field that has a known list behind it → a code, or why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned, Reading, account_for, coded, read_distinct
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
    "prefer not to answer": "prefer_not",
    "rather not say": "prefer_not",
    "would rather not say": "prefer_not",
    "n/a": "not_applicable",
    "na": "not_applicable",
    "not applicable": "not_applicable",
    "not stated": "skipped",
    "unknown": "skipped",
    "n/k": "skipped",
}
LONGEST = 200  # letters; no name of an authority or a role is nearly as long
_SIGNS = re.compile(r"[^\w\s']|_")
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"\b(?:\w (?=\w\b))+\w\b")


class Finding(NamedTuple):
    """What a typed text stands for: one code, several it fits, or none and the nearest."""

    codes: tuple[str, ...] = ()
    rule: str = ""
    near: tuple[str, ...] = ()


Find = Callable[[str], Finding]
NOTHING = Finding()


@lru_cache(maxsize=1 << 14)  # a name is looked up in many ways
def key(text: str) -> str:
    """Return typed text without capitals, accents and the signs that people use as they please."""
    parts = unicodedata.normalize("NFKD", normalise(text).replace("&", " and "))
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    spaced = _SPACES.sub(" ", _SIGNS.sub(" ", plain).replace("'", "")).strip()
    return _LETTERS.sub(lambda run: run[0].replace(" ", ""), spaced)


def index(texts: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Return typed key → the codes it stands for, in order; blank texts are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for text, codes in texts:
        if typed := key(text):
            found[typed] = tuple(dict.fromkeys((*found.get(typed, ()), *codes)))
    return found


def match(
    raw: pd.Series, find: Find, official: Mapping[str, str], settled: Mapping[str, str]
) -> Cleaned:
    """Return codes for typed text; what fits several is ambiguous, never guessed.

    What a person has settled goes before all else. Typed words are personal: the audit trail
    names the rule and the code, not the words. ``details`` holds what ambiguous text fits.
    """
    read = partial(_read, find=find, official=official, settled=settled)
    places, readings = read_distinct(raw, read)
    codes = pd.CategoricalDtype(list(official))
    fits = [reading.after if reading.reason == "ambiguous" else "" for reading in readings]
    return account_for(raw, places, readings)._replace(
        values={"": coded([reading.value for reading in readings], codes, places, raw.index)},
        details=pd.Series(np.array(fits, dtype=object)[places], index=raw.index, dtype=object),
    )


def unsaid(text: str) -> str:
    """Return the kind of non-response that a typed text is, or nothing."""
    return NONRESPONSE.get(normalise(text), "") if len(text) <= LONGEST else ""


def _read(
    text: str,
    find: Find,
    official: Mapping[str, str],
    settled: Mapping[str, str],
) -> Reading:
    """Return what one typed text stands for; what it fits where that is several is ``after``."""
    short = len(text) <= LONGEST
    by_hand = settled.get(key(text), "") if settled and short else ""
    if by_hand in official:
        return Reading(by_hand, rule="settled", after=by_hand)
    if reason := by_hand or unsaid(text):
        return Reading(reason=reason)
    found = find(text) if short else NOTHING
    if not found.codes:
        return Reading(reason="unmatched")
    if len(found.codes) > 1:
        return Reading(reason="ambiguous", after=";".join(found.codes))
    code = found.codes[0]
    return Reading(code, rule="" if text == official[code] else found.rule, after=code)
