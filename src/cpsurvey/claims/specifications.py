"""A claim → every defensible way to compute it: whom it is of, who counts, how answers are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from cpsurvey.claims.asks import Asks
from cpsurvey.claims.choices import AS_ANSWERED, OF_ANSWERS, Choice
from cpsurvey.claims.expected import Expected
from cpsurvey.claims.model import Claim
from cpsurvey.codebook import Codebook, Question

WITH_DONT_KNOW = "answered_or_dont_know"
RULES = ("answered", WITH_DONT_KNOW, "asked", "kept")
OF_INTERVIEWS = ("interviews", "interviewed", "coded", "authorities_known")


@dataclass(frozen=True)
class Specification:
    """One way to compute a claim.

    Attributes
    ----------
    reading
        Whose answers are meant, where the registry has several readings; empty for the main one.
    asks
        What is measured.
    base_rule, dont_know
        Who is in the base; whether don't-knows are: in, out, or empty where nobody could say so.
    mode_rule, flags
        How answers are read, and the doubts whose bearers are left out.
    exclusions
        The tables.
    wanted
        The values that agree.
    """

    reading: str
    asks: Asks
    base_rule: str
    dont_know: str
    mode_rule: str
    flags: frozenset[str]
    exclusions: str
    wanted: Expected


def specifications(
    claim: Claim,
    wanted: Expected,
    exclusions: Sequence[str],
    choices: Sequence[Choice],
    codebook: Codebook,
) -> list[Specification]:
    """Return every way to compute a claim; those that come to the same are there once.

    The first is the main one. What comes to the same is told from the questionnaire, never from
    the answers, so that other data of the same questionnaire have the same specifications.
    """
    readings = [("", claim.asks), *((one.why, one.asks) for one in claim.other_bases)]
    bands = [wanted, *(replace(wanted, band=other) for other in wanted.alternatives)]
    found: dict[object, Specification] = {}
    for why, asks in readings:
        for ruled in _rules(asks) if asks else ():
            kept = exclusions[:1] if ruled.kind in OF_INTERVIEWS else exclusions
            told = _told(ruled, codebook)
            for (mode, flags, read), name, band in product(
                _modes(claim, ruled, choices), kept, bands
            ):
                one = Specification(why, read, *told, mode, flags, name, band)
                found.setdefault(_definition(one, codebook), one)
    return list(found.values())


def _rules(asks: Asks) -> Iterator[Asks]:
    """Yield what is asked under each rule of who is in the base, its own first."""
    yield asks
    if asks.kind in OF_ANSWERS:
        for rule in RULES:
            less = asks.less and replace(asks.less, base=rule)
            yield replace(asks, base=rule, less=less)


def _modes(
    claim: Claim, asks: Asks, choices: Sequence[Choice]
) -> Iterator[tuple[str, frozenset[str], Asks]]:
    """Yield each combination of the choices that touch a claim, none of them first."""
    touching = [choice for choice in choices if choice.touches(claim, asks)]
    for size in range(len(touching) + 1):
        for several in combinations(touching, size):
            read = asks
            for choice in several:
                read = choice.applied(read)
            name = " + ".join(choice.name for choice in several) or AS_ANSWERED
            yield name, frozenset(one.without_flag for one in several) - {""}, read


def _told(asks: Asks, codebook: Codebook) -> tuple[str, str]:
    """Return the rule of the base, and whether don't-knows are in it."""
    if asks.kind not in OF_ANSWERS:
        return "", ""
    rule = _rule(asks, codebook)
    if not _may_not_know(asks.question, codebook) or _of_itself(asks):
        return rule, ""
    return rule.removesuffix("_or_dont_know"), "out" if rule == "answered" else "in"


def _rule(asks: Asks, codebook: Codebook) -> str:
    """Return the rule that a base follows, by the plainest that comes to the same."""
    question = _question(asks.question, codebook)
    if question is None:
        return asks.base
    rule = asks.base
    if rule == "kept" and _put_to_all(asks.group, question, codebook):
        rule = "asked"
    if rule == WITH_DONT_KNOW and not _may_not_know(asks.question, codebook):
        rule = "answered"
    return "answered" if _of_itself(asks) else rule


def _of_itself(asks: Asks) -> bool:
    """Tell whether only those who gave some of its answers are asked: all of them answered."""
    return asks.where is not None and asks.where.question == asks.question


def _put_to_all(group: str, question: Question, codebook: Codebook) -> bool:
    """Tell whether everybody of a group was shown a question."""
    groups = codebook.groups if group == "both" else (group,)
    parts = [question, *(_question(name, codebook) for name in question.sources)]
    return any(part and not part.shown_if for part in parts) and set(groups) <= set(question.groups)


def _may_not_know(name: str, codebook: Codebook) -> bool:
    """Tell whether people could answer that they did not know."""
    question = _question(name, codebook)
    if question is None or question.scale is None:
        return False
    return "dont_know" in question.scale.nonresponse or any(
        _may_not_know(source, codebook) for source in question.sources
    )


def _question(name: str, codebook: Codebook) -> Question | None:
    """Return the question of this name, or that a row of this name is part of."""
    return codebook.by_name.get(name) or codebook.by_name.get(name.partition("__")[0])


def _definition(one: Specification, codebook: Codebook) -> object:
    """Return what two specifications share that come to the same."""
    return _plain(one.asks, codebook), one.flags, one.exclusions, one.wanted.band.intervals


def _plain(asks: Asks, codebook: Codebook) -> Asks:
    """Return what is asked in its plainest form."""
    question = _question(asks.question, codebook)
    alone = question.groups if question and asks.base != "kept" else ()
    return replace(
        asks,
        group=alone[0] if asks.group == "both" and len(alone) == 1 else asks.group,
        answers=tuple(sorted(asks.answers)),
        leaving_out=tuple(sorted(asks.leaving_out)),
        base=_rule(asks, codebook) if asks.kind in OF_ANSWERS else asks.base,
        less=asks.less and _plain(asks.less, codebook),
    )
