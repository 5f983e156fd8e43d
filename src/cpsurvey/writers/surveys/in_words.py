"""Answers of questions that are typed into in, what people would have typed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from cpsurvey.codebook import Codebook, Question

Reasons = Callable[[str], str]
TYPED = {
    "skipped": "not stated",
    "dont_know": "don't know",
    "prefer_not": "prefer not to say",
    "not_applicable": "not applicable",
    "unreadable": "not legible",
    "unmatched": "(not on any list)",
}
WHOLE_DIGITS, DECIMALS = 9, 17  # that are read as a number and no telephone number


def typed_text(question: Question, codebook: Codebook) -> Callable[[Any], str]:
    """Return what gives the text of a typed answer: a number, a day, a name."""
    if question.type == "number":
        return number_text
    if question.type == "date":
        return lambda day: f"{pd.Timestamp(day):%Y-%m-%d}"
    names: dict[str, str] = {}
    if question.type == "authority":
        names = {authority.code: authority.name for authority in codebook.authorities}
    if question.type == "role":
        names = {role.code: role.label for role in codebook.roles}
    return lambda code: names.get(code, str(code))


def number_text(value: float) -> str:
    """Return a number as people write it, with an exponent where it would be too long.

    Examples
    --------
    >>> number_text(3.0), number_text(0.5), number_text(2e12)
    ('3', '0.5', '2e+12')
    """
    plain = np.format_float_positional(float(value), trim="-")
    whole, _, decimals = plain.lstrip("-").partition(".")
    if len(whole) <= WHOLE_DIGITS and len(decimals) <= DECIMALS:
        return str(plain)
    return str(np.format_float_scientific(float(value), trim="-"))


def typed_reason(question: Question, codebook: Codebook) -> Reasons:
    """Return what gives the words that people type in place of an answer."""
    several = {"authority": codebook.ambiguous_authorities, "role": codebook.ambiguous_roles}
    doubtful = next(iter(several.get(question.type, {})), "")
    named = {role.nonresponse: role.label for role in codebook.roles if role.nonresponse}
    known = TYPED | {"ambiguous": doubtful} | (named if question.type == "role" else {})
    return lambda reason: known.get(reason, "")
