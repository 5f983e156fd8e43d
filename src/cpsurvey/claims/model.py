"""The records of the registry: frozen values that check themselves when they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

from cpsurvey.errors import CodebookError, listed, unknown

KINDS = ("count", "bound", "percent", "list", "word", "qualitative")
BASES = ("answered", "asked", "kept")
CERTAINTIES = ("stated", "likely", "doubtful", "unclear", "derived")
NEEDS: dict[str, tuple[str, ...]] = {
    "respondents": (),
    "interviews": (),
    "authorities_reached": (),
    "authorities_known": (),
    "authorities_share": (),
    "share": ("question", "answers"),
    "any_row": ("question", "answers"),
    "coded": ("codes",),
    "ratio": ("question", "answers", "against"),
    "difference": ("question", "answers", "less"),
    "represented": ("question", "each"),
    "top_rows": ("question", "answers", "rows"),
    "rank": ("question", "answer"),
}
MAY: dict[str, tuple[str, ...]] = {
    "authorities_reached": ("nation",),
    "authorities_known": ("nation",),
    "authorities_share": ("nation",),
    "share": ("base", "where", "leaving_out"),
    "any_row": ("base",),
    "difference": ("base", "where", "leaving_out"),
}


@dataclass(frozen=True)
class Where:
    """A condition: those who gave one of `answers` to `question`."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Asks:
    """What a claim asks of the tables; which fields count depends on the kind."""

    kind: str
    group: str = "both"
    nation: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    base: str = "answered"
    where: Where | None = None
    leaving_out: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    less: Asks | None = None
    each: tuple[tuple[str, ...], ...] = ()
    rows: tuple[str, ...] = ()
    answer: str = ""

    def __post_init__(self) -> None:
        _known("kind of question to the tables", self.kind, NEEDS)
        _known("base", self.base, BASES)
        missing = [name for name in NEEDS[self.kind] if not getattr(self, name)]
        if missing:
            raise CodebookError(f"asks of kind {self.kind} needs {listed(missing)}.")
        allowed = {"kind", "group", *NEEDS[self.kind], *MAY.get(self.kind, ())}
        stray = [name for name in self.given() if name not in allowed]
        if stray:
            raise CodebookError(
                f"asks of kind {self.kind} has no use for {listed(stray)};"
                f" it takes {listed(sorted(allowed))}."
            )

    def given(self) -> Iterator[str]:
        """Yield the names of the fields that say something."""
        for name, field in self.__dataclass_fields__.items():
            if getattr(self, name) != field.default:
                yield name


@dataclass(frozen=True)
class Base:
    """Whose answers a claim is about, in words, and how surely."""

    group: str
    instrument: str
    certainty: str
    n: int | None = None

    def __post_init__(self) -> None:
        _known("certainty of the base", self.certainty, CERTAINTIES)
        if self.n is not None and self.n <= 0:
            raise CodebookError(
                f"a base of {self.n} is nobody: give the number of people, or leave it out."
            )


@dataclass(frozen=True)
class Reading:
    """Another reading of whose answers a claim is about; without `asks` there is no data for it."""

    group: str
    instrument: str
    why: str
    n: int | None = None
    asks: Asks | None = None


@dataclass(frozen=True)
class Claim:
    """One published claim: what was said, how it is read, and what it asks of the tables."""

    id: str
    topic: str
    group: str
    claim: str
    kind: str
    base: Base
    certainty: str
    sources: tuple[str, ...]
    value: float = nan
    words: str = ""
    band: tuple[float, ...] = ()
    band_reason: str = ""
    asks: Asks | None = None
    not_decidable: str = ""
    other_bases: tuple[Reading, ...] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        _known("kind", self.kind, KINDS)
        if (self.asks is None) != bool(self.not_decidable):
            raise CodebookError(
                "give either `asks`, what is measured, or `not_decidable`, why nothing can be."
            )
        if self.band and (len(self.band) != 2 or not self.band[0] <= self.band[1]):
            raise CodebookError(
                f"band {list(self.band)} is empty: give its lower end, then its upper end."
            )
        if self.band and not self.band_reason:
            raise CodebookError("a band is a reading of words: give its `band_reason`.")
        if self.asks and not self.band and isnan(self.value):
            raise CodebookError("nothing to compare with: give a `value` or a `band`.")

    @property
    def low(self) -> float:
        """The least value that agrees with the claim."""
        return self.band[0] if self.band else self.value

    @property
    def high(self) -> float:
        """The greatest value that agrees with the claim."""
        return self.band[1] if self.band else self.value


def other_readings(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return each claim once more for every other reading of its base that can be measured.

    Parameters
    ----------
    claims
        Claims, from `load_claims`.

    Returns
    -------
    tuple of Claim
        The same claims with another reading's `asks` in place of their own, and its reason as
        their notes; those with one reading only are left out.

    Examples
    --------
    >>> from cpsurvey.claims import load_claims, other_readings
    >>> other = {claim.id: claim.notes for claim in other_readings(load_claims())}
    >>> other["share-social-workers"]
    'the sentence can be read of all respondents'
    """
    return tuple(
        replace(claim, asks=reading.asks, notes=reading.why)
        for claim in claims
        for reading in claim.other_bases
        if reading.asks
    )


def _known(what: str, value: str, known: Iterable[str]) -> None:
    """Check that a value is one of those known."""
    if value not in list(known):
        raise CodebookError(unknown(what, value, known))
