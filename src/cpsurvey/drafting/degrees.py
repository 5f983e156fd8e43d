"""Answers that grade one word ("very rude", "not at all rude") → their places from less to more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_NEUTRAL = re.compile(
    r"neither\b|neutral\b|no (?:strong )?(?:opinion|preference|difference|effect|impact|change)\b"
    r"|indifferent\b|undecided\b|(?:about |the )*same\b|no view\b|unchanged\b|mixed\b"
)
_YES_NO = re.compile(r"^(?:yes|no)\s*[,–-]\s*")
_NEGATIVE = ("un", "dis", "in", "im", "non-", "ir")
_PLAIN = 2.5


def by_degree(keys: Sequence[str], words: Mapping[str, Any]) -> list[float] | None:
    """Return the place of each answer, or nothing where they do not grade one and the same word."""
    graded = [_graded(key, words["degrees"]) for key in keys]
    bases = {base for base, _ in graded if base is not None}
    positive = _positive(bases, words["opposites"])
    if positive is None or len([base for base, _ in graded if base is not None]) < 2:
        return None
    places = [
        0.0 if base is None else strength if base == positive else -strength
        for base, strength in graded
    ]
    return places if len(set(places)) == len(places) else None


def _graded(key: str, degrees: Mapping[str, float]) -> tuple[str | None, float]:
    """Return the word that an answer grades and how strongly; no word where it is neutral."""
    text = _YES_NO.sub("", key)
    if _NEUTRAL.match(text):
        return None, 0.0
    if re.match(r"not\b.*\bat all\b", text):
        text = "not at all " + re.sub(r"^not\b|\bat all\b", "", text)
    text = " ".join(text.split())
    for word in sorted(degrees, key=len, reverse=True):
        if text == word or text.startswith(f"{word} "):
            return _base(text[len(word) :]), degrees[word]
    for word in sorted(degrees, key=len, reverse=True):
        if text.endswith(f" {word}"):
            return _base(text[: -len(word)]), degrees[word]
    return _base(text), _PLAIN


def _base(text: str) -> str:
    """Return the word graded, without "i" and "it is" before it."""
    return re.sub(r"^(?:i am|i'm|i|it is|it was)\s+", "", text.strip())


def _positive(bases: set[str], opposites: Mapping[str, Sequence[str]]) -> str | None:
    """Return the word that counts upwards: the only one, or the one whose opposite is the other."""
    if len(bases) == 1:
        return next(iter(bases))
    if len(bases) != 2:
        return None
    one, other = sorted(bases)
    for upwards, downwards in ((one, other), (other, one)):
        first, second = upwards.split(), downwards.split()
        graded = first and second and first[1:] == second[1:]
        if graded and _opposed(first[0], second[0], opposites):
            return upwards
    return None


def _opposed(upwards: str, downwards: str, opposites: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether one word is the other's opposite."""
    prefixed = any(downwards == f"{prefix}{upwards}" for prefix in _NEGATIVE)
    return prefixed or downwards in opposites.get(upwards, ())
