"""One comparison of two shares in; its row under another test, interval or base out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from cpsurvey.analysis.methods import SHARE_FROM
from cpsurvey.analysis.settings import Row, Settings, mark_of
from cpsurvey.analysis.wording import joined
from cpsurvey.analysis.yes_no import Shares, planning, tested_difference
from cpsurvey.errors import NumbersError
from cpsurvey.stats import (
    ChiSquared,
    boschloo_exact,
    fisher_exact_2x2,
    miettinen_nurminen_interval,
    n_minus_1_chi2,
    pearson_chi2,
)

NUMBERS = (
    "estimate", "ci_low", "ci_high", "statistic", "df", "p_value", "p_standard_error",
    "exact_size", "planned_share", "detectable_gap",
)  # fmt: skip
NAMES = {
    "n-1 chi-squared": "n-1",
    "pearson chi-squared": "pearson",
    "fisher-irwin": "fisher",
    "fisher mid-p": "mid-p",
    "boschloo": "boschloo",
}
MOVED = 0.02
TABLE = list[list[int]]


def other_tests(main: Row, settings: Settings) -> Iterator[Row]:
    """Yield the main row with every other test of the same counts, and its true size."""
    shares = shares_of(main)
    for code, test in TESTS.items():
        if main["method"].endswith(code):
            continue
        row = main | {"varies": "test", "alternative": code, "method": f"newcombe; {code}"}
        try:
            statistic, p_value = test(table_of(shares))
        except NumbersError as error:
            yield row | {"statistic": np.nan, "p_value": np.nan, "why": f"not computed: {error}"}
            continue
        numbers = {"statistic": statistic, "p_value": p_value}
        why = same_side(p_value, main["p_value"], settings)
        yield row | numbers | planning(shares, settings, NAMES[code]) | {"why": why}


def other_interval(main: Row, settings: Settings) -> Row:
    """Return the main row with Miettinen and Nurminen's interval and the test that it inverts."""
    shares, code = shares_of(main), "n-1 chi-squared"
    low, high = map(float, miettinen_nurminen_interval(*shares, level=settings.confidence))
    statistic, p_value = TESTS[code](table_of(shares))
    leaves_out, did = low > 0 or high < 0, main["ci_low"] > 0 or main["ci_high"] < 0
    also = "as the main one does" if leaves_out == did else "the main one does not"
    return (
        main
        | planning(shares, settings, NAMES[code])
        | {
            "varies": "interval",
            "alternative": "miettinen-nurminen",
            "ci_low": low,
            "ci_high": high,
            "statistic": statistic,
            "p_value": p_value,
            "method": f"miettinen-nurminen; {code}",
            "why": f"the interval {'leaves out' if leaves_out else 'holds'} zero, {also}",
        }
    )


def other_counts(main: Row, shares: Shares, settings: Settings, note: str = "") -> Row:
    """Return the main row made anew from other counts, and how far they move the shares."""
    found = tested_difference(shares, settings)
    p_value = found.get("p_value", np.nan)
    said = found["why"] if math.isnan(p_value) else same_side(p_value, main["p_value"], settings)
    share, share_reference = shares_by_group(shares)
    return (
        main
        | dict.fromkeys(NUMBERS, np.nan)
        | shares._asdict()
        | found
        | {
            "share": share,
            "share_reference": share_reference,
            "mark": mark_of(shares.smaller),
            "why": joined(said, note, moved(main, shares)),
        }
    )


def same_side(p_value: float, main: float, settings: Settings) -> str:
    """Return whether two p-values lie on the same side of the line."""
    line = round(1 - settings.confidence, 12)
    if math.isnan(main):
        return "the main analysis has no test"
    if (p_value <= line) == (main <= line):
        return f"same side of {line:g} as the main analysis"
    return f"other side of {line:g} than the main analysis"


def moved(main: Row, shares: Shares) -> str:
    """Return which shares other counts move by more than two points, and by how much."""
    if pd.isna(main["count"]):
        return ""
    pairs = zip(shares_by_group(shares), shares_by_group(shares_of(main)), strict=True)
    return joined(
        *(
            f"moves the share of {main[side]} by {100 * (now - before):+.1f} points"
            for side, (now, before) in zip(("group", "reference"), pairs, strict=True)
            if abs(now - before) > MOVED + 1e-12
        )
    )


def shares_of(main: Row) -> Shares:
    """Return the counts of a result row."""
    return Shares(*(int(main[name]) for name in Shares._fields))


def shares_by_group(shares: Shares) -> tuple[float, float]:
    """Return the share of each group, missing where its base is too small for one."""
    of_group, of_reference = (
        count / base if base >= SHARE_FROM else math.nan for count, base in (shares[:2], shares[2:])
    )
    return of_group, of_reference


def table_of(shares: Shares) -> TABLE:
    """Return the 2x2 table, a row a group: gave the answer, did not."""
    count, base, count_reference, base_reference = shares
    return [[count, base - count], [count_reference, base_reference - count_reference]]


def _of_chi_squared(test: Callable[[TABLE], ChiSquared]) -> Callable[[TABLE], tuple[float, float]]:
    """Return a test that gives its statistic and its p-value as two floats."""

    def numbers(table: TABLE) -> tuple[float, float]:
        found = test(table)
        return float(found.statistic), float(found.p_value)

    return numbers


TESTS: dict[str, Callable[[TABLE], tuple[float, float]]] = {
    "n-1 chi-squared": _of_chi_squared(n_minus_1_chi2),
    "pearson chi-squared": _of_chi_squared(pearson_chi2),
    "fisher-irwin": lambda table: (np.nan, fisher_exact_2x2(table).p_value),
    "fisher mid-p": lambda table: (np.nan, fisher_exact_2x2(table).mid_p),
    "boschloo": lambda table: (np.nan, boschloo_exact(table).p_value),
}
