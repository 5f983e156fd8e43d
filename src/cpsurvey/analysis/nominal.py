"""Counts of unordered answers by group in; the row of their association out."""

from __future__ import annotations

import numpy as np

from cpsurvey.analysis.settings import BOUND, Counts, Row, Settings, too_small
from cpsurvey.analysis.wording import disagreement, how_found, joined
from cpsurvey.stats import cramers_v, detectable_v, fisher_freeman_halton

ALIKE = "everybody gave the same answer: nothing to compare"


def association(table: Counts, settings: Settings) -> Row:
    """Return how far answers go with groups, shape (groups, answers), and how surely.

    Answers that nobody gave are left out of the table.
    """
    row: Row = {"measure": "cramers_v"}
    small = too_small(int(table.sum(axis=1).min()), "cramers v")
    if small and small["method"] == "count":
        return row | small
    given = table[:, table.any(axis=0)]
    if given.shape[1] == 1:
        return row | {"method": "count", "why": ALIKE}
    found = cramers_v(given, level=settings.confidence)
    if small:
        return row | {"estimate": float(found.estimate)} | small
    test = fisher_freeman_halton(given, rng=settings.rng, draws=settings.permutations)
    low, high = float(found.ci_low), float(found.ci_high)
    interval = "cramers v" if np.isnan(low) else "noncentral chi-squared"
    reasons = [
        f"unordered answers: {how_found(test.method, test.draws, test.seed)}",
        "no interval of V: an expected count is below 1" if np.isnan(low) else "",
        disagreement(test.p_value, low, high, 0.0, settings.confidence),
    ]
    return row | {
        "estimate": float(found.estimate),
        "ci_low": low,
        "ci_high": high,
        "p_value": test.p_value,
        "p_standard_error": test.standard_error,
        "exact_size": BOUND,
        "detectable_gap": detectable_v(int(given.sum()), *given.shape),
        "method": f"{interval}; freeman-halton {test.method}",
        "why": joined(*reasons),
    }
