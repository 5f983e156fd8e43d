"""How many raters gave each unit each answer in; how far they agree beyond chance out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, whole_numbers
from cpsurvey.stats.chance_corrected import Agreement, corrected


def fleiss_kappa(counts: npt.ArrayLike, *, level: float = 0.95) -> Agreement:
    """Say how far a fixed number of raters a unit agree beyond chance, whoever they are.

    Fleiss' kappa: the raters of one unit need not be those of another, only as many. For two
    raters who rated everything choose `cohen_kappa`; for units with unequal numbers of raters, or
    values with an order, `krippendorff_alpha`.

    Parameters
    ----------
    counts
        How many raters gave a unit each answer, shape (units, answers); rows have the same sum.
    level
        Confidence level of the large-sample interval over units, which is cut off at -1 and 1.

    Returns
    -------
    Agreement
        Kappa, its interval and standard error where it need not be 0; no indices.

    Raises
    ------
    NumbersError
        If counts are negative or not whole, units differ in their number of raters or have fewer
        than two, or all answers are one.

    References
    ----------
    Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76,
    378-382. Gwet (2021), Large-sample variance of Fleiss generalized kappa, Educational and
    Psychological Measurement 81, 781-790 (standard error; here over n units, not n - 1).

    Examples
    --------
    >>> kappa = fleiss_kappa([[3, 0], [2, 1], [0, 3], [0, 3], [3, 0]])
    >>> f"{kappa.estimate:.3f}"
    '0.732'
    """
    ratings = _same_number(counts)
    raters = ratings[0].sum()
    mean = ratings.mean(axis=0) / raters
    if max(mean) == 1:
        raise NumbersError(
            "counts hold one answer only, where kappa has no value: report that all agree"
        )
    credit = (ratings * (ratings - 1)).sum(axis=1) / (raters * (raters - 1))
    by_chance = 2 * (ratings / raters) @ mean
    return corrected(np.ones(len(ratings)), credit, float(mean @ mean), by_chance, level=level)


def _same_number(counts: npt.ArrayLike) -> Floats:
    """Return counts of answers, every unit with the same number of raters, two or more."""
    ratings = whole_numbers(counts, "counts")
    if ratings.ndim != 2 or ratings.size == 0:
        raise NumbersError(f"counts must have shape (units, answers), not {ratings.shape}")
    raters = ratings.sum(axis=1)
    if raters.min() < raters.max() or raters.min() < 2:
        raise NumbersError(
            "counts must have the same number of raters in every unit, two or more: use"
            " krippendorff_alpha where it differs"
        )
    return ratings
