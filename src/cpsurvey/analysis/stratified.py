"""Two groups and what they are spread over in; one difference pooled over the strata out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.analysis.columns import Source, check_one_name
from cpsurvey.analysis.compare import compare_groups
from cpsurvey.analysis.counting import in_order
from cpsurvey.analysis.methods import TEST_FROM
from cpsurvey.analysis.settings import Row
from cpsurvey.analysis.strata import Strata, about, left_out, strata_of
from cpsurvey.analysis.wording import checked_confidence, joined
from cpsurvey.stats import CochranMantelHaenszel, cochran_mantel_haenszel

EXPECTED_RANGE = 5
NO_VARIANCE = "no interval: within each level all of a group answered alike"
NOTHING: Row = {
    **dict.fromkeys(("estimate", "ci_low", "ci_high", "statistic", "df", "p_value"), np.nan),
    "method": "count",
}


def stratified(
    tables: Source,
    question: str,
    *,
    answer: str | Sequence[str],
    by: str = "join_mode",
    group: str = "parent",
    reference: str = "professional",
    allow_grade_c: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how far two groups differ among people who joined alike, taken over all ways to join.

    The Mantel-Haenszel difference of shares and the Cochran-Mantel-Haenszel test. Choose it where
    the groups' difference is about the same in each stratum; `compare_groups` within the strata
    shows them apart. No test of homogeneity is made: at these bases one that does not reject is
    no evidence that the strata are alike.

    Parameters
    ----------
    tables
        Survey tables, or a bare frame with a row a person and a column ``group``.
    question
        Name of a question with answers to count, or of a column of the frame.
    answer
        An answer, or several to be taken together.
    by
        Question or column that makes the strata. People without an answer to it are left out.
    group, reference
        The groups compared.
    allow_grade_c
        Whether to compare questions that are graded as not comparable.
    confidence
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        One row: the pooled difference with the interval from Sato's variance, and the p-value:
        asymptotic where the strata together leave room for it (Mantel and Fleiss), else exact.
        ``why`` says how many strata inform it: those with people of both groups and with both
        outcomes. Below a base of 10, or where no stratum has both groups and both outcomes, no
        estimate.

    Raises
    ------
    QuestionError
        As `compare_groups`.

    References
    ----------
    Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; Sato
    (1989), Biometrics 45, 1323-1324; Mantel and Fleiss (1980), American Journal of Epidemiology
    112, 129-134.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> from cpsurvey.analysis import stratified
    >>> row = stratified(cps.load_example(), "overall_judgement", answer="better").iloc[0]
    >>> row["measure"], row["method"]
    ('mantel_haenszel_difference', 'mantel-haenszel; cmh')
    """
    level = checked_confidence(confidence)
    check_one_name("by", by)
    main = compare_groups(
        tables, question, answer=answer, group=group, reference=reference,
        allow_grade_c=allow_grade_c, confidence=confidence,
    ).iloc[0]  # fmt: skip
    group, reference = str(main["group"]), str(main["reference"])
    strata = strata_of(tables, question, answer, by, group, reference)
    told = {"alternative": "stratified", "measure": "mantel_haenszel_difference"}
    row = about(main, strata, by, level) | told | _pooled(main, strata, by, level)
    if main["method"] != "count":
        row["why"] = joined(row["why"], left_out(strata, by, group, reference))
    return in_order(pd.DataFrame([row]), ["group", "reference"])


def _pooled(main: pd.Series[Any], strata: Strata, by: str, level: float) -> Row:
    """Return estimate, test and reason, or the reason why there is none."""
    both = np.stack([strata.group, strata.reference], axis=1)
    shared = both[(both.sum(axis=2) > 0).all(axis=1)]
    if main["method"] == "count":
        return NOTHING | {"why": main["why"]}
    if strata.smaller < TEST_FROM:
        return NOTHING | {"why": f"a base below {TEST_FROM}: described only"}
    if not (shared.sum(axis=1) > 0).all(axis=1).any():
        return NOTHING | {"why": f"no level of {by} has both groups and both outcomes"}
    found = cochran_mantel_haenszel(shared, level=level)
    held = int((both.sum(axis=(1, 2)) > 0).sum())
    informing = f"{found.informative} of the {held} levels with people in them inform it"
    numbers = {
        "estimate": float(found.risk_difference),
        "ci_low": float(found.risk_difference_low),
        "ci_high": float(found.risk_difference_high),
        "why": joined(informing, NO_VARIANCE if math.isnan(found.risk_difference_low) else ""),
    }
    return NOTHING | numbers | _test(found, asymptotic=has_room(shared))


def _test(found: CochranMantelHaenszel, *, asymptotic: bool) -> Row:
    """Return the test that the strata leave room for."""
    if not asymptotic:
        return {"p_value": float(found.exact_p), "method": "mantel-haenszel; cmh exact"}
    return {
        "statistic": float(found.statistic),
        "df": float(found.df),
        "p_value": float(found.p_value),
        "method": "mantel-haenszel; cmh",
    }


def has_room(strata: np.ndarray[Any, Any]) -> bool:
    """Tell whether the asymptotic test may be used, by Mantel and Fleiss's rule.

    The expected number of the group that gave the answer, over all strata, lies 5 or more from
    the least and from the greatest that the margins allow. Strata have shape (strata, 2, 2).
    """
    rows, columns = strata.sum(axis=2), strata.sum(axis=1)
    expected = (rows[:, 0] * columns[:, 0] / rows.sum(axis=1)).sum()
    least = np.maximum(0, rows[:, 0] - columns[:, 1]).sum()
    greatest = np.minimum(rows[:, 0], columns[:, 0]).sum()
    return bool(min(expected - least, greatest - expected) >= EXPECTED_RANGE)
