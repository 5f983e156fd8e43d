"""Two bases and a test in; which of all the tables they allow it rejects out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri

from cpsurvey.stats._checks import Floats, one_of
from cpsurvey.stats.boschloo import boschloo_rejects
from cpsurvey.stats.enumeration import fisher_p_values
from cpsurvey.stats.hypergeometric import SAME_PROBABILITY, two_sided_mid
from cpsurvey.stats.two_by_two import squared_phi

Set: TypeAlias = npt.NDArray[np.bool_]


def named_test(test: str) -> str:
    """Return the name of a test that can be enumerated; any other is refused."""
    return one_of(TESTS, test, "test")


@lru_cache(maxsize=32)
def rejected(base_1: int, base_2: int, test: str, alpha: float) -> Set:
    """Return which tables a test rejects at alpha, shape (base_1 + 1, base_2 + 1).

    A p-value that is alpha but for rounding is rejected (1 of 1 v 0 of 19 has 0.05). The result
    is remembered, because bases come again and again: read it, do not write to it.
    """
    if base_1 > base_2:
        return rejected(base_2, base_1, test, alpha).T
    tables = TESTS[test](base_1, base_2, alpha * SAME_PROBABILITY)
    tables.flags.writeable = False
    return tables


def _rule(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply N-1 chi-squared, but Fisher-Irwin where an expected count is below 1."""
    total = base_1 + base_2
    chosen = np.arange(total + 1)
    few = np.minimum(chosen, total - chosen) * min(base_1, base_2) < total
    by_fisher = fisher_p_values(base_1, base_2, chosen=chosen[few]) <= alpha
    count_1, count_2 = _counts(base_1, base_2)
    return np.where(few[count_1 + count_2], by_fisher, _n_minus_1(base_1, base_2, alpha))


def _n_minus_1(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply Pearson's chi-squared with one person fewer."""
    return (base_1 + base_2 - 1) * _squared_phi(base_1, base_2) >= chdtri(1, alpha)


def _pearson(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply Pearson's chi-squared."""
    return (base_1 + base_2) * _squared_phi(base_1, base_2) >= chdtri(1, alpha)


def _yates(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply Pearson's chi-squared with Yates's correction."""
    total = base_1 + base_2
    return total * _squared_phi(base_1, base_2, correction=total / 2) >= chdtri(1, alpha)


def _fisher(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply the Fisher-Irwin test."""
    return fisher_p_values(base_1, base_2) <= alpha


def _mid_p(base_1: int, base_2: int, alpha: float) -> Set:
    """Apply the Fisher-Irwin test, counting tables as probable as the observed one by half."""
    return fisher_p_values(base_1, base_2, two_sided=two_sided_mid) <= alpha


def _squared_phi(base_1: int, base_2: int, correction: float = 0.0) -> Floats:
    """Return the squared phi of every table."""
    count_1, count_2 = (counts.astype(np.float64) for counts in _counts(base_1, base_2))
    return squared_phi(count_1, base_1 - count_1, count_2, base_2 - count_2, correction=correction)


def _counts(base_1: int, base_2: int) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]:
    """Return the counts that each group may have, as a column and a row."""
    return np.arange(base_1 + 1)[:, np.newaxis], np.arange(base_2 + 1)[np.newaxis]


TESTS: dict[str, Callable[[int, int, float], Set]] = {
    "rule": _rule,
    "n-1": _n_minus_1,
    "pearson": _pearson,
    "yates": _yates,
    "fisher": _fisher,
    "mid-p": _mid_p,
    "boschloo": boschloo_rejects,
}
