"""How far answers go with groups: counts in, Cramer's V and its interval out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtr, chdtri, gammaln, ndtri, xlogy

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import (
    Floats,
    critical_value,
    filled_rows_and_columns,
    one_base,
    probability,
)
from cpsurvey.stats._roots import boundary
from cpsurvey.stats.chi_squared import expected_counts, pearson_chi2

SMALLEST_EXPECTED = 1
FAR = 5.0  # standard deviations beyond which nothing is looked for


class CramersV(NamedTuple):
    """Cramer's V and its interval; the limits are NaN where there is none."""

    estimate: float
    ci_low: float
    ci_high: float


def cramers_v(
    table: npt.ArrayLike, *, bias_corrected: bool = True, level: float = 0.95
) -> CramersV:
    """Say how far unordered answers go with groups, from 0, not at all, to 1, entirely.

    Plain V is above 0 by chance alone, the more so the smaller the sample and the larger the
    table; Bergsma's correction takes off what chance is expected to give. V is about the people
    counted: those who did not answer are not in the table. For ordered answers choose
    `probability_of_superiority`, which says who answered higher.

    The interval holds the values of V that the chi-squared statistic would not contradict: the
    noncentral chi-squared distribution inverted for its noncentrality, which is the number of
    people times phi squared, on the scale of the estimate. The uncorrected estimate may lie
    outside it.

    Parameters
    ----------
    table
        Counts, shape (groups, answers). Empty rows and columns say nothing and are left out.
    bias_corrected
        Whether to correct as Bergsma.
    level
        Confidence level.

    Returns
    -------
    CramersV
        V, low and high. Low and high are NaN where an expected count is below 1: there the
        chi-squared distribution is no guide.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, everybody answered alike or is in one group, the
        table is not one of rows and columns, or the level is not between 0 and 1.

    References
    ----------
    Bergsma (2013), A bias-correction for Cramer's V and Tschuprow's T, Journal of the Korean
    Statistical Society 42, 323-328. Smithson (2003), Confidence intervals, Sage, on inverting
    the noncentral chi-squared distribution.

    Examples
    --------
    >>> found = cramers_v([[2, 0, 11, 0], [5, 1, 4, 1]])
    >>> f"{found.estimate:.3f}"
    '0.379'
    >>> found = cramers_v([[20, 30, 10], [10, 15, 25]])
    >>> f"{found.estimate:.2f} ({found.ci_low:.2f} to {found.ci_high:.2f})"
    '0.33 (0.15 to 0.54)'
    """
    critical_value(level)
    counts = filled_rows_and_columns(table)
    if 1 in counts.shape:
        raise NumbersError(
            "table must have two groups and two answers with somebody in them: where everybody "
            "answered alike, or is in one group, there is no association to measure"
        )
    people, shape = int(counts.sum()), np.array(counts.shape)
    chi2, _, df = pearson_chi2(counts)
    chance = df / (people - 1) if bias_corrected else 0.0
    shrunk = (shape - 1) - (shape - 1) ** 2 / (people - 1) if bias_corrected else shape - 1
    greatest = float(shrunk.min())

    def as_v(phi_squared: float) -> float:
        return float(np.sqrt(min(phi_squared / greatest, 1.0))) if phi_squared > 0 else 0.0

    estimate = as_v(float(chi2) / people - chance)
    if expected_counts(counts).min() < SMALLEST_EXPECTED:
        return CramersV(estimate, np.nan, np.nan)
    low, high = noncentrality_interval(float(chi2), df, level)
    return CramersV(estimate, as_v(low / people), as_v(high / people))


def detectable_v(
    base: int, rows: int, columns: int, *, power: float = 0.8, alpha: float = 0.05
) -> float:
    """Say how strong an association must be to be found in most samples of so many people.

    Cramer's V at which Pearson's chi-squared test has this power. For planning: it does not
    depend on what was observed.

    Parameters
    ----------
    base
        People in all groups together.
    rows, columns
        Groups and answers, 2 or more of each.
    power
        Share of samples in which the association is to be found.
    alpha
        Level of the test.

    Returns
    -------
    float
        V, uncorrected; NaN where not even a perfect association would be found so often.

    Raises
    ------
    NumbersError
        If the base is not a whole number of 1 or more, there are fewer than two rows or columns,
        or power or alpha is not between 0 and 1.

    References
    ----------
    Cohen (1988), Statistical power analysis for the behavioral sciences, 2nd edition, chapter 7.

    Examples
    --------
    >>> round(detectable_v(516, 2, 4), 3)
    0.145
    """
    people = one_base(base)
    shape = np.array([rows, columns])
    if np.any(shape < 2) or np.any(shape != np.floor(shape)):
        raise NumbersError("rows and columns must be whole numbers of 2 or more")
    df = int(np.prod(shape - 1))
    critical = float(chdtri(df, probability(alpha, "alpha")))
    reached = probability(power, "power")

    def too_weak(noncentrality: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        return np.asarray(1 - noncentral_chi2(critical, df, float(noncentrality)) < reached)

    needed = float(boundary(too_weak, 0.0, _far_from(critical, float(ndtri(reached)))))
    v = float(np.sqrt(needed / people / (shape.min() - 1)))
    return v if v <= 1 else float("nan")


def noncentrality_interval(statistic: float, df: int, level: float) -> tuple[float, float]:
    """Return the noncentralities at which a statistic cuts off the tails that a level leaves."""
    tail, far = (1 - level) / 2, _far_from(statistic, critical_value(level))

    def too_low(noncentrality: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        return np.asarray(1 - noncentral_chi2(statistic, df, float(noncentrality)) < tail)

    def not_too_high(noncentrality: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        return np.asarray(noncentral_chi2(statistic, df, float(noncentrality)) >= tail)

    return float(boundary(too_low, 0.0, far)), float(boundary(not_too_high, 0.0, far))


def noncentral_chi2(statistic: float, df: int, noncentrality: float) -> float:
    """Return the probability of a noncentral chi-squared variable up to a value.

    A Poisson number of pairs of degrees of freedom is added to df; those that hardly ever
    occur are left out. Each pair takes a term of the Poisson's form off the probability.
    """
    mean = noncentrality / 2
    reach = 10 * np.sqrt(mean) + 40
    pairs = np.arange(max(0, np.floor(mean - reach)), mean + reach)
    taken_off = _poisson(df / 2 + pairs, statistic / 2)
    with_all_pairs = chdtr(df + 2 * (pairs[-1] + 1), statistic)
    up_to_statistic = with_all_pairs + taken_off[::-1].cumsum()[::-1]
    return float(_poisson(pairs, mean) @ up_to_statistic)


def _poisson(times: Floats, mean: float) -> Floats:
    """Return the probability that something rare happens so many times."""
    probability_of: Floats = np.exp(xlogy(times, mean) - mean - gammaln(times + 1))
    return probability_of


def _far_from(statistic: float, deviations: float) -> float:
    """Return a noncentrality at which a statistic so low is as good as impossible."""
    return float((np.sqrt(statistic) + max(deviations, 0) + FAR) ** 2)
