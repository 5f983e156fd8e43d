"""A select-all question, one column an option or all in one cell → a boolean an option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import (
    BLANK,
    REASONS,
    TOLD,
    UNKNOWN,
    Cleaned,
    Reading,
    account_for,
    coded,
    no_changes,
    read_distinct,
)
from cpsurvey.codebook import Level, Question, Scale, normalise
from cpsurvey.codebook.joined import Known, Ways
from cpsurvey.codebook.parting import part_cells
from cpsurvey.codebook.ticks import TICKED, UNTICKED, unticked_as

WORD = 32  # bits of a meaning that are looked at together
# Platforms that write whether an option was ticked, never its label: what is not ticked, and why.
SIGNS: Mapping[str, Mapping[str, str]] = {
    "limesurvey": {**dict.fromkeys(UNTICKED, ""), "n/a": "not_shown"},
    "redcap": dict.fromkeys(UNTICKED, ""),
}


def split_columns(raw: pd.DataFrame, question: Question, platform: str = "") -> Cleaned:
    """Return ticks from one column an option; who ticked nothing is not taken to have answered."""
    scale = question.answers
    signs = SIGNS.get(platform, {})
    ticked: list[np.ndarray] = []
    parts: list[Cleaned] = []
    for column, level in zip(raw, scale.levels, strict=True):
        read = partial(_read_tick, level=level, scale=scale, signs=signs)
        places, readings = read_distinct(raw[column], read)
        ticked.append(np.array([bool(reading.value) for reading in readings], bool)[places])
        parts.append(account_for(raw[column], places, readings))
    made = np.column_stack(ticked)
    said = _said(parts)
    ticks = tick(made, said.mask((said == "skipped") & np.asarray(made.any(axis=1)), ""), question)
    unknown = {key: rows for part in parts for key, rows in part.unknown.items()}
    return ticks._replace(changes=pd.concat([part.changes for part in parts]), unknown=unknown)


def is_tick(raw: pd.Series, question: Question, platform: str = "") -> bool:
    """Tell whether the one column of a question with one option says only if it was ticked."""
    signs = TICKED | UNTICKED | set(SIGNS.get(platform, ()))
    held = {normalise(text) for text in map(str, pd.unique(raw))} - {""}
    return len(question.codes) == 1 and held <= signs.union(question.answers.reasons)


def split_cells(raw: pd.Series, question: Question, platform: str = "") -> Cleaned:
    """Return ticks from cells that join the labels of the options ticked.

    A cell that can be parted in several ways is ambiguous; ``details`` has the options of each.
    """
    scale = question.answers
    names = _names(scale)
    cells = [text for text in map(str, pd.unique(raw)) if text.strip()]
    known = _known(scale, names.kinds)
    ways = part_cells(cells, known, platform, typed=bool(scale.other))
    meant = dict(zip(cells, ways, strict=True))
    exact = known.all_spelt(names.labels)
    read = partial(_read_joined, meant=meant, names=names, exact=exact)
    places, readings = read_distinct(raw, read)
    said = ["" if reading is BLANK else reading.reason for reading in readings]
    bits = _bits([reading.value or 0 for reading in readings], len(names.codes))
    ticks = tick(bits[places], coded(said, REASONS, places, raw.index), question)
    several = np.array([reading.after if reading.reason else "" for reading in readings], object)
    details = pd.Series(several[places], index=raw.index, dtype=object)
    cleaned = account_for(raw, places, readings)
    return ticks._replace(
        changes=cleaned.changes,
        unknown=cleaned.unknown,
        told_by=ticks.told_by.mask(details != "", "typed"),
        details=details if (several != "").any() else None,
    )


def tick(ticked: np.ndarray, said: pd.Series, question: Question) -> Cleaned:
    """Return booleans an option, missing where nothing is ticked, and contradictory ticks.

    ``said`` is the kind of non-response that a person ticked; empty for none.
    """
    scale = question.answers
    answered = np.asarray(ticked.any(axis=1))
    values = {
        f"__{code}": pd.Series(ticked[:, place], index=said.index, dtype="boolean").where(answered)
        for place, code in enumerate(scale.codes)
    }
    reasons = said.where(said != "", "skipped").mask(answered, "")
    told = pd.Series("answer", index=said.index, dtype=TOLD).where(said != "", "blank")
    doubts = {"nonresponse_and_other": (said != "") & answered}
    if question.exclusive:
        alone = ticked[:, scale.codes.index(question.exclusive)]
        both = alone & (ticked.sum(axis=1) > 1)
        doubts["exclusive_and_other"] = pd.Series(both, index=said.index)
    return Cleaned(values, reasons, no_changes(), {}, doubts, told.mask(answered, ""))


def _said(read: Sequence[Cleaned]) -> pd.Series:
    """Return the kind of non-response that a person ticked in any of several columns.

    Who was shown one of the options was shown the question.
    """
    said = pd.Series("", index=read[0].reasons.index, dtype=REASONS)
    hidden = pd.Series(data=True, index=said.index)
    for part in read:
        here = part.reasons.mask(part.told_by == "blank", "")
        hidden &= (here == "not_shown") | (part.told_by == "blank")
        said = said.where((said != "") & (said != "not_shown"), here.where(here != "", said))
    return said.mask((said == "not_shown") & ~hidden, "")


def _read_tick(text: str, level: Level, scale: Scale, signs: Mapping[str, str]) -> Reading:
    """Return whether one cell ticks this option, or says why nothing is ticked.

    What is a sign to the platform is none of the labels, whatever an option is called.
    """
    key = normalise(text)
    if key in signs:
        return Reading(False, reason=signs[key])
    if key in TICKED or text == level.label:
        return Reading(True)
    if key in {normalise(known) for known in (level.label, *level.variants)}:
        return Reading(True, rule="spelling", before=text, after=level.label)
    if reason := scale.reasons.get(key):
        return Reading(False, reason=reason)
    if key in UNTICKED or any(key in unticked_as(one) for one in (level.label, *level.variants)):
        return Reading(False)
    return Reading(True, rule="other") if level.code == scale.other else UNKNOWN


class _Names(NamedTuple):
    """What the bits of a meaning stand for: options, then kinds of non-response."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    other: int  # the option that stands for what was typed


def _names(scale: Scale) -> _Names:
    """Return what the bits of a meaning stand for."""
    labels = tuple(level.label for level in scale.levels)
    kinds = tuple(dict.fromkeys(scale.reasons.values()))
    return _Names(scale.codes, labels, kinds, 1 << scale.codes.index(scale.other or scale.codes[0]))


def _known(scale: Scale, kinds: Sequence[str]) -> Known:
    """Return the answers of a scale, each at its place among the bits."""
    places = {code: place for place, code in enumerate(scale.codes)}
    homes = {key: places[level.code] for key, level in scale.lookup.items()}
    homes |= {key: len(places) + kinds.index(kind) for key, kind in scale.reasons.items()}
    return Known(homes, ordered=len(places))


def _read_joined(text: str, meant: Mapping[str, Ways], names: _Names, *, exact: bool) -> Reading:
    """Return the options that one cell joins, as bits, or why there are none."""
    ways = meant[text]
    if not ways:
        return UNKNOWN
    if len(ways) > 1:
        several = ("+".join(_at(way, (*names.codes, *names.kinds))) for way in ways)
        return Reading(reason="ambiguous", after=";".join(dict.fromkeys(several)))
    options = ways[0] & (1 << len(names.codes)) - 1
    rest = ways[0] >> len(names.codes)
    reason = next(iter(_at(rest, names.kinds)), "")
    if rest >> len(names.kinds):  # typed, so the words are not in the audit trail
        return Reading(options | names.other, reason, rule="other")
    labels = () if exact else _at(options, names.labels)
    if all(label in text for label in labels):
        return Reading(options, reason)
    return Reading(options, reason, rule="variant", before=text, after=", ".join(labels))


def _at(bits: int, names: Sequence[str]) -> list[str]:
    """Return the names at the places whose bits are set."""
    found = []
    left = bits & (1 << len(names)) - 1
    while left:
        found.append(names[(left & -left).bit_length() - 1])
        left &= left - 1
    return found


def _bits(ways: Sequence[int], places: int) -> np.ndarray:
    """Return a row a meaning and a column a place, true where its bit is set."""
    found = np.zeros((len(ways), places), dtype=bool)
    for first in range(0, places, WORD):
        words = np.array([way >> first & (1 << WORD) - 1 for way in ways], dtype=np.int64)
        last = min(first + WORD, places)
        found[:, first:last] = words[:, None] >> np.arange(last - first) & 1
    return found
