"""A header's words → what they say of its column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any


def says(text: str, cue: str) -> bool:
    """Tell whether a header says something of a kind, such as "select_all"."""
    return bool(_pattern(cue).search(text.casefold()))


def asks_number(text: str) -> bool:
    """Tell whether a header asks for a number: in so many words, or by a short name such as Age."""
    if says(text, "rating"):
        return False
    return says(text, "number") or (len(text.split()) < 5 and says(text, "number_name"))


def consenting(answer: str) -> str:
    """Return yes or no where an answer gives or refuses consent; nothing where it does neither."""
    text = answer.casefold().strip().replace("\u2019", "'")
    for said in ("no", "yes"):
        if any(re.match(rf"(?:{pattern})", text) for pattern in _cues()["consenting"][said]):
            return said
    return ""


def personal_words(text: str) -> str:
    """Return what personal thing a header asks for; nothing where it asks for none."""
    plain = " ".join(text.casefold().replace("\u2019", "'").split()).strip(" ¿?¡!:*.")
    for kind, pattern in _personal():
        if pattern.search(plain):
            return kind
    return ""


@lru_cache(maxsize=1)
def _cues() -> Mapping[str, Any]:
    """Return what cues.toml says."""
    return tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def _pattern(cue: str) -> re.Pattern[str]:
    """Return the pattern of a cue, at the beginning of a word."""
    return _at_words(_cues()[cue])


@lru_cache(maxsize=1)
def _personal() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of what is personal, by kind."""
    records: Mapping[str, Sequence[str]] = _cues()["personal"]
    return tuple((kind, _at_words(patterns)) for kind, patterns in records.items())


def _at_words(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return one pattern of several, each where a word begins."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})")
