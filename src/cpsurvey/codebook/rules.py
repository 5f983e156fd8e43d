"""The rules of exclusion: what each needs, and a set of them checked against the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from cpsurvey.codebook.checks import check_known
from cpsurvey.codebook.question import Question
from cpsurvey.errors import CodebookError, listed

TAKES = {
    "preview_or_test": (),
    "no_consent": ("question", "consented"),
    "screened_out": ("question", "screened"),
    "unfinished": ("minimum_progress",),
    "duplicate": (),
}
RULES = tuple(TAKES)
SCREENING = ("consent", "single", "scale", "multi")


@dataclass(frozen=True)
class Rule:
    """One rule of exclusion, and what it needs to know."""

    rule: str
    question: str = ""
    consented: tuple[str, ...] = ()
    screened: tuple[str, ...] = ()
    minimum_progress: float = 100.0

    def __post_init__(self) -> None:
        check_known("rules of exclusion", "rule", self.rule, RULES)
        if self.rule == "no_consent" and not (self.question and self.consented):
            raise CodebookError(
                "rule no_consent needs `question` and `consented`, the answers that are consent."
            )
        if self.rule == "screened_out" and not (self.question and self.screened):
            raise CodebookError(
                "rule screened_out needs `question` and `screened`, the answers that screen out."
            )
        if not 0 <= self.minimum_progress <= 100:
            raise CodebookError(
                f"rule {self.rule}: minimum_progress is {self.minimum_progress:g}; give a"
                " percentage from 0 to 100."
            )
        stray = [
            field.name
            for field in fields(self)[1:]
            if getattr(self, field.name) != field.default and field.name not in TAKES[self.rule]
        ]
        if stray:
            takes = f"only {listed(TAKES[self.rule])}" if TAKES[self.rule] else "nothing"
            raise CodebookError(f"rule {self.rule} takes {takes}: take out {listed(stray)}.")


def rule_names(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return what tables call each rule: its name, with its question where that name runs twice."""
    counts = Counter(rule.rule for rule in rules)
    return tuple(
        f"{rule.rule}__{rule.question}" if counts[rule.rule] > 1 else rule.rule for rule in rules
    )


def check_rules(name: str, rules: Sequence[Rule], questions: Mapping[str, Question]) -> None:
    """Check that a set of rules asks what was asked, and does not contradict itself.

    Raises
    ------
    CodebookError
        If a rule names a question or an answer that is not there, stands twice, or leaves out
        everybody or nobody; or if people are kept whatever they answered to consent.
    """
    consents = {key: asked for key, asked in questions.items() if asked.type == "consent"}
    screens = {key: asked for key, asked in questions.items() if asked.type in SCREENING}
    for rule in rules:
        if rule.rule == "no_consent":
            check_known("rule no_consent", "question of type consent", rule.question, consents)
            _check_answers(rule, rule.consented, consents[rule.question])
        if rule.rule == "screened_out":
            check_known("rule screened_out", "closed question", rule.question, screens)
            _check_answers(rule, rule.screened, screens[rule.question])
    for (rule_name, question), count in Counter((r.rule, r.question) for r in rules).items():
        if count > 1:
            on = f" on {question}" if question else ""
            raise CodebookError(
                f"rules {name} have {rule_name}{on} {count} times: a rule runs once."
            )
    _check_apart(name, rules)
    unasked = set(consents) - {rule.question for rule in rules if rule.rule == "no_consent"}
    if unasked:
        raise CodebookError(
            f"rules {name} keep people whatever they answered to {listed(sorted(unasked))}:"
            " give the rule no_consent for it."
        )


def _check_answers(rule: Rule, answers: tuple[str, ...], asked: Question) -> None:
    """Check that a rule's answers are some of its question's, and not all."""
    for answer in answers:
        check_known(f"rule {rule.rule}: {rule.question}", "answer", answer, asked.codes)
    if set(answers) == set(asked.codes) and len(asked.codes) > 1:
        what = (
            "is consent, so nobody could refuse: name only those that are"
            if rule.rule == "no_consent"
            else "screens out, so nobody who answers it could be kept: name only those that do"
        )
        raise CodebookError(f"rule {rule.rule}: every answer to {rule.question} {what}.")


def _check_apart(name: str, rules: Sequence[Rule]) -> None:
    """Check that no answer is both consent and a reason to leave its giver out."""
    consented = {(r.question, answer) for r in rules for answer in r.consented}
    both = [(r.question, a) for r in rules for a in r.screened if (r.question, a) in consented]
    for question, answer in both:
        raise CodebookError(
            f"rules {name}: the answer {answer} to {question} is consent by one rule and screens"
            " out by another; it can be only one."
        )
