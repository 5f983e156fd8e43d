"""Counts as the file gives them, and the claims → whole counts that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cpsurvey.claims import Asks, Claim, counts_that_fit, expected, load_words, read_band
from cpsurvey.errors import CodebookError, listed, unknown

WHY = "-"
NOT_SHOWN = WHY + "not_shown"
REST = "rest"
WAYS = ("claim", "share", "band")
BESIDE = {"claim": ("with", "of")}
MOST = 40


def is_reason(answer: str) -> bool:
    """Tell a reason why there is no answer, such as ``-skipped``, from an answer."""
    return answer.startswith(WHY) and not answer[1:2].isdecimal()


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
        Answer → a whole number, ``"rest"``, or a table: with a ``share`` of those who answer (of
        those asked, for a reason), a ``band`` that it must lie in, or the ``claim`` its count
        comes from, and where needed the answers counted ``with`` it and the question the claim is
        ``of``.
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
        If an answer has no count or one below 0, the counts do not add up to the people shown the
        question, or no count agrees with a claim or a band.

    Examples
    --------
    >>> whole_counts({"yes": {"share": 0.4}, "no": "rest", "-skipped": 4}, "borrowed", 30, {}, {})
    {'yes': 10, 'no': 16, '-skipped': 4}
    """
    ways = {answer: _way(answer, value) for answer, value in answers.items()}
    counts = {answer: int(answers[answer]) for answer, way in ways.items() if way == "number"}
    reasons = {a: answers[a] for a, way in ways.items() if is_reason(a) and way == "share"}
    counts |= _of_shares(reasons, shown, ticks=True)
    silent = sum(count for answer, count in counts.items() if is_reason(answer))
    shares = {a: v for a, v in answers.items() if ways[a] == "share" and a not in reasons}
    counts |= _of_shares(shares, shown - silent, ticks)
    for answer, value in answers.items():
        if ways[answer] == "band":
            counts[answer] = _middle(value["band"], shown - silent, str(value["band"]))
        elif ways[answer] == "claim":
            asked = value.get("of", question)
            claim = find_claim(value["claim"], claims)
            readings = readings_of(claim, asked)
            bases = [_base(asks, shown, shown - silent, counts, kept) for asks in readings]
            together = {*value.get("with", ()), *readings[0].answers} - {answer}
            others = sum(counts.get(other, 0) for other in together)
            counts[answer] = agreed(claim, bases) - others
    if not ticks:
        left = shown - sum(counts.values())
        counts |= {answer: left for answer, way in ways.items() if way == REST}
    for answer in answers:
        if answer not in counts:
            raise CodebookError(
                f'answer {answer} has no count: "{REST}" is whoever is left, and people may tick'
                " several options. Give a number."
            )
    _check_sum(counts, shown, ticks)
    return {answer: counts[answer] for answer in answers}


def agreed(claim: Claim, bases: Sequence[int]) -> int:
    """Return the count in the middle of those that fit a claim at every one of its bases."""
    band = expected(claim, load_words(), {}).band
    fitting = set(counts_that_fit(band, bases[0]))
    for base in bases[1:]:
        fitting &= set(counts_that_fit(band, base))
    if not fitting:
        raise CodebookError(
            f"no count agrees with claim {claim.id}, {band} of {listed(sorted(set(bases)))} people."
        )
    return sorted(fitting)[(len(fitting) - 1) // 2]


def readings_of(claim: Claim, question: str) -> list[Asks]:
    """Return what a claim's readings ask of this question."""
    every = [claim.asks, *(reading.asks for reading in claim.other_bases)]
    found = [a for a in every if a and a.question == question and a.kind in ("share", "any_row")]
    if not found:
        raise CodebookError(f"claim {claim.id} asks for no share of the answers to {question}.")
    return found


def find_claim(name: Any, claims: Mapping[str, Claim]) -> Claim:
    """Return a claim by its id."""
    if not isinstance(name, str):
        raise CodebookError(f"claim is {name}: give the id of a claim in quotation marks.")
    if not claims:
        raise CodebookError(
            f'claim "{name}" is in no registry: name one with --claims (claims=), or give a number.'
        )
    if name not in claims:
        raise CodebookError(unknown("claim", name, claims))
    return claims[name]


def count_of(claim: Claim) -> int:
    """Return the number that a claim of a count states."""
    if claim.kind != "count" or claim.value != int(claim.value):
        raise CodebookError(f"claim {claim.id} states no count.")
    return int(claim.value)


def number_of(value: Any, claims: Mapping[str, Claim]) -> int:
    """Return a number of people given as a whole number, or as a table with a claim."""
    if isinstance(value, Mapping) and set(value) == {"claim"}:
        return count_of(find_claim(value["claim"], claims))
    if _is_whole(value) and value >= 0:
        return int(value)
    raise CodebookError(f'{value} is no number of people: give a whole one, or {{ claim = "…" }}.')


def check_assumed(claims: Mapping[str, str], answers: Mapping[str, Any], why: str) -> None:
    """Check that what comes from no claim says why it is what it is."""
    if len(claims) < len(answers) and not why:
        raise CodebookError(
            "counts that come from no claim need `assumed`, why they are so, or `source`, where"
            " they were published."
        )


def _is_whole(value: Any) -> bool:
    """Tell whether a value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _way(answer: str, value: Any) -> str:
    """Return how a count is given."""
    if _is_whole(value):
        if value < 0:
            raise CodebookError(f"answer {answer} has a count of {value}: give 0 or more.")
        return "number"
    if value == REST:
        return REST
    if isinstance(value, Mapping):
        way = next((way for way in WAYS if way in value), "")
        for key in value:
            known = (way, *BESIDE.get(way, ())) if way else WAYS
            if key not in known:
                raise CodebookError(unknown(f"answer {answer}: key", key, known))
        others = value.get("with", [])
        named = [*others, value.get("of", "")] if isinstance(others, list) else [others, None]
        if not all(isinstance(name, str) for name in named):
            raise CodebookError(
                f"answer {answer}: `with` is a list of answers, and `of` the name of a question."
            )
        if way:
            return way
    raise CodebookError(
        f'answer {answer} has no count: give a whole number, "{REST}", or a table with a share, a'
        " band or a claim."
    )


def _of_shares(answers: Mapping[str, Any], base: int, ticks: bool) -> dict[str, int]:
    """Return the whole numbers nearest to shares; together they lose and gain nobody."""
    exact = {answer: base * _share(answer, value["share"]) for answer, value in answers.items()}
    counts = {answer: int(number) for answer, number in exact.items()}
    if ticks:
        return {answer: int(number + Fraction(1, 2)) for answer, number in exact.items()}
    short = int(sum(exact.values()) + Fraction(1, 2)) - sum(counts.values())
    nearest = sorted(exact, key=lambda answer: counts[answer] - exact[answer])
    return {answer: counts[answer] + (answer in nearest[:short]) for answer in counts}


def _share(answer: str, value: Any) -> Fraction:
    """Return a share as it is written, without what binary numbers add to it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise CodebookError(
            f"answer {answer} has a share of {value}: give one from 0 to 1, as in 0.4 for 40%."
        )
    return Fraction(str(value))


def _middle(text: str, base: int, told: str) -> int:
    """Return the count in the middle of those that fit a band at this base."""
    fitting = counts_that_fit(read_band(text), base)
    if not fitting:
        raise CodebookError(f"no whole number of {base} people is a share in {told}.")
    return fitting[(len(fitting) - 1) // 2]


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
    told = listed([f"{answer} {count}" for answer, count in counts.items()], MOST)
    if min(counts.values(), default=0) < 0 or (ticks and max(counts.values(), default=0) > shown):
        raise CodebookError(f"more people are counted than the {shown} it is put to: {told}.")
    if not ticks and sum(counts.values()) != shown:
        raise CodebookError(
            f"the counts add up to {sum(counts.values())}, and it is put to {shown}: {told}."
        )
