"""Which interviews raised which code, and orders to take them in; how many codes were new, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def new_by_place(given: npt.NDArray[np.bool_], orders: Counts) -> Counts:
    """Return how many codes are new at each place, shape (orders, interviews).

    `given` has a row an interview and a column a code; each row of `orders` lists the interviews.
    """
    size = len(given)
    places = np.argsort(orders, axis=1)
    new = np.zeros(orders.shape, dtype=np.int64)
    for code in given.T:
        if code.any():
            first = places[:, code].min(axis=1)
            new[np.arange(len(orders)), first] += 1
    return new.reshape(len(orders), size)


def mean_so_far(given: npt.NDArray[np.bool_]) -> Floats:
    """Return how many codes so many interviews raise, the mean over all orders (rarefaction)."""
    size, raising = len(given), given.sum(axis=0)
    taken = np.arange(1, size + 1)
    left = size - raising[:, None]
    missed = np.where(taken <= left, np.exp(_choose(left, taken) - _choose(size, taken)), 0.0)
    mean: Floats = (1 - missed).sum(axis=0)
    return mean


def new_information(new: Counts, base_size: int, run_length: int) -> Floats:
    """Return the new codes of each run over all codes of the base, shape (orders, runs).

    The first run is that right after the base, each further one begins an interview later; missing
    where the base has no code.
    """
    so_far = new.cumsum(axis=1)
    if new.shape[1] < base_size + run_length:
        return np.empty((len(new), 0))
    ends = so_far[:, base_size + run_length - 1 :]
    starts = so_far[:, base_size - 1 : new.shape[1] - run_length]
    base = so_far[:, [base_size - 1]].astype(float)
    ratios: Floats = (ends - starts) / np.where(base > 0, base, np.nan)
    return ratios


def saturation_points(ratios: Floats, base_size: int, threshold: float) -> Floats:
    """Return how many interviews came before the first run at or below a threshold; inf if none."""
    if not ratios.shape[1]:
        return np.full(len(ratios), np.inf)
    low = ratios <= threshold + 1e-12
    points = np.where(low.any(axis=1), base_size + low.argmax(axis=1), np.inf)
    return points.astype(np.float64)


def _choose(of: Counts | int, taken: Counts) -> Floats:
    """Return the logarithm of the number of ways to choose; of no meaning where there are none."""
    rest = np.maximum(of - taken, 0)
    return np.asarray(gammaln(np.add(of, 1)) - gammaln(taken + 1) - gammaln(rest + 1))
