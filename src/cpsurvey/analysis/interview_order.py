"""Interviews and the order wanted in; the order as places, and in words, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cpsurvey.analysis.interviews import counted
from cpsurvey.analysis.wording import joined
from cpsurvey.errors import QuestionError, unknown

RECORDED, RANDOM = "recorded", "random"


class Order(NamedTuple):
    """The interviews' places in the table, as they are taken, and what is said of that.

    ``places`` are missing where the order is random.
    """

    places: npt.NDArray[np.int64] | None
    why: str


def order_of(interviews: pd.DataFrame, used: pd.Series[bool], order: str | Sequence[str]) -> Order:
    """Return the order in which the interviews used are taken."""
    if isinstance(order, str) and order not in (RECORDED, RANDOM):
        known = f'"{RECORDED}" or "{RANDOM}"'
        raise QuestionError(f'order is "{order}": give {known}, or list the interviews in order.')
    if isinstance(order, str):
        return Order(None, "") if order == RANDOM else _recorded(interviews, used)
    return _listed(interviews["interview"].astype(str), used, [str(name) for name in order])


def _recorded(interviews: pd.DataFrame, used: pd.Series[bool]) -> Order:
    """Return the interviews used in the order of their dates, those without one last."""
    if "recorded" not in interviews or interviews["recorded"].isna().all():
        raise QuestionError(
            "the interviews have no date of recording. List them in their order (order=[...]), or"
            ' give order="random".'
        )
    dates = interviews["recorded"].reset_index(drop=True)[used.to_numpy()]
    dates = pd.to_datetime(dates, errors="coerce")
    places = dates.sort_values(kind="stable", na_position="last").index.to_numpy(np.int64)
    tied = dates.dropna().duplicated().any()
    said = joined(
        "in the order of recording",
        "those of one day as in the table" if tied else "",
        "those without a date last" if dates.isna().any() else "",
    )
    return Order(places, said)


def _listed(names: pd.Series[str], used: pd.Series[bool], order: Sequence[str]) -> Order:
    """Return the interviews used in the order they are listed in."""
    place_of = {name: place for place, name in enumerate(names)}
    for name in order:
        if name not in place_of:
            raise QuestionError(unknown("interview", name, place_of))
    twice = len(order) - len(set(order))
    missing = used.to_numpy() & ~names.isin(list(order)).to_numpy()
    if twice or missing.any():
        wrong = f"names {counted(twice)} twice" if twice else f"leaves out {counted(missing.sum())}"
        raise QuestionError(f"order {wrong}: list every interview once.")
    places = [place_of[name] for name in order if used.iloc[place_of[name]]]
    return Order(np.array(places, dtype=np.int64), "in the order listed")
