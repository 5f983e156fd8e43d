"""Bounds and the tables of made-up data in; where in its bounds each made-up number lies, out."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpsurvey.tables import SurveyTables

RANGE = re.compile(r"(\d+)(?:-(\d+))?")
VALUES = {"count": "Int64", "base": "Int64", "share": "float64", "difference": "float64"}
ABOUT = ["group", "question", "answer", "by", "level"]
Flags = NDArray[np.bool_]
Value = tuple[object, object, float, float]


class _Said(NamedTuple):
    """Who answered a question, and who gave one answer to it."""

    answered: Flags
    gave: Flags


def synthetic_values(bounds: pd.DataFrame, tables: SurveyTables) -> pd.DataFrame:
    """Put beside each bound how many people of the made-up data it is about.

    Parameters
    ----------
    bounds
        What `mode_bounds` of `cpsurvey.synthetic` gives: group, question, answer, by, level.
    tables
        The tables made of the same data.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``data`` before them and, after `level`, ``count`` (people of the group
        at this level who gave the answer), ``base`` (those at this level who answered the
        question), ``share`` (count over base) and ``difference`` (this share minus that of all
        other levels together); missing where the tables hold the answer in another form, or
        nobody answered.

    Examples
    --------
    >>> import pandas as pd
    >>> import cpsurvey as cps
    >>> from cpsurvey.report import synthetic_values
    >>> bounds = pd.DataFrame([{
    ...     "group": "parent", "question": "overall_judgement", "answer": "worse",
    ...     "by": "join_mode", "level": "did_not_join",
    ... }])
    >>> synthetic_values(bounds, cps.load_example())[["level", "count", "base"]].values.tolist()
    [['did_not_join', 1, 1]]
    """
    facts = bounds.reindex(columns=ABOUT)
    said = {
        asked: _said(tables.responses, *asked)
        for asked in set(facts[["question", "answer"]].itertuples(index=False, name=None))
    }
    people = {
        group: (tables.responses["group"] == group).to_numpy(dtype=bool)
        for group in facts["group"].unique()
    }
    at = {
        place: _said(tables.responses, *place)
        for place in set(facts[["by", "level"]].itertuples(index=False, name=None))
    }
    values = [
        _value(people[group], said[question, answer], at[by, level])
        for group, question, answer, by, level in facts.itertuples(index=False, name=None)
    ]
    made = pd.DataFrame(values, columns=list(VALUES), index=bounds.index).astype(VALUES)
    frame = bounds.drop(columns=["data", *VALUES], errors="ignore")
    place = list(frame.columns).index("level") + 1 if "level" in frame else 0
    for offset, column in enumerate(made):
        frame.insert(place + offset, str(column), made[column])
    frame.insert(0, "data", pd.Series(tables.name, frame.index, dtype="string"))
    return frame


def _value(people: Flags, said: _Said | None, at: _Said | None) -> Value:
    """Return count, base, share and difference of some people at a level."""
    if said is None or at is None:
        return pd.NA, pd.NA, np.nan, np.nan
    here, there = people & at.gave & said.answered, people & at.answered & ~at.gave & said.answered
    count, base = int((here & said.gave).sum()), int(here.sum())
    others, of_others = int((there & said.gave).sum()), int(there.sum())
    share = count / base if base else np.nan
    rest = others / of_others if of_others else np.nan
    return count, base, share, share - rest


def _said(responses: pd.DataFrame, question: str, answer: str) -> _Said | None:
    """Tell who answered a question and who gave this answer, where the tables tell."""
    option = f"{question}__{answer}"
    if option in responses:
        column = responses[option]
        return _Said(column.notna().to_numpy(), column.fillna(False).to_numpy(dtype=bool))
    if question not in responses:
        return None
    column, parts = responses[question], RANGE.fullmatch(answer)
    answered = column.notna().to_numpy()
    if pd.api.types.is_numeric_dtype(column) and parts:
        within = column.between(int(parts[1]), int(parts[2] or parts[1])).fillna(False)
        return _Said(answered, within.to_numpy(dtype=bool))
    if isinstance(column.dtype, pd.CategoricalDtype) and answer in column.cat.categories:
        return _Said(answered, (column == answer).fillna(False).to_numpy(dtype=bool))
    return None
