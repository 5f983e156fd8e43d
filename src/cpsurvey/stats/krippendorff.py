"""Coders' values in, whoever coded what; how far they agree beyond chance out."""

from __future__ import annotations

from itertools import combinations
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.errors import NumbersError
from cpsurvey.stats._checks import LARGEST, Floats, one_of
from cpsurvey.stats._resampling import Whole, blocks

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
    two coded say nothing and are left out. What chance would bring is learnt from the units: of one
    unit alone alpha is 0, however near its codings are. No interval comes with it: units of one
    interview are not independent, so resample interviews.

    Parameters
    ----------
    reliability
        Values as numbers, shape (coders, units); NaN, None, NA or masked where a coder did not code
        a unit.
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
    one_of(MEASUREMENTS, measurement, "measurement")
    codings = _coded_twice(reliability)
    values, totals = np.unique(codings[~np.isnan(codings)], return_counts=True)
    if len(values) == 1:
        raise NumbersError(
            "reliability holds one value only, where alpha has no value: report that all agree"
        )
    if measurement == "ratio" and values.min() < 0:
        raise NumbersError(
            'ratio measurement needs values from 0 up: choose measurement="interval"'
        )
    places = _places(values, totals, measurement)
    coded = _moved(codings, values, places)
    observed = observed_disagreement(coded, measurement)
    expected = expected_disagreement(places, totals, measurement)
    if expected == 0:
        raise NumbersError("reliability holds values too near each other: multiply them all")
    return Alpha(1 - observed / expected, observed, expected, coded.shape[1], int(totals.sum()))


def observed_disagreement(codings: Floats, measurement: Measurement) -> float:
    """Return the mean squared distance of codings of one unit, shape (coders, units).

    Each ordered pair of a unit's m codings counts as 1 / (m - 1), so that each coding counts once.
    """
    coded = ~np.isnan(codings)
    weight, total = 1 / (coded.sum(axis=0) - 1), 0.0
    for one, other in combinations(range(len(codings)), 2):
        both = coded[one] & coded[other]
        distances = squared_distance(codings[one, both], codings[other, both], measurement)
        total += 2 * float((weight[both] * distances).sum())
    return total / int(coded.sum())


def expected_disagreement(places: Floats, totals: Whole, measurement: Measurement) -> float:
    """Return the mean squared distance of any two codings, some values at a time."""
    codings, total, start = int(totals.sum()), 0.0, 0
    for size in blocks(len(places), len(places)):
        some = slice(start, start + size)
        distances = squared_distance(places[some, np.newaxis], places, measurement)
        total += float(totals[some] @ distances @ totals)
        start += size
    return total / codings / (codings - 1)


def squared_distance(one: Floats, other: Floats, measurement: Measurement) -> Floats:
    """Return the squared distance of places from places."""
    if measurement == "nominal":
        return np.asarray(one != other, dtype=np.float64)
    sums = one + other if measurement == "ratio" else np.ones(1)
    squares: Floats = ((one - other) / np.where(sums == 0, 1, sums)) ** 2
    return squares


def _places(values: Floats, totals: Whole, measurement: Measurement) -> Floats:
    """Return what distances are of: an ordinal value's is how many codings lie below its middle."""
    return totals.cumsum() - totals / 2 if measurement == "ordinal" else values


def _moved(codings: Floats, values: Floats, places: Floats) -> Floats:
    """Return codings with each value's place for the value."""
    coded = ~np.isnan(codings)
    moved = np.full(codings.shape, np.nan)
    moved[coded] = places[np.searchsorted(values, codings[coded])]
    return moved


def _coded_twice(reliability: npt.ArrayLike) -> Floats:
    """Return the codings of the units that two coders coded, NaN where one did not."""
    try:
        codings = _floats(reliability)
    except (TypeError, ValueError, OverflowError):
        codings = np.empty(0)
    if codings.ndim != 2 or (np.abs(codings) >= LARGEST).any():
        raise NumbersError(
            "reliability must be numbers, shape (coders, units), NaN where a unit was not coded"
        )
    codings = codings[:, np.count_nonzero(~np.isnan(codings), axis=0) >= 2]
    if codings.size == 0:
        raise NumbersError("reliability must have a unit that at least two coders coded")
    return codings


def _floats(reliability: npt.ArrayLike) -> Floats:
    """Return numbers, NaN where there is none; numpy raises its own errors where it cannot."""
    if hasattr(reliability, "to_numpy"):  # a frame, which may hold NA
        reliability = reliability.to_numpy(dtype=object, na_value=np.nan)
    given: Any = np.ma.asarray(reliability)
    if given.dtype.kind in "cmM":
        raise TypeError
    return np.asarray(np.ma.filled(given.astype(np.float64), np.nan))
