"""A labelled, protected result in; the columns of numbers of its table out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpsurvey.figures.words import sentence_case
from cpsurvey.report.finished_tables.cells import Column, marks_of_missing, nowhere, small_bases
from cpsurvey.report.finished_tables.words import FURTHER, MEASURED, TESTS, Measured, heading_of
from cpsurvey.report.wording.codes import level_of
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

WHOLE = (ALL_ANSWERS, ALL_LEVELS)
SIDE = (("count", "Count", "count"), ("base", "Base", "count"), ("share", "Share", "share"))
TESTED = (("p_value", "p"), ("p_adjusted", "p, adjusted"))
UNITS = {"points": " (percentage points)"}


def numbers_of(frame: pd.DataFrame, sides: tuple[str, ...]) -> Iterator[Column]:
    """Yield the columns of numbers of a result; `sides` are the two groups that all compare."""
    yield from _sides(frame, sides)
    yield from _estimates(frame)
    yield from _tests(frame)
    yield from _further(frame)


def measures_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the measures of a result by the kind of their estimates; only those that show one."""
    if "measure" not in frame or "estimate" not in frame:
        return {}
    there = frame.loc[frame["estimate"].notna(), "measure"].astype(str)
    estimated = frame.loc[~frame["measure"].isin(list(TESTS)), "measure"].astype(str)
    kinds: dict[str, list[str]] = {}
    for code in dict.fromkeys(there if len(there) else estimated):
        kind = "number" if "coders" in frame else _measured(code).kind
        kinds.setdefault(kind, []).append(code)
    return kinds


def _sides(frame: pd.DataFrame, sides: tuple[str, ...]) -> Iterator[Column]:
    """Yield counts, bases and shares: of the group, and of the reference where there is one."""
    other = heading_of("against" if "against" in frame else "reference")
    whole = _of_the_whole(frame)
    for suffix, side in zip(("", "_reference"), sides or ("", other), strict=True):
        for code, words, kind in SIDE:
            column = f"{code}{suffix}"
            if column not in frame:
                continue
            heading = f"{side}: {words.casefold()}" if side else words
            idle = _without_reference(frame) if suffix else nowhere(frame)
            if code != "base":
                idle |= whole
            if code == "share":
                idle |= _nobody(frame, f"base{suffix}")
            marks = marks_of_missing(frame, frame[column], idle)
            made = Column(heading, frame[column], kind, marks)
            if not marks.eq("z").all():
                yield small_bases(frame, made) if code == "base" else made


def _of_the_whole(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows are of a question, or of all levels, as a whole: they have no count."""
    whole = nowhere(frame)
    for code in ("answer", "group", "join_mode", "level", "code"):
        if code in frame:
            whole |= frame[code].astype(str).isin(WHOLE)
    return whole


def _without_reference(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows compare with nothing."""
    if "reference" not in frame:
        return nowhere(frame)
    return frame["reference"].isna() | (frame["reference"].astype(str) == "")


def _nobody(frame: pd.DataFrame, base: str) -> pd.Series[bool]:
    """Return which rows are known to be of nobody."""
    return frame[base].eq(0).fillna(False).astype(bool)


def _measured(code: str) -> Measured:
    """Return what a measure is called, and its kind."""
    return MEASURED.get(code, Measured(sentence_case(code)))


def _estimates(frame: pd.DataFrame) -> Iterator[Column]:
    """Yield estimates with their intervals, a set of columns for each kind of number."""
    level = level_of(frame)
    if "estimate" not in frame:
        yield from _interval(frame, "", level, "share", _of_the_whole(frame))
        return
    kinds = measures_of(frame)
    # A hidden estimate of a measure without a column stands in the first one.
    lost = (frame["mark"] == "c") & ~frame["measure"].isin([c for k in kinds.values() for c in k])
    for place, (kind, codes) in enumerate(kinds.items()):
        words = _measured(codes[0]).words if len(codes) == 1 else "Estimate"
        other = ~frame["measure"].isin(codes) & ~(lost & (place == 0))
        cells = frame["estimate"].mask(other)
        yield Column(
            f"{words}{UNITS.get(kind, '')}", cells, kind, marks_of_missing(frame, cells, other)
        )
        yield from _interval(frame, f"{words}: " if len(kinds) > 1 else "", level, kind, other)


def _interval(
    frame: pd.DataFrame, of: str, level: str, kind: str, other: pd.Series[bool]
) -> Iterator[Column]:
    """Yield the two ends of an interval, where any row has one."""
    for code, end in (("ci_low", "from"), ("ci_high", "to")):
        if code in frame and frame[code].mask(other).notna().any():
            cells = frame[code].mask(other)
            marks = marks_of_missing(frame, cells, other | _nobody(frame, "base"))
            yield Column(f"{of}{level}interval {end}", cells, kind, marks)


def _tests(frame: pd.DataFrame) -> Iterator[Column]:
    """Yield p-values, and adjusted ones where they are others."""
    for code, heading in TESTED:
        if code not in frame or frame[code].isna().all():
            continue
        if code == "p_adjusted" and frame[code].equals(frame["p_value"]):
            continue
        untested = frame[code].isna() & (frame["mark"] != "c")
        yield Column(
            heading, frame[code], "p_value", marks_of_missing(frame, frame[code], untested)
        )


def _further(frame: pd.DataFrame) -> Iterator[Column]:
    """Yield what else a result counts, where it says something."""
    for code, (heading, kind) in FURTHER.items():
        if code not in frame or frame[code].isna().all() or not frame[code].fillna(0).any():
            continue
        other = nowhere(frame)
        if code == "detectable_gap":
            other = frame["measure"].map(lambda measure: _measured(str(measure)).kind) != "points"
        cells = frame[code].mask(other)
        if code == "detectable_gap":  # a size, of either sign
            cells = (cells * 100).round()
        if cells.notna().any():
            yield Column(heading, cells, kind, marks_of_missing(frame, cells, other))
