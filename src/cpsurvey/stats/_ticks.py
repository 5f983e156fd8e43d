"""Who ticked what and in which group in; counts of ticks, and tests by count, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import Whole
from cpsurvey.stats.hypergeometric import hypergeometric, two_sided


def ticks_by_group(ticks: npt.NDArray[np.bool_], groups: Whole) -> Whole:
    """Return how many of each group ticked each option, shape (groups, options)."""
    return np.stack([ticks[groups == number].sum(axis=0) for number in range(groups.max() + 1)])


def option_chi2(counts: Whole, sizes: Whole) -> Floats:
    """Return Pearson's chi-squared of each option, shape (groups, ..., options) to (..., options).

    0 for an option that nobody or everybody ticked.
    """
    share = counts.sum(axis=0) / sizes.sum()
    size = sizes.reshape(-1, *[1] * (counts.ndim - 1))
    variance = share * (1 - share)
    squares = ((counts - size * share) ** 2 / size).sum(axis=0)
    chi2: Floats = squares / np.where(variance == 0, np.inf, variance)
    return chi2


def fisher_by_count(sizes: Whole, ticked: Whole) -> Floats:
    """Return Fisher's two-sided p-value by count in group 1, shape (base 1 + 1, options).

    An option's total is in `ticked`; counts that it does not allow have the p-value 1.
    """
    base_1, base_2 = sizes.tolist()
    totals, option = np.unique(ticked, return_inverse=True)
    p_by_count = np.ones((base_1 + 1, totals.size))
    for column, total in enumerate(totals.tolist()):
        count, chance = hypergeometric(base_1, base_2, total)
        p_by_count[count, column] = two_sided(chance)
    return p_by_count[:, option]


def chi2_by_count(sizes: Whole, ticked: Whole) -> Floats:
    """Return Pearson's chi-squared by count in group 1, shape (base 1 + 1, options)."""
    count = np.arange(sizes[0] + 1)[:, np.newaxis]
    return option_chi2(np.stack([count + 0 * ticked, ticked - count]), sizes)


def look_up(by_count: Floats, counts: Whole) -> Floats:
    """Return the numbers that belong to counts, shape (..., options)."""
    options = counts.shape[-1]
    found: Floats = by_count.take(counts * options + np.arange(options))
    return found
