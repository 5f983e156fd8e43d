"""Two raters' answers in; how far they agree beyond chance out."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import LARGEST, Floats, one_of
from cpsurvey.stats._rated import cross_table
from cpsurvey.stats.chance_corrected import Agreement, corrected

Weights = Literal["linear", "quadratic"] | None
POWERS = {"linear": 1, "quadratic": 2}


def cohen_kappa(
    a: npt.ArrayLike,
    b: npt.ArrayLike | None = None,
    *,
    weights: Weights = None,
    level: float = 0.95,
) -> Agreement:
    """Say how far two raters agree beyond what their own shares of each answer would bring.

    Cohen's kappa. Read it with its prevalence and bias: where nearly all get one answer it may be
    near 0 though the raters agree in almost everything, and `gwet_ac1` is steadier. Weighted, for
    ordered answers, a near miss counts as part agreement. For more than two raters, or units that
    one of them left out, use `krippendorff_alpha`.

    Parameters
    ----------
    a, b
        One answer a unit by each rater, shape (units,), in the same order of units. Or, without
        `b`, a table of counts, shape (answers, answers): rows the first rater's answer, columns
        the second's.
    weights
        None: only the same answer agrees. ``"linear"`` or ``"quadratic"``: by the distance
        between two answers, or its square; answers are numbers then (in a table 0, 1, 2 ...).
    level
        Confidence level of the large-sample interval, which is cut off at -1 and 1.

    Returns
    -------
    Agreement
        Kappa, its interval, the standard error where kappa need not be 0, and the two indices.

    Raises
    ------
    NumbersError
        If a unit lacks an answer, the raters' units differ in number, or all answers are one.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20, 37-46. Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa
    and weighted kappa, Psychological Bulletin 72, 323-327. Byrt, Bishop and Carlin (1993), Bias,
    prevalence and kappa, Journal of Clinical Epidemiology 46, 423-429.

    Examples
    --------
    >>> kappa = cohen_kappa([[118, 5], [2, 0]])
    >>> f"{kappa.estimate:.5f} where {kappa.agreement:.0%} agree; prevalence {kappa.prevalence:.2f}"
    '-0.02339 where 94% agree; prevalence 0.94'
    """
    counts, answers = cross_table(a, b)
    row, column = _shares(counts)
    if max(row + column) == 2:
        raise NumbersError(
            "a and b hold one answer only, where kappa has no value: report the share of units in"
            " which they agree"
        )
    credit = _credit(answers, weights)
    by_chance = (credit @ column)[:, np.newaxis] + row @ credit
    found = corrected(counts, credit, float(row @ credit @ column), by_chance, level=level)
    return _with_indices(found, counts)


def gwet_ac1(a: npt.ArrayLike, b: npt.ArrayLike | None = None, *, level: float = 0.95) -> Agreement:
    """Say how far two raters agree beyond chance, steadily where nearly all get one answer.

    Gwet's first-order agreement coefficient: chance is what raters would agree in if they guessed
    at the units that are hard to rate. Where answers are about equally frequent it is close to
    `cohen_kappa`. It depends on how many answers there are: where one that could have been given
    was never used, give a table that has it.

    Parameters
    ----------
    a, b, level
        As in `cohen_kappa`: one answer a unit by each rater, or a table of counts without `b`.

    Returns
    -------
    Agreement
        AC1, its interval and standard error, and the two indices.

    Raises
    ------
    NumbersError
        If a unit lacks an answer, the raters' units differ in number, or there is one answer only.

    References
    ----------
    Gwet (2008), Computing inter-rater reliability and its variance in the presence of high
    agreement, British Journal of Mathematical and Statistical Psychology 61, 29-48.

    Examples
    --------
    >>> f"{gwet_ac1([[118, 5], [2, 0]]).estimate:.5f}"
    '0.94078'
    """
    counts, answers = cross_table(a, b)
    others = len(answers) - 1
    if others == 0:
        raise NumbersError(
            "a and b hold one answer only, and AC1 depends on the answers that could have been"
            " given: give a table with a row and a column for each of them"
        )
    row, column = _shares(counts)
    mean = (row + column) / 2
    expected = float((mean * (1 - mean)).sum() / others)
    by_chance = -(mean[:, np.newaxis] + mean) / others
    found = corrected(counts, np.eye(len(answers)), expected, by_chance, level=level)
    return _with_indices(found, counts)


def _credit(answers: npt.NDArray[np.generic], weights: Weights) -> Floats:
    """Return how far two answers agree, from 0 to 1, shape (answers, answers)."""
    if weights is None:
        return np.eye(len(answers))
    power = POWERS[one_of(POWERS, weights, "weights")]
    try:
        values = answers.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        values = np.array([np.nan])
    if not (np.abs(values) < LARGEST).all():
        raise NumbersError(
            "a and b must be numbers where agreement is weighted: number the answers in order"
        )
    distance = np.abs(values[:, np.newaxis] - values)
    credit: Floats = 1 - (distance / distance.max()) ** power
    return credit


def _shares(counts: Floats) -> tuple[Floats, Floats]:
    """Return the share of each answer with the first rater, and with the second."""
    return counts.sum(axis=1) / counts.sum(), counts.sum(axis=0) / counts.sum()


def _with_indices(found: Agreement, counts: Floats) -> Agreement:
    """Return agreement with the prevalence and bias indices, which two answers have."""
    if len(counts) != 2:
        return found
    (both_first, first), (second, both_second) = counts / counts.sum()
    return found._replace(
        prevalence=float(abs(both_first - both_second)), bias=float(abs(first - second))
    )
