"""Rows of a comparison in; the result, its tests adjusted in their families, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.answers import Answers
from cpsurvey.analysis.counting import in_order, share_of
from cpsurvey.analysis.levels import Levels
from cpsurvey.analysis.settings import Row
from cpsurvey.analysis.wording import joined
from cpsurvey.stats import adjust
from cpsurvey.vocabulary import ALL_ANSWERS, ALL_LEVELS

WHOLE = ["count", "base", "count_reference", "base_reference"]
NUMBERS = [
    "estimate", "ci_low", "ci_high", "statistic", "df", "p_value", "p_standard_error",
    "p_adjusted", "exact_size", "planned_share", "detectable_gap", "smallest_cell",
]  # fmt: skip
YES_AND_NO = 2
FAMILIES = {
    "levels": "{question} over all levels",
    "whole": "{question} as a whole",
    "answer": "answers to {question}",
    "option": "options of {question}",
    "theme": "themes",
}


class About(NamedTuple):
    """What is true of all rows of a result: the question, what is compared, what to bear in mind.

    ``within`` is the column within whose levels groups are compared, if there is one.
    """

    found: Answers
    levels: Levels
    dividers: pd.DataFrame
    within: str | None
    grade: str
    caveat: str
    confidence: float


def result_of(rows: Sequence[Row], about: About) -> pd.DataFrame:
    """Return the result that rows make, columns in the vocabulary's order."""
    frame = pd.DataFrame(list(rows))
    frame = frame.reindex(columns=[*frame, *(name for name in NUMBERS if name not in frame)])
    frame = frame.astype(dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(NUMBERS, "float64"))
    frame = _in_categories(frame, about)
    for side in ("", "_reference"):
        frame[f"share{side}"] = share_of(frame[f"count{side}"], frame[f"base{side}"])
    frame = frame.assign(
        data=about.found.data,
        question=about.found.question,
        confidence=about.confidence,
        grade=about.grade,
        why=[joined(why, about.caveat) for why in frame["why"]],
    )
    by = [about.levels.by, "reference", *([about.within] if about.within is not None else [])]
    return in_order(_with_families(frame, by, _mirrored(frame, about)), by)


def _in_categories(frame: pd.DataFrame, about: About) -> pd.DataFrame:
    """Return a result with answers and levels as categories in their order."""
    answers = list(dict.fromkeys(frame.loc[frame["answer"] != ALL_ANSWERS, "answer"]))
    orders = {"answer": [ALL_ANSWERS, *answers], about.levels.by: [ALL_LEVELS, *about.levels.known]}
    if about.within is not None:
        orders[about.within] = list(about.dividers[about.within].cat.categories)
    for name, order in orders.items():
        there = set(frame[name])
        kept = [level for level in order if level in there or name == about.within]
        frame[name] = pd.Categorical(frame[name], kept)
    return frame


def _mirrored(frame: pd.DataFrame, about: About) -> bool:
    """Tell whether each test is in two rows: those of the two answers of a yes/no question."""
    answers, given = list(frame["answer"].cat.categories), list(about.found.given.columns)
    compared = [answer for answer in answers if answer != ALL_ANSWERS]
    return about.found.exclusive and compared == given and len(given) == YES_AND_NO


def _with_families(frame: pd.DataFrame, by: Sequence[str], mirrored: bool) -> pd.DataFrame:
    """Return a result with the family of each row's test, its size, and adjusted p-values.

    Options of a select-all question come adjusted, each comparison a family of its own; the
    other tests of a kind are one family, adjusted by Holm's method.
    """
    kinds = frame["family"]
    frame = frame.assign(family="", family_size=0)
    for kind, rows in frame.groupby(kinds, sort=False):
        name = FAMILIES[str(kind)].format(question=rows["question"].iloc[0])
        if kind == "option":
            _name_options(frame, rows, by, name)
            continue
        repeats = 2 if kind == "answer" and mirrored else 1
        _name(frame, rows, name, repeats)
        frame.loc[rows.index, "p_adjusted"] = _holm(rows["p_value"].to_numpy(), repeats)
    return frame


def _name_options(frame: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str], name: str) -> None:
    """Write the family of each comparison's options beside them."""
    comparisons = list(rows.groupby(list(by), sort=False, observed=True))
    for place, part in comparisons:
        told = f"{name} ({', '.join(map(str, place))})"
        _name(frame, part, told if len(comparisons) > 1 else name, 1)


def _name(frame: pd.DataFrame, rows: pd.DataFrame, family: str, repeats: int) -> None:
    """Write the name of a family and the number of its tests beside its rows, if it has any."""
    size = rows["p_value"].notna().sum() // repeats
    frame.loc[rows.index, "family_size"] = size
    frame.loc[rows.index, "family"] = family if size else ""


def _holm(p_values: npt.NDArray[Any], repeats: int) -> npt.NDArray[np.float64]:
    """Return Holm's adjusted p-values of those there are, a test written `repeats` times once."""
    family = p_values[::repeats]
    tested = ~np.isnan(family)
    adjusted = np.full(family.shape, np.nan)
    if tested.any():
        adjusted[tested] = adjust(family[tested], "holm")
    return np.repeat(adjusted, repeats)
