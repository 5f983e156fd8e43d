"""Who ticked which options of a select-all question, and groups, in; a corrected sum out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from cpsurvey.errors import NumbersError
from cpsurvey.stats._people import group_numbers, ticked_options
from cpsurvey.stats._ticks import option_chi2, ticks_by_group


class RaoScottSelectAll(NamedTuple):
    """The corrected sum of chi-squared, its degrees of freedom (not whole) and p-value."""

    statistic: float
    df: float
    p_value: float


def rao_scott_select_all(indicators: npt.ArrayLike, group: npt.ArrayLike) -> RaoScottSelectAll:
    """Test a select-all question as a whole without drawing, where every group is large.

    The sum over options of Pearson's chi-squared, scaled so that mean and variance are those
    of a chi-squared distribution (second-order Rao-Scott): options ticked by the same people
    are not independent. It allows the dependence between options to differ between groups. A
    large-sample test: with two dozen people in a group take `marginal_independence`.

    Parameters
    ----------
    indicators
        Who ticked what, shape (people, options): True or False (1 or 0).
    group
        Each person's group, shape (people,): labels of two or more.

    Returns
    -------
    RaoScottSelectAll
        Statistic, degrees of freedom and p-value. Options that nobody or everybody ticked take
        no part.

    Raises
    ------
    NumbersError
        If a tick is neither yes nor no, somebody has no group, everybody is in one group, no
        option was ticked by some and not by others, or in each group all ticked alike.

    References
    ----------
    Bilder, Loughin and Nettleton (2000), Multiple marginal independence testing for pick any/c
    variables, Communications in Statistics - Simulation and Computation 29, 1285-1316. Rao and
    Scott (1984), On chi-squared tests for multiway contingency tables with cell proportions
    estimated from survey data, Annals of Statistics 12, 46-60.

    Examples
    --------
    >>> ticks = np.random.default_rng(1).random((400, 5)) < 0.4
    >>> result = rao_scott_select_all(ticks, ["video"] * 150 + ["phone"] * 250)
    >>> f"{result.statistic:.2f} {result.df:.2f} {result.p_value:.3f}"
    '5.36 4.95 0.368'
    """
    ticks = ticked_options(indicators)
    groups = group_numbers(group, len(ticks))
    ticks = ticks[:, ticks.any(axis=0) & ~ticks.all(axis=0)]
    if ticks.shape[1] == 0:
        raise NumbersError(
            "indicators must have an option that some ticked and others did not: without one "
            "there is nothing to compare"
        )
    sizes = np.bincount(groups)
    mean = (sizes.size - 1) * ticks.shape[1]
    squares = sum_of_squared_weights(ticks, groups)
    if squares == 0:
        raise NumbersError(
            "indicators must differ between people of at least one group: without that there is "
            "no standard error; use marginal_independence"
        )
    statistic = option_chi2(ticks_by_group(ticks, groups), sizes).sum() * mean / squares
    df = mean**2 / squares
    return RaoScottSelectAll(float(statistic), float(df), float(chdtrc(df, statistic)))


def sum_of_squared_weights(ticks: npt.NDArray[np.bool_], groups: npt.NDArray[np.int_]) -> float:
    """Return the sum of squares of the weights of the chi-squared variables in the sum.

    The weights are eigenvalues of H S H, S having each group's own covariance of the
    standardised ticks on its diagonal and H taking out the common share, so their squares sum
    to that over pairs of groups of H squared times the product of the two covariances.
    """
    share = ticks.mean(axis=0)
    standardised = (ticks - share) / np.sqrt(share * (1 - share))
    covariances = np.stack(
        [
            np.cov(standardised[groups == number], rowvar=False, bias=True).ravel()
            for number in range(groups.max() + 1)
        ]
    )
    root = np.sqrt(np.bincount(groups) / groups.size)
    contrast = np.eye(root.size) - np.outer(root, root)
    return float((contrast**2 * (covariances @ covariances.T)).sum())
