"""Tables in, what people read of them out: each table, the answers in words, what is what."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from cpsurvey.tables import DESCRIPTIONS, SurveyTables, Tables, frames
from cpsurvey.vocabulary import NONRESPONSE, is_synthetic
from cpsurvey.writers.coded import Variable, variables

IN_WORDS = "responses_in_words"
BRACKETS = np.array([None, *(f"[{reason}]" for reason in NONRESPONSE)], dtype=object)


def readable(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return every table by its name; for a survey the answers in words come first."""
    found = dict(frames(tables))
    return {IN_WORDS: in_words(tables), **found} if isinstance(tables, SurveyTables) else found


def described(tables: Tables) -> dict[str, str]:
    """Return what the data and each of the `readable` tables are, by name."""
    made_up = ". Made up: no person's answer is in it." if is_synthetic(tables.name) else ""
    words = {IN_WORDS: "The table responses in words; a reason for no answer is in brackets."}
    first = words if isinstance(tables, SurveyTables) else {}
    return {
        "data": tables.name + made_up,
        **first,
        **{name: DESCRIPTIONS[name] for name, _ in frames(tables)},
    }


def in_words(tables: SurveyTables) -> pd.DataFrame:
    """Return the answers in words under the questions' labels; reasons for none in brackets.

    Examples
    --------
    >>> import cpsurvey as cps
    >>> in_words(cps.load_example())["How the conference was held"].head(2).tolist()
    ['Phone', 'Video']
    """
    found = [variable for variable in variables(tables) if variable.name in tables.responses]
    labels = Counter(variable.label for variable in found)
    return pd.DataFrame(
        {v.label if labels[v.label] == 1 else f"{v.label} ({v.name})": _words(v) for v in found}
    )


def _words(variable: Variable) -> pd.Series:
    """Return one variable in words."""
    values = variable.values
    if variable.kind == "levels":
        values = values.map(variable.levels).astype(object)
    silent = variable.reasons > 0
    if not silent.any():
        return values
    cells = (values.dt.date if variable.kind == "date" else values).astype(object)
    return cells.mask(silent, pd.Series(BRACKETS[variable.reasons], index=cells.index))
