"""Each interview's counts in; how far coefficients would move with other interviews, out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtrit

from cpsurvey.analysis.agreement_coefficients import COEFFICIENTS
from cpsurvey.stats._checks import Floats
from cpsurvey.stats._resampling import blocks

NO_SPREAD = 1e-12


class Intervals(NamedTuple):
    """Limits of each column's coefficient, how many draws had none, and where all were alike."""

    low: Floats
    high: Floats
    without: npt.NDArray[np.int64]
    alike: npt.NDArray[np.bool_]


def bootstrap(
    counts: Floats,
    measures: Iterable[str],
    rng: np.random.Generator,
    draws: int,
    confidence: float,
) -> dict[str, Intervals]:
    """Return each measure's BCa limits from interviews drawn anew.

    Counts have shape (interviews, columns, 6). The tail is that of a t distribution with
    interviews - 1 degrees of freedom, widened by sqrt(n / (n - 1)): with few interviews plain
    percentiles are too narrow. Where a coefficient has no value in a tail's share of the draws or
    more, it gets no limits.
    """
    interviews, columns, kinds = counts.shape
    flat, total, names = counts.reshape(interviews, -1), counts.sum(axis=0), list(measures)
    drawn = {name: np.empty((draws, columns)) for name in names}
    start = 0
    for size in blocks(draws, columns * kinds):
        sums = (_times(rng, size, interviews) @ flat).reshape(size, columns, kinds)
        for name in names:
            drawn[name][start : start + size] = COEFFICIENTS[name](sums)
        start += size
    return {
        name: _limits(
            drawn[name], COEFFICIENTS[name](total), COEFFICIENTS[name](total - counts), confidence
        )
        for name in names
    }


def _limits(drawn: Floats, estimate: Floats, others: Floats, confidence: float) -> Intervals:
    """Return the limits of each column from its draws, and from leaving out one interview."""
    draws, columns = drawn.shape
    without = np.isnan(drawn).sum(axis=0)
    ends, alike = np.full((2, columns), np.nan), np.zeros(columns, dtype=bool)
    defined = ~np.isnan(estimate) & (without < (1 - confidence) / 2 * draws)
    for column in np.flatnonzero(defined):
        values = np.sort(drawn[:, column])[: draws - without[column]]
        alike[column] = values[-1] - values[0] < NO_SPREAD
        if not alike[column]:
            shares = _shares(values, estimate[column], others[:, column], confidence)
            ends[:, column] = np.quantile(values, shares, method="weibull")
    return Intervals(ends[0], ends[1], without, alike)


def _times(rng: np.random.Generator, draws: int, interviews: int) -> Floats:
    """Return how often each interview comes in each draw, shape (draws, interviews)."""
    chosen = (rng.random((draws, interviews)) * interviews).astype(np.int64)
    cell = chosen + interviews * np.arange(draws)[:, np.newaxis]
    times = np.bincount(cell.ravel(), minlength=draws * interviews)
    return times.reshape(draws, interviews).astype(np.float64)


def _shares(values: Floats, estimate: float, others: Floats, confidence: float) -> Floats:
    """Return the shares of draws below the two limits, bias-corrected and accelerated."""
    interviews = len(others)
    tail = stdtrit(interviews - 1, (1 - confidence) / 2) * np.sqrt(interviews / (interviews - 1))
    below = np.searchsorted(values, estimate - NO_SPREAD)
    up_to = np.searchsorted(values, estimate + NO_SPREAD, side="right")
    middle = np.clip((below + up_to) / 2, 0.5, len(values) - 0.5) / len(values)
    pulls = np.nanmean(others) - others[~np.isnan(others)]
    spread = (pulls**2).sum()
    skew = (pulls**3).sum() / (6 * spread**1.5) if spread > NO_SPREAD**2 else 0.0
    moved = ndtri(middle) + np.array([tail, -tail])
    shares: Floats = ndtr(ndtri(middle) + moved / np.maximum(1 - skew * moved, NO_SPREAD))
    return shares
