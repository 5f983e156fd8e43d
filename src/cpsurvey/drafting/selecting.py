"""Columns taken for the options of a select-all → the select-all, if every cell can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cpsurvey.codebook import normalise
from cpsurvey.codebook.ticks import TICKED, UNTICKED, unticked_as
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
    own = all(set(c.keys) <= {normalise(part)} for c, part in zip(columns, parts, strict=True))
    coded = not own and (bool(signs & UNTICKED) or (bool(signs & TICKED) and len(signs) < 4))
    labels = _labels(columns, parts, coded=coded, fixed=fixed)
    homes = {normalise(label): label for label in labels}
    ticks = TICKED if len(columns) > 1 else frozenset()  # one column is read as cells that join
    unticked = UNTICKED if coded and signs != {"0"} else frozenset()
    reasons: dict[str, tuple[str, str]] = {}
    levels: list[DraftLevel] = []
    for column, label in zip(columns, labels, strict=True):
        variants: dict[str, str] = {}
        for text in column.all_answers:
            key, shown = normalise(text), " ".join(text.split())
            reason = reason_of(text, platform) or ("skipped" if key in unticked else "")
            if key == normalise(label) or key in ticks or (key in unticked and ticks):
                continue
            if key in unticked_as(label) and key not in homes:
                continue
            if reason and key not in homes:
                reasons.setdefault(key, (reason, shown))
            elif homes.setdefault(key, label) != label:
                return None
            else:
                variants.setdefault(key, shown)
        levels.append(DraftLevel(label, tuple(variants.values())))
    many = any(len(level.variants) > MOST_SPELLINGS for level in levels)
    lost = not ticks and unread(columns[0].all_answers, {*homes, *reasons})
    if many or lost or set(reasons) & set(homes):
        return None
    scale = DraftScale(tuple(levels), _by_kind(reasons))
    return replace(guess, scale=scale, exclusive=exclusive_option(scale))


def _labels(
    columns: Sequence[Column], parts: Sequence[str], *, coded: bool, fixed: bool
) -> list[str]:
    """Return the label of each option, each another and none a sign for ticked or not ticked."""
    found: dict[str, str] = {}
    taken = UNTICKED if fixed else TICKED | UNTICKED
    for number, (column, part) in enumerate(zip(columns, parts, strict=True), start=1):
        own = part if fixed else _option_label(column, part, coded)
        if not fixed and not coded:
            own = _told_alone(column, columns, part) or own
        label = own or f"Option {number}"
        label = column.tag if label.isdigit() and coded and not fixed else label
        while normalise(label) in found or (coded and normalise(label) in taken):
            label = f"{label} ({number})"
        found[normalise(label)] = label
    return list(found.values())


def _by_kind(reasons: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the answers that are no answer, by their kind."""
    kinds: dict[str, tuple[str, ...]] = {}
    for _, (kind, shown) in sorted(reasons.items()):
        kinds[kind] = (*kinds.get(kind, ()), shown)
    return kinds


def _option_label(column: Column, part: str, coded: bool) -> str:
    """Return the label of an option: what its column holds, or what its header says."""
    signs = TICKED | UNTICKED if coded else frozenset()
    told = [text for text in column.answers if not reason_of(text, "")]
    signs = signs.union(*(unticked_as(text) for text in (part, *told)))
    telling = [text for text in told if normalise(text) not in signs]
    keys = {normalise(text) for text in telling}
    if len(keys) == 1 and column.numbers is None:
        return " ".join(min(telling, key=lambda text: (-column.answers[text], text)).split())
    return part


def _told_alone(column: Column, columns: Sequence[Column], part: str) -> str:
    """Return the one answer of a column that no other has, where it may say why there is none.

    It is the option, unless the header, which names none or ends with it, has another.
    """
    keys = set(column.keys)
    if part and not part.isdigit() and not normalise(part).endswith(tuple(keys)):
        return ""
    others = {key for other in columns if other is not column for key in other.keys}
    if len(keys) != 1 or keys & others or column.numbers is not None:
        return ""
    text = min(column.all_answers, key=lambda text: (-column.all_answers[text], text))
    return " ".join(text.split()) if reason_of(text, "") else ""


def exclusive_option(scale: DraftScale) -> str:
    """Return the label of the option that excludes the others, where there is just one."""
    found = [level.label for level in scale.levels if says(level.label, "none")]
    return found[0] if len(found) == 1 and len(scale.levels) > 1 else ""
