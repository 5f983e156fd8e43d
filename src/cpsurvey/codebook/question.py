"""A question and its answers: frozen values that check themselves when they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cpsurvey.codebook.checks import check_codes, check_known, check_once
from cpsurvey.codebook.normalise import normalise
from cpsurvey.errors import CodebookError, listed
from cpsurvey.vocabulary import NONRESPONSE

TYPES = (
    "consent", "single", "scale", "multi", "matrix", "number", "date", "authority", "role", "text",
    "derived",
)  # fmt: skip
WITH_SCALE = ("consent", "single", "scale", "multi", "matrix", "derived")
GRADES = ("A", "B", "C")
ORDERS_OF_DATES = ("day first", "month first")
DERIVATIONS = {"mostly": ("in_the_room", "video", "phone", "mixed")}  # and what each may give


@dataclass(frozen=True)
class Level:
    """One answer: its code, the words an export holds, and other spellings of them."""

    code: str
    label: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Answers in order, their known variants, and the answers that are kinds of non-response.

    ``other`` is the code of the level that stands for whatever else is typed, where a platform
    writes what people type beside "Other" as if it were an option. ``middle`` names levels of an
    ordered scale that lie between its ends, their order among themselves meaning nothing.
    """

    name: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = False
    nonresponse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other: str = ""
    middle: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        here = f"scale {self.name}"
        if not self.levels:
            raise CodebookError(f"{here} has no levels.")
        check_codes(here, "level", [level.code for level in self.levels])
        check_once(here, "label", [level.label for level in self.levels])
        if self.other:
            check_known(here, "level for other answers", self.other, self.codes)
        self._check_middle(here)
        for reason in self.nonresponse:
            check_known(here, "kind of non-response", reason, NONRESPONSE)
        homes: dict[str, str] = {}
        for home, answer in self._answers():
            other = homes.setdefault(normalise(answer), home)
            if other != home:
                raise CodebookError(
                    f'{here}: "{answer}" stands under {other} and under {home}; an answer has one'
                    " meaning (capitals and spaces do not count)."
                )

    def _check_middle(self, here: str) -> None:
        """Check that the levels in the middle are neighbours of an ordered scale."""
        for code in self.middle:
            check_known(here, "level of the middle", code, self.codes)
        check_once(here, "level of the middle", self.middle)
        places = sorted(self.codes.index(code) for code in self.middle)
        if places and not (self.ordered and places == list(range(places[0], places[-1] + 1))):
            raise CodebookError(
                f"{here}: middle = {listed(self.middle)} must be neighbouring levels of an ordered"
                " scale: move the levels together, or add ordered = true."
            )

    def _answers(self) -> Iterable[tuple[str, str]]:
        """Yield every known answer with the level or reason it stands for."""
        for level in self.levels:
            yield from ((f"level {level.code}", text) for text in (level.label, *level.variants))
        for reason, answers in self.nonresponse.items():
            yield from ((f"non-response {reason}", text) for text in answers)

    @property
    def codes(self) -> tuple[str, ...]:
        """The levels' codes, in order."""
        return tuple(level.code for level in self.levels)

    @cached_property
    def lookup(self) -> Mapping[str, Level]:
        """Normalised answer to level."""
        return {
            normalise(text): level
            for level in self.levels
            for text in (level.label, *level.variants)
        }

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Normalised answer to kind of non-response."""
        return {
            normalise(text): reason
            for reason, answers in self.nonresponse.items()
            for text in answers
        }

    @property
    def known(self) -> tuple[str, ...]:
        """Every answer with a meaning, for messages."""
        return tuple(text for _, text in self._answers())


@dataclass(frozen=True)
class ShownIf:
    """Routing: the question is put to those whose answer to `question` is one of `answers`."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a matrix, and the groups it is put to."""

    code: str
    label: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question: everything that is known about it, once."""

    name: str
    label: str
    type: str
    groups: tuple[str, ...]
    wording: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: Scale | None = None
    rows: tuple[Row, ...] = ()
    exclusive: str = ""
    topic: str = ""
    grade: str = "C"
    grade_reason: str = ""
    published: str = ""
    base: str = "answered"
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    flag_above: float | None = None
    shown_if: ShownIf | None = None
    derive: str = ""
    sources: tuple[str, ...] = ()
    dates: str = ""

    def __post_init__(self) -> None:
        here = f"question {self.name}"
        check_codes("questions", "question", [self.name])
        check_known(here, "type", self.type, TYPES)
        check_known(here, "grade", self.grade, GRADES)
        if (self.type in WITH_SCALE) != (self.scale is not None):
            raise CodebookError(
                f"{here} is of type {self.type} and {'has' if self.scale else 'needs'} a scale;"
                f" types with a scale: {listed(WITH_SCALE)}."
            )
        if self.dates:
            check_known(here, "order of dates", self.dates, ORDERS_OF_DATES)
        if self.dates and self.type != "date":
            raise CodebookError(f"{here} is of type {self.type}: only a date has `dates`.")
        if (self.type == "matrix") != bool(self.rows):
            raise CodebookError(f"{here}: a matrix, and only a matrix, has rows.")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise CodebookError(
                f"{here}: no number is from {self.minimum:g} up to {self.maximum:g}; exchange"
                " minimum and maximum, or correct one of them."
            )
        if self.type == "derived":
            check_known(here, "derivation", self.derive, DERIVATIONS)
            lacking = [code for code in DERIVATIONS[self.derive] if code not in self.answers.codes]
            if lacking:
                raise CodebookError(
                    f"{here} is derived by {self.derive}, which may give {listed(lacking)}: add it"
                    f" to scale {self.answers.name}."
                )
            if not self.sources:
                raise CodebookError(f"{here} is derived and needs `from`, what it is derived from.")
        if self.exclusive and self.scale:
            check_known(here, "exclusive option", self.exclusive, self.scale.codes)
        check_codes(here, "row", [row.code for row in self.rows])

    @property
    def answers(self) -> Scale:
        """The scale of a question that has one."""
        if self.scale is None:
            raise CodebookError(f"question {self.name} is of type {self.type}: it has no scale.")
        return self.scale

    @property
    def columns(self) -> tuple[str, ...]:
        """The names under which its answers are kept: its own, or one for each row of a matrix."""
        return tuple(f"{self.name}__{row.code}" for row in self.rows) or (self.name,)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of a closed question's answers; none where it has no scale."""
        return self.scale.codes if self.scale else ()

    def rows_for(self, group: str) -> tuple[Row, ...]:
        """Return the rows of a matrix that are put to this group."""
        return tuple(row for row in self.rows if group in row.groups)

    def parts_for(self, group: str) -> tuple[Level | Row, ...]:
        """Return the options or rows with a raw column each; none where one column holds all."""
        if self.type == "matrix":
            return self.rows_for(group)
        return self.scale.levels if self.type == "multi" and self.scale else ()
