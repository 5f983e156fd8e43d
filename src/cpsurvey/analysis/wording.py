"""Sentences and checks that several analyses share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real

from cpsurvey.errors import QuestionError, listed


def checked_confidence(confidence: float) -> float:
    """Return a confidence level between 0 and 1."""
    if not is_between(confidence):
        raise QuestionError(f"confidence is {confidence}: give a level between 0 and 1, like 0.95.")
    return confidence


def is_between(share: object) -> bool:
    """Tell whether something is a number between 0 and 1."""
    return isinstance(share, Real) and bool(0 < float(share) < 1)


def nobody(group: str, asked: Mapping[str, str]) -> str:
    """Return why nobody of a group answered: never asked, or asked without an answer."""
    if group and asked and group not in asked:
        return only_asked_of(asked.values())
    return "nobody answered"


def only_asked_of(labels: Iterable[str]) -> str:
    """Return the sentence that says whom a question was put to."""
    plain = (label[:1].lower() + label[1:] if label[1:].islower() else label for label in labels)
    return f"asked of {listed(plain)} only"


def disagreement(p_value: float, low: float, high: float, null: float, confidence: float) -> str:
    """Return how a test and an interval disagree about no difference, if they do."""
    rejects, excludes = p_value <= 1 - confidence, low > null or high < null
    if rejects == excludes or math.isnan(p_value) or math.isnan(low):
        return ""
    of = {0.0: "zero", 0.5: "one half"}[null]
    told = (
        f"leaves out {of}, the test does not reject"
        if excludes
        else (f"holds {of}, the test rejects")
    )
    return f"interval and test disagree: the interval {told}"


def monte_carlo(what: str, draws: int, seed: str) -> str:
    """Return what was drawn, how often, and with which seed."""
    return f"Monte Carlo, {draws:,} {what} drawn, seed {seed}"


def how_found(method: str, draws: int, seed: str) -> str:
    """Return whether a p-value is exact, or from which random tables it is."""
    exact = "exact, every table enumerated"
    return exact if method == "exact" else monte_carlo("tables", draws, seed)


def joined(*reasons: str) -> str:
    """Return reasons one after the other, those that there are."""
    return "; ".join(filter(None, reasons))
