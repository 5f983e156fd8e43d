"""Several yes/no answers of the same people in; whether their shares differ out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, chdtrc

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats, floats_of, paired_two_by_two
from cpsurvey.stats.two_by_two import ChiSquared


class McNemar(NamedTuple):
    """McNemar's test of two answers of the same people.

    `p_value` is `mid_p` or `exact_p`, as asked; `statistic` is asymptotically chi-squared on one
    degree of freedom, with `asymptotic_p`.
    """

    p_value: float
    exact_p: float
    mid_p: float
    statistic: float
    asymptotic_p: float


def mcnemar(table: npt.ArrayLike, *, mid_p: bool = True) -> McNemar:
    """Test whether the same people gave one answer more often than another.

    Only people whose two answers differ say anything: if neither is more frequent, half of them
    differ either way. The mid-P version keeps its level in all but odd cases and has nearly the
    power of the asymptotic one; choose the exact version where the level must never be exceeded.
    For two groups of different people it is wrong.

    Parameters
    ----------
    table
        Counts of people, shape (2, 2): the first answer yes or no in rows, the second in columns.
    mid_p
        Whether the p-value is mid-P; else the exact one.

    Returns
    -------
    McNemar
        p-values, two-sided, and the statistic without a continuity correction. Where everybody
        gave the same answer twice, 1 and 0.

    Raises
    ------
    NumbersError
        If a count is negative or not whole, nobody is in the table, or its shape is not (2, 2).

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions
    or percentages, Psychometrika 12, 153-157. Fagerland, Lydersen and Laake (2013), The McNemar
    test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional,
    BMC Medical Research Methodology 13, 91.

    Examples
    --------
    >>> found = mcnemar([[1, 1], [7, 12]])
    >>> f"mid-P {found.mid_p:.4f}, exact {found.exact_p:.4f}"
    'mid-P 0.0391, exact 0.0703'
    """
    counts = paired_two_by_two(table)
    if counts.shape != (2, 2):
        raise NumbersError(f"table must be a single one, shape (2, 2), not {counts.shape}")
    b, c = counts[0, 1], counts[1, 0]
    changed, fewer = int(b + c), int(min(b, c))
    up_to = _so_few(fewer, changed)
    of_it_fewer = up_to - (_so_few(fewer - 1, changed) if fewer else 0.0)
    exact_p, half_p = min(2 * up_to, 1.0), min(2 * up_to - of_it_fewer, 1.0)
    statistic = float((b - c) ** 2 / max(changed, 1))
    asymptotic_p = float(chdtrc(1, statistic))
    return McNemar(half_p if mid_p else exact_p, exact_p, half_p, statistic, asymptotic_p)


def _so_few(count: int, changed: int) -> float:
    """Return the probability of such a count or a lower one, each person going either way.

    By the beta distribution, which stays exact where scipy's binomial one does not.
    """
    return float(betainc(changed - count, count + 1, 0.5)) if changed else 1.0


def cochran_q(responses: npt.ArrayLike) -> ChiSquared:
    """Test whether the same people ticked some answers more often than others.

    McNemar's test for more than two answers: are the shares of all of them the same? People who
    ticked all or none say nothing. Asymptotic: choose it where those who say something are some
    two dozen or more in all; where there are fewer, compare answers two by two with `mcnemar`.

    Parameters
    ----------
    responses
        Whether each person ticked each answer, True or False, 1 or 0; shape (people, answers).

    Returns
    -------
    ChiSquared
        Q, its p-value and degrees of freedom: answers less one. Where everybody ticked all or
        none, 0 and 1.

    Raises
    ------
    NumbersError
        If there is no person, fewer than two answers, or anything but 0 and 1, missing answers
        included.

    References
    ----------
    Cochran (1950), The comparison of percentages in matched samples, Biometrika 37, 256-266.

    Examples
    --------
    >>> ticked = [[1, 1, 0], [1, 1, 0], [0, 1, 0], [1, 1, 1], [0, 1, 0], [1, 0, 0]]
    >>> found = cochran_q(ticked)
    >>> f"{found.statistic:.2f} on {found.df}, p {found.p_value:.3f}"
    '5.20 on 2, p 0.074'
    """
    ticked = _ticks(responses)
    answers = len(ticked.T)
    by_answer, by_person = ticked.sum(axis=0), ticked.sum(axis=1)
    between = answers * ((by_answer - by_answer.mean()) ** 2).sum()
    within = (by_person * (answers - by_person)).sum()
    df = answers - 1
    statistic: Floats = np.asarray(df * between / (within or 1.0))[()]
    return ChiSquared(statistic, chdtrc(df, statistic), df)


def _ticks(responses: npt.ArrayLike) -> Floats:
    """Return ticks as 0 and 1, shape (people, answers)."""
    ticked = floats_of(responses)
    if not np.all((ticked == 0) | (ticked == 1)):
        raise NumbersError(
            "responses must be 0 or 1, or False or True, none missing: leave out people who were "
            "not asked"
        )
    if ticked.ndim != 2 or not len(ticked) or len(ticked.T) < 2:
        raise NumbersError(
            "responses must have a row a person, at least one, and a column an answer, at least "
            f"two; not shape {ticked.shape}"
        )
    return ticked
