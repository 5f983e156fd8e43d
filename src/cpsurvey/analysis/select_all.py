"""Who ticked which options in two or more groups in; rows of the question and its options out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cpsurvey.analysis.settings import BOUND, Counts, Row, Settings, too_small
from cpsurvey.analysis.wording import disagreement, joined, monte_carlo
from cpsurvey.analysis.yes_no import Shares, described_difference, planning
from cpsurvey.stats import MarginalIndependence, marginal_independence

TWO = 2
ALIKE = "each option was ticked by everybody or by nobody: nothing to compare"
EXCHANGEABLE = "people's whole patterns of ticks are taken as exchangeable"
EVERY_WAY = "exact, people put into groups of these sizes in every way"
ONE_OF_SEVERAL = "an option of several: exact given how many ticked it, adjusted for all of them"
OUT_OF_REACH = f"p could not fall to {BOUND:g} however the ticks fell: listed, not tested"


class Ticks(NamedTuple):
    """Who ticked what, shape (people, options), and the place of each person's group."""

    ticked: npt.NDArray[np.bool_]
    group: npt.NDArray[np.int64]

    def counts(self, groups: int) -> Counts:
        """Return how many of each group ticked each option, shape (groups, options)."""
        return np.stack([self.ticked[self.group == place].sum(axis=0) for place in range(groups)])

    def bases(self, groups: int) -> Counts:
        """Return how many people are in each group."""
        return np.bincount(self.group, minlength=groups)


def all_options(ticks: Ticks, groups: int, settings: Settings) -> Row:
    """Return whether any option was ticked more often in one group than in another."""
    test = _permuted(ticks, groups, settings)
    return _whole(ticks, groups, test)


def options_apart(ticks: Ticks, settings: Settings) -> tuple[Row, list[Row]]:
    """Return whether any option differs between two groups, and by how much each does.

    The first group is compared with the second.
    """
    test = _permuted(ticks, TWO, settings)
    bases = ticks.bases(TWO)
    counts = ticks.counts(TWO)
    shares = [Shares(int(one), int(bases[0]), int(two), int(bases[1])) for one, two in counts.T]
    rows = [_option(of, place, test, settings) for place, of in enumerate(shares)]
    return _whole(ticks, TWO, test), rows


def _permuted(ticks: Ticks, groups: int, settings: Settings) -> MarginalIndependence | None:
    """Return the permutation tests, or nothing where bases are too small or all are alike."""
    alike = ticks.ticked.all(axis=0) | ~ticks.ticked.any(axis=0)
    if alike.all() or too_small(int(ticks.bases(groups).min()), "count"):
        return None
    group = ticks.group == 0 if groups == TWO else ticks.group
    return marginal_independence(
        ticks.ticked, group, rng=settings.rng, permutations=settings.permutations, alpha=BOUND
    )


def _whole(ticks: Ticks, groups: int, test: MarginalIndependence | None) -> Row:
    """Return the row of the question as a whole."""
    row: Row = {"measure": "all_options"}
    if test is None:
        small = too_small(int(ticks.bases(groups).min()), "count")
        return row | (small or {"method": "count", "why": ALIKE})
    drawn = monte_carlo("permutations", test.permutations, test.seed)
    found = EVERY_WAY if test.method == "exact" else drawn
    return row | {
        "statistic": test.statistic,
        "p_value": test.p_value,
        "p_standard_error": test.standard_error,
        "exact_size": BOUND,
        "method": "permutation",
        "why": joined(f"select-all question: {found}", EXCHANGEABLE),
    }


def _option(
    shares: Shares, place: int, test: MarginalIndependence | None, settings: Settings
) -> Row:
    """Return the row of one option: tested with the others, or described."""
    row = described_difference(shares, settings, "")
    if row["method"] != "newcombe":
        return row
    row |= planning(shares, settings, "fisher")
    if row["why"] or test is None:
        return row
    if not test.testable[place]:
        return row | {"why": OUT_OF_REACH}
    p_value = float(test.p_values[place])
    apart = disagreement(p_value, row["ci_low"], row["ci_high"], 0.0, settings.confidence)
    return row | {
        "p_value": p_value,
        "p_standard_error": 0.0,
        "p_adjusted": float(test.p_adjusted[place]),
        "method": "newcombe; min-p",
        "why": joined(ONE_OF_SEVERAL, apart),
    }
