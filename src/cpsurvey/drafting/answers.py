"""The answers that stand in columns → a scale: levels in order, their spellings, non-response."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cpsurvey.codebook import normalise
from cpsurvey.drafting.order import in_order, plain, reasons

OFFERED = ("dont_know", "not_applicable", "prefer_not")  # kinds of non-response people can choose
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_LIME_CODE = re.compile(r"-?\d{1,12}(?:\.\d+)?|[A-Z]{1,2}\d{1,4}|-oth-")


@dataclass(frozen=True)
class DraftLevel:
    """One level: its label and the other texts that stand for it."""

    label: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftScale:
    """Levels in order and the answers that are none; ``bare`` where they are numbers without words.

    ``family`` is what the order was recognised by, blank where the levels are in the alphabet's.
    """

    levels: tuple[DraftLevel, ...]
    nonresponse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: bool = False
    family: str = ""
    label: str = ""
    bare: bool = False
    note: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """All answers that may be chosen: levels in order, then those that are non-response."""
        return (
            *(level.label for level in self.levels),
            *(text for kind in OFFERED for text in self.nonresponse.get(kind, ())),
        )

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two scales have in common when they are the same."""
        levels = tuple(normalise(level.label) for level in self.levels)
        return self.ordered, levels, tuple(sorted(self.nonresponse))


def build_scale(cells: Iterable[Mapping[str, int]], platform: str) -> DraftScale:
    """Return the scale of columns that share their answers; each cell has exactly one meaning."""
    spelt = spellings(cells)
    labels = {key: best_label(texts) for key, texts in spelt.items()}
    kinds = {key: kind for key in labels if (kind := reason_of(labels[key], platform))}
    if len(kinds) == len(labels):
        kinds = {}
    numbers = _same_numbers([key for key in labels if key not in kinds])
    kept = [key for key in labels if key not in kinds and key not in numbers]
    order = in_order(labels[key] for key in kept)
    variants: dict[str, list[str]] = {}
    for key, same in numbers.items():
        variants.setdefault(same, []).append(labels[key])
    levels = tuple(
        DraftLevel(label, tuple(sorted(variants.get(normalise(label), ()))))
        for label in order.answers
    )
    nonresponse: dict[str, tuple[str, ...]] = {}
    for key in sorted(kinds):
        nonresponse[kinds[key]] = (*nonresponse.get(kinds[key], ()), labels[key])
    form = _LIME_CODE if platform == "limesurvey" else _NUMBER
    bare = all(form.fullmatch(level.label.strip()) for level in levels)
    return DraftScale(
        levels,
        nonresponse,
        order.ordered and not bare and len(levels) > 1,
        order.family,
        order.label,
        bare,
    )


def spellings(cells: Iterable[Mapping[str, int]]) -> dict[str, Counter[str]]:
    """Return the texts of each answer with their counts; texts are one answer when compared so."""
    spelt: dict[str, Counter[str]] = {}
    for counts in cells:
        for text, count in counts.items():
            spelt.setdefault(normalise(text), Counter())[text] += count
    return spelt


def best_label(texts: Mapping[str, int]) -> str:
    """Return the commonest spelling of an answer, with single spaces."""
    text = min(texts, key=lambda text: (-texts[text], text))
    return " ".join(text.split())


def reason_of(answer: str, platform: str) -> str:
    """Return the kind of non-response an answer is; nothing for a level."""
    if platform == "limesurvey" and normalise(answer) == "n/a":
        return "not_shown"
    if platform == "qualtrics" and answer.strip() == "-99":
        return "skipped"
    return reasons().get(plain(answer), "")


def _same_numbers(keys: Sequence[str]) -> dict[str, str]:
    """Return numbers written in another way, such as 3.0, with the number they are."""
    if not all(_NUMBER.fullmatch(key) for key in keys):
        return {}
    first: dict[float, str] = {}
    same: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (len(key), key)):
        known = first.setdefault(float(key), key)
        if known != key:
            same[key] = known
    return same


def with_typed(scale: DraftScale, typed: Sequence[str], empty: Sequence[str]) -> DraftScale:
    """Return a scale in which what people typed beside the options stands for "Other"."""
    levels = list(scale.levels)
    if typed:
        place = next(
            (n for n, v in enumerate(levels) if plain(v.label) in ("other", "arall")), None
        )
        if place is None:
            levels.append(DraftLevel("Other", tuple(typed)))
        else:
            level = levels[place]
            levels[place] = DraftLevel(level.label, (*level.variants, *typed))
    nonresponse = dict(scale.nonresponse)
    if empty:
        nonresponse["skipped"] = (*nonresponse.get("skipped", ()), *empty)
    note = "What people typed beside the options stands under Other: read it before you share this file."
    return DraftScale(
        tuple(levels), nonresponse, scale.ordered, scale.family, scale.label, scale.bare,
        note if typed else "",
    )  # fmt: skip
