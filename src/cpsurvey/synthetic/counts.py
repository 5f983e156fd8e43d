"""Counts as the file gives them, and the claims → whole counts that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cpsurvey.claims import Asks, Claim, counts_that_fit
from cpsurvey.errors import CodebookError, listed, unknown

WHY = "-"
REST = "rest"


def whole_counts(
    answers: Mapping[str, Any],
    question: str,
    shown: int,
    claims: Mapping[str, Claim],
    kept: Mapping[str, int],
    *,
    ticks: bool = False,
) -> dict[str, int]:
    """Work out how many people gave each answer.

    Parameters
    ----------
    answers
        Answer → a whole number, ``"rest"``, or a table with the ``claim`` its count comes from,
        and where needed the answers counted ``with`` it and the question the claim is ``of``.
    question
        The question.
    shown
        Number of people it is put to.
    claims
        Claim by id.
    kept
        Group → number of people kept.
    ticks
        Whether people may give several answers, so that counts need not add up.

    Returns
    -------
    dict
        Answer → count, in the order of `answers`.

    Raises
    ------
    CodebookError
        If an answer has no count, the counts do not add up to the people shown the question, or
        no count agrees with a claim.
    """
    counts = {answer: value for answer, value in answers.items() if isinstance(value, int)}
    silent = sum(count for answer, count in counts.items() if answer.startswith(WHY))
    for answer, value in answers.items():
        if isinstance(value, dict):
            asked = value.get("of", question)
            claim = find_claim(value["claim"], claims)
            readings = readings_of(claim, asked)
            bases = [_base(asks, shown, shown - silent, counts, kept) for asks in readings]
            together = {*value.get("with", ()), *readings[0].answers} - {answer}
            others = sum(counts.get(other, 0) for other in together)
            counts[answer] = agreed(claim, bases) - others
    if not ticks:
        left = shown - sum(counts.values())
        counts |= {answer: left for answer, value in answers.items() if value == REST}
    for answer in answers:
        if answer not in counts:
            raise CodebookError(
                f'answer {answer} has no count: give a number, "{REST}" or a claim.'
            )
    _check_sum(counts, shown, ticks)
    return {answer: counts[answer] for answer in answers}


def agreed(claim: Claim, bases: Sequence[int]) -> int:
    """Return the count in the middle of those that fit a claim at every one of its bases."""
    fitting = set(counts_that_fit(claim.low, claim.high, bases[0]))
    for base in bases[1:]:
        fitting &= set(counts_that_fit(claim.low, claim.high, base))
    if not fitting:
        raise CodebookError(
            f"no count agrees with claim {claim.id}, {claim.low} to {claim.high} of"
            f" {listed(sorted(set(bases)))} people."
        )
    return sorted(fitting)[(len(fitting) - 1) // 2]


def readings_of(claim: Claim, question: str) -> list[Asks]:
    """Return what a claim's readings ask of this question."""
    every = [claim.asks, *(reading.asks for reading in claim.other_bases)]
    found = [a for a in every if a and a.question == question and a.kind in ("share", "any_row")]
    if not found:
        raise CodebookError(f"claim {claim.id} asks for no share of the answers to {question}.")
    return found


def find_claim(name: str, claims: Mapping[str, Claim]) -> Claim:
    """Return a claim by its id."""
    if name not in claims:
        raise CodebookError(unknown("claim", name, claims))
    return claims[name]


def count_of(claim: Claim) -> int:
    """Return the number that a claim of a count states."""
    if claim.kind != "count" or claim.value != int(claim.value):
        raise CodebookError(f"claim {claim.id} states no count.")
    return int(claim.value)


def check_assumed(claims: Mapping[str, str], answers: Mapping[str, Any], assumed: str) -> None:
    """Check that what comes from no claim says why it is what it is."""
    if len(claims) < len(answers) and not assumed:
        raise CodebookError("counts that come from no claim need `assumed`, why they are so.")


def _base(
    asks: Asks, shown: int, answered: int, counts: Mapping[str, int], kept: Mapping[str, int]
) -> int:
    """Return the number of people one reading of a claim is about."""
    if asks.base == "kept":
        return sum(n for group, n in kept.items() if asks.group in (group, "both"))
    if asks.base == "asked":
        return shown
    return answered - sum(counts.get(answer, 0) for answer in asks.leaving_out)


def _check_sum(counts: Mapping[str, int], shown: int, ticks: bool) -> None:
    """Check that nobody is counted twice, left out, or less than nobody."""
    told = listed([f"{answer} {count}" for answer, count in counts.items()], 40)
    if min(counts.values(), default=0) < 0:
        raise CodebookError(f"more people are counted than the {shown} it is put to: {told}.")
    if not ticks and sum(counts.values()) != shown:
        raise CodebookError(
            f"the counts add up to {sum(counts.values())}, and it is put to {shown}: {told}."
        )
