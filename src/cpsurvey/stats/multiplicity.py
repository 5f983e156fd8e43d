"""P-values of a family of tests in, adjusted p-values out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats


def holm(p_values: npt.ArrayLike) -> Floats:
    """Say which of several tests still stand when all are considered together.

    Holm's step-down adjustment: the chance of any false rejection in the family stays at the
    level, whatever the dependence between the tests. For screening, where some false
    rejections are acceptable, it is stricter than need be.

    Parameters
    ----------
    p_values
        One p-value a test, shape (tests,).

    Returns
    -------
    array
        Adjusted p-values in the same order.

    Raises
    ------
    NumbersError
        If a p-value is missing or not between 0 and 1.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    array([0.03, 0.06, 0.06])
    """
    p = np.asarray(p_values, dtype=np.float64)
    if p.ndim != 1 or not np.all((p >= 0) & (p <= 1)):
        raise NumbersError("p_values must be one row of numbers from 0 to 1, none missing")
    order = p.argsort(kind="stable")
    remaining = np.arange(p.size, 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(remaining * p[order]), 1.0)
    return adjusted
