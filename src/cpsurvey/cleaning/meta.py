"""An export whose platform does not say who answered and when → the same, told by the codebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

import pandas as pd

from cpsurvey.codebook import Instrument
from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport

FINISHED = {
    "yes": ("yes", "y", "true", "1", "complete", "completed", "finished"),
    "no": ("no", "n", "false", "0", "incomplete", "partial", "unfinished"),
}
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?:[ T]+(.*))?")
_TIME = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?"
    r"(?: ?(?:z|gmt|utc)?(?:[+-][\d:]+)?)?",
    re.IGNORECASE,
)
Read = Callable[[str], str | None]


def tell_meta(export: SurveyExport, instrument: Instrument) -> SurveyExport:
    """Return an export whose metadata come from the columns that the codebook names for them.

    They leave the rows. What the platform said of the same fact gives way.

    Raises
    ------
    ExportError
        If a cell is no date, no number, neither yes nor no, or an e-mail address in place of an
        identifier; the message names the first row of each.
    """
    columns = {fact: c for fact, c in instrument.meta.items() if c in export.rows}
    if not columns:
        return export
    facts: dict[str, pd.Series] = {}
    problems: list[str] = []
    for fact, column in columns.items():
        cells = export.rows[column].astype(object).str.strip()
        read, wanted = _reader(fact, cells.unique())
        found = cells.map({text: read(text) if text else "" for text in cells.unique()})
        bad = found.index[found.isna()]
        if len(bad):
            problems.append(
                f"column {column} ({fact}) {wanted}, first in row {bad[0]} ({len(bad)} in all)."
            )
        facts[fact] = found
    if problems:
        raise ExportError(
            "\n  ".join([f"{export.name} does not fit `meta` of {instrument.code}:", *problems])
        )
    if "respondent" in facts:
        facts["respondent"] = _named(facts["respondent"])
    known = export.columns
    moved = known["column"].isin(list(columns.values()))
    return replace(
        export,
        meta=export.meta.assign(**facts),
        rows=export.rows.drop(columns=list(dict.fromkeys(columns.values()))),
        columns=known.assign(kind=known["kind"].mask(moved, "metadata")),
    )


def _reader(fact: str, texts: Iterable[str]) -> tuple[Read, str]:
    """Return what reads a cell of this fact (None where it cannot), and what is wrong then."""
    if fact in ("started", "recorded"):
        order = _order(texts)
        wrong = "may be day first or month first" if order == "unclear" else "holds no date"
        return (lambda text: _moment(text, order)), f"{wrong}: write dates year first, 2020-10-01"
    if fact in ("progress", "duration_seconds"):
        return _number, "holds no number"
    if fact == "finished":
        words = {word: said for said, several in FINISHED.items() for word in several}
        return (lambda text: words.get(text.casefold())), "is neither yes nor no"
    if fact == "respondent":
        return _identifier, (
            "holds e-mail addresses, and identifiers stand in every table: name another column, or"
            " put a number in the place of each"
        )
    return (lambda text: text), ""


def _identifier(text: str) -> str | None:
    """Return an identifier, unless it is an address."""
    return None if "@" in text else text


def _number(text: str) -> str | None:
    """Return a number as text, without a sign of per cent."""
    plain = text.removesuffix("%").strip()
    return plain if _NUMBER.fullmatch(plain) else None


def _order(texts: Iterable[str]) -> str:
    """Return what the dates of a column begin with, where the year does not stand first."""
    found = [m for m in map(_DATE.fullmatch, texts) if m and len(m[1]) < 3]
    day = any(int(match[1]) > 12 or match[2] == "." for match in found)
    month = any(int(match[3]) > 12 for match in found)
    return "unclear" if found and day == month else "day" if day else "month"


def _moment(text: str, order: str) -> str | None:
    """Return a moment in ISO order, or None where it is none or its order is not clear."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    first, _, second, third, clock = match.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    elif order == "unclear" or len(first) == 3:
        return None
    else:
        day, month = (first, second) if order == "day" else (second, first)
        year = third if len(third) == 4 else f"20{third:0>2}"
    time = _clock(clock)
    if time is None:
        return None
    try:
        found = datetime(int(year), int(month), int(day), *time)  # noqa: DTZ001
    except ValueError:
        return None
    return found.strftime("%Y-%m-%d %H:%M:%S" if clock else "%Y-%m-%d")


def _clock(text: str | None) -> tuple[int, int, int] | None:
    """Return hours, minutes and seconds; None where a time of day is written otherwise."""
    if not text:
        return 0, 0, 0
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    if match[4]:
        hours = hours % 12 + (12 if match[4].casefold() == "p" else 0)
    return hours, minutes, seconds


def _named(people: pd.Series) -> pd.Series:
    """Return the identifiers, those without one called after their row."""
    return people.mask(people == "", "row-" + people.index.astype(str))
