"""related.toml → checked findings of other studies, each with the claims it stands beside."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any

from cpsurvey.claims.load import load_claims
from cpsurvey.claims.model import SURENESS, Claim
from cpsurvey.claims.records import make_record, need_tables, read_toml
from cpsurvey.errors import CodebookError, listed, unknown

RELATED = Path(__file__).with_name("related.toml")
MEASURES = ("same", "other")


@dataclass(frozen=True)
class Beside:
    """A claim that a finding stands beside: it measures the same, or something else, and what."""

    claim: str
    measures: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.measures not in MEASURES:
            raise CodebookError(unknown("measures", self.measures, MEASURES))
        if (self.measures == "other") != bool(self.why):
            raise CodebookError(
                f"beside {self.claim}: say in `why` what is measured where that is something other,"
                " and only there."
            )


@dataclass(frozen=True)
class Finding:
    """One published finding of another study.

    Attributes
    ----------
    says
        What was found, in our words.
    group, instrument, n, n_counts
        Whose answers it rests on and how they were got; how many, only where that was published,
        and what `n` counts where that is not what a share is a share of.
    percent, count, stated
        A share as it was printed, a count of `n`, or an amount in words; none of them where it
        is read only.
    certainty, sources, notes
        How sure the finding is, where it was read, and what else to know of it.
    beside
        The claims that it stands beside.
    """

    id: str
    study: str
    says: str
    group: str
    instrument: str
    certainty: str
    sources: tuple[str, ...]
    beside: tuple[Beside, ...]
    year: int | None = None
    n: int | None = None
    n_counts: str = ""
    percent: float = nan
    count: int | None = None
    stated: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if self.certainty not in SURENESS:
            raise CodebookError(unknown("certainty", self.certainty, SURENESS))
        if self.n is not None and self.n <= 0:
            raise CodebookError(f"a base of {self.n} is nobody: leave out n where none is known.")
        if not (isnan(self.percent) or 0 <= self.percent <= 100):
            raise CodebookError(f"{self.percent:g}% is no share: give a percent from 0 to 100.")
        if not (self.sources and self.beside):
            raise CodebookError("give its `sources`, and at least one claim that it is `beside`.")
        times = Counter(place.claim for place in self.beside)
        if doubled := [claim for claim, count in times.items() if count > 1]:
            raise CodebookError(f"it is beside {listed(doubled)} more than once.")
        if self.count is not None:
            self._check_count(self.count)

    def _check_count(self, count: int) -> None:
        """Raise unless a count is one of a base, and makes the percentage beside it."""
        if self.base is None or not 0 <= count <= self.base:
            raise CodebookError(
                f"a count of {count} needs an n of what it is a share of, no smaller than itself."
            )
        if not isnan(self.percent) and count not in counts_of(self.percent, self.base):
            raise CodebookError(f"{count} of {self.base} does not round to {self.percent:g}%.")

    @property
    def base(self) -> int | None:
        """Number that a share is a share of, where it was published."""
        return None if self.n_counts else self.n

    @property
    def published(self) -> str:
        """What was published, as it was: a percentage, a count of a base, or words."""
        if self.stated:
            return self.stated
        if not isnan(self.percent):
            return f"{self.percent:g}%"
        return "" if self.count is None else f"{self.count} of {self.base}"


def load_related(
    path: str | os.PathLike[str] | None = None, *, claims: Sequence[Claim] | None = None
) -> tuple[Finding, ...]:
    """Load what other studies found, to be set beside the claims of this one.

    Parameters
    ----------
    path
        Findings in TOML, a ``[[finding]]`` for each. Left out: those found for the 2020 study of
        child protection conferences.
    claims
        The claims that they may stand beside, from `load_claims`; left out, those of that study.

    Returns
    -------
    tuple of Finding
        In the order of the file.

    Raises
    ------
    CodebookError
        If the file is missing or is not TOML, or a finding has a key or a claim that is not
        known, a base of nobody, a percentage above 100, a count that does not make its
        percentage, no source, or another finding's id; the message names file and finding.

    Examples
    --------
    >>> from cpsurvey.claims import load_related
    >>> finding = next(f for f in load_related() if f.id == "leacox-actual")
    >>> finding.published, finding.beside[0].measures
    ('9 of 114', 'other')
    """
    home = Path(path) if path is not None else RELATED
    known = [claim.id for claim in (load_claims() if claims is None else claims)]
    findings = []
    for record in _records(home):
        try:
            findings.append(_finding(record, known))
        except CodebookError as error:
            name = record.get("id", "(without an id)")
            raise CodebookError(f"{home}: finding {name}: {error}") from error
    doubled = [name for name, count in Counter(f.id for f in findings).items() if count > 1]
    if doubled:
        raise CodebookError(f"{home}: finding {listed(doubled)} stands more than once.")
    return tuple(findings)


def counts_of(percent: float, base: int) -> list[int]:
    """Return the whole counts of a base that round, halves either way, to a printed percentage."""
    decimals = len(f"{percent:g}".partition(".")[2])
    half = 0.5 / 10**decimals + 1e-9
    return [k for k in range(base + 1) if abs(100 * k / base - percent) <= half]


def _finding(record: Mapping[str, Any], known: Sequence[str]) -> Finding:
    """Make one finding from its table."""
    parts: dict[str, Any] = {}
    if "beside" in record:
        places = need_tables(record["beside"], "beside")
        parts["beside"] = tuple(_beside(place, known) for place in places)
    finding: Finding = make_record(Finding, record, parts)
    return finding


def _beside(record: Mapping[str, Any], known: Sequence[str]) -> Beside:
    """Make the place of a finding beside a claim that there is."""
    place: Beside = make_record(Beside, record)
    if place.claim not in known:
        raise CodebookError(unknown("claim", place.claim, known))
    return place


def _records(path: Path) -> list[Mapping[str, Any]]:
    """Read the tables of findings, or say what is wrong with the file."""
    content = read_toml(path, "a file of findings")
    for key in content:
        if key != "finding":
            raise CodebookError(f"{path}: {unknown('table', key, ['finding'])}")
    return need_tables(content.get("finding", []), f"{path}: [[finding]]")
