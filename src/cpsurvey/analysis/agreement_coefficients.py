"""Counts of two-way decisions in; coefficients of agreement, many at once, out.

Counts have any shape (..., 6), the last axis being what `COUNTS` names. They add up: those of
several interviews together are the sum of each one's. On them the coefficients are what
`cpsurvey.stats` gives for the decisions themselves.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cpsurvey.stats._checks import Floats

COUNTS = ("units", "decisions", "given", "apart", "agreed", "given_by_first")
# For j of m coders who gave the code to a unit: apart is the sum of 2j(m - j) / (m - 1), agreed
# that of the share of pairs of coders who agree.
UNITS, DECISIONS, GIVEN, APART, AGREED, FIRST = range(len(COUNTS))


def percent_agreement(counts: Floats) -> Floats:
    """Return the share of units, or of pairs of coders in each, that agree."""
    return _ratio(counts[..., AGREED], counts[..., UNITS])


def cohen_kappa(counts: Floats) -> Floats:
    """Return Cohen's kappa of two coders: one less apart over apart by chance."""
    units = counts[..., UNITS]
    first = _ratio(counts[..., FIRST], units)
    second = _ratio(counts[..., GIVEN] - counts[..., FIRST], units)
    by_chance = first * (1 - second) + second * (1 - first)
    return 1 - _ratio(units - counts[..., AGREED], units * by_chance)


def gwet_ac1(counts: Floats) -> Floats:
    """Return Gwet's AC1 of two coders."""
    share, units = prevalent(counts), counts[..., UNITS]
    return 1 - _ratio(units - counts[..., AGREED], units * (1 - 2 * share * (1 - share)))


def fleiss_kappa(counts: Floats) -> Floats:
    """Return Fleiss' kappa of as many coders a unit; of two it is Scott's pi."""
    share, units = prevalent(counts), counts[..., UNITS]
    return 1 - _ratio(units - counts[..., AGREED], units * 2 * share * (1 - share))


def krippendorff_alpha(counts: Floats) -> Floats:
    """Return Krippendorff's nominal alpha of however many coders a unit."""
    decisions, given = counts[..., DECISIONS], counts[..., GIVEN]
    by_chance = _ratio(2 * given * (decisions - given), decisions - 1)
    return 1 - _ratio(counts[..., APART], by_chance)


def prevalent(counts: Floats) -> Floats:
    """Return the share of decisions that gave the code."""
    return _ratio(counts[..., GIVEN], counts[..., DECISIONS])


def prevalence(counts: Floats) -> Floats:
    """Return the prevalence index: how uneven giving and not giving are, 0 to 1."""
    return np.abs(2 * prevalent(counts) - 1)


def bias(counts: Floats) -> Floats:
    """Return the bias index of two coders: by how much their shares of giving differ."""
    units = counts[..., UNITS]
    return _ratio(np.abs(2 * counts[..., FIRST] - counts[..., GIVEN]), units)


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part over whole, NaN where there is none of the whole."""
    ratio: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return ratio


COEFFICIENTS: dict[str, Callable[[Floats], Floats]] = {
    "percent_agreement": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "gwet_ac1": gwet_ac1,
    "krippendorff_alpha": krippendorff_alpha,
    "fleiss_kappa": fleiss_kappa,
}
OF_PAIRS = ("cohen_kappa", "gwet_ac1")
