"""Answers in, variables of a statistics program out: codes with labels, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import Scale
from cpsurvey.writers.names import cut
from cpsurvey.writers.surveys.answered import WHOLE, Answered, Asked, scales_of
from cpsurvey.writers.surveys.made import Texts
from cpsurvey.writers.surveys.numbers import cells_of, labels_of, numbers_of

FACTS = {
    "respondent": "respondent_id",
    "finished": "finished",
    "progress": "progress",
    "started": "start_date",
    "recorded": "recorded_date",
    "duration_seconds": "duration_seconds",
    "language": "user_language",
}
MOMENTS = ("started", "recorded")
TICKS = {1.0: "Selected", 0.0: "Not selected"}
MISSING = 900.0  # typed in place of a number, in codes above this one, negative


class Variable(NamedTuple):
    """One variable: its name and label, its values, their labels, and those that are no answer.

    ``kind`` is coded, number, date, moment or text; the values of the first two are numbers.
    """

    name: str
    label: str
    values: pd.Series
    kind: str
    labels: Mapping[float, str] = {}
    missing: tuple[float, ...] = ()


class Limits(NamedTuple):
    """How long the label of a variable and of a value may be, and in what that is counted."""

    label: int
    value_label: int
    size: Callable[[str], int]


def variables(
    one: Answered, limits: Limits, *, zero: bool = True
) -> tuple[list[Variable], dict[str, tuple[str, ...]]]:
    """Return the variables of all facts and answers, and the names of those of each question.

    What is not ticked is 0 with a label, or else 0 without one that is declared missing.
    """
    found = list(_facts(one.meta))
    raw = {}
    for place, asked in enumerate(one.asked, start=1):
        made = list(_variables(asked, f"q{place}", limits, zero=zero))
        raw[asked.question.name] = tuple(variable.name for variable in made)
        found += made
    return found, raw


def texts_of(one: Answered, limits: Limits) -> Texts:
    """Return what each answer reads as, where labels are cut."""
    texts = {}
    for scale in scales_of(one):
        labels, numbers = value_labels(scale, limits), numbers_of(scale)
        alike = Counter(label.casefold() for label in labels.values())
        texts[scale.name] = {
            code: (f"{label} ({numbers[code]})" if alike[label.casefold()] > 1 else label,)
            for code, label in labels.items()
        }
    return texts


def value_labels(scale: Scale, limits: Limits) -> dict[str, str]:
    """Return the label of each level and reason, as long as it may be."""
    return {
        code: " ".join(cut(label, limits.value_label, limits.size).split())
        for code, label in labels_of(scale).items()
    }


def _facts(meta: pd.DataFrame) -> Iterator[Variable]:
    """Yield the facts about each response."""
    for fact, name in FACTS.items():
        if fact in MOMENTS:
            moments = pd.to_datetime(meta[fact].replace("", None)).astype("datetime64[ns]")
            yield Variable(name, fact, moments, "moment")
        else:
            yield Variable(name, fact, meta[fact], "text")


def _variables(asked: Asked, name: str, limits: Limits, *, zero: bool) -> Iterator[Variable]:
    """Yield the variables of a question."""
    if asked.kind == "typed":
        yield _typed(asked, name, _label(asked.wording, "", limits))
        return
    codes = {code: float(number) for code, number in numbers_of(asked.scale).items()}
    labels = {codes[key]: text for key, text in value_labels(asked.scale, limits).items()}
    reasons = {key: codes[key] for key in asked.scale.nonresponse if codes[key] in labels}
    missing = tuple(reasons.values())
    if asked.kind == "multi":
        why = {code: labels[code] for code in missing} if zero else {}
        for place, (key, label) in enumerate(asked.parts, start=1):
            ticks = (asked.cells[key] != "").astype(float)
            ticks = ticks.mask(asked.reasons[WHOLE] == "not_shown")
            said = asked.reasons[WHOLE].where(asked.said[WHOLE] != "", "").map(reasons)
            yield Variable(
                f"{name}_{place}",
                _label(asked.wording, label, limits),
                ticks.mask(said.notna(), said) if zero else ticks,
                "coded",
                TICKS | why if zero else {1.0: labels[codes[key]]},
                missing if zero else (0.0,),
            )
        return
    cells = cells_of(asked, {key: str(code) for key, code in codes.items()})
    values = cells.replace("", None).astype(float)
    for place, (key, label) in enumerate(asked.parts or ((WHOLE, ""),), start=1):
        own = f"{name}_{place}" if asked.parts else name
        wording = _label(asked.wording, label, limits)
        yield Variable(own, wording, values[key], "coded", labels, missing)


def _typed(asked: Asked, name: str, label: str) -> Variable:
    """Return what was typed: numbers with codes for words, days where there are no words."""
    cells, said = asked.cells[WHOLE], asked.said[WHOLE]
    said = said.where(cells == "", "")
    words = sorted(set(said) - {""})
    if asked.question.type == "number":
        codes = {word: -(MISSING + place) for place, word in enumerate(words, start=1)}
        numbers = cells.replace("", None).astype(float)
        numbers = numbers.where(said == "", said.map(codes).astype(float))
        labels = {code: word for word, code in codes.items()}
        return Variable(name, label, numbers, "number", labels, tuple(labels))
    if asked.question.type == "date" and not words:
        return Variable(name, label, pd.to_datetime(cells.replace("", None)), "date")
    return Variable(name, label, cells.where(cells != "", said), "text")


def _label(wording: str, part: str, limits: Limits) -> str:
    """Return a label of a variable; the wording gives way, and the part of it stays."""
    text = " ".join(wording.split())
    if not part:
        return cut(text, limits.label, limits.size)
    room = max(limits.label - limits.size(f" - {part}"), limits.label // 3)
    return cut(f"{cut(text, room, limits.size)} - {part}", limits.label, limits.size)
