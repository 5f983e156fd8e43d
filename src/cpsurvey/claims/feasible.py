"""A band and a base in, the whole counts that fit the band at that base out."""

from __future__ import annotations

from math import ceil, floor

ROUNDING = 1e-9


def counts_that_fit(low: float, high: float, base: int) -> range:
    """Which whole counts of `base` people make a share from `low` to `high`?

    Parameters
    ----------
    low, high
        Ends of the band, as proportions; both belong to it.
    base
        Number of people.

    Returns
    -------
    range
        The counts; empty where none fits.

    Examples
    --------
    >>> counts_that_fit(0.725, 0.775, 24)
    range(18, 19)
    >>> len(counts_that_fit(0.725, 0.775, 14))
    0
    """
    least = max(0, ceil(low * base - ROUNDING))
    most = min(base, floor(high * base + ROUNDING))
    return range(least, most + 1)
