"""A question and the codebook → the answers and reasons that a margin may count, each checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from cpsurvey.codebook import Codebook, Instrument, Question
from cpsurvey.errors import CodebookError, unknown
from cpsurvey.synthetic.counts import WHY, is_reason

WRITTEN = "written"
TO = " to "
TYPED_REASONS = (
    "skipped", "dont_know", "prefer_not", "not_applicable", "ambiguous", "unmatched",
)  # fmt: skip
TIMED_REASONS = ("skipped", "dont_know", "prefer_not", "not_applicable", "unreadable")
REASONS_BY_TYPE = {
    "number": TIMED_REASONS,
    "date": TIMED_REASONS,
    "text": ("skipped",),
    "authority": TYPED_REASONS,
    "role": TYPED_REASONS,
}


def answers_known(question: Question, codebook: Codebook) -> Sequence[str]:
    """Return the answers a margin of this question may count; numbers and dates have ranges."""
    if question.type == "role":
        return [role.code for role in codebook.roles if not role.nonresponse]
    if question.type == "authority":
        return sorted({authority.nation for authority in codebook.authorities})
    if question.type == "text":
        return [WRITTEN]
    return question.codes


def reasons_known(question: Question, codebook: Codebook) -> Sequence[str]:
    """Return the reasons for which this question may have no answer."""
    if question.type not in REASONS_BY_TYPE:
        return sorted({"skipped", *(question.scale.nonresponse if question.scale else ())})
    several = {
        "authority": codebook.ambiguous_authorities,
        "role": codebook.ambiguous_roles,
    }.get(question.type, {})
    reasons = REASONS_BY_TYPE[question.type]
    return [reason for reason in reasons if reason != "ambiguous" or several]


def screened(question: Question, codebook: Codebook) -> set[str]:
    """Return the answers by which the codebook's usual rules leave people out."""
    rules = codebook.rules.get("default", ())
    return {answer for rule in rules if rule.question == question.name for answer in rule.screened}


def check_answers(answers: Mapping[str, Any], question: Question, codebook: Codebook) -> None:
    """Check that each answer is the question's own, or a reason it may have."""
    known, reasons = answers_known(question, codebook), reasons_known(question, codebook)
    out = screened(question, codebook)
    _check_apart(answers, question)
    for answer in answers:
        if is_reason(answer):
            if answer.removeprefix(WHY) not in reasons:
                raise CodebookError(unknown("reason", answer.removeprefix(WHY), reasons))
        elif question.type == "number":
            _check_limits(answer, question)
        elif question.type == "date":
            days_of(answer)
        elif answer not in known:
            raise CodebookError(unknown("answer", answer, known))
        elif answer in out and answers[answer] != 0:
            raise CodebookError(
                f"whoever answers {answer} is screened out by the codebook's rules, so nobody kept"
                f" does: give {answer} = 0, or leave it out."
            )


def range_of(text: str) -> tuple[int, int]:
    """Return the ends of a range of whole numbers such as ``5-9`` or ``-3 to 9``, or of one."""
    low, _, high = text.partition(TO) if TO in text else text.partition("-")
    if TO not in text and text.startswith("-"):
        low, high = text, ""
    ends = [end.strip() for end in (low, high or low)]
    if not all(end.removeprefix("-").isdecimal() for end in ends) or int(ends[0]) > int(ends[1]):
        raise CodebookError(f'"{text}" is no range: write two whole numbers, as in 5-9, or one.')
    return int(ends[0]), int(ends[1])


def days_of(text: str) -> tuple[date, date]:
    """Return the ends of a range of days such as ``2026-01-05 to 2026-01-30``, or of one day."""
    low, _, high = text.partition(TO)
    try:
        ends = date.fromisoformat(low.strip()), date.fromisoformat((high or low).strip())
    except ValueError:
        ends = (date.max, date.min)
    if ends[0] > ends[1]:
        raise CodebookError(
            f'"{text}" is no range of days: write two, as in 2026-01-05 to 2026-01-30, or one.'
        )
    return ends


def check_people(names: Iterable[str], people: Mapping[str, Instrument], what: str) -> None:
    """Check that these are people who have a questionnaire."""
    for name in names:
        if name not in people:
            raise CodebookError(unknown(what, name, people))


def _check_apart(answers: Iterable[str], question: Question) -> None:
    """Check that no number, or day, lies in two ranges: how many are in each could not be told."""
    if question.type not in ("number", "date"):
        return
    ends_of: Callable[[str], tuple[Any, Any]] = range_of if question.type == "number" else days_of
    ranges = sorted((ends_of(answer), answer) for answer in answers if not is_reason(answer))
    for (one, first), (other, second) in pairwise(ranges):
        if other[0] <= one[1]:
            raise CodebookError(
                f'"{first}" and "{second}" overlap: end the one before the other begins.'
            )


def _check_limits(answer: str, question: Question) -> None:
    """Check that a range lies within what the question takes for a number."""
    low, high = range_of(answer)
    least, most = question.minimum, question.maximum
    if (least is not None and low < least) or (most is not None and high > most):
        ends = f"from {least if least is not None else '…'} to {most if most is not None else '…'}"
        raise CodebookError(
            f'"{answer}" reaches beyond the numbers that the codebook lets stand, {ends}: they'
            " would be unreadable."
        )
