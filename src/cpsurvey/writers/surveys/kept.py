"""Answers in, those whose responses a platform lets one download out, and the mark they bear."""

from __future__ import annotations

from cpsurvey.vocabulary import SYNTHETIC, is_synthetic
from cpsurvey.writers.surveys.answered import Answered

TRIED_OUT = ("preview", "test", "spam")


def complete(one: Answered, *, finished: bool = True, again: bool = True) -> Answered:
    """Return the responses that a platform exports which keeps nothing of what was tried out.

    Those of who did not finish go where `finished`; the further ones of a person, whose answers
    are in no table, stay where `again`.
    """
    kept = ~one.meta["status"].isin(TRIED_OUT)
    if finished:
        kept &= one.meta["finished"] != "no"
    return one.only(kept if again else kept & ~one.again)


def mark_of(one: Answered) -> str:
    """Return what stands in a cell that a platform leaves free where the answers are synthetic."""
    return SYNTHETIC if is_synthetic(one.name) else ""
