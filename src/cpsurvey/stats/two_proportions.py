"""Two groups' counts in; the test that suits them, and why that one, out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cpsurvey.stats._checks import Floats, two_counts_of_bases
from cpsurvey.stats.boschloo import boschloo_exact
from cpsurvey.stats.enumeration import MOST_TABLES
from cpsurvey.stats.exact_properties import exact_size
from cpsurvey.stats.fisher_exact import fisher_p_values_of
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY
from cpsurvey.stats.two_by_two import n_minus_1_chi2, smallest_expected
from cpsurvey.stats.two_shares import newcombe_interval

GREATEST_SIZE = 0.055


class TwoProportionTest(NamedTuple):
    """A test of two proportions; `statistic` and `exact_size` are NaN where there is none."""

    p_value: float
    statistic: float
    method: str
    why: str
    exact_size: float


def two_proportion_test(
    count: int, base: int, count_reference: int, base_reference: int, *, level: float = 0.95
) -> TwoProportionTest:
    """Test whether two groups differ in how often they gave an answer, and say why so.

    N-1 chi-squared where every expected count is at least 1, else Fisher-Irwin; Boschloo's test
    where that rule would reject too often at these bases (`exact_size` above 0.055). The groups
    are independent samples.

    Parameters
    ----------
    count, base
        People of the group who gave the answer, and who answered.
    count_reference, base_reference
        The same of the reference group.
    level
        Confidence level of the Newcombe interval with which the test is compared.

    Returns
    -------
    TwoProportionTest
        Two-sided p-value, statistic, method (``n-1 chi-squared``, ``fisher-irwin`` or
        ``boschloo``), why that one and whether it disagrees with the interval, and the exact
        size of the rule.

    Raises
    ------
    NumbersError
        If counts are not whole numbers from 0 to their base, or a base is 0.

    References
    ----------
    Campbell (2007), Statistics in Medicine 26, 3661-3675; Lydersen, Fagerland and Laake (2009),
    Statistics in Medicine 28, 1159-1175.

    Examples
    --------
    >>> result = two_proportion_test(7, 24, 246, 492)
    >>> result.method, f"{result.p_value:.4f}"
    ('n-1 chi-squared', '0.0464')
    """
    counts, bases = two_counts_of_bases(count, base, count_reference, base_reference)
    table = np.column_stack([counts, bases - counts])
    size = exact_size(*bases)
    p_value, statistic, method, why = _choose(table, size)
    low, high = newcombe_interval(counts[0], bases[0], counts[1], bases[1], level=level)
    reasons = [why, _size_unknown(size), _disagreement(p_value, float(low), float(high), level)]
    return TwoProportionTest(p_value, statistic, method, "; ".join(filter(None, reasons)), size)


def _choose(table: Floats, size: float) -> tuple[float, float, str, str]:
    """Return p-value, statistic, method and reason of the test that suits the table."""
    if size > GREATEST_SIZE:
        p_value = boschloo_exact(table).p_value
        return p_value, np.nan, "boschloo", "simpler tests reject too often at these bases"
    if smallest_expected(table) < 1:
        p_value, _ = fisher_p_values_of(table)
        return p_value, np.nan, "fisher-irwin", "an expected count is below 1"
    statistic, p_values, _ = n_minus_1_chi2(table)
    return float(p_values), float(statistic), "n-1 chi-squared", "every expected count is 1 or more"


def _size_unknown(size: float) -> str:
    """Return the reason why there is no exact size, if there is none."""
    if np.isnan(size):
        return f"exact size not computed: more than {MOST_TABLES:,} tables at these bases"
    return ""


def _disagreement(p_value: float, low: float, high: float, level: float) -> str:
    """Return how test and interval disagree, if they do."""
    rejects = p_value <= (1 - level) * SAME_PROBABILITY
    excludes = low > 0 or high < 0
    if rejects == excludes:
        return ""
    told = (
        "leaves out zero, the test does not reject" if excludes else "holds zero, the test rejects"
    )
    return f"interval and test disagree: the interval {told}"
