"""Comparisons in; what their bases can find, and how far their intervals can be trusted, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_integer_dtype

from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM, TEST_FROM
from cpsurvey.analysis.settings import Row
from cpsurvey.analysis.together import Results, by_columns, frames_of, together
from cpsurvey.analysis.wording import checked_confidence, is_between
from cpsurvey.analysis.yes_no import GREATEST_SIZE
from cpsurvey.errors import QuestionError, listed, unknown
from cpsurvey.stats import exact_coverage, exact_power, exact_size
from cpsurvey.vocabulary import RESULT_COLUMNS

Floats = npt.NDArray[np.float64]
GAPS = tuple(np.linspace(0, 0.5, 51).round(4).tolist())
SHARES = tuple(np.linspace(0.05, 0.95, 37).round(4).tolist())
NEEDED = ["data", "question", "answer", "group", "reference", "base", "base_reference"]
INTERVALS = ("newcombe", "miettinen-nurminen", "wald", "agresti-caffo")
MEASURES = ("coverage", "lowest_coverage")
TOO_MANY = "too many tables at these bases to be enumerated"
TESTED = {
    "rule": "the usual test at these bases",
    "boschloo": "Boschloo's test, as these bases need",
}


def power_by_gap(
    results: Results,
    *,
    gaps: Sequence[float] = GAPS,
    planned_share: float = 0.5,
) -> pd.DataFrame:
    """Say how often comparisons of these bases would find a difference of each size.

    Depends on the bases and on the share planned with, never on what was answered: power at the
    observed difference says no more than its p-value.

    Parameters
    ----------
    results
        A result of `compare_groups`, or several, of which only the bases and whose they are is
        used; rows with the same bases of the same people count once. Beside rows within levels,
        those of everybody are at ``all_levels``.
    gaps
        True differences, as proportions: how far the group lies from the reference, on the side
        with more room.
    planned_share
        Share of the reference.

    Returns
    -------
    pandas.DataFrame
        A row for each comparison and each gap: estimate is the power, with ``measure`` power,
        gap, planned_share, and the bases. Below a base of 10, where nothing is tested, one row
        that says so.

    Raises
    ------
    QuestionError
        If the result has no bases, a gap leaves the shares between 0 and 1, or none is given.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import power_by_gap
    >>> compared = cps.compare_groups(cps.load_example(), "overall_judgement", answer="better")
    >>> power_by_gap(compared, gaps=[0.1, 0.3])[["gap", "measure", "method"]].values.tolist()
    [[0.1, 'power', 'enumeration'], [0.3, 'power', 'enumeration']]
    """
    true_gaps = _numbers(gaps)
    _check_gaps(true_gaps, planned_share)
    away = 1.0 if planned_share <= 0.5 else -1.0
    bases = _bases(results)
    rows: list[Row] = []
    for row in bases.to_dict("records"):
        told = _named(row) | {"measure": "power", "planned_share": planned_share}
        here = int(row["base"]), int(row["base_reference"])
        if min(here) < TEST_FROM:
            rows.append(told | {"gap": np.nan} | _nothing(min(here)))
            continue
        test = "boschloo" if exact_size(*here) > GREATEST_SIZE else "rule"
        there = np.clip(planned_share + away * true_gaps, 0, 1)
        power = exact_power(*here, there, planned_share, test=test)
        why = TOO_MANY if np.isnan(power).all() else TESTED[test]
        rows += [
            told | {"gap": gap, "estimate": found, "method": "enumeration", "why": why}
            for gap, found in zip(true_gaps.tolist(), power.tolist(), strict=True)
        ]
    return _result(rows, bases)


def coverage_by_share(
    results: Results,
    *,
    shares: Sequence[float] = SHARES,
    intervals: str | Sequence[str] = ("newcombe", "wald"),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how often the interval of a difference holds the true one, at the bases of a study.

    Parameters
    ----------
    results
        A result of `compare_groups`, or several, of which only the bases and whose they are is
        used.
    shares
        True shares of the group, and of the reference, each with each.
    intervals
        ``newcombe``, ``miettinen-nurminen``, ``wald`` or ``agresti-caffo``.
    confidence
        Level that the intervals promise.

    Returns
    -------
    pandas.DataFrame
        For each comparison, interval (``alternative``) and share of the group
        (``planned_share``), two rows: ``coverage``, the mean over the reference's shares, and
        ``lowest_coverage``. Below a base of 10, where no interval is given, both once, without
        a number, and ``why``.

    Raises
    ------
    QuestionError
        If the result has no bases, a share is not between 0 and 1, or none is given.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import coverage_by_share
    >>> compared = cps.compare_groups(cps.load_example(), "overall_judgement", answer="better")
    >>> found = coverage_by_share(compared, shares=[0.1, 0.5], intervals=["newcombe"])
    >>> found[["alternative", "planned_share", "measure"]].values.tolist()[:2]
    [['newcombe', 0.1, 'coverage'], ['newcombe', 0.1, 'lowest_coverage']]
    """
    level = checked_confidence(confidence)
    true_shares = _numbers(shares)
    if not true_shares.size or not np.all((true_shares > 0) & (true_shares < 1)):
        raise QuestionError("shares must be one or more proportions between 0 and 1.")
    several = isinstance(intervals, Iterable) and not isinstance(intervals, str)
    names: list[Any] = list(intervals) if several else [intervals]
    for name in names:
        if name not in INTERVALS:
            raise QuestionError(unknown("interval", str(name), INTERVALS))
    if not names:
        raise QuestionError(f"intervals are none: name one or more of {listed(INTERVALS)}.")
    bases = _bases(results)
    rows: list[Row] = []
    for row in bases.to_dict("records"):
        told = _named(row) | {"confidence": level}
        here = int(row["base"]), int(row["base_reference"])
        if min(here) < TEST_FROM:
            nowhere = told | {"planned_share": np.nan, "alternative": np.nan}
            rows += [nowhere | _nothing(min(here)) | {"measure": measure} for measure in MEASURES]
            continue
        for interval in names:
            found = _coverage(here, true_shares, interval, level)
            rows += [told | {"alternative": interval} | one for one in found]
    return _result(rows, bases)


def _coverage(bases: tuple[int, int], shares: Floats, interval: str, level: float) -> list[Row]:
    """Return mean and lowest coverage of an interval at each share of the group."""
    every = np.meshgrid(shares, shares, indexing="ij")
    coverage = exact_coverage(*bases, *every, interval=interval, level=level).coverage
    why = TOO_MANY if np.isnan(coverage).all() else ""
    summaries = dict(zip(MEASURES, (coverage.mean(axis=1), coverage.min(axis=1)), strict=True))
    return [
        {
            "planned_share": share,
            "measure": measure,
            "estimate": float(values[place]),
            "method": "enumeration",
            "why": why,
        }
        for place, share in enumerate(shares.tolist())
        for measure, values in summaries.items()
    ]


def _bases(results: Results) -> pd.DataFrame:
    """Return the rows of results that differ in whose bases they are of, or in the bases."""
    frames = frames_of(results, NEEDED, "compare_groups")
    if not frames:
        raise QuestionError("results are empty: give one or more of compare_groups.")
    for frame in frames:
        bases = frame[["base", "base_reference"]]
        if bases.isna().any(axis=None):
            raise QuestionError(
                "a base is missing: give the result as compare_groups made it, and protect what"
                " comes out."
            )
        if not all(map(is_integer_dtype, bases.dtypes)) or (bases < 0).any(axis=None):
            raise QuestionError(
                "base and base_reference must be whole numbers of people, 0 or more: give the"
                " result as compare_groups made it."
            )
    return together(frames).drop_duplicates([*by_columns(frames), "base", "base_reference"])


def _named(row: dict[Any, Any]) -> Row:
    """Return whose bases a row is about, and the bases."""
    small = SHARE_FROM <= min(row["base"], row["base_reference"]) < PLAIN_FROM
    kept = {str(name): row[name] for name in row if name in NEEDED or name not in RESULT_COLUMNS}
    mode = {"join_mode": row["join_mode"]} if "join_mode" in row else {}
    return kept | mode | {"mark": "u" if small else ""}


def _nothing(smaller: int) -> Row:
    """Return what is said of bases at which nothing is tested."""
    why = f"a base below {TEST_FROM}: described, not tested" if smaller else "nobody answered"
    return {"estimate": np.nan, "method": "count", "why": why}


def _numbers(values: Sequence[float]) -> Floats:
    """Return numbers in a row; none where it is something else."""
    try:
        return np.asarray(list(values), dtype=np.float64).ravel()
    except (TypeError, ValueError, OverflowError):
        return np.empty(0)


def _check_gaps(gaps: Floats, planned_share: float) -> None:
    """Refuse gaps that lead out of the shares there are."""
    if not is_between(planned_share):
        raise QuestionError(
            f"planned_share is {planned_share}: give the share of the reference that the study was"
            " planned with, between 0 and 1, like 0.5."
        )
    most = max(planned_share, 1 - planned_share)
    if not gaps.size or not np.all((gaps >= 0) & (gaps <= most + 1e-9)):
        raise QuestionError(
            f"gaps must be one or more proportions from 0 to {most:g}, which is as far as the group"
            f" can be from a share of {planned_share:g}."
        )


def _result(rows: list[Row], bases: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the vocabulary's order, the levels of their columns in theirs."""
    by = by_columns([bases])
    columns: dict[str, Any] = {
        **dict.fromkeys(("count", "count_reference"), pd.NA),
        **dict.fromkeys(("share", "share_reference"), np.nan),
    }
    frame = pd.DataFrame(rows).assign(**columns)
    frame = frame.astype(
        {name: bases[name].dtype for name in [*by, "answer"]}
        | dict.fromkeys(("base", "base_reference", "count", "count_reference"), "Int64")
    )
    return in_order(frame, by)
