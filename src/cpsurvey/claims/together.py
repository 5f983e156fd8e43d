"""Claims that ask one question → whether whole numbers of people can make them all true at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from cpsurvey.claims.model import Claim
from cpsurvey.codebook import Codebook, Question
from cpsurvey.errors import QuestionError, unknown

Kind = frozenset[str]


@dataclass(frozen=True)
class Shared:
    """Claims about one question, put to the same people.

    Attributes
    ----------
    question
        Its name.
    ids
        The claims that ask it.
    kinds
        The kinds of people there can be: of each, which of the claims count them.
    """

    question: str
    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]


def shared_questions(claims: Sequence[Claim], codebook: Codebook) -> list[Shared]:
    """Return the questions that several claims ask of the same people, with who can be among them.

    Raises
    ------
    QuestionError
        If a claim asks for a question or an answer that the codebook does not have.
    """
    asking: dict[object, list[Claim]] = {}
    for claim in claims:
        if claim.asks and claim.asks.kind == "share" and not claim.asks.also_codes:
            asking.setdefault(replace(claim.asks, answers=("",)), []).append(claim)
    return [_shared(several, codebook) for several in asking.values() if len(several) > 1]


def can_be_together(shared: Shared, runs: Mapping[str, Sequence[range]], base: int) -> bool:
    """Tell whether so many people can be of the kinds there are, every claim's count one that fits.

    Parameters
    ----------
    shared
        The claims about one question.
    runs
        Of each claim, the counts that fit, in runs without gaps.
    base
        Number of people.
    """
    return any(
        _possible(shared, [(run[0], run[-1]) for run in chosen], base)
        for chosen in product(*(runs[name] for name in shared.ids))
    )


def _possible(shared: Shared, limits: Sequence[tuple[int, int]], base: int) -> bool:
    """Tell whether whole numbers of each kind add up to the base with every count in its limits."""
    # Loaded here: it takes as long as all else, and few bases come this far.
    from scipy.optimize import Bounds, LinearConstraint, milp

    counted = [[float(name in kind) for kind in shared.kinds] for name in shared.ids]
    sums = np.array([*counted, [1.0] * len(shared.kinds)])
    low, high = np.array([*limits, (base, base)], dtype=float).T
    each = np.ones(len(shared.kinds), dtype=int)
    found = milp(
        np.zeros(each.size),
        constraints=LinearConstraint(sums, low, high),
        integrality=each,
        bounds=Bounds(0, base),
    )
    return bool(found.success)


def _shared(claims: Sequence[Claim], codebook: Codebook) -> Shared:
    """Return what several claims share."""
    asks = [claim.asks for claim in claims if claim.asks]
    first = asks[0]
    name = first.question.partition("__")[0]
    if name not in codebook.by_name:
        raise QuestionError(
            f"{claims[0].place}: {unknown('question', first.question, codebook.by_name)}"
        )
    question = codebook.by_name[name]
    answers = question.codes or tuple({code for one in asks for code in one.answers})
    for claim, one in zip(claims, asks, strict=True):
        for code in one.answers:
            if code not in answers:
                raise QuestionError(f"{claim.place}: {unknown('answer', code, answers)}")
    here = first.where.answers if first.where and first.where.question == first.question else None
    left = [
        code for code in answers if code not in first.leaving_out and (here is None or code in here)
    ]
    of = {
        code: frozenset(c.id for c in claims if c.asks and code in c.asks.answers) for code in left
    }
    kinds = set(_patterns(question, of)) if question.type == "multi" else set(of.values())
    if first.base != "answered" or not question.codes:
        kinds.add(frozenset())
    ordered = sorted(kinds, key=sorted)
    return Shared(first.question, tuple(claim.id for claim in claims), tuple(ordered))


def _patterns(question: Question, of: Mapping[str, Kind]) -> Iterator[Kind]:
    """Yield which claims count somebody who may tick several answers: at least one, any of them."""
    alone = {code: kind for code, kind in of.items() if code == question.exclusive}
    yield from alone.values()
    yield from _unions(kind for code, kind in of.items() if code not in alone)


def _unions(kinds: Iterable[Kind]) -> set[Kind]:
    """Return all unions of some of them."""
    found: set[Kind] = set()
    for kind in kinds:
        found |= {kind} | {kind | other for other in found}
    return found
