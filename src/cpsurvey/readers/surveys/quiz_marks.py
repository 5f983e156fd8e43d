"""The columns of an export of Microsoft Forms in; a quiz's points and feedback, if any, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

KNOWN = ("points - ", "feedback - ", "punkte - ")
SIGNS = (" - ", ": ", "\uff1a")
NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,6})?")
MOST_TOTALS = 3  # points in all, feedback on all, and when it was given


def marks_of(
    names: Sequence[str], roles: Sequence[str], cells: Sequence[Collection[str]]
) -> list[bool]:
    """Tell of each column whether a quiz wrote it: points and feedback, a question's and in all.

    Beside each question stand two columns or more called ``Points - Question``, in the language
    of the account; words that stand so before two questions or more are taken for these, if one
    has nothing but numbers below it and another none. A question that was given another
    name still has its two columns. ``cells`` are what the columns hold, without blanks.
    """
    words = _repeated(names)
    asked = set(names)
    found = [any(n.startswith(k) and n.removeprefix(k) in asked for k in KNOWN) for n in names]
    if not _are_marks(words, names, cells):
        return found
    parted = [_parted(name, words) for name in names]
    times = Counter(question for question in parted if question)
    found = [
        known or (bool(question) and (question in asked or times[question] > 1))
        for known, question in zip(found, parted, strict=True)
    ]
    first_question = found.index(True) - 1
    totals = [n for n in range(first_question) if not roles[n]]
    if len(totals) <= MOST_TOTALS and any(roles[:first_question]):
        found = [known or n in totals for n, known in enumerate(found)]
    return found


def _repeated(names: Sequence[str]) -> list[str]:
    """Return what stands before the name of a question just before it, for several questions."""
    counts = Counter(
        name.removesuffix(question)
        for place, question in enumerate(names)
        for name in names[place + 1 : place + 4]
        if name.endswith(question) and name.removesuffix(question).endswith(SIGNS)
    )
    return [word for word, count in counts.items() if count > 1]


def _are_marks(
    words: Sequence[str], names: Sequence[str], cells: Sequence[Collection[str]]
) -> bool:
    """Tell whether below some words are numbers only, and below others no number."""
    numbers, none = set(), set()
    for word in words:
        below = [
            c for n, held in zip(names, cells, strict=True) if n.startswith(word) for c in held
        ]
        found = [bool(NUMBER.fullmatch(cell)) for cell in below]
        numbers |= {word} if all(found) else set()
        none |= set() if any(found) else {word}
    return any(points != feedback for points in numbers for feedback in none)


def _parted(name: str, words: Sequence[str]) -> str:
    """Return what stands behind one of the words, or nothing."""
    return next((name.removeprefix(word) for word in words if name.startswith(word)), "")
