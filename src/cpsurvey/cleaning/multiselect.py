"""A select-all question, one column an option or all in one cell → a boolean an option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import UNKNOWN, Cleaned, Reading, no_changes, spread
from cpsurvey.codebook import Level, Question, Scale, normalise

TICKED = {"1", "yes", "y", "true", "checked", "selected", "ticked", "x"}
UNTICKED = {"0", "no", "n", "false", "unchecked", "not selected", "unticked"}


def split_columns(raw: pd.DataFrame, question: Question) -> Cleaned:
    """Return ticks from one column an option; who ticked nothing is not taken to have answered."""
    levels = question.answers.levels
    read = [
        spread(raw[column], partial(_read_tick, level=level))
        for column, level in zip(raw, levels, strict=True)
    ]
    ticked = np.column_stack([values == np.True_ for values, _ in read])
    unknown = {key: rows for _, part in read for key, rows in part.unknown.items()}
    changes = pd.concat([part.changes for _, part in read])
    return _ticks(ticked, raw.index, question)._replace(changes=changes, unknown=unknown)


def split_cells(raw: pd.Series, question: Question) -> Cleaned:
    """Return ticks from cells that join the labels of the options ticked."""
    scale = question.answers
    values, cleaned = spread(raw, partial(_read_joined, scale=scale, known=_finder(scale)))
    ticked = np.array(
        [[code in (value or ()) for code in scale.codes] for value in values], dtype=bool
    )
    ticks = _ticks(ticked.reshape(len(raw), len(scale.codes)), raw.index, question)
    reasons = cleaned.reasons.where(cleaned.reasons != "", ticks.reasons)
    return cleaned._replace(values=ticks.values, reasons=reasons, doubts=ticks.doubts)


def _ticks(ticked: np.ndarray, index: pd.Index, question: Question) -> Cleaned:
    """Return booleans an option, missing where nothing is ticked, and contradictory ticks."""
    scale = question.answers
    answered = np.asarray(ticked.any(axis=1))
    values = {
        f"__{code}": pd.Series(ticked[:, place], index=index, dtype="boolean").where(answered)
        for place, code in enumerate(scale.codes)
    }
    reasons = pd.Series(np.where(answered, "", "skipped"), index=index, dtype=object)
    doubts = {}
    if question.exclusive:
        alone = ticked[:, scale.codes.index(question.exclusive)]
        doubts["exclusive_and_other"] = pd.Series(alone & (ticked.sum(axis=1) > 1), index=index)
    return Cleaned(values, reasons, no_changes(), {}, doubts)


def _read_tick(text: str, level: Level) -> Reading:
    """Return whether one cell ticks this option."""
    key = normalise(text)
    if key in TICKED or text == level.label:
        return Reading(True)
    if key in {normalise(known) for known in (level.label, *level.variants)}:
        return Reading(True, rule="spelling", before=text, after=level.label)
    return Reading(False) if key in UNTICKED else UNKNOWN


def _read_joined(text: str, scale: Scale, known: re.Pattern[str]) -> Reading:
    """Return the options that one cell joins; longest labels are recognised first."""
    found = [match.group(1) for match in known.finditer(normalise(text) + ",")]
    rest = known.sub("", normalise(text) + ",").strip(" ,;")
    if rest or not found:
        return UNKNOWN
    reasons = [scale.reasons[item] for item in found if item in scale.reasons]
    codes = frozenset(scale.lookup[item].code for item in found if item in scale.lookup)
    return Reading(codes) if codes else Reading(reason=reasons[0])


def _finder(scale: Scale) -> re.Pattern[str]:
    """Return the pattern of a known answer followed by the sign that joins answers."""
    known: Sequence[str] = sorted({*scale.lookup, *scale.reasons}, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, known))})\.?\s*[,;|]\s*")
