"""How often raters agree, and would by chance, in; agreement beyond chance out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cpsurvey.stats._checks import Floats, critical_value


class Agreement(NamedTuple):
    """Agreement beyond chance, and what it is made of: (agreement - expected) / (1 - expected).

    The interval is NaN where every unit pulls the same way (agreement in everything, one unit):
    the standard error is 0 then, which is no certainty. `prevalence` (how uneven the two answers
    are) and `bias` (how differently the raters use them), 0 to 1, are of two raters and two
    answers; NaN where there are more.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    agreement: float
    expected: float
    prevalence: float
    bias: float
    units: int


def corrected(
    counts: Floats, credit: Floats, expected: float, by_chance: Floats, *, level: float
) -> Agreement:
    """Return agreement beyond chance, with its standard error by the delta method.

    Counts are units of a kind, of any shape; credit is how far each kind agrees, and `by_chance`
    the slope of the expected agreement in each kind's share.
    """
    units = counts.sum()
    observed = (counts * credit).sum() / units
    room = 1 - expected
    steeper = by_chance - (counts * by_chance).sum() / units
    pull = (credit - observed) / room - steeper * (1 - observed) / room**2
    estimate = (observed - expected) / room
    standard_error = np.sqrt((counts * pull**2).sum()) / units
    half = critical_value(level) * (standard_error if standard_error > 1e-12 else np.nan)
    low, high = np.clip([estimate - half, estimate + half], -1, 1)
    return Agreement(
        float(estimate),
        float(low),
        float(high),
        standard_error=float(standard_error),
        agreement=float(observed),
        expected=expected,
        prevalence=np.nan,
        bias=np.nan,
        units=int(units),
    )
