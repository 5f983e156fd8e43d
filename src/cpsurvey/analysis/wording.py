"""Sentences and checks that several analyses share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cpsurvey.errors import QuestionError, listed


def checked_confidence(confidence: float) -> float:
    """Return a confidence level between 0 and 1."""
    if not 0 < confidence < 1:
        raise QuestionError(f"confidence is {confidence}: give a level between 0 and 1, like 0.95.")
    return confidence


def nobody(group: str, asked: Mapping[str, str]) -> str:
    """Return why nobody of a group answered: never asked, or asked without an answer."""
    if group and asked and group not in asked:
        return only_asked_of(asked.values())
    return "nobody answered"


def only_asked_of(labels: Iterable[str]) -> str:
    """Return the sentence that says whom a question was put to."""
    plain = (label[:1].lower() + label[1:] if label[1:].islower() else label for label in labels)
    return f"asked of {listed(plain)} only"
