"""Columns taken for the options of a select-all → the select-all, if every cell can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cpsurvey.codebook import normalise
from cpsurvey.codebook.ticks import TICKED, UNTICKED
from cpsurvey.drafting.answers import DraftLevel, DraftScale, reason_of
from cpsurvey.drafting.cues import says
from cpsurvey.drafting.facts import Column
from cpsurvey.drafting.joined import unread
from cpsurvey.drafting.records import Guess

MOST_SPELLINGS = 3


def select_all(
    guess: Guess,
    columns: Sequence[Column],
    parts: Sequence[str],
    platform: str,
    *,
    fixed: bool = False,
) -> Guess | None:
    """Return a select-all with its options, or nothing where a cell would have no meaning.

    Options are called as their columns say, or as the parts where these are fixed.
    """
    signs = {key for column in columns for key in column.keys}
    coded = bool(signs & UNTICKED) or (bool(signs & TICKED) and len(signs) < 4)
    homes: dict[str, str] = {}
    reasons: dict[str, str] = {}
    levels: list[DraftLevel] = []
    for number, (column, part) in enumerate(zip(columns, parts, strict=True), start=1):
        label = (part if fixed else _option_label(column, part, coded)) or f"Option {number}"
        label = column.tag if label.isdigit() and coded else label
        while normalise(label) in homes or (coded and normalise(label) in TICKED | UNTICKED):
            label = f"{label} ({number})"
        homes[normalise(label)] = column.name
        levels.append(DraftLevel(label))
    for number, (column, level) in enumerate(zip(columns, levels, strict=True)):
        variants: list[str] = []
        for text in column.all_answers:
            key, reason, shown = normalise(text), reason_of(text, platform), " ".join(text.split())
            alone = len(columns) == 1  # cleaning reads one column as cells that join labels
            not_ticked = coded and key in UNTICKED and signs != {"0"}
            if key == normalise(level.label) or (key in TICKED and not alone):
                continue
            if not_ticked and not alone:
                continue
            if (reason or not_ticked) and key not in homes:
                reasons.setdefault(key, shown)
            elif homes.setdefault(key, column.name) != column.name:
                return None
            elif key not in map(normalise, variants):
                variants.append(shown)
        if len(variants) > 3:
            return None
        levels[number] = DraftLevel(level.label, tuple(variants))
    if set(reasons) & set(homes):
        return None
    kinds: dict[str, tuple[str, ...]] = {}
    for key in sorted(reasons):
        kind = reason_of(reasons[key], platform) or "skipped"
        kinds[kind] = (*kinds.get(kind, ()), reasons[key])
    known = {*homes, *reasons}
    if len(columns) == 1 and unread(columns[0].all_answers, known):
        return None
    scale = DraftScale(tuple(levels), kinds)
    return replace(guess, scale=scale, exclusive=exclusive_option(scale))


def _option_label(column: Column, part: str, coded: bool) -> str:
    """Return the label of an option: what its column holds, or what its header says."""
    telling = [text for text in column.answers if not reason_of(text, "")]
    keys = {normalise(text) for text in telling}
    if len(keys) == 1 and not coded and column.numbers is None:
        return " ".join(min(telling, key=lambda text: (-column.answers[text], text)).split())
    return part


def exclusive_option(scale: DraftScale) -> str:
    """Return the label of the option that excludes the others, where there is just one."""
    found = [level.label for level in scale.levels if says(level.label, "none")]
    return found[0] if len(found) == 1 and len(scale.levels) > 1 else ""
