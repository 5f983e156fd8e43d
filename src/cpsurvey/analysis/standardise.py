"""Two groups and what they are spread over in; their difference at one and the same spread out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.columns import Source, check_one_name
from cpsurvey.analysis.compare import compare_groups
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.settings import Rng, Row
from cpsurvey.analysis.strata import Strata, about, left_out, strata_of
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.errors import listed
from cpsurvey.stats import Standardised, newcombe_interval, standardised_difference, wilson_interval


def standardise(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    to: str = "parent",
    reference: str = "professional",
    by: str = "join_mode",
    allow_grade_c: bool = False,
    confidence: float = 0.95,
    draws: int = 9_999,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Say how far apart two groups would be if they had been spread alike over how they joined.

    The reference's share in each stratum, weighted by how many of `to` are in it: what
    professionals would say if they had joined as parents did. How people joined was not drawn by
    lot, so this describes and explains nothing. Choose it over `stratified` where the groups may
    differ more in one stratum than in another; not where a stratum has few of the reference, whom
    the weights would then make speak for many.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column ``group``.
    question
        Name of a question with answers to count, or of a column of the frame.
    answer
        An answer, or several to be taken together.
    to, reference
        The group whose mix of strata is the standard, and the group that is weighted to it.
    by
        Question or column that makes the strata. People without an answer to it are left out.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the intervals.
    draws, rng
        How often both groups are drawn anew, each within itself, and the seed or generator.

    Returns
    -------
    pandas.DataFrame
        Four rows, by measure and alternative: the ``difference``, and the ``share_reference``,
        each ``crude`` (Newcombe's and Wilson's interval) and ``standardised`` (the bootstrap's
        interval of the share, and with it Newcombe's of the difference), all four of the same
        people. ``why`` says how many were left out. Where somebody of `to` is in a stratum
        without anybody of the reference, nothing is standardised and ``why`` names the stratum.
        With fewer than 10 in one group, or where not everybody was asked, one row that says so
        and has no estimate.

    Raises
    ------
    QuestionError
        As `compare_groups`.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, Chapman and Hall; Zou (2007),
    Psychological Methods 12, 399-413.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import standardise
    >>> found = standardise(cps.load_example(), "overall_judgement", answer="better", draws=999)
    >>> found[["measure", "alternative", "method"]].tail(1).values.tolist()
    [['share_reference', 'standardised', 'bootstrap']]
    """
    level = checked_confidence(confidence)
    check_one_name("by", by)
    main = compare_groups(
        tables, question, answer=answer, group=to, reference=reference,
        allow_grade_c=allow_grade_c, confidence=confidence,
    ).iloc[0]  # fmt: skip
    to, reference = str(main["group"]), str(main["reference"])
    strata = strata_of(tables, question, answer, by, to, reference)
    row = about(main, strata, by, level)
    if main["method"] == "count" or strata.smaller < TEST_FROM:
        return _result([row | _nothing(main)])
    alone = _alone(strata)
    if alone:
        said = f"nobody of {reference} is at {listed(alone)} of {by}, where {to} are"
        standard = _not_standardised(f"{said}: nobody to weight")
    else:
        found = standardised_difference(
            strata.group, strata.reference, rng=rng, draws=draws, level=level
        )
        standard = _standard(found, strata, by, to, reference)
    without = left_out(strata, by, to, reference)
    pairs = zip(_crude(row, level), standard, strict=True)
    rows = [row | part for pair in pairs for part in pair]
    return _result([part | {"why": joined(part["why"], without)} for part in rows])


def _crude(row: Row, level: float) -> list[Row]:
    """Return the difference and the reference's share as the groups are spread."""
    counts = [row[name] for name in ("count", "base", "count_reference", "base_reference")]
    shares = {"alternative": "crude", "why": "each group spread as it is"}
    difference = row["share"] - row["share_reference"]
    limits, of_share = (
        newcombe_interval(*counts, level=level),
        wilson_interval(*counts[2:], level=level),
    )
    return [
        shares | _estimate("difference", difference, *limits, "newcombe"),
        shares | _estimate("share_reference", row["share_reference"], *of_share, "wilson"),
    ]


def _standard(found: Standardised, strata: Strata, by: str, to: str, reference: str) -> list[Row]:
    """Return the difference and the reference's share at the spread of the group."""
    people, others = strata.group.sum(axis=1), strata.reference.sum(axis=1)
    some = f"nobody of {reference} where needed in {found.left_out:,} of them"
    few = f"fewer than {TEST_FROM} of {reference} at a level that {to} are at"
    why = joined(
        f"{reference} weighted to how {to} are spread over {by}; {found.draws:,} draws, seed"
        f" {found.seed}",
        some if found.left_out else "",
        "too many of them for an interval" if np.isnan(found.ci_low) else "",
        f"{few}: the interval may be too narrow" if others[people > 0].min() < TEST_FROM else "",
    )
    row = {"alternative": "standardised", "share_reference": found.share, "why": why}
    limits, of_share = (found.ci_low, found.ci_high), (found.share_low, found.share_high)
    return [
        row | _estimate("difference", found.estimate, *limits, "newcombe with bootstrap"),
        row | _estimate("share_reference", found.share, *of_share, "bootstrap"),
    ]


def _not_standardised(why: str) -> list[Row]:
    """Return the rows of `_standard` without numbers, and why."""
    row = {"alternative": "standardised", "share_reference": np.nan, "why": why}
    nothing = (np.nan, np.nan, np.nan, "count")
    return [row | _estimate(measure, *nothing) for measure in ("difference", "share_reference")]


def _estimate(measure: str, estimate: float, low: Any, high: Any, method: str) -> Row:
    """Return the columns that hold an estimate and its interval."""
    limits = {"ci_low": float(low), "ci_high": float(high)}
    return {"measure": measure, "estimate": estimate, **limits, "method": method}


def _nothing(main: pd.Series[Any]) -> Row:
    """Return the columns of a row that says why nothing was standardised."""
    why = main["why"] if main["method"] == "count" else f"a base below {TEST_FROM}: described only"
    row = _estimate("difference", np.nan, np.nan, np.nan, "count")
    return row | {"alternative": "standardised", "why": why}


def _alone(strata: Strata) -> list[str]:
    """Return the strata of the group in which nobody of the reference is."""
    lacking = (strata.group.sum(axis=1) > 0) & (strata.reference.sum(axis=1) == 0)
    return [name for name, lacks in zip(strata.names, lacking, strict=True) if lacks]


def _result(rows: list[Row]) -> pd.DataFrame:
    """Return rows in the vocabulary's order."""
    return in_order(pd.DataFrame(rows), ["group", "reference"])
