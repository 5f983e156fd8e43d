"""Counts of ordered answers by group in; rows of who tends to answer higher out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cpsurvey.analysis.nominal import ALIKE
from cpsurvey.analysis.settings import BOUND, Counts, Row, Settings, too_small
from cpsurvey.analysis.wording import disagreement, how_found, joined, monte_carlo
from cpsurvey.stats import (
    Association,
    PermutationTest,
    brunner_munzel_permutation,
    detectable_superiority,
    goodman_kruskal_gamma,
    kendall_tau_b,
    kruskal_wallis_permutation,
    linear_by_linear_permutation,
    probability_of_superiority,
)
from cpsurvey.stats._placements import MOST_PAIRS

NO_DIFFERENCE = 0.5
TOO_MANY = (
    f"more than {MOST_PAIRS:,} pairs of people: superiority is not computed; compare one answer, or"
    " a random sample of the people"
)
NEARLY_ALL = 0.9
LOPSIDED = (
    "nearly all of the larger group gave one answer: the test may reject too often, see"
    " sensitivity for its t approximation"
)
OUTSIDE = "estimate outside 0.2 to 0.8: Newcombe's method 5"
NO_GAP = "no detectable gap computed"


def superiority(table: Counts, settings: Settings) -> Row:
    """Return how likely one of the first row's group answered higher than one of the second's."""
    row: Row = {"measure": "probability_of_superiority"}
    small = too_small(int(table.sum(axis=1).min()), "superiority")
    if small and small["method"] == "count":
        return row | small
    if np.count_nonzero(table.any(axis=0)) == 1:
        return row | {"method": "count", "why": ALIKE}
    if math.prod(table.sum(axis=1).tolist()) > MOST_PAIRS:
        return row | {"method": "count", "why": TOO_MANY}
    group, reference = (_places(counts) for counts in table)
    level, draws = settings.confidence, settings.permutations
    found = probability_of_superiority(group, reference, level=level, rng=settings.rng)
    if small:
        return row | {"estimate": found.estimate} | small
    test = brunner_munzel_permutation(group, reference, rng=settings.rng, draws=draws)
    low, high = float(found.ci_low), float(found.ci_high)
    reasons = [
        "ordered answers: superiority needs no scores for them",
        how_found(test.method, test.draws, test.seed),
        LOPSIDED if _nearly_all(table) else "",
        "" if found.method == "logit" else OUTSIDE,
        "interval: " + monte_carlo("tables", found.draws, found.seed) if found.draws else "",
        disagreement(test.p_value, low, high, NO_DIFFERENCE, level),
    ]
    return row | {
        "estimate": float(found.estimate),
        "ci_low": low,
        "ci_high": high,
        "statistic": test.statistic,
        "p_value": test.p_value,
        "p_standard_error": test.standard_error,
        "exact_size": BOUND,
        "detectable_gap": detectable_superiority(group.size, reference.size),
        "method": f"{found.method}; brunner-munzel {test.method}",
        "why": joined(*reasons),
    }


def _nearly_all(table: Counts) -> bool:
    """Tell whether most of the larger group, if one is larger, gave the same answer."""
    smaller, larger = sorted(table, key=np.sum)
    unequal = smaller.sum() < larger.sum()
    return bool(unequal and larger.max() >= NEARLY_ALL * larger.sum())


def several_groups(table: Counts, settings: Settings) -> list[Row]:
    """Return whether an ordered answer differs between groups that have no order."""
    row: Row = {"measure": "kruskal_wallis"}
    if np.count_nonzero(table.any(axis=0)) == 1:
        return [row | {"method": "count", "why": ALIKE}]
    people, draws = _people(table), settings.permutations
    test = kruskal_wallis_permutation(*people, rng=settings.rng, draws=draws)
    how = how_found(test.method, test.draws, test.seed)
    why = joined("ordered answers, groups without an order", how, NO_GAP)
    return [row | _tested(test) | {"method": f"kruskal-wallis {test.method}", "why": why}]


def ordered_groups(table: Counts, places: Sequence[int], settings: Settings) -> list[Row]:
    """Return how far an ordered answer goes up with groups at these places of their order."""
    first: Row = {"measure": "kendall_tau_b"}
    if np.count_nonzero(table.any(axis=0)) == 1:
        return [first | {"method": "count", "why": ALIKE}]
    answers, rows = _people(table)
    groups, level = np.array(places)[rows], settings.confidence
    tau = kendall_tau_b(answers, groups, level=level)
    gamma = goodman_kruskal_gamma(answers, groups, level=level)
    draws = settings.permutations
    test = linear_by_linear_permutation(answers, groups, rng=settings.rng, draws=draws)
    reasons = [
        "ordered answers, ordered groups",
        how_found(test.method, test.draws, test.seed),
        "the interval is large-sample",
        NO_GAP,
        disagreement(test.p_value, tau.ci_low, tau.ci_high, 0.0, level),
    ]
    told = {"method": f"tau-b; linear-by-linear {test.method}", "why": joined(*reasons)}
    untested = {"method": "gamma", "why": "ties left out; the test is that of Kendall's tau-b"}
    return [
        first | _interval(tau) | _tested(test) | told,
        {"measure": "goodman_kruskal_gamma"} | _interval(gamma) | untested,
    ]


def _tested(test: PermutationTest) -> Row:
    """Return the numbers of a test by permutation."""
    return {
        "statistic": test.statistic,
        "p_value": test.p_value,
        "p_standard_error": test.standard_error,
        "exact_size": BOUND,
    }


def _interval(found: Association) -> Row:
    """Return an estimate and its interval."""
    return {"estimate": found.estimate, "ci_low": found.ci_low, "ci_high": found.ci_high}


def _places(counts: Counts) -> npt.NDArray[np.int64]:
    """Return each person's answer as its place in the order."""
    return np.repeat(np.arange(counts.size), counts)


def _people(table: Counts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each person's answer and group as places in their orders."""
    answers = np.concatenate([_places(counts) for counts in table])
    return answers, np.repeat(np.arange(len(table)), table.sum(axis=1))
