"""What a comparison is told to do, checked; and what bases of a size allow to be said."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM, TEST_FROM
from cpsurvey.analysis.wording import checked_confidence, is_between
from cpsurvey.errors import QuestionError

Rng: TypeAlias = int | np.random.Generator | None
Row: TypeAlias = dict[str, Any]
Counts: TypeAlias = npt.NDArray[np.int64]

BOUND = 0.05


class Settings(NamedTuple):
    """Level of the intervals, share planned with, and how random draws are made."""

    confidence: float
    planned_share: float
    permutations: int
    rng: Rng


def checked_settings(
    confidence: float, planned_share: float, permutations: int, rng: Rng
) -> Settings:
    """Return what a comparison is told to do, or refuse it."""
    if not is_between(planned_share):
        raise QuestionError(
            f"planned_share is {planned_share}: give the share of the reference that the study was"
            " planned with, between 0 and 1, like 0.5."
        )
    whole = isinstance(permutations, int | np.integer) and not isinstance(permutations, bool)
    if not whole or permutations < 1:
        raise QuestionError(
            f"permutations is {permutations}: give a whole number of 1 or more, like 10_000."
        )
    return Settings(
        checked_confidence(confidence), planned_share, int(permutations), checked_seed(rng)
    )


def checked_seed(seed: Rng) -> Rng:
    """Return a seed or a generator, or refuse what is neither."""
    if isinstance(seed, np.random.Generator) or seed is None:
        return seed
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise QuestionError(
            f"rng is {seed!r}: give a whole number as seed, or a numpy.random.Generator."
        )
    return seed


def mark_of(smaller: int) -> str:
    """Return the mark of a comparison whose smaller base is this one."""
    return "u" if SHARE_FROM <= smaller < PLAIN_FROM else ""


def too_small(smaller: int, described: str) -> Row | None:
    """Return method and reason where the smaller base allows no interval; nothing where it does.

    `described` is the method of an estimate without interval.
    """
    if smaller == 0:
        return {"method": "count", "why": "nobody answered in one of the groups"}
    if smaller < SHARE_FROM:
        return {"method": "count", "why": f"a base below {SHARE_FROM}: counts only"}
    if smaller < TEST_FROM:
        return {"method": described, "why": f"a base below {TEST_FROM}: described, not tested"}
    return None
