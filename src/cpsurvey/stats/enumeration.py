"""Every table two bases allow: p-values of them all, and how often a test really rejects."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import xlog1py, xlogy

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats
from cpsurvey.stats.two_by_two import (
    hypergeometric,
    log_choose,
    n_minus_1_chi2,
    smallest_expected,
    two_sided,
)

ALPHA = 0.05
COMMON_SHARES = np.linspace(0.05, 0.95, 181)
MOST_TABLES = 1_000_000


def exact_size(base_1: int, base_2: int) -> float:
    """Say how often the usual test of two proportions rejects when there is no difference.

    The test is N-1 chi-squared, or Fisher-Irwin where an expected count is below 1, at a
    nominal 0.05. All tables at these bases are enumerated.

    Parameters
    ----------
    base_1, base_2
        People in each group; the order does not matter.

    Returns
    -------
    float
        The greatest probability of p <= 0.05 over common shares 0.05, 0.055 ... 0.95, or NaN
        where there are more than `MOST_TABLES` tables.

    Raises
    ------
    NumbersError
        If a base is below 1.

    Examples
    --------
    >>> round(exact_size(24, 24), 3)
    0.06
    """
    if min(base_1, base_2) < 1:
        raise NumbersError("base must be at least 1: leave out groups in which nobody answered")
    return _exact_size(*sorted((int(base_1), int(base_2))))


@lru_cache(maxsize=4096)
def _exact_size(smaller: int, larger: int) -> float:
    """Return the greatest rejection rate; remembered, because bases come again and again."""
    if (smaller + 1) * (larger + 1) > MOST_TABLES:
        return float("nan")
    rejected = rule_p_values(smaller, larger) <= ALPHA
    return float(probability_of(rejected, COMMON_SHARES).max())


def rule_p_values(base_1: int, base_2: int) -> Floats:
    """Return the rule's p-value of every table, shape (base_1 + 1, base_2 + 1)."""
    tables = every_table(base_1, base_2)
    p_values = n_minus_1_chi2(tables).p_value
    return np.where(smallest_expected(tables) < 1, fisher_p_values(base_1, base_2), p_values)


def fisher_p_values(base_1: int, base_2: int) -> Floats:
    """Return the Fisher-Irwin p-value of every table, shape (base_1 + 1, base_2 + 1)."""
    p_values = np.empty((base_1 + 1, base_2 + 1))
    for chosen in range(base_1 + base_2 + 1):
        count, probability = hypergeometric(base_1, base_2, chosen)
        p_values[count, chosen - count] = two_sided(probability)
    return p_values


def every_table(base_1: int, base_2: int) -> Floats:
    """Return every 2x2 table with these row totals, shape (base_1 + 1, base_2 + 1, 2, 2)."""
    count_1, count_2 = np.indices((base_1 + 1, base_2 + 1))
    cells = [[count_1, base_1 - count_1], [count_2, base_2 - count_2]]
    return np.moveaxis(np.array(cells, dtype=np.float64), (0, 1), (2, 3))


def probability_of(tables: npt.NDArray[np.bool_], shares: Floats) -> Floats:
    """Return the probability of a set of tables where both groups have a share, one a share."""
    base_1, base_2 = (size - 1 for size in tables.shape)
    by_count_2 = binomial(base_1, shares) @ tables.astype(np.float64)
    probability: Floats = (by_count_2 * binomial(base_2, shares)).sum(axis=1)
    return np.minimum(probability, 1.0)


def binomial(base: int, shares: Floats) -> Floats:
    """Return the probability of each count, shape (shares, base + 1)."""
    count, share = np.arange(base + 1), shares[:, np.newaxis]
    given = xlogy(count, share) + xlog1py(base - count, -share)
    probability: Floats = np.exp(log_choose(base, count) + given)
    return probability
