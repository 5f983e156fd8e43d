"""Rows that were kept and give cause for doubt → which they are; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from cpsurvey.cleaning.cleaned import Cleaned, to_numbers

ENOUGH_DURATIONS = 10  # a median of fewer says little
MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no code is lost; what agrees is compared anew


def speeders(seconds: pd.Series, share: float) -> pd.Series:
    """Tell who took less than this share of the median of those whose duration is known."""
    durations = to_numbers(seconds)
    if durations.notna().sum() < ENOUGH_DURATIONS:
        return pd.Series(False, index=seconds.index)
    return durations < share * durations.median()


def straight_lines(rows: Sequence[Cleaned], least: float) -> pd.Series:
    """Return in how many rows of a matrix a person gave the same answer; 0 where not all the same.

    Fewer answered rows than `least` are no line.
    """
    codes = np.column_stack([part.values[""].cat.codes for part in rows])
    given = codes >= 0
    answered = given.sum(axis=1)
    lowest = np.where(given, codes, np.iinfo(codes.dtype).max).min(axis=1)
    alike = (answered >= least) & (codes.max(axis=1) == lowest)
    return pd.Series(np.where(alike, answered, 0), index=rows[0].reasons.index)


def identical(parts: Mapping[str, Cleaned], least: float) -> pd.Series:
    """Return how many people share all their answers with each, 0 where nobody else does.

    Those who answered fewer questions than `least` are passed over: little is soon alike.
    """
    index = next(iter(parts.values())).reasons.index
    answered = np.sum([part.reasons.cat.codes == 0 for part in parts.values()], axis=0)
    suspects = np.flatnonzero(answered >= least)
    mixed = np.zeros(len(suspects), dtype=np.uint64)
    for codes in _codes(parts, suspects):
        mixed = mixed * MIXER + codes.astype(np.uint64)
    suspects = suspects[pd.Series(mixed).duplicated(keep=False)]
    sizes = np.zeros(len(index), dtype=int)
    if len(suspects):
        alike = np.column_stack(list(_codes(parts, suspects)))
        _, kinds, counts = np.unique(alike, axis=0, return_inverse=True, return_counts=True)
        sizes[suspects] = np.where(counts > 1, counts, 0)[kinds.reshape(-1)]
    return pd.Series(sizes, index=index)


def _codes(parts: Mapping[str, Cleaned], rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield a number for each answer, and for each reason why there is none, a column at a time."""
    for part in parts.values():
        yield part.reasons.cat.codes.to_numpy()[rows]
        for values in part.values.values():
            if isinstance(values.dtype, pd.CategoricalDtype):
                yield values.cat.codes.to_numpy()[rows]
            else:
                yield pd.factorize(values.iloc[rows])[0]
