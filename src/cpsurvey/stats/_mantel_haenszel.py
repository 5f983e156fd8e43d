"""Strata of two groups and two answers in; the pooled odds ratio and difference out."""

from __future__ import annotations

import numpy as np

from cpsurvey.stats._checks import Floats


def odds_ratio(counts: Floats, z: float) -> tuple[float, float, float]:
    """Return the pooled odds ratio and its limits; strata have shape (strata, 2, 2).

    The variance of its logarithm is that of Robins, Breslow and Greenland.
    """
    (a, b), (c, d), people = _cells(counts)
    same, opposite = (a + d) / people, (b + c) / people
    for_, against = a * d / people, b * c / people
    total_for, total_against = for_.sum(), against.sum()
    if not total_for or not total_against:
        ratio = np.nan if total_for == total_against else (np.inf if total_for else 0.0)
        return ratio, np.nan, np.nan
    variance = (
        same @ for_ / (2 * total_for**2)
        + (same @ against + opposite @ for_) / (2 * total_for * total_against)
        + opposite @ against / (2 * total_against**2)
    )
    logarithm, reach = np.log(total_for / total_against), z * np.sqrt(variance)
    low, middle, high = np.exp([logarithm - reach, logarithm, logarithm + reach]).tolist()
    return middle, low, high


def risk_difference(counts: Floats) -> tuple[float, float]:
    """Return the pooled difference of shares, first group less second, and its standard error.

    The variance is that of Sato, good for few large strata and for many small ones.
    """
    (a, b), (c, d), people = _cells(counts)
    base_1, base_2 = a + b, c + d
    weight = (base_1 * base_2 / people).sum()
    difference = ((a * base_2 - c * base_1) / people).sum() / weight
    skew = base_1**2 * c - base_2**2 * a + base_1 * base_2 * (base_2 - base_1) / 2
    spread = a * d + c * b
    variance = (difference * (skew / people**2).sum() + (spread / (2 * people)).sum()) / weight**2
    return float(difference), float(np.sqrt(max(variance, 0.0)))


def _cells(counts: Floats) -> tuple[Floats, Floats, Floats]:
    """Return both rows of cells and the people of the strata that have any."""
    filled = counts[counts.any(axis=(1, 2))]
    rows = np.moveaxis(filled, 0, 2)
    return rows[0], rows[1], filled.sum(axis=(1, 2))
