"""The codebook's records: frozen values that check themselves when they are made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from cpsurvey.codebook.normalise import normalise
from cpsurvey.errors import CodebookError, listed, unknown
from cpsurvey.vocabulary import NONRESPONSE

CODE = re.compile(r"[a-z][a-z0-9_]*")
TYPES = (
    "consent", "single", "scale", "multi", "matrix", "number", "date", "authority", "role", "text",
    "derived",
)  # fmt: skip
WITH_SCALE = ("consent", "single", "scale", "multi", "matrix", "derived")
GRADES = ("A", "B", "C")
RULES = ("preview_or_test", "no_consent", "screened_out", "unfinished", "duplicate")
ROUTING = ("declared", "unknown")
META = ("respondent", "recorded", "started", "finished", "progress", "duration_seconds", "language")
DERIVATIONS = {"mostly": ("in_the_room", "video", "phone", "mixed")}  # and what each may give


@dataclass(frozen=True)
class Level:
    """One answer: its code, the words an export holds, and other spellings of them."""

    code: str
    label: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Answers in order, their known variants, and the answers that are kinds of non-response."""

    name: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = False
    nonresponse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = f"scale {self.name}"
        if not self.levels:
            raise CodebookError(f"{here} has no levels.")
        _codes(here, "level", [level.code for level in self.levels])
        _once(here, "label", [level.label for level in self.levels])
        for reason in self.nonresponse:
            _known(here, "kind of non-response", reason, NONRESPONSE)
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
        _codes("questions", "question", [self.name])
        _known(here, "type", self.type, TYPES)
        _known(here, "grade", self.grade, GRADES)
        if (self.type in WITH_SCALE) != (self.scale is not None):
            raise CodebookError(
                f"{here} is of type {self.type} and {'has' if self.scale else 'needs'} a scale;"
                f" types with a scale: {listed(WITH_SCALE)}."
            )
        if (self.type == "matrix") != bool(self.rows):
            raise CodebookError(f"{here}: a matrix, and only a matrix, has rows.")
        if self.type == "derived":
            _known(here, "derivation", self.derive, DERIVATIONS)
            lacking = [code for code in DERIVATIONS[self.derive] if code not in self.answers.codes]
            if lacking:
                raise CodebookError(
                    f"{here} is derived by {self.derive}, which may give {listed(lacking)}: add it"
                    f" to scale {self.answers.name}."
                )
        if self.exclusive and self.scale:
            _known(here, "exclusive option", self.exclusive, self.scale.codes)
        _codes(here, "row", [row.code for row in self.rows])

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

    def rows_for(self, group: str) -> tuple[Row, ...]:
        """Return the rows of a matrix that are put to this group."""
        return tuple(row for row in self.rows if group in row.groups)

    def parts_for(self, group: str) -> tuple[Level | Row, ...]:
        """Return the options or rows with a raw column each; none where one column holds all."""
        if self.type == "matrix":
            return self.rows_for(group)
        return self.scale.levels if self.type == "multi" and self.scale else ()


@dataclass(frozen=True)
class Rule:
    """One rule of exclusion, and what it needs to know."""

    rule: str
    question: str = ""
    consented: tuple[str, ...] = ()
    screened: tuple[str, ...] = ()
    minimum_progress: float = 100.0

    def __post_init__(self) -> None:
        _known("rules of exclusion", "rule", self.rule, RULES)
        if self.rule == "no_consent" and not (self.question and self.consented):
            raise CodebookError(
                "rule no_consent needs `question` and `consented`, the answers that are consent."
            )


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

    def ignores(self, column: str) -> bool:
        """Tell whether a raw column is one of those that are not kept."""
        return any(fnmatchcase(column, pattern) for pattern in self.ignore)


@dataclass(frozen=True)
class Role:
    """One role, with what people type for it."""

    code: str
    label: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    nonresponse: str = ""


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
    roles: tuple[Role, ...] = ()
    ambiguous_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    ambiguous_authorities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    settled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _once("questions", "name", [question.name for question in self.questions])
        _codes("codebook", "group", list(self.groups))
        for question in self.questions:
            self._check_question(question)
        for instrument in self.instruments:
            self._check_raw(instrument)
            _once(
                f"instrument {instrument.code}",
                "raw column",
                [c for q in self.questions for c in q.raw.get(instrument.code, ())],
            )
        for name, rules in self.rules.items():
            self._check_rules(name, rules)
        unused = set(self.scales) - {q.scale.name for q in self.questions if q.scale}
        if unused:
            raise CodebookError(f"no question uses scale {listed(sorted(unused))}.")
        _aliases_apart(
            "roles", {r.code: (r.label, *r.aliases) for r in self.roles}, self.ambiguous_roles
        )
        _aliases_apart(
            "authorities",
            {a.code: (a.name, a.name_cy, *a.aliases) for a in self.authorities},
            self.ambiguous_authorities,
        )
        parents = {theme.code for theme in self.themes if not theme.parent}
        _once("themes", "code", [theme.code for theme in self.themes])
        for theme in self.themes:
            if theme.parent:
                _known(f"theme {theme.code}", "parent", theme.parent, parents)

    def _check_question(self, question: Question) -> None:
        """Check what a question says of groups, instruments and other questions."""
        here = f"question {question.name}"
        instruments = [instrument.code for instrument in self.instruments]
        for group in question.groups:
            _known(here, "group", group, self.groups)
        for instrument in question.raw:
            _known(here, "instrument", instrument, instruments)
        before = self.questions[: self.questions.index(question)]
        if question.shown_if:
            _known(here, "routing question", question.shown_if.question, self.by_name)
            routing = self.by_name[question.shown_if.question]
            if routing not in before or routing.scale is None or routing.type == "matrix":
                raise CodebookError(
                    f"{here} is shown by the answer to {routing.name}, which must be a closed"
                    " question that stands before it and is no matrix."
                )
            for answer in question.shown_if.answers:
                _known(here, f"answer to {routing.name}", answer, routing.scale.codes)
        singles = [name for q in before if q.type != "multi" for name in q.columns]
        for source in question.sources:
            _known(here, "source", source, singles)

    def _check_rules(self, name: str, rules: tuple[Rule, ...]) -> None:
        """Check that a set of rules asks for consent where people were asked to give it."""
        consents = {q.name: q for q in self.questions if q.type == "consent"}
        for rule in rules:
            if rule.rule == "no_consent":
                _known("rule no_consent", "question of type consent", rule.question, consents)
                for answer in rule.consented:
                    known = consents[rule.question].answers.codes
                    _known(f"rule no_consent: {rule.question}", "answer", answer, known)
        unasked = set(consents) - {rule.question for rule in rules if rule.rule == "no_consent"}
        if unasked:
            raise CodebookError(
                f"rules {name} keep people whatever they answered to {listed(sorted(unasked))}:"
                " give the rule no_consent for it."
            )

    def _check_raw(self, instrument: Instrument) -> None:
        """Check that each question names as many raw columns as it has parts."""
        _known(f"instrument {instrument.code}", "group", instrument.group, self.groups)
        for question in self.questions:
            columns = question.raw.get(instrument.code)
            parts = len(question.parts_for(instrument.group)) or 1
            joined = question.type == "multi" and len(columns or ()) == 1
            if columns is not None and len(columns) != parts and not joined:
                raise CodebookError(
                    f"question {question.name} names {len(columns)} raw columns for"
                    f" {instrument.code} and has {parts} parts; give one for each, in order."
                )

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Question by name."""
        return {question.name: question for question in self.questions}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names under which single answers are kept: questions, and the rows of matrices."""
        return tuple(name for question in self.questions for name in question.columns)


def _codes(here: str, what: str, codes: list[str]) -> None:
    """Check that codes are unique and usable as column names."""
    for code in codes:
        if not CODE.fullmatch(code) or "__" in code:
            raise CodebookError(
                f'{here}: "{code}" cannot be a {what} code; use small letters, digits and single'
                " underscores, beginning with a letter."
            )
    _once(here, f"{what} code", codes)


def _once(here: str, what: str, values: list[str]) -> None:
    """Check that no value stands twice."""
    doubled = [value for value, count in Counter(values).items() if count > 1]
    if doubled:
        raise CodebookError(f"{here}: {what} {listed(doubled)} stands more than once.")


def _known(here: str, what: str, value: str, known: Iterable[str]) -> None:
    """Check that a value is one of those known."""
    words = list(known)
    if value not in words:
        raise CodebookError(unknown(f"{here}: {what}", value, words))


def _aliases_apart(
    what: str, aliases: Mapping[str, Iterable[str]], ambiguous: Mapping[str, tuple[str, ...]]
) -> None:
    """Check that what people type stands for one code, or is declared to fit several."""
    homes: dict[str, str] = {}
    for code, texts in aliases.items():
        for text in filter(None, texts):
            other = homes.setdefault(normalise(text), code)
            if other != code:
                raise CodebookError(
                    f'{what}: "{text}" stands for {other} and for {code}; if it fits both, list it'
                    " as ambiguous."
                )
    for text, candidates in ambiguous.items():
        if normalise(text) in homes:
            raise CodebookError(
                f'{what}: "{text}" is listed as ambiguous and stands for {homes[normalise(text)]}.'
            )
        for candidate in candidates:
            _known(f'{what}: ambiguous "{text}"', "candidate", candidate, aliases)
