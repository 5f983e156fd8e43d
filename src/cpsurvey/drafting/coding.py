"""Questions as guessed → the same with codes, labels and the scales they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpsurvey.codebook import normalise
from cpsurvey.drafting.answers import DraftScale
from cpsurvey.drafting.files import LABEL, level_codes
from cpsurvey.drafting.naming import RESERVED, Names, shorten
from cpsurvey.drafting.records import Drafted, Guess
from cpsurvey.drafting.sharing import share_scales


def name_questions(
    kept: Sequence[Guess],
) -> tuple[list[Drafted], Mapping[str, tuple[DraftScale, Sequence[str]]]]:
    """Return questions with their codes, and the scales they share."""
    names = Names(RESERVED)
    codes = [names.give(guess.stem, f"question_{n}") for n, guess in enumerate(kept, start=1)]
    guesses, called, scales = share_scales(kept, codes)
    drafted: dict[str, Drafted] = {}
    found = []
    for guess, name, scale in zip(guesses, codes, called, strict=True):
        rows = Names()
        question = Drafted(
            guess,
            name,
            label_of(guess),
            scale,
            {rows.give(row, "row"): row or name for row in guess.rows},
            _code_of(guess, guess.exclusive),
            _shown_if(guess, drafted),
        )
        found.append(question)
        drafted.setdefault(guess.stem, question)
    return found, scales


def label_of(guess: Guess) -> str:
    """Return a short label: the question's text, or its last part where it is long."""
    text = guess.text or guess.stem
    last = text.rpartition(" - ")[2]
    if len(text) > LABEL and 2 < len(last) <= LABEL and last != text:
        return last
    return shorten(text, LABEL) or guess.columns[0]


def _code_of(guess: Guess, label: str) -> str:
    """Return the code of a level; nothing for no level."""
    if not label or guess.scale is None:
        return ""
    labels = [level.label for level in guess.scale.levels]
    return level_codes(guess.scale)[labels.index(label)] if label in labels else ""


def _shown_if(guess: Guess, before: Mapping[str, Drafted]) -> tuple[str, tuple[str, ...]] | None:
    """Return the routing of a definition in the draft's codes, where these can say it."""
    if guess.shown_if is None or guess.shown_if[0] not in before:
        return None
    other = before[guess.shown_if[0]]
    codes = {normalise(label): _code_of(other.guess, label) for label in _labels(other.guess)}
    answers = [codes.get(normalise(label), "") for label in guess.shown_if[1]]
    closed = other.guess.type in ("single", "scale", "multi", "consent")
    return (other.name, tuple(answers)) if closed and answers and all(answers) else None


def _labels(guess: Guess) -> list[str]:
    """Return the labels of a question's levels."""
    return [level.label for level in guess.scale.levels] if guess.scale else []
