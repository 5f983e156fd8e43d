"""What a claim asks of the tables: frozen values that check themselves when they are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cpsurvey.errors import CodebookError, listed, unknown

SHARES = ("share", "any_row", "coded", "interviewed", "recorded", "authorities_share")
BASES = ("answered", "answered_or_dont_know", "asked", "kept")
NEEDS: dict[str, tuple[str, ...]] = {
    "respondents": (),
    "interviews": (),
    "recorded": ("last",),
    "authorities_reached": (),
    "authorities_known": (),
    "authorities_share": (),
    "share": ("question", "answers"),
    "any_row": ("question", "answers"),
    "interviewed": ("question", "answers"),
    "coded": ("codes",),
    "difference": ("question", "answers", "less"),
    "represented": ("question", "each"),
    "top_rows": ("question", "answers", "rows"),
    "rank": ("question", "answer"),
}
ALSO_OF_LESS = ("group", "question", "answers", "base", "where", "leaving_out")
MAY: dict[str, tuple[str, ...]] = {
    "recorded": ("first", "also_interviews"),
    "authorities_reached": ("nation",),
    "authorities_known": ("nation",),
    "authorities_share": ("nation",),
    "share": ("base", "where", "leaving_out", "also_codes"),
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
    also_codes: tuple[str, ...] = ()
    less: Asks | None = None
    each: tuple[tuple[str, ...], ...] = ()
    rows: tuple[str, ...] = ()
    answer: str = ""
    first: date | None = None
    last: date | None = None
    also_interviews: bool = False

    def __post_init__(self) -> None:
        if self.kind not in NEEDS:
            raise CodebookError(unknown("kind of question to the tables", self.kind, NEEDS))
        if self.base not in BASES:
            raise CodebookError(unknown("base", self.base, BASES))
        missing = [name for name in NEEDS[self.kind] if not getattr(self, name)]
        if missing:
            raise CodebookError(f"asks of kind {self.kind} needs {listed(missing)}.")
        if self.first and self.last and self.first > self.last:
            raise CodebookError(f"no day lies between {self.first} and {self.last}.")
        if not all(self.each):
            raise CodebookError("a list in `each` is empty: name the answers that would represent.")
        allowed = {"kind", "group", *NEEDS[self.kind], *MAY.get(self.kind, ())}
        stray = [name for name in self.given() if name not in allowed]
        if stray:
            raise CodebookError(
                f"asks of kind {self.kind} has no use for {listed(stray)};"
                f" it takes {listed(sorted(allowed))}."
            )
        if self.less and (self.less.kind != "share" or self.less.also_codes):
            raise CodebookError("what is taken away in `less` is a share, of answers alone.")
        if self.less and all(
            getattr(self, name) == getattr(self.less, name) for name in ALSO_OF_LESS
        ):
            raise CodebookError("`less` takes a share from itself: give what is other in it.")

    def given(self) -> Iterator[str]:
        """Yield the names of the fields that say something."""
        for name, field in self.__dataclass_fields__.items():
            if getattr(self, name) != field.default:
                yield name
