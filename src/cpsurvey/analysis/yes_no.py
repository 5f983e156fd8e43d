"""How often two groups gave one answer in; the row of their difference out."""

from __future__ import annotations

from typing import NamedTuple

from cpsurvey.analysis.settings import Row, Settings, too_small
from cpsurvey.analysis.wording import joined
from cpsurvey.stats import detectable_gap, exact_size, newcombe_interval, two_proportion_test

GREATEST_SIZE = 0.055
HALF = 0.5


class Shares(NamedTuple):
    """How many gave an answer, of how many, in the group and in the reference."""

    count: int  # type: ignore[assignment]  # tuple has a method of this name
    base: int
    count_reference: int
    base_reference: int

    @property
    def smaller(self) -> int:
        """Return the smaller base."""
        return min(self.base, self.base_reference)

    @property
    def difference(self) -> float:
        """Return the share of the group minus that of the reference."""
        return self.count / self.base - self.count_reference / self.base_reference


def tested_difference(shares: Shares, settings: Settings) -> Row:
    """Return the difference with its interval and the test that suits the bases."""
    row = described_difference(shares, settings, "")
    if row["method"] != "newcombe" or row["why"]:
        return row
    test = two_proportion_test(*shares, level=settings.confidence)
    tested = {"statistic": test.statistic, "p_value": test.p_value, "p_standard_error": 0.0}
    return row | tested | {"method": f"newcombe; {test.method}", "why": test.why}


def described_difference(shares: Shares, settings: Settings, why: str) -> Row:
    """Return the difference with its interval and no test, for a reason."""
    row: Row = {"measure": "difference"}
    small = too_small(shares.smaller, "difference")
    if small:
        known = {"estimate": shares.difference} if small["method"] == "difference" else {}
        return row | known | small
    low, high = newcombe_interval(*shares, level=settings.confidence)
    numbers = {"estimate": shares.difference, "ci_low": float(low), "ci_high": float(high)}
    said = {"method": "newcombe", "why": joined(_alike(shares), why)}
    return row | numbers | planning(shares, settings) | said


def planning(shares: Shares, settings: Settings, test: str = "") -> Row:
    """Return how often a test errs at these bases, and the gap it would find four times in five.

    The test is the usual one, or Boschloo's where that errs too often, if none is named.
    """
    bases = shares.base, shares.base_reference
    size = exact_size(*bases, test or "rule")
    planned = settings.planned_share
    gap = detectable_gap(
        *bases,
        planned,
        direction="higher" if planned <= HALF else "lower",
        test=test or ("boschloo" if size > GREATEST_SIZE else "rule"),
    )
    return {"exact_size": size, "planned_share": planned, "detectable_gap": gap}


def _alike(shares: Shares) -> str:
    """Return why there is nothing to test, where both groups answered alike to a person."""
    if shares.count == shares.count_reference == 0:
        return "nobody in either group gave this answer: nothing to test"
    if (shares.count, shares.count_reference) == (shares.base, shares.base_reference):
        return "everybody in both groups gave this answer: nothing to test"
    return ""
