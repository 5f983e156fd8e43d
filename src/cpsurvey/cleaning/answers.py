"""Raw answers to a closed question → levels of its scale, or the reason why there is none."""

from __future__ import annotations

from functools import partial

import pandas as pd

from cpsurvey.cleaning.cleaned import UNKNOWN, Cleaned, Reading, account_for, coded, read_distinct
from cpsurvey.codebook import Scale, normalise


def encode(raw: pd.Series, scale: Scale) -> Cleaned:
    """Return a column of answers as levels, in the scale's order.

    An answer is a level (its label or a variant), a kind of non-response, blank (skipped), typed
    beside "Other" where the scale says so, or unknown; unknown ones are reported with their rows
    and never dropped.
    """
    places, readings = read_distinct(raw, partial(read_answer, scale=scale))
    levels = pd.CategoricalDtype(list(scale.codes), ordered=scale.ordered)
    values = coded([reading.value for reading in readings], levels, places, raw.index)
    return account_for(raw, places, readings)._replace(values={"": values})


def read_answer(text: str, scale: Scale) -> Reading:
    """Return what one answer means on this scale."""
    key = normalise(text)
    if level := scale.lookup.get(key):
        if text == level.label:
            return Reading(level.code)
        rule = "spelling" if key == normalise(level.label) else "variant"
        return Reading(level.code, rule=rule, before=text, after=level.label)
    if reason := scale.reasons.get(key):
        return Reading(reason=reason)
    if scale.other:
        return Reading(
            scale.other, rule="other", after=scale.levels[scale.codes.index(scale.other)].label
        )
    return UNKNOWN
