"""A value and the values that would agree with a claim → whether it agrees, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import TypeAlias

import numpy as np

from cpsurvey.claims.expected import HALF, Expected
from cpsurvey.claims.feasible import counts_that_fit
from cpsurvey.stats import wilson_interval

REPRODUCED = "reproduced"
RECOVERED = "recovered (synthetic)"
WITHIN_ROUNDING = "within rounding"
NOT_REPRODUCED = "not reproduced"
INFEASIBLE = "infeasible at this base"
AMBIGUOUS = "base ambiguous"
NOT_DECIDABLE = "not decidable"

Limits: TypeAlias = tuple[float, float] | None


def agrees(value: Fraction, wanted: Expected, limits: Limits = None) -> bool:
    """Tell whether a value lies in the band, and where words ask for that all of its interval."""
    if not wanted.band.holds(value):
        return False
    return not wanted.interval or (limits is not None and wanted.band.holds_all(*limits))


def rounds_to_agree(value: Fraction, wanted: Expected) -> bool:
    """Tell whether a value would agree if whoever published it had rounded otherwise.

    A number that was printed: any rule of rounding would do, up, down or to the even number. A
    word: the value is in the band once it is rounded to a whole per cent.
    """
    if wanted.unit is None or wanted.interval:
        return False
    if wanted.printed is not None:
        return abs(value - wanted.printed) < wanted.unit
    return wanted.band.holds(floor(value / wanted.unit + HALF) * wanted.unit)


def agreeing_counts(base: int, wanted: Expected, confidence: float) -> tuple[int, ...]:
    """Return the counts of a base whose share agrees, with Wilson's interval where words ask."""
    fitting = counts_that_fit(wanted.band, base)
    if not wanted.interval or not fitting:
        return fitting
    low, high = wilson_interval(np.array(fitting), base, level=confidence)
    ends = zip(fitting, low, high, strict=True)
    return tuple(count for count, *limits in ends if wanted.band.holds_all(*map(float, limits)))


def verdict_of(
    value: Fraction,
    wanted: Expected,
    limits: Limits = None,
    *,
    base: int | None = None,
    others: Sequence[bool] = (),
    synthetic: bool = False,
) -> str:
    """Return the verdict on what was measured, a key of `cpsurvey.vocabulary.CLAIM_VERDICTS`.

    The first that is true: no whole count of `base`, where the value is a share of it, lies in the
    band; `others`, whether other readings of the base agree, do not all say the same as this one;
    the value agrees; it rounds to agree; it does not.
    """
    agreed = agrees(value, wanted, limits)
    if base is not None and not counts_that_fit(wanted.band, base):
        return INFEASIBLE
    if any(other != agreed for other in others):
        return AMBIGUOUS
    if agreed:
        return RECOVERED if synthetic else REPRODUCED
    return WITHIN_ROUNDING if rounds_to_agree(value, wanted) else NOT_REPRODUCED
