"""The codebook's records: frozen values that check themselves when they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from math import inf

from cpsurvey.codebook.checks import check_aliases, check_codes, check_known, check_once
from cpsurvey.codebook.normalise import normalise
from cpsurvey.codebook.rules import Rule, check_rules
from cpsurvey.errors import CodebookError, listed
from cpsurvey.vocabulary import NONRESPONSE

TYPES = (
    "consent", "single", "scale", "multi", "matrix", "number", "date", "authority", "role", "text",
    "derived",
)  # fmt: skip
WITH_SCALE = ("consent", "single", "scale", "multi", "matrix", "derived")
GRADES = ("A", "B", "C")
ROUTING = ("declared", "unknown")
META = ("respondent", "recorded", "started", "finished", "progress", "duration_seconds", "language")
FLAGS = {  # doubts with a threshold: its default, its limits, and what it is
    "speeder": (0.33, 0, 1, "a share of the median duration"),
    "straight_line": (4, 2, inf, "a number of rows of a matrix"),
    "identical_answers": (5, 1, inf, "a number of answered questions"),
}
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
    writes what people type beside "Other" as if it were an option.
    """

    name: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = False
    nonresponse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other: str = ""

    def __post_init__(self) -> None:
        here = f"scale {self.name}"
        if not self.levels:
            raise CodebookError(f"{here} has no levels.")
        check_codes(here, "level", [level.code for level in self.levels])
        check_once(here, "label", [level.label for level in self.levels])
        if self.other:
            check_known(here, "level for other answers", self.other, self.codes)
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


@dataclass(frozen=True)
class Instrument:
    """One questionnaire: who answers it, and the columns of its exports that are no questions.

    ``ignore`` names those not kept; ``meta`` the column for each fact about a response, where the
    platform does not say it itself.
    """

    code: str
    group: str
    ignore: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.meta:
            check_known(f"instrument {self.code}", "fact of meta", fact, META)

    def ignores(self, column: str) -> bool:
        """Tell whether a raw column is one of those that are not kept."""
        return column in self.ignore or any(fnmatchcase(column, p) for p in self.ignore)


@dataclass(frozen=True)
class Role:
    """One role, with what people type for it.

    Who names this role and one of those in ``over`` has this one.
    """

    code: str
    label: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    nonresponse: str = ""
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Authority:
    """One local authority, with what people type for it."""

    code: str
    name: str
    nation: str
    region: str = ""
    name_cy: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place that people type in an authority's stead; ``code`` is blank where none is certain.

    Places of the kinds "part" and "district" are recognised when misspelt; all others only as they
    stand, and they keep what is near them from being read as an authority.
    """

    name: str
    kind: str
    code: str = ""


@dataclass(frozen=True)
class Theme:
    """One theme of the coding frame; a top-level theme has no parent."""

    code: str
    label: str
    definition: str = ""
    parent: str = ""
    polarity: str = ""
    raised_by: str = ""
    source: str = ""


@dataclass(frozen=True)
class Codebook:
    """A questionnaire, the people it is put to, and the frame its interviews are coded in."""

    name: str
    title: str
    folder: str
    groups: Mapping[str, str]
    instruments: tuple[Instrument, ...]
    scales: Mapping[str, Scale]
    questions: tuple[Question, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    note: str = ""
    routing: str = "unknown"
    flags: Mapping[str, float] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    ambiguous_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    ambiguous_authorities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    settled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_once("questions", "name", [question.name for question in self.questions])
        check_codes("codebook", "group", list(self.groups))
        check_known("codebook", "routing", self.routing, ROUTING)
        self._check_flags()
        before: dict[str, Question] = {}
        for question in self.questions:
            self._check_question(question, before)
            before[question.name] = question
        for instrument in self.instruments:
            self._check_raw(instrument)
            check_once(
                f"instrument {instrument.code}",
                "raw column",
                [c for q in self.questions for c in q.raw.get(instrument.code, ())],
            )
        for name, rules in self.rules.items():
            check_rules(name, rules, self.by_name)
        unused = set(self.scales) - {q.scale.name for q in self.questions if q.scale}
        if unused:
            raise CodebookError(f"no question uses scale {listed(sorted(unused))}.")
        check_aliases(
            "roles", {r.code: (r.label, *r.aliases) for r in self.roles}, self.ambiguous_roles
        )
        check_aliases(
            "authorities",
            {a.code: (a.name, a.name_cy, *a.aliases) for a in self.authorities},
            self.ambiguous_authorities,
        )
        codes = {authority.code: authority.name for authority in self.authorities}
        for place in self.places:
            if place.code:
                check_known(f"place {place.name}", "authority", place.code, codes)
        parents = {theme.code for theme in self.themes if not theme.parent}
        check_once("themes", "code", [theme.code for theme in self.themes])
        for theme in self.themes:
            if theme.parent:
                check_known(f"theme {theme.code}", "parent", theme.parent, parents)

    def _check_flags(self) -> None:
        """Check the thresholds of doubts."""
        for flag, value in self.flags.items():
            check_known("flags", "flag with a threshold", flag, FLAGS)
            _, least, most, what = FLAGS[flag]
            if not least <= value <= most:
                limits = f"from {least:g} to {most:g}" if most < inf else f"from {least:g} up"
                raise CodebookError(f"flags: {flag} is {value:g}; give {what}, {limits}.")

    def _check_question(self, question: Question, before: Mapping[str, Question]) -> None:
        """Check what a question says of groups, instruments and the questions before it."""
        here = f"question {question.name}"
        instruments = [instrument.code for instrument in self.instruments]
        for group in question.groups:
            check_known(here, "group", group, self.groups)
        for row in question.rows:
            for group in row.groups:
                check_known(f"{here}, row {row.code}", "group", group, question.groups)
        for instrument in question.raw:
            check_known(here, "instrument", instrument, instruments)
        if question.shown_if:
            check_known(here, "routing question", question.shown_if.question, self.by_name)
            if not question.shown_if.answers:
                raise CodebookError(
                    f"{here} is shown by no answer to {question.shown_if.question}, so to nobody:"
                    " give the answers by which it is shown in `is`."
                )
            routing = self.by_name[question.shown_if.question]
            if routing.name not in before or routing.scale is None or routing.type == "matrix":
                raise CodebookError(
                    f"{here} is shown by the answer to {routing.name}, which must be a closed"
                    " question that stands before it and is no matrix."
                )
            for answer in question.shown_if.answers:
                check_known(here, f"answer to {routing.name}", answer, routing.scale.codes)
        if question.sources:
            singles = [n for q in before.values() if q.type != "multi" for n in q.columns]
            for source in question.sources:
                check_known(here, "source", source, singles)

    def _check_raw(self, instrument: Instrument) -> None:
        """Check that each question names as many raw columns as it has parts."""
        check_known(f"instrument {instrument.code}", "group", instrument.group, self.groups)
        for question in self.questions:
            columns = question.raw.get(instrument.code)
            parts = len(question.parts_for(instrument.group)) or 1
            joined = question.type == "multi" and len(columns or ()) == 1
            if columns is not None and len(columns) != parts and not joined:
                raise CodebookError(
                    f"question {question.name} names {len(columns)} raw columns for"
                    f" {instrument.code} and has {parts} parts; give one for each, in order."
                )
            for fact, column in instrument.meta.items():
                if column in (columns or ()):
                    raise CodebookError(
                        f"instrument {instrument.code}: column {column} is {fact} in meta and"
                        f" belongs to question {question.name}; it can be only one."
                    )

    def threshold(self, flag: str) -> float:
        """Return from where on a doubt is noted: the codebook's own threshold, or the default."""
        return self.flags.get(flag, FLAGS[flag][0])

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Question by name."""
        return {question.name: question for question in self.questions}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names under which single answers are kept: questions, and the rows of matrices."""
        return tuple(name for question in self.questions for name in question.columns)
