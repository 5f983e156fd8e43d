"""The answers that stand in columns → a scale: levels in order, their spellings, non-response."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cpsurvey.codebook import normalise
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.order import in_order, on_a_list, plain, reasons

OFFERED = ("dont_know", "not_applicable", "prefer_not")  # kinds of non-response people can choose
NAME = 40  # characters of an option that is called Other, whatever comes after
RARELY, ENOUGH = 0.1, 10  # a wording beside a common one: its share, and how common that is
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_CODE = re.compile(r"-?\d{1,40}(?:\.\d+)?")  # Qualtrics recodes to sixteen digits, for one
_LIME_CODE = re.compile(r"-?\d{1,12}(?:\.\d+)?|[A-Z]{1,2}\d{1,4}|-oth-")


@dataclass(frozen=True)
class DraftLevel:
    """One level: its label and the other texts that stand for it."""

    label: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftScale:
    """Levels in order and the answers that are none; ``bare`` where they are numbers without words.

    ``other`` is the label of the level that stands for whatever people typed.
    ``family`` is what the order was recognised by, blank where the levels are in the alphabet's;
    ``other`` the label of the level that stands for what was typed.
    """

    levels: tuple[DraftLevel, ...]
    nonresponse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: bool = False
    family: str = ""
    label: str = ""
    bare: bool = False
    other: str = ""
    note: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """All answers that may be chosen: levels in order, then those that are non-response."""
        return (
            *(level.label for level in self.levels),
            *(
                t
                for kind in OFFERED
                for t in self.nonresponse.get(kind, ())
                if not _NUMBER.fullmatch(t)
            ),
        )

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two scales have in common when they are the same."""
        return self.ordered, self.other, tuple(normalise(level.label) for level in self.levels)


def build_scale(cells: Iterable[Mapping[str, int]], platform: str) -> DraftScale:
    """Return the scale of columns that share their answers; each cell has exactly one meaning."""
    spelt = spellings(cells)
    labels = {key: best_label(texts) for key, texts in spelt.items()}
    kinds = {key: kind for key in labels if (kind := reason_of(labels[key], platform))}
    if len(kinds) == len(labels):
        kinds = {}
    numbers = _same_numbers([key for key in labels if key not in kinds])
    kept = [key for key in labels if key not in kinds and key not in numbers]
    variants = _synonyms({labels[key]: sum(spelt[key].values()) for key in kept})
    others = {text for texts in variants.values() for text in texts}
    held = [labels[key] for key in kept if labels[key] not in others]
    order = in_order(held)
    known = None if order.family else on_a_list(held)
    order = known[0] if known else order
    for key, same in numbers.items():
        variants.setdefault(labels[same], []).append(labels[key])
    levels = tuple(
        DraftLevel(label, tuple(sorted(variants.get(label, ())))) for label in order.answers
    )
    nonresponse: dict[str, tuple[str, ...]] = {}
    for key in sorted(kinds):
        nonresponse[kinds[key]] = (*nonresponse.get(kinds[key], ()), labels[key])
    form = _LIME_CODE if platform == "limesurvey" else _CODE
    bare = all(form.fullmatch(level.label.strip()) for level in levels)
    return DraftScale(
        levels,
        nonresponse,
        order.ordered and not bare and len(levels) > 1,
        order.family,
        order.label,
        bare,
    )


def _synonyms(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Return, for answers of a known scale, other wordings of the same step that hardly occur."""
    found = on_a_list(counts)
    together: dict[str, list[str]] = {}
    for step in set(found[1].values()) if found else ():
        same = [text for text in counts if found and found[1][text] == step]
        main = min(same, key=lambda text: (-counts[text], text))
        rare = [text for text in same if text != main and counts[text] <= RARELY * counts[main]]
        if rare and counts[main] >= ENOUGH:
            together[main] = rare
    return together


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
    if answer.strip() == "Na":  # Welsh for no; NA has two capitals
        return ""
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


def with_typed(scale: DraftScale, typed: int, empty: Sequence[str] = ()) -> DraftScale:
    """Return a scale in which "Other" stands for so many different texts typed beside options.

    ``empty`` are cells that hold nothing but signs.
    """
    nonresponse = dict(scale.nonresponse)
    if empty:
        nonresponse["skipped"] = (*nonresponse.get("skipped", ()), *empty)
    scale = replace(scale, nonresponse=nonresponse)
    if not typed:
        return scale
    called = (level.label for level in scale.levels if says(level.label, "other"))
    other = next((label for label in called if len(label) <= NAME), "")
    levels = scale.levels if other else (*scale.levels, DraftLevel("Other"))
    note = (
        f"{typed} different texts, each given by next to nobody else, are counted as Other, taken"
        " to be typed beside the options: add those that are options."
    )
    return replace(scale, levels=levels, other=other or "Other", note=note)
