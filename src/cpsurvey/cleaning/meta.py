"""An export whose platform does not say who answered and when → the same, told by the codebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from cpsurvey.codebook import Instrument
from cpsurvey.errors import ExportError
from cpsurvey.exports import SurveyExport, name_respondents
from cpsurvey.moments import UNCLEAR, in_iso, order_of

FINISHED = {
    "yes": ("yes", "y", "true", "1", "complete", "completed", "finished"),
    "no": ("no", "n", "false", "0", "incomplete", "partial", "unfinished"),
}
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
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
        meant = {text: read(text) if text else "" for text in cells.unique()}
        found = cells.map(meant).astype(object)  # of no rows it is floats
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
        facts["respondent"] = name_respondents(facts["respondent"])
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
        order = order_of(texts)
        wrong = "may be day first or month first" if order == UNCLEAR else "holds no date"
        return (lambda text: in_iso(text, order)), f"{wrong}: write dates year first, 2020-10-01"
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
