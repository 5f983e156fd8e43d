"""The records of the registry: frozen values that check themselves when they are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isinf, isnan, nan

from cpsurvey.claims.asks import SHARES, Asks
from cpsurvey.claims.bands import Band
from cpsurvey.errors import CodebookError, unknown

KINDS = ("count", "bound", "percent", "list", "word", "date", "text", "qualitative")
CERTAINTIES = ("stated", "likely", "doubtful", "unclear", "derived")
SURENESS = ("high", "medium", "low")
NUMBERS = ("count", "percent", "list")


@dataclass(frozen=True)
class Base:
    """Whose answers a claim is about, in words, and how surely."""

    group: str
    instrument: str
    certainty: str
    n: int | None = None

    def __post_init__(self) -> None:
        _known("certainty of the base", self.certainty, CERTAINTIES)
        _somebody(self.n)


@dataclass(frozen=True)
class Reading:
    """Another reading of whose answers a claim is about; without `asks` there is no data for it."""

    group: str
    instrument: str
    why: str
    n: int | None = None
    asks: Asks | None = None

    def __post_init__(self) -> None:
        _somebody(self.n)


@dataclass(frozen=True)
class Source:
    """A document in which a claim was read.

    Attributes
    ----------
    name
        What the registry calls it.
    what, url
        The document, and its address.
    seen
        How much of it was read.
    """

    name: str
    what: str
    url: str
    seen: str = ""


@dataclass(frozen=True)
class Claim:
    """One published claim: what was said, how it is read, and what it asks of the tables.

    Attributes
    ----------
    kind, value, stated, words
        What was published: a number (``value``), a quantity word, or a date or text (``stated``).
    reads_as, reads_why
        The word of ``words.toml`` that it is read as, where that is another than its own, and why.
    band, band_reason
        A band of its own, where no word has one.
    base, other_bases
        Whose answers it is about, and other readings of that.
    asks
        What is measured.
    proxy
        What it is about, where that is not what the tables hold, and what is measured instead.
    not_decidable
        Why nothing can be measured.
    registry
        The file that it was loaded from, for messages.
    """

    id: str
    topic: str
    group: str
    claim: str
    kind: str
    base: Base
    certainty: str
    sources: tuple[Source, ...]
    value: float = nan
    stated: str = ""
    words: str = ""
    reads_as: str = ""
    reads_why: str = ""
    band: Band | None = None
    band_reason: str = ""
    asks: Asks | None = None
    proxy: str = ""
    not_decidable: str = ""
    other_bases: tuple[Reading, ...] = ()
    notes: str = ""
    registry: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise CodebookError("a claim needs an `id`, by which it is named.")
        _known("kind", self.kind, KINDS)
        _known("certainty of the claim", self.certainty, SURENESS)
        if isinf(self.value):
            raise CodebookError(f"a value of {self.value} is no number that was published.")
        if (self.asks is None) != bool(self.not_decidable):
            raise CodebookError(
                "give either `asks`, what is measured, or `not_decidable`, why nothing can be."
            )
        if self.band and not self.band_reason:
            raise CodebookError("a band is a reading of words: give its `band_reason`.")
        if self.reads_as and not self.reads_why:
            raise CodebookError("what words are read as is a reading: give its `reads_why`.")
        if self.band and self.reads_as:
            raise CodebookError("give a `band` or `reads_as`, not both.")
        if not self.asks or self.band or self.reads_as:
            return
        if isnan(self.value) and self.kind in NUMBERS:
            raise CodebookError(f"a claim of kind {self.kind} needs its `value`, or `reads_as`.")
        if not self.words and self.kind not in NUMBERS:
            raise CodebookError("nothing to compare with: give `words`, `reads_as` or a `band`.")
        of_shares = self.asks.kind in (*SHARES, "difference")
        if self.kind in ("count", "list") and of_shares:
            raise CodebookError(
                f"asks of kind {self.asks.kind} measures a share, and {self.published} is a"
                ' number: give a `band` of its own, such as "[0.75, 0.75]" for 18 of 24.'
            )
        if self.kind == "percent" and not of_shares:
            raise CodebookError(
                f"asks of kind {self.asks.kind} measures a number, and {self.published} is a share:"
                " ask for a share, or give the number."
            )

    @property
    def place(self) -> str:
        """Where the claim stands, for messages: its registry, if it has one, and its id."""
        return f"{self.registry}: claim {self.id}" if self.registry else f"claim {self.id}"

    @property
    def published(self) -> str:
        """What was published: its words, or its number."""
        if self.words or self.stated:
            return self.words or self.stated
        if isnan(self.value):
            return ""
        return f"{self.value:g}%" if self.kind == "percent" else f"{self.value:g}"


def _somebody(n: int | None) -> None:
    """Check that a base, where it is given, is not nobody."""
    if n is not None and n <= 0:
        raise CodebookError(f"a base of {n} is nobody: give the number of people, or leave it out.")


def _known(what: str, value: str, known: Iterable[str]) -> None:
    """Check that a value is one of those known."""
    if value not in list(known):
        raise CodebookError(unknown(what, value, known))
