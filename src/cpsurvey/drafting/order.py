"""The answers to one question → the same in a sensible order, and by what it was recognised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cpsurvey.codebook import normalise
from cpsurvey.drafting.degrees import by_degree
from cpsurvey.drafting.quantities import by_quantity, by_rate, ending_number, leading_number

_AFTER = re.compile(r"\s*(?:[:;,(\[]|\s[-–]\s|\s=\s).*$", re.DOTALL)
_YES_NO = re.compile(r"^(?:yes|no|ydw|nac ydw),\s*")
_NATURAL = re.compile(r"(\d+)")


LONGEST = 400  # characters of an answer that may be one of a scale


class Order(NamedTuple):
    """Answers in order; ``ordered`` where the order means more or less of something."""

    answers: tuple[str, ...]
    family: str = ""
    label: str = ""
    ordered: bool = False


@lru_cache(maxsize=1)
def scale_words() -> Mapping[str, Any]:
    """Return what scales.toml says, as it stands there."""
    return tomllib.loads(Path(__file__).with_name("scales.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, str]:
    """Return the kind of non-response of every known wording of one."""
    kinds: Mapping[str, Sequence[str]] = scale_words()["nonresponse"]
    return {plain(text): kind for kind, texts in kinds.items() for text in texts}


def in_order(answers: Iterable[str]) -> Order:
    """Return answers in the order of the scale they make up; alphabetically where they make none.

    The order depends on the answers alone: "Other" and "None of these" come last.
    """
    texts = tuple(sorted(set(answers)))
    if max(map(len, texts), default=0) > LONGEST:
        return Order(texts)
    return _in_order(texts)


@lru_cache(maxsize=1024)
def _in_order(answers: tuple[str, ...]) -> Order:
    """Return answers in order; the same scale is asked for again and again."""
    texts = sorted(answers, key=_natural)
    found = _by_list(texts) or next(iter(_by_rule(texts)), None)
    return found or Order(tuple(sorted(texts, key=lambda text: (_last(text), *_natural(text)))))


def plain(text: str) -> str:
    """Return an answer in the form in which wordings are compared."""
    return normalise(text[:LONGEST]).rstrip(" .!?;:,").replace("\u2026", "")


def _by_rule(texts: Sequence[str]) -> Iterable[Order]:
    """Yield the orders that follow from numbers and degrees in the answers themselves."""
    rules = (
        ("number", "Number", _by_number),
        ("rate", "How often", lambda keys: by_rate(keys, scale_words()["rates"])),
        ("range", "Range", by_quantity),
        ("degree", "Degree", lambda keys: by_degree(keys, scale_words())),
    )
    keys = [plain(text) for text in texts]
    for family, label, rule in rules:
        places = rule(keys) if len(texts) > 1 else None
        if places:
            ranked = sorted(range(len(texts)), key=lambda item: places[item])
            yield Order(tuple(texts[item] for item in ranked), family, label, ordered=True)


def _by_number(keys: Sequence[str]) -> list[float] | None:
    """Return the places of numbers, some or all of them with words for what they stand for."""
    found = [number for number in map(leading_number, keys) if number is not None]
    bare = any(key.lstrip("-").replace(".", "", 1).isdigit() for key in keys)
    parted = all(re.match(r"-?[\d.]+\s*[-–—=:.)(]", key) for key in keys)
    told = len(found) == len(keys) == len(set(found))
    if told and (bare or parted):
        return found
    ends = [number for number in map(ending_number, keys) if number is not None]
    return ends if len(ends) == len(keys) == len(set(ends)) else None


def on_a_list(answers: Iterable[str]) -> tuple[Order, Mapping[str, int]] | None:
    """Return the first list in which all answers stand, and each one's step; some may share one.

    There are two steps at least, or the answers are nothing that a list tells.
    """
    texts = sorted(set(answers))
    if not texts or max(map(len, texts)) > LONGEST:
        return None
    return next((found for found in _matches(texts) if len(set(found[1].values())) > 1), None)


def _by_list(texts: Sequence[str]) -> Order | None:
    """Return the order of the first list in which every answer has a step of its own."""
    each = (order for order, steps in _matches(texts) if len(set(steps.values())) == len(texts))
    return next(each, None)


def _matches(texts: Sequence[str]) -> Iterator[tuple[Order, Mapping[str, int]]]:
    """Yield the lists in which all answers stand, with the step of each."""
    keys = [_forms(text) for text in texts]
    for name, steps, record in _lists():
        places = [next((steps[key] for key in forms if key in steps), -1) for forms in keys]
        if -1 in places or not places:
            continue
        ranked = sorted(zip(places, texts, strict=True))
        ordered = not record.get("unordered", False) and len(texts) > 1
        order = Order(tuple(text for _, text in ranked), name, record["label"], ordered)
        yield order, dict(zip(texts, places, strict=True))


def _forms(text: str) -> tuple[str, ...]:
    """Return an answer as it may stand in a list: whole, without "yes," before, or a remark."""
    key = plain(text)
    return key, _YES_NO.sub("", key), plain(_AFTER.sub("", key))


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[str, Mapping[str, int], Mapping[str, Any]], ...]:
    """Return each list's name, the step of each of its wordings, and its record."""
    records: Mapping[str, Mapping[str, Any]] = scale_words()["list"]
    return tuple(
        (
            name,
            {plain(text): place for place, step in enumerate(record["steps"]) for text in step},
            record,
        )
        for name, record in records.items()
    )


def _last(text: str) -> int:
    """Return 1 for "Other", 2 for "None of these", 0 for any other answer."""
    key = plain(text)
    if re.match(r"(?:none\b|dim un\b|neb\b|nothing\b|no one\b|nobody\b)", key):
        return 2
    return int(bool(re.match(r"(?:others?\b|arall\b|something else|rhywbeth arall)", key)))


def _natural(text: str) -> tuple[list[tuple[int, int | str]], str]:
    """Return a key that sorts "Item 2" before "Item 10"."""
    parts = _NATURAL.split(normalise(text))
    key = [(0, int(p)) if p.isdecimal() and len(p) < 20 else (1, p) for p in parts]
    return key, text
