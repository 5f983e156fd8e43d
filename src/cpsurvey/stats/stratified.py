"""Counts by group and answer within strata in; whether groups differ, strata held alike, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, critical_value, whole_numbers
from cpsurvey.stats._conditional import (
    can_be_listed,
    conditional_odds_ratio,
    conditional_p_value,
)
from cpsurvey.stats._mantel_haenszel import odds_ratio, risk_difference

NONE = float("nan")
SMALLEST_SHARE = 1e-12  # of the greatest variance; what is smaller is rounding


class CochranMantelHaenszel(NamedTuple):
    """The test, and for two groups and two answers the pooled estimates with their intervals.

    `informative` is the number of strata that say something of the difference, and
    `standard_error` that of the risk difference.
    """

    statistic: float
    p_value: float
    df: int
    exact_p: float = NONE
    odds_ratio: float = NONE
    odds_ratio_low: float = NONE
    odds_ratio_high: float = NONE
    conditional_odds_ratio: float = NONE
    risk_difference: float = NONE
    risk_difference_low: float = NONE
    risk_difference_high: float = NONE
    informative: int = 0
    standard_error: float = NONE


def cochran_mantel_haenszel(strata: npt.ArrayLike, *, level: float = 0.95) -> CochranMantelHaenszel:
    """Test whether groups differ in their answers within strata, and pool the difference.

    Groups are compared with people of the same stratum only, the join mode for one, so a
    difference in how strata are mixed does not count. Choose it when the difference goes the
    same way in the strata; where it goes opposite ways they cancel out. In strata of a handful
    take the exact p-value. Estimates are the same for all strata by assumption; that a test of
    homogeneity does not reject is no evidence for it.

    Parameters
    ----------
    strata
        Counts, shape (strata, groups, answers); with two groups and two answers: gave the
        answer, gave another.
    level
        Confidence level of the intervals.

    Returns
    -------
    CochranMantelHaenszel
        Statistic without continuity correction, its p-value and degrees of freedom; for more
        than two groups or answers the generalised test, and NaN in the fields from here on.
        Two-sided p-value exact given all margins, by the tables no more probable. Mantel and
        Haenszel's odds ratio with Robins, Breslow and Greenland's interval: 0 or infinite where
        one product of cells is 0 in all strata, NaN where both are, and then NaN limits.
        Conditional maximum likelihood odds ratio, NaN where no stratum is informative. Mantel
        and Haenszel's difference of shares, first group less second, with Sato's variance and a
        normal interval; NaN limits where that variance is 0, which is no certainty. The number
        of strata in which two groups and two answers have people; where there is none the
        statistic is 0 and p-values are 1. Answers that nobody gave in any stratum are left out.
        The exact p-value and the conditional odds ratio are NaN where strata of some hundred
        thousand people leave too many counts to go through.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, the shape has not three lengths, the last two being
        2 or more, no stratum has people of two groups, or the level is not between 0 and 1.

    References
    ----------
    Mantel and Haenszel (1959), Statistical aspects of the analysis of data from retrospective
    studies of disease, Journal of the National Cancer Institute 22, 719-748. Birch (1965), The
    detection of partial association II, Journal of the Royal Statistical Society B 27, 111-124.
    Robins, Breslow and Greenland (1986), Estimators of the Mantel-Haenszel variance consistent
    in both sparse data and large-strata limiting models, Biometrics 42, 311-323. Sato (1989), On
    the variance estimator for the Mantel-Haenszel risk difference, Biometrics 45, 1323-1324.

    Examples
    --------
    >>> found = cochran_mantel_haenszel([[[8, 4], [8, 7]], [[2, 4], [9, 3]], [[7, 2], [5, 6]]])
    >>> f"difference {found.risk_difference:.4f}, p {found.exact_p:.3f}"
    'difference 0.0527, p 0.801'
    """
    counts = _strata(strata)
    z = critical_value(level)
    informative = _informative(counts)
    statistic, df = (
        _generalised(counts[informative]) if informative.any() else (0.0, _cells_free(counts))
    )
    test = CochranMantelHaenszel(
        statistic, float(chdtrc(df, statistic)), df, informative=int(informative.sum())
    )
    if counts.shape[1:] != (2, 2):
        return test
    ratio, ratio_low, ratio_high = odds_ratio(counts, z)
    difference, error = risk_difference(counts)
    reach = z * error if error else NONE
    listed = can_be_listed(counts[informative])
    return test._replace(
        exact_p=conditional_p_value(counts[informative]) if listed else NONE,
        odds_ratio=ratio,
        odds_ratio_low=ratio_low,
        odds_ratio_high=ratio_high,
        conditional_odds_ratio=conditional_odds_ratio(counts[informative]) if listed else NONE,
        risk_difference=difference,
        risk_difference_low=float(np.maximum(difference - reach, -1.0)),
        risk_difference_high=float(np.minimum(difference + reach, 1.0)),
        standard_error=error,
    )


def _strata(strata: npt.ArrayLike) -> Floats:
    """Return strata that have somebody in them, checked."""
    counts = whole_numbers(strata, "strata")
    if counts.ndim != 3 or min(counts.shape[1:]) < 2:
        raise NumbersError(
            "strata must have shape (strata, groups, answers) with two or more groups and "
            f"answers, not {counts.shape}"
        )
    groups = (counts.sum(axis=2) > 0).sum(axis=1)
    if not np.any(groups > 1):
        raise NumbersError(
            "strata must have people of two groups in at least one: there is nobody to compare "
            "with in the same stratum"
        )
    return counts


def _informative(counts: Floats) -> npt.NDArray[np.bool_]:
    """Tell in which strata two groups and two answers have people."""
    groups, answers = (counts.sum(axis=2) > 0), (counts.sum(axis=1) > 0)
    both: npt.NDArray[np.bool_] = (groups.sum(axis=1) > 1) & (answers.sum(axis=1) > 1)
    return both


def _cells_free(counts: Floats) -> int:
    """Return how many cells of a stratum may vary when its margins are fixed."""
    _, groups, answers = counts.shape
    return int((groups - 1) * (answers - 1))


def _generalised(counts: Floats) -> tuple[float, int]:
    """Return the generalised statistic of informative strata and its degrees of freedom.

    Cells are measured in their standard deviations, so that rare ones keep their digits; those
    that follow from others take no degree of freedom.
    """
    excess, covariance = _excess(_largest_last(counts))
    varies = covariance.diagonal() > 0
    deviation = np.sqrt(covariance.diagonal()[varies])
    correlation = covariance[np.ix_(varies, varies)] / np.outer(deviation, deviation)
    variance, along = np.linalg.eigh(correlation)
    free = variance > SMALLEST_SHARE * variance[-1]
    deviates = (excess[varies] / deviation) @ along[:, free] / np.sqrt(variance[free])
    return float(deviates @ deviates), int(free.sum())


def _largest_last(counts: Floats) -> Floats:
    """Return the strata with groups and answers from the rarest to the most frequent."""
    groups, answers = counts.sum(axis=(0, 2)).argsort(), counts.sum(axis=(0, 1)).argsort()
    return counts[:, groups][:, :, answers]


def _excess(counts: Floats) -> tuple[Floats, Floats]:
    """Return by how much counts exceed what is expected, over all strata, and the covariance.

    Of all cells but those of the last group and answer, which follow from them.
    """
    groups, answers, people = counts.sum(axis=2), counts.sum(axis=1), counts.sum(axis=(1, 2))
    expected = np.einsum("kg,ka->kga", groups, answers) / people[:, np.newaxis, np.newaxis]
    excess = (counts - expected).sum(axis=0)[:-1, :-1].ravel()
    of_groups = _multinomial(groups, people)[:, :-1, :-1]
    of_answers = _multinomial(answers, people)[:, :-1, :-1]
    scale = people**2 / (people - 1)
    covariance = np.einsum("k,kgh,kab->gahb", scale, of_groups, of_answers)
    return excess, covariance.reshape(excess.size, excess.size)


def _multinomial(totals: Floats, people: Floats) -> Floats:
    """Return the covariance of one draw from each stratum's totals, shape (strata, n, n)."""
    share = totals / people[:, np.newaxis]
    each = np.einsum("ki,ij->kij", share, np.eye(len(share.T)))
    covariance: Floats = each - np.einsum("ki,kj->kij", share, share)
    return covariance
