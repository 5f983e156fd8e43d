"""Answers in, those whose responses a platform lets one download out."""

from __future__ import annotations

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
