"""Time of the Brunner-Munzel test by permutation: count tables beside a scipy loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
from scipy.stats import brunnermunzel, permutation_test, rankdata
from timing import medians, repeats_asked, show

from cpsurvey.stats import brunner_munzel_permutation

OURS = "ours, all tables"
RESAMPLES = 9_999
ARRANGEMENTS = 4_457_400
# Brunner and Munzel (2000), Biometrical Journal 42, 17-25.
TREATED = np.array([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1])
CONTROL = np.array([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])


def one_statistic(x: Any, y: Any) -> float:
    """Return scipy's statistic of one arrangement, by absolute value."""
    statistic = abs(float(brunnermunzel(x, y).statistic))
    return np.inf if np.isnan(statistic) else statistic


def many_statistics(x: Any, y: Any, axis: int = -1) -> npt.NDArray[np.float64]:
    """Return the statistics of many arrangements at once, by absolute value."""
    n, m = x.shape[axis], y.shape[axis]
    ranks = rankdata(np.concatenate([x, y], axis=axis), axis=axis)
    of_x = ranks[..., :n] - rankdata(x, axis=axis)
    of_y = ranks[..., n:] - rankdata(y, axis=axis)
    distance = of_x.mean(axis=axis) / m - 0.5
    variance = of_x.var(axis=axis, ddof=1) / (n * m**2) + of_y.var(axis=axis, ddof=1) / (m * n**2)
    infinite = np.full_like(distance, np.inf)
    statistics: npt.NDArray[np.float64] = np.abs(
        np.divide(distance, np.sqrt(variance), out=infinite, where=variance > 0)
    )
    return statistics


def by_scipy(x: Any, y: Any, statistic: Callable[..., Any], resamples: int) -> float:
    """Return the p-value of scipy's permutation test; exact if there are no more arrangements."""
    at_once = statistic is many_statistics
    batch = 10_000 if at_once else None
    result = permutation_test(
        (x, y),
        statistic,
        vectorized=at_once,
        n_resamples=resamples,
        batch=batch,
        alternative="greater",
    )
    return float(result.pvalue)


def compare(name: str, x: Any, y: Any, peers: dict[str, Callable[[], float]], repeats: int) -> None:
    """Print the p-value, and the seconds of ours and of its peers."""
    print(f"\n{name}, p = {brunner_munzel_permutation(x, y).p_value:.5f}")
    show(medians({OURS: partial(brunner_munzel_permutation, x, y), **peers}, repeats), beside=OURS)


def sampled(x: Any, y: Any) -> dict[str, Callable[[], float]]:
    """Return scipy's test on random arrangements: a vectorised statistic, and a loop."""
    return {
        f"scipy, vectorised, {RESAMPLES:,}": partial(by_scipy, x, y, many_statistics, RESAMPLES),
        f"scipy, loop, {RESAMPLES:,}": partial(by_scipy, x, y, one_statistic, RESAMPLES),
    }


if __name__ == "__main__":
    print(f"scipy {scipy.__version__}, numpy {np.__version__}")
    rng, repeats = np.random.default_rng(2020), repeats_asked(3)
    parents = rng.integers(1, 6, 24)
    professionals = rng.choice([1, 2, 3, 4, 5], 492, p=[0.1, 0.2, 0.3, 0.3, 0.1])
    compare(
        "24 v 492, five levels", parents, professionals, sampled(parents, professionals), repeats
    )
    compare("pain data, 11 v 14", CONTROL, TREATED, sampled(CONTROL, TREATED), repeats)
    exact = partial(by_scipy, CONTROL, TREATED, many_statistics, ARRANGEMENTS)
    compare(
        "pain data",
        CONTROL,
        TREATED,
        {f"scipy, vectorised, all {ARRANGEMENTS:,}": exact},
        repeats=1,
    )
