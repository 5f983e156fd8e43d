"""The codebook: a frozen value that checks how its records fit together when it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from cpsurvey.codebook.checks import (
    check_aliases,
    check_codes,
    check_known,
    check_names,
    check_once,
)
from cpsurvey.codebook.question import Question, Scale
from cpsurvey.codebook.records import Authority, Instrument, Place, Role, Theme
from cpsurvey.codebook.rules import Rule, check_rules
from cpsurvey.errors import CodebookError, listed

ROUTING = ("declared", "unknown")
FLAGS = {  # doubts with a threshold: its default, its limits, and what it is
    "speeder": (0.33, 0, 1, "a share of the median duration"),
    "straight_line": (4, 2, inf, "a number of rows of a matrix"),
    "identical_answers": (5, 1, inf, "a number of answered questions"),
}


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
        check_names(
            "themes",
            {theme.code: theme.aliases for theme in self.themes},
            (name for theme in self.themes for name in (theme.code, theme.label)),
        )

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

    def authorities_named(self, codes: Iterable[str]) -> list[tuple[str, int, int]]:
        """Return each nation, how many of its authorities these codes name, and how many it has."""
        nations = {authority.code: authority.nation for authority in self.authorities}
        named = Counter(nations[code] for code in set(codes) & set(nations))
        return [
            (nation, named[nation], there) for nation, there in Counter(nations.values()).items()
        ]
