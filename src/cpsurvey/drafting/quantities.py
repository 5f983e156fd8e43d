"""Answers with numbers in them (bands, amounts, how often) → their places from less to more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf, nextafter
from typing import Any

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 31557600
_UNITS = {
    "second": 1, "sec": 1, "minute": _MINUTE, "min": _MINUTE, "munud": _MINUTE, "hour": _HOUR,
    "hr": _HOUR, "awr": _HOUR, "day": _DAY, "diwrnod": _DAY, "week": 7 * _DAY, "wythnos": 7 * _DAY,
    "month": _YEAR / 12, "mis": _YEAR / 12, "year": _YEAR, "yr": _YEAR, "blwyddyn": _YEAR,
    "blynedd": _YEAR, "mlynedd": _YEAR, "oed": _YEAR,
}  # fmt: skip
_UNIT = re.compile(rf"\b({'|'.join(sorted(_UNITS, key=len, reverse=True))})s?\b")
_NUMBER_WORDS = {
    "none": 0, "zero": 0, "no": 0, "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dim": 0,
    "unwaith": 1, "un": 1, "dwywaith": 2, "dau": 2, "dwy": 2, "tair": 3, "tri": 3, "pedwar": 4,
    "pump": 5,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])([£$€]?)\s?(\d{1,3}(?:[,\s]\d{3})+(?![\d,])|\d+)(\.\d+)?"
    r"\s?((?:k|m|million|thousand)\b)?(?![\w.]*\d)"
)
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b")
_LESS = re.compile(
    r"^(?:<|≤|less than|fewer than|under|below|up to|younger than|at most|no more than|aged under"
    r"|before|llai na|dan|hyd at)"
    r"|\b(?:or less|or fewer|or under|or younger|or below|or earlier|and under|neu lai)\b"
)
_MORE = re.compile(
    r"^(?:>|≥|more than|over|above|at least|older than|aged over|after|greater than|mwy na|dros)"
    r"|\d\s?\+|\b(?:or more|or over|or older|or above|or later|and over|and above|plus|neu fwy"
    r"|neu drosodd|a throsodd)\b"
)
_BEFORE = re.compile(  # words that may stand before the first number
    r"(?:less|than|fewer|under|below|up|to|younger|at|most|no|more|over|above|least|older|from|between|or"
    r"|aged?|ages|about|around|approx(?:imately)?|before|after|greater|years?|not|only|just|the|once"
    r"|twice|never|dan|dros|llai|mwy|na|hyd|oed|oedran|o|rhwng|tua|iau|hŷn|i)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_COMMON = re.compile(  # words beside a number that do not say of what
    r"(?:less?|than|more|under|over|up|to|or|and|of|old|ago|per|an?|the|at|least|most|about|between"
    r"|from|above|below|fewer|younger|older|aged?|times?|only|[km]|million|thousand|plus|not?|never"
    r"|i've|ve|dan|dros|llai|mwy|na|neu|hyd|i"
    rf"|(?:{'|'.join([*_UNITS, *_NUMBER_WORDS])})s?)"
)
_NONE = re.compile(r"never|none|no .*|i've never .*|dim|zero")
_HEIGHT = re.compile(r"(\d{1,2})\s?(?:'|ft\b|feet\b)\s?(\d{1,2})?\s?(?:\"|''|in\b|inches\b)?")
_ANCHOR = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(?:$|[-–—=:.)(](?!\d)|\s)")
_END = re.compile(r"[^\W\d_].*(?:[(\[](-?\d{1,2})[)\]]|\s[-–—=:]\s?(\d{1,2}))$")
_ALONE = re.compile(r"(-?\d{1,2})()")
_FEW = {
    "several times": 5.0, "a few times": 3.0, "a couple of times": 2.0, "many times": 10.0,
    "most": 0.7,
    "sawl gwaith": 5.0, "ychydig o weithiau": 3.0,
}  # fmt: skip


def leading_number(key: str) -> float | None:
    """Return the number an answer begins with, as in "1 - Not at all"; nothing for a band."""
    match = _ANCHOR.match(key)
    if not match or re.match(r"\s*[-–—]\s*[£$€]?\d|\s*(?:to|i)\s+\d", key[match.end(1) :]):
        return None
    rest = key[match.end(1) :].strip(" -–—=:.()")
    quantity = _MORE.search(key) or re.match(rf"(?:{'|'.join(_UNITS)}|times?\b|%|gwaith)", rest)
    return None if quantity else float(match[1])


def ending_number(key: str) -> float | None:
    """Return the number that an answer ends with, as in "Not at all (1)" or "Not at all - 1"."""
    match = _END.search(key) or _ALONE.fullmatch(key)
    return float(match[1] or match[2]) if match else None


def by_quantity(keys: Sequence[str]) -> list[tuple[float, float]] | None:
    """Return the lower and upper end of each band or amount, or nothing where one has none."""
    units = {_UNITS[match[1]] for key in keys for match in _UNIT.finditer(key)}
    unit = units.pop() if len(units) == 1 else 1  # "over 55" beside "18-24 years"
    bands = [_band(key, unit) for key in keys]
    found = [band for band in bands if band]
    words = {word for key in keys for word in _LETTERS.findall(key)}
    counted = {word.rstrip("s") for word in words if not _COMMON.fullmatch(word)}
    alike = len(counted) < 3  # "1 High St" and "2 Low Rd" are no amounts of one thing
    return found if alike and len(found) == len(keys) == len(set(found)) else None


def by_rate(keys: Sequence[str], rates: Mapping[str, Any]) -> list[float] | None:
    """Return how often a year each answer says, or nothing where one does not say it."""
    found = [rate for rate in (_rate(key, rates) for key in keys) if rate is not None]
    unlike = len(found) < len(keys) or len(set(found)) < len(keys)
    return None if unlike or not any(_per(key, rates) for key in keys) else found


def _band(key: str, unit: float) -> tuple[float, float] | None:
    """Return the ends of "18-24", "Under £10k", "65+", "1 - 3 years"; nothing without a number."""
    numbers = _numbers(key, unit)
    if not numbers:
        return (-1.0, -1.0) if _NONE.fullmatch(key) else None
    if len(numbers) > 2 or not _is_amount(key):
        return None
    low, high = min(numbers), max(numbers)
    if len(numbers) == 1 and _LESS.search(key):
        return nextafter(low, -inf), low
    if len(numbers) == 1 and _MORE.search(key):
        return nextafter(low, inf), inf
    return low, high


def _is_amount(key: str) -> bool:
    """Tell whether an answer is about how much, and not "Group 1" or "[1, 2]"."""
    before = re.split(rf"[£$€<>≤≥]?\s?\d|{_WORD_NUMBER.pattern}", key, maxsplit=1)[0]
    between = re.search(r"\d([^\d]+)\d", re.sub(r"(?<=\d)[.,](?=\d)", "", key))
    known = all(map(_BEFORE.fullmatch, _LETTERS.findall(before)))
    listed = bool(between and re.search(r"[,;:|&]", between[1])) or bool(
        re.search(r"[\[\]{}#=]", key)
    )
    return known and not listed


def _numbers(key: str, unit: float) -> list[float]:
    """Return the numbers in an answer: a unit counts for those before it, `unit` where none is."""
    height = _HEIGHT.search(key)
    if height:
        return [12.0 * int(height[1]) + int(height[2] or 0)]
    digits = list(_NUMBER.finditer(key))
    if not digits:
        words = _WORD_NUMBER.findall(key)
        found = [(float(_NUMBER_WORDS[word]), 0) for word in words]
        times = (
            re.search(r"\b(?:times?|gwaith|once|twice|unwaith|dwywaith)\b", key) or len(key) < 12
        )
        return [value for value, _ in found] if times and len(found) == 1 else []
    found = [(_value(match), match.end()) for match in digits]
    units = [(match.start(), _UNITS[match[1]]) for match in _UNIT.finditer(key)]
    scaled = []
    for value, end in found:
        after = [size for start, size in units if start >= end]
        scaled.append(value * (after[0] if after else units[-1][1] if units else unit))
    return scaled


def _value(match: re.Match[str]) -> float:
    """Return what one number in digits amounts to."""
    size = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}.get(match[4] or "", 1.0)
    return float(re.sub(r"[,\s]", "", match[2])[:300] + (match[3] or "")) * size


def _rate(key: str, rates: Mapping[str, Any]) -> float | None:
    """Return how many times a year an answer says."""
    words: Mapping[str, float] = rates["words"]
    head = re.split(r"\s*[:;(,]|\s[-–]\s", key)[0].strip()
    if head in words:
        return float(words[head])
    if re.search(r"\bnever\b", head):
        return 0.0
    unit = _per(key, rates)
    if unit is None:
        return None
    few = next((times for phrase, times in _FEW.items() if phrase in head), None)
    numbers = [float(number) for number in re.findall(r"\d+", head)[:2]]
    spoken = [_NUMBER_WORDS[word] for word in _WORD_NUMBER.findall(head)]
    times = (
        few if few is not None else sum(numbers) / len(numbers) if numbers else (spoken or [1])[0]
    )
    factor = 0.7 if _LESS.search(head) else 1.3 if _MORE.search(head) else 1.0
    return times * factor * unit


def _per(key: str, rates: Mapping[str, Any]) -> float | None:
    """Return how often a year the unit comes round that an answer names."""
    units: Mapping[str, float] = rates["units"]
    named = re.search(
        rf"\b(?:a|an|per|every|each|bob|y|yr|most|the)\s+(?:other\s+)?({'|'.join(units)})s?\b", key
    )
    if named:
        return units[named[1]] * (0.5 if "every other" in key else 1.0)
    head = re.split(r"\s*[:;(,]|\s[-–]\s", key)[0].strip()
    word = rates["words"].get(head)
    return float(word) if head.endswith(("ly", "ol")) and word else None
