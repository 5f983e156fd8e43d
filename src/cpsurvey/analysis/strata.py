"""An answer and what people are spread over in; counts of both groups by stratum out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.answers import find_answers, take_together
from cpsurvey.analysis.columns import Source, divide
from cpsurvey.analysis.counting import count_answers
from cpsurvey.analysis.methods import PLAIN_FROM, SHARE_FROM, TEST_FROM
from cpsurvey.analysis.settings import Row
from cpsurvey.vocabulary import NO_ANSWER

Table = npt.NDArray[np.int_]

KEPT = ["data", "question", "answer", "group", "reference", "grade"]


class Strata(NamedTuple):
    """Counts by stratum of a group and its reference, shape (strata, 2): gave it, gave another.

    `unknown` is how many of each gave an answer and are in no stratum.
    """

    group: Table
    reference: Table
    names: list[str]
    unknown: tuple[int, int]

    def totals(self) -> dict[str, int]:
        """Return count and base of both groups, as result columns."""
        (count, other), (count_2, other_2) = self.group.sum(axis=0), self.reference.sum(axis=0)
        return {
            "count": int(count),
            "base": int(count + other),
            "count_reference": int(count_2),
            "base_reference": int(count_2 + other_2),
        }

    @property
    def smaller(self) -> int:
        """Return the smaller base."""
        return int(min(self.group.sum(), self.reference.sum()))

    def smallest_cell(self) -> float:
        """Return the smallest count above 0 of the cells, or NaN where there is none."""
        cells = np.concatenate([self.group.ravel(), self.reference.ravel()])
        return float(cells[cells > 0].min()) if cells.any() else np.nan


def strata_of(
    tables: Source,
    question: str,
    answer: str | Sequence[str],
    by: str,
    group: str,
    reference: str,
) -> Strata:
    """Return both groups' counts by stratum; people in no stratum are counted apart."""
    given = take_together(find_answers(tables, question), [answer])
    counts = count_answers(given, divide(tables, [by, "group"]))
    sides = [_by_stratum(counts[counts["group"] == side], by) for side in (group, reference)]
    names = [str(name) for name in counts[by].cat.categories if name != NO_ANSWER]
    of_group, of_reference = (side.loc[names].to_numpy() for side in sides)
    one, other = (int(side.drop(names).to_numpy().sum()) for side in sides)
    return Strata(of_group, of_reference, names, (one, other))


def left_out(strata: Strata, by: str, group: str, reference: str) -> str:
    """Return how many people are left out because nobody knows their stratum, or nothing."""
    if not any(strata.unknown):
        return ""
    one, other = (_how_many(people) for people in strata.unknown)
    return f"left out, {by} not known: {one} of {group}, {other} of {reference}"


def about(main: pd.Series[Any], strata: Strata, by: str, confidence: float) -> Row:
    """Return what a row about all strata says of its question and of its people."""
    totals = strata.totals()
    small = SHARE_FROM <= strata.smaller < PLAIN_FROM
    return {
        **{name: main[name] for name in KEPT},
        **totals,
        "share": _share(totals["count"], totals["base"]),
        "share_reference": _share(totals["count_reference"], totals["base_reference"]),
        "varies": by,
        "confidence": confidence,
        "smallest_cell": strata.smallest_cell(),
        "mark": "u" if small else "",
    }


def _share(count: int, base: int) -> float:
    """Return count over base; missing where the base is too small for a share."""
    return count / base if base >= SHARE_FROM else np.nan


def _how_many(people: int) -> str:
    """Return a number of people that nobody can be made out by."""
    return str(people) if people >= TEST_FROM or not people else f"fewer than {TEST_FROM}"


def _by_stratum(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return who gave the answer and who another, a row a stratum."""
    gave = counts.set_index(counts[by].astype(str))
    return pd.DataFrame({"gave": gave["count"], "another": gave["base"] - gave["count"]})
