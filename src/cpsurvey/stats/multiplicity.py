"""P-values of a family of tests in, adjusted p-values out."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, floats_of, one_of

Method = Literal["holm", "bonferroni", "bh", "by"]


def adjust(p_values: npt.ArrayLike, method: Method = "holm") -> Floats:
    """Say which of several tests still stand when all are considered together.

    ``holm`` keeps the chance of any false rejection in the family at the level, whatever the
    dependence between the tests, and is never weaker than ``bonferroni``: choose it for
    conclusions. ``bh`` (Benjamini-Hochberg) keeps the expected share of false ones among the
    rejections at the level where tests are independent or positively dependent, ``by``
    (Benjamini-Yekutieli) whatever their dependence: for screening, and then say that the
    results are exploratory.

    Parameters
    ----------
    p_values
        One p-value a test, shape (tests,).
    method
        ``holm``, ``bonferroni``, ``bh`` or ``by``.

    Returns
    -------
    array
        Adjusted p-values in the same order.

    Raises
    ------
    NumbersError
        If a p-value is missing or not between 0 and 1, or the method is none of these.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6, 65-70. Benjamini and Hochberg (1995), Controlling the false discovery rate,
    Journal of the Royal Statistical Society B 57, 289-300. Benjamini and Yekutieli (2001), The
    control of the false discovery rate in multiple testing under dependency, Annals of
    Statistics 29, 1165-1188.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03]).round(6).tolist()
    [0.03, 0.06, 0.06]
    >>> adjust([0.01, 0.04, 0.03], "bh").round(6).tolist()
    [0.03, 0.04, 0.04]
    """
    p = floats_of(p_values)
    if p.ndim != 1 or not np.all((p >= 0) & (p <= 1)):
        raise NumbersError("p_values must be one row of numbers from 0 to 1, none missing")
    step = STEPS[one_of(STEPS, method, "method")]
    order = p.argsort(kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = step(p[order])
    return np.minimum(adjusted, 1.0)


def _bonferroni(ascending: Floats) -> Floats:
    """Return each p-value times the number of tests."""
    return ascending.size * ascending


def _holm(ascending: Floats) -> Floats:
    """Return each p-value times the tests that remain, none below the one before it."""
    stepped: Floats = np.maximum.accumulate(np.arange(ascending.size, 0, -1) * ascending)
    return stepped


def _benjamini_hochberg(ascending: Floats) -> Floats:
    """Return each p-value times tests over rank, none above the one after it."""
    rank = np.arange(1, ascending.size + 1)
    stepped: Floats = np.minimum.accumulate((ascending.size / rank * ascending)[::-1])[::-1]
    return stepped


def _benjamini_yekutieli(ascending: Floats) -> Floats:
    """Return Benjamini and Hochberg's, times the sum of 1, 1/2 ... 1/tests."""
    harmonic = float((1 / np.arange(1, ascending.size + 1)).sum())
    return harmonic * _benjamini_hochberg(ascending)


STEPS = {
    "holm": _holm,
    "bonferroni": _bonferroni,
    "bh": _benjamini_hochberg,
    "by": _benjamini_yekutieli,
}
