"""A select-all question, one column an option or all in one cell → a boolean an option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import (
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
from cpsurvey.codebook.joined import beside, joined_pattern
from cpsurvey.codebook.ticks import TICKED, UNTICKED

REASON = "why nothing is ticked"  # no code of an option


def split_columns(raw: pd.DataFrame, question: Question) -> Cleaned:
    """Return ticks from one column an option; who ticked nothing is not taken to have answered."""
    scale = question.answers
    ticked: list[np.ndarray] = []
    parts: list[Cleaned] = []
    for column, level in zip(raw, scale.levels, strict=True):
        places, readings = read_distinct(raw[column], partial(_read_tick, level=level, scale=scale))
        ticked.append(np.array([bool(reading.value) for reading in readings], bool)[places])
        parts.append(account_for(raw[column], places, readings))
    ticks = tick(np.column_stack(ticked), _said(parts), question)
    unknown = {key: rows for part in parts for key, rows in part.unknown.items()}
    return ticks._replace(changes=pd.concat([part.changes for part in parts]), unknown=unknown)


def split_cells(raw: pd.Series, question: Question) -> Cleaned:
    """Return ticks from cells that join the labels of the options ticked."""
    scale = question.answers
    pattern = joined_pattern([*scale.lookup, *scale.reasons])
    places, readings = read_distinct(raw, partial(_read_joined, scale=scale, known=pattern))
    chosen = [reading.value or {} for reading in readings]
    ticked = np.array([[code in value for code in scale.codes] for value in chosen], dtype=bool)
    said = coded([value.get(REASON, "") for value in chosen], REASONS, places, raw.index)
    ticks = tick(ticked.reshape(len(chosen), len(scale.codes))[places], said, question)
    cleaned = account_for(raw, places, readings)
    return ticks._replace(changes=cleaned.changes, unknown=cleaned.unknown)


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
    """Return the kind of non-response that a person ticked in any of several columns."""
    said = read[0].reasons.mask(read[0].told_by == "blank", "")
    for part in read[1:]:
        said = said.where(said != "", part.reasons.mask(part.told_by == "blank", ""))
    return said


def _read_tick(text: str, level: Level, scale: Scale) -> Reading:
    """Return whether one cell ticks this option, or says why nothing is ticked."""
    key = normalise(text)
    if key in TICKED or text == level.label:
        return Reading(True)
    if key in {normalise(known) for known in (level.label, *level.variants)}:
        return Reading(True, rule="spelling", before=text, after=level.label)
    if reason := scale.reasons.get(key):
        return Reading(False, reason=reason)
    if key in UNTICKED:
        return Reading(False)
    return Reading(True, rule="other") if level.code == scale.other else UNKNOWN


def _read_joined(text: str, scale: Scale, known: re.Pattern[str]) -> Reading:
    """Return the options that one cell joins; longest labels are recognised first."""
    found = [match.group(1) for match in known.finditer(normalise(text) + ",")]
    rest = beside(normalise(text), known)
    if not scale.other and (rest or not found):
        return UNKNOWN
    levels = [scale.lookup[item] for item in found if item in scale.lookup]
    reasons = [scale.reasons[item] for item in found if item in scale.reasons]
    chosen = dict.fromkeys((level.code for level in levels), "")
    if reasons:
        chosen[REASON] = reasons[0]
    if rest:  # typed, so the words are not in the audit trail
        return Reading(chosen | {scale.other: ""}, rule="other")
    if all(level.label in text for level in levels):
        return Reading(chosen)
    labels = ", ".join(level.label for level in levels)
    return Reading(chosen, rule="variant", before=text, after=labels)
