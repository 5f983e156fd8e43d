"""Every number in the tables of docs/how-sure.md, computed: those of the methods among them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from cpsurvey.stats import (
    clopper_pearson_interval,
    design_effect_tipping_point,
    detectable_gap,
    exact_coverage,
    exact_power,
    exact_size,
    two_proportion_test,
    wilson_interval,
)
from cpsurvey.stats.interval_coverage import every_interval
from cpsurvey.stats.rejection import rejected

PAGE = Path(__file__).parents[2] / "docs/how-sure.md"
PARENTS, PROFESSIONALS = 24, 492
COMMON = np.linspace(0.05, 0.95, 181)
INTERVALS = {
    "Wald": "wald",
    "Agresti–Caffo": "agresti-caffo",
    "**Newcombe hybrid score**": "newcombe",
    "Miettinen–Nurminen": "miettinen-nurminen",
}
TESTS = {
    "Pearson": "pearson",
    "**N−1 χ², Fisher–Irwin where an expected count is below 1**": "rule",
    "Yates": "yates",
    "Fisher": "fisher",
    "Fisher mid-P": "mid-p",
    "Boschloo": "boschloo",
}


@pytest.fixture(scope="module")
def page():
    """Rows of the table under each heading, header and rule left out."""
    found, heading = {}, ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|"):
            found.setdefault(heading, []).append([cell.strip() for cell in line[1:-1].split("|")])
    return {title: rows[2:] for title, rows in found.items()}


def coverage(interval, shares):
    return exact_coverage(PARENTS, PROFESSIONALS, shares[:, np.newaxis], shares, interval=interval)


def three(number):
    return f"{number:.3f}"


def test_what_an_interval_promises(page):
    rows = []
    for name, interval in INTERVALS.items():
        found = coverage(interval, np.linspace(0.05, 0.95, 37))
        low, high = every_interval(PARENTS, PROFESSIONALS, interval, 0.95)
        outside = (low < -1) | (high > 1)
        numbers = found.coverage.mean(), found.coverage.min(), found.width.mean()
        rows.append([name, *map(three, numbers), str(outside.sum())])
        assert outside.size == 12_325
    assert page["What an interval promises"] == rows


@pytest.mark.slow
def test_rare_and_nearly_universal_answers(page):
    shares = np.arange(1, 100) / 100
    rows = [[name, three(coverage(INTERVALS[name], shares).coverage.min())] for name in INTERVALS]
    assert page["Rare and nearly universal answers"] == rows


def test_what_a_test_promises(page):
    rows = []
    for name, test in TESTS.items():
        size = exact_power(PARENTS, PROFESSIONALS, COMMON, COMMON, test=test)
        power = exact_power(
            PARENTS, PROFESSIONALS, [0.3, 0.2, 0.1, 0.25], [0.5, 0.5, 0.4, 0.6], test=test
        )
        two = [f"{number:.2f}" for number in power]
        rows.append([name, three(size.mean()), three(size.max()), *two])
        assert exact_size(PARENTS, PROFESSIONALS, test) == size.max()
    assert page["What a test promises"] == rows


def test_why_the_rule_has_a_second_part(page):
    shares = np.linspace(0.02, 0.98, 193)
    rows = [
        [name, three(exact_power(PARENTS, PROFESSIONALS, shares, shares, test=test).max())]
        for name, test in {"N−1 χ² alone": "n-1", "with Fisher–Irwin": "rule"}.items()
    ]
    assert page["Why the rule has a second part"] == rows


def test_other_bases_other_promises(page):
    rows = [
        [
            f"{first} v {second}",
            *(three(exact_size(first, second, t)) for t in ("rule", "boschloo")),
        ]
        for first, second in [(24, 492), (24, 24), (12, 12), (5, 492)]
    ]
    assert page["Other bases, other promises"] == rows


def test_how_large_a_difference_would_be_seen(page):
    gaps = [
        (24, 492, 0.5, "lower"),
        (492, 24, 0.5, "lower"),
        (24, 492, 0.25, "higher"),
        (24, 492, 0.25, "lower"),
        (12, 148, 0.5, "lower"),
        (10, 287, 0.5, "lower"),
        (8, 150, 0.5, "lower"),
    ]
    rows = [
        [
            f"{first} v {second}",
            f"{100 * share:.0f}%",
            direction,
            f"{100 * detectable_gap(first, second, share, direction=direction):.1f}",
        ]
        for first, second, share, direction in gaps
    ]
    assert page["How large a difference would be seen"] == rows


def test_one_share_of_a_handful(page):
    def percent(interval):
        return "{:.0f}–{:.0f}%".format(*(100 * limit for limit in interval))

    rows = [
        [
            f"{count} of {base}",
            percent(wilson_interval(count, base)),
            percent(clopper_pearson_interval(count, base)),
        ]
        for count, base in [(4, 8), (0, 6)]
    ]
    assert page["One share of a handful"] == rows


def test_people_who_belong_together(page):
    tipping = design_effect_tipping_point(5, 24, 246, 492)
    row = ["5 of 24 v 246 of 492", f"{tipping.first:.2f}", f"{tipping.both:.2f}"]
    assert page["People who belong together"] == [row]


def test_where_interval_and_test_disagree(page):
    low, high = every_interval(PARENTS, PROFESSIONALS, "newcombe", 0.95)
    leaves_out_zero = (low > 0) | (high < 0)
    rejects = rejected(PARENTS, PROFESSIONALS, "rule", 0.05)
    rows = [
        [
            "the interval leaves out 0, the test does not reject",
            str((leaves_out_zero & ~rejects).sum()),
        ],
        ["the interval holds 0, the test rejects", str((~leaves_out_zero & rejects).sum())],
        ["together, of 12,325", str((leaves_out_zero != rejects).sum())],
    ]
    assert page["Where interval and test disagree"] == rows


@pytest.mark.slow
def test_so_many_rows_say_that_interval_and_test_disagree():
    whys = [
        two_proportion_test(x, PARENTS, y, PROFESSIONALS).why
        for x in range(PARENTS + 1)
        for y in range(PROFESSIONALS + 1)
    ]
    assert (sum("disagree" in why for why in whys), len(whys)) == (32, 12_325)


def test_every_table_of_the_page_is_computed_here(page):
    written = {"test_" + re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_") for heading in page}
    assert written <= set(globals())


def test_the_pages_example_runs():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "how-sure.md", "exec"), {})
