"""A row of checked claims in; in words what was published and what it comes to, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Any

import pandas as pd

from cpsurvey.claims import counts_that_fit, read_band
from cpsurvey.figures.words import MINUS, flag
from cpsurvey.report.wording.codebook_names import POINTS, SHARE, band_label
from cpsurvey.report.wording.codes import HIDDEN, MADE_UP, counted
from cpsurvey.vocabulary import CLAIM_VERDICTS, is_synthetic

Row = Mapping[str, Any]
NO_WORDS = "no amount"
ITSELF = "the number itself"
KEPT = ("respondents", "interviews")
ALONE = (*KEPT, "authorities_known")
TURNED = {
    **dict.fromkeys(("coded", "interviewed"), "interview"),
    **dict.fromkeys(("authorities_reached", "authorities_share", "represented"), "person"),
}
ORDER = {"rank": "place {estimate:.0f}, by {count:,} of {base:,}"}
TITLE = "Published claims, checked"
PLAIN = ("reproduced", "recovered (synthetic)")
NOTES = (
    "Published figures are set beside what the tables give. Words stand for a band of values, which"
    " is a reading and not the source's; set your own with --words.",
    "Intervals are of people drawn at random. These chose to answer, which no interval covers.",
    "“Turned by”: the fewest answers that would have to be others to bring the value out of its"
    " band, or into it.",
    "[u] low reliability: fewer than 30 people. [c] confidential: too few people to be shown.",
)


def title_of(checked: pd.DataFrame) -> str:
    """Return whose data was held against the claims."""
    return " and ".join(dict.fromkeys(checked["data"])) or "No claims"


def made_up(checked: pd.DataFrame) -> str:
    """Return what to say first where any of the data is made up, or nothing."""
    return f"SYNTHETIC. {MADE_UP}" if any(map(is_synthetic, checked["data"])) else ""


def protection_of(checked: pd.DataFrame) -> str:
    """Return what disclosure control was applied, if any."""
    said = list(dict.fromkeys(checked.get("protection", pd.Series(dtype=str))))
    return f"Disclosure control: {'; '.join(said)}." if said else ""


def summary_of(checked: pd.DataFrame) -> str:
    """Return how many claims have which verdict, in the order of the vocabulary."""
    counts = [f"{number:,} {verdict}" for verdict, number in verdict_counts(checked).items()]
    return f"{counted(len(checked), 'claim')}: {', '.join(counts)}." if counts else "No claims."


def verdict_counts(checked: pd.DataFrame) -> dict[str, int]:
    """Return how many claims have each verdict that there is."""
    counts = checked["verdict"].value_counts()
    return {verdict: int(counts[verdict]) for verdict in CLAIM_VERDICTS if verdict in counts}


def published_words(row: Row) -> str:
    """Return what was published, words in quotation marks."""
    said = str(row["published"] or "")
    if not said:
        return NO_WORDS
    return f"“{said}”" if any(letter.isalpha() for letter in said) else said


def computed_words(row: Row) -> str:
    """Return what the data give: a count, a share of its base, a difference, or a place."""
    if row["mark"] == "c":
        return f"{HIDDEN} too few people to be shown"
    count, base, estimate = row["count"], row["base"], row["estimate"]
    if pd.isna(count):
        return ""
    if row["measure"] in ALONE:
        return f"{count:,}"
    of = f"{count:,} of {base:,}"
    if pd.isna(estimate):
        return of
    if row["measure"] == "difference":
        less = f"{row['count_reference']:,} of {row['base_reference']:,}"
        return f"{of} less {less}, {_points(estimate)} points{flag(row['mark'])}"
    if row["measure"] in ORDER:
        return f"{ORDER[row['measure']].format(**row)}{flag(row['mark'])}"
    share = f", {_share_of(row)}" if pd.notna(row["share"]) else ""
    return f"{of}{share}{flag(row['mark'])}"


def value_words(row: Row) -> str:
    """Return what a claim's counts make: a share, a difference or a place; or nothing."""
    if row["mark"] == "c" or pd.isna(row["estimate"]):
        return ""
    if row["measure"] == "difference":
        return f"{_points(row['estimate'])} points"
    if row["measure"] in ORDER:
        return f"place {row['estimate']:.0f}"
    return _share_of(row) if pd.notna(row["share"]) else ""


def interval_words(row: Row) -> str:
    """Return the interval of a share or difference, or nothing."""
    if pd.isna(row["ci_low"]):
        return ""
    if row["measure"] == "difference":
        return f"{_points(row['ci_low'])} to {_points(row['ci_high'])} points"
    return f"{_percent(row['ci_low'])} to {_percent(row['ci_high'])}"


def fits_words(row: Row) -> str:
    """Return which whole counts of the base would agree, where it is a share of one.

    Where the source names another number of people, those of that number too.
    """
    if pd.isna(row["fits_low"]):
        return ""
    base, stated = row["base"], row["stated_base"]
    said = f"{_span(row['fits_low'], row['fits_high'])} of {base:,} would agree"
    if pd.isna(stated) or stated == base:
        return said
    fitting = counts_that_fit(read_band(row["band"]), stated)
    counts = _span(min(fitting), max(fitting)) if fitting else "no whole number"
    return f"{said}; of the {stated:,} that the source names, {counts}"


def changes_words(row: Row) -> str:
    """Return how many answers would turn what a claim comes to, or nothing."""
    changes = row["changes"]
    if pd.isna(changes):
        return ""
    if row["measure"] in KEPT:
        return (
            f"turned by {changes:,} more or fewer" if changes > 1 else "turned by 1 more or fewer"
        )
    what = TURNED.get(row["measure"], "answer")
    return f"turned by {counted(int(changes), what)}".replace("persons", "people")


def band_words(row: Row) -> str:
    """Return the values that agree, or nothing where there are none."""
    if not row["band"]:
        return ""
    unit = POINTS if row["measure"] == "difference" else SHARE if is_share(row) else ""
    return band_label(row["band"], unit)


def read_words(row: Row) -> str:
    """Return the values that agree and why these, but of a number that can only be itself."""
    band = band_words(row)
    if not band or row["read_as"] == ITSELF:
        return ""
    why = str(row["read_as"]).removeprefix(f'"{row["published"]}": ')
    return f"{why} ({band})" if why.startswith("read as ") else f"read as {band}: {why}"


def is_share(row: Row) -> bool:
    """Tell whether a claim's values are shares."""
    kinds = ("share", "any_row", "coded", "interviewed", "recorded", "authorities_share")
    return row["measure"] in kinds


def care_words(row: Row) -> str:
    """Return why a verdict is what it is where it is no plain one, and else any proxy.

    Every reason is in the data (csv, json).
    """
    why = str(row["why"])
    if row["verdict"] not in PLAIN:
        return why
    return "; ".join(part for part in why.split("; ") if part.startswith("by proxy: "))


def by_topic(checked: pd.DataFrame) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each topic with its claims, in the order of the registry."""
    for topic in dict.fromkeys(checked["topic"]):
        yield str(topic), checked[checked["topic"] == topic].to_dict("records")


def _span(low: int, high: int) -> str:
    """Return the counts from one to another."""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _share_of(row: Row) -> str:
    """Return a share with one decimal, or with two where one would cross an end of the band."""
    share, band = row["share"], read_band(row["band"])
    printed, exact = Fraction(_tenths(share), 1000), Fraction(row["count"], row["base"])
    return _percent(share) if band.holds(printed) == band.holds(exact) else f"{share:.2%}"


def _percent(share: float) -> str:
    """Return a share with one decimal; only none is 0% and only all is 100%."""
    tenths = _tenths(share)
    if tenths in (0, 1000) and share not in (0, 1):
        return "<0.1%" if tenths == 0 else ">99.9%"
    return f"{tenths / 10:g}%" if tenths in (0, 1000) else f"{tenths / 10:.1f}%"


def _points(difference: float) -> str:
    """Return a difference of shares in points with its sign and one decimal."""
    tenths = _tenths(abs(difference))
    sign = "" if tenths == 0 else "+" if difference > 0 else MINUS
    return f"{sign}{tenths / 10:.1f}"


def _tenths(share: float) -> int:
    """Return a share in tenths of a per cent, halves up."""
    return floor(round(share * 1000, 9) + 0.5)
