"""A band and a base in, the whole counts that fit the band at that base out."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, isinf

from cpsurvey.claims.bands import Band, Interval
from cpsurvey.errors import CodebookError


def counts_that_fit(band: Band, base: int) -> tuple[int, ...]:
    """Which whole counts of `base` people make a share in the band?

    Parameters
    ----------
    band
        Shares, from `read_band`.
    base
        Number of people.

    Returns
    -------
    tuple of int
        The counts, in order; empty where none fits.

    Raises
    ------
    CodebookError
        If the base is nobody.

    References
    ----------
    The idea, for means of whole numbers: Brown and Heathers (2017), The GRIM test, Social
    Psychological and Personality Science 8, 363-369.

    Examples
    --------
    >>> from cpsurvey.claims import read_band
    >>> three_quarters = read_band("[0.725, 0.775]")
    >>> counts_that_fit(three_quarters, 24)
    (18,)
    >>> counts_that_fit(three_quarters, 14)
    ()
    """
    return tuple(sorted({count for run in runs_that_fit(band, base) for count in run}))


def runs_that_fit(band: Band, base: int) -> list[range]:
    """Return the counts that fit as runs without gaps, one for each interval that holds any."""
    if base <= 0:
        raise CodebookError(f"a base of {base} is nobody: give the number of people.")
    return [run for one in band.intervals if (run := _run(one, base))]


def _run(interval: Interval, base: int) -> range:
    """Return the counts whose share of the base lies in one interval."""
    low, high = 0, base
    if not isinf(interval.low):
        least = Fraction(interval.low) * base
        low = ceil(least) if interval.low_in else floor(least) + 1
    if not isinf(interval.high):
        most = Fraction(interval.high) * base
        high = floor(most) if interval.high_in else ceil(most) - 1
    return range(max(low, 0), min(high, base) + 1)
