"""Coders' values in, whoever coded what; how far they agree beyond chance out."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import Floats

Measurement = Literal["nominal", "ordinal", "interval", "ratio"]
MEASUREMENTS = ("nominal", "ordinal", "interval", "ratio")


class Alpha(NamedTuple):
    """Krippendorff's alpha, and its parts: 1 - observed over expected disagreement.

    Disagreements are mean squared distances between two values. `units` are those that at least
    two coders coded, `values` what was coded in them.
    """

    estimate: float
    observed_disagreement: float
    expected_disagreement: float
    units: int
    values: int


def krippendorff_alpha(
    reliability: npt.ArrayLike, *, measurement: Measurement = "nominal"
) -> Alpha:
    """Say how far coders agree beyond chance, whoever coded what.

    Krippendorff's alpha: 1 where they agree in everything, 0 where their values might have been
    dealt out among the units by lot. Choose it where there are more than two coders, where some
    units were not coded by all, or where values have an order or distances. Units that fewer than
    two coded say nothing and are left out. No interval comes with it: units of one interview are
    not independent, so resample interviews.

    Parameters
    ----------
    reliability
        Values as numbers, shape (coders, units); NaN or masked where a coder did not code a unit.
    measurement
        What two values' distance is: ``"nominal"``, the same or not; ``"ordinal"``, by how many
        values lie between them; ``"interval"``, their difference; ``"ratio"``, their difference
        over their sum, values from 0 up.

    Returns
    -------
    Alpha
        Alpha, which may lie below 0, and the two disagreements that it is made of.

    Raises
    ------
    NumbersError
        If no unit was coded by two coders, or all values in such units are one and the same:
        where nothing varies, alpha has no value.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th edition, chapter 12. Hayes and Krippendorff (2007),
    Answering the call for a standard reliability measure for coding data, Communication Methods
    and Measures 1, 77-89.

    Examples
    --------
    >>> nan = float("nan")
    >>> coders = [
    ...     [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    ...     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, nan],
    ...     [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    ...     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ... ]
    >>> f"{krippendorff_alpha(coders, measurement='ordinal').estimate:.3f}"
    '0.815'
    """
    if measurement not in MEASUREMENTS:
        raise NumbersError(f"measurement must be one of {MEASUREMENTS}, not {measurement!r}")
    values, counts = _codings(reliability)
    if len(values) == 1:
        raise NumbersError(
            "reliability holds one value only, where alpha has no value: report that all agree"
        )
    if measurement == "ratio" and values.min() < 0:
        raise NumbersError(
            'ratio measurement needs values from 0 up: choose measurement="interval"'
        )
    observed = coincidences(counts)
    totals = observed.sum(axis=1)
    expected = chance_coincidences(totals)
    distance = squared_distances(values, totals, measurement)
    observed_disagreement = float((observed * distance).sum() / totals.sum())
    expected_disagreement = float((expected * distance).sum() / totals.sum())
    return Alpha(
        1 - observed_disagreement / expected_disagreement,
        observed_disagreement,
        expected_disagreement,
        *(len(counts), int(counts.sum())),
    )


def coincidences(counts: Floats) -> Floats:
    """Return how often two values meet in a unit, shape (values, values).

    Counts, shape (units, values), say how many coders gave a unit each value. Each ordered pair of
    a unit's m codings counts as 1 / (m - 1), so that each coding counts once.
    """
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    found: Floats = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    return found


def chance_coincidences(totals: Floats) -> Floats:
    """Return how often two values would meet if all codings were paired by lot."""
    found: Floats = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    return found


def squared_distances(values: Floats, totals: Floats, measurement: Measurement) -> Floats:
    """Return the squared distance of every two values, shape (values, values)."""
    if measurement == "nominal":
        return 1 - np.eye(len(values))
    if measurement == "ordinal":  # how many codings lie between, those of either value by half
        return _difference(totals.cumsum() - totals / 2) ** 2
    if measurement == "interval":
        return _difference(values) ** 2
    sums = values[:, np.newaxis] + values
    return (_difference(values) / np.where(sums == 0, 1, sums)) ** 2


def _difference(values: Floats) -> Floats:
    """Return every value minus every other, shape (values, values)."""
    return values[:, np.newaxis] - values


def _codings(reliability: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the values and how many coders gave each unit each, in units that two coded."""
    try:
        codings = np.ma.filled(np.ma.asarray(reliability).astype(np.float64), np.nan)
    except (TypeError, ValueError):
        codings = np.empty(0)
    if codings.ndim != 2 or np.isinf(codings).any():
        raise NumbersError(
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded"
        )
    codings = codings[:, np.count_nonzero(~np.isnan(codings), axis=0) >= 2]
    if codings.size == 0:
        raise NumbersError("reliability must have a unit that at least two coders coded")
    _, units = np.nonzero(~np.isnan(codings))
    values, codes = np.unique(codings[~np.isnan(codings)], return_inverse=True)
    shape = (codings.shape[1], len(values))
    counts = np.bincount(units * shape[1] + codes, minlength=shape[0] * shape[1]).reshape(shape)
    return values, counts.astype(np.float64)
