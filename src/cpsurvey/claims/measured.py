"""What measuring a claim gives: a count, its base and a value, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from cpsurvey.codebook import Codebook
from cpsurvey.errors import QuestionError
from cpsurvey.tables import SurveyTables


@dataclass(frozen=True)
class Measured:
    """What a claim comes to, or why nothing could be measured.

    Attributes
    ----------
    count, base
        How many, of how many.
    value
        What is compared with the claim: a count, a share, a difference or a place, exactly.
    why
        What was measured, or why it could not be.
    parts
        What else the value depends on, as pairs of count and base: of a difference, what is taken
        away; of an order, everything that is put in order, what the claim names first; of what is
        represented, each list; of authorities, the people from each that was reached, twice; of
        survey and interviews together, each of the two.
    paired
        Of a difference within the same people: how many said both, the first only, the second
        only, and neither.
    one_answer
        Where each person's one answer to one question decides all of this at once: in which of the
        four of `paired`, or for which of the options in `parts`, it can be. Else empty.
    """

    count: int | None
    base: int | None
    value: Fraction | None
    why: str
    parts: tuple[tuple[int, int], ...] = ()
    paired: tuple[int, int, int, int] | None = None
    one_answer: tuple[bool, ...] = ()


class Data(NamedTuple):
    """The tables, and the questionnaire they come from."""

    tables: SurveyTables
    codebook: Codebook


def not_measured(why: str) -> Measured:
    """Return that nothing could be measured, and why."""
    return Measured(None, None, None, why)


def number_of(count: int, base: int, why: str) -> Measured:
    """Return a count that is compared as it is."""
    return Measured(count, base, Fraction(count), why)


def share_of(count: int, base: int, why: str) -> Measured:
    """Return a count as a share of its base."""
    if not base:
        return Measured(count, base, None, f"nobody in the base: {why}")
    return Measured(count, base, Fraction(count, base), why)


def of_group(frame: pd.DataFrame, group: str, what: str = "respondents") -> pd.Series[bool]:
    """Tell which rows are of a group; everybody is of both."""
    if group == "both":
        return pd.Series(True, frame.index)
    if "group" not in frame:
        raise QuestionError(f"the {what} have no column `group`, so nobody is known as {group}.")
    return (frame["group"] == group).fillna(False).astype(bool)
