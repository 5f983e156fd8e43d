"""Answers and the columns that divide people in; counts, bases and shares out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pandas.core.groupby import DataFrameGroupBy

from cpsurvey.analysis.methods import SHARE_FROM
from cpsurvey.vocabulary import RESULT_COLUMNS

UNDIVIDED = "base"  # a name that no column by which people are divided can have


def count_answers(given: pd.DataFrame, dividers: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each combination of the dividers' levels and each answer.

    Rows that nobody is in are there too; the order is that of the categories, answers innermost.
    """
    divided = divide_people(given, dividers)
    counts, bases = divided.sum(), divided.size()
    rows = counts.index.repeat(given.shape[1]).to_frame(index=False).drop(columns=UNDIVIDED)
    answers = np.tile(np.arange(given.shape[1]), len(counts))
    return rows.assign(
        answer=pd.Categorical.from_codes(answers, categories=given.columns),
        count=counts.to_numpy().astype("int64").ravel(),
        base=np.repeat(bases.to_numpy(), given.shape[1]),
    )


def divide_people(facts: pd.DataFrame, dividers: pd.DataFrame) -> DataFrameGroupBy[Any, Any]:
    """Return true or false facts of people grouped by every combination of the dividers' levels."""
    everyone = pd.Series("everyone", facts.index, pd.CategoricalDtype(["everyone"]), name=UNDIVIDED)
    keys = [everyone, *(column for _, column in dividers.loc[facts.index].items())]
    return facts.groupby(keys, observed=False)


def share_of(count: pd.Series[int], base: pd.Series[int]) -> pd.Series[float]:
    """Return count over base; missing where the base is too small for a share."""
    return (count / base.where(base >= SHARE_FROM)).astype("float64")


def in_order(
    result: pd.DataFrame, by: Sequence[str], about: Sequence[str] = ("question", "answer")
) -> pd.DataFrame:
    """Return a result with its columns in the vocabulary's order, `by` after what it is about."""
    first = ["data", *about, *by]
    rest = set(result.columns.drop(first))
    return result[[*first, *(name for name in RESULT_COLUMNS if name in rest)]]
