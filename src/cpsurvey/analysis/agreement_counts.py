"""Marks of coders in; for each interview and code, what they agreed and differed in, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cpsurvey.analysis.agreement_coefficients import COUNTS
from cpsurvey.analysis.agreement_marks import Marks
from cpsurvey.analysis.agreement_units import Flags, Spans, Units, characters, segments, whole
from cpsurvey.stats._checks import Floats


class How(NamedTuple):
    """What a unit is, whether units without any code count, and what makes a passage one."""

    unit: str
    uncoded: bool
    overlap: float


def counts_of(
    marks: Marks, coders: Sequence[str], interviews: Sequence[str], codes: Sequence[str], how: How
) -> Floats:
    """Return counts of decisions, shape (interviews, codes + 2, 6), the last as `COUNTS` names.

    The first column is all codes' decisions together, the second whether a unit has any code at
    all, those not among `codes` too.
    """
    counts = np.zeros((len(interviews), len(codes) + 2, len(COUNTS)))
    place = {code: number + 2 for number, code in enumerate(codes)}
    parts = dict(list(marks.codings.groupby("interview")))
    for row, interview in enumerate(interviews):
        readers = [coder for coder in coders if coder in marks.readers[interview]]
        spans, names = spans_of(parts.get(interview, marks.codings.iloc[:0]), readers)
        found = units_of(spans, len(readers), len(names), marks.lengths[interview], how)
        anything: Flags = np.logical_or.reduce(found.given, axis=1, keepdims=True)
        coded: Flags = np.logical_or.reduce(anything, axis=(0, 1)) | how.uncoded
        sizes = found.sizes[coded].astype(np.float64)
        counts[row, 1:] = _counts(np.zeros((len(readers), 1, len(sizes)), dtype=bool), sizes)
        counts[row, 1] = _counts(anything[..., coded], sizes)[0]
        own = _counts(found.given[..., coded], sizes)
        for code, numbers in zip(names, own, strict=True):
            if code in place:
                counts[row, place[code]] = numbers
    counts[:, 0] = counts[:, 2:].sum(axis=1)
    return counts


def units_of(spans: Spans, coders: int, codes: int, length: float, how: How) -> Units:
    """Return the units of one interview; where its length is not known, up to the last mark."""
    if how.unit == "interview":
        return whole(spans, coders, codes)
    end = int(np.max(spans.end, initial=0) if np.isnan(length) else length)
    if how.unit == "segment":
        return segments(spans, coders, codes, end, how.overlap)
    return characters(spans, coders, codes, end)


def spans_of(part: pd.DataFrame, readers: Sequence[str]) -> tuple[Spans, list[str]]:
    """Return one interview's marks by its readers as numbers, and the codes they stand for."""
    part = part[part["coder"].isin(readers)]
    code, names = pd.factorize(part["code"])
    coder = pd.Index(list(readers)).get_indexer(pd.Index(part["coder"]))
    placed = "start" in part
    start, end = (
        part[name].to_numpy(np.int64) if placed else np.zeros(len(part), dtype=np.int64)
        for name in ("start", "end")
    )
    return Spans(coder.astype(np.int64), code.astype(np.int64), start, end), [*map(str, names)]


def _counts(given: Flags, sizes: Floats) -> Floats:
    """Return counts of decisions, shape (codes, 6), of flags of shape (coders, codes, units)."""
    coders = len(given)
    by_coder = given @ sizes
    marked = given.sum(axis=0)
    apart = (2 * marked * (coders - marked) / (coders - 1)) @ sizes
    units = np.full(given.shape[1], sizes.sum())
    return np.column_stack(
        [units, coders * units, by_coder.sum(axis=0), apart, units - apart / coders, by_coder[0]]
    )
